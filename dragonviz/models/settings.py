"""What a model lets one choose: each setting's name, range and meaning, and how it is read from text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass


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
    """

    name: str
    label: str
    default: object
    meaning: str
    _: KW_ONLY
    only_with: tuple[str, object] | None = None

    def matters(self, values):
        """Whether it has an effect beside the other settings' `values`, a mapping by name."""
        return self.only_with is None or values[self.only_with[0]] == self.only_with[1]


@dataclass(frozen=True)
class Switch(Setting):
    """On or off."""


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
class Number(Setting):
    """A number in a closed range.

    Parameters
    ----------
    minimum, maximum : float
    whole : bool
        Whether it must be a whole number.
    presets : tuple
        Values worth offering.
    words : tuple of str
        Words that are allowed besides numbers, such as "all".
    """

    _: KW_ONLY
    minimum: float
    maximum: float
    whole: bool = False
    presets: tuple = ()
    words: tuple[str, ...] = ()

    def text(self, value):
        """`value` as the panel shows it."""
        return value if isinstance(value, str) else f"{value:d}" if self.whole else f"{value:g}"

    def parse(self, text):
        """The value that `text` says.

        Raises
        ------
        SettingError
        """
        found = text.strip()
        if found in self.words:
            return found
        try:
            value = float(found.replace(",", "") if self.whole else found)
        except ValueError:
            value = math.nan
        fits = self.minimum <= value <= self.maximum and (not self.whole or value == int(value))
        if not fits:
            raise SettingError(self._refusal(found))
        return int(value) if self.whole else value

    def _refusal(self, found):
        kind = "a whole number" if self.whole else "a number"
        allowed = f"{kind} from {_plain(self.minimum)} to {_plain(self.maximum)}"
        if self.words:
            allowed += f", or “{self.words[0]}”"
        return f"{self.label.capitalize()}: “{found}” is not allowed; give {allowed}."


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

    def text(self, value):
        """`value` as the panel shows it."""
        return ", ".join(map(str, value))

    def parse(self, text):
        """The layer sizes that `text` says, such as (10, 20, 1000).

        Raises
        ------
        SettingError
        """
        parts = text.replace(",", " ").split()
        if (
            1 <= len(parts) <= self.most_layers
            and all(part.isdecimal() for part in parts)
            and all(1 <= int(part) <= self.most_neurons for part in parts)
        ):
            return tuple(map(int, parts))
        raise SettingError(
            f"{self.label.capitalize()}: “{text.strip()}” is not allowed; give 1 to {self.most_layers} whole numbers "
            f"from 1 to {self.most_neurons:,}, separated by commas, such as “10, 20, 1000”."
        )


def _plain(value):
    """A number without an exponent."""
    return f"{value:,.12f}".rstrip("0").rstrip(".")
