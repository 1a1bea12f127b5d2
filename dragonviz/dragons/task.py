"""What a scene's dragons pose: which class, from which two features."""

from __future__ import annotations

from dataclasses import dataclass

from dragonviz.dragons.errors import DragonsError

MIN_CLASSES, MAX_CLASSES = 2, 8


@dataclass(frozen=True)
class Task:
    """What is predicted, and from which two features.

    Parameters
    ----------
    name : str
        "fire", "colour", or the name of an opened file's class column.
    features : tuple of two str
        What the axes say, with the unit where there is one: "body length (cm)".
    target : str
        What the classes are classes of, as the legend says it: "colour".
    classes : tuple of str
        The names of the 2 to 8 classes; a label is an index into them. With two classes the second
        is the positive one, whose detection rate is reported.
    sample : str, default="dragon"
        What one of the samples is called: they are dragons only where the data are.
    note : str, default=""
        What was done to the data, one sentence: the lesson's tasks draw toes and move dragons. Empty if nothing was.
    plural : str, default=""
        What several samples are called, if not ``sample`` with an s.

    Raises
    ------
    DragonsError
        If there are not two features, or not 2 to 8 different classes.
    """

    name: str
    features: tuple[str, str]
    target: str
    classes: tuple[str, ...]
    sample: str = "dragon"
    note: str = ""
    plural: str = ""

    @property
    def samples(self) -> str:
        """What several samples are called."""
        return self.plural or f"{self.sample}s"

    @property
    def a_sample(self) -> str:
        """One sample with its article: "a dragon", "an iris"."""
        return f"{'an' if self.sample[:1] in 'aeiou' else 'a'} {self.sample}"

    def __post_init__(self):
        if len(self.features) != 2:
            raise DragonsError(f"A task has 2 features, and {len(self.features)} were given.")
        if not MIN_CLASSES <= len(self.classes) <= MAX_CLASSES or len(set(self.classes)) != len(self.classes):
            raise DragonsError(
                f"A task has {MIN_CLASSES} to {MAX_CLASSES} classes with different names, and these were given: "
                f"{', '.join(map(str, self.classes)) or 'none'}."
            )
