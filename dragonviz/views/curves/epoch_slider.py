"""A slider through the epochs of a run, as wide as the axis above it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QStyleOptionSlider, QWidget
from typing_extensions import override

from dragonviz.views.style.widgets import label_control


class EpochSlider(QWidget):
    """Shows which epoch is looked at, and asks for others; none that the run has not come to.

    Attributes
    ----------
    wanted : Signal(int)
        Epochs finished at the moment that is to be looked at.
    """

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._furthest = 0
        self._slider = label_control(
            _JumpingSlider(Qt.Orientation.Horizontal),
            "epoch-slider",
            "epoch that is looked at",
            "Drag to look at any epoch of the run; Left and Right go by one. Training goes on from there.",
        )
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.valueChanged.connect(self._want)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._slider)
        self.place_under(0, 0)

    @property
    def handle_px(self) -> int:
        """How wide its handle is."""
        option = QStyleOptionSlider()
        self._slider.initStyleOption(option)
        return self._slider.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self._slider)

    def place_under(self, left: int, right: int) -> None:
        """Reach from `left` pixels off the left edge to `right` pixels off the right one, in the handle's middle."""
        half = self.handle_px // 2
        self._row.setContentsMargins(max(0, left - half), 0, max(0, right - half), 0)

    def show_epoch(self, epoch: int, furthest: int, end: float, enabled: bool) -> None:
        """Show where the run stands.

        Parameters
        ----------
        epoch : int
            That is looked at.
        furthest : int
            Epochs that the run has come to.
        end : float
            The last epoch of the axis.
        enabled : bool
            Whether the run can be looked back at.
        """
        self._furthest = furthest
        self._slider.setEnabled(enabled and furthest > 0)
        if self._slider.isSliderDown():
            # The hand is ahead of the run.
            return
        self._slider.blockSignals(True)
        self._slider.setRange(0, max(1, int(end)))
        self._slider.setPageStep(max(1, int(end) // 10))
        self._slider.setValue(epoch)
        self._slider.blockSignals(False)

    def _want(self, epoch: int) -> None:
        if epoch > self._furthest:
            self._slider.setValue(self._furthest)
            return
        self.wanted.emit(epoch)


class _JumpingSlider(QSlider):
    """Its handle comes to where it is clicked."""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            length = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
            self.setSliderPosition(
                QStyle.sliderValueFromPosition(
                    self.minimum(), self.maximum(), round(event.position().x()) - length // 2, self.width() - length
                )
            )
        super().mousePressEvent(event)
