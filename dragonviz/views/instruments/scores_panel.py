"""The scores, and the confusion matrix that they are read off."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QWidget

from dragonviz.views.instruments.confusion import ConfusionMatrix
from dragonviz.views.instruments.scores import ScoresView
from dragonviz.views.style.palette import GRID, SMALL_TEXT_PX
from dragonviz.views.style.widgets import column, heading, name


class ScoresPanel(QWidget):
    """Figures above, and below them the confusion matrix of the test or of the training dragons.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__(objectName="scores-panel")
        self._train, self._test, self._class_names = None, None, ()
        self._scores = ScoresView(palette)
        self._confusion = ConfusionMatrix(palette)
        of_which = QLabel("matrix of")
        of_which.setStyleSheet(f"font-size: {SMALL_TEXT_PX}px; color: {palette.quiet}")
        row = QHBoxLayout()
        row.setContentsMargins(0, GRID, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(of_which)
        self._of_test = self._choice("test", "confusion-of-test")
        self._of_train = self._choice("training", "confusion-of-training")
        group = QButtonGroup(self)
        for button in (self._of_test, self._of_train):
            group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        self._of_test.setChecked(True)
        group.buttonToggled.connect(self._show_matrix)
        self.setLayout(column(heading("Scores"), self._scores, row, self._confusion))

    def show_scores(self, train, test, task):
        """Show the scores of a moment.

        Parameters
        ----------
        train, test : Scores or None
            None if nothing is known yet.
        task : Task or None
        """
        self._train, self._test = train, test
        self._class_names = () if task is None else task.classes
        self._scores.show_scores(train, test, task)
        self._show_matrix()

    def _show_matrix(self, *_):
        scores = self._test if self._of_test.isChecked() else self._train
        self._confusion.show_matrix(None if scores is None else scores.matrix, self._class_names)

    def _choice(self, text, object_name):
        meaning = f"Count the {text} dragons in the confusion matrix below."
        return name(QRadioButton(text), object_name, f"confusion matrix of the {text} dragons", meaning)
