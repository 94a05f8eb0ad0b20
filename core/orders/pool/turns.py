"""Whose turn it is among the orders that wait in one lane. Pure: no clock, no lock, no database.

A click goes before a batch. Among equals people take turns: next is the oldest order of the person
whose turn began first. A turn begins when the person's oldest waiting order came, or when one of
theirs was last taken, whichever is later. So 80 orders of one person let another's click pass
after one of them. `core.orders.views.ahead` reads the same rule from the orders' rows.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import count


@dataclass(frozen=True, order=True)
class Ticket:
    """A waiting order: what decides when it begins. One person's are sorted by their instants."""

    created_at: int
    order_id: str
    person: str = field(compare=False)
    batch: bool = field(compare=False)

    @property
    def line(self) -> tuple[bool, str]:
        """Return whom the order waits behind: those of its person and of its class of work."""
        return self.batch, self.person


class Turns:
    """Hold the waiting orders of one lane; for one thread at a time."""

    def __init__(self) -> None:
        self._lines: dict[tuple[bool, str], list[Ticket]] = {}  # none of them is empty
        self._arrived: dict[str, int] = {}  # order → number
        self._taken: dict[tuple[bool, str], int] = {}  # line → number of the last one taken from it
        self._numbers = count()  # not instants: nobody can set this clock back

    def add(self, ticket: Ticket) -> None:
        """Let an order wait; do nothing for one that does already."""
        if ticket.order_id in self._arrived:
            return
        self._arrived[ticket.order_id] = next(self._numbers)
        insort(self._lines.setdefault(ticket.line, []), ticket)

    def take(self) -> str | None:
        """Return the next order, which waits no more; None if none waits."""
        if not self._lines:
            return None
        line = min(self._lines, key=self._turn)
        tickets = self._lines[line]
        order_id = tickets.pop(0).order_id
        del self._arrived[order_id]
        if tickets:
            self._taken[line] = next(self._numbers)
        else:
            self._end(line)
        return order_id

    def drop(self, order_ids: Collection[str]) -> set[str]:
        """Let orders wait no more; return those that did."""
        dropped = {order_id for order_id in order_ids if order_id in self._arrived}
        for order_id in dropped:
            del self._arrived[order_id]
        for line, tickets in list(self._lines.items()):
            tickets[:] = [ticket for ticket in tickets if ticket.order_id not in dropped]
            if not tickets:
                self._end(line)
        return dropped

    def ids(self) -> set[str]:
        """Return all that wait."""
        return set(self._arrived)

    def _end(self, line: tuple[bool, str]) -> None:
        del self._lines[line]
        self._taken.pop(line, None)  # whoever comes back comes anew

    def _turn(self, line: tuple[bool, str]) -> tuple[bool, int]:
        batch, _ = line
        oldest = self._lines[line][0]
        return batch, max(self._arrived[oldest.order_id], self._taken.get(line, 0))
