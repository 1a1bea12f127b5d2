"""Every action with its name, keys, place in the menus and deed: toolbar, menus and help are made from this list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dragonviz.app.commands import (
    ClearGhost,
    Command,
    DoEpoch,
    DoStep,
    EpochBack,
    GoToBest,
    NewStart,
    Redo,
    SameStart,
    StepBack,
    ToggleTraining,
    Undo,
    UseReadyMade,
)
from dragonviz.models.catalogue import MODELS
from dragonviz.scenes.edits import ChooseModel, Edit, Look, Pick, RelabelDragons, RemoveDragons, Show, Zoom
from dragonviz.scenes.ready_made import READY_MADE
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.view_state import BOUNDARY, CLASS_LINES, LOSS, next_speed
from dragonviz.views.panels.options import OPTIONS
from dragonviz.views.panels.tool_choice import TOOLS
from dragonviz.views.style.themes import THEMES
from dragonviz.views.window.instruments import INSTRUMENTS
from dragonviz.views.window.layouts import LAYOUTS
from dragonviz.views.window.window_commands import (
    AskForFile,
    ChooseLayout,
    ChooseTheme,
    Dismiss,
    Quit,
    ShowBorder,
    ToggleHelp,
    TogglePresenting,
    ZoomContent,
)

FILE, EDIT, VIEW, MODEL, TRAIN, HELP = "&File", "&Edit", "&View", "&Model", "&Train", "&Help"
MENUS = (FILE, EDIT, VIEW, MODEL, TRAIN, HELP)
MOST_LABELS = 8
_DRAWN = (BOUNDARY, CLASS_LINES, "by-hand", "hides-test", "jitter")
_CLOSER = 0.85  # of the width and the height in view

Deed = Callable[[Scene], "Edit | Command | tuple[Edit, ...]"]


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
    deed : callable
        What it wants, in a scene.
    menu : str
        The menu that it stands in, or "menu/submenu"; empty for none.
    icon : str
        Empty for none.
    checked : callable, optional
        Whether it is on, in a scene; None for an action that is not a switch.
    serves : callable, optional
        Whether it has anything to do in a scene; always if None.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    meaning: str
    deed: Deed
    menu: str = ""
    icon: str = ""
    checked: Callable[[Scene], bool] | None = None
    serves: Callable[[Scene], bool] | None = None


def _switch(name, shown, text, keys, meaning, serves=None, icon="", menu=VIEW):
    """A switch for something that `ViewState.shown` knows."""
    return ActionKind(
        name,
        text,
        keys,
        meaning,
        lambda scene: Show(shown, shown not in scene.view.shown),
        menu,
        icon,
        checked=lambda scene: shown in scene.view.shown,
        serves=serves,
    )


def _option(option, menu):
    """An option of the options' panel, in a menu."""
    return ActionKind(
        option.name,
        option.text,
        (option.key,),
        option.meaning,
        lambda scene: option.edit(not option.is_on(scene)),
        menu,
        checked=option.is_on,
        serves=option.serves,
    )


def _faster(by):
    def deed(scene):
        model = scene.setup.model
        return Look({"speeds": scene.view.with_speed(model, next_speed(scene.view.speeds[model], by)).speeds})

    return deed


def _choose_label(label):
    def deed(scene):
        chosen = Look({"label": label})
        if not len(scene.view.picked):
            return chosen
        return chosen, RelabelDragons(scene, scene.view.picked, label)

    return deed


def _meaning(kind):
    name = f" Its optimiser is called {kind.optimiser}." if kind.optimiser else ""
    return f"{kind.title}. {kind.rule}{name}"


def _seen(scene):
    """Which of the data are drawn."""
    return np.flatnonzero(scene.dataset.is_train) if scene.view.hides_test else np.arange(len(scene.dataset))


