"""What is happening, in plain words."""

from __future__ import annotations

from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict


def obstacle(dataset):
    """Why no model can be trained on `dataset`, in one sentence; None if one can."""
    if len(dataset) == 0:
        return "There are no dragons: click on the canvas to add one."
    lacking = dataset.lacking_classes()
    if not lacking:
        return None
    names = " or ".join(f"“{name}”" for name in lacking)
    return f"Training waits: no training dragon is {names}. Add one, or turn a test dragon into a training dragon."


def describe(snapshot, playing):
    """One or two sentences on where a run stands.

    Parameters
    ----------
    snapshot : Snapshot
    playing : bool
        Whether it is training now.

    Returns
    -------
    str
    """
    if snapshot.untrained and snapshot.verdict is Verdict.UNDER_WAY and not playing:
        return not_trained(snapshot.model)
    if snapshot.verdict is Verdict.UNDER_WAY:
        sentence = ("Training" if playing else "Paused") + ": " + _place(snapshot) + "."
        return f"{sentence} {_COLLAPSED}" if snapshot.collapsed else sentence
    return _ENDINGS[snapshot.verdict](snapshot)


def not_trained(model: str) -> str:
    """What is to be said of a model that has learned nothing yet: how it learns, and how to begin."""
    return f"Not trained yet: press Space to train. {MODELS[model].rule}"


def _place(snapshot):
    place = f"epoch {snapshot.epoch + 1:,}"
    if snapshot.steps_per_epoch > 1:
        place += f", step {snapshot.step:,} of {snapshot.steps_per_epoch:,}"
    if snapshot.learning_rate is not None:
        place += f", learning rate {snapshot.learning_rate:.3g}"
    return place


def _mistakes(snapshot):
    wrong, total = snapshot.train.n_wrong, snapshot.train.n
    return f"{wrong:,} of {total:,} training dragons {'is' if wrong == 1 else 'are'} still misclassified"


def _converged(snapshot):
    if snapshot.model == "logistic":
        return f"Converged after {_epochs(snapshot)}: the loss is at its minimum, and {_mistakes(snapshot)}."
    if snapshot.train.n_wrong == 0:
        return f"Converged after {_epochs(snapshot)}: every training dragon is on its right side."
    return f"Converged after {_epochs(snapshot)}: the steps have become too small to matter, and {_mistakes(snapshot)}."


def _epochs_reached(snapshot):
    return f"All {_epochs(snapshot)} done: {_mistakes(snapshot)}. " + (
        _COLLAPSED if snapshot.collapsed else "Train again to go on from here."
    )


def _diverged(snapshot):
    kept = "nothing is learned" if snapshot.untrained else "shown is the last epoch before that"
    return (
        f"Diverged in epoch {snapshot.epoch + 1:,}: the numbers grew beyond all bounds, so training stopped; {kept}. "
        "Try a smaller learning rate, or standardise the features."
    )


def _epochs(snapshot):
    return "1 epoch" if snapshot.epoch == 1 else f"{snapshot.epoch:,} epochs"


_COLLAPSED = (
    "The network has stopped telling dragons apart: all get the same scores, and more training will hardly help. Try a "
    "smaller learning rate, standardised features or a new start."
)
_ENDINGS = {
    Verdict.CONVERGED: _converged,
    Verdict.EPOCHS_REACHED: _epochs_reached,
    Verdict.DIVERGED: _diverged,
}
