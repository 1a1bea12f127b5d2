"""Every action with its name, keys and meaning: the toolbar, the menus and the help are made from this list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence

from dragonviz.models.catalogue import MODELS
from dragonviz.views.style.icons import icon


@dataclass(frozen=True)
class ActionKind:
    """One action.

    Parameters
    ----------
    name : str
        The QAction's object name.
    text : str
    keys : tuple of str
        Its shortcuts; the first is the one that is shown.
    meaning : str
    icon : str
        Empty for none.
    checked : bool or None
        None for an action that is not a switch.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    meaning: str
    icon: str = ""
    checked: bool | None = None


ACTIONS = (
    ActionKind("train", "Train", ("Space",), "Train, or pause.", "play"),
    ActionKind("step", "Step", ("Shift+Right",), "Do one step: one update of the weights.", "step"),
    ActionKind("epoch", "Epoch", ("Right",), "Finish one epoch: one visit to every training dragon.", "epoch"),
    ActionKind("same-start", "Same start", ("R",), "Begin again from the same first weights.", "same-start"),
    ActionKind("new-start", "New start", ("Shift+R",), "Begin again from other first weights.", "new-start"),
    *(
        ActionKind(f"model-{name}", kind.title, (f"Alt+{number}",), f"{kind.title}. {kind.rule}", checked=False)
        for number, (name, kind) in enumerate(MODELS.items(), start=1)
    ),
    ActionKind("open", "Open CSV…", ("Ctrl+O",), "Open a CSV file with dragons, or data of your own.", "open"),
    ActionKind("undo", "Undo", ("Ctrl+Z",), "Take back the last change.", "undo"),
    ActionKind("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Do again what was taken back.", "redo"),
    ActionKind("delete", "Remove", ("Delete", "Backspace"), "Remove the selected dragons.", "delete"),
    ActionKind("select-all", "Select all", ("Ctrl+A",), "Select every dragon."),
    ActionKind("deselect", "Select none", ("Escape",), "Let go of the selected dragons."),
    ActionKind("fit", "Fit", ("Home",), "Bring all dragons into view.", "fit"),
    ActionKind("zoom-in", "Zoom in", ("+", "="), "Look closer."),
    ActionKind("zoom-out", "Zoom out", ("-",), "Look from further away."),
    ActionKind("boundary", "Regions and borders", ("B",), "Show what the model predicts everywhere.", "boundary", True),
    ActionKind(
        "class-lines",
        "Class lines",
        ("L",),
        "Show each class's own line, where its score is zero. These are not the borders: a border is where the two "
        "best scores are equal. Only the multi-class perceptron has them.",
        "class-lines",
        False,
    ),
    ActionKind(
        "ground-truth",
        "Truth beside predictions",
        ("T",),
        "Show the true classes beside the predicted ones.",
        "ground-truth",
        False,
    ),
    ActionKind(
        "neurons",
        "Hidden neurons",
        ("N",),
        "Show what each hidden neuron of the MLP gives all over the canvas.",
        checked=False,
    ),
    ActionKind(
        "live",
        "Retrain while dragging",
        ("D",),
        "On: a model that has begun to learn is retrained with every move of a dragon. Off: when the mouse lets go.",
        "live",
        True,
    ),
    ActionKind(
        "mlp-again",
        "MLP from the same start",
        ("M",),
        "On: when dragons change, the MLP is trained again from the same first weights, for all its epochs. Off: it "
        "goes on learning from where it is. The other models, which train at once, always start again.",
        checked=False,
    ),
    ActionKind("slower", "Slower", (",",), "Fewer steps a second."),
    ActionKind("faster", "Faster", (".",), "More steps a second."),
    ActionKind("help", "Keys and mouse", ("?", "F1"), "List all keys and what the mouse does.", "help"),
)

MOUSE = (
    ("click", "Add a dragon of the current class."),
    ("click a dragon", "Select it; with Shift, add it to the selection or take it out."),
    ("drag a dragon", "Move it; if several are selected, move them all."),
    ("right-click", "A dragon: class, training or test, inspect, remove. Elsewhere: add one."),
    ("1 … 8", "The class of new dragons; with a selection, relabel it."),
    ("Shift + drag", "Select the dragons in a rectangle."),
    ("drag elsewhere", "Move the view; with the middle button or Space, from a dragon too."),
    ("wheel", "Zoom about the mouse."),
    ("point at the curves", "Read their values; wheel or drag: fewer epochs; double-click: all."),
)


def make_actions(parent, palette):
    """The actions, by name.

    Parameters
    ----------
    parent : QWidget
        The window in which the shortcuts work.
    palette : Palette
    """
    actions = {}
    for kind in ACTIONS:
        action = QAction(kind.text, parent, objectName=kind.name)
        # Space also pans when the mouse is dragged: see `SpaceBar`, which triggers this action.
        if kind.keys != ("Space",):
            action.setShortcuts([QKeySequence(key) for key in kind.keys])
        action.setToolTip(f"{kind.meaning} ({kind.keys[0]})")
        action.setStatusTip(kind.meaning)
        if kind.icon:
            action.setIcon(icon(kind.icon, palette.text))
        if kind.checked is not None:
            action.setCheckable(True)
            action.setChecked(kind.checked)
        parent.addAction(action)
        actions[kind.name] = action
    return actions
