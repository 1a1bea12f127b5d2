"""What of the data is predicted: a task of the lesson, or any columns."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dragonviz.dragons import Columns
from dragonviz.scenes.source import Source
from dragonviz.views.style.choices import SlimCombo
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import label_control, tip

_OTHER = "other columns…"
_ROLES = (("x", "across"), ("y", "up"), ("label", "class"))


class SourceChoice(QWidget):
    """A list of the lesson's tasks, if the data are the lesson's, and one list for each column else.

    Parameters
    ----------
    style : Style

    Attributes
    ----------
    chosen : Signal(str or Columns)
        What `Source.choosing` takes.
    """

    chosen = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._source: Source | None = None
        self._was_asked = False  # what was chosen may be refused
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.grid_px)
        grid.setVerticalSpacing(style.grid_px // 4)
        grid.setColumnStretch(1, 1)
        self._tasks = label_control(SlimCombo(), "task", "What is predicted")
        self._columns = {role: label_control(SlimCombo(), f"column-{role}", label) for role, label in _ROLES}
        self._captions = {}
        rows = (("task", self._tasks), *((label, self._columns[role]) for role, label in _ROLES))
        for row, (text, combo) in enumerate(rows):
            caption = QLabel(text)
            caption.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(caption, row, 0)
            grid.addWidget(combo, row, 1)
            self._captions[combo] = caption
        self._tasks.activated.connect(self._choose_task)
        for role, combo in self._columns.items():
            combo.activated.connect(partial(self._choose_column, role))

    @property
    def lists(self) -> list[SlimCombo]:
        """All lists, from the top to the bottom."""
        return [self._tasks, *self._columns.values()]

    def show_source(self, source: Source) -> None:
        """Offer what there is, and show what is chosen."""
        before = self._source
        if source is before and not self._was_asked:
            return
        self._source, self._was_asked = source, False
        if before is None or source.columns is not before.columns:
            self._offer(source)
        columns = source.chosen if isinstance(source.chosen, Columns) else None
        self._show_row(self._tasks, bool(source.tasks))
        self._tasks.setCurrentIndex(self._tasks.count() - 1 if columns else self._tasks.findData(source.chosen))
        self._tasks.setToolTip(tip(f"What the models predict: {self._tasks.currentText()}."))
        for role, label in _ROLES:
            combo = self._columns[role]
            self._show_row(combo, columns is not None)
            if columns is not None:
                column = getattr(columns, role)
                combo.setCurrentIndex(
                    combo.findText(column, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive)
                )
                means = "with the classes" if role == "label" else f"that is drawn {label}"
                combo.setToolTip(tip(f"The column {means}: “{column}”."))

    def _offer(self, source: Source) -> None:
        self._tasks.clear()
        for name, text in source.tasks.items():
            self._tasks.addItem(text, name)
        if source.tasks and source.columns_chosen is not None:
            self._tasks.addItem(_OTHER)
        for role, combo in self._columns.items():
            combo.clear()
            combo.addItems(source.labels if role == "label" else source.features)

    def _show_row(self, combo: SlimCombo, wanted: bool) -> None:
        for part in (combo, self._captions[combo]):
            part.setVisible(wanted)

    def _choose_task(self, _: int) -> None:
        self._was_asked = True
        self.chosen.emit(self._tasks.currentData() or self._source.columns_chosen)

    def _choose_column(self, role: str, _: int) -> None:
        self._was_asked = True
        column = self._columns[role].currentText()
        self.chosen.emit(replace(self._source.columns_chosen, **{role: column}))
