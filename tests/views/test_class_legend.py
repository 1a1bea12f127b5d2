"""The row that names the classes in a presentation."""

from dataclasses import replace

from PySide6.QtGui import QFontMetrics

from dragonviz.views.canvas.class_legend import ClassLegend
from dragonviz.views.style.style import Style
from tests.views.moments import source_of

LONG = "a name that is much longer than the room that there is for it beside its neighbours"


def legend_of(qtbot, *names, width):
    legend = ClassLegend(Style(presenting=True))
    qtbot.addWidget(legend)
    legend.resize(width, legend.sizeHint().height())
    legend.show_task(replace(source_of().dataset().task, classes=names))
    return legend


def test_names_that_fit_are_whole(qtbot):
    assert legend_of(qtbot, "no fire", "breathes fire", width=800).shown_names() == ["no fire", "breathes fire"]


def test_only_those_are_shortened_that_take_more_than_their_share(qtbot):
    legend = legend_of(qtbot, "A&B", f"{LONG} 1", f"{LONG} 2", width=700)
    first, *others = legend.shown_names()
    assert first == "A&B"
    assert others[0] != others[1]
    assert all("…" in name for name in others)
    metrics = QFontMetrics(legend.font())
    assert sum(map(metrics.horizontalAdvance, legend.shown_names())) < 700


def test_it_is_there_in_a_presentation_only(window, robot):
    def is_seen():
        return window.findChild(ClassLegend).isVisible()

    assert not is_seen()
    robot.trigger("present")
    robot.wait_until(lambda: window.findChildren(ClassLegend)[-1].isVisible(), "the classes are named")
    robot.trigger("present")
