"""A place for the newest of something, handed from one thread to another."""

from __future__ import annotations

from threading import Lock


class Mailbox:
    """Holds one item: putting another replaces it, so that a slow reader never falls behind."""

    def __init__(self):
        self._lock = Lock()
        self._item = None

    def put(self, item):
        """Leave `item`, in place of what is there.

        Returns
        -------
        bool
            Whether the box was empty, so that its reader has to be told.
        """
        with self._lock:
            was_empty = self._item is None
            self._item = item
            return was_empty

    def take(self):
        """The item, which is then gone, or None."""
        with self._lock:
            item, self._item = self._item, None
            return item
