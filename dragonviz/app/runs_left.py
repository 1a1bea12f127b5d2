"""The run of each model that was left for another model's, to be found again as it was."""

from __future__ import annotations

from dragonviz.app.hand_memory import HandMemory
from dragonviz.app.run_order import RunOrder, RunSpec
from dragonviz.dragons import Dataset
from dragonviz.training.run import Run


class RunsLeft:
    """One run of each model at most, so that they take no more memory than the models' present ones."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[RunSpec, Run, HandMemory, Dataset | None]] = {}

    def leave(self, spec: RunSpec, run: Run, hand: HandMemory, told: Dataset | None) -> None:
        """Keep a run as it is; `told` are the dragons that it was last told of, whichever it looks back at."""
        self._left[spec.model] = spec, run, hand, told

    def take_up(self, spec: RunSpec, dataset: Dataset, order: RunOrder) -> tuple[Run, HandMemory] | None:
        """The run that was left, if dragons, settings and seed are still the same and nobody wants it afresh.

        Any other is not kept longer: there will be one of its model.
        """
        left = self._left.pop(spec.model, None)
        if left is None or order.afresh:
            return None
        before, run, hand, told = left
        if run.dataset is not dataset or run.settings != spec.settings or before.seed != spec.seed:
            return None
        run.interrupt.clear()
        if run.is_looking_back and told is not dataset:
            # The way ahead leads to dragons that were there then, and are not now.
            run.rescore(dataset)
        hand.begin_with(order.by_hand)
        return run, hand
