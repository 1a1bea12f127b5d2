"""Inputs that are derived from two features, so that a model which draws lines can draw curves.

They are made of what the model sees of the features: of raw ones, or of standardised ones if it standardises. Then they
are standardised too, so that each input has mean 0 and standard deviation 1. Made of raw body lengths, all around 190,
squares would be nearly a multiple of the lengths themselves, and sines would go up and down some twenty times.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from dragonviz.dragons.dataset import LARGEST_FEATURE, LIMITS
from dragonviz.models.predictors import Scaling
from dragonviz.models.settings import Flags, SettingError

TITLES = MappingProxyType({"x2": "x²", "y2": "y²", "xy": "xy", "sin_x": "sin x", "sin_y": "sin y"})
SETTING = Flags(
    "inputs",
    "derived inputs",
    (),
    "What the model sees besides the two features, x along the horizontal axis and y along the vertical one: with such "
    "inputs, borders bend. They are made of standardised features where features are standardised, which sines need "
    "that are to go up and down once or twice and not at every few units.",
    choices=TITLES,
)
# Each is something of x times something of y, so that a grid needs them only along its sides.
_FACTORS: dict[str, tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]] = {
    "x2": (np.square, np.ones_like),
    "y2": (np.ones_like, np.square),
    "xy": (np.positive, np.positive),
    "sin_x": (np.sin, np.ones_like),
    "sin_y": (np.ones_like, np.sin),
}
SINES = {"sin_x": 0, "sin_y": 1}  # and of which feature
_MOST_PERIODS = 64  # of a sine across the dragons: four of a fine picture's tiles each
# No square of a feature overflows; dragons are far within it, but one can ask about any place.
_FARTHEST = 1e30
_ROUNDING = 1e-9  # an input made of standardised features that varies by less does not vary


@dataclass(frozen=True, eq=False)
class DerivedInputs(Scaling):
    """A scaling of two features that appends inputs derived from them.

    Parameters
    ----------
    mean, scale : ndarray of shape (2 + n_derived,)
        Of the features as `features` gives them, 0 and 1, and of the derived inputs.
    features : Scaling
        What is done to the two features first.
    names : tuple of str
        Of the derived inputs, in their order: names of `TITLES`.
    """

    features: Scaling
    names: tuple[str, ...]

    def by_feature(self, X: np.ndarray) -> np.ndarray:
        """Features and derived inputs, scaled and transposed to shape (2 + n_derived, n_samples)."""
        features = self.features.by_feature(X)
        inputs = np.vstack((features, _derive(self.names, features)))
        return (inputs - self.mean[:, np.newaxis]) / self.scale[:, np.newaxis]

    def factors(self, xs: np.ndarray, ys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What to multiply to have the inputs, as they are before they are standardised, on a grid.

        Parameters
        ----------
        xs : ndarray of shape (n_x,)
        ys : ndarray of shape (n_y,)

        Returns
        -------
        of_x : ndarray of shape (2 + n_derived, n_x)
        of_y : ndarray of shape (2 + n_derived, n_y)
        """
        (x_mean, y_mean), (x_scale, y_scale) = self.features.mean, self.features.scale
        xs, ys = (xs - x_mean) / x_scale, (ys - y_mean) / y_scale
        x, y = _within_reach(xs), _within_reach(ys)
        of_x = [xs, np.ones_like(xs), *(_FACTORS[name][0](x) for name in self.names)]
        of_y = [np.ones_like(ys), ys, *(_FACTORS[name][1](y) for name in self.names)]
        return np.stack(of_x), np.stack(of_y)


def scaling_for(X: np.ndarray, standardize: bool, inputs: Sequence[str] = ()) -> Scaling:
    """What is done to these samples, and to others after them, before a model sees them.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        With two features, if inputs are derived from them.
    standardize : bool
        Whether every input is to have mean 0 and standard deviation 1 over these samples.
    inputs : sequence of str
        Names of `TITLES`.

    Returns
    -------
    Scaling
        `DerivedInputs`, if there are any.
    """
    features = Scaling.standardising(X) if standardize else Scaling.raw(X.shape[1])
    if not inputs:
        return features
    mean, scale = np.zeros(2 + len(inputs)), np.ones(2 + len(inputs))
    if standardize:
        derived = _derive(inputs, features.by_feature(X))
        mean[2:] = derived.mean(axis=1)
        scale[2:] = np.where(np.ptp(derived, axis=1) > _ROUNDING, derived.std(axis=1), 1.0)
    return DerivedInputs(mean, scale, features, tuple(inputs))


def validate(inputs: Iterable[str], X: np.ndarray, standardize: bool, sample: str = "sample") -> None:
    """Raise if a model cannot have these inputs on these samples.

    Parameters
    ----------
    inputs : iterable of str
    X : ndarray of shape (n_samples, n_features)
    standardize : bool
    sample : str
        What a sample is called.

    Raises
    ------
    SettingError
        For a name that is none of `TITLES` or comes twice, for another number of features than two, for an input beyond
        ±`LARGEST_FEATURE`, and for a sine that goes up and down too often to be drawn.
    """
    inputs = tuple(inputs)
    if not SETTING.parse(inputs):
        return
    if X.shape[1] != 2:
        raise SettingError(f"Derived inputs: they are made of two features, and X has {X.shape[1]}.")
    if standardize or not len(X):
        return
    for name in inputs:
        _refuse_what_is_too_large(name, X, sample)
        _refuse_what_waves_too_often(name, X, sample)


def _refuse_what_is_too_large(name: str, X: np.ndarray, sample: str) -> None:
    with np.errstate(over="ignore"):
        is_too_large = np.abs(_derived(name, *X.T)) > LARGEST_FEATURE
    if is_too_large.any():
        row = int(is_too_large.argmax())
        raise SettingError(
            f"Input {TITLES[name]}: that of {sample} {row}, at ({X[row, 0]:g}, {X[row, 1]:g}), would be beyond "
            f"{LIMITS}; standardise the features, or leave the input out."
        )


def _refuse_what_waves_too_often(name: str, X: np.ndarray, sample: str) -> None:
    if name not in SINES:
        return
    values = X[:, SINES[name]]
    span = float(values.max() - values.min())
    if span > _MOST_PERIODS * 2 * math.pi:
        raise SettingError(
            f"Input {TITLES[name]}: it goes up and down every 2π, and the {sample}s' {TITLES[name][-1]} spans "
            f"{span:g}; standardise the features, or leave the input out."
        )


def _derive(names: Iterable[str], features: np.ndarray) -> np.ndarray:
    """The derived inputs of features of shape (2, n_samples), shape (n_derived, n_samples)."""
    x, y = _within_reach(features)
    return np.stack([_derived(name, x, y) for name in names])


def _derived(name: str, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    of_x, of_y = _FACTORS[name]
    return of_x(x) * of_y(y)


def _within_reach(values: np.ndarray) -> np.ndarray:
    return np.clip(values, -_FARTHEST, _FARTHEST)
