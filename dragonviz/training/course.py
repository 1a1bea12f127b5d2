"""A learner's way through its run: forward, back to any moment of it, and from there along it again or elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from dragonviz.dragons import Dataset
from dragonviz.models.learner import Learner, Verdict
from dragonviz.training.early_stopping import PATIENCE, Best
from dragonviz.training.history import Epochs, History
from dragonviz.training.pace import Pace
from dragonviz.training.timeline import MOST_BYTES, Checkpoint, Mark, Place, Stretch, Timeline

_MOST_BRANCHES = 8


class Branch(NamedTuple):
    """What a run came to on a way that it has left.

    Parameters
    ----------
    epochs : Epochs
        From the last one that both ways share.
    left_at : int
        Epochs finished where the ways part.
    """

    epochs: Epochs
    left_at: int


class Course:
    """A learner, what it learns from, and the moments that it can be taken back to.

    While it stands before the furthest place that it has come to, it is looking back: steps lead along the known way,
    changes included, and only a new change leaves it.

    Parameters
    ----------
    learner : Learner
    dataset : Dataset
        What the learner was started on.
    settings : mapping
    most_bytes : int
        How much memory checkpoints may take.

    Attributes
    ----------
    learner : Learner
    dataset : Dataset
    settings : mapping
    history : History
        Of all epochs up to the furthest place.
    marks : tuple of Mark
        Of all changes up to there.
    branches : tuple of Branch
        The latest ways that were left.
    timeline : Timeline
    furthest : Place
    best : Best
        Of the epochs up to there since the latest change.
    """

    def __init__(
        self, learner: Learner, dataset: Dataset, settings: Mapping[str, Any], most_bytes: int = MOST_BYTES
    ) -> None:
        self.learner, self.dataset, self.settings = learner, dataset, settings
        self.history = History()
        self.marks: tuple[Mark, ...] = ()
        self.branches: tuple[Branch, ...] = ()
        self.timeline = Timeline(most_bytes)
        self.furthest = self.place
        self.best = Best(self.learner.epoch)
        self._pace = Pace()
        self._stretch = Stretch()
        # Within an epoch, a network's state is twice as large as it is at the start.
        self._keeps_checkpoints = self.timeline.has_room_for(2 * learner.state_nbytes)
        self._keep(is_change=True)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.learner.epoch, self.learner.step)

    @property
    def is_looking_back(self) -> bool:
        """Whether it has been further already."""
        return self.place < self.furthest

    @property
    def can_look_back(self) -> bool:
        """Whether its checkpoints are small enough to be kept."""
        return self._keeps_checkpoints

    @property
    def verdict(self) -> Verdict:
        """Whether the run goes on from where it stands, and if not, why."""
        verdict = self.learner.verdict
        if verdict is Verdict.UNDER_WAY and not self.is_looking_back and self.best.has_passed(*self._patience):
            return Verdict.STOPPED_EARLY
        return verdict

    @property
    def _patience(self) -> tuple[int, int]:
        return self.learner.epoch, self.settings.get(PATIENCE, 0)

    def wait_again(self) -> None:
        """Let a run that was stopped early go on."""
        if self.verdict is Verdict.STOPPED_EARLY:
            self.best = Best(self.learner.epoch)

    # Forward

    def advance(self, steps: int) -> int:
        """Do at most `steps` steps; stop at the verdict, or soon after an interrupt.

        Returns
        -------
        int
            The steps done.
        """
        learner, left = self.learner, steps
        while left > 0 and self.verdict is Verdict.UNDER_WAY and not learner.interrupt.is_set:
            left -= self._retrace(self.furthest, left) if self.is_looking_back else self._learn(left)
        return steps - left

    def _learn(self, steps: int) -> int:
        learner, place = self.learner, self.place
        some = min(steps, self._steps_to_checkpoint())
        if self.settings.get(PATIENCE, 0):
            some = min(some, learner.steps_per_epoch - learner.step)  # at each end, it may be time to stop
        begin = time.perf_counter()
        records = learner.advance(some)
        done = _steps_between(place, self.place, learner.steps_per_epoch)
        self._pace.note_steps(done, time.perf_counter() - begin)
        self.history.append(place.epoch + 1, records)
        self.best = self.best.after(place.epoch + 1, records.test_accuracy)
        self.furthest = self.place
        is_over = self.verdict is not Verdict.UNDER_WAY
        if is_over or (self._pace.is_due(learner.step == 0) and self.timeline.distance_to_next(self._position) <= 0):
            self._keep()
        return done

    def _steps_to_checkpoint(self) -> int:
        learner = self.learner
        if not self._keeps_checkpoints:
            return sys.maxsize
        far_enough = self.timeline.distance_to_next(self._position) * learner.steps_per_epoch
        return max(self._pace.steps(learner.step, learner.steps_per_epoch), int(far_enough))

    @property
    def _position(self) -> float:
        return self.learner.epoch + self.learner.step / self.learner.steps_per_epoch

    # Back

    def seek(self, epoch: int, step: int = 0) -> None:
        """Go to a place that it has been at, or the next one that there is a way to.

        An interrupt leaves it on the way there. Where no checkpoint has room, it stays where it is.
        """
        self._finish_record()
        goal = min(Place(epoch, step), self.furthest)
        if not self.can_look_back or goal == self.place:
            return
        start = self.timeline.start_for(goal)
        if not start.place <= self.place < goal:
            self._go_to(start)
        while self.place < goal and not self.learner.interrupt.is_set:
            self._retrace(goal)

    def _retrace(self, goal: Place, most: int | None = None) -> int:
        """Do some steps of the known way again, at most as far as `goal`; returns how many."""
        learner, place = self.learner, self.place
        end, checkpoint = goal, None
        if goal.step >= learner.steps_per_epoch:
            end = Place(goal.epoch + 1, 0)
        following = self.timeline.next_after(place)
        if following is not None and following[0] <= end:
            end, checkpoint = following
        steps = _steps_between(place, end, learner.steps_per_epoch)
        learner.advance(steps if most is None else min(steps, most), record=False)
        done = _steps_between(place, self.place, learner.steps_per_epoch)
        if self.place == end and checkpoint is not None:
            self._go_to(checkpoint)
        return done

    def _go_to(self, checkpoint: Checkpoint) -> None:
        """Be as it was there; how far the run may go is no matter of the moment."""
        max_epochs = self.learner.max_epochs
        self._restore(checkpoint)
        self.learner.max_epochs = max_epochs

    def _restore(self, checkpoint: Checkpoint) -> None:
        dataset = checkpoint.dataset
        changed = _changed(self.settings, checkpoint.settings)
        if changed:
            self.learner.change_settings(changed)
        if dataset is not self.dataset:
            self.learner.replace(dataset.X_train, dataset.y_train, (dataset.X_test, dataset.y_test))
        self.learner.restore(checkpoint.state)
        self.dataset, self.settings, self._stretch = dataset, checkpoint.settings, checkpoint.stretch

    # Elsewhere

    def change(self, act: Callable[[], None], words: str = "") -> None:
        """Let `act` change the learner, the dataset or the settings; what lies ahead is left, and becomes a branch.

        Parameters
        ----------
        act : callable
        words : str
            For the mark; without them there is none.
        """
        self._finish_record()
        place = self.place
        is_looking_back = self.is_looking_back
        marks = self.timeline.start_for(self.place).marks if is_looking_back else self.marks
        act()
        if is_looking_back:
            self._leave(place.epoch)
        mark = Mark(place.epoch, words)
        # A hand that drags makes one change of many.
        self.marks = (*marks, mark) if words and mark not in marks[-1:] else marks
        self.furthest, self._stretch = self.place, Stretch(self._stretch, place)
        self.best = Best(place.epoch)
        self._keep(is_change=True)

    def change_settings(self, settings: Mapping[str, Any], words: str) -> None:
        """Go on with other settings, all of the model's; `words` say what is changed."""

        def act() -> None:
            changed = _changed(self.settings, settings)
            if changed:
                self.learner.change_settings(changed)
            self.settings = settings

        self.change(act, words)

    def checkpoint(self) -> Checkpoint:
        """The present moment, with its past."""
        start = self.timeline.first_of(self._stretch)
        return replace(self._checkpoint(), history=self.history.epochs(), start=start)

    def resume_from(self, checkpoint: Checkpoint) -> None:
        """Go on from a checkpoint of a run of the same model; what the present one knows beyond it becomes a branch."""
        place = checkpoint.place
        self._restore(checkpoint)
        if self.history.last_epoch > place.epoch:
            self._leave(place.epoch)
        if checkpoint.history is not None:
            self.history = History.of(checkpoint.history.between(0, place.epoch))
        self.marks, self.furthest, self.best = checkpoint.marks, place, checkpoint.best
        is_change = not self.timeline.lead_to(checkpoint)
        self._keep(is_change)

    def _leave(self, epoch: int) -> None:
        if self.history.last_epoch > epoch:
            left = Branch(self.history.epochs().between(epoch, self.history.last_epoch), epoch)
            self.branches = (*self.branches, left)[-_MOST_BRANCHES:]
            self.history = self.history.until(epoch)

    def _finish_record(self) -> None:
        """Bring an epoch to its end whose last step an interrupt has parted from its record."""
        if self.learner.step == self.learner.steps_per_epoch:
            if self.is_looking_back:
                self.learner.advance(0, record=False)
            else:
                self._learn(0)

    def _keep(self, is_change: bool = False) -> None:
        learner = self.learner
        if self._keeps_checkpoints and learner.step < learner.steps_per_epoch:
            begin = time.perf_counter()
            self.timeline.keep(self._checkpoint(), is_change=is_change)
            self._pace.note_checkpoint(time.perf_counter() - begin)

    def _checkpoint(self) -> Checkpoint:
        return Checkpoint(
            place=self.place,
            position=self._position,
            state=self.learner.state(),
            dataset=self.dataset,
            settings=self.settings,
            marks=self.marks,
            best=self.best,
            stretch=self._stretch,
        )


def _changed(settings: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """The estimator's parameters among `others` that differ."""
    return {name: value for name, value in others.items() if settings[name] != value and name != PATIENCE}


def _steps_between(place: Place, later: Place, steps_per_epoch: int) -> int:
    # None where divergence has undone some.
    return max(0, (later.epoch - place.epoch) * steps_per_epoch + later.step - place.step)
