"""The copies that voters see: nothing but their pixels tells two of them apart.

A copy is made once for each picture, before anybody is told a token for it: so the first who looks
waits no longer for one service's format than for another's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, or_, select
from sqlmodel import col

from core.errors import InvalidImage
from core.pictures.uploads import blind_copy
from core.tables import Ballot, GeneratedImage, Pair

if TYPE_CHECKING:
    from core.studio import Studio

_TOKEN = re.compile(r"[0-9a-f]{32}")


def prepare(studio: Studio, *order_ids: str) -> None:
    """Make the copies of these orders' pictures that are not there.

    Raise `InvalidImage` for a picture whose file is gone or damaged, `DecoderFailed` where it can't
    be told, or `StorageFailed`.
    """
    for order_id in order_ids:
        if not studio.images.has_blind(order_id):
            _make(studio, order_id)


def open_token(studio: Studio, token: str) -> bytes | None:
    """Return the JPEG that a ballot's token shows; None for any other words, and where it is gone.

    The token is the secret: who has it may look. Raise `DecoderFailed` or `StorageFailed`.
    """
    order_id = _order_of(studio, token) if _TOKEN.fullmatch(token) else None
    if order_id is None:
        return None
    try:
        if studio.images.has_blind(order_id):
            return studio.images.read_blind(order_id)
        return _make(studio, order_id)  # after a restore: copies are in no dump
    except InvalidImage:
        return None


def _make(studio: Studio, order_id: str) -> bytes:
    copy = blind_copy(studio.images.read_original(order_id))
    studio.images.store_blind(order_id, copy)
    return copy


def _order_of(studio: Studio, token: str) -> str | None:
    with studio.database.read() as session:
        row = session.execute(_BALLOT, {"token": token}).first()
        if row is None:
            return None
        is_left = row.left_token == token
        order_id: str = row.arm_order if is_left == row.arm_is_left else row.base_order
        purged = session.scalar(_PURGED, {"order": order_id})
    return None if purged is not None else order_id


_BALLOT: Select[*tuple[Any, ...]] = (
    select(
        col(Ballot.left_token), col(Ballot.arm_is_left), col(Pair.arm_order), col(Pair.base_order)
    )
    .join(Pair, col(Pair.id) == col(Ballot.pair_id))
    .where(
        or_(
            col(Ballot.left_token) == bindparam("token"),
            col(Ballot.right_token) == bindparam("token"),
        )
    )
)
_PURGED = select(col(GeneratedImage.purged_at)).where(
    col(GeneratedImage.generation_id) == bindparam("order")
)
