"""Picture files that are of no use any more, deleted after a day of grace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlmodel import col

from core.log import get_logger
from core.pictures import references
from core.tables import GeneratedImage, Generation, OrderStatus, in_status

if TYPE_CHECKING:
    from core.studio import Studio

SWEEP_AGE_S = 24 * 3600  # a reference may wait in a form for its order: a day of grace

log = get_logger()


def sweep(studio: Studio) -> int:
    """Delete files of released orders, of purged pictures, and references that no table names.

    Each after a day; return how many. Files of purged pictures are those that could not be deleted
    with the purge. An upload that its person has not ordered with in that day is forgotten
    first, so that a row alone keeps no file. An order's row is there before its first file: files
    of orders that this database does not know belong to another one that was used with the same
    folder. They stay, and so do all references, because some of them are that database's.
    """
    database = studio.database
    is_shared = False

    def kept_orders(order_ids: list[str]) -> set[str]:
        nonlocal is_shared
        is_purged = col(GeneratedImage.purged_at).is_not(None)
        useless = or_(in_status(OrderStatus.RELEASED), is_purged).label("useless")
        known = select(col(Generation.id), useless).outerjoin(
            GeneratedImage, col(GeneratedImage.generation_id) == col(Generation.id)
        )
        with database.read() as session:
            rows = session.execute(known.where(col(Generation.id).in_(order_ids))).all()
        is_shared = is_shared or len(rows) < len(set(order_ids))
        return set(order_ids) - {row.id for row in rows if row.useless}

    def kept_references(names: list[str]) -> set[str]:
        if is_shared:
            return set(names)
        with database.read() as session:
            return references.named_among(session, names)

    with database.write() as tx:
        references.forget_unused(tx, before=studio.now() - SWEEP_AGE_S * 1000)
    removed = studio.images.sweep(
        kept_orders, kept_references, older_than_s=SWEEP_AGE_S, now_ms=studio.now()
    )
    log.info("files.swept", removed=removed)
    return removed
