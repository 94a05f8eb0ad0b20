"""A worker: takes the orders that PostgreSQL hands out, and carries them as the pool's workers do.

lanes      for each service a procrastinate worker of its own, with WORKERS orders at a time
an order   runs on a thread of its own: shared threads would let other work hold orders up
a stop     what runs gets 5 s to end, then it is released; what waits stays for others
an outage  of the database ends a lane, which begins again; orders being made go on meanwhile
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.job_context import AbortReason

from core.errors import StorageFailed
from core.log import get_logger
from core.orders.engine import jobs
from core.orders.engine.connecting import conninfo
from core.orders.engine.pauses import TELL_S, Teller
from core.orders.pool.carrying import carry
from core.orders.pool.ending import DRAIN_S, end_running
from core.orders.pool.in_progress import InProgress
from core.orders.pool.keepers import RECOVER_S, RENEW_S, Chore, Keepers
from core.orders.pool.leases import renew
from core.tables import Generation, OrderStatus

if TYPE_CHECKING:
    from core.studio import Studio

LOOK_S = 1.0  # between two looks for jobs: a notice may be missed while the last one is served
BEGIN_AGAIN_S = 1.0  # after a lane has ended without being told to
LANES_S = 2.0  # for the lanes to end, once what they drained is over
RELEASE_S = 3.0  # to release what did not end in time; recovery has the rest
CLOSE_S = 3.0

log = get_logger()


class Worker(Keepers):
    """Work on the orders of the studio's services, in this process and until `stop`."""

    def __init__(
        self,
        studio: Studio,
        *,
        renew_s: float = RENEW_S,
        recover_s: float = RECOVER_S,
        drain_s: float = DRAIN_S,
    ) -> None:
        self._studio = studio
        self._drain_s = drain_s
        self._mine = InProgress(studio.monotonic)
        self._told = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        chores = {
            "renew": Chore(renew_s, partial(renew, studio, self._mine, self._mine.give_up)),
            "mend": Chore(recover_s, partial(jobs.mend, studio)),
            "pauses": Chore(TELL_S, Teller(studio, self._mine).tell),
        }
        super().__init__(studio, chores, recover_s=recover_s, living=self._mine.ids)

    def stop(self) -> None:
        """Let `run` end; may be called from any thread and from a signal's handler."""
        if self._loop is None:  # `run` has not begun: it will see it
            self._told.set()
            return
        with suppress(RuntimeError):  # it has ended
            self._loop.call_soon_threadsafe(self._told.set)

    async def run(self) -> None:
        """Work until told to stop; then return within 15 s, even if the database is gone."""
        self._loop = asyncio.get_running_loop()
        self.start()
        url = self._studio.settings.database
        app = App(connector=PsycopgConnector(conninfo=conninfo(url)))
        app.task(name=jobs.TASK, queue="", pass_context=True)(self._work)
        await app.open_async()
        lanes = [asyncio.create_task(self._lane(app, name)) for name in self._studio.services]
        log.info("worker.started", services=sorted(self._studio.services))
        await self._told.wait()
        log.info("worker.stopping", orders=len(self._mine.ids()))
        for lane in lanes:
            lane.cancel()
        await asyncio.wait(lanes, timeout=self._drain_s + LANES_S)
        await self._end()
        with suppress(TimeoutError):
            await asyncio.wait_for(app.close_async(), CLOSE_S)
        log.info("worker.stopped", left=len(self._mine.ids()))

    async def _lane(self, app: App, service: str) -> None:
        """Take one service's orders until cancelled; begin again whenever the database was away.

        Procrastinate's worker then ends as if it had been told to, after `_drain_s`.
        """
        while True:
            try:
                await app.run_worker_async(
                    queues=[service],
                    name=f"{service}-{self._studio.instance}",
                    concurrency=self._studio.settings.workers,
                    fetch_job_polling_interval=LOOK_S,
                    shutdown_graceful_timeout=self._drain_s,
                    delete_jobs="always",
                    install_signal_handlers=False,
                )
            except Exception:
                log.exception("worker.lane_failed", service=service)
            log.warning("worker.lane_begins_again", service=service)
            await asyncio.sleep(BEGIN_AGAIN_S)

    async def _work(self, context: JobContext, order: str, person: str) -> None:  # noqa: ARG002
        """Carry a job's order; end with it, or when it is cancelled, or when the lane ends.

        The lane's end is not the order's: `run` ends what is left, if the worker is to stop.
        """
        try:
            await _on_a_thread(f"order-{order}", partial(self._carry, order))
        except asyncio.CancelledError:
            if context.abort_reason() is AbortReason.USER_REQUEST:
                self._mine.give_up([order])
            raise

    def _carry(self, order_id: str) -> None:
        try:
            with self._studio.database.read() as session:
                order = session.get(Generation, order_id)
        except StorageFailed:  # its job is gone, and the order still nobody's: a keeper sees that
            log.exception("order.not_read", order=order_id)
            return
        if order is None or order.status != OrderStatus.HELD or order.started_at is not None:
            return
        if self._mine.take(order, self._studio.now()):
            log.info("order.taken", order=order_id, worker=self._studio.instance)
            carry(self._studio, self._mine, order_id)

    async def _end(self) -> None:
        """Release what still runs, as interrupted, and then give its calls up."""
        ending = _on_a_thread("ending", partial(end_running, self._studio, self._mine))
        with suppress(TimeoutError):
            await asyncio.wait_for(ending, RELEASE_S)
        self._stopping.set()
        self._threads.stop()


def _on_a_thread(name: str, work: Callable[[], None]) -> asyncio.Future[None]:
    """Run `work` on a daemon thread, which nobody's end waits for; return when it has ended."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def conclude() -> None:
        if not ended.done():
            ended.set_result(None)

    def run() -> None:
        try:
            work()
        finally:
            with suppress(RuntimeError):  # the loop has ended first
                loop.call_soon_threadsafe(conclude)

    threading.Thread(target=run, name=name, daemon=True).start()
    return ended
