"""One training from a start, epoch by epoch."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from dragonviz.dragons import Dataset
from dragonviz.models.catalogue import MODELS
from dragonviz.models.interrupt import Interrupt
from dragonviz.models.learner import Verdict
from dragonviz.models.predictors import AnyPredictor
from dragonviz.training.collapse import has_collapsed
from dragonviz.training.history import History
from dragonviz.training.scores import Scores
from dragonviz.training.snapshot import Snapshot

# How much more a slice may do than the one before it: the first slices find out how fast this model is.
_GROWTH = 16


class Run:
    """A model learning a dataset.

    Parameters
    ----------
    dataset : Dataset
        Every class needs a training dragon.
    model : str
        A name in `dragonviz.models.catalogue.MODELS`.
    settings : mapping
        That model's settings.
    seed : int

    Attributes
    ----------
    interrupt : Interrupt
        Another thread sets it to have steps under way given up, which leaves the run as it was before them.
    """

    def __init__(self, dataset: Dataset, model: str, settings: Mapping[str, Any], seed: int) -> None:
        self._dataset = dataset
        self._model = model
        self._settings = MappingProxyType(dict(settings))
        self._seed = seed
        self._steps_per_second = 0.0
        self.interrupt = Interrupt()
        self.restart()

    def restart(self) -> None:
        """Begin again from the same start, on the present dragons."""
        dataset = self._dataset
        kind = MODELS[self._model]
        self._learner = kind.build(self._settings, self._seed).start(
            dataset.X_train, dataset.y_train, len(dataset.task.classes), (dataset.X_test, dataset.y_test)
        )
        self._learner.interrupt = self.interrupt
        self._epochs_asked_for = self._learner.max_epochs
        self._history = History()
        self._before: AnyPredictor | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the run goes on, and if not, why."""
        return self._learner.verdict

    @property
    def untrained(self) -> bool:
        """Whether no step has been done yet."""
        return self._learner.epoch == 0 and self._learner.step == 0

    @property
    def dataset(self) -> Dataset:
        """The dragons that it learns now."""
        return self._dataset

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

    @property
    def _n_steps(self) -> int:
        return self._learner.epoch * self._learner.steps_per_epoch + self._learner.step

    def extend(self, epochs: int | None = None) -> None:
        """Let a run that has reached its epochs go on.

        Parameters
        ----------
        epochs : int, optional
            How many epochs more; as many as the settings ask for if None.
        """
        if self.verdict is Verdict.EPOCHS_REACHED:
            self._learner.max_epochs += epochs or self._epochs_asked_for

    def go_on(self) -> None:
        """Give a run that has other dragons now as many epochs on them as the settings ask for, or more."""
        self._learner.max_epochs = max(self._learner.max_epochs, self._learner.epoch + self._epochs_asked_for)

    def replace(self, dataset: Dataset) -> None:
        """Go on from the present parameters on other dragons of the same task."""
        self._dataset, self._before = dataset, None
        self._learner.replace(dataset.X_train, dataset.y_train, (dataset.X_test, dataset.y_test))

    def rescore(self, dataset: Dataset) -> None:
        """Take other test dragons, from which nothing is learned: the run stands where it stood."""
        self._dataset = dataset
        self._learner.watch((dataset.X_test, dataset.y_test))

    def advance(self, steps: int) -> None:
        """Do `steps` steps, or fewer if the run ends or is interrupted."""
        self._before = self._learner.predictor() if steps == 1 else None
        first_epoch = self._learner.epoch + 1
        self._history.append(first_epoch, self._learner.advance(steps))

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
        place, begin = self._n_steps, time.perf_counter()
        self.advance(steps)
        done = self._n_steps - place
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
        dataset, learner = self._dataset, self._learner
        predictor = learner.predictor()
        predicted = predictor.classify(dataset.X)
        predicted.flags.writeable = False
        n_classes = len(dataset.task.classes)
        is_train = dataset.is_train
        visited = np.asarray(learner.last_visited(), dtype=np.int64)
        return Snapshot(
            dataset=dataset,
            model=self._model,
            settings=self._settings,
            predictor=predictor,
            predicted=predicted,
            train=Scores.of(dataset.y[is_train], predicted[is_train], n_classes),
            test=Scores.of(dataset.y[~is_train], predicted[~is_train], n_classes),
            epoch=learner.epoch,
            step=learner.step,
            steps_per_epoch=learner.steps_per_epoch,
            max_epochs=learner.max_epochs,
            learning_rate=learner.learning_rate,
            verdict=learner.verdict,
            history=self._history.epochs(),
            visited=dataset.train_indices[visited if len(visited) < len(dataset.train_indices) else visited[:0]],
            collapsed=has_collapsed(predictor, dataset.X_train),
            before=self._before,
        )
