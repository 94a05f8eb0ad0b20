"""The queue as a web process has it where workers in other processes carry the orders.

It places, cancels and looks after what others leave behind; it makes nothing. An order waits in
the database alone: neither a stop nor a new version of a web process touches it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import col, select

from core.errors import Stopping, StorageFailed, StudioError
from core.log import get_logger
from core.orders import endings, generation, submission
from core.orders.engine import jobs
from core.orders.engine.pauses import Told
from core.orders.pool.keepers import RECOVER_S, Chore, Keepers
from core.orders.specs import OrderForm
from core.providers.calling import Cancel
from core.providers.calls import Pause
from core.tables import Generation, OrderStatus, in_status

if TYPE_CHECKING:
    from core.studio import Studio

# A process of another version may know services that this one does not: so long its workers have.
STRAY_MS = 10 * 60_000

log = get_logger()


class Front(Keepers):
    """Leave orders to workers: a `core.orders.queue.Queue`."""

    def __init__(self, studio: Studio, *, recover_s: float = RECOVER_S) -> None:
        self._studio = studio
        self._pauses = Told(studio)
        chores = {
            "mend": Chore(recover_s, partial(jobs.mend, studio)),
            "strays": Chore(recover_s, self.end_strays),
        }
        super().__init__(studio, chores, recover_s=recover_s)

    def submit(self, person_id: str, form: OrderForm) -> list[Generation]:
        """Place the form's orders with their jobs; a repeated key places nothing twice."""
        return self.place(partial(submission.submit, self._studio, person_id, form))

    def place(self, placing: Callable[[], list[Generation]]) -> list[Generation]:
        """Return what `placing` places: its jobs came with its hold."""
        if self._stopping.is_set():
            raise Stopping
        return placing()

    def cancel(self, person_id: str, order_id: str) -> bool:
        """Release a person's order, then tell its worker; return False if it had already ended.

        Where that fails the worker sees at its next renewal that the hold is gone.
        """
        released = endings.cancel(self._studio, person_id, order_id)
        try:
            jobs.drop(self._studio, order_id)
        except StorageFailed:
            log.exception("order.drop_failed", order=order_id)
        return released

    def instant(self, _: Generation) -> int:
        """Return the wall's time: an order's own clock is its worker's."""
        return self._studio.now()

    def pause(self, order: Generation) -> Pause | None:
        """Return the pause that an order's call makes now, as its worker has told it."""
        return self._pauses.find(order.id)

    def end_strays(self) -> None:
        """End what waits for a service that is not set up any more: no worker would take it."""
        strays = (
            select(col(Generation.id))
            .where(in_status(OrderStatus.HELD), col(Generation.owner).is_(None))
            .where(col(Generation.provider).not_in(self._studio.services))
            .where(col(Generation.created_at) < self._studio.now() - STRAY_MS)
        )
        with self._studio.database.read() as session:
            found = list(session.scalars(strays))
        for order_id in found:
            with suppress(StudioError):  # the order's row tells
                generation.run(self._studio, order_id, Cancel())

    def stop(self) -> None:
        """Take no new orders; what waits goes on waiting for workers."""
        self._stopping.set()
        self._threads.stop()
