"""How a kernel tells where a training stands."""

UNDER_WAY, CONVERGED, DIVERGED = range(3)
