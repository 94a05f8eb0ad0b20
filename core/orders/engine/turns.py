"""Which turn a new order gets among those that wait for one service. Pure: no clock, no database.

An order keeps the turn that it is given with its hold: PostgreSQL hands out jobs by a number that
does not change. Lower turns go first, the older order among equals. One person's orders have a turn
after the other. Whoever has none waiting comes where the others stand: behind the first order of
each, but not by more than a turn behind the very first one, so that cancelled orders, which leave
gaps, put nobody far back. `core.orders.pool.turns` can choose anew each time, and is fairer by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Line(NamedTuple):
    """One person's waiting orders: the turns of the first and of the last one."""

    first: int
    last: int


def next_turn(lines: Mapping[str, Line], person: str) -> int:
    """Return the turn of a person's new order among what waits of its class, by person."""
    if person in lines:
        return lines[person].last + 1
    firsts = [line.first for line in lines.values()]
    return min(max(firsts), min(firsts) + 1) if firsts else 0
