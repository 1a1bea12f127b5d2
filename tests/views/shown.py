"""Single instruments on the screen, and what they want."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from dragonviz.dragons import Dataset
from dragonviz.views.style.style import Style
from tests.views.moments import moment

SIDE = 220  # px: the width of a column of panels


def show(qtbot, kind, moment, style=None, width=SIDE, height=None):
    """An instrument that shows a moment, and the list of what it has wanted since."""
    instrument = kind(style or Style())
    qtbot.addWidget(instrument)
    instrument.show_moment(moment)
    instrument.resize(width, height or max(200, instrument.heightForWidth(width)))
    with qtbot.waitExposed(instrument):
        instrument.show()
    instrument.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is instrument)
    wanted = []
    instrument.wanted.connect(wanted.append)
    return instrument, wanted


def with_scores(train, test, task):
    """A moment of any run, as if it had these scores, on dragons of this task."""
    shown = moment()
    dataset = Dataset(task, shown.dataset.X, shown.dataset.y, shown.dataset.is_train)
    snapshot = replace(shown.side.snapshot, dataset=dataset, train=train, test=test)
    return replace(shown, dataset=dataset, sides=(replace(shown.side, snapshot=snapshot),))


def find(instrument, name):
    """The widget of this name."""
    found = instrument.findChild(QWidget, name)
    assert found is not None, name
    return found


def click(instrument, name):
    """Click a button, a check box or a radio button."""
    widget = find(instrument, name)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


def plain(tip):
    """What a tooltip says."""
    return QTextDocumentFragment.fromHtml(tip).toPlainText()


def tooltip_at(widget, position):
    """What is said under the mouse."""
    QToolTip.hideText()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, position, widget.mapToGlobal(position))
    QApplication.sendEvent(widget, event)
    return plain(QToolTip.text())
