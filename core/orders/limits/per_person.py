"""What each person uses of the limits now, as an administrator reads it: page by page, or all.

Counted as `personal` counts them for a refusal: the tokens of a day and the orders clicked within a
minute from the day's orders, the open clicks from those that are held, however old.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel import col

from core.database import Database, Source
from core.listing.pages import MOST_LISTS, Listed, Page, fetch_all, fetch_page, like, listed
from core.orders.limits.personal import DAY_MS, MINUTE_MS
from core.tables import Account, Generation, OrderStatus, User, in_status

_CHARGED = col(Generation.status).in_((OrderStatus.HELD, OrderStatus.SETTLED))
_CLICKED = and_(col(Generation.created_at) > bindparam("minute"), ~col(Generation.batch))
# Added up after both are put together: by person at once SQLite reads all orders, in the order of
# an index that has the person first.
_OF_THE_DAY = select(
    col(Generation.user_id),
    case((_CHARGED, col(Generation.cost)), else_=0).label("tokens"),
    case((_CLICKED, 1), else_=0).label("clicks"),
    literal(0).label("open_clicks"),
).where(col(Generation.created_at) > bindparam("since"))
_OPEN = select(col(Generation.user_id), literal(0), literal(0), literal(1)).where(
    in_status(OrderStatus.HELD), ~col(Generation.batch)
)


@dataclass(frozen=True)
class UseFilter:
    """Narrow the people by words of their names and e-mails; "" means all."""

    words: str = ""


class PersonUse(NamedTuple):
    """What a person uses: tokens of 24 hours, orders clicked within a minute, open ones clicked."""

    id: str
    name: str
    tokens: int
    clicks: int
    open_clicks: int


def list_use(
    source: Source, chosen: UseFilter, *, now: int, number: int, size: int
) -> Page[PersonUse]:
    """Return one page of who has ordered within 24 hours or waits, most tokens first."""
    return fetch_page(source, _at(chosen, now), PersonUse, number=number, size=size)


def all_use(database: Database, chosen: UseFilter, *, now: int) -> Iterator[PersonUse]:
    """Yield everybody of the filter in the list's order, for an export."""
    return fetch_all(database, _at(chosen, now), PersonUse)


def _at(chosen: UseFilter, now: int) -> Listed:
    """Return the list's statements with the instants from which orders count."""
    return _people(chosen).given({"since": now - DAY_MS, "minute": now - MINUTE_MS})


@lru_cache(MOST_LISTS)
def _people(chosen: UseFilter) -> Listed:
    each = union_all(_OF_THE_DAY, _OPEN).subquery()
    sums: list[Any] = [  # PostgreSQL's sums are no whole numbers by themselves
        cast(func.sum(each.c[name]), BigInteger).label(name)
        for name in ("tokens", "clicks", "open_clicks")
    ]
    used = select(each.c.user_id, *sums).group_by(each.c.user_id).subquery()
    query: Select[*tuple[Any, ...]] = (
        select(col(User.id), col(User.name), used.c.tokens, used.c.clicks, used.c.open_clicks)
        .join(used, used.c.user_id == col(User.id))
        .outerjoin(Account, col(Account.user_id) == col(User.id))
        .where(
            *(
                or_(
                    col(User.name).ilike(pattern, escape="\\"),
                    col(Account.email).ilike(pattern, escape="\\"),
                )
                for pattern in like(chosen.words)
            )
        )
    )
    return listed(query, newest_by=(used.c.tokens, col(User.id)))
