"""How often a run may take a checkpoint without becoming slower for it."""

from __future__ import annotations

_INTERVAL = 0.005  # seconds of training: a second time over so much is not noticed
_LARGEST_SHARE = 0.02  # of the time
# How much more may be done at a time than before: the first pieces find out how fast the model is.
_GROWTH = 16


class Pace:
    """Measures how long steps and checkpoints take, and says how many steps belong between two."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._steps_per_second = 0.0
        self._cost = 0.0
        self._most = 1

    def is_due(self, at_epoch_end: bool) -> bool:
        """Whether there has been training enough since the last checkpoint."""
        # In the midst of an epoch a network's takes twice the memory.
        return self._seconds >= self._interval * (1 if at_epoch_end else 2)

    def steps(self, step: int, steps_per_epoch: int) -> int:
        """How many steps to do before the next checkpoint, to an epoch's end if that is not far."""
        in_interval = min(self._most, int(self._steps_per_second * self._interval))
        due_at = self._interval * (1 if self._seconds < self._interval else 2)
        left = min(self._most, int(self._steps_per_second * max(0.0, due_at - self._seconds)))
        to_epoch_end = -(step + left) % steps_per_epoch
        return max(1, left + (to_epoch_end if to_epoch_end <= in_interval else 0))

    @property
    def _interval(self) -> float:
        return max(_INTERVAL, self._cost / _LARGEST_SHARE)

    def note_steps(self, n: int, seconds: float) -> None:
        """Tell how long some steps took."""
        if n > 0 and seconds > 0:
            self._seconds += seconds
            self._steps_per_second = n / seconds
            self._most = max(self._most, _GROWTH * n)

    def note_checkpoint(self, seconds: float) -> None:
        """Tell how long a checkpoint took."""
        self._seconds = 0.0
        # Half of it is from those before: a single slow one says little.
        self._cost = seconds if self._cost == 0 else (self._cost + seconds) / 2
