"""What a person's clicks have come to: orders as they were placed, open ones and the last ended.

Of what has ended a list is read first, and whole only what somebody looks at. What a batch placed
is shown with what placed it; its tokens are on hold all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sqlalchemy import and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from core.database import Source, reading
from core.orders.views import reads
from core.orders.views.reads import LIVES, OrderLife, read_lives
from core.tables import CANCELLED, Generation, OrderStatus, Outcome, User, in_status, outcome_of

TOGETHER_MS = 1000  # orders of one click are 1 ms apart: see `placing`
T = TypeVar("T")


class EndedOrder(NamedTuple):
    """One of a person's own orders that has ended, without what it was made of and what it made."""

    id: str
    key: str
    placed_by: str
    status: str
    error_code: str
    created_at: int

    @property
    def outcome(self) -> Outcome:
        """Return how the order stands for people."""
        return outcome_of(self.status, self.error_code)


@dataclass(frozen=True)
class Placing:
    """Orders that one click placed together, in the order of their pictures."""

    lives: tuple[OrderLife, ...]

    @property
    def id(self) -> str:
        """Return what its orders share."""
        return placed_as(self.lives[0].order)

    @property
    def is_open(self) -> bool:
        """Return whether any of its orders is open."""
        return any(life.is_open for life in self.lives)

    @property
    def orders(self) -> list[Generation]:
        """Return its orders."""
        return [life.order for life in self.lives]


def open_placings(source: Source, person: User) -> list[Placing]:
    """Return the person's placings with open orders, newest first: also what has ended of them."""
    with reading(source) as session:
        rows = session.execute(_OPEN, {"person": person.id})
        return _together(read_lives(session, person, rows))


def last_ended(source: Source, person: User, *, orders: int) -> list[list[EndedOrder]]:
    """Return the person's last ended orders by placing, newest end first; at most so many.

    Cancelled orders are there in the newest placing alone: people take back many at once, and
    look for pictures here.
    """
    with reading(source) as session:
        rows = session.execute(_ENDED, {"person": person.id, "most": orders + 1})
        ended = [EndedOrder(**row._mapping) for row in rows]
    placings = _by_placing(ended, placed_as)
    # One order more than was asked for is there: of the oldest placing some may be missing.
    return placings[:-1] if len(ended) > orders else placings


def placings_of(source: Source, person: User, order_ids: Sequence[str]) -> list[Placing]:
    """Return some of the person's orders as they were placed, in the order of these ids."""
    lives = reads.find_all(source, person, order_ids) if order_ids else {}
    return _together(lives[each] for each in order_ids if each in lives)


def placed_as(order: Generation | EndedOrder) -> str:
    """Return what the orders of a placing share; the order's own id for one of before that."""
    return order.placed_by or order.id


def _together(lives: Iterable[OrderLife]) -> list[Placing]:
    placings = _by_placing(lives, lambda life: placed_as(life.order))
    return [Placing(tuple(sorted(each, key=_number))) for each in placings]


def _by_placing(orders: Iterable[T], placed: Callable[[T], str]) -> list[list[T]]:
    """Return orders by what they were `placed` as: each stands where the first of it stands."""
    placings: dict[str, list[T]] = {}
    for order in orders:
        placings.setdefault(placed(order), []).append(order)
    return list(placings.values())


def _number(life: OrderLife) -> tuple[int, str]:
    return life.order.created_at, life.order.id


# Built once, for the person of each reader: building them costs more than their answers.
_Other = aliased(Generation)
_of_person = col(_Other.user_id) == bindparam("person")
_held_click = and_(
    col(_Other.status) == literal(OrderStatus.HELD.value, literal_execute=True),
    _of_person,
    ~col(_Other.batch),
)
_OPEN = LIVES.where(
    # By an index: else all orders of the person are read.
    col(Generation.created_at)
    >= select(func.min(_Other.created_at) - TOGETHER_MS).where(_held_click).scalar_subquery(),
    ~col(Generation.batch),
    or_(
        in_status(OrderStatus.HELD),
        col(Generation.placed_by).in_(
            select(col(_Other.placed_by)).where(_held_click, col(_Other.placed_by) != "")
        ),
    ),
).order_by(col(Generation.created_at).desc(), col(Generation.id).desc())
_newest = (
    select(func.nullif(_Other.placed_by, ""))
    .where(_of_person, ~col(_Other.batch), col(_Other.ended_at).is_not(None))
    .order_by(col(_Other.ended_at).desc(), col(_Other.id).desc())
    .limit(1)
    .scalar_subquery()
)
_ENDED = (
    select(*(col(getattr(Generation, name)) for name in EndedOrder._fields))
    .where(
        col(Generation.user_id) == bindparam("person"),
        col(Generation.ended_at).is_not(None),
        ~col(Generation.batch),
        or_(col(Generation.error_code) != CANCELLED, col(Generation.placed_by) == _newest),
    )
    .order_by(col(Generation.ended_at).desc(), col(Generation.id).desc())
    .limit(bindparam("most"))
)
