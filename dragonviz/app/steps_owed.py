"""How many steps are due by now, at a speed that does not depend on how often somebody asks."""

from __future__ import annotations

import time

from dragonviz.scenes.speed import Speed, Unit
from dragonviz.training.run import Run

_LONGEST_DEBT = 0.1  # seconds whose steps may be owed: time that was lost otherwise is not made up for


class StepsOwed:
    """Counts steps that are due and not done yet."""

    def __init__(self) -> None:
        self._debt = 0.0
        self._paid_until = 0.0

    def begin(self) -> None:
        """Owe nothing from now on."""
        self._debt = 0.0
        self._paid_until = time.perf_counter()

    def steps(self, run: Run, speed: Speed) -> int:
        """How many steps a run owes: at a speed that counts epochs, whole epochs or the rest of one, or none."""
        rate, least, unit = speed.per_second, 1, 1
        if speed.unit is Unit.EPOCH:
            least, unit = run.steps_to_epoch_end, run.steps_per_epoch
            rate *= unit
        now = time.perf_counter()
        self._debt += min(now - self._paid_until, _LONGEST_DEBT) * rate
        # The next step or epoch is always waited for, so the limit must leave room for a fraction above it.
        self._debt = min(self._debt, unit + _LONGEST_DEBT * rate)
        self._paid_until = now
        steps = int(self._debt)
        return 0 if steps < least else least + (steps - least) // unit * unit

    def pay(self, steps: int) -> None:
        """Note steps that were done."""
        self._debt -= steps
