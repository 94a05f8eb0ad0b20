"""How many orders stand before a waiting one: the rule of `core.orders.pool.turns`, from the rows.

`place` is an order's place among those of its person, class and lane. Taking turns means: all first
orders, in the order in which their persons' turns began, then all second ones. A lane is one
service in one process, which the orders name as their owner. An order that is nobody's yet waits
for workers in other processes: then their engine's rule holds, which stands in its jobs.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session

from core.orders.engine import ahead as in_engine

# What ended after a person's oldest waiting order came may have begun after it, too.
_AHEAD = text("""
    WITH held AS (
        SELECT id, user_id, owner, provider, batch, created_at, started_at,
               ROW_NUMBER() OVER (
                   PARTITION BY owner, provider, batch, user_id, started_at IS NULL
                   ORDER BY created_at, id
               ) AS place,
               MIN(CASE WHEN started_at IS NULL THEN created_at END) OVER line AS oldest,
               COALESCE(MAX(started_at) OVER line, 0) AS begun,
               COUNT(started_at) OVER lane AS made
        FROM generation WHERE status = 'held'
        WINDOW lane AS (PARTITION BY owner, provider),
               line AS (PARTITION BY owner, provider, batch, user_id)
    ), waiting AS (
        SELECT held.*, CASE WHEN place = 1 THEN COALESCE((
                   SELECT MAX(ended.started_at) FROM generation AS ended
                   WHERE ended.user_id = held.user_id AND ended.ended_at > held.oldest
                     AND ended.owner = held.owner AND ended.provider = held.provider
                     AND ended.batch = held.batch
               ), 0) END AS ended
        FROM held WHERE started_at IS NULL
    ), turns AS (
        SELECT id, user_id, owner, provider, batch, created_at, made, place, oldest, begun,
               MAX(ended) OVER (PARTITION BY owner, provider, batch, user_id) AS ended
        FROM waiting
    ), numbered AS (
        SELECT id, user_id, owner, made + ROW_NUMBER() OVER (
                   PARTITION BY owner, provider
                   ORDER BY batch, place, CASE
                       WHEN oldest >= begun AND oldest >= ended THEN oldest
                       WHEN begun >= ended THEN begun
                       ELSE ended
                   END, created_at, id
               ) - 1 AS ahead
        FROM turns
    )
    SELECT id, owner, ahead FROM numbered WHERE user_id = :person
""")


def orders_ahead(session: Session, person_id: str) -> dict[str, int]:
    """Return how many orders stand before each waiting one of a person.

    Those are what its lane is making, and what waits there and will begin before it if nothing
    else comes.
    """
    rows = session.execute(_AHEAD, {"person": person_id}).all()
    if any(row.owner is None for row in rows) and not _is_sqlite(session):
        return in_engine.orders_ahead(session, person_id)
    return {row.id: row.ahead for row in rows}


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
