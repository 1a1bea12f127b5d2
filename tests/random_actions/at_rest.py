"""What must hold whenever nothing is under way, and what must be as it was before once everything is undone."""

from __future__ import annotations

import gc
import threading
from collections import Counter
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDockWidget

from dragonviz.explain.sentences import obstacle
from dragonviz.models.regions import SURENESS_LEVELS, regions_of
from dragonviz.views.canvas.drawn_dragons import drawn
from dragonviz.views.instruments.confusion import Confusion
from tests import on_screen

_QUIET_MS = 300
_LONGEST_S = 60  # a large network on a busy machine takes its time
_ROUNDING = 0.002
# Qt makes these when they are first used, and keeps them.
_QT_OWN = ("QTipLabel", "QComboBoxPrivateContainer", "QComboBoxListView", "QRubberBand", "QCompleter")


def come_to_rest(hand):
    """Leave everything, pause, and let what is under way end; `AssertionError` if not all agrees then."""
    hand.leave_everything()
    hand.let_run(_QUIET_MS)  # a file that is being read begins a run
    if on_screen.is_training(hand.window):
        hand.trigger("train")
    hand.wait_until(lambda: not on_screen.is_training(hand.window), "it pauses", _LONGEST_S)
    for _ in range(20):
        before = on_screen.scene(hand.window), on_screen.report(hand.window)
        hand.let_run(_QUIET_MS)
        if before == (on_screen.scene(hand.window), on_screen.report(hand.window)):
            break
    try:
        hand.wait_until(lambda: disagreement(hand.window) is None, "all agrees", _LONGEST_S)
    except AssertionError:
        raise AssertionError(f"At rest, after {_LONGEST_S} s: {disagreement(hand.window)}") from None


def disagreement(window):
    """What on screen contradicts the model at hand, in words; None if nothing does."""
    scene, shown, report = on_screen.scene(window), on_screen.shown(window), on_screen.report(window)
    looks_back = report is not None and report.snapshot.is_looking_back
    if shown.dataset is not drawn(report.snapshot.dataset if looks_back else scene.dataset, scene.view):
        return "the canvas shows other dragons than it should"
    if obstacle(scene.dataset) is not None or report is None:
        return _more_than_nothing(scene, shown, report)
    return (
        _other_run(scene, report)
        or _other_scores(shown, report.snapshot, matrix_is_open=Confusion.name in scene.view.shown)
        or _other_regions(window, shown, report)
    )


def _more_than_nothing(scene, shown, report):
    if obstacle(scene.dataset) is not None and report is not None:
        return "there is a run of dragons that cannot be learned"
    if obstacle(scene.dataset) is None:
        return "there is no run"
    if shown.region_classes is not None:
        return "there are regions, and there is no run"
    if shown.ringed.any() or shown.matrix is not None:
        return "there are rings or a matrix, and there is no run"
    return None


def _other_run(scene, report):
    snapshot = report.snapshot
    if snapshot.model != scene.setup.model:
        return f"{snapshot.model} was trained, and the scene has {scene.setup.model}"
    if snapshot.dataset is not scene.dataset and not snapshot.is_looking_back:
        return f"the model has learned other dragons than the scene has: {_difference(snapshot.dataset, scene.dataset)}"
    return None


def _difference(learned, present):
    if learned.task != present.task or len(learned) != len(present):
        return f"{learned}, not {present}"
    differ = {name: getattr(learned, name) != getattr(present, name) for name in ("X", "y", "is_train")}
    differ["X"] = differ["X"].any(axis=1)
    return ", ".join(f"{name} of {np.count_nonzero(which)} dragons" for name, which in differ.items())


def _other_scores(shown, snapshot, matrix_is_open):
    dataset = snapshot.dataset
    predicted = snapshot.predictor.scores(dataset.X).argmax(axis=1) if len(dataset) else dataset.y
    wrong = predicted != dataset.y
    n_differ = np.count_nonzero(shown.ringed != wrong)
    if n_differ > len(dataset) // 1000:  # rounding may part two scores that are equal
        return f"{n_differ} rings are not those of the model"
    if not matrix_is_open:
        return None
    of = dataset.is_train != shown.matrix_is_of_test
    n_classes = len(dataset.task.classes)
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(matrix, (dataset.y[of], predicted[of]), 1)
    if shown.matrix is None or np.abs(shown.matrix - matrix).sum() > len(dataset) // 500:
        return f"the matrix shows {shown.matrix}, and the model gives {matrix}"
    return None


