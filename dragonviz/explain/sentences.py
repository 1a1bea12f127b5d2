"""What is happening, in plain words.

Three words are never mixed. *Stopped*: a rule's own criterion ended the run, which says nothing about being right.
*Separated*: no training dragon is wrong. *Converged*: an optimiser has reached the minimum of a loss.
"""

from __future__ import annotations

import numpy as np

from dragonviz.dragons import Dataset, Task
from dragonviz.explain.scale import scale_trouble
from dragonviz.explain.separability import Separability
from dragonviz.explain.wording import called_as_in, counted, number, quoted, share_in_figures, unbroken
from dragonviz.models.catalogue import MODELS
from dragonviz.models.learner import Verdict
from dragonviz.models.predictors import WeightedPredictor
from dragonviz.training.snapshot import Snapshot


def obstacle(dataset: Dataset) -> str | None:
    """Why no model can be trained on `dataset`, in one sentence; None if one can."""
    task = dataset.task
    if len(dataset) == 0:
        return called_as_in(task, "There are no dragons: click on the canvas to add one.")
    lacking = dataset.lacking_classes()
    if not lacking:
        return None
    before, after = called_as_in(
        task,
        "Training waits: no training dragon is |. Add one, or turn a test dragon into a training dragon.",
    ).split("|")
    return before + " or ".join(map(quoted, lacking)) + after


def describe(snapshot: Snapshot, playing: bool, separability: Separability | None = None) -> str:
    """One or two sentences on where a run stands.

    Parameters
    ----------
    snapshot : Snapshot
    playing : bool
        Whether it is training now.
    separability : Separability, optional
        Of the snapshot's dataset, if it is known: whether dragons that are still misclassified need be.

    Returns
    -------
    str
    """
    if snapshot.is_looking_back and not playing:
        return _looking_back(snapshot)
    if snapshot.verdict is not Verdict.UNDER_WAY:
        return _joined(_ENDINGS[snapshot.verdict](snapshot), _need_be(snapshot, separability))
    if snapshot.untrained and snapshot.marks and not playing:
        return "Set by hand, and nothing learned yet: press Space to learn on from here."
    if snapshot.untrained and not playing:
        return not_trained(snapshot.model, snapshot.dataset.task, _says_at_first(snapshot))
    sentence = _training(snapshot) if playing else _paused(snapshot)
    return _joined(sentence, _collapsed(snapshot) if snapshot.collapsed else "")


def _says_at_first(snapshot: Snapshot) -> str:
    """What zero weights say, if the first ones are zero; they say the same of everything."""
    predictor, said = snapshot.predictor, np.unique(snapshot.predicted)
    if not isinstance(predictor, WeightedPredictor) or predictor.weights.any() or len(said) != 1:
        return ""
    return f"Zero weights say {quoted(snapshot.dataset.task.classes[said[0]])} everywhere."


def run_in_words(snapshot: Snapshot) -> str:
    """A run in a few words, to name its curve by: "Perceptron, fire, test 0.995"."""
    words = [MODELS[snapshot.model].title, snapshot.dataset.task.target]
    if snapshot.test.n:
        # Of the whole run, though it may be looked back at.
        accuracy = snapshot.history.test_accuracy[-1] if snapshot.is_looking_back else snapshot.test.accuracy
        words.append(f"test {share_in_figures(accuracy)}")
    return ", ".join(words)


def not_trained(model: str, task: Task, says: str = "") -> str:
    """What is to be said of a model that has learned nothing yet: how to begin, and how it learns.

    Parameters
    ----------
    model : str
    task : Task
    says : str
        What its first weights say, in a sentence; empty if that is not known, or too much to tell.
    """
    return _joined("Not trained yet: press Space to train.", says, called_as_in(task, MODELS[model].rule))


# Under way: epochs finished and steps done are counted, of the epoch under way as of all of them.


def _training(snapshot: Snapshot) -> str:
    epoch = unbroken(f"epoch {snapshot.epoch + 1:,} of {snapshot.max_epochs:,}")
    return f"Training: {epoch}{_after_step(snapshot, ', ')}{_learning_rate(snapshot, ', ')}."


def _paused(snapshot: Snapshot) -> str:
    if snapshot.step == 0:
        place = f"after {unbroken(f'epoch {snapshot.epoch:,}')}"
    else:
        place = f"in {unbroken(f'epoch {snapshot.epoch + 1:,}')}{_after_step(snapshot, ', after ')}"
    return f"Paused {place}{_learning_rate(snapshot, '; ')}."


def _looking_back(snapshot: Snapshot) -> str:
    place = f"{unbroken(f'epoch {snapshot.epoch:,}')} of the {snapshot.furthest_epoch:,} done"
    return f"Looking back: {place}{_after_step(snapshot, ', and ')}. Space trains on from here."


def _after_step(snapshot: Snapshot, before: str) -> str:
    if snapshot.step == 0:
        return ""
    return before + unbroken(f"step {snapshot.step:,} of {snapshot.steps_per_epoch:,}")


