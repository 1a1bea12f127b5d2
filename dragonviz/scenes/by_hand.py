"""A model's line in the hand: the border of two classes, a class's own line, or a neuron of the first hidden layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dragonviz.models.predictors import AnyPredictor, LinearPredictor
from dragonviz.scenes.edits import DragonsGoneError, Edit
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import ByHand
from dragonviz.scenes.view_state import ViewState

# How steep a line is that had no slope before: by so much its score changes from one edge of the view to the other.
_STEEPNESS = 8.0


@dataclass(frozen=True, eq=False)
class Line:
    """Where a score is 0: w · x + b = 0.

    Parameters
    ----------
    name : str
        Whose line it is.
    w : ndarray of shape (2,)
        Of unscaled features.
    b : float
    """

    name: str
    w: np.ndarray
    b: float

    def through(self, begin: np.ndarray, end: np.ndarray, positive_left: bool, size: np.ndarray) -> Line | None:
        """The line through two places, as steep as this one.

        Parameters
        ----------
        begin, end : ndarray of shape (2,)
        positive_left : bool
            Whether the score is positive to the left of the way from `begin` to `end`.
        size : ndarray of shape (2,)
            Width and height of the view, in which steepness is measured.

        Returns
        -------
        Line or None
            None if the two are the same place.
        """
        across, up = (end - begin) / size
        normal = np.array([-up, across]) if positive_left else np.array([up, -across])
        length = float(np.hypot(*normal))
        if length == 0 or not np.isfinite(length):
            return None
        steepness = float(np.hypot(*(self.w * size))) or _STEEPNESS
        w = normal / length * steepness / size
        return replace(self, w=w, b=-float(w @ begin))


def line_in_hand(predictor: AnyPredictor, view: ViewState, classes: tuple[str, ...]) -> Line | None:
    """The line that can be taken hold of; None if the model has none.

    Parameters
    ----------
    predictor : predictor
    view : ViewState
        Of several classes, the current one's line; of a network, the neuron that is shown, or the first.
    classes : tuple of str
    """
    if isinstance(predictor, LinearPredictor):
        weights, biases = predictor.raw_coefficients()
        if len(biases) == 2:
            return Line("border", weights[1] - weights[0], float(biases[1] - biases[0]))
        return Line(classes[view.label], weights[view.label], float(biases[view.label]))
    if not predictor.hidden_sizes:
        return None
    layers, layer_biases = _layers(predictor)
    if layers[0].shape[1] != 2:
        return None
    neuron = _neuron(view, predictor.hidden_sizes[0])
    return Line(f"layer 1, neuron {neuron + 1}", layers[0][neuron], float(layer_biases[0][neuron]))


def _layers(predictor: Any) -> tuple[list[np.ndarray], list[np.ndarray]]:
    weights, biases = predictor.raw_layers()
    return weights, biases


def _neuron(view: ViewState, n: int) -> int:
    layer, neuron = view.neuron or (0, 0)
    return neuron if layer == 0 and neuron < n else 0


@dataclass(frozen=True, eq=False)
class EditParameters(Edit):
    """Give the model's line in the hand another place.

    Parameters
    ----------
    model : str
        Whose it is.
    predictor : predictor
        What the model was when it was taken hold of.
    line : Line
        Where it is now.
    gesture : object
        The drag.
    """

    model: str
    predictor: AnyPredictor
    line: Line
    gesture: object | None = None

    @property
    def text(self) -> str:
        """What is done."""
        return f"move {'the border' if self.line.name == 'border' else self.line.name} by hand"

    def apply(self, scene: Scene) -> Scene:
        """The scene whose run has these parameters now."""
        if scene.setup.model != self.model or self.predictor.n_classes != len(scene.dataset.task.classes):
            raise DragonsGoneError
        by_hand = ByHand(*self._parameters(scene.view), self.gesture)
        return scene.with_setup(replace(scene.setup, by_hand=by_hand))

    def _parameters(self, view: ViewState) -> tuple[Any, Any]:
        if isinstance(self.predictor, LinearPredictor):
            weights, biases = map(np.copy, self.predictor.raw_coefficients())
            if len(biases) == 2:
                weights[1], biases[1] = weights[0] + self.line.w, biases[0] + self.line.b
            else:
                weights[view.label], biases[view.label] = self.line.w, self.line.b
            return weights, biases
        layers, layer_biases = _layers(self.predictor)
        first, first_biases = layers[0].copy(), layer_biases[0].copy()
        neuron = _neuron(view, len(first_biases))
        first[neuron], first_biases[neuron] = self.line.w, self.line.b
        return [first, *layers[1:]], [first_biases, *layer_biases[1:]]
