"""Pauses of calls between two tries: a worker writes them beside its job, web processes read them.

A job's row is there for as long as its order is worked on, and its `args` are ours: procrastinate
reads them once, when it hands the job out. Ends are instants of the database's clock, the one that
all processes have.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import text

from core.errors import StorageFailed
from core.log import get_logger
from core.providers.calls import Pause

if TYPE_CHECKING:
    from core.orders.pool.in_progress import InProgress
    from core.studio import Studio

TELL_S = 1.0  # between two looks for pauses that have begun or ended: pages look as often
READ_S = 1.0

_BEGINS = text("""
    UPDATE procrastinate_jobs SET args = args || jsonb_build_object('pause', jsonb_build_object(
        'reason', CAST(:reason AS text), 'retry', CAST(:retry AS integer),
        'until', EXTRACT(EPOCH FROM clock_timestamp()) + CAST(:seconds AS double precision)))
    WHERE queueing_lock = :order AND status = 'doing'
""")
_ENDS = text("""
    UPDATE procrastinate_jobs SET args = args - 'pause'
    WHERE queueing_lock = :order AND status = 'doing'
""")
_NOW = text("""
    SELECT queueing_lock AS id, args -> 'pause' ->> 'reason' AS reason,
           CAST(args -> 'pause' ->> 'retry' AS integer) AS retry,
           CAST(args -> 'pause' ->> 'until' AS double precision)
               - CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS double precision) AS seconds
    FROM procrastinate_jobs WHERE status = 'doing' AND args -> 'pause' IS NOT NULL
""")

log = get_logger()


class Teller:
    """Write down the pauses of a worker's orders; no call waits for it."""

    def __init__(self, studio: Studio, mine: InProgress) -> None:
        self._studio = studio
        self._mine = mine
        self._told: dict[str, int] = {}

    def tell(self) -> None:
        """Write what has begun or ended since the last time. Raise `StorageFailed`.

        Without such a thing nothing is asked of the database.
        """
        pauses = self._mine.pauses()
        retries = {order_id: pause.retry for order_id, pause in pauses.items()}
        if retries == self._told:
            return
        changes = sorted(dict(retries.items() ^ self._told.items()))
        with self._studio.database.write() as tx:
            for order_id in changes:
                if pause := pauses.get(order_id):
                    facts = {"reason": pause.reason, "retry": pause.retry, "seconds": pause.seconds}
                    tx.execute(_BEGINS, {"order": order_id, **facts})
                else:
                    tx.execute(_ENDS, {"order": order_id})
        self._told = retries


class Told:
    """Know the pauses that workers have told of: read once a second, whoever asks how often."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._lock = threading.Lock()
        self._read: dict[str, Pause] = {}
        self._read_s = float("-inf")

    def find(self, order_id: str) -> Pause | None:
        """Return an order's pause with the seconds that are left of it; None between pauses."""
        with self._lock:
            age_s = self._studio.monotonic() - self._read_s
            if age_s >= READ_S:
                self._read, age_s = self._of_database(), 0.0
                self._read_s = self._studio.monotonic()
            pause = self._read.get(order_id)
        return replace(pause, seconds=max(0.0, pause.seconds - age_s)) if pause else None

    def _of_database(self) -> dict[str, Pause]:
        """Return all that is told now, but not of who died meanwhile, whose pauses end with nobody.

        Nothing while the database is away: pages say so.
        """
        try:
            with self._studio.database.read() as session:
                rows = session.execute(_NOW).all()
        except StorageFailed:
            log.exception("pauses.not_read")
            return {}
        paused = (row for row in rows if row.seconds > 0)
        return {row.id: Pause(row.reason, row.retry, row.seconds) for row in paused}
