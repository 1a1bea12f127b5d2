"""Both perceptron rules one dragon at a time, in plain Python with numpy vectors: what code for a lecture looks like.

The decisions are matrix products that serve one dragon and many alike, each class is a perceptron of its own, and a
dragon that was right corrects by nothing. Written for reading, in short; how fast these loops are depends on such
details by a factor of two or so, and they are not the lesson's own code.
"""

from __future__ import annotations

import numpy as np


def perceptron(X, y, epochs):
    """The rule for two classes.

    Parameters
    ----------
    X : ndarray of shape (n_dragons, 2)
    y : ndarray of shape (n_dragons,), int
        0 or 1.
    epochs : int

    Returns
    -------
    weights : ndarray of shape (2,)
    bias : float
    """
    weights, bias = np.zeros(X.shape[1]), 0.0
    for epoch in range(1, epochs + 1):
        change = 0.0
        for index, dragon in enumerate(X):
            error = y[index] - (dragon @ weights + bias > 0)
            correction = np.zeros(dragon.shape) if error == 0 else error / epoch * dragon
            weights += correction
            bias += error / epoch
            change += sum(abs(correction))
        if change == 0:
            break
    return weights, bias


def multiclass_perceptron(X, y, n_classes, epochs):
    """The rule for any number of classes: one perceptron for each, of which the largest score wins.

    Parameters are as for `perceptron`, with labels below `n_classes`.

    Returns
    -------
    weights : ndarray of shape (n_classes, 2)
    biases : ndarray of shape (n_classes,)
    """
    weights, biases = np.zeros((n_classes, X.shape[1])), np.zeros(n_classes)
    for epoch in range(1, epochs + 1):
        change = 0.0
        for index in range(len(X)):
            dragon = X[index : index + 1]
            given = _one_hot(np.argmax(dragon @ weights.T + biases, axis=1), n_classes)
            wanted = _one_hot(y[index : index + 1], n_classes)
            for label in range(n_classes):
                error = wanted[0, label] - given[0, label]
                correction = np.zeros(X.shape[1]) if error == 0 else (error / epoch * dragon)[0]
                weights[label] += correction
                biases[label] += error / epoch
                change += sum(abs(correction))
        if change == 0:
            break
    return weights, biases


def _one_hot(labels, n_classes):
    rows = np.zeros((len(labels), n_classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows
