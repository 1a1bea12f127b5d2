"""Buttons and lists that are no wider than their column, however long the words and names in them are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
)

from dragonviz.views.plots.guarded_paint import guarded_paint
from dragonviz.views.style.style import GRID
from dragonviz.views.style.texts import broken
from dragonviz.views.style.widgets import without_mnemonic

_LEAST_CHARACTERS = 4
_ARROW = 0.45  # times the height of the text
_MARGIN_PX = 2  # beside the text of a list that is closed


class NameButton(QRadioButton):
    """A radio button with a name, which is elided in its middle where it has too little room.

    Parameters
    ----------
    name : str
    """

    def __init__(self, name: str) -> None:
        super().__init__(without_mnemonic(name))
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Have the text drawn as it fits."""
        super().initStyleOption(option)
        room = self.width() - _beside_text(self, option)
        elided = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, max(0, room))
        option.text = without_mnemonic(elided)

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Give the indicator an edge that is seen in every theme."""
        super().paintEvent(event)
        _paint_edge(self, QStyle.SubElement.SE_RadioButtonIndicator)

    def minimumSizeHint(self) -> QSize:
        """A few letters, so that no name makes its column wider."""
        return QSize(_narrowest(self), self.sizeHint().height())


class WrappingBox(QCheckBox):
    """A check box with a text that wraps.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        super().__init__(without_mnemonic(text))
        self._text = text
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Have the text drawn on several lines, where it needs them."""
        super().initStyleOption(option)
        option.text = without_mnemonic("\n".join(self._lines(self.width())))

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Give the indicator an edge that is seen in every theme."""
        super().paintEvent(event)
        _paint_edge(self, QStyle.SubElement.SE_CheckBoxIndicator)

    def hasHeightForWidth(self) -> bool:
        """Say that wider is lower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        more = len(self._lines(width)) - 1
        return self.sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        """A few letters, so that no text makes its column wider."""
        return QSize(_narrowest(self), self.sizeHint().height())

    def _lines(self, width):
        option = QStyleOptionButton()
        super().initStyleOption(option)
        return [line.rstrip() for line in broken(self._text, self.font(), width - _beside_text(self, option))]


class SlimCombo(QComboBox):
    """A list that takes the width of its column. What is chosen is elided in its middle, what is offered is whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Low, so that many settings have room below one another."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """As low, and a few letters wide."""
        return QSize(super().minimumSizeHint().width(), self._height())

    def showPopup(self) -> None:
        """Open the list as wide as what it offers."""
        view = self.view()
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + bar, self.screen().availableGeometry().width() // 2))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel: nothing must change because the mouse passed over it."""
        event.ignore()

    @guarded_paint
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is chosen as it fits, and an arrow as large as the text: Qt's is as small beside any."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        arrow = self._sub_control(option, QStyle.SubControl.SC_ComboBoxArrow)
        option.subControls &= ~QStyle.SubControl.SC_ComboBoxArrow
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if not self.isEditable():
            option.currentText = self._as_it_fits(option)
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        _paint_arrow(painter, QRectF(arrow), self.fontMetrics().height(), option.palette.buttonText().color())

    def _as_it_fits(self, option):
        room = self._sub_control(option, QStyle.SubControl.SC_ComboBoxEditField)
        width = room.width() - 2 * _MARGIN_PX
        return self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideMiddle, width)

    def _sub_control(self, option, which):
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, which, self)

    def _height(self):
        return self.fontMetrics().height() + GRID


def _beside_text(button, option):
    """The width that an indicator and an icon take."""
    style = button.style()
    is_radio = isinstance(button, QRadioButton)
    metric = QStyle.PixelMetric
    width = style.pixelMetric(
        metric.PM_ExclusiveIndicatorWidth if is_radio else metric.PM_IndicatorWidth, option, button
    )
    width += style.pixelMetric(
        metric.PM_RadioButtonLabelSpacing if is_radio else metric.PM_CheckBoxLabelSpacing, option, button
    )
    if not button.icon().isNull():
        width += button.iconSize().width() + GRID // 2
    return width + _MARGIN_PX


def _paint_edge(button, element):
    option = QStyleOptionButton()
    button.initStyleOption(option)
    edge = QRectF(button.style().subElementRect(element, option, button)).adjusted(0.5, 0.5, -0.5, -0.5)
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(button.palette().placeholderText().color())
    is_round = element is QStyle.SubElement.SE_RadioButtonIndicator
    (painter.drawEllipse if is_round else painter.drawRect)(edge)


def _paint_arrow(painter, room, text_height, colour):
    width = min(_ARROW * text_height, room.width() - 2 * _MARGIN_PX)
    middle, out, down = room.center(), width / 2, width / 4
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.2, width / 6), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    corners = QPointF(-out, -down), QPointF(0, down), QPointF(out, -down)
    painter.drawPolyline([middle + corner for corner in corners])


def _narrowest(button):
    option = QStyleOptionButton()
    option.initFrom(button)
    return _beside_text(button, option) + _LEAST_CHARACTERS * button.fontMetrics().averageCharWidth()
