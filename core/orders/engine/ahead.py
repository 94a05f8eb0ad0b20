"""How many orders stand before a waiting one, where workers in other processes make them.

A lane is one service over all workers: what they are making, then what PostgreSQL hands out next,
by the rule that `core.orders.engine.jobs` has written into the jobs. What a worker has been handed
and not begun is first. What has no job at this instant gets one from a keeper, behind the others.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session

_AHEAD = text("""
    WITH open_orders AS (
        SELECT own.id, own.user_id, own.provider, own.created_at, own.started_at,
               job.id AS job, job.priority, COALESCE(job.status = 'doing', FALSE) AS is_handed
        FROM generation AS own LEFT JOIN procrastinate_jobs AS job
          ON job.queueing_lock = own.id AND job.status IN ('todo', 'doing')
        WHERE own.status = 'held'
    ), numbered AS (
        SELECT id, user_id, started_at, ROW_NUMBER() OVER (
                   PARTITION BY provider
                   ORDER BY started_at IS NULL, NOT is_handed, priority DESC NULLS LAST, job,
                            created_at, id
               ) - 1 AS ahead
        FROM open_orders
    )
    SELECT id, ahead FROM numbered WHERE user_id = :person AND started_at IS NULL
""")


def orders_ahead(session: Session, person_id: str) -> dict[str, int]:
    """Return how many orders stand before each waiting one of a person, if nobody else comes."""
    rows = session.execute(_AHEAD, {"person": person_id})
    return {row.id: row.ahead for row in rows}
