"""Does random actions, and looks all the while for what must not be."""

from __future__ import annotations

import random
import time

from tests import on_screen
from tests.random_actions.actions import choose
from tests.random_actions.at_rest import Beginning, come_to_rest
from tests.random_actions.hand import Hand
from tests.random_actions.memory import Memory

_ACTIONS_TO_REST, _ACTIONS_TO_BEGINNING = 40, 400
_LONGEST_MOMENTS_MS = (1, 1, 10, 30, 30, 100)


class Driver:
    """Uses a window.

    Parameters
    ----------
    window : MainWindow
    seed : int
        The same seed is the same actions, though what they meet depends on how far the training has come.
    files : Files
    journal : Journal
    alarms : Alarms
    left_out : set of str
        Names of actions that are not done.
    """

    def __init__(self, window, seed, files, journal, alarms, left_out=frozenset()):
        self._window, self._seed, self._journal, self._alarms = window, seed, journal, alarms
        self._left_out = left_out
        self._hand = Hand(window, files, journal.say)
        self._hand.come_to_front()
        self._hand.wait_until(lambda: on_screen.report(window) is not None, "there is a run")
        on_screen.call_on_failure(window, alarms.take_failure)
        self._beginning = Beginning(self._hand)
        self.memory = Memory()

    def run(self, seconds, most=None):
        """Do actions for some time, or until so many are done.

        Returns
        -------
        int
            How many were done.

        Raises
        ------
        AssertionError
            If anything was not as it must be.
        """
        begin, number, minute = time.monotonic(), 0, 0
        while time.monotonic() - begin < seconds and (most is None or number < most):
            number += 1
            self._do(number)
            if number % _ACTIONS_TO_REST == 0:
                self._rest()
            if number % _ACTIONS_TO_BEGINNING == 0:
                self._go_back()
                if time.monotonic() - begin > 60 * minute:
                    minute += 1
                    self.memory.note()
        return number

    def finish(self):
        """Come to rest, undo everything and compare."""
        self._rest()
        self._go_back()
        self.memory.check()

    def do_only(self, n):
        """Do the first `n` actions, and leave all under way."""
        for number in range(1, n + 1):
            self._do(number)

    def _do(self, number):
        chance = self._hand.chance = random.Random(f"{self._seed}-{number}")
        action = choose(chance)
        self._alarms.still_alive()
        if action.__name__ not in self._left_out:
            self._journal.begin(number, action.__name__)
            try:
                action(self._hand)
            except RuntimeError as error:
                # The window may be dressed anew, for another size say, while the hand is at something in it.
                if "already deleted" not in str(error):
                    raise
                self._journal.say("what was in the hand is gone")
        self._hand.pause_a_moment(chance.choice(_LONGEST_MOMENTS_MS))
        self._alarms.check()
        assert self._window.isVisible(), "The window is closed."

    def _rest(self):
        self._journal.say("comes to rest")
        self._alarms.still_alive()
        come_to_rest(self._hand)
        self._alarms.check()

    def _go_back(self):
        self._journal.say("undoes everything")
        self._alarms.still_alive()
        self._beginning.go_back()
        self._beginning.check_widgets_and_threads()
        self._alarms.check()
