"""Picture files that no order names any more, deleted after a day of grace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from core.log import get_logger
from core.models import Generation, OrderStatus

if TYPE_CHECKING:
    from core.studio import Studio

SWEEP_AGE_S = 24 * 3600  # a reference in a form that is not ordered yet has no row: a day of grace

log = get_logger()


def sweep(studio: Studio) -> int:
    """Delete files that no order names and that are older than a day; return how many."""
    database = studio.database

    def kept_orders(order_ids: list[str]) -> set[str]:
        alive = col(Generation.status) != OrderStatus.RELEASED
        query = select(col(Generation.id)).where(col(Generation.id).in_(order_ids), alive)
        with database.read() as session:
            return set(session.scalars(query))

    def kept_references(names: list[str]) -> set[str]:
        query = select(col(Generation.reference)).where(col(Generation.reference).in_(names))
        with database.read() as session:
            return {name for name in session.scalars(query) if name}

    removed = studio.images.sweep(
        kept_orders, kept_references, older_than_s=SWEEP_AGE_S, now_ms=studio.now()
    )
    log.info("files.swept", removed=removed)
    return removed
