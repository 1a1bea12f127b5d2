"""What a model comes to before its first step."""

from __future__ import annotations

import numpy as np

from dragonviz.dragons import Dataset
from dragonviz.models.learner import EpochRecords
from dragonviz.models.predictors import AnyPredictor

_LEAST = 1e-300  # a probability of nothing would have an infinite loss


def first_record(predictor: AnyPredictor, dataset: Dataset, has_loss: bool) -> EpochRecords:
    """The record of epoch 0.

    Parameters
    ----------
    predictor : predictor
        Before the first step.
    dataset : Dataset
    has_loss : bool
        Whether the model has one: the mean of −log of the true class's probability, over the training dragons.

    Returns
    -------
    EpochRecords
        With one entry.
    """
    accuracies = [
        np.mean(predictor.classify(X) == y) if len(y) else np.nan
        for X, y in ((dataset.X_train, dataset.y_train), (dataset.X_test, dataset.y_test))
    ]
    loss = np.nan
    if has_loss:
        true = predictor.probabilities(dataset.X_train)[np.arange(len(dataset.y_train)), dataset.y_train]
        loss = -np.mean(np.log(np.maximum(true, _LEAST), dtype=np.float64))
    return EpochRecords(*(np.array([value], dtype=np.float64) for value in (*accuracies, loss)))
