"""The end of the pool within 10 s, whatever waits and whatever hangs."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from core.database import MOST_IDS
from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.log import get_logger
from core.orders import endings
from core.orders.pool.in_progress import InProgress
from core.orders.pool.lanes import Lanes
from core.processes.threads import Supervisor

if TYPE_CHECKING:
    from core.studio import Studio

WAITING_S = 2.0  # to release what waits; the rest is recovered by whoever starts next
DRAIN_S = 5.0  # for what is running to end by itself
STOP_S = 9.0

log = get_logger()


class Ending:
    """Release what waits, let what runs end for up to 5 s, release that too."""

    def __init__(
        self,
        studio: Studio,
        mine: InProgress,
        lanes: Lanes,
        threads: Supervisor,
        *,
        stop_s: float = STOP_S,
    ) -> None:
        self._studio = studio
        self._mine = mine
        self._lanes = lanes
        self._threads = threads
        self._stop_s = stop_s
        self._is_over = threading.Event()

    def run(self) -> None:
        """End everything; return within 9 s, even if the database answers nothing.

        Recovery has the rest.
        """
        self._threads.stop()
        threading.Thread(target=self._end_all, name="stopping", daemon=True).start()
        if not self._is_over.wait(self._stop_s):
            log.error("pool.stopped_halfway", left=len(self._mine.ids()))

    def _end_all(self) -> None:
        try:
            self._end_waiting()
            self._drain()
            end_running(self._studio, self._mine)
        finally:
            self._is_over.set()

    def _end_waiting(self) -> None:
        ends_at = time.monotonic() + WAITING_S
        waiting = self._lanes.close()
        while waiting and time.monotonic() < ends_at:
            _release(self._studio, waiting[:MOST_IDS])
            del waiting[:MOST_IDS]

    def _drain(self) -> None:
        ends_at = time.monotonic() + DRAIN_S
        for worker in self._lanes.workers:
            self._threads.join(worker, ends_at - time.monotonic())


def end_running(studio: Studio, mine: InProgress) -> None:
    """Release what is still in hand, as interrupted, and give its calls up."""
    running = sorted(mine.ids())
    for start in range(0, len(running), MOST_IDS):
        _release(studio, running[start : start + MOST_IDS])
    mine.give_up(running)


def _release(studio: Studio, order_ids: list[str]) -> None:
    interrupted = GenerationFailed(ProviderFault.INTERRUPTED)
    try:
        endings.release(studio, order_ids, interrupted)
    except Exception:
        log.exception("orders.release_failed", orders=len(order_ids))
