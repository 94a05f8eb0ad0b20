"""Where a picture that comes back is from: which of the person's own orders made it.

A file is looked at as bytes only and never decoded: whatever it is, it costs a digest and a search.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import bindparam, select
from sqlmodel import col

from core.database import Database
from core.orders.views import reads
from core.orders.views.reads import OrderLife
from core.pictures.label import order_numbers
from core.tables import GeneratedImage, Generation, OrderStatus, User, in_status

MOST_ALIKE = 100  # equal pictures that are counted
END_BYTES = 1_000_000  # of a file, from either end, are searched: metadata stands there

# By way of the person's own orders, which have an index: no digest has one.
_SAME = (
    select(col(Generation.id))
    .join(GeneratedImage, col(GeneratedImage.generation_id) == col(Generation.id))
    .where(
        col(Generation.user_id) == bindparam("person"),
        in_status(OrderStatus.SETTLED),
        col(GeneratedImage.sha256) == bindparam("digest"),
    )
    .order_by(col(Generation.created_at).desc(), col(Generation.id).desc())
    .limit(MOST_ALIKE)
)


class FoundBy(StrEnum):
    """How an order was found, and so how sure it is."""

    BYTES = "bytes"  # the file is the original
    NUMBER = "number"  # the file says this number, as anybody's may


@dataclass(frozen=True)
class Origin:
    """The order that a file is from; `alike` counts the person's other pictures of equal bytes."""

    life: OrderLife
    by: FoundBy
    alike: int = 0


def find(database: Database, person: User, data: bytes) -> Origin | None:
    """Return which of the person's own settled orders a file is from, the newest of equal ones.

    None for anything else: whether it is somebody else's picture is not told.
    """
    return _by_bytes(database, person, data) or _by_number(database, person, data)


def _by_bytes(database: Database, person: User, data: bytes) -> Origin | None:
    wanted = {"person": person.id, "digest": sha256(data).hexdigest()}
    with database.read() as session:
        same = session.scalars(_SAME, wanted).all()
    if not same:
        return None
    life = reads.find(database, person, same[0])
    return Origin(life, FoundBy.BYTES, alike=len(same) - 1)


def _by_number(database: Database, person: User, data: bytes) -> Origin | None:
    numbers = order_numbers(_ends_of(data))
    lives = reads.find_all(database, person, numbers) if numbers else {}
    for number in numbers:
        life = lives.get(number)
        if life and life.order.status == OrderStatus.SETTLED:
            return Origin(life, FoundBy.NUMBER)
    return None


def _ends_of(data: bytes) -> bytes:
    if len(data) <= 2 * END_BYTES:
        return data
    return b"\0".join((data[:END_BYTES], data[-END_BYTES:]))
