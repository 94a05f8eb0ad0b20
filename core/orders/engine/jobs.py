"""Jobs: one for each order that waits, deferred in the transaction of its hold.

Each service has a queue of its own, as it has a lane in the pool. Whose turn it is stands in the
job's priority, which PostgreSQL hands out from the highest on, the oldest first among equals:

    a click    −turn, which `turns` gives it among the clicks that wait there
    a batch    −turn − 1,000,000,000: behind every click
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count, groupby
from typing import TYPE_CHECKING, Any

from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job
from sqlalchemy import text
from sqlmodel import Session, col, select

from core.database import MOST_IDS, connection_of
from core.errors import StorageFailed
from core.log import get_logger
from core.orders.engine.turns import Line, next_turn
from core.tables import Generation, OrderStatus, in_status

if TYPE_CHECKING:
    from core.studio import Studio

TASK = "order"
BEHIND_CLICKS = 1_000_000_000
STALLED_S = 30  # without a heartbeat, of which there is one in 10 s: its worker is dead

# Never opened: whatever it does is done on a connection of ours, in a transaction of ours.
_APP = App(connector=SyncPsycopgConnector())

_LINES = text("""
    SELECT args ->> 'person' AS person, MIN(-priority) AS first, MAX(-priority) AS last
    FROM procrastinate_jobs
    WHERE queue_name = :service AND status = 'todo' AND (priority <= -:behind) = :batch
    GROUP BY args ->> 'person'
""")

# What wakes for nothing, and what a dead worker has: where its order still waits it is missing now.
_USELESS = text("""
    DELETE FROM procrastinate_jobs WHERE id IN (
        SELECT job.id FROM procrastinate_jobs AS job
        WHERE job.task_name = :task AND (
            job.status NOT IN ('todo', 'doing')
            OR (job.status = 'todo' AND NOT EXISTS (
                SELECT 1 FROM generation AS own
                WHERE own.id = job.queueing_lock AND own.status = 'held'))
            OR (job.status = 'doing' AND NOT EXISTS (
                SELECT 1 FROM procrastinate_workers AS worker WHERE worker.id = job.worker_id
                AND worker.last_heartbeat > NOW() - make_interval(secs => :stalled_s))))
        FOR UPDATE SKIP LOCKED)
    RETURNING id
""")

_MISSING = (
    select(Generation)
    .where(in_status(OrderStatus.HELD), col(Generation.owner).is_(None))
    .where(col(Generation.started_at).is_(None))
    .where(
        text(
            "NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS job"
            " WHERE job.queueing_lock = generation.id AND job.status IN ('todo', 'doing'))"
        )
    )
    .order_by(col(Generation.created_at), col(Generation.id))
    .limit(MOST_IDS)
)

_OF_ORDER = text("""
    SELECT id FROM procrastinate_jobs
    WHERE queueing_lock = :order AND status IN ('todo', 'doing') ORDER BY id
""")

log = get_logger()


def defer(tx: Session, orders: Iterable[Generation]) -> None:
    """Defer a job for each order, in the transaction that holds them.

    Raise `StorageFailed`, or procrastinate's `AlreadyEnqueued` where one has its job.
    Workers hear of them when it commits, and of nothing if it is rolled back.
    """
    jobs = [
        _job(order, turn)
        for _, line in groupby(sorted(orders, key=_line), key=_line)
        for order, turn in _turns(tx, list(line))
    ]
    with _translated():
        _APP.job_manager.batch_defer_jobs(jobs, connection=_driver(tx))


def drop(studio: Studio, order_id: str) -> None:
    """Let an order that has ended wake nobody; whoever works on it is told at once to stop."""
    with studio.database.write() as tx:
        for job_id in tx.scalars(_OF_ORDER, {"order": order_id}).all():
            with _translated():
                _APP.job_manager.cancel_job_by_id(
                    job_id, abort=True, delete_job=True, connection=_driver(tx)
                )


def mend(studio: Studio) -> None:
    """Defer the jobs that are missing; delete those that wake for nothing, or that the dead have.

    Any process may, and several at once: a job is there once. Raise `StorageFailed`.
    """
    of_jobs = {"task": TASK, "stalled_s": STALLED_S}
    with suppress(AlreadyEnqueued), studio.database.write() as tx:  # another keeper was first
        deleted = len(tx.execute(_USELESS, of_jobs).all())
        missing = tx.scalars(_MISSING).all()
        if missing:
            defer(tx, missing)
        for order in missing:
            log.warning("order.deferred_again", order=order.id)
        if deleted:
            log.info("jobs.deleted", jobs=deleted)


def _line(order: Generation) -> tuple[str, bool, str]:
    return order.provider, order.batch, order.user_id


def _turns(tx: Session, line: Sequence[Generation]) -> Iterator[tuple[Generation, int]]:
    """Return one person's orders of one class and service, oldest first, each with its turn."""
    first = line[0]
    behind = BEHIND_CLICKS if first.batch else 0
    wanted = {"service": first.provider, "batch": first.batch, "behind": BEHIND_CLICKS}
    lines = {
        row.person: Line(row.first - behind, row.last - behind)
        for row in tx.execute(_LINES, wanted)
    }
    oldest_first = sorted(line, key=lambda one: (one.created_at, one.id))
    yield from zip(oldest_first, count(next_turn(lines, first.user_id)), strict=False)


def _job(order: Generation, turn: int) -> Job:
    return Job(
        id=None,
        queue=order.provider,
        lock=None,
        queueing_lock=order.id,
        task_name=TASK,
        priority=-turn - (BEHIND_CLICKS if order.batch else 0),
        task_kwargs={"order": order.id, "person": order.user_id},
    )


def _driver(tx: Session) -> Any:
    return connection_of(tx).connection.driver_connection


@contextmanager
def _translated() -> Iterator[None]:
    """Translate what the database raises through procrastinate, as `core.database` does."""
    try:
        yield
    except AlreadyEnqueued:
        raise
    except ConnectorException as error:
        raise StorageFailed("database") from error
