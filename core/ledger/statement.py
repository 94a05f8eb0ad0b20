"""What the ledger page asks of the entries: their list, the statement of a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, select
from sqlmodel import Session, col

from core.database import Database, Source, reading
from core.listing.pages import MOST_LISTS, Listed, Page, fetch_all, fetch_page, listed
from core.listing.period import Period, narrowed
from core.tables import EntryDigest, EntryType, Prompt, Transaction, User, is_purged

_ITS_DIGEST = and_(
    col(EntryDigest.user_id) == col(Transaction.user_id),
    col(EntryDigest.seq) == col(Transaction.seq),
)
_NEWEST = (col(Transaction.created_at), col(Transaction.id))
_HOLDINGS = select(
    func.count().label("people"),
    func.coalesce(func.sum(col(User.balance)), 0).label("balance"),
    func.coalesce(func.sum(col(User.held)), 0).label("held"),
).select_from(User)
_HOLDINGS_OF_ONE = _HOLDINGS.where(col(User.id) == bindparam("person"))


@dataclass(frozen=True)
class EntryFilter:
    """Narrow the entries; None means all; `person_id` None means everybody."""

    person_id: str | None = None
    type: str | None = None
    prompt_id: str | None = None
    period: Period = Period()


class EntryRow(NamedTuple):
    """One entry of anybody, with nothing in it that only its owner may read."""

    id: int
    person_id: str
    person: str
    seq: int
    key: str
    type: str
    status: str
    amount: int
    balance_after: int
    prompt_title: str | None
    order_id: str | None
    created_at: int
    actor: str
    reason: str
    digest: str | None
    is_purged: bool  # the picture that it paid was in the bin for long, and its files are gone


@dataclass(frozen=True)
class Statement:
    """Sum up a period in whole tokens: opening + granted + adjusted − spent = closing."""

    opening: int
    granted: int
    adjusted: int
    spent: int
    closing: int


@dataclass(frozen=True)
class Holdings:
    """What one person has, or everybody together, in whole tokens."""

    people: int
    balance: int
    held: int

    @property
    def available(self) -> int:
        """Return what can be spent now: posted tokens less those on hold."""
        return self.balance - self.held


def list_entries(source: Source, chosen: EntryFilter, *, number: int, size: int) -> Page[EntryRow]:
    """Return one page of entries, newest first."""
    return fetch_page(source, _entries(chosen), EntryRow, number=number, size=size)


def all_entries(database: Database, chosen: EntryFilter) -> Iterator[EntryRow]:
    """Return every entry of the filter, newest first as in the list, for an export."""
    return fetch_all(database, _entries(chosen), EntryRow)


def overview(source: Source, person_id: str | None, period: Period) -> tuple[Holdings, Statement]:
    """Return what one person, or everybody, has now, and the statement of a period, at one instant.

    Grants and adjustments are few and today's balances are known: what was spent is the rest, and
    no sum has to go over the whole history.
    """
    with reading(source) as session:
        now = _holdings(session, person_id)
        opening = 0 if period.start is None else _before(session, now, person_id, period.start)
        closing = _before(session, now, person_id, period.end)
        moved = _given(session, person_id, period)
    granted, adjusted = moved.get(EntryType.GRANT, 0), moved.get(EntryType.ADJUSTMENT, 0)
    return now, Statement(
        opening, granted, adjusted, spent=opening + granted + adjusted - closing, closing=closing
    )


def _given(session: Session, person_id: str | None, period: Period) -> dict[str, int]:
    """Return the sums of what was granted and of what was adjusted."""
    rows = session.execute(_given_of(person_id, period))
    return {row.type: int(row.tokens) for row in rows}


@lru_cache(MOST_LISTS)
def _given_of(person_id: str | None, period: Period) -> Select[*tuple[Any, ...]]:
    kind = col(Transaction.type)
    return (
        select(kind, func.sum(col(Transaction.amount)).label("tokens"))
        .where(*entries_of(EntryFilter(person_id, period=period)))
        .where(kind.in_((EntryType.GRANT, EntryType.ADJUSTMENT)))
        .group_by(kind)
    )


def _holdings(session: Session, person_id: str | None) -> Holdings:
    query = _HOLDINGS if person_id is None else _HOLDINGS_OF_ONE
    row = session.execute(query, {"person": person_id}).one()
    return Holdings(people=row.people, balance=int(row.balance), held=int(row.held))


def _before(session: Session, now: Holdings, person_id: str | None, end: int | None) -> int:
    """Return the balance before an instant: today's, less what has moved since."""
    if end is None:
        return now.balance
    return now.balance - _sum(session, EntryFilter(person_id, period=Period(start=end)))


def _sum(session: Session, chosen: EntryFilter) -> int:
    return int(session.scalar(_sum_of(chosen)) or 0)  # PostgreSQL sums BIGINT to NUMERIC


@lru_cache(MOST_LISTS)
def _sum_of(chosen: EntryFilter) -> Select[int]:
    return select(func.sum(col(Transaction.amount))).where(*entries_of(chosen))


@lru_cache(MOST_LISTS)
def _entries(chosen: EntryFilter) -> Listed:
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Transaction.id),
            col(Transaction.user_id).label("person_id"),
            col(User.name).label("person"),
            col(Transaction.seq),
            col(Transaction.key),
            col(Transaction.type),
            col(Transaction.status),
            col(Transaction.amount),
            col(Transaction.balance_after),
            col(Prompt.title).label("prompt_title"),
            col(Transaction.generation_id).label("order_id"),
            col(Transaction.created_at),
            col(Transaction.actor),
            col(Transaction.reason),
            col(EntryDigest.digest),
            is_purged(col(Transaction.generation_id)).label("is_purged"),
        )
        .join(User, col(User.id) == col(Transaction.user_id))
        .outerjoin(Prompt, col(Prompt.id) == col(Transaction.prompt_id))
        .outerjoin(EntryDigest, _ITS_DIGEST)
    )
    wanted = entries_of(chosen)
    count = None
    if chosen.person_id and chosen == EntryFilter(chosen.person_id):
        # Somebody's entries are numbered from 1 on: the last one's number tells how many there are.
        # Where one is missing, that is for the audit to find.
        count = select(func.max(col(Transaction.seq))).where(*wanted)
    return listed(query.where(*wanted), newest_by=_NEWEST, count=count)


def entries_of(chosen: EntryFilter) -> list[Any]:
    """Return the conditions that an entry meets which the filter lets through."""
    equals = {
        col(Transaction.user_id): chosen.person_id,
        col(Transaction.type): chosen.type,
        col(Transaction.prompt_id): chosen.prompt_id,
    }
    return narrowed(equals, chosen.period, col(Transaction.created_at))