def _other_regions(window, shown, report):
    if not window.findChild(object, "boundary").isChecked():
        return None if shown.region_classes is None else "there are regions that nobody wants"
    if shown.region_classes is None:
        return "there are no regions"
    seen = window.canvas.rect_in_view()
    if not np.allclose(shown.rect, seen, rtol=1e-6, atol=1e-9 * max(map(abs, seen))):
        return f"the regions cover {shown.rect}, and {seen} is in view"
    expected = regions_of(report.snapshot.predictor, seen, len(shown.region_classes)).image // SURENESS_LEVELS
    differ = np.mean((shown.region_classes != expected) & (shown.region_classes >= 0))
    if differ < _ROUNDING:
        return None
    classes = [np.bincount(1 + image.ravel()).tolist() for image in (shown.region_classes, expected.astype(int))]
    return (
        f"{differ:.1%} of the regions are not those of {report.snapshot.model} after {report.snapshot.epoch} epochs "
        f"({report.snapshot.verdict}): pixels of no and of each class {classes[0]}, not {classes[1]}"
    )


class Beginning:
    """The first dragons, and how many widgets and threads there were, to be found again when all is undone.

    Parameters
    ----------
    hand : Hand
    """

    def __init__(self, hand):
        self._hand = hand
        self._first = _bits(hand.dragons)
        self._size = hand.window.size()
        self._widgets = self._threads = None

    def go_back(self):
        """Undo everything, do it again, and undo it again; `AssertionError` if anything differs."""
        hand, stack = self._hand, on_screen.undo_stack(self._hand.window)
        hand.leave_everything()
        last = _bits(hand.dragons)
        n = len(stack)
        self._repeat("undo", n)
        assert not stack.can_undo, "Not all can be undone."
        assert _bits(hand.dragons) == self._first, "When all is undone, the dragons are not the first ones."
        self._repeat("redo", n)
        assert _bits(hand.dragons) == last, "When all is done again, the dragons are not the last ones."
        self._repeat("undo", n)
        # What was undone is forgotten by another deed.
        hand.leave_everything()
        hand.trigger("fit")
        hand.click(hand.empty_place())
        hand.trigger("undo")
        self._look_as_at_first()
        come_to_rest(hand)

    def _look_as_at_first(self):
        """Have the size and form in which widgets can be counted, and the help, which is made when it is first read."""
        hand = self._hand
        if on_screen.is_presenting(hand.window):
            hand.trigger("present")
        for dock in hand.window.findChildren(QDockWidget):
            if dock.isFloating() and dock.isVisible():
                hand.click_on(f"float-{dock.objectName()}")
        hand.window.resize(self._size)
        hand.leave_everything()
        hand.trigger("normal-size")
        hand.let_run(_QUIET_MS)
        hand.be_quiet()
        hand.trigger("help")
        assert hand.find("help-card").isVisible(), "The help cannot be read."
        hand.key(Qt.Key.Key_Escape)

    def check_widgets_and_threads(self):
        """Compare them with those when it was called first; `AssertionError` if there are more."""
        self._hand.let_run(100)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        widgets, threads = _widgets(), Counter(_threads())
        if self._widgets is None:
            self._widgets, self._threads = widgets, threads
        # Which panels are shown depends on what was switched on.
        more = widgets - self._widgets
        assert sum(more.values()) <= 8, f"There are more widgets than at first: {more}"
        assert not threads - self._threads, f"There are more threads than at first: {threads - self._threads}"

    def _repeat(self, action, times):
        for _ in range(times):
            if not self._hand.window.isActiveWindow():
                # A panel that floats is open again with the file that is undone, and took the keyboard.
                self._hand.come_to_front()
            self._hand.trigger(action)
            self._hand.let_run(1)


def _bits(dataset):
    return tuple(array.tobytes() for array in (dataset.X, dataset.y, dataset.is_train))


def _widgets():
    return Counter(
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in QApplication.allWidgets()
        if widget.metaObject().className() not in _QT_OWN and not _is_of_qt(widget.parent())
    )


def _is_of_qt(widget):
    while widget is not None:
        if widget.metaObject().className() in _QT_OWN:
            return True
        widget = widget.parent()
    return False


def _threads():
    yield from (thread.name for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread))
    for task in Path("/proc/self/task").glob("*/comm"):
        name = task.read_text().strip()
        if name in ("training", "regions"):
            yield name
