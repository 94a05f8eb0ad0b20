"""What the ledger page asks of the entries: their list, the statement of a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlmodel import Session, col

from core.database import Database
from core.listing import Page, Period, fetch_all, fetch_page, narrowed
from core.tables import EntryDigest, EntryType, Prompt, Transaction, User

_ITS_DIGEST = and_(
    col(EntryDigest.user_id) == col(Transaction.user_id),
    col(EntryDigest.seq) == col(Transaction.seq),
)
_NEWEST = (col(Transaction.created_at), col(Transaction.id))


@dataclass(frozen=True)
class EntryFilter:
    """Narrow the entries; None means all; `person_id` None means everybody."""

    person_id: str | None = None
    type: str | None = None
    prompt_id: str | None = None
    period: Period = Period()


@dataclass(frozen=True)
class EntryRow:
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


def holdings(database: Database, person_id: str | None) -> Holdings:
    """Return the tokens of one person or the sums over everybody."""
    balance, held = func.sum(col(User.balance)), func.sum(col(User.held))
    query = select(
        func.count().label("people"),
        func.coalesce(balance, 0).label("balance"),
        func.coalesce(held, 0).label("held"),
    )
    if person_id:
        query = query.where(col(User.id) == person_id)
    with database.read() as session:
        row = session.execute(query.select_from(User)).one()
    return Holdings(people=row.people, balance=int(row.balance), held=int(row.held))


def list_entries(
    database: Database, chosen: EntryFilter, *, number: int, size: int
) -> Page[EntryRow]:
    """Return one page of entries, newest first."""
    query = _entries(chosen)
    return fetch_page(database, query, EntryRow, newest_by=_NEWEST, number=number, size=size)


def all_entries(database: Database, chosen: EntryFilter) -> Iterator[EntryRow]:
    """Return every entry of the filter, newest first as in the list, for an export."""
    return fetch_all(database, _entries(chosen), EntryRow, newest_by=_NEWEST)


def statement(database: Database, person_id: str | None, period: Period) -> Statement:
    """Return the opening, granted, adjusted, spent and closing tokens of a person or everybody.

    Grants and adjustments are few and today's balances are known: what was spent is the rest, and
    no sum has to go over the whole history.
    """
    with database.snapshot() as session:
        opening = _balance_at(session, person_id, period.start) if period.start is not None else 0
        closing = _balance_at(session, person_id, period.end)
        granted, adjusted = (
            _sum(session, EntryFilter(person_id, type=kind, period=period))
            for kind in (EntryType.GRANT, EntryType.ADJUSTMENT)
        )
    spent = opening + granted + adjusted - closing
    return Statement(opening, granted, adjusted, spent, closing)


def _balance_at(session: Session, person_id: str | None, end: int | None) -> int:
    """Return the balance before an instant: today's, less what has moved since."""
    today = select(func.sum(col(User.balance)))
    balance = session.scalar(today if person_id is None else today.where(col(User.id) == person_id))
    since = 0 if end is None else _sum(session, EntryFilter(person_id, period=Period(start=end)))
    return int(balance or 0) - since


def _sum(session: Session, chosen: EntryFilter) -> int:
    total = session.scalar(select(func.sum(col(Transaction.amount))).where(*entries_of(chosen)))
    return int(total or 0)  # PostgreSQL sums BIGINT to NUMERIC


def _entries(chosen: EntryFilter) -> Select[*tuple[Any, ...]]:
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
        )
        .join(User, col(User.id) == col(Transaction.user_id))
        .outerjoin(Prompt, col(Prompt.id) == col(Transaction.prompt_id))
        .outerjoin(EntryDigest, _ITS_DIGEST)
    )
    return query.where(*entries_of(chosen))


def entries_of(chosen: EntryFilter) -> list[Any]:
    """Return the conditions that an entry meets which the filter lets through."""
    equals = {
        col(Transaction.user_id): chosen.person_id,
        col(Transaction.type): chosen.type,
        col(Transaction.prompt_id): chosen.prompt_id,
    }
    return narrowed(equals, chosen.period, col(Transaction.created_at))
