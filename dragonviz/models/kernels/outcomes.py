"""How a training stands."""

UNDER_WAY, CONVERGED, STALLED, DIVERGED = range(4)
