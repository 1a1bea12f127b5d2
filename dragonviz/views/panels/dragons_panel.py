"""The dragons: where they come from, what is predicted, and what a click adds. It is the legend, too."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from dragonviz.views.plots.sprites import class_icon
from dragonviz.views.style.palette import GRID, LEFT_PX, SMALL_TEXT_PX, TEXT_PX
from dragonviz.views.style.widgets import column, fit_to_column, heading, name, text_label, tool_button

_ICON_PX = TEXT_PX + 6


class DragonsPanel(QWidget):
    """Emits what a person chooses.

    Parameters
    ----------
    palette : Palette
    open_action : QAction

    Attributes
    ----------
    columns_chosen : Signal(object)
        What `Source.choosing` takes.
    """

    columns_chosen = Signal(object)

    def __init__(self, palette, open_action):
        super().__init__(objectName="dragons-panel")
        self._palette = palette
        self._source, self._task = None, None
        self._choices = []
        self._title = text_label()
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(GRID // 4)
        open_button = tool_button(open_action, Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        above = QHBoxLayout()
        above.addWidget(heading("Dragons"), 1)
        above.addWidget(open_button)
        self._adds = text_label("A click adds")
        self._classes = QVBoxLayout()
        self._classes.setSpacing(0)
        self._class_buttons = QButtonGroup(self)
        self._class_buttons.idToggled.connect(self._draw_members)
        self._members = QButtonGroup(self)
        members = QHBoxLayout()
        for is_train, text, meaning in (
            (True, "training", "The model learns from training dragons, which are solid. A click adds one."),
            (
                False,
                "test",
                "The model never sees test dragons, which are hollow, while it learns; they show how well it does on "
                "new ones. A click adds one.",
            ),
        ):
            button = name(QRadioButton(text), "add-train" if is_train else "add-test", text, meaning)
            button.setIconSize(QSize(_ICON_PX, _ICON_PX))
            button.setChecked(is_train)
            self._members.addButton(button, int(is_train))
            members.addWidget(button)
        members.addStretch()
        marks = text_label("ringed: misclassified\ndashed: in the latest step")
        marks.setStyleSheet(f"font-size: {SMALL_TEXT_PX}px; color: {palette.quiet}")
        self.setLayout(column(above, self._title, self._form, self._adds, self._classes, members, marks))

    def show_scene(self, scene):
        """Show where the scene's dragons come from and which classes there are."""
        before, self._source = self._source, scene.source
        if before is None or before.columns is not scene.source.columns:
            self._title.setText(scene.source.title)
            # Those that come with the program need no name, but the room.
            self._title.setVisible(not scene.source.is_bundled)
            self._build_choices(scene.source)
        for show_choice in self._choices:
            show_choice()
        if scene.dataset.task != self._task:
            self._task = scene.dataset.task
            self._build_classes(scene.dataset.task)

    @property
    def label(self):
        """The class that a click adds."""
        return max(0, self._class_buttons.checkedId())

    @property
    def adds_training(self):
        """Whether a click adds a training dragon."""
        return bool(self._members.checkedId())

    def choose_label(self, label):
        """Have a click add this class, if there is such a class."""
        button = self._class_buttons.button(label)
        if button is not None:
            button.setChecked(True)

    def _draw_members(self, label, chosen):
        if chosen:
            for button in self._members.buttons():
                button.setIcon(class_icon(label, self._palette, is_train=bool(self._members.id(button))))

    def _shortened(self, class_name):
        room = LEFT_PX - 2 * GRID - 4 * _ICON_PX
        return self.fontMetrics().elidedText(class_name, Qt.TextElideMode.ElideRight, room)

    def _build_choices(self, source):
        while self._form.rowCount():
            self._form.removeRow(0)
        self._choices = []
        if source.tasks:
            tasks = QComboBox()
            for key, text in source.tasks.items():
                tasks.addItem(text, key)
            self._choices = [lambda: tasks.setCurrentIndex(tasks.findData(self._source.chosen))]
            tasks.activated.connect(lambda _: self.columns_chosen.emit(tasks.currentData()))
            self._form.addRow("predict", _field(tasks, "task", "What is predicted", "What the models predict."))
            return
        for role, label, options in (
            ("x", "across", source.table.numeric),
            ("y", "up", source.table.numeric),
            ("label", "class", source.table.labels),
        ):
            columns = QComboBox()
            columns.addItems(options)
            self._choices.append(
                lambda role=role, columns=columns: columns.setCurrentText(getattr(self._source.chosen, role))
            )
            columns.activated.connect(
                lambda _, role=role, columns=columns: self.columns_chosen.emit(
                    replace(self._source.chosen, **{role: columns.currentText()})
                )
            )
            meaning = "The column with the classes." if role == "label" else f"The column that is drawn {label}."
            self._form.addRow(label, _field(columns, f"column-{role}", f"Column for {label}", meaning))

    def _build_classes(self, task):
        chosen = self.label
        for button in self._class_buttons.buttons():
            self._class_buttons.removeButton(button)
            button.deleteLater()
        for label, class_name in enumerate(task.classes):
            button = QRadioButton(self._shortened(class_name))
            button.setIcon(class_icon(label, self._palette))
            button.setIconSize(QSize(_ICON_PX, _ICON_PX))
            meaning = f"A click adds a dragon of class “{class_name}” (key {label + 1})."
            self._class_buttons.addButton(name(button, f"class-{label}", class_name, meaning), label)
            self._classes.addWidget(button)
        self._adds.setText(f"A click adds, by {task.target}:")
        self._class_buttons.button(min(chosen, len(task.classes) - 1)).setChecked(True)


def _field(combo, object_name, accessible_name, meaning):
    return name(fit_to_column(combo), object_name, accessible_name, meaning)
