"""The model looked into: its equation, its scores, and the picked dragon."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from dragonviz.explain.dragon_card import dragon_card
from dragonviz.explain.equation import equation
from dragonviz.views.style.widgets import column, heading, name, text_label


class ModelCard(QWidget):
    """What the model computes, in symbols."""

    def __init__(self):
        super().__init__(objectName="model-card")
        self._equation = name(text_label(), "equation", "What the model computes")
        self.setLayout(column(heading("Model"), self._equation))
        self.clear()

    def show_snapshot(self, snapshot):
        """Write the model's equation out."""
        self._equation.setText(equation(snapshot))

    def clear(self):
        """Nothing is known yet."""
        self._equation.setText("Its equation appears here once it is trained.")


class PickedDragon(QWidget):
    """The dragon that is selected, or how many are."""

    def __init__(self):
        super().__init__(objectName="picked-dragon")
        self._text = name(text_label(), "picked", "The picked dragon")
        self.setLayout(column(heading("Picked dragon"), self._text))
        self.show_picked(None, [], None)

    def come_into_view(self):
        """Scroll to here, where the column is too long to be seen whole."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)

    def show_picked(self, dataset, indices, snapshot):
        """Describe the selected dragons.

        Parameters
        ----------
        dataset : Dataset or None
        indices : sequence of int
        snapshot : Snapshot or None
            What the model says, if it says anything yet.
        """
        if len(indices) == 1:
            self._text.setText(dragon_card(dataset, int(indices[0]), snapshot))
        elif len(indices):
            self._text.setText(f"{len(indices):,} dragons are selected.")
        else:
            self._text.setText("Click a dragon to look at it.")
