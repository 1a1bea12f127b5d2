"""Canvas, rings and matrix show the same moment of the same run, at every moment that they are looked at."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer

from tests import on_screen
from tests.robot import Robot

_LOOKS = 40
_LOOK_EVERY_MS = 7  # no divisor of a frame
_ALT = Qt.KeyboardModifier.AltModifier
_LONGEST = {
    "perceptron": {"max_iter": "1000000", "tol": "0"},
    "multiclass": {"max_iter": "1000000", "tol": "0"},
    "mlp": {"max_iter": "10000000"},
}
_MODEL_KEYS = {"logistic": Qt.Key.Key_1, "perceptron": Qt.Key.Key_2, "multiclass": Qt.Key.Key_3, "mlp": Qt.Key.Key_4}


class Onlooker(Robot):
    """Uses the window, and looks at it all the while, in between whatever else the program does."""

    def __init__(self, window):
        super().__init__(window)
        self.n_looks, self.contradictions = 0, []
        self._eyes = QTimer(window, interval=_LOOK_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._eyes.timeout.connect(self._look)

    def choose_model(self, model):
        self.key(_MODEL_KEYS[model], _ALT)

    def train_flat_out(self, model, task):
        """Train as long as the settings allow, and begin again if a run ends, as logistic regression's soon does."""
        self.pick("task", {"fire": 0, "colour": 1}[task])
        self.choose_model(model)
        for setting, longest in _LONGEST.get(model, {}).items():
            self.type_into(f"setting-{setting}", longest)
        self.canvas.setFocus()
        for _ in range(16):
            self.trigger("faster")
        self.keep_training()
        self.wait_until(lambda: on_screen.learns(self.window), "it learns")
        self._eyes.start()

    def keep_training(self):
        snapshot = on_screen.snapshot(self.window)
        if snapshot is not None and snapshot.verdict != "under way":
            self.trigger("same-start")
        if not on_screen.is_training(self.window):
            self.trigger("train")

    def looks_on(self, n=_LOOKS, deeds=()):
        """Look `n` times at what was learned, while these are done by turns, and fail on any contradiction."""
        self.n_looks, self.contradictions = 0, []
        deeds = itertools.cycle((self.keep_training, *deeds))
        while self.n_looks < n:
            next(deeds)()
            self.let_run(25)
        self._eyes.stop()
        share = len(self.contradictions) / self.n_looks
        assert not self.contradictions, f"{share:.0%} of {self.n_looks} looks, first: {self.contradictions[0]}"

    def _look(self):
        shown = on_screen.shown(self.window)
        if shown.region_classes is not None or shown.matrix is not None or shown.of_before:
            self.n_looks += 1
            found = contradictions(shown)
            if found:
                self.contradictions.append("; ".join(found))


def contradictions(shown):
    """What a still picture says against itself, in words."""
    if shown.of_before:
        knows = shown.matrix is not None or shown.ringed.any()
        return (
            ["regions are drawn as those of before a change, and rings or a matrix as those after it"] if knows else []
        )
    if shown.region_classes is None or shown.matrix is None:
        return ["there are regions without a matrix, or a matrix without regions"]
    return [*_between_rings_and_matrix(shown), *_between_rings_and_regions(shown)]


def _between_rings_and_matrix(shown):
    counted = shown.dataset.is_train != shown.matrix_is_of_test
    n_ringed = np.count_nonzero(shown.ringed[counted])
    n_wrong = int(shown.matrix.sum() - np.trace(shown.matrix))
    if shown.matrix.sum() != np.count_nonzero(counted):
        yield f"the matrix counts {shown.matrix.sum()} dragons of {np.count_nonzero(counted)}"
    if n_ringed != n_wrong:
        yield f"{n_ringed} dragons wear a ring, and the matrix counts {n_wrong} that are wrong"