def _learning_rate(snapshot: Snapshot, before: str) -> str:
    if snapshot.learning_rate is None:
        return ""
    return before + unbroken(f"learning rate {number(snapshot.learning_rate)}")


# Ended


def _criterion_met(snapshot: Snapshot) -> str:
    """A model with a loss has reached its minimum; a perceptron has none, and merely stops."""
    if MODELS[snapshot.model].has_loss:
        how = f"Converged after {_epochs(snapshot)}: the loss is at its minimum"
    else:
        tolerance = number(snapshot.settings["tol"])
        how = f"Stopped after {_epochs(snapshot)}: the weights changed by less than {tolerance} in an epoch"
    return _joined(f"{how}; {_result(snapshot)}.", _scale_advice(snapshot))


def _epochs_reached(snapshot: Snapshot) -> str:
    advice = _collapsed(snapshot) if snapshot.collapsed else "Train again to go on."
    return _joined(f"All {_epochs(snapshot)} done: {_result(snapshot)}.", _scale_advice(snapshot) or advice)


def _stopped_early(snapshot: Snapshot) -> str:
    task, since = snapshot.dataset.task, unbroken(f"epoch {snapshot.best_epoch:,}")
    how = called_as_in(task, f"the test dragons have fared no better since {since}")
    return f"Stopped early after {_epochs(snapshot)}: {how}; {_result(snapshot)}."


def _diverged(snapshot: Snapshot) -> str:
    kept = "nothing is learned" if snapshot.untrained else f"shown is {unbroken(f'epoch {snapshot.epoch:,}')}"
    epoch = unbroken(f"epoch {snapshot.epoch + 1:,}")
    return _joined(f"Diverged in {epoch}: the numbers grew beyond all bounds; {kept}.", _remedies(snapshot))


def _stalled(snapshot: Snapshot) -> str:
    sentence = f"Stalled after {_epochs(snapshot)}: no step lowers the loss any more, though it is not at its minimum"
    return _joined(f"{sentence}; {_result(snapshot)}.", _scale_advice(snapshot) or _remedies(snapshot))


_ENDINGS = {
    Verdict.CONVERGED: _criterion_met,
    Verdict.EPOCHS_REACHED: _epochs_reached,
    Verdict.STOPPED_EARLY: _stopped_early,
    Verdict.DIVERGED: _diverged,
    Verdict.STALLED: _stalled,
}


def _epochs(snapshot: Snapshot) -> str:
    return counted(snapshot.epoch, "epoch")


def _result(snapshot: Snapshot) -> str:
    task, wrong, total = snapshot.dataset.task, snapshot.train.n_wrong, snapshot.train.n
    if wrong == 0:
        return called_as_in(task, "the training dragons are separated (none is wrong)")
    verb = "is" if wrong == 1 else "are"
    return called_as_in(task, f"{unbroken(f'{wrong:,} of {total:,}')} training dragons {verb} misclassified")


def _need_be(snapshot: Snapshot, known: Separability | None) -> str:
    """Whether a linear model could get those right that it still misclassifies."""
    if known is None or known.dataset is not snapshot.dataset or known.separable is None:
        return ""
    if snapshot.train.n_wrong == 0 or not snapshot.predictor.is_linear:
        return ""
    two_classes = len(snapshot.dataset.task.classes) == 2
    dragons = called_as_in(snapshot.dataset.task, "all training dragons")
    if known.separable:
        return f"{'A line' if two_classes else 'Linear scores'} could separate {dragons}."
    return f"No {'line' if two_classes else 'linear scores'} can separate {dragons}."


# What to do about it


def _scale_advice(snapshot: Snapshot) -> str:
    """To standardise, if the model does not, did not separate the dragons, and the features' scale is extreme."""
    if snapshot.train.n_wrong == 0 or snapshot.settings["standardize"]:
        return ""
    inputs = snapshot.settings["inputs"]
    trouble = scale_trouble(snapshot.dataset.X_train, snapshot.dataset.task, inputs)
    return f"Standardise the features: {trouble}." if trouble else ""


def _remedies(snapshot: Snapshot) -> str:
    can_slow_down, can_standardise = "learning_rate_init" in snapshot.settings, not snapshot.settings["standardize"]
    if can_slow_down and can_standardise:
        return "Try a smaller learning rate, or standardise the features."
    if can_slow_down:
        return "Try a smaller learning rate."
    if can_standardise:
        return "Standardise the features, then train again."
    return called_as_in(snapshot.dataset.task, "Look for training dragons that lie far from all others.")


def _collapsed(snapshot: Snapshot) -> str:
    what = called_as_in(snapshot.dataset.task, "The network has collapsed: all dragons get the same scores. ")
    how = "" if snapshot.settings["standardize"] else ", standardised features"
    return f"{what}Try a smaller learning rate{how} or a new start."


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
