"""What pages ask of the queue, whoever carries the orders.

Two engines do: `pool` in the process itself (the default, on both databases), `engine` in processes
of its own (QUEUE=procrastinate, on PostgreSQL). `core.orders.pool.workers.current` opens one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.orders.specs import OrderForm
from core.providers.calls import Pause
from core.tables import Generation


class Queue(Protocol):
    """Place orders and queue them, cancel them, say how they are; safe to use from every thread."""

    def submit(self, person_id: str, form: OrderForm) -> list[Generation]:
        """Place the form's orders and queue them; a repeated key queues nothing twice.

        Raise what `core.orders.submission.submit` raises, or `Stopping`.
        """
        ...

    def place(self, placing: Callable[[], list[Generation]]) -> list[Generation]:
        """Queue what `placing` places and return it. Raise what it raises, or `Stopping`."""
        ...

    def cancel(self, person_id: str, order_id: str) -> bool:
        """Release a person's order and stop its call; return False if it had already ended.

        Raise `OrderNotFound`.
        """
        ...

    def instant(self, order: Generation) -> int:
        """Return the present instant of an order, by its own clock where this process has it."""
        ...

    def pause(self, order: Generation) -> Pause | None:
        """Return the pause that an order's call makes now before its next try, if it makes one."""
        ...

    def dead(self) -> list[str]:
        """Return the names of the threads that should live and don't, for a health check."""
        ...

    def stop(self) -> None:
        """Take no new orders; return within 9 s, whatever hangs."""
        ...
