"""The menu of the right mouse button."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.views.conftest import RIGHT, SHIFT


@pytest.fixture
def open_menu(hand, qtbot):
    def right_click(place):
        hand.press(place, RIGHT)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        hand.release(place, RIGHT)
        return QApplication.activePopupWidget()

    yield right_click
    if QApplication.activePopupWidget() is not None:
        QApplication.activePopupWidget().close()


def checked(menu):
    return {action.objectName() for action in menu.actions() if action.isChecked()}


def test_it_says_what_the_dragon_is_and_changes_its_class(window, hand, open_menu):
    index = hand.lonely(0)
    menu = open_menu(hand.place(index))
    assert list(hand.canvas.selection) == [index]
    assert checked(menu) == {"relabel-0", "make-train" if hand.dragons.is_train[index] else "make-test"}
    hand.choose(menu, "relabel-1")
    assert hand.dragons.y[index] == 1
    window.actions_by_name["undo"].trigger()
    assert hand.dragons.y[index] == 0


def test_it_makes_training_and_test_dragons(hand, open_menu):
    index = hand.lonely()
    for name, is_train in (("make-test", False), ("make-train", True)):
        hand.choose(open_menu(hand.place(index)), name)
        assert hand.dragons.is_train[index] == is_train


def test_it_is_for_all_selected_dragons_if_it_is_opened_on_one_of_them(hand, open_menu):
    first, second = hand.lonely(0), hand.lonely(1)
    hand.click(hand.place(first))
    hand.click(hand.place(second), modifiers=SHIFT)
    menu = open_menu(hand.place(second))
    assert not checked(menu) & {"relabel-0", "relabel-1"}
    hand.choose(menu, "relabel-1")
    assert (hand.dragons.y[[first, second]] == 1).all()


def test_inspect_takes_one_of_several_and_brings_its_card_into_view(window, hand, open_menu):
    index = hand.lonely(1)
    hand.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    window.resize(1280, 480)
    hand.choose(open_menu(hand.place(index)), "inspect")
    assert list(hand.canvas.selection) == [index]
    assert f"{hand.dragons.X[index, 1]:.4g}" in window.picked._text.text()
    assert window.picked.visibleRegion().boundingRect().height() > 0


def test_remove_takes_the_dragon_away(hand, open_menu):
    index = hand.lonely()
    gone, n = hand.dragons.X[index].copy(), len(hand.dragons)
    hand.choose(open_menu(hand.place(index)), "delete")
    assert len(hand.dragons) == n - 1
    assert not (gone == hand.dragons.X).all(axis=1).any()


@pytest.mark.parametrize(("name", "is_train", "label"), [("add-test-1", False, 1), ("add-training-0", True, 0)])
def test_on_an_empty_place_it_adds_there(hand, open_menu, name, is_train, label):
    n, place = len(hand.dragons), hand.empty_place()
    hand.choose(open_menu(place), name)
    assert len(hand.dragons) == n + 1
    assert (hand.dragons.y[-1], hand.dragons.is_train[-1]) == (label, is_train)
    assert (hand.place(n) - place).manhattanLength() <= 1


def test_on_an_empty_place_it_fits_the_view(window, hand, open_menu):
    before = window.canvas.rect_in_view()
    hand.wheel(hand.empty_place(), 2)
    hand.choose(open_menu(hand.empty_place()), "fit")
    np.testing.assert_allclose(window.canvas.rect_in_view(), before)


def test_closing_it_changes_nothing(window, hand, open_menu):
    scene = window.controller.scene
    open_menu(hand.place(hand.lonely())).close()
    assert window.controller.scene is scene
