"""One training from a start, epoch by epoch."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from dragonviz.dragons import Dataset
from dragonviz.models.catalogue import MODELS
from dragonviz.models.interrupt import Interrupt
from dragonviz.models.learner import AnyArrays, Learner, Verdict
from dragonviz.models.predictors import AnyPredictor
from dragonviz.training.collapse import has_collapsed
from dragonviz.training.course import Branch, Course
from dragonviz.training.first_record import first_record
from dragonviz.training.history import History
from dragonviz.training.scores import Scores
from dragonviz.training.snapshot import Snapshot
from dragonviz.training.timeline import MOST_BYTES, Checkpoint, Mark, Place

# How much more a slice may do than the one before it: the first slices find out how fast this model is.
_GROWTH = 16


class Run:
    """A model learning a dataset, whose past can be gone back to.

    It lives in one thread; its snapshots and checkpoints, which never change, may go to any.

    Parameters
    ----------
    dataset : Dataset
        Every class needs a training dragon.
    model : str
        A name in `dragonviz.models.catalogue.MODELS`.
    settings : mapping
        That model's settings.
    seed : int
    parameters : (weights, biases), optional
        To begin from, as `Learner.set_parameters` takes them; the model's own first ones if None.
    most_bytes : int
        How much memory its checkpoints may take.

    Attributes
    ----------
    interrupt : Interrupt
        Another thread sets it to have steps under way given up, which leaves the run as it was before them.
    """

    def __init__(
        self,
        dataset: Dataset,
        model: str,
        settings: Mapping[str, Any],
        seed: int,
        *,
        parameters: tuple[AnyArrays, AnyArrays] | None = None,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._model = model
        self._seed = seed
        self._parameters, self._most_bytes = parameters, most_bytes
        self._steps_per_second = 0.0
        self.interrupt = Interrupt()
        self._begin(dataset, MappingProxyType(dict(settings)))

    def restart(self) -> None:
        """Begin again from the same start, on the present dragons, without a past."""
        self._begin(self._course.dataset, self._course.settings)

    def _begin(self, dataset: Dataset, settings: Mapping[str, Any]) -> None:
        estimator = MODELS[self._model].build(settings, self._seed)
        learner = estimator.start(
            dataset.X_train, dataset.y_train, len(dataset.task.classes), (dataset.X_test, dataset.y_test)
        )
        if self._parameters is not None:
            learner.set_parameters(*self._parameters)
        learner.interrupt = self.interrupt
        self._course = Course(learner, dataset, settings, self._most_bytes)
        self._record_beginning()
        self._before: AnyPredictor | None = None

    def _record_beginning(self) -> None:
        course = self._course
        record = first_record(course.learner.predictor(), course.dataset, MODELS[self._model].has_loss)
        course.history = History()
        course.history.append(0, record)

    @property
    def _learner(self) -> Learner:
        return self._course.learner

    @property
    def _epochs_asked_for(self) -> int:
        return MODELS[self._model].epochs(self.settings)

    @property
    def verdict(self) -> Verdict:
        """Whether the run goes on, and if not, why."""
        return self._course.verdict

    @property
    def untrained(self) -> bool:
        """Whether no step has been done yet."""
        return self._learner.epoch == 0 and self._learner.step == 0

    @property
    def dataset(self) -> Dataset:
        """The dragons that it learns now."""
        return self._course.dataset

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings that it learns with now, read-only."""
        return self._course.settings

    @property
    def is_looking_back(self) -> bool:
        """Whether it has been further than where it stands."""
        return self._course.is_looking_back

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What was changed under way, oldest first."""
        return self._course.marks

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The latest ways that it left when something was changed in its past, oldest first."""
        return self._course.branches

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self._course.place

    @property
    def best_epoch(self) -> int:
        """The first one with the best test accuracy since something was last changed."""
        return self._course.best.epoch

    @property
    def place_before(self) -> Place:
        """Where it stood one step earlier; the beginning is before itself."""
        epoch, step = self._course.place
        if step > 0:
            return Place(epoch, step - 1)
        return Place(epoch - 1, self.steps_per_epoch - 1) if epoch else Place(0, 0)

    @property
    def steps_per_epoch(self) -> int:
        """Steps in a whole epoch."""
        return self._learner.steps_per_epoch

    @property
    def is_at_epoch_end(self) -> bool:
        """Whether no epoch is under way."""
        return self._learner.step == 0

    @property
    def seconds_to_epoch_end(self) -> float:
        """How long the rest of the epoch under way will take, as far as the speed measured so far tells."""
        if self._steps_per_second == 0:
            return math.inf
        return self.steps_to_epoch_end / self._steps_per_second

    @property
    def steps_to_epoch_end(self) -> int:
        """Steps until the epoch under way is finished."""
        return self._learner.steps_per_epoch - self._learner.step

    def extend(self, epochs: int | None = None) -> None:
        """Let a run go on that has reached its epochs, or was stopped early.

        Parameters
        ----------
        epochs : int, optional
            How many epochs more; as many as the settings ask for if None.
        """
        self._course.wait_again()
        if self.verdict is Verdict.EPOCHS_REACHED:
            self._learner.max_epochs += epochs or self._epochs_asked_for

    def go_on(self) -> None:
        """Give a run that has other dragons now as many epochs on them as the settings ask for, or more."""
        self._learner.max_epochs = max(self._learner.max_epochs, self._learner.epoch + self._epochs_asked_for)

    def replace(self, dataset: Dataset) -> None:
        """Go on from the present parameters on other dragons of the same task."""

        def act() -> None:
            self._course.dataset = dataset
            self._learner.replace(dataset.X_train, dataset.y_train, (dataset.X_test, dataset.y_test))

        self._change(act)

    def rescore(self, dataset: Dataset) -> None:
        """Take other test dragons, from which nothing is learned: the run stands where it stood."""

        def act() -> None:
            self._course.dataset = dataset
            self._learner.watch((dataset.X_test, dataset.y_test))

        before = self._before
        self._change(act)
        self._before = before

    def _change(self, act: Callable[[], None], words: str = "") -> None:
        self._course.change(act, words)
        if self.untrained:
            self._record_beginning()
        self._before = None

    def set_parameters(self, weights: AnyArrays, biases: AnyArrays) -> None:
        """Go on from other parameters, which the marks tell of: see `Learner.set_parameters`."""
        self._change(lambda: self._learner.set_parameters(weights, biases), "set by hand")

    def change_settings(self, settings: Mapping[str, Any]) -> None:
        """Go on with other settings, which the marks tell of: see `Learner.change_settings`.

        Parameters
        ----------
        settings : mapping
            Some or all of the model's, by name, each within its range.

        Raises
        ------
        ValueError
            If one is to change that only another run can have otherwise.
        """
        old, new = self.settings, {**self.settings, **settings}
        changed = [setting for setting in MODELS[self._model].settings if new[setting.name] != old[setting.name]]
        for setting in changed:
            if not setting.keeps_run:
                raise ValueError(f"{setting.label.capitalize()}: only a new run can have another value.")
        if changed:
            words = [
                f"{setting.label} {setting.text(old[setting.name])} → {setting.text(new[setting.name])}"
                for setting in changed
                if setting.matters(new)
            ]
            self._course.change_settings(MappingProxyType(new), ", ".join(words))
            self._before = None

    def seek(self, epoch: int, step: int = 0) -> None:
        """Go to a place that the run has been at already, or as near as there is a way: see `Course.seek`."""
        self._course.seek(epoch, step)
        self._before = None

    def checkpoint(self) -> Checkpoint:
        """The present moment, to come back to by `resume_from`, whatever becomes of the run."""
        return self._course.checkpoint()

    def resume_from(self, checkpoint: Checkpoint) -> None:
        """Go on from a moment of this run, or of another of the same model: see `Course.resume_from`."""
        self._course.resume_from(checkpoint)
        self._before = None

    def advance(self, steps: int) -> int:
        """Do `steps` steps, or fewer if the run ends or is interrupted; returns how many."""
        self._before = self._learner.predictor() if steps == 1 else None
        return self._course.advance(steps)

    def advance_for(self, seconds: float, most: int | None = None) -> int:
        """Do as many steps as fit, as far as the speed measured so far tells; at least one.

        Parameters
        ----------
        seconds : float
        most : int, optional
            No more steps than these.

        Returns
        -------
        int
            The steps done: fewer if the run ended or was interrupted.
        """
        steps = max(1, int(self._steps_per_second * seconds))
        if most is not None:
            steps = min(steps, most)
        begin = time.perf_counter()
        done = self.advance(steps)
        if self.interrupt.is_set:
            return done
        measured = done / (time.perf_counter() - begin)
        limit = _GROWTH * max(self._steps_per_second, 1 / seconds)
        self._steps_per_second = min(measured, limit)
        return done

    def finish(self) -> None:
        """Train to the verdict, or until it is interrupted."""
        while self.verdict is Verdict.UNDER_WAY and not self.interrupt.is_set:
            self.advance(self._learner.steps_per_epoch * self._learner.max_epochs)

    def snapshot(self) -> Snapshot:
        """The present moment."""
        course = self._course
        dataset, learner = course.dataset, course.learner
        predictor = learner.predictor()
        predicted = predictor.classify(dataset.X)
        predicted.flags.writeable = False
        n_classes = len(dataset.task.classes)
        is_train = dataset.is_train
        visited = np.asarray(learner.last_visited(), dtype=np.int64)
        return Snapshot(
            dataset=dataset,
            model=self._model,
            settings=course.settings,
            predictor=predictor,
            predicted=predicted,
            train=Scores.of(dataset.y[is_train], predicted[is_train], n_classes),
            test=Scores.of(dataset.y[~is_train], predicted[~is_train], n_classes),
            epoch=learner.epoch,
            step=learner.step,
            steps_per_epoch=learner.steps_per_epoch,
            max_epochs=learner.max_epochs,
            learning_rate=learner.learning_rate,
            verdict=course.verdict,
            best_epoch=course.best.epoch,
            history=course.history.epochs(),
            furthest_epoch=course.furthest.epoch,
            is_looking_back=course.is_looking_back,
            can_look_back=course.can_look_back,
            marks=course.marks,
            branches=course.branches,
            visited=dataset.train_indices[visited if len(visited) < len(dataset.train_indices) else visited[:0]],
            collapsed=has_collapsed(predictor, dataset.X_train),
            before=self._before,
        )
