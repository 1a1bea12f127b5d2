"""What can be switched on and off beside the panels: on the canvas, and how models follow changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dragonviz.scenes.edits import Edit, Look, Show
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.view_state import BOUNDARY, CLASS_LINES


@dataclass(frozen=True)
class Option:
    """One switch.

    Parameters
    ----------
    name : str
        The object name of what switches it.
    text, key, meaning : str
    edit : callable
        What makes it so: takes whether it is wanted.
    is_on : callable
        Whether it is on, in a scene.
    serves : callable
        Whether it changes anything, in a scene.
    """

    name: str
    text: str
    key: str
    meaning: str
    edit: Callable[[bool], Edit]
    is_on: Callable[[Scene], bool]
    serves: Callable[[Scene], bool] = lambda _: True


OPTIONS = (
    Option(
        "boundary",
        "Regions and borders",
        "B",
        "Show what the model predicts everywhere.",
        lambda wanted: Show(BOUNDARY, wanted),
        lambda scene: BOUNDARY in scene.view.shown,
    ),
    Option(
        "class-lines",
        "Class lines",
        "L",
        "Show each class's own line, where its score is zero. These are not the borders: a border is where the two "
        "best scores are equal.",
        lambda wanted: Show(CLASS_LINES, wanted),
        lambda scene: CLASS_LINES in scene.view.shown,
        lambda scene: scene.setup.kind.has_class_lines,
    ),
    Option(
        "by-hand",
        "Move the line by hand",
        "W",
        "Put handles on the border, on the current class's line, or on a neuron's line of the first hidden layer. Drag "
        "them: scores and mistakes answer at once, and Space learns on from there.",
        lambda wanted: Look({"by_hand": wanted}),
        lambda scene: scene.view.by_hand,
        lambda scene: not scene.setup.values["inputs"],
    ),
    Option(
        "hides-test",
        "Hide the test data",
        "H",
        "Draw the training data only: let the room guess how the model does on what it has never seen.",
        lambda wanted: Look({"hides_test": wanted}),
        lambda scene: scene.view.hides_test,
    ),
    Option(
        "jitter",
        "Draw whole numbers apart",
        "J",
        "Draw those that lie upon each other a little apart, where a feature has whole numbers only. They are only "
        "drawn there: what is trained on is where it was.",
        lambda wanted: Look({"jitter": wanted}),
        lambda scene: scene.view.jitter,
    ),
    Option(
        "live",
        "Retrain while dragging",
        "D",
        "On: a model that has begun to learn is retrained with every move of the mouse. Off: when it lets go.",
        lambda wanted: Look({"live": wanted}),
        lambda scene: scene.view.live,
    ),
    Option(
        "mlp-again",
        "Restart the MLP at each change",
        "M",
        "On: when the data change, the MLP is trained again from the same first weights, for all its epochs. Off: it "
        "goes on learning from where it is. The other models, which train at once, always start again.",
        lambda wanted: Look({"mlp_starts_again": wanted}),
        lambda scene: scene.view.mlp_starts_again,
        lambda scene: not scene.setup.kind.refits_at_once,
    ),
)
