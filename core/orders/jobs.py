"""The worker pool: carries held orders to their end, keeps their leases, recovers dead ones.

The database holds the truth about every order; the pool only holds what this process is working
on. It belongs to the process and not to a cache of the page framework, which any visitor can empty.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from sqlalchemy import update
from sqlmodel import col

from core.errors import GenerationFailed, ProviderFault, Stopping, StudioError
from core.log import get_logger
from core.orders import generation, submission
from core.orders.gate import OrderForm
from core.orders.in_progress import InProgress
from core.orders.recovery import Recovery
from core.orders.sweep import sweep
from core.studio import Studio, current_studio
from core.tables import Generation, OrderStatus, in_status
from core.threads import Supervisor

RENEW_S = 5.0  # a quarter of what a lease may stand still: three renewals may fail
RECOVER_S = 5.0  # a dead process's orders end one lease and at most one round after a start
SWEEP_S = 3600.0
BATCH = 500  # orders in one statement, below the databases' limits for parameters

# A stop must end within 10 s, whatever waits and whatever hangs.
WAITING_S = 2.0  # to release what waits; the rest is recovered by whoever starts next
DRAIN_S = 5.0  # for what is running to end by itself
STOP_S = 9.0

log = get_logger()


class Pool:
    """Run orders on daemon threads; more of them keep leases, recover and sweep.

    Leases have a thread of their own, because a long recovery or sweep must not let them end.
    """

    def __init__(
        self, studio: Studio, *, renew_s: float = RENEW_S, recover_s: float = RECOVER_S
    ) -> None:
        self._studio = studio
        self._queue: queue.Queue[str | None] = queue.Queue()
        self._mine = InProgress(studio.monotonic)
        self._busy: dict[str, str] = {}  # worker → order
        self._astray: set[str] = set()
        self._stopping = threading.Event()
        self._stopped = threading.Event()
        self._workers = [f"worker-{number}" for number in range(studio.settings.workers)]
        recovery = Recovery(studio, living=self._mine.ids)
        self._threads = Supervisor(
            {
                **{name: partial(self._work, name) for name in self._workers},
                "keeper-renew": partial(self._keep, renew_s, self.renew),
                "keeper-adopt": partial(self._keep, recover_s, self.adopt),
                "keeper-recover": partial(self._keep, recover_s, recovery.run_once),
                "keeper-sweep": partial(self._keep, SWEEP_S, partial(sweep, studio)),
            },
            chore=studio.caller.ensure_running,
        )

    def start(self) -> Pool:
        """Start the threads; return the pool. Nobody waits for recovery."""
        self._threads.start()
        return self

    def dead(self) -> list[str]:
        """Return the names of the threads that should live and don't, for a health check."""
        calls = [] if self._studio.caller.is_alive() else ["provider-calls"]
        return self._threads.dead() + calls

    def submit(self, user_id: str, form: OrderForm) -> list[Generation]:
        """Place the form's orders and queue them; a repeated key queues nothing twice.

        Raise what `submission.submit` raises, or `Stopping`.
        """
        if self._stopping.is_set():
            raise Stopping
        orders = submission.submit(self._studio, user_id, form)
        for order in orders:
            self._enqueue(order)
        return orders

    def cancel(self, user_id: str, order_id: str) -> bool:
        """Release a person's order and stop its call; return False if it had already ended."""
        work = self._mine.find(order_id)
        now = work.clock.now() if work else None
        released = generation.cancel(self._studio, user_id, order_id, now=now)
        self._mine.give_up([order_id])
        return released

    def instant(self, order: Generation) -> int:
        """Return the present instant of an order: by its own clock where this process has it."""
        work = self._mine.find(order.id)
        return work.clock.now() if work else self._studio.now()

    def renew(self) -> None:
        """Raise the lease of every order here; give up those that are not held any more."""
        mine = sorted(self._mine.ids())
        for start in range(0, len(mine), BATCH):
            batch = mine[start : start + BATCH]
            raised = (
                update(Generation)
                .where(col(Generation.id).in_(batch), in_status(OrderStatus.HELD))
                .values(lease=col(Generation.lease) + 1)
                .returning(col(Generation.id))
            )
            with self._studio.database.write() as tx:
                held = set(tx.scalars(raised))
            self._mine.give_up(set(batch) - held)

    def adopt(self) -> None:
        """Queue the orders that nobody owns yet, and those in hand that no worker has any more."""
        self._queue_the_lost()
        orphans = (
            update(Generation)
            .where(in_status(OrderStatus.HELD), col(Generation.owner).is_(None))
            .values(owner=self._studio.instance, lease=col(Generation.lease) + 1)
            .returning(Generation)
        )
        with self._studio.database.write() as tx:
            adopted = sorted(tx.scalars(orphans), key=lambda order: (order.created_at, order.id))
        for order in adopted:
            self._enqueue(order)

    def stop(self) -> None:
        """Take no new orders, let the running ones end for up to 5 s, release the others.

        Return within 9 s, even if the database answers nothing: recovery has the rest.
        """
        self._stopping.set()
        self._threads.stop()
        threading.Thread(target=self._end_all, name="stopping", daemon=True).start()
        if not self._stopped.wait(STOP_S):
            log.error("pool.stopped_halfway", left=len(self._mine.ids()))

    def _end_all(self) -> None:
        try:
            ends_at = time.monotonic() + WAITING_S
            waiting = self._drop_queued()
            while waiting and time.monotonic() < ends_at:
                self._release(waiting[:BATCH])
                del waiting[:BATCH]
            for _ in self._workers:
                self._queue.put(None)
            ends_at = time.monotonic() + DRAIN_S
            for worker in self._workers:
                self._threads.join(worker, ends_at - time.monotonic())
            running = sorted(self._mine.ids())
            for start in range(0, len(running), BATCH):
                self._release(running[start : start + BATCH])
            self._mine.give_up(running)
        finally:
            self._stopped.set()

    def _enqueue(self, order: Generation) -> None:
        """Queue an order of this process once: what has begun, or is here already, is not new."""
        if order.status != OrderStatus.HELD or order.started_at is not None:
            return
        if order.owner != self._studio.instance:
            return
        if self._mine.take(order, self._studio.now()):
            self._queue.put(order.id)

    def _work(self, name: str) -> None:
        self._busy.pop(name, None)  # a worker of this name may have died of its order
        while (order_id := self._queue.get()) is not None:
            try:
                self._busy[name] = order_id
                self._carry(order_id)
            finally:
                self._mine.drop([order_id])
                self._busy.pop(name, None)

    def _queue_the_lost(self) -> None:
        """Queue what was neither waiting nor worked on at this look and the one before.

        A worker that dies between taking an order and beginning it leaves it to nobody.
        """
        with self._queue.mutex:
            waiting = set(self._queue.queue)
        astray = self._mine.ids() - waiting - set(self._busy.values())
        for order_id in astray & self._astray:
            log.warning("order.queued_again", order=order_id)
            self._queue.put(order_id)
        self._astray = astray

    def _carry(self, order_id: str) -> None:
        work = self._mine.find(order_id)
        if work is None or work.cancel.is_set:
            return
        try:
            generation.run(self._studio, order_id, work.cancel, work.clock)
        except StudioError:
            pass  # the order's row tells; generation has logged it
        except BaseException:
            log.exception("order.crashed", order=order_id)

    def _keep(self, every_s: float, chore: Callable[[], object]) -> None:
        while True:
            try:
                self._threads.start()  # who looks after the others must live, too
                chore()
            except Exception:
                log.exception("keeper.failed")
            if self._stopping.wait(every_s):
                return

    def _drop_queued(self) -> list[str]:
        """Take all waiting orders out of the queue and out of our hands; return them."""
        dropped: list[str] = []
        with suppress(queue.Empty):
            while True:
                if (order_id := self._queue.get_nowait()) is not None:
                    dropped.append(order_id)
        self._mine.drop(dropped)
        return dropped

    def _release(self, order_ids: list[str]) -> None:
        if not order_ids:
            return
        interrupted = GenerationFailed(ProviderFault.INTERRUPTED)
        try:
            generation.release(self._studio, order_ids, interrupted)
        except Exception:
            log.exception("orders.release_failed", orders=len(order_ids))


_pools: dict[Studio, Pool] = {}
_pools_lock = threading.Lock()


def current() -> Pool:
    """Return the current studio's pool; start it at first use."""
    studio = current_studio()
    with _pools_lock:
        if studio not in _pools:
            _pools[studio] = Pool(studio).start()
        return _pools[studio]


def stop() -> None:
    """Stop the current studio's pool, if it was ever started; it stays, and takes no orders."""
    with _pools_lock:
        pool = _pools.get(current_studio())
    if pool:
        pool.stop()
