"""Where a scene's dragons come from before anybody edits them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from numpy.typing import ArrayLike

from dragonviz.dragons import (
    TASKS,
    Columns,
    Dataset,
    DragonsError,
    MissingValuesError,
    Table,
    bundled_table,
    dataset_from,
    guess_columns,
)
from dragonviz.dragons.errors import quoted
from dragonviz.dragons.shapes import SHIPPED, Shape
from dragonviz.dragons.splitting import SPLIT_SEED

LESSON = "lesson"
_LESSON_TASKS = MappingProxyType({"fire": "fire (2 classes)", "colour": "colour (3 classes)"})


@dataclass(frozen=True, eq=False)
class Source:
    """Data, and what of it is predicted.

    Parameters
    ----------
    title : str
    columns : mapping of str to array
        All columns, by name.
    table : Table or None
        The file that these columns are from; without one, only the lesson's tasks can be chosen.
    chosen : str or Columns
        A task of the lesson, or the columns for the two features and the class.
    is_bundled : bool, default=False
        Whether these are the dragons that come with the program.
    shape : Shape, optional
        What the points are drawn in; there is nothing to choose then but its settings.
    ready_made : str, default=""
        Their name in `dragonviz.scenes.ready_made.READY_MADE`, if these are such data.
    """

    title: str
    columns: Mapping[str, ArrayLike]
    table: Table | None
    chosen: str | Columns
    is_bundled: bool = False
    shape: Shape | None = None
    ready_made: str = ""

    @classmethod
    def bundled(cls) -> Source:
        """The dragons that come with the program."""
        table = bundled_table()
        return cls("The lesson's dragons", table.frame, table, "fire", is_bundled=True, ready_made=LESSON)

    @classmethod
    def of(cls, table: Table) -> Source:
        """An opened file: the lesson's tasks if it has the lesson's columns, else a guess at the columns."""
        chosen = "fire" if table.is_lesson else guess_columns(table)
        return cls(table.name, table.frame, table, chosen)

    @classmethod
    def of_shape(cls, shape: Shape) -> Source:
        """Points that are drawn in a shape, when they are asked for."""
        return cls(shape.title, {}, None, shape.name, shape=shape, ready_made=shape.name)

    @classmethod
    def shipped(cls, name: str) -> Source:
        """The data of this name in `dragonviz.dragons.shapes.SHIPPED`. Loads scikit-learn."""
        data = SHIPPED[name]
        table = data.table()
        return cls(data.title, table.frame, table, data.columns, ready_made=name)

    @property
    def tasks(self) -> Mapping[str, str]:
        """The lesson's tasks, if the data are the lesson's: from a task's name to what it is called."""
        if self.shape is not None or (self.table is not None and not self.table.is_lesson):
            return {}
        return _LESSON_TASKS

    @property
    def features(self) -> tuple[str, ...]:
        """The columns that can be chosen as features."""
        return () if self.table is None else self.table.numeric

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns that can be chosen as the class."""
        return () if self.table is None else self.table.labels

    @cached_property
    def columns_chosen(self) -> Columns | None:
        """The columns that are chosen, or would be a first choice beside the lesson's tasks; None if there is none."""
        if isinstance(self.chosen, Columns):
            return self.chosen
        try:
            return None if self.table is None else guess_columns(self.table)
        except DragonsError:
            return None

    def choosing(self, chosen: str | Columns) -> Source:
        """The same data with something else predicted."""
        return replace(self, chosen=chosen)

    def without_missing(self, refusal: MissingValuesError) -> Source:
        """The same choice from the rows that a refusal leaves."""
        table = refusal.without_missing()
        return replace(self, table=table, columns=table.frame)

    def dataset(self) -> Dataset:
        """The dragons: made when they are asked for first, which takes a while if they are very many.

        Raises
        ------
        DragonsError
            If the chosen columns cannot be used.
        """
        return self._dataset

    @cached_property
    def _dataset(self) -> Dataset:
        if self.shape is not None:
            return self.shape.dataset()
        if isinstance(self.chosen, str):
            return TASKS[self.chosen](self.columns, SPLIT_SEED)
        if self.table is None:
            raise DragonsError(f"{quoted(self.title)} poses the lesson's tasks only: there are no columns to choose.")
        return dataset_from(self.table, self.chosen, SPLIT_SEED)
