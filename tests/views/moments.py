"""Moments for tests of single instruments: what a real run has learned, put together as the program does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from dragonviz.app.moment import Moment, Side
from dragonviz.app.run_order import RunSpec
from dragonviz.dragons import Dataset
from dragonviz.models.learner import Verdict
from dragonviz.models.regions import COARSE, regions_of
from dragonviz.scenes.scene import Scene
from dragonviz.scenes.setup import DEFAULT_SEED, Setup
from dragonviz.scenes.source import Source
from dragonviz.training.run import Run
from dragonviz.training.snapshot import Snapshot


@cache
def source_of(task: str = "fire") -> Source:
    """The lesson's dragons with a task of theirs; the same object each time, as in a window."""
    return Source.bundled().choosing(task)


def scene(
    model: str = "logistic",
    task: str | Source = "fire",
    dataset: Dataset | None = None,
    seed: int = DEFAULT_SEED,
    settings: Mapping[str, object] | None = None,
    **view: object,
) -> Scene:
    """A scene.

    Parameters
    ----------
    model : str
        A name in the catalogue.
    task : str or Source
        A task of the lesson, or any other source.
    dataset : Dataset, optional
        The source's own dragons if None.
    seed : int
    settings : mapping, optional
        What is not as the model ships.
    view
        Fields of `ViewState`.
    """
    setup = Setup(model, seed=seed)
    for name, value in (settings or {}).items():
        setup = setup.with_setting(name, value)
    source = source_of(task) if isinstance(task, str) else task
    return Scene(source, source.dataset() if dataset is None else dataset, (setup,)).with_view(**view)


def trained(scene: Scene, epochs: int = 3, steps: int = 0) -> Snapshot:
    """What the scene's model has learned after some epochs, fewer if the run ends, and some steps more."""
    setup = scene.setup
    run = Run(scene.dataset, setup.model, setup.values, setup.seed)
    for _ in range(epochs):
        if run.verdict is Verdict.UNDER_WAY:
            run.advance(run.steps_to_epoch_end)
    if steps and run.verdict is Verdict.UNDER_WAY:
        run.advance(steps)
    return run.snapshot()


def moment_of(
    scene: Scene,
    snapshot: Snapshot | None = None,
    *,
    grid: int = COARSE,
    with_neurons: bool = False,
    playing: bool = False,
    following: bool = True,
    obstacle: str = "",
) -> Moment:
    """What is on screen of a scene and a snapshot of its run.

    Parameters
    ----------
    scene : Scene
    snapshot : Snapshot, optional
        None if nothing is known of the run.
    grid : int
        How fine its regions are.
    with_neurons : bool
        Whether somebody looks at the maps of hidden neurons.
    playing : bool
    following : bool
        False: what the model says is of dragons before these.
    obstacle : str
        Why there is no run.
    """
    regions = None
    if snapshot is not None:
        regions = regions_of(snapshot.predictor, scene.rect, grid, with_neurons)
    spec = None if obstacle else RunSpec.of(scene.setup)
    side = Side(scene.setup, spec, snapshot, regions, playing=playing, obstacle=obstacle)
    return Moment(scene, scene.dataset, (side,), following)


def moment(
    model: str = "logistic",
    task: str | Source = "fire",
    epochs: int = 3,
    *,
    steps: int = 0,
    dataset: Dataset | None = None,
    seed: int = DEFAULT_SEED,
    settings: Mapping[str, object] | None = None,
    grid: int = COARSE,
    with_neurons: bool = False,
    playing: bool = False,
    following: bool = True,
    **view: object,
) -> Moment:
    """A moment of a run after some epochs: see `scene`, `trained` and `moment_of`."""
    shown = scene(model, task, dataset, seed, settings, **view)
    snapshot = trained(shown, epochs, steps)
    return moment_of(shown, snapshot, grid=grid, with_neurons=with_neurons, playing=playing, following=following)


def looked_at(before: Moment, **view: object) -> Moment:
    """The same moment, looked at in another way: fields of `ViewState`."""
    return replace(before, scene=before.scene.with_view(**view))


def after(before: Moment, *edits: object) -> Moment:
    """The moment after some edits, before the run has said anything about changed dragons: as when it is too slow."""
    scene = before.scene
    for edit in edits:
        scene = edit.apply(scene)
    following = before.following and scene.dataset is before.scene.dataset
    return replace(before, scene=scene, dataset=scene.dataset, following=following)
