"""The bin: a picture leaves the gallery at once, its files after 30 days, its row never.

              trash                       purge, 30 days later
    shown ─────────────▶ in the bin ─────────────▶ purged: its files go, nothing brings it back
          ◀─────────────
              restore

Each arrow is one guarded UPDATE whose rows decide, so that they may race as they like. A picture is
purged first in its row and then on the disk: a kill between the two leaves files that the sweep
takes (`core.orders.sweep`), where the other order could leave a picture without its file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select, update
from sqlmodel import Session, col

from core.database import MOST_IDS, Database
from core.errors import PictureInUse, StorageFailed
from core.log import get_logger
from core.tables import IMAGES, REVEALED, Cell, Experiment
from core.text_checks import is_id

if TYPE_CHECKING:
    from core.studio import Studio

KEEP_DAYS = 30
_DAY_MS = 24 * 3600 * 1000

_SHOWN = IMAGES.c.trashed_at.is_(None)
_IN_BIN = (IMAGES.c.trashed_at.is_not(None), IMAGES.c.purged_at.is_(None))

log = get_logger()


def trash(studio: Studio, person_id: str, order_ids: Sequence[str]) -> list[str]:
    """Move the person's pictures of these orders to the bin; return those that this call moved.

    What is in the bin already, is somebody else's or is no picture is left as it is. Raise
    `PictureInUse` where any is part of an experiment that has not ended, with the first one's
    question: then none is moved.
    """
    now = not_before_it_was_made(studio.now())
    moved = _change(studio, person_id, order_ids, (_SHOWN,), check=_refuse_in_use, trashed_at=now)
    log.info("pictures.trashed", person=person_id, orders=moved)
    return moved


def restore(studio: Studio, person_id: str, order_ids: Sequence[str]) -> list[str]:
    """Take the person's pictures of these orders out of the bin; return those that came back.

    What is not in the bin, purged pictures too, is left as it is.
    """
    restored = _change(studio, person_id, order_ids, _IN_BIN, trashed_at=None)
    log.info("pictures.restored", person=person_id, orders=restored)
    return restored


def purge(studio: Studio) -> int:
    """Delete the files of pictures that have been in the bin for 30 days; return how many.

    A file that can't be deleted now is tried again with each sweep.
    """
    purged = 0
    while order_ids := _mark_purged(studio):
        for order_id in order_ids:
            with suppress(StorageFailed):
                studio.images.remove(order_id)
        purged += len(order_ids)
    if purged:
        log.info("pictures.purged", purged=purged)
    return purged


def is_purged(database: Database, order_id: str) -> bool:
    """Return whether an order's picture is purged: for who has just found its files missing."""
    query = select(IMAGES.c.purged_at).where(IMAGES.c.generation_id == order_id)
    with database.read() as session:
        return session.scalar(query) is not None


def not_before_it_was_made(now: int) -> Any:
    """Return `now`, or the picture's own instant where the wall's clock has been set back since."""
    return case((IMAGES.c.created_at > now, IMAGES.c.created_at), else_=now)


def _mark_purged(studio: Studio) -> list[str]:
    """Mark the next of the pictures whose time is over; return their orders."""
    now = studio.now()
    over = (*_IN_BIN, IMAGES.c.trashed_at <= now - KEEP_DAYS * _DAY_MS)
    with studio.database.write() as tx:
        return _set(tx, over, purged_at=now)


def _refuse_in_use(tx: Session, person_id: str, order_ids: Sequence[str]) -> None:
    """Refuse what an experiment still needs: until its votes are revealed, or it is archived."""
    voting = and_(col(Experiment.voters) > 0, ~REVEALED)
    unended = and_(col(Experiment.voters) == 0, col(Experiment.archived_at).is_(None))
    needed = (
        select(col(Experiment.question), func.count().label("pictures"))
        .select_from(Cell)
        .join(Experiment, col(Experiment.id) == col(Cell.experiment_id))
        .where(col(Cell.order_id).in_(order_ids), col(Experiment.owner) == person_id)
        .where(or_(voting, unended))
        .group_by(col(Experiment.id), col(Experiment.question), col(Experiment.created_at))
        .order_by(col(Experiment.created_at), col(Experiment.id))
    )
    if found := tx.execute(needed).all():
        pictures = sum(row.pictures for row in found)
        raise PictureInUse(pictures=pictures, question=found[0].question, experiments=len(found))


def _unchecked(tx: Session, person_id: str, order_ids: Sequence[str]) -> None:
    """Refuse nothing."""


def _change(
    studio: Studio,
    person_id: str,
    order_ids: Sequence[str],
    state: Sequence[Any],
    *,
    check: Callable[[Session, str, Sequence[str]], None] = _unchecked,
    **values: Any,
) -> list[str]:
    """Set columns of the person's pictures that are in a state; return the orders in their order.

    All of them in one transaction, or none where `check` refuses some.
    """
    wanted = sorted({order_id for order_id in order_ids if is_id(order_id)})
    changed: set[str] = set()
    with studio.database.write() as tx:
        for start in range(0, len(wanted), MOST_IDS):
            named = wanted[start : start + MOST_IDS]
            check(tx, person_id, named)
            some = IMAGES.c.generation_id.in_(named)
            changed.update(_set(tx, (IMAGES.c.user_id == person_id, some, *state), **values))
    return [order_id for order_id in dict.fromkeys(order_ids) if order_id in changed]


def _set(tx: Session, conditions: Sequence[Any], **values: Any) -> list[str]:
    """Set columns of the first MOST_IDS pictures that meet conditions; return their orders.

    They are locked by their ids before: else two who change many would lock each other out.
    """
    first = select(IMAGES.c.generation_id).where(*conditions).order_by(IMAGES.c.generation_id)
    locked = list(tx.scalars(first.limit(MOST_IDS).with_for_update()))
    named = IMAGES.c.generation_id.in_(locked)
    change = update(IMAGES).where(named, *conditions).values(**values)
    return list(tx.scalars(change.returning(IMAGES.c.generation_id)))
