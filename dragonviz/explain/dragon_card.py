"""One dragon in words: where it is, what it is, and what the model takes it for."""

from __future__ import annotations

from dragonviz.dragons import Dataset
from dragonviz.explain.wording import number, unbroken
from dragonviz.training.snapshot import Snapshot


def dragon_card(dataset: Dataset, index: int, snapshot: Snapshot | None) -> str:
    """A few lines of plain text about a dragon.

    Parameters
    ----------
    dataset : Dataset
    index : int
        Of the dragon in `dataset`.
    snapshot : Snapshot or None
        What the model says, if it says anything yet; left out if it is about another task.

    Returns
    -------
    str
    """
    task, place = dataset.task, dataset.X[index]
    lines = [f"{feature}: {number(value, digits=4)}" for feature, value in zip(task.features, place, strict=True)]
    membership = "training" if dataset.is_train[index] else "test: no model learns from it"
    lines.append(f"{task.target}: {unbroken(task.classes[dataset.y[index]])} ({membership})")
    if snapshot is not None and snapshot.dataset.task == task:
        lines.append(_model_says(dataset, index, snapshot))
    return "\n".join(lines)


def _model_says(dataset: Dataset, index: int, snapshot: Snapshot) -> str:
    # Of where the dragon is now, which the run may not have heard of yet.
    place = dataset.X[index : index + 1]
    predictor = snapshot.predictor
    said = f"model says: {unbroken(dataset.task.classes[predictor.classify(place)[0]])}"
    if predictor.probabilistic:
        said += f" ({unbroken(f'P = {predictor.probabilities(place)[0].max():.3f}')})"
    return said
