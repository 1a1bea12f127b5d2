"""How fast a run is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a speed counts, and so where a run may be looked at: after any step, or at the ends of epochs only.

    Within an epoch a perceptron's border jumps from dragon to dragon. That teaches where the eye can follow, and is a
    strobe where it cannot.
    """

    STEP = "step"
    EPOCH = "epoch"


@dataclass(frozen=True)
class Speed:
    """So many steps or epochs a second; infinitely many is as fast as the machine can.

    Parameters
    ----------
    per_second : float
    unit : Unit
    """

    per_second: float
    unit: Unit = Unit.EPOCH

    @property
    def flat_out(self) -> bool:
        """Whether nothing is waited for."""
        return math.isinf(self.per_second)

    def __str__(self) -> str:
        if self.flat_out:
            return "as fast as it can"
        return f"{self.per_second:,g} {self.unit}{'' if self.per_second == 1 else 's'}/s"


FASTEST = Speed(math.inf)
SPEEDS = (
    *(Speed(n, Unit.STEP) for n in (1, 2, 5, 10, 20, 50, 100)),
    *(Speed(n, Unit.EPOCH) for n in (1, 2, 5, 10, 20, 50, 100)),
    FASTEST,
)
