"""A place for the newest of something, handed from one thread to another."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Mailbox(Generic[Item]):
    """Holds one item: putting another replaces it, so that a slow reader never falls behind.

    Parameters
    ----------
    combine : callable, optional
        What takes the place of an item that was not read, from the new item and the old one; the new one if None.
    """

    def __init__(self, combine: Callable[[Item, Item], Item] | None = None) -> None:
        self._lock = Lock()
        self._combine = combine
        self._item: Item | None = None

    def put(self, item: Item) -> bool:
        """Leave `item`, in place of what is there.

        Returns
        -------
        bool
            Whether the box was empty, so that its reader has to be told.
        """
        with self._lock:
            was_empty = self._item is None
            if self._combine is not None and self._item is not None:
                item = self._combine(item, self._item)
            self._item = item
            return was_empty

    def take(self) -> Item | None:
        """The item, which is then gone, or None."""
        with self._lock:
            item, self._item = self._item, None
            return item

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take."""
        return self._item is None
