"""What a model lets one choose: each setting's name, range and meaning, and how it is read from text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any


class SettingError(ValueError):
    """A value that a setting does not allow, said in one sentence."""


@dataclass(frozen=True)
class Setting:
    """One setting of a model.

    Parameters
    ----------
    name : str
        The estimator's parameter.
    label : str
        What the panel calls it.
    default : object
    meaning : str
        What it means, in a sentence or two.
    only_with : (str, object), optional
        Another setting's name and the value without which this one has no effect.
    keeps_run : bool
        Whether it can be changed under way; else only a new run has another value.
    of_run : bool
        Whether it is no parameter of the estimator, but says how a run of it is watched.
    """

    name: str
    label: str
    default: object
    meaning: str
    _: KW_ONLY
    only_with: tuple[str, object] | None = None
    keeps_run: bool = False
    of_run: bool = False

    def text(self, value: Any) -> str:
        """`value` as the panel shows it."""
        return str(value)

    def matters(self, values: Mapping[str, object]) -> bool:
        """Whether it has an effect beside the other settings' `values`, a mapping by name."""
        return self.only_with is None or values[self.only_with[0]] == self.only_with[1]


@dataclass(frozen=True)
class Switch(Setting):
    """On or off."""

    def text(self, value: bool) -> str:
        """`value` in words."""
        return "on" if value else "off"


@dataclass(frozen=True)
class Choice(Setting):
    """One of a few.

    Parameters
    ----------
    choices : mapping
        From the parameter's value to what the panel calls it.
    """

    _: KW_ONLY
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Flags(Setting):
    """Any of a few, or none of them: a tuple.

    Parameters
    ----------
    choices : mapping
        From what may stand in the parameter to what the panel calls it.
    """

    _: KW_ONLY
    choices: Mapping[str, str]

    def parse(self, names: Iterable[str]) -> tuple[str, ...]:
        """The value that has these names, in the order of the choices.

        Raises
        ------
        SettingError
            For a name that is no choice, or comes twice.
        """
        chosen = list(names)
        for name in chosen:
            if name not in self.choices:
                raise SettingError(
                    f"{self.label.capitalize()}: “{_short(str(name))}” is not allowed; give any of "
                    f"{', '.join(self.choices)}."
                )
            if chosen.count(name) > 1:
                raise SettingError(f"{self.label.capitalize()}: “{name}” is given twice.")
        return tuple(name for name in self.choices if name in chosen)


# A number as Python writes it, with a decimal point or comma.
_PLAIN = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)([eE][+-]?\d+)?")
# Groups of three digits, parted by commas or spaces: the same whole number in every country.
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+|[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+")
# One group: 1.125 or 1125.
_DECIMALS_OR_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


@dataclass(frozen=True)
class Number(Setting):
    """A number in a closed range.

    Parameters
    ----------
    minimum, maximum : float
    whole : bool
        Whether it must be a whole number.
    offset : int
        By how much the number that is shown and typed is larger than the parameter.
    presets : tuple
        Values worth offering.
    words : tuple of str
        Words that are allowed besides numbers, such as "all".
    """

    _: KW_ONLY
    minimum: float
    maximum: float
    whole: bool = False
    offset: int = 0
    presets: tuple = ()
    words: tuple[str, ...] = ()

    def text(self, value: float | str) -> str:
        """`value` as the panel shows it."""
        if isinstance(value, str):
            return value
        return f"{value + self.offset:d}" if self.whole else f"{value + self.offset:g}"

    def parse(self, text: str) -> float | str:
        """The value that `text` says.

        Where a fraction is allowed, a comma is a decimal one; in whole numbers, commas and spaces part groups of three
        digits. What could mean two numbers is refused.

        Raises
        ------
        SettingError
        """
        found = text.strip()
        if found in self.words:
            return found
        shown = self._whole(found) if self.whole else self._fraction(found)
        if not self.minimum <= shown - self.offset <= self.maximum:
            raise SettingError(self._refusal(found))
        return shown - self.offset

    def _whole(self, found):
        if _GROUPS.fullmatch(found):
            found = "".join(character for character in found if character in "+-" or character.isdecimal())
        elif "," in found or _DECIMALS_OR_GROUP.fullmatch(found):
            raise SettingError(self._refusal(found))
        value = _read(found)
        if not value.is_integer():
            raise SettingError(self._refusal(found))
        return int(value)

    def _fraction(self, found):
        if "," in found and _DECIMALS_OR_GROUP.fullmatch(found):
            raise SettingError(f"{self.label.capitalize()}: “{found}” may be two numbers; write it without a comma.")
        return _read(found.replace(",", "."))

    def _refusal(self, found):
        kind = "a whole number" if self.whole else "a number"
        allowed = f"{kind} from {_plain(self.minimum + self.offset)} to {_plain(self.maximum + self.offset)}"
        if self.words:
            allowed += f", or “{self.words[0]}”"
        return f"{self.label.capitalize()}: “{_short(found)}” is not allowed; give {allowed}."


@dataclass(frozen=True)
class Sizes(Setting):
    """The sizes of hidden layers.

    Parameters
    ----------
    presets : tuple of tuple of int
        Values worth offering.
    """

    _: KW_ONLY
    presets: tuple[tuple[int, ...], ...] = ()

    most_layers = 8
    most_neurons = 100_000

    def text(self, value: Sequence[int]) -> str:
        """`value` as the panel shows it."""
        return ", ".join(map(str, value))

    def parse(self, text: str) -> tuple[int, ...]:
        """The layer sizes that `text` says, such as (10, 20, 1000).

        Raises
        ------
        SettingError
        """
        parts = text.replace(",", " ").split()
        if 1 <= len(parts) <= self.most_layers and all(map(self._is_size, parts)):
            return tuple(map(int, parts))
        raise SettingError(
            f"{self.label.capitalize()}: “{_short(text.strip())}” is not allowed; give 1 to {self.most_layers} whole "
            f"numbers from 1 to {self.most_neurons:,}, separated by commas, such as “10, 20, 1000”."
        )

    def _is_size(self, part):
        # The length first: Python reads no number of thousands of digits.
        return len(part) <= len(str(self.most_neurons)) and part.isdecimal() and 1 <= int(part) <= self.most_neurons


def _read(text):
    return float(text) if _PLAIN.fullmatch(text) else math.nan


def _short(text):
    return text if len(text) <= 40 else f"{text[:39]}…"


def _plain(value):
    """A number without an exponent."""
    return f"{value:,.12f}".rstrip("0").rstrip(".")
