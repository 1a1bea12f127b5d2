"""Desks are put away as a window is: not left to the garbage collector with commands on their undo stacks."""

import pytest

from tests.app.desk import Desk


@pytest.fixture(autouse=True)
def desks_put_away():
    yield
    while Desk.in_use:
        Desk.in_use.pop().stack.clear()
