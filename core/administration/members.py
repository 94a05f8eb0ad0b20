"""The people as an administrator sees them: what they have, may and did, page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlmodel import Session, col

from core.database import Database, Source, reading
from core.errors import PersonNotFound
from core.listing.pages import MOST_LISTS, Listed, Page, fetch_all, fetch_page, like, listed
from core.tables import Account, Generation, Role, User
from core.text_checks import is_id

RECENT_MS = 30 * 24 * 3600 * 1000  # what counts as activity of late
_OF_PERSON = col(Generation.user_id) == col(User.id)
_ACTIVITY = select(
    col(User.id),
    select(func.max(col(Generation.created_at))).where(_OF_PERSON).scalar_subquery().label("last"),
    select(func.count())
    .where(_OF_PERSON, col(Generation.created_at) >= bindparam("since"))
    .scalar_subquery()
    .label("recent"),
)
_ACTIVITY_OF_SOME = _ACTIVITY.where(col(User.id).in_(bindparam("ids", expanding=True)))
_NO_ORDERS = (0, None)


@dataclass(frozen=True)
class MemberFilter:
    """Narrow the people; "" and None mean all.

    `role` is the one in force: who has one of the `admin_emails` administers, whatever the table.
    """

    words: str = ""
    role: str | None = None
    is_member: bool | None = None
    admin_emails: frozenset[str] = frozenset()


class Found(NamedTuple):
    """A person's row as the list finds it."""

    id: str
    name: str
    email: str | None
    role: str
    is_member: bool
    balance: int
    held: int
    created_at: int


class Member(NamedTuple):
    """A person, with how many orders they placed of late, and when the last one of all."""

    id: str
    name: str
    email: str | None
    role: str
    is_member: bool
    balance: int
    held: int
    created_at: int
    recent_orders: int
    last_order_at: int | None

    @property
    def available(self) -> int:
        """Return what can be spent now: posted tokens less those on hold."""
        return self.balance - self.held


def list_members(
    source: Source, chosen: MemberFilter, *, now: int, number: int, size: int
) -> Page[Member]:
    """Return one page of the people, the newest first; only its rows' orders are counted."""
    with reading(source) as session:
        page = fetch_page(session, _members(chosen), Found, number=number, size=size)
        activity = _activity(session, now, [row.id for row in page.rows])
    rows = [_member(row, activity) for row in page.rows]
    return Page(rows, page.number, page.pages, page.total)


def all_members(database: Database, chosen: MemberFilter, *, now: int) -> Iterator[Member]:
    """Yield all people of the filter as the list has them, for an export."""
    with database.read() as session:
        activity = _activity(session, now)
    for row in fetch_all(database, _members(chosen), Found):
        yield _member(row, activity)


def find_member(source: Source, person_id: str, *, now: int) -> Member:
    """Return one person; raise `PersonNotFound`."""
    with reading(source) as session:
        found = session.execute(_one(), {"person": person_id}).first() if is_id(person_id) else None
        if found is None:
            raise PersonNotFound
        return _member(Found(**found._mapping), _activity(session, now, [person_id]))


def _activity(
    session: Session, now: int, ids: Collection[str] | None = None
) -> dict[str, tuple[int, int | None]]:
    asked: dict[str, Any] = {"since": now - RECENT_MS}
    query = _ACTIVITY
    if ids is not None:
        query, asked["ids"] = _ACTIVITY_OF_SOME, list(ids)
    return {row.id: (row.recent, row.last) for row in session.execute(query, asked)}


def _member(row: Found, activity: dict[str, tuple[int, int | None]]) -> Member:
    recent, last = activity.get(row.id, _NO_ORDERS)
    return Member(**row._asdict(), recent_orders=recent, last_order_at=last)


def _rows() -> Select[*tuple[Any, ...]]:
    query: Select[*tuple[Any, ...]] = select(
        col(User.id),
        col(User.name),
        col(Account.email),
        col(User.role),
        col(User.is_member),
        col(User.balance),
        col(User.held),
        col(User.created_at),
    )
    return query.outerjoin(Account, col(Account.user_id) == col(User.id))


def _one() -> Select[*tuple[Any, ...]]:
    return _rows().where(col(User.id) == bindparam("person"))


@lru_cache(MOST_LISTS)
def _members(chosen: MemberFilter) -> Listed:
    conditions = [
        or_(
            col(User.name).ilike(pattern, escape="\\"),
            col(Account.email).ilike(pattern, escape="\\"),
        )
        for pattern in like(chosen.words)
    ]
    if chosen.role:
        is_named = func.lower(func.coalesce(col(Account.email), "")).in_(chosen.admin_emails)
        has_role = col(User.role) == chosen.role
        is_admin = chosen.role == Role.ADMINISTRATOR
        conditions.append(or_(has_role, is_named) if is_admin else and_(has_role, ~is_named))
    if chosen.is_member is not None:
        conditions.append(col(User.is_member) == chosen.is_member)
    return listed(_rows().where(*conditions), newest_by=(col(User.created_at), col(User.id)))
