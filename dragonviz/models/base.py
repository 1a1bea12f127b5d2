"""What all estimators share: `fit` is a learner taken to its verdict, and a predictor answers for it."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.callback import CallbackSupportMixin, with_callbacks
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from dragonviz.models import derived_inputs
from dragonviz.models.learner import Learner, Samples, Verdict
from dragonviz.models.predictors import Predictor

_WARNINGS = {
    Verdict.DIVERGED: "{0} diverged in epoch {2}: the numbers grew beyond all bounds, and the parameters are those of "
    "the last epoch before that. Scale the features, or learn more slowly.",
    Verdict.STALLED: "{0} stalled after {1} epochs: rounding lets no step lower the loss any more, though it is not at "
    "its minimum. Scale the features.",
}


class StepwiseClassifier(CallbackSupportMixin, ClassifierMixin, BaseEstimator, ABC):
    """A classifier whose training can be watched step by step.

    A subclass stores its parameters, declares their ranges in `_parameter_constraints`, and makes its learner in
    `_learner`.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
        The labels, sorted; the predictor's class c is ``classes_[c]``.
    n_features_in_ : int
    n_iter_ : int
        Epochs done.
    predictor_ : LinearPredictor, CurvedPredictor or NetworkPredictor
    """

    standardize: bool
    inputs: Sequence[str]

    def start(self, X: np.ndarray, y: np.ndarray, n_classes: int, test: Samples | None = None) -> Learner:
        """Begin a training, with no step done yet.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features), float64
        y : ndarray of shape (n_samples,)
            Class indices, 0 <= y < `n_classes`.
        n_classes : int
        test : (X, y), optional
            Test samples, perhaps none. With them the learner keeps a record of each epoch; without, none.

        Returns
        -------
        Learner

        Raises
        ------
        ValueError
            If a parameter is outside its range, or inputs cannot be derived from these features.
        """
        self._validate_params()
        for samples in (X,) if test is None else (X, test[0]):
            derived_inputs.validate(self.inputs, samples, self.standardize)
        return self._learner(X, y, n_classes, test)

    @abstractmethod
    def _learner(self, X: np.ndarray, y: np.ndarray, n_classes: int, test: Samples | None) -> Learner:
        """A learner that has done no step; the parameters are known to be valid."""

    @with_callbacks
    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Train until the run converges, stalls, diverges or reaches its epochs.

        Callbacks (see `set_callbacks`) are told of each epoch, and can stop the training.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : array-like of shape (n_samples,)
            Labels of any kind.

        Returns
        -------
        self
        """
        samples, labels = validate_data(self, X, y, dtype=np.float64)
        # Whole numbers and texts are classes, and the check takes as long as several hundred epochs.
        if labels.dtype.kind not in "biuSU":
            check_classification_targets(labels)
        self.classes_, codes = np.unique(labels, return_inverse=True)
        if len(self.classes_) > 2 and not self.__sklearn_tags__().classifier_tags.multi_class:
            raise ValueError(
                "Only binary classification is supported. The type of the target is multiclass: "
                f"{type(self).__name__} tells 2 classes apart, and y has {len(self.classes_)}."
            )
        if len(self.classes_) < 2:
            raise ValueError(f"{type(self).__name__} needs samples of at least 2 classes; y has only one class.")
        learner = self.start(samples, codes, len(self.classes_))
        if hasattr(self, "_skl_callbacks"):
            self._train_with_callbacks(learner, samples, labels)
        else:
            while learner.verdict is Verdict.UNDER_WAY:
                learner.advance(learner.steps_per_epoch * learner.max_epochs)
            self.__dict__.update(self._fitted(learner))
        if learner.verdict in _WARNINGS:
            warning = _WARNINGS[learner.verdict].format(type(self).__name__, learner.epoch, learner.epoch + 1)
            warnings.warn(warning, ConvergenceWarning, stacklevel=3)
        return self

    def _train_with_callbacks(self, learner: Learner, X: np.ndarray, y: np.ndarray) -> None:
        """Train epoch by epoch: each is a subtask of the fit, at whose end a callback may ask to stop."""
        data = {"estimator": self, "X": X, "y": y}
        now = partial(self._fitted, learner)  # called where a callback wants an estimator of that moment
        fit = self._init_callback_context(max_subtasks=learner.max_epochs)
        fit.call_on_fit_task_begin(**data)
        is_stopped = False
        while learner.verdict is Verdict.UNDER_WAY and not is_stopped:
            epoch = fit.subcontext(task_name="epoch")
            epoch.call_on_fit_task_begin(**data, reconstruction_attributes=now)
            learner.advance(learner.steps_per_epoch)
            is_stopped = epoch.call_on_fit_task_end(**data, reconstruction_attributes=now)
        self.__dict__.update(self._fitted(learner))
        fit.call_on_fit_task_end(**data, reconstruction_attributes={})

    def _fitted(self, learner: Learner) -> dict[str, object]:
        return {"n_iter_": learner.epoch, "predictor_": learner.predictor()}

    def predict(self, X: ArrayLike) -> np.ndarray:
        """The label of each sample, shape (n_samples,)."""
        codes = self._predictor().classify(self._checked(X))
        return self.classes_[codes]

    def decision_function(self, X: ArrayLike) -> np.ndarray:
        """The class scores of each sample.

        Returns
        -------
        ndarray of shape (n_samples,) or (n_samples, n_classes)
            With two classes, by how much the second one leads.
        """
        scores = self._predictor().scores(self._checked(X))
        return scores[:, 1] - scores[:, 0] if len(self.classes_) == 2 else scores

    def _predictor(self) -> Predictor:
        check_is_fitted(self)
        return self.predictor_

    def _checked(self, X):
        return validate_data(self, X, reset=False, dtype=np.float64)


class ProbabilisticClassifier(StepwiseClassifier):
    """A classifier whose scores are logits, so that it can say how sure it is."""

    def predict_proba(self, X: ArrayLike) -> np.ndarray:
        """The probability of each class, shape (n_samples, n_classes)."""
        return self._predictor().probabilities(self._checked(X))
