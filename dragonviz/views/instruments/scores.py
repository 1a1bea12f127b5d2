"""How well the model does, in a few figures."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dragonviz.views.style.palette import FIGURE_PX, GRID, HEADING_PX, TEXT_PX
from dragonviz.views.style.widgets import name


def figure(share):
    """A share to three decimals that says 0 or 1 only where it is; a dash if it is undefined."""
    if math.isnan(share):
        return "–"
    if 0 < share < 0.0005:
        return "< 0.001"
    if 0.9995 <= share < 1:
        return "> 0.999"
    return f"{share:.3f}"


class ScoresView(QWidget):
    """Test accuracy, large; training accuracy; and for two classes the rates of the test dragons.

    Parameters
    ----------
    palette : Palette
    """

    def __init__(self, palette):
        super().__init__(objectName="scores-view")
        self._test_accuracy = _figure("test-accuracy", "test accuracy", FIGURE_PX, palette)
        self._train_accuracy = _figure("train-accuracy", "training accuracy", HEADING_PX, palette)
        self._detection = _figure("detection-rate", "detection rate", HEADING_PX, palette)
        self._false_positive = _figure("false-positive-rate", "false-positive rate", HEADING_PX, palette)
        self._captions = {}
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(GRID)
        rows.setVerticalSpacing(GRID // 2)
        rows.setColumnStretch(0, 1)
        values = (self._test_accuracy, self._train_accuracy, self._detection, self._false_positive)
        for row, value in enumerate(values):
            caption = QLabel(value.accessibleName())
            caption.setStyleSheet(f"font-size: {TEXT_PX}px; color: {palette.quiet}")
            self._captions[value] = caption
            rows.addWidget(caption, row, 0)
            # The large figure reaches over the captions' column, which needs not grow for it.
            across = (0, 2) if value is self._test_accuracy else (1, 1)
            rows.addWidget(value, row, across[0], 1, across[1], Qt.AlignmentFlag.AlignRight)
        self.show_scores(None, None, None)

    def show_scores(self, train, test, task):
        """Write the figures.

        Parameters
        ----------
        train, test : Scores or None
            None if nothing is known yet.
        task : Task or None
        """
        two_classes = task is not None and len(task.classes) == 2
        for value in (self._detection, self._false_positive):
            value.setVisible(two_classes)
            self._captions[value].setVisible(two_classes)
        self._show(self._test_accuracy, test, "accuracy", _accuracy_in_words(test, "test"))
        self._show(self._train_accuracy, train, "accuracy", _accuracy_in_words(train, "training"))
        if two_classes:
            negative, positive = (f"“{name}”" for name in task.classes)
            said = f"the share that the model takes for {positive}."
            self._show(self._detection, test, "detection_rate", f"Of the test dragons that are {positive}, {said}")
            self._show(
                self._false_positive, test, "false_positive_rate", f"Of the test dragons that are {negative}, {said}"
            )

    def _show(self, value, scores, share, meaning):
        value.setText("–" if scores is None else figure(getattr(scores, share)))
        value.setToolTip(meaning)
        self._captions[value].setToolTip(meaning)


def _figure(object_name, accessible_name, size, palette):
    label = name(QLabel(), object_name, accessible_name)
    label.setStyleSheet(f"font-size: {size}px; font-weight: 600; color: {palette.text}")
    return label


def _accuracy_in_words(scores, membership):
    sentence = f"The share of the {membership} dragons whose class the model gets right"
    if scores is None or scores.n == 0:
        return f"{sentence}."
    return f"{sentence}: {scores.n - scores.n_wrong:,} of {scores.n:,}."
