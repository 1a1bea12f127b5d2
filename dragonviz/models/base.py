"""What all estimators share: `fit` is a learner taken to its verdict, and a predictor answers for it."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from dragonviz.models.learner import Verdict

_WARNINGS = {
    Verdict.DIVERGED: "{0} diverged in epoch {2}: the numbers grew beyond all bounds, and the parameters are those of "
    "the last epoch before that. Scale the features, or learn more slowly.",
    Verdict.STALLED: "{0} stalled after {1} epochs: rounding lets no step lower the loss any more, though it is not at "
    "its minimum. Scale the features.",
}


class StepwiseClassifier(ClassifierMixin, BaseEstimator, ABC):
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
    predictor_ : LinearPredictor or NetworkPredictor
    """

    def start(self, X, y, n_classes, test=None):
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
            If a parameter is outside its range.
        """
        self._validate_params()
        return self._learner(X, y, n_classes, test)

    @abstractmethod
    def _learner(self, X, y, n_classes, test):
        """A learner that has done no step; the parameters are known to be valid."""

    def fit(self, X, y):
        """Train until the run converges, diverges or reaches its epochs.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : array-like of shape (n_samples,)
            Labels of any kind.

        Returns
        -------
        self
        """
        X, y = validate_data(self, X, y, dtype=np.float64)
        # Whole numbers and texts are classes, and the check takes as long as several hundred epochs.
        if y.dtype.kind not in "biuSU":
            check_classification_targets(y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) > 2 and not self.__sklearn_tags__().classifier_tags.multi_class:
            raise ValueError(
                "Only binary classification is supported. The type of the target is multiclass: "
                f"{type(self).__name__} tells 2 classes apart, and y has {len(self.classes_)}."
            )
        if len(self.classes_) < 2:
            raise ValueError(f"{type(self).__name__} needs samples of at least 2 classes; y has only one class.")
        learner = self.start(X, codes, len(self.classes_))
        while learner.verdict is Verdict.UNDER_WAY:
            learner.advance(learner.steps_per_epoch * learner.max_epochs)
        if learner.verdict in _WARNINGS:
            warning = _WARNINGS[learner.verdict].format(type(self).__name__, learner.epoch, learner.epoch + 1)
            warnings.warn(warning, ConvergenceWarning, stacklevel=2)
        self.n_iter_ = learner.epoch
        self.predictor_ = learner.predictor()
        return self

    def predict(self, X):
        """The label of each sample, shape (n_samples,)."""
        codes = self._predictor().classify(self._checked(X))
        return self.classes_[codes]

    def decision_function(self, X):
        """The class scores of each sample.

        Returns
        -------
        ndarray of shape (n_samples,) or (n_samples, n_classes)
            With two classes, by how much the second one leads.
        """
        scores = self._predictor().scores(self._checked(X))
        return scores[:, 1] - scores[:, 0] if len(self.classes_) == 2 else scores

    def _predictor(self):
        check_is_fitted(self)
        return self.predictor_

    def _checked(self, X):
        return validate_data(self, X, reset=False, dtype=np.float64)


class ProbabilisticClassifier(StepwiseClassifier):
    """A classifier whose scores are logits, so that it can say how sure it is."""

    def predict_proba(self, X):
        """The probability of each class, shape (n_samples, n_classes)."""
        return self._predictor().probabilities(self._checked(X))
