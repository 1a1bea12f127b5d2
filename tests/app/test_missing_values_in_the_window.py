"""Rows that lack values: the sentence says so, and a button opens the data without them."""

import pytest
from PySide6.QtCore import Qt

from dragonviz.dragons.bundled import bundled_columns
from tests.on_screen import refusal


@pytest.fixture
def with_gaps(tmp_path):
    """Of 40 rows, 3 lack one of the two features that there are."""
    path = tmp_path / "knights.csv"
    rows = [f"{'' if k in (5, 8, 13) else k}.5,{2 * k}.25,{'tall' if k % 2 else 'small'}" for k in range(40)]
    path.write_text("\n".join(["height,weight,size", *rows]).replace("\n.5", "\n"))
    return path


def lesson_with_gaps(path):
    """The lesson's dragons, two of which have no length."""
    columns = bundled_columns()
    rows = [list(map(str, row)) for row in zip(*columns.values(), strict=True)]
    for row in (10, 20):
        rows[row][list(columns).index("bodyLength")] = ""
    path.write_text("\n".join(",".join(row) for row in [list(columns), *rows]))
    return path


def drop(robot, path):
    """Drop a file, and wait for the button."""
    robot.drop(path)
    robot.wait_until(lambda: robot.find("offer").isVisible(), "it is offered")


def test_a_button_opens_the_data_without_the_rows_that_lack_values(window, robot, with_gaps):
    before = robot.scene
    drop(robot, with_gaps)
    assert robot.scene is before
    assert "column “height”: the value is missing" in refusal(window)
    assert robot.find("offer").text() == "Open without these 3 rows"
    assert not window.recent_menu.actions()
    robot.click_on("offer")
    robot.wait_until(lambda: robot.scene is not before, "it is opened")
    assert len(robot.dragons) == 37
    robot.wait_for_screen()
    assert refusal(window) == "3 rows that lack values were left out of “knights.csv”."
    assert not robot.find("offer").isVisible()
    assert [action.text() for action in window.recent_menu.actions()] == [str(with_gaps)]
    robot.trigger("undo")
    assert robot.scene is before


def test_so_does_the_keyboard(window, robot, with_gaps):
    before = robot.scene
    drop(robot, with_gaps)
    reached = []
    while window.focusWidget() is not robot.find("offer"):
        robot.key(Qt.Key.Key_Tab)
        assert window.focusWidget() not in reached, "Tab has gone round"
        reached.append(window.focusWidget())
    robot.key(Qt.Key.Key_Return)
    robot.wait_until(lambda: robot.scene is not before, "it is opened")
    assert len(robot.dragons) == 37
    # The button is gone; Space is not its.
    robot.key(Qt.Key.Key_Space)
    robot.wait_until(lambda: window.moment.side.playing, "it trains")


def test_the_lessons_own_columns_are_opened_as_its_tasks(window, robot, tmp_path):
    before = robot.scene
    drop(robot, lesson_with_gaps(tmp_path / "lesson.csv"))
    assert "bodyLength" in refusal(window)
    robot.click_on("offer")
    robot.wait_until(lambda: robot.scene is not before, "it is opened")
    assert (len(robot.dragons), robot.dragons.task.name) == (478, "fire")


def test_what_is_offered_stays_until_something_else_is_done(window, robot, with_gaps):
    drop(robot, with_gaps)
    assert not window.status._timer.isActive()
    robot.click(robot.empty_place())
    assert refusal(window) is None
    drop(robot, with_gaps)
    robot.key(Qt.Key.Key_Escape)
    assert refusal(window) is None


def test_a_column_that_is_chosen_later_and_has_gaps_gets_the_same_button(window, robot, tmp_path):
    path = tmp_path / "knights.csv"
    rows = [f"{k}.5,{2 * k}.25,{'' if k == 7 else k % 6},{'tall' if k % 2 else 'small'}" for k in range(40)]
    path.write_text("\n".join(["height,weight,age,size", *rows]))
    robot.drop(path)
    robot.wait_until(lambda: len(robot.dragons) == 40, "it is opened")
    robot.wait_for_screen()
    before = robot.scene
    robot.pick("column-y", robot.find("column-y").findText("age"))
    assert robot.scene is before
    assert robot.find("offer").text() == "Open without this row"
    robot.click_on("offer")
    robot.wait_until(lambda: robot.scene is not before, "it is opened")
    robot.wait_for_screen()
    assert len(robot.dragons) == 39
    assert robot.dragons.task.features == ("height", "age")
    assert robot.find("column-y").currentText() == "age"
    robot.pick("column-y", robot.find("column-y").findText("weight"))
    assert robot.dragons.task.features == ("height", "weight")
