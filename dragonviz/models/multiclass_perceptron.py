"""The perceptron for any number of classes."""

from __future__ import annotations

from dragonviz.models.perceptron import PerceptronBase


class MulticlassPerceptron(PerceptronBase):
    """The multi-class perceptron in Kesler's construction [1]_, with a learning rate that falls as 1/epoch.

    Each class has a score w_c·x + b_c, starting from zero; the largest wins, the first one in a tie. Each epoch
    k = 1, 2, … visits every sample; on a mistake the true class gains x/k and 1/k, and the predicted class loses them.

    Parameters
    ----------
    max_iter : int, default=1500
        Training stops when this many epochs have followed the first one.
    tol : float, default=0.1
        Training stops after an epoch in which the absolute changes of all weights (not of the biases) add up to less.
    shuffle : bool, default=False
        Whether each epoch visits the samples in a fresh random order instead of the order given.
    standardize : bool, default=False
        Whether features are scaled to mean 0 and standard deviation 1 over the training samples.
    inputs : tuple of str, default=()
        What is derived from two features x and y and appended to them, of "x2", "y2", "xy", "sin_x" and "sin_y"; if
        `standardize`, derived from scaled features, and scaled then.
    random_state : int, RandomState instance or None, default=None
        Where the random orders come from.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
    coef_ : ndarray of shape (n_classes, n_features), or (1, n_features) for two classes
        The second class's lead, for two classes.
    intercept_ : ndarray of shape (n_classes,), or (1,) for two classes
    n_features_in_, n_iter_ : int
    predictor_ : LinearPredictor or CurvedPredictor

    References
    ----------
    .. [1] R. O. Duda and P. E. Hart, Pattern Classification and Scene Analysis, Wiley, 1973, section 5.12.
    """

    def _n_columns(self, n_classes):
        return n_classes
