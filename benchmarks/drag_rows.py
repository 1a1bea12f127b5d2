"""Mouse move while dragging → retrained border on screen.

The mouse moves once a frame along a circle, whatever the program does meanwhile. A move's latency is the time from when
it was due until the canvas has painted the regions and the border of a model that was trained to its end on the dragons
as that move left them, or a later one: a move that was overtaken is answered when a later one is. That the model on
screen is indeed the retrained one is checked: it must equal a fresh `fit` on those dragons.
"""

from __future__ import annotations

import time
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtTest import QTest

from benchmarks.dragons import lesson
from benchmarks.goal import Row, at_most
from benchmarks.thread_profiles import profile_of_window
from benchmarks.window import FRAME_MS, Paints, let_run, open_window
from dragonviz.models.learner import Verdict
from dragonviz.scenes.edits import Look

_GOAL = at_most(33, "ms")
_CASES = (
    ("Perceptron", "perceptron", "fire", {}),
    ("Multi-class", "multiclass", "colour", {}),
    ("Logistic", "logistic", "fire", {}),
    (
        "MLP 8-8-8, 25 epochs",
        "mlp",
        "colour",
        {"hidden_layer_sizes": (8, 8, 8), "activation": "tanh", "batch_size": 10, "max_iter": 25, "standardize": True},
    ),
)
_RADIUS_PX = 60
_LONGEST_ANSWER_S = 5.0


def rows(effort):
    """Measure.

    Yields
    ------
    Row
    """
    with open_window() as person:
        hand = Hand(person.window)
        person.window.controller.do(Look({"live": True, "mlp_starts_again": True}))
        for title, model, task, settings in _CASES:
            person.show(lesson(task), model, **settings)
            person.train_to_the_end()
            yield _row(person, hand, f"mouse move → retrained border p95, {title}, 480 dragons", effort)


def _row(person, hand, what, effort):
    latencies = np.empty((effort.runs, effort.moves))
    for run in range(effort.runs):
        let_run(0.2)
        latencies[run] = hand.drag(effort.moves)
        if not hand.shows_the_retrained_model():
            note = "What is on screen after the drag is not the model retrained on the moved dragons."
            return Row(what, _GOAL, None, "ms", note=note)
        person.press("undo")
    p50, p95, longest = (float(np.median(np.percentile(latencies, share, axis=1))) for share in (50, 95, 100))
    note = f"p50 {p50:.1f} ms, longest {longest:.0f} ms."
    profile = partial(profile_of_window, partial(hand.drag, effort.moves))
    return Row(what, _GOAL, p95, "ms", ours=p95, note=note, profile=profile)


class Hand(QObject):
    """Drags one training dragon.

    Parameters
    ----------
    window : MainWindow
    """

    def __init__(self, window):
        super().__init__(window)
        self._controller, self._canvas = window.controller, window.canvas
        self._moves = {}  # from each move's dataset to the moves that it answers, as moments when they were due
        self._shown = self._painting = self._on_screen = None
        self._latencies = []
        self._paints = Paints(self._canvas.viewport())
        window.frames.moment_came.connect(self._take_shown)
        self._paints.begun.connect(self._begin_painting)
        self._paints.ended.connect(self._end_painting)

    def drag(self, n_moves):
        """Press, move once a frame, wait for the last answer, release.

        Parameters
        ----------
        n_moves : int

        Returns
        -------
        list of float
            The latencies of all moves, in ms; of one that was never answered, how long an answer was waited for.
        """
        self._latencies, self._on_screen = [], None
        start = self._free_dragon()
        mouse = partial(self._mouse, start)
        mouse(QTest.mousePress, 0, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        begin = time.perf_counter()
        due = begin + FRAME_MS / 1000 * np.arange(1, n_moves + 1)
        n_done = 0
        while n_done < n_moves:
            _wait_until(due[n_done])
            # As the screen's server does, hand over the newest place of a mouse that moved on meanwhile.
            n_due = int(np.searchsorted(due, time.perf_counter(), side="right"))
            mouse(QTest.mouseMove, n_due)
            dataset = self._controller.scene.dataset
            self._moves[dataset] = np.append(self._moves.get(dataset, []), due[n_done:n_due])
            n_done = n_due
        deadline = time.perf_counter() + _LONGEST_ANSWER_S
        while self._moves and time.perf_counter() < deadline:
            let_run(0.005)
        mouse(QTest.mouseRelease, n_moves, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        unanswered = sum(map(len, self._moves.values()))
        self._moves.clear()
        return self._latencies + unanswered * [1000 * _LONGEST_ANSWER_S]

    def shows_the_retrained_model(self):
        """Whether the newest regions on the screen are those of a fresh fit on the dragons as they are."""
        dataset, scene = self._controller.scene.dataset, self._controller.scene
        if self._on_screen is None:
            return False
        setup = scene.setup
        fresh = setup.kind.build(setup.values, setup.seed).fit(dataset.X_train, dataset.y_train).predictor_
        return np.allclose(fresh.scores(dataset.X), self._on_screen.scores(dataset.X), rtol=1e-4, atol=1e-4)

    def _free_dragon(self):
        """Where a training dragon lies that the mouse can take and that has room around it."""
        dataset, canvas = self._controller.scene.dataset, self._canvas
        middle_of_view = QPoint(canvas.width() // 2, canvas.height() // 2)
        places = {int(index): canvas.pixel_of(*dataset.X[index]) for index in dataset.train_indices}
        free = [index for index, place in places.items() if canvas.dragon_at(place.toPointF()) == index]
        return places[min(free, key=lambda index: (places[index] - middle_of_view).manhattanLength())]

    def _mouse(self, start, event, n_moves, *how):
        # Each move is longer than what the canvas takes for a click that shakes; none comes back to the start, where
        # a model that was not retrained would pass for one that was.
        angle = 0.15 * n_moves
        away = QPoint(round(_RADIUS_PX * np.sin(angle)), round(_RADIUS_PX * (1 - np.cos(angle))))
        event(self._canvas.viewport(), *how, pos=start + away)

    @Slot(object)
    def _take_shown(self, moment):
        self._shown = moment.current

    @Slot()
    def _begin_painting(self):
        self._painting = self._shown

    @Slot()
    def _end_painting(self):
        snapshot = self._painting
        if snapshot is None:
            return
        self._on_screen = snapshot.predictor
        if snapshot.verdict is Verdict.UNDER_WAY or snapshot.dataset not in self._moves:
            return
        now = time.perf_counter()
        for dataset in list(self._moves):
            self._latencies += [1000 * (now - due) for due in self._moves.pop(dataset)]
            if dataset is snapshot.dataset:
                break


def _wait_until(moment):
    let_run(max(0.0, moment - time.perf_counter()))
