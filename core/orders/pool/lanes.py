"""The lanes: for each service a queue of its own, and workers who carry its orders to their end.

Whose turn it is says `turns`. A worker waits for its own service alone, so orders of one that hangs
keep no other's from beginning.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from core.log import get_logger
from core.orders.pool.carrying import carry
from core.orders.pool.in_progress import InProgress, Work
from core.orders.pool.turns import Ticket, Turns
from core.tables import Generation, OrderStatus

if TYPE_CHECKING:
    from core.studio import Studio

log = get_logger()


class Lanes:
    """Have each order in hand wait in its service's lane, and be carried from there."""

    def __init__(self, studio: Studio, mine: InProgress) -> None:
        self._studio = studio
        self._mine = mine
        self._lanes = {
            name: Lane(name, studio.settings.workers, self._carry) for name in studio.services
        }
        self._astray: set[str] = set()

    @property
    def workers(self) -> dict[str, Callable[[], None]]:
        """Return what each worker's thread does, by its name."""
        return {name: work for lane in self._lanes.values() for name, work in lane.workers.items()}

    def put(self, order: Generation) -> None:
        """Queue an order of this process once: what has begun, or is here already, is not new."""
        if order.status != OrderStatus.HELD or order.started_at is not None:
            return
        if order.owner != self._studio.instance:
            return
        if work := self._mine.take(order, self._studio.now()):
            self._lane(work).put(work.ticket)

    def give_up(self, order_ids: Collection[str]) -> None:
        """Stop what is being made of these orders; what waits takes no turn any more."""
        self._mine.give_up(order_ids)
        self._drop(order_ids)

    def queue_the_lost(self) -> None:
        """Queue what was neither waiting nor worked on at this look and the one before.

        A worker that dies between taking an order and beginning it leaves it to nobody.
        """
        astray = self._mine.ids().difference(*(lane.ids() for lane in self._lanes.values()))
        for order_id in astray & self._astray:
            if work := self._mine.find(order_id):
                log.warning("order.queued_again", order=order_id)
                self._lane(work).put(work.ticket)
        self._astray = astray

    def close(self) -> list[str]:
        """Let each worker end after its order; return what waited, which is out of hand now."""
        for lane in self._lanes.values():
            lane.close()
        return sorted(self._drop(self._mine.ids()))

    def _lane(self, work: Work) -> Lane:
        """Return the lane of an order's service.

        One that is not configured any more has none: the order learns that in whichever lane.
        """
        default = self._studio.default_service.name
        return self._lanes.get(work.service) or self._lanes[default]

    def _drop(self, order_ids: Collection[str]) -> set[str]:
        dropped = {one for lane in self._lanes.values() for one in lane.drop(order_ids)}
        self._mine.drop(dropped)
        return dropped

    def _carry(self, order_id: str) -> None:
        carry(self._studio, self._mine, order_id)


class Lane:
    """One service's queue and its workers; safe to use from every thread."""

    def __init__(self, service: str, workers: int, carry: Callable[[str], None]) -> None:
        names = [f"worker-{service}-{number}" for number in range(workers)]
        self.workers = {name: partial(self._work, name) for name in names}
        self._carry = carry
        self._turns = Turns()
        self._busy: dict[str, str] = {}  # worker → order
        self._changed = threading.Condition()
        self._is_closed = False

    def put(self, ticket: Ticket) -> None:
        """Let an order wait for its turn."""
        with self._changed:
            self._turns.add(ticket)
            self._changed.notify()

    def drop(self, order_ids: Collection[str]) -> set[str]:
        """Let orders wait no more; return those that did."""
        with self._changed:
            return self._turns.drop(order_ids)

    def ids(self) -> set[str]:
        """Return all that wait or are worked on."""
        with self._changed:
            return self._turns.ids() | set(self._busy.values())

    def close(self) -> None:
        """Begin no order any more; a worker ends when it has none."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _work(self, name: str) -> None:
        with self._changed:
            self._busy.pop(name, None)  # a worker of this name may have died of its order
        while (order_id := self._next(name)) is not None:
            try:
                self._carry(order_id)
            finally:
                with self._changed:
                    self._busy.pop(name, None)

    def _next(self, name: str) -> str | None:
        with self._changed:
            while not self._is_closed:
                if (order_id := self._turns.take()) is not None:
                    self._busy[name] = order_id
                    return order_id
                self._changed.wait()
        return None
