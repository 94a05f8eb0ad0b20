"""The worker pool: carries held orders to their end, keeps their leases, recovers dead ones.

The database holds the truth about every order; the pool only holds what this process is working
on. It belongs to the process and not to a cache of the page framework, which any visitor can empty.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from core import generation, recovery, studio, submission
from core.errors import GenerationFailed, ProviderFault, Stopping, StudioError
from core.gate import OrderForm
from core.ledger import LEASE_MS
from core.log import get_logger
from core.models import Generation, OrderStatus, in_status
from core.providers.calling import Cancel
from core.studio import Studio
from core.sweep import sweep

RENEW_S = 5.0  # a quarter of the lease: three renewals may fail before anybody takes the order
RECOVER_S = 10.0
SWEEP_S = 3600.0
DRAIN_S = 7.0  # a stop must end within 10 s, with time left to release what is still running

log = get_logger()


class Pool:
    """Run orders on `workers` daemon threads; more threads keep leases, recover and sweep.

    Leases have a thread of their own, because a long recovery or sweep must not let them end.
    """

    def __init__(self, studio: Studio, *, renew_s: float = RENEW_S) -> None:
        self._studio = studio
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._mine: dict[str, Cancel] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._workers = [
            threading.Thread(target=self._work, name=f"worker-{number}", daemon=True)
            for number in range(studio.settings.workers)
        ]
        chores: dict[str, tuple[float, Callable[[], object]]] = {
            "renew": (renew_s, self.renew),
            "recover": (RECOVER_S, partial(recovery.recover, studio)),
            "sweep": (SWEEP_S, partial(sweep, studio)),
        }
        self._keepers = [
            threading.Thread(target=self._keep, args=chore, name=f"keeper-{name}", daemon=True)
            for name, chore in chores.items()
        ]

    def start(self) -> Pool:
        """Recover what a dead process left, then start the threads; return the pool."""
        recovery.recover(self._studio)
        for thread in (*self._workers, *self._keepers):
            thread.start()
        return self

    def submit(self, user_id: str, form: OrderForm) -> list[Generation]:
        """Place the form's orders and queue them; a repeated key queues nothing twice.

        Raise what `submission.submit` raises, or `Stopping`.
        """
        if self._stopping.is_set():
            raise Stopping
        recovery.recover(self._studio)  # tokens that a dead process held are free again first
        orders = submission.submit(self._studio, user_id, form)
        for order in orders:
            if order.status == OrderStatus.HELD:
                self._enqueue(order)
        return orders

    def cancel(self, user_id: str, order_id: str) -> bool:
        """Release a person's order and stop its call; return False if it had already ended."""
        released = generation.cancel(self._studio, user_id, order_id)
        self._give_up([order_id])
        return released

    def renew(self) -> None:
        """Renew the lease of every order here; give up those that are not held any more."""
        with self._lock:
            mine = list(self._mine)
        if not mine:
            return
        renewed = (
            update(Generation)
            .where(col(Generation.id).in_(mine), in_status(OrderStatus.HELD))
            .values(expires_at=self._studio.now() + LEASE_MS)
            .returning(col(Generation.id))
        )
        with self._studio.database.write() as tx:
            held = set(tx.scalars(renewed))
        self._give_up(set(mine) - held)

    def stop(self) -> None:
        """Take no new orders, let the running ones end for up to 7 s, release the others."""
        self._stopping.set()
        error = GenerationFailed(ProviderFault.INTERRUPTED)
        self._release_all(self._drop_queued(), error)
        for _ in self._workers:
            self._queue.put(None)
        ends_at = time.monotonic() + DRAIN_S
        for worker in self._workers:
            worker.join(max(0.0, ends_at - time.monotonic()))
        with self._lock:
            running = list(self._mine)
        self._release_all(running, error)
        self._give_up(running)

    def _enqueue(self, order: Generation) -> None:
        """Queue an order once, unless it is another process's or already here."""
        with self._lock:
            if order.id in self._mine or order.started_at is not None:
                return
            self._mine[order.id] = Cancel()
        self._queue.put(order.id)

    def _work(self) -> None:
        while (order_id := self._queue.get()) is not None:
            with self._lock:
                cancel = self._mine[order_id]
            try:
                if not cancel.is_set:
                    generation.run(self._studio, order_id, cancel)
            except StudioError:
                pass  # the order's row tells; generation has logged it
            except BaseException:
                log.exception("order.crashed", order=order_id)
            finally:
                with self._lock:
                    del self._mine[order_id]

    def _keep(self, every_s: float, chore: Callable[[], object]) -> None:
        while True:
            try:
                chore()
            except Exception:
                log.exception("keeper.failed")
            if self._stopping.wait(every_s):
                return

    def _give_up(self, order_ids: Iterable[str]) -> None:
        with self._lock:
            switches = [self._mine[order] for order in order_ids if order in self._mine]
        for switch in switches:
            switch.set()

    def _drop_queued(self) -> list[str]:
        dropped: list[str] = []
        while True:
            try:
                order_id = self._queue.get_nowait()
            except queue.Empty:
                return dropped
            if order_id is not None:
                dropped.append(order_id)

    def _release_all(self, order_ids: list[str], error: StudioError) -> None:
        for order_id in order_ids:
            try:
                generation.release(self._studio, order_id, error)
            except SQLAlchemyError:
                log.exception("order.release_failed", order=order_id)


_pools: dict[Studio, Pool] = {}
_pools_lock = threading.Lock()


def current() -> Pool:
    """Return the current studio's pool; start it at first use."""
    parts = studio.current()
    with _pools_lock:
        if parts not in _pools:
            _pools[parts] = Pool(parts).start()
        return _pools[parts]


def stop() -> None:
    """Stop the current studio's pool, if it was ever started; it stays, and takes no orders."""
    with _pools_lock:
        pool = _pools.get(studio.current())
    if pool:
        pool.stop()
