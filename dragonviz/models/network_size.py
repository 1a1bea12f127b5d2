"""How large a network may be. Known without torch, so that one that is too large is refused where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from dragonviz.models.settings import SettingError

_MOST_GB = 4.0
# Of each weight: itself, its gradient, Adam's two averages, those three as the last epoch left them, and a snapshot's.
_COPIES = 8
# Multiplications for one look at all samples: a second or two, during which training cannot be paused.
_MOST_AT_A_LOOK = 3e10
_A_SECOND = 1.5e10


def validate(sizes: Sequence[int], n_samples: int = 0) -> None:
    """Raise if a network would need more memory or more time than is allowed, before anything is allocated.

    Parameters
    ----------
    sizes : sequence of int
        Of all layers: the number of features, the hidden layers' neurons, the number of classes.
    n_samples : int
        How many it is asked about at every look.

    Raises
    ------
    SettingError
    """
    n_weights = sum((n_in + 1) * n_out for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True))
    gigabytes = n_weights * 4 * _COPIES / 1e9
    if gigabytes > _MOST_GB:
        raise SettingError(
            f"A network of {'-'.join(map(str, sizes))} has {n_weights / 1e6:,.0f} million weights and would need "
            f"{gigabytes:,.1f} GB; at most {_MOST_GB:g} GB are allowed, so use fewer or smaller hidden layers."
        )
    if n_weights * n_samples > _MOST_AT_A_LOOK:
        raise SettingError(
            f"A network of {'-'.join(map(str, sizes))} has {n_weights / 1e6:,.0f} million weights, and one look at all "
            f"{n_samples:,} samples would take some {n_weights * n_samples / _A_SECOND:,.0f} seconds: use fewer or "
            "smaller hidden layers, or fewer samples."
        )
