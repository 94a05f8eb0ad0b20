"""What the ledger's charts ask of the entries: balances over time, tokens by day and by prompt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlmodel import col

from core.database import Database
from core.ledger.statement import EntryFilter, entries_of
from core.listing.period import Period
from core.tables import EntryType, Prompt, Transaction

MAX_POINTS = 400  # of a chart: about as many as a screen can show
DAY_MS = 86_400_000


@dataclass(frozen=True)
class BalancePoint:
    """A person's balance after an entry, and the entry's instant."""

    at: int
    balance: int


@dataclass(frozen=True)
class DayTokens:
    """What was granted and spent on one day, adjustments aside; `start` is its first instant."""

    start: int
    granted: int
    spent: int


@dataclass(frozen=True)
class PromptSpending:
    """What a prompt's pictures cost, by the prompt's title of today."""

    title: str
    pictures: int
    spent: int


def balance_over_time(database: Database, person_id: str, period: Period) -> list[BalancePoint]:
    """Return at most 400 balances of one person, oldest first.

    Since entries are numbered without a gap, evenly spaced numbers are evenly spaced entries.
    """
    mine = entries_of(EntryFilter(person_id, period=period))
    numbered = col(Transaction.seq)
    bounds = select(func.min(numbered).label("first"), func.max(numbered).label("last"))
    with database.snapshot() as session:
        found = session.execute(bounds.where(*mine)).one()
        if found.first is None:
            return []
        step = max(1, -(-(found.last - found.first) // (MAX_POINTS - 1)))
        numbers = [*range(found.first, found.last, step), found.last]
        points = (
            select(col(Transaction.created_at), col(Transaction.balance_after))
            .where(col(Transaction.user_id) == person_id, numbered.in_(numbers))
            .order_by(numbered)
        )
        rows = session.execute(points)
        return [BalancePoint(row.created_at, row.balance_after) for row in rows]


def tokens_by_day(
    database: Database, person_id: str | None, period: Period, *, offset_ms: int
) -> list[DayTokens]:
    """Return each day with entries, oldest first, at most the last 400.

    `offset_ms` is the viewer's distance from UTC: days begin at their midnight.
    """
    wanted = EntryFilter(person_id, period=period)
    adjustments = replace(wanted, type=EntryType.ADJUSTMENT)  # few, with an index of their own
    with database.read() as session:
        days = session.execute(_by_day(wanted, offset_ms)).all()
        rows = session.execute(_by_day(adjustments, offset_ms))
        adjusted = {row.day: (row.up, row.down) for row in rows}
    found = []
    for row in reversed(days):
        up, down = adjusted.get(row.day, (0, 0))
        start = row.day * DAY_MS - offset_ms
        found.append(DayTokens(start, granted=int(row.up - up), spent=int(row.down - down)))
    return found


def _by_day(chosen: EntryFilter, offset_ms: int) -> Select[*tuple[Any, ...]]:
    """Return the query for each day's tokens up and down, by the sign: indexes have the amount."""
    day = ((col(Transaction.created_at) + offset_ms) // DAY_MS).label("day")
    amount = col(Transaction.amount)
    up = func.sum(case((amount > 0, amount), else_=0)).label("up")
    down = func.sum(case((amount < 0, -amount), else_=0)).label("down")
    query = select(day, up, down).where(*entries_of(chosen))
    return query.group_by(day).order_by(day.desc()).limit(MAX_POINTS)


def spent_by_prompt(
    database: Database, person_id: str | None, period: Period
) -> list[PromptSpending]:
    """Return each prompt that was paid for, the most expensive first.

    The sum over all of them is the statement's `spent`.
    """
    paid = (
        select(
            col(Transaction.prompt_id).label("prompt_id"),
            func.count().label("pictures"),
            (-func.sum(col(Transaction.amount))).label("spent"),
        )
        .where(
            *entries_of(EntryFilter(person_id, period=period)),
            col(Transaction.prompt_id).is_not(None),
        )
        .group_by(col(Transaction.prompt_id))
        .subquery()
    )
    query = (
        select(col(Prompt.title), paid.c.pictures, paid.c.spent)
        .join(paid, paid.c.prompt_id == col(Prompt.id))
        .order_by(paid.c.spent.desc(), col(Prompt.title))
    )
    with database.read() as session:
        rows = session.execute(query).all()
    return [PromptSpending(row.title, row.pictures, int(row.spent)) for row in rows]