ACTIONS = (
    ActionKind("open", "Open CSV…", ("Ctrl+O",), "Open a CSV file with dragons, or data of your own.",
               lambda _: AskForFile(), FILE, "open"),
    *(
        ActionKind(f"ready-made-{name}", data.title, (), data.purpose, lambda _, name=name: UseReadyMade(name),
                   f"{FILE}/Ready-made data")
        for name, data in READY_MADE.items()
    ),
    ActionKind("quit", "Quit", ("Ctrl+Q",), "Close the program.", lambda _: Quit(), FILE),
    ActionKind("undo", "Undo", ("Ctrl+Z",), "Take back the last change.", lambda _: Undo(), EDIT, "undo"),
    ActionKind("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Do again what was taken back.", lambda _: Redo(), EDIT,
               "redo"),
    ActionKind("delete", "Remove", ("Delete", "Backspace"), "Remove what is selected.",
               lambda scene: RemoveDragons(scene, scene.view.picked), EDIT, "delete",
               serves=lambda scene: len(scene.view.picked) > 0),
    ActionKind("select-all", "Select all", ("Ctrl+A",), "Select all of the data.",
               lambda scene: Pick(_seen(scene)), EDIT),
    ActionKind("deselect", "Select none", ("Escape",), "Select nothing; close a sentence; leave the presentation.",
               lambda _: Dismiss(), EDIT),
    *(
        ActionKind(f"tool-{tool}", text, (key,), meaning, lambda _, tool=tool: Look({"tool": tool}), f"{EDIT}/Tool",
                   tool, checked=lambda scene, tool=tool: scene.view.tool is tool)
        for tool, text, key, meaning in TOOLS
    ),
    ActionKind("fit", "Fit", ("Home",), "Bring everything into view.", lambda _: Look({"rect": None}), VIEW, "fit"),
    ActionKind("zoom-in", "Zoom in", ("+", "="), "Look closer.", lambda _: Zoom(_CLOSER), VIEW),
    ActionKind("zoom-out", "Zoom out", ("-",), "Look from further away.", lambda _: Zoom(1 / _CLOSER), VIEW),
    *(_option(option, VIEW) for option in OPTIONS if option.name in _DRAWN),
    ActionKind("show-border", "Show the border", ("G",),
               "Look from so far away that the border of a linear model is in view.", lambda _: ShowBorder(), VIEW,
               serves=lambda scene: not scene.setup.kind.has_hidden_neurons),
    _switch("loss", LOSS, "Loss", ("O",), "Show the loss per epoch beside the accuracy.",
            lambda scene: scene.setup.kind.has_loss),
    *(
        _switch(f"show-{kind.name}", kind.name, kind.title, kind.keys, kind.help,
                lambda scene, kind=kind: kind.serves(scene.setup), menu=f"{VIEW}/Panels")
        for kind in INSTRUMENTS
        if kind.can_be_closed()
    ),
    *(
        ActionKind(f"layout-{name}", layout.title, (), layout.meaning, lambda _, name=name: ChooseLayout(name),
                   f"{VIEW}/Layout")
        for name, layout in LAYOUTS.items()
    ),
    *(
        ActionKind(f"theme-{name}", title, (), f"Colours: {title.lower()}.", lambda _, name=name: ChooseTheme(name),
                   f"{VIEW}/Theme")
        for name, title in (("system", "As the system"), *((t.name, t.title) for t in THEMES.values()))
    ),
    ActionKind("larger", "Larger content", ("Ctrl+=", "Ctrl++"), "Larger texts, dragons and lines.",
               lambda _: ZoomContent(1), VIEW),
    ActionKind("smaller", "Smaller content", ("Ctrl+-",), "Smaller texts, dragons and lines.",
               lambda _: ZoomContent(-1), VIEW),
    ActionKind("normal-size", "Normal content", ("Ctrl+0",), "Texts, dragons and lines as large as they were.",
               lambda _: ZoomContent(0), VIEW),
    ActionKind("present", "Present", ("F5",), "Full screen, canvas and curve first, large: for the projector.",
               lambda _: TogglePresenting(), VIEW, "present"),
    *(
        ActionKind(f"model-{name}", kind.title, (f"Alt+{number}",), _meaning(kind),
                   lambda _, name=name: ChooseModel(name), MODEL,
                   checked=lambda scene, name=name: scene.setup.model == name)
        for number, (name, kind) in enumerate(MODELS.items(), start=1)
    ),
    ActionKind("train", "Train", ("Space",), "Train, or pause.", lambda _: ToggleTraining(), TRAIN, "play"),
    ActionKind("step", "Step", ("Shift+Right",), "Do one step: one update of the weights.", lambda _: DoStep(), TRAIN,
               "step"),
    ActionKind("epoch", "Epoch", ("Right",), "Finish one epoch: one visit to all training data.",
               lambda _: DoEpoch(), TRAIN, "epoch"),
    ActionKind("step-back", "Step back", ("Shift+Left",), "Go back by one step; training goes on from there.",
               lambda _: StepBack(), TRAIN),
    ActionKind("epoch-back", "Epoch back", ("Left",), "Go back to the end of the epoch before; training goes on there.",
               lambda _: EpochBack(), TRAIN),
    ActionKind("best-epoch", "Best epoch", ("Ctrl+B",), "Go to the epoch with the best test accuracy.",
               lambda _: GoToBest(), TRAIN),
    ActionKind("same-start", "Same start", ("R",), "Begin again from the same first weights.",
               lambda _: SameStart(), TRAIN, "same-start"),
    ActionKind("new-start", "New start", ("Shift+R",), "Begin again from other first weights.",
               lambda _: NewStart(), TRAIN, "new-start"),
    ActionKind("clear-ghost", "Clear the grey run", (), "Show the last run's grey curve no longer.",
               lambda _: ClearGhost(), TRAIN),
    ActionKind("slower", "Slower", (",",), "Fewer steps or epochs a second.", _faster(-1), TRAIN),
    ActionKind("faster", "Faster", (".",), "More steps or epochs a second.", _faster(1), TRAIN),
    *(_option(option, TRAIN) for option in OPTIONS if option.name not in _DRAWN),
    *(
        ActionKind(f"label-{label + 1}", f"Class {label + 1}", (str(label + 1),),
                   "What a click adds; with a selection, relabel it.", _choose_label(label),
                   serves=lambda scene, label=label: label < len(scene.dataset.task.classes))
        for label in range(MOST_LABELS)
    ),
    ActionKind("help", "Keys and mouse", ("?", "F1"), "List all keys and what the mouse does.",
               lambda _: ToggleHelp(), HELP, "help"),
)  # fmt: skip

MOUSE = (
    ("click", "Add a dragon of the current class."),
    ("click a dragon", "Select it; with Shift, select it too, or no more."),
    ("drag a dragon", "Move it, with all that are selected."),
    ("right-click", "Class, training or test, inspect, remove, add."),
    ("Shift + drag", "Select what is in a rectangle."),
    ("drag elsewhere", "Move the view; with Space or the middle button, anywhere."),
    ("wheel", "Zoom about the mouse."),
    ("point at the curves", "Read their values; wheel or drag: fewer epochs; double-click: all."),
)

KEYBOARD = (
    ("Ctrl + arrows", "Move a cross-hair; with Shift, in larger steps."),
    ("Ctrl+Return", "Add a dragon there, or select the one that is there."),
    ("Alt + arrows", "Move what is selected."),
    ("Menu or Shift+F10", "Open the menu of a right-click."),
    ("Escape", "End a drag; Ctrl+Z takes it back."),
)
