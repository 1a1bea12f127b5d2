"""The data's panel: what is predicted, what a click adds, and names of any kind."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton

from dragonviz.dragons import Columns, read_table
from dragonviz.scenes.edits import Look, UseSource
from dragonviz.scenes.source import Source
from dragonviz.views.panels.dragons_panel import DragonsPanel
from dragonviz.views.style.style import Style
from dragonviz.views.window.window_commands import AskForFile
from tests.views.moments import looked_at, moment_of, scene
from tests.views.shown import SIDE, click, find, plain, show


def press_down(combo):
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)


@pytest.fixture
def opened(tmp_path):
    """Data whose names are long, and look like HTML and shortcuts."""
    path = tmp_path / "salt & pepper of a rather long name.csv"
    rows = [f"{k}.5,{k % 7}.25,what A&B <b>really</b> are {k % 8}" for k in range(64)]
    path.write_text("\n".join(["the <i>first</i> & longest of all columns,b,the class that they are of", *rows]))
    return Source.of(read_table(path))


def test_a_task_of_the_lesson_is_chosen(qtbot):
    shown = moment_of(scene(task="fire"))
    panel, wanted = show(qtbot, DragonsPanel, shown)
    tasks = find(panel, "task")
    assert [tasks.itemText(k) for k in range(tasks.count())] == [
        "fire (2 classes)",
        "colour (3 classes)",
        "other columns…",
    ]
    press_down(tasks)
    assert isinstance(wanted[0], UseSource)
    assert wanted[0].source.chosen == "colour"
    assert not find(panel, "column-x").isVisible()


def test_other_columns_of_the_lessons_dragons_are_chosen(qtbot):
    panel, wanted = show(qtbot, DragonsPanel, moment_of(scene(task="colour")))
    press_down(find(panel, "task"))
    assert isinstance(wanted[0].source.chosen, Columns)
    panel.show_moment(moment_of(scene(task=wanted[0].source)))
    assert find(panel, "task").currentText() == "other columns…"
    for role in ("x", "y", "label"):
        assert find(panel, f"column-{role}").currentText() == getattr(wanted[0].source.chosen, role)
    label = find(panel, "column-label")
    assert [label.itemText(k) for k in range(label.count())] == list(wanted[0].source.labels)
    press_down(label)
    assert wanted[-1].source.chosen.x == wanted[0].source.chosen.x
    assert wanted[-1].source.chosen.label == label.currentText() != wanted[0].source.chosen.label


def test_what_was_refused_is_not_shown_as_chosen(qtbot):
    shown = moment_of(scene(task="fire"))
    panel, _ = show(qtbot, DragonsPanel, shown)
    press_down(find(panel, "task"))
    panel.show_moment(shown)
    assert find(panel, "task").currentText() == "fire (2 classes)"


def test_what_was_done_to_the_data_is_said(qtbot):
    shown = moment_of(scene(task="colour"))
    panel, _ = show(qtbot, DragonsPanel, shown)
    assert shown.dataset.task.note in [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_a_click_on_a_class_has_it_added(qtbot):
    shown = moment_of(scene(task="colour"))
    panel, wanted = show(qtbot, DragonsPanel, shown)
    assert find(panel, "class-0").isChecked()
    click(panel, "class-2")
    click(panel, "add-test")
    assert [(type(edit), edit.changes) for edit in wanted] == [
        (Look, {"label": 2}),
        (Look, {"adds_training": False}),
    ]
    panel.show_moment(looked_at(shown, label=1, adds_training=False))
    assert find(panel, "class-1").isChecked()
    assert find(panel, "add-test").isChecked()


def test_membership_is_drawn_as_the_class_that_is_added(qtbot):
    shown = moment_of(scene(task="colour"))
    panel, _ = show(qtbot, DragonsPanel, shown)

    def icons():
        return [find(panel, name).icon().pixmap(20, 20).toImage() for name in ("add-train", "add-test")]

    blue = icons()
    assert blue[0] != blue[1]
    panel.show_moment(looked_at(shown, label=1))
    assert all(one != other for one, other in zip(blue, icons(), strict=True))


def test_classes_follow_the_task(qtbot):
    panel, _ = show(qtbot, DragonsPanel, moment_of(scene(task="colour", label=2)))
    panel.show_moment(moment_of(scene(task="fire")))
    QApplication.processEvents()
    names = {button.accessibleName() for button in panel.findChildren(QRadioButton) if button.isVisible()}
    assert names == {"no fire", "breathes fire", "training", "test"}
    assert find(panel, "class-0").isChecked()


@pytest.mark.parametrize("style", [Style(), Style(scale=1.5), Style(presenting=True)], ids=["1", "1.5", "present"])
def test_names_are_plain_whole_somewhere_and_no_wider_than_the_column(qtbot, opened, style):
    width = style.side_px - 16
    panel, _ = show(qtbot, DragonsPanel, moment_of(scene(task=opened)), style, width, height=900)
    assert panel.minimumSizeHint().width() <= width
    button = find(panel, "class-3")
    name = "what A&B <b>really</b> are 3"
    assert button.accessibleName() == name
    assert plain(button.toolTip()).count(name) == 1
    assert button.text() == name.replace("&", "&&")
    assert not find(panel, "task").isVisible()
    across = find(panel, "column-x")
    assert across.currentText() == opened.chosen.x
    assert opened.chosen.x in plain(across.toolTip())
    for widget in (button, across, find(panel, "open-button")):
        assert widget.mapTo(panel, widget.rect().topRight()).x() < width


def test_the_classes_of_points_are_no_dragons(qtbot, opened):
    panel, _ = show(qtbot, DragonsPanel, moment_of(scene(task=opened)), width=SIDE)
    assert "a point of class" in plain(find(panel, "class-0").toolTip())


def test_a_file_is_asked_for(qtbot):
    panel, wanted = show(qtbot, DragonsPanel, moment_of(scene()))
    click(panel, "open-button")
    assert wanted == [AskForFile()]


def test_training_and_test_are_whole_in_a_narrow_column(qtbot):
    panel, _ = show(qtbot, DragonsPanel, moment_of(scene()), width=184)
    for name in ("add-train", "add-test"):
        assert find(panel, name).width() >= find(panel, name).sizeHint().width()


def test_samples_are_called_by_the_datas_own_word_with_its_article(qtbot):
    irises = scene(task=Source.shipped("iris"))
    panel, _ = show(qtbot, DragonsPanel, moment_of(irises))
    assert "A click adds an iris:" in [label.text() for label in panel.findChildren(QLabel)]
    assert plain(find(panel, "class-0").toolTip()).startswith("A click adds an iris of class “setosa”")


def test_columns_of_shipped_data_are_chosen(qtbot):
    source = Source.shipped("iris")
    panel, wanted = show(qtbot, DragonsPanel, moment_of(scene(task=source)))
    assert not find(panel, "task").isVisible()
    for role in ("x", "y", "label"):
        assert find(panel, f"column-{role}").currentText() == getattr(source.chosen, role)
    before = find(panel, "column-x").currentText()
    press_down(find(panel, "column-x"))
    chosen = wanted[-1].source
    assert chosen.chosen.x == find(panel, "column-x").currentText() != before
    after = wanted[-1].apply(scene(task=source))
    assert after.dataset.task.features == (chosen.chosen.x, source.chosen.y)
    assert (after.dataset.task.samples, len(after.dataset)) == ("irises", 150)
    panel.show_moment(moment_of(after))
    assert find(panel, "column-x").currentText() == chosen.chosen.x
