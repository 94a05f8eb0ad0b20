"""The orders that this process has in hand: queued here or being made here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from core.orders.pool.turns import Ticket
from core.orders.stopwatch import Stopwatch
from core.providers.calling import Cancel
from core.providers.calls import Pause
from core.tables import Generation


class Pauses:
    """Know whether an order's call rests between two tries: its service's loop notes, pages ask.

    In memory alone, because no transaction is open during a call.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._noted: tuple[Pause, float] | None = None  # replaced whole: no thread sees half

    def note(self, pause: Pause | None) -> None:
        """Note a pause as it begins, and None when it is over."""
        self._noted = None if pause is None else (pause, self._monotonic())

    def now(self) -> Pause | None:
        """Return the pause with the seconds that are left of it; None between pauses."""
        if (noted := self._noted) is None:
            return None
        pause, began_s = noted
        return replace(pause, seconds=max(0.0, began_s + pause.seconds - self._monotonic()))


@dataclass(frozen=True)
class Work:
    """One order in hand: its lane's service, its place there, the clock since its hold.

    `pauses` are those of its call, `cancel` is the switch that gives it up.
    """

    service: str
    ticket: Ticket
    clock: Stopwatch
    pauses: Pauses
    cancel: Cancel = field(default_factory=Cancel)


class InProgress:
    """Know each order in hand by its id; safe to use from every thread."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._works: dict[str, Work] = {}
        self._lock = threading.Lock()

    def take(self, order: Generation, now: int) -> Work | None:
        """Take an order in hand at `now`, not before its hold; return None if it was already."""
        ticket = Ticket(order.created_at, order.id, order.user_id, order.batch)
        with self._lock:
            if order.id in self._works:
                return None
            clock = Stopwatch(max(now, order.created_at), self._monotonic)
            self._works[order.id] = Work(order.provider, ticket, clock, Pauses(self._monotonic))
            return self._works[order.id]

    def find(self, order_id: str) -> Work | None:
        """Return the work on an order, or None for one that is not in hand."""
        with self._lock:
            return self._works.get(order_id)

    def ids(self) -> set[str]:
        """Return the ids of all orders in hand."""
        with self._lock:
            return set(self._works)

    def pauses(self) -> dict[str, Pause]:
        """Return the pauses that calls for orders in hand make now."""
        with self._lock:
            works = list(self._works.items())
        found = ((order_id, work.pauses.now()) for order_id, work in works)
        return {order_id: pause for order_id, pause in found if pause}

    def drop(self, order_ids: Iterable[str]) -> None:
        """Take orders out of hand: from here on nobody raises their leases."""
        with self._lock:
            for order_id in order_ids:
                self._works.pop(order_id, None)

    def give_up(self, order_ids: Iterable[str]) -> None:
        """Set the switches of those orders that are in hand."""
        with self._lock:
            works = [self._works[order_id] for order_id in order_ids if order_id in self._works]
        for work in works:
            work.cancel.set()
