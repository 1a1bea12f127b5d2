"""The confusion matrix of the test or of the training dragons."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout

from dragonviz.app.moment import Moment
from dragonviz.scenes.edits import Look
from dragonviz.views.instrument import Instrument
from dragonviz.views.instruments.confusion_matrix import ConfusionMatrix
from dragonviz.views.style.choices import NameButton
from dragonviz.views.style.style import Style
from dragonviz.views.style.widgets import label_control, vbox


class Confusion(Instrument):
    """Two buttons for whose matrix it is, and the matrix."""

    name = "confusion"
    title = "Confusion matrix"
    help = "How many of each class the model takes for which class."

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._matrix = ConfusionMatrix(style)
        self._buttons = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(style.grid_px)
        for of_training, text in ((False, "test"), (True, "training")):
            button = NameButton(text)
            label_control(
                button,
                f"confusion-of-{text}",
                f"confusion matrix of the {text} data",
                f"Count the {text} data in the confusion matrix below.",
            )
            button.clicked.connect(partial(self._choose, of_training))
            self._buttons.addButton(button, int(of_training))
            row.addWidget(button)
        layout = vbox(row, self._matrix, spacing=style.grid_px // 4)
        layout.addStretch()
        self.setLayout(layout)

    def show_moment(self, moment: Moment) -> None:
        """Show the matrix of what the model has learned."""
        of_training, known = moment.scene.view.matrix_of_training, moment.current
        self._buttons.button(int(of_training)).setChecked(True)
        scores = None if known is None else known.train if of_training else known.test
        self._matrix.show_matrix(None if scores is None else scores.matrix, moment.dataset.task)

    def _choose(self, of_training: bool, _: bool = False) -> None:
        self.wanted.emit(Look({"matrix_of_training": of_training}))
