"""What may happen in a lane: orders come, are taken, end and are dropped, by a clock of ticks."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import strategies as st

from core.orders.pool.turns import Ticket, Turns

PEOPLE = ("a", "b", "c")
ARRIVES, IS_TAKEN, ENDS, IS_DROPPED = "arrives", "is taken", "ends", "is dropped"
COMES = st.tuples(st.just(ARRIVES), st.sampled_from(PEOPLE), st.sampled_from((False, False, True)))
GOES = st.tuples(st.sampled_from((IS_TAKEN, IS_TAKEN, ENDS, IS_DROPPED)), st.integers(0, 99))
EVENTS = st.lists(st.one_of(COMES, COMES, GOES), min_size=12, max_size=50)  # orders do wait


# Three orders of a, then one of b; a's first is taken: now it is b's turn, not a's.
A_WAITS_AGAIN = [*[(ARRIVES, "a", False)] * 3, (ARRIVES, "b", False), (IS_TAKEN, 0)]

# Two of a, one is taken; then b comes, then a again, whose older one is dropped: it is b's turn.
A_COMES_ANEW = [
    *[(ARRIVES, "a", False)] * 2,
    (IS_TAKEN, 0),
    (ARRIVES, "b", False),
    (ARRIVES, "a", False),
    (IS_DROPPED, 0),
]


def ticket(number: int, person: str, *, batch: bool = False) -> Ticket:
    """Return the ticket of a person's order that was placed at an instant of its own."""
    return Ticket(number, f"{number:04}", person, batch)


def taken(turns: Turns) -> list[str]:
    """Take all orders that wait; return them in that order."""
    return list(iter(turns.take, None))


class History:
    """Play events; remember what came, what was taken, and when, by a clock of ticks."""

    def __init__(self, events: list[tuple[Any, ...]]) -> None:
        self.turns = Turns()
        self.came: dict[str, Ticket] = {}
        self.taken: dict[str, int] = {}  # order → its tick
        self.over: dict[str, int] = {}  # order → its tick
        self.ticks = count(1)
        for event_ in events:
            self._play(next(self.ticks), *event_)

    def waiting(self) -> list[str]:
        return sorted(self.turns.ids())

    def being_made(self) -> list[str]:
        return sorted(self.taken.keys() - self.over.keys())

    def _play(self, tick: int, what: str, which: Any, batch: bool = False) -> None:
        if what == ARRIVES:
            new = ticket(tick, which, batch=batch)
            self.came[new.order_id] = new
            self.turns.add(new)
        elif what == IS_TAKEN:
            if (order_id := self.turns.take()) is not None:
                self.taken[order_id] = tick
        elif some := self.being_made() if what == ENDS else self.waiting():
            order_id = some[which % len(some)]
            self.over[order_id] = tick
            self.turns.drop([order_id])