def _between_rings_and_regions(shown):
    classes, inside = _regions_under_dragons(shown)
    taken_for_others = inside & (classes >= 0) & (classes != shown.dataset.y)
    taken_for_own = inside & (classes >= 0) & (classes == shown.dataset.y)
    n_lack = np.count_nonzero(taken_for_others & ~shown.ringed)
    n_extra = np.count_nonzero(taken_for_own & shown.ringed)
    if n_lack:
        yield f"{n_lack} dragons lie in another class's region and wear no ring"
    if n_extra:
        yield f"{n_extra} dragons lie in their own class's region and wear a ring"


def _regions_under_dragons(shown):
    """The class that is drawn under each dragon, -1 near a border; and whether the dragon is inside the picture."""
    picture, (x_min, x_max, y_min, y_max) = shown.region_classes, shown.rect
    n, m = picture.shape
    columns = np.floor((shown.dataset.X[:, 0] - x_min) / (x_max - x_min) * m).astype(int)
    rows = np.floor((shown.dataset.X[:, 1] - y_min) / (y_max - y_min) * n).astype(int)
    inside = (columns >= 1) & (columns < m - 1) & (rows >= 1) & (rows < n - 1)
    columns, rows = columns.clip(1, m - 2), rows.clip(1, n - 2)
    around = [picture[rows + up, columns + across] for up in (-1, 0, 1) for across in (-1, 0, 1)]
    unambiguous = (np.array(around) == around[4]).all(axis=0)
    return np.where(unambiguous, around[4], -1), inside


@pytest.fixture
def onlooker(window):
    onlooker = Onlooker(window)
    onlooker.come_to_front()
    onlooker.wait_until(lambda: on_screen.report(window) is not None, "there is a run")
    return onlooker


_settings = pytest.mark.parametrize(
    ("model", "task"),
    [
        ("logistic", "fire"),
        ("logistic", "colour"),
        ("perceptron", "fire"),
        ("multiclass", "fire"),
        ("multiclass", "colour"),
        ("mlp", "fire"),
        ("mlp", "colour"),
    ],
)


@_settings
def test_at_rest(onlooker, model, task):
    onlooker.train_flat_out(model, task)
    onlooker.let_run(300)
    if on_screen.is_training(onlooker.window):
        onlooker.trigger("train")
    onlooker.wait_until(lambda: not on_screen.is_training(onlooker.window))
    onlooker.wait_until(lambda: not contradictions(on_screen.shown(onlooker.window)), "all agrees", 10)
    assert on_screen.shown(onlooker.window).ringed.any()


@_settings
def test_while_it_trains(onlooker, model, task):
    onlooker.train_flat_out(model, task)
    onlooker.looks_on(deeds=[lambda: onlooker.trigger("same-start"), *4 * [onlooker.keep_training]])


@_settings
def test_while_a_dragon_is_dragged(onlooker, model, task):
    onlooker.train_flat_out(model, task)
    begin, steps = onlooker.place(onlooker.lonely()), itertools.count()
    onlooker.press(begin)

    def carry():
        k = next(steps)
        onlooker.move(begin + QPoint(20 + 5 * (k % 20), 10 + 3 * (k % 30)))

    onlooker.looks_on(deeds=[carry, carry])
    onlooker.release(begin + QPoint(20, 20))


def test_while_models_are_switched(onlooker):
    onlooker.train_flat_out("multiclass", "colour")
    names = itertools.cycle(("mlp", "logistic", "multiclass"))
    onlooker.looks_on(deeds=[lambda: onlooker.choose_model(next(names)), lambda: None, lambda: None])


def test_while_tasks_are_switched(onlooker):
    onlooker.train_flat_out("multiclass", "colour")
    tasks = itertools.cycle((0, 1))

    def switch():
        onlooker.pick("task", next(tasks))
        onlooker.canvas.setFocus()

    onlooker.looks_on(deeds=[switch, lambda: None, lambda: None])


def test_while_dragons_are_removed_and_undone(onlooker):
    onlooker.train_flat_out("multiclass", "colour")

    def remove():
        onlooker.click(onlooker.place(onlooker.lonely()))
        onlooker.trigger("delete")

    onlooker.looks_on(deeds=[remove, lambda: onlooker.trigger("undo"), lambda: None])
