"""The worker pool: carries held orders to their end, keeps their leases, recovers dead ones.

The database holds the truth about every order; the pool only holds what this process is working
on. It belongs to the process and not to a cache of the page framework, which any visitor can empty.

    lanes     a queue and workers for each service; `turns` says whose order is next
    leases    what shows others that our orders live; orders of nobody are taken in
    ending    a stop within 10 s
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from core.errors import Stopping
from core.orders import endings, submission
from core.orders.pool.ending import STOP_S, Ending
from core.orders.pool.in_progress import InProgress
from core.orders.pool.keepers import RECOVER_S, RENEW_S, Chore, Keepers
from core.orders.pool.lanes import Lanes
from core.orders.pool.leases import Leases
from core.orders.queue import Queue
from core.orders.specs import OrderForm
from core.providers.calls import Pause
from core.studio import Studio, current_studio
from core.tables import Generation


class Pool(Keepers):
    """Run orders on daemon threads; more of them keep leases, recover, fold, purge and sweep."""

    def __init__(
        self,
        studio: Studio,
        *,
        renew_s: float = RENEW_S,
        recover_s: float = RECOVER_S,
        stop_s: float = STOP_S,
    ) -> None:
        self._studio = studio
        self._mine = InProgress(studio.monotonic)
        self._lanes = Lanes(studio, self._mine)
        self._leases = Leases(studio, self._mine, self._lanes)
        chores = {"renew": Chore(renew_s, self.renew), "adopt": Chore(recover_s, self.adopt)}
        super().__init__(
            studio,
            chores,
            recover_s=recover_s,
            living=self._mine.ids,
            workers=self._lanes.workers,
        )
        self._ending = Ending(studio, self._mine, self._lanes, self._threads, stop_s=stop_s)

    def submit(self, person_id: str, form: OrderForm) -> list[Generation]:
        """Place the form's orders and queue them; a repeated key queues nothing twice.

        Raise what `submission.submit` raises, or `Stopping`.
        """
        return self.place(partial(submission.submit, self._studio, person_id, form))

    def place(self, placing: Callable[[], list[Generation]]) -> list[Generation]:
        """Queue what `placing` places and return it; what is in hand already is queued once.

        Raise what it raises, or `Stopping`.
        """
        if self._stopping.is_set():
            raise Stopping
        orders = placing()
        for order in orders:
            self._lanes.put(order)
        return orders

    def cancel(self, person_id: str, order_id: str) -> bool:
        """Release a person's order and stop its call; return False if it had already ended."""
        work = self._mine.find(order_id)
        now = work.clock.now() if work else None
        released = endings.cancel(self._studio, person_id, order_id, now=now)
        self._lanes.give_up([order_id])
        return released

    def instant(self, order: Generation) -> int:
        """Return the present instant of an order: by its own clock where this process has it."""
        work = self._mine.find(order.id)
        return work.clock.now() if work else self._studio.now()

    def pause(self, order: Generation) -> Pause | None:
        """Return the pause that an order's call makes now before its next try.

        None also where another process has the order: a pool's pauses are known only there.
        """
        work = self._mine.find(order.id)
        return work.pauses.now() if work else None

    def renew(self) -> None:
        """Raise the lease of every order here; give up those that are not held any more."""
        self._leases.renew()

    def adopt(self) -> None:
        """Queue the orders that nobody owns yet, and those in hand that no worker has any more."""
        self._leases.adopt()

    def stop(self) -> None:
        """Take no new orders, let the running ones end for up to 5 s, release the others.

        Return within 9 s, even if the database answers nothing: recovery has the rest.
        """
        self._stopping.set()
        self._ending.run()


_pools: dict[Studio, Queue] = {}
_pools_lock = threading.Lock()


def current() -> Queue:
    """Return the current studio's queue, started at first use: a pool unless QUEUE says another."""
    studio = current_studio()
    with _pools_lock:
        if studio not in _pools:
            _pools[studio] = _start(studio)
        return _pools[studio]


def _start(studio: Studio) -> Queue:
    if studio.settings.queue == "pool":
        return Pool(studio).start()
    from core.orders.engine.front import Front

    return Front(studio).start()


def stop() -> None:
    """Stop the current studio's queue, if it was ever started; it stays, and takes no orders."""
    with _pools_lock:
        pool = _pools.get(current_studio())
    if pool:
        pool.stop()
