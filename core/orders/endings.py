"""How an order ends: settled with its picture, released with the reason, cancelled by its person.

Any number of them may race for one order: the guards of `core.ledger.tokens` let one win.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import Session, col

from core import meters
from core.errors import Cancelled, OrderNotFound, StorageFailed, StudioError
from core.ledger import tokens
from core.log import get_logger
from core.pictures.uploads import Picture
from core.tables import GeneratedImage, Generation, OrderStatus, in_status

if TYPE_CHECKING:
    from core.studio import Studio

_TOLD: tuple[Any, ...] = (
    *(Generation.id, Generation.user_id, Generation.prompt_id, Generation.provider),
    *(Generation.cost, Generation.created_at, Generation.ended_at),
)

log = get_logger()


def settle(studio: Studio, order: Generation, picture: Picture, *, now: int) -> None:
    """完成: the picture's row, its entry and the balance become true in one transaction."""
    image = GeneratedImage(
        id=studio.new_id(),
        generation_id=order.id,
        mime=picture.mime,
        width=picture.width,
        height=picture.height,
        size_bytes=len(picture.data),
        sha256=hashlib.sha256(picture.data).hexdigest(),
        created_at=now,
        user_id=order.user_id,
        ordered_at=order.created_at,
    )
    with studio.database.write() as tx:
        settled = tokens.settle(tx, order, image, now=now)
    if not settled:  # cancelled, or recovered by another process: the row says which
        raise Cancelled
    meters.settled(order.provider, order.cost)
    log.info("order.settled", **_ids(order), ms=now - order.created_at)


def release(
    studio: Studio,
    order_ids: Sequence[str],
    error: StudioError,
    *,
    now: int | None = None,
    lease: int | None = None,
) -> list[str]:
    """Give orders' holds back in one transaction, and drop their files; return those released.

    With `lease`, only where the lease still stands there. `now` is the wall's time if not given.
    """
    at = studio.now() if now is None else now
    with studio.database.write() as tx:
        released = tokens.release(tx, order_ids, error, now=at, lease=lease)
        ended = _released(tx, order_ids)
    for order in ended:
        with suppress(StorageFailed):  # a file that cannot be deleted now is swept later
            studio.images.remove(order.id)
        if order.id in released:
            meters.released(order.provider, order.cost, str(error))
            took = (order.ended_at or at) - order.created_at
            log.warning("order.released", **_ids(order), code=str(error), ms=took)
    return released


def _released(tx: Session, order_ids: Sequence[str]) -> Sequence[Any]:
    """Return those of the orders that have no picture, whoever released them."""
    query = select(*map(col, _TOLD)).where(
        col(Generation.id).in_(order_ids), in_status(OrderStatus.RELEASED)
    )
    return tx.execute(query).all()


def take_back(studio: Studio, order_ids: Sequence[str]) -> list[str]:
    """Release those of the orders that nobody has begun, as their person wished; return them.

    What has begun goes on. They are locked by their ids: a worker begins one before, or not at all.
    """
    waiting = (
        select(col(Generation.id))
        .where(col(Generation.id).in_(order_ids), in_status(OrderStatus.HELD))
        .where(col(Generation.started_at).is_(None))
        .order_by(col(Generation.id))
        .with_for_update()
    )
    with studio.database.write() as tx:
        locked = list(tx.scalars(waiting))
        released = tokens.release(tx, locked, Cancelled(), now=studio.now()) if locked else []
        ended = _released(tx, released)
    for order in ended:
        meters.released(order.provider, order.cost, str(Cancelled()))
    log.info("orders.taken_back", orders=released)
    return released


def cancel(studio: Studio, person_id: str, order_id: str, *, now: int | None = None) -> bool:
    """Release a person's order; return False if it had already ended. Raise `OrderNotFound`."""
    with studio.database.read() as session:
        order = session.get(Generation, order_id)
    if order is None or order.user_id != person_id:
        raise OrderNotFound
    return bool(release(studio, [order_id], Cancelled(), now=now))


def _ids(order: Any) -> dict[str, str]:
    return {"order": order.id, "person": order.user_id, "prompt": order.prompt_id}
