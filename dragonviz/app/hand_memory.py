"""What a run was like before and after its parameters were set by hand, so that undoing brings back the very moment."""

from __future__ import annotations

from dragonviz.scenes.setup import ByHand
from dragonviz.training.run import Run
from dragonviz.training.timeline import Checkpoint

_MOST = 16  # moments: of older ones only the parameters are known


class HandMemory:
    """Belongs to one run.

    Parameters
    ----------
    by_hand : ByHand or None
        What its parameters were set to when it began.
    """

    def __init__(self, by_hand: ByHand | None = None) -> None:
        self._by_hand = by_hand
        self._moments: dict[ByHand | None, Checkpoint] = {}

    def begin_with(self, by_hand: ByHand | None) -> None:
        """Take what the scene says for what the run is like now."""
        self._by_hand = by_hand

    def follow(self, run: Run, wanted: ByHand | None) -> bool:
        """Give the run the parameters that are wanted, or the moment at which it had them.

        Returns
        -------
        bool
            Whether anything is different.
        """
        before = self._by_hand
        if wanted is before:
            return False
        goes_on = wanted is not None and before is not None and wanted.gesture is before.gesture is not None
        if not goes_on:
            self._remember(before, run.checkpoint())
        self._by_hand = wanted
        moment = self._moments.get(wanted)
        if moment is not None:
            run.resume_from(moment)
        elif wanted is not None:
            run.set_parameters(wanted.weights, wanted.biases)
        else:
            run.restart()
        return True

    def _remember(self, by_hand: ByHand | None, moment: Checkpoint) -> None:
        self._moments.pop(by_hand, None)
        self._moments[by_hand] = moment
        if len(self._moments) > _MOST:
            del self._moments[next(iter(self._moments))]
