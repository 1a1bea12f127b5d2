"""How figures are written."""

from __future__ import annotations

_SCALES = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


def with_unit(value, unit):
    """A number in three digits or so, such as "91.2 k samples/s" or "17.3 ms"; empty for None."""
    if value is None:
        return ""
    if unit.endswith("/s"):
        for scale, prefix in _SCALES:
            if abs(value) >= scale:
                return f"{in_digits(value / scale)} {prefix} {unit}"
    return f"{in_digits(value)} {unit}"


def in_digits(value):
    """A number in three digits, or as many as it has before the point."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
