"""The data: where they come from, what is predicted, and what a click adds. It is the legend, too."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from dragonviz.app.moment import Moment
from dragonviz.dragons import Columns, Task
from dragonviz.scenes.edits import Look, UseSource
from dragonviz.views.instrument import Instrument, Place
from dragonviz.views.panels.source_choice import SourceChoice
from dragonviz.views.panels.tool_choice import ToolChoice
from dragonviz.views.plots.sprites import class_icon
from dragonviz.views.style.choices import NameButton
from dragonviz.views.style.style import Style
from dragonviz.views.style.texts import Text
from dragonviz.views.style.widgets import icon_button, label_control, vbox
from dragonviz.views.window.window_commands import AskForFile

_NOTE_LINES = 6
_MEMBERS = (
    (True, "training", "The model learns from training data, which are drawn solid."),
    (
        False,
        "test",
        "The model never sees test data, which are drawn hollow, while it learns; they show how well it does on "
        "what is new to it.",
    ),
)


class DragonsPanel(Instrument):
    """Where the data come from, what is predicted of them, and which class a click adds."""

    name = "dragons-panel"
    title = "Data"
    help = "Where the data come from, what is predicted, and which class a click adds."
    place = Place.LEFT

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._source = None
        self._task: Task | None = None
        self._label = -1
        small = style.small_px, style.theme.quiet
        self._from = Text(style.text_px, most_lines=1)
        self._from.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._choice = SourceChoice(style)
        self._choice.chosen.connect(self._choose)
        self._note = Text(*small, most_lines=_NOTE_LINES)
        self._adds = Text(style.text_px)
        self._classes = QVBoxLayout()
        self._classes.setSpacing(0)
        self._class_buttons = QButtonGroup(self)
        self._class_buttons.idClicked.connect(lambda label: self.wanted.emit(Look({"label": label})))
        self._members = QButtonGroup(self)
        self._members.idClicked.connect(lambda is_train: self.wanted.emit(Look({"adds_training": bool(is_train)})))
        self._tools = ToolChoice(style)
        self._tools.wanted.connect(self.wanted)
        marks = Text(*small)
        marks.setText("ringed: misclassified\ndotted: in the latest step")
        layout = vbox(
            self._source_row(),
            self._choice,
            self._note,
            self._tools,
            self._adds,
            self._classes,
            self._member_row(),
            marks,
            spacing=style.grid_px // 4,
        )
        layout.addStretch()
        self.setLayout(layout)

    def show_moment(self, moment: Moment) -> None:
        """Show the scene's source and classes, and what a click adds."""
        scene = moment.scene
        if scene.source is not self._source:
            self._source = scene.source
            self._from.setText(scene.source.title)
        self._choice.show_source(scene.source)
        if scene.dataset.task != self._task:
            self._task, self._label = scene.dataset.task, -1
            self._build_classes(scene.dataset.task)
        if scene.view.label != self._label:
            self._label = scene.view.label
            self._show_label(scene.view.label)
        self._members.button(int(scene.view.adds_training)).setChecked(True)
        self._tools.show_tool(scene.view.tool)

    def _choose(self, chosen: str | Columns) -> None:
        self.wanted.emit(UseSource(self._source.choosing(chosen)))

    def _source_row(self) -> QHBoxLayout:
        self._open = label_control(
            icon_button("open", self.look),
            "open-button",
            "Open file…",
            "Open a CSV or Excel file with dragons, or data of your own (Ctrl+O).",
        )
        self._open.clicked.connect(lambda: self.wanted.emit(AskForFile()))
        row = QHBoxLayout()
        row.setSpacing(self.look.grid_px // 2)
        row.addWidget(self._from, 1)
        row.addWidget(self._open)
        return row

    def _member_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for is_train, text, meaning in _MEMBERS:
            button = label_control(NameButton(text), "add-train" if is_train else "add-test", text, meaning)
            button.setIconSize(QSize(self.look.icon_px, self.look.icon_px))
            self._members.addButton(button, int(is_train))
            row.addWidget(button)
        return row

    def _build_classes(self, task: Task) -> None:
        for button in self._class_buttons.buttons():
            self._class_buttons.removeButton(button)
            self._classes.removeWidget(button)
            button.hide()
            button.setObjectName("")
            button.deleteLater()
        colours = self.look.class_colours(task.classes)
        for label, class_name in enumerate(task.classes):
            button = label_control(
                NameButton(class_name),
                f"class-{label}",
                class_name,
                f"A click adds {task.a_sample} of class “{class_name}” (key {label + 1}).",
            )
            button.setIcon(class_icon(label, colours, self.look))
            button.setIconSize(QSize(self.look.icon_px, self.look.icon_px))
            self._class_buttons.addButton(button, label)
            self._classes.addWidget(button)
        self._adds.setText(f"A click adds {task.a_sample}:")
        self._note.setText(task.note)
        self._note.setVisible(bool(task.note))
        # What is made last would come last, and not where it stands.
        row = [
            *(self._open, *self._choice.lists, *self._tools.buttons),
            *(*self._class_buttons.buttons(), *self._members.buttons()),
        ]
        for before, after in pairwise(row):
            QWidget.setTabOrder(before, after)

    def _show_label(self, label: int) -> None:
        button = self._class_buttons.button(label)
        if button is None:
            return
        button.setChecked(True)
        colours = self.look.class_colours(self._task.classes)
        for member in self._members.buttons():
            is_train = bool(self._members.id(member))
            member.setIcon(class_icon(label, colours, self.look, is_train))
