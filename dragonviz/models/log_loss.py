"""The objective of logistic regression."""

from __future__ import annotations

import numpy as np


class PenalisedLogLoss:
    """The mean log loss of a linear softmax model, plus |w|² / (2 C n), and its gradient.

    The biases are not penalised. With two classes, the first one's coefficients are fixed at zero.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
        Class indices.
    n_classes : int
    C : float
        Inverse strength of the penalty.
    """

    def __init__(self, X, y, n_classes, C):
        # Samples along the last axis, where numpy's sums are fastest.
        self._features = np.vstack((X.T, np.ones(len(X))))
        self._true = y, np.arange(len(y))
        self._n_classes = n_classes
        self._n_fixed = 1 if n_classes == 2 else 0
        self._penalty = 1 / (C * len(y))

    @property
    def n_coefficients(self):
        """How many coefficients there are to optimise."""
        return len(self._features) * (self._n_classes - self._n_fixed)

    def by_class(self, coefficients):
        """Coefficients in a row for each class, the bias last.

        Parameters
        ----------
        coefficients : ndarray of shape (..., n_coefficients)

        Returns
        -------
        ndarray of shape (..., n_classes, n_features + 1)
        """
        leading = coefficients.shape[:-1]
        free = coefficients.reshape(*leading, len(self._features), -1).swapaxes(-1, -2)
        if not self._n_fixed:
            return free
        return np.concatenate((np.zeros_like(free), free), axis=-2)

    def __call__(self, coefficients):
        """The objective and its gradient of shape (n_coefficients,)."""
        rows = self.by_class(coefficients)
        scores = rows @ self._features
        # Smaller by each sample's largest, so that no exponential overflows.
        scores -= scores.max(axis=0)
        exponentials = np.exp(scores)
        totals = exponentials.sum(axis=0)
        loss = (np.log(totals) - scores[self._true]).mean()

        residuals = exponentials / totals
        residuals[self._true] -= 1
        gradient = self._features @ residuals[self._n_fixed :].T / len(totals)
        weights = rows[self._n_fixed :, :-1]
        gradient[:-1] += self._penalty * weights.T
        return loss + self._penalty / 2 * (weights * weights).sum(), gradient.ravel()


def log_losses(scores, y):
    """The mean log loss, without any penalty, and the accuracy of each of many models.

    Parameters
    ----------
    scores : ndarray of shape (n_models, n_classes, n_samples)
    y : ndarray of shape (n_samples,)
        Class indices.

    Returns
    -------
    losses, accuracies : ndarray of shape (n_models,)
    """
    highest = scores.max(axis=1)
    log_totals = highest + np.log(np.exp(scores - highest[:, np.newaxis]).sum(axis=1))
    losses = (log_totals - scores[:, y, np.arange(len(y))]).mean(axis=1)
    return losses, accuracies(scores, y)


def accuracies(scores, y):
    """The share of samples whose true class has the largest score, the first one in a tie; nan without samples.

    Parameters
    ----------
    scores : ndarray of shape (n_models, n_classes, n_samples)
    y : ndarray of shape (n_samples,)

    Returns
    -------
    ndarray of shape (n_models,)
    """
    if not len(y):
        return np.full(len(scores), np.nan)
    return (scores.argmax(axis=1) == y).mean(axis=1)
