"""Orders whose process died: forward if their picture is stored, else their tokens go back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, tuple_
from sqlmodel import col

from core import generation
from core.database import database_errors
from core.errors import (
    Cancelled,
    DecoderFailed,
    GenerationFailed,
    InvalidImage,
    ProviderFault,
    StorageFailed,
)
from core.log import get_logger
from core.models import Generation, OrderStatus, in_status
from core.uploads import check_answer

if TYPE_CHECKING:
    from core.studio import Studio

RECOVERY_BATCH = 100

log = get_logger()


def recover(studio: Studio) -> int:
    """End every order whose lease is over; return how many this call ended.

    Any process may do it, and several at once: the guards decide.
    """
    ended, last = 0, None
    while expired := _expired(studio, after=last):
        progress = sum(_recover_one(studio, order) for order in expired)
        log.warning("orders.recovered", ended=progress, found=len(expired))
        ended += progress
        last = expired[-1]  # what could not be ended is passed over until the next round
    return ended


def _expired(studio: Studio, *, after: Generation | None) -> list[Generation]:
    place = tuple_(col(Generation.expires_at), col(Generation.id))
    query = (
        select(Generation)
        .where(in_status(OrderStatus.HELD))
        .where(col(Generation.expires_at) < studio.now())
        .order_by(col(Generation.expires_at), col(Generation.id))
        .limit(RECOVERY_BATCH)
    )
    if after is not None:
        query = query.where(place > tuple_(after.expires_at, after.id))
    with database_errors(), studio.database.read() as session:
        return list(session.scalars(query))


def _recover_one(studio: Studio, order: Generation) -> bool:
    """Return whether this call ended the order; one that fails must not block the others."""
    try:
        with database_errors():
            return _end_expired(studio, order)
    except (StorageFailed, DecoderFailed):  # a decoder's failure says nothing about the picture
        log.exception("order.recovery_failed", order=order.id)
        return False


def _end_expired(studio: Studio, order: Generation) -> bool:
    """Settle an order whose picture is stored; release any other whose lease is still over."""
    try:
        if studio.images.find_original(order.id) is None:
            interrupted = GenerationFailed(ProviderFault.INTERRUPTED)
            return generation.release(studio, order.id, interrupted, only_expired=True)
        generation.settle(studio, order, check_answer(studio.images.read_original(order.id)))
    except InvalidImage:
        return generation.release(studio, order.id, StorageFailed("files"), only_expired=True)
    except Cancelled:
        return False
    return True
