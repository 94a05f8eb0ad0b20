"""What the pages ask of orders: one order's whole life, and the list of all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlmodel import Session, col

from core.database import Database, Source, reading
from core.errors import OrderNotFound
from core.library.prompts import may_read
from core.listing.makers import ANYBODY, MadeBy
from core.listing.pages import MOST_LISTS, Listed, Page, fetch_all, fetch_page, listed
from core.listing.period import Period, narrowed
from core.orders.views.ahead import orders_ahead
from core.providers.reasons import REASONS, SETTINGS
from core.tables import (
    CANCELLED,
    GeneratedImage,
    Generation,
    OrderStatus,
    Outcome,
    Transaction,
    User,
    in_status,
    is_purged,
    outcome_of,
)
from core.text_checks import is_id

_NEWEST = (col(Generation.created_at), col(Generation.id))
_STATUSES = {
    Outcome.OPEN: OrderStatus.HELD,
    Outcome.SETTLED: OrderStatus.SETTLED,
    Outcome.FAILED: OrderStatus.RELEASED,
    Outcome.CANCELLED: OrderStatus.RELEASED,
}


@dataclass(frozen=True)
class OrderLife:
    """One of a person's own orders, from its hold to its end.

    `order.prompt_text`, and every text made from it, is empty where the person may not read it;
    `ahead` counts those of its lane that are being made or begin before it: 0 unless it waits.
    """

    order: Generation
    image: GeneratedImage | None
    entry: Transaction | None
    ahead: int = 0

    @property
    def is_open(self) -> bool:
        """Return whether the tokens are still on hold."""
        return self.order.status == OrderStatus.HELD


@dataclass(frozen=True)
class OrderRow:
    """One order of anybody, with nothing in it that only its owner may read."""

    id: str
    person_id: str
    person: str
    prompt_title: str
    status: str
    cost: int
    error_code: str
    error_reason: str
    error_facts: str
    provider: str
    model: str
    quality: str
    picture_micros: int | None
    picture_currency: str
    enhance_micros: int | None
    enhance_currency: str
    created_at: int
    ended_at: int | None
    is_purged: bool  # its picture was in the bin for long, and its files are gone

    @property
    def charged(self) -> int:
        """Return the tokens that this order has cost so far: none, unless it is settled."""
        return self.cost if self.status == OrderStatus.SETTLED else 0

    @property
    def outcome(self) -> Outcome:
        """Return how the order stands for people."""
        return outcome_of(self.status, self.error_code)


@dataclass(frozen=True)
class OrderFilter:
    """Narrow the list of orders; None or an empty value means all."""

    person_id: str | None = None
    outcome: Outcome | None = None
    prompt_id: str | None = None
    period: Period = Period()
    made_by: MadeBy = ANYBODY


def ids_of_open_clicks(person_id: str | BindParameter[str]) -> Select[str]:
    """Return the query for the ids of a person's open orders, those of a batch left out.

    In the order of their index: else SQLite reads all orders that the person ever had.
    """
    mine = col(Generation.user_id) == person_id
    query = select(col(Generation.id))
    held = query.where(in_status(OrderStatus.HELD), mine, ~col(Generation.batch))
    return held.order_by(col(Generation.created_at), col(Generation.id))


def find(database: Database, person: User, order_id: str) -> OrderLife:
    """Return one of the person's own orders; raise `OrderNotFound` for any other id."""
    life = find_all(database, person, [order_id]).get(order_id) if is_id(order_id) else None
    if life is None:
        raise OrderNotFound
    return life


def find_all(source: Source, person: User, order_ids: Sequence[str]) -> dict[str, OrderLife]:
    """Return those of some orders that are the person's own, by id; at most MOST_IDS."""
    wanted = {"person": person.id, "orders": order_ids}
    with reading(source) as session:
        lives = read_lives(session, person, session.execute(_NAMED_LIVES, wanted))
    return {life.order.id: life for life in lives}


def list_orders(source: Source, chosen: OrderFilter, *, number: int, size: int) -> Page[OrderRow]:
    """Return one page of orders, newest first."""
    as_row = partial(_row, own=bool(chosen.person_id))
    return fetch_page(source, _rows(chosen), as_row, number=number, size=size)


def all_orders(database: Database, chosen: OrderFilter) -> Iterator[OrderRow]:
    """Return every order of the filter, newest first as in the list, for an export."""
    as_row = partial(_row, own=bool(chosen.person_id))
    return fetch_all(database, _rows(chosen), as_row)


def _row(*, own: bool, may_read_words: bool, **columns: Any) -> OrderRow:
    """Return a row; of others, or of a text that one may not read, without words that repeat it."""
    order = OrderRow(**columns)
    if own and may_read_words:
        return order
    told = json.loads(order.error_facts)
    codes = {name: fact for name, fact in told.items() if _is_code(name, fact)}
    return replace(order, error_facts=json.dumps(codes))


def _is_code(name: str, fact: Any) -> bool:
    """Return whether a fact of an error is a number, or a word of those that we know."""
    known = {"service_reason": REASONS, "setting": SETTINGS}.get(name, frozenset())
    return type(fact) is int or (isinstance(fact, str) and fact in known)


@lru_cache(MOST_LISTS)
def _rows(chosen: OrderFilter) -> Listed:
    query: Select[*tuple[Any, ...]] = select(
        col(Generation.id),
        col(Generation.user_id).label("person_id"),
        col(User.name).label("person"),
        col(Generation.prompt_title),
        col(Generation.status),
        col(Generation.cost),
        col(Generation.error_code),
        col(Generation.error_reason),
        col(Generation.error_facts),
        col(Generation.provider),
        col(Generation.model),
        col(Generation.quality),
        col(Generation.picture_micros),
        col(Generation.picture_currency),
        col(Generation.enhance_micros),
        col(Generation.enhance_currency),
        col(Generation.created_at),
        col(Generation.ended_at),
        is_purged(col(Generation.id)).label("is_purged"),
        (col(User.is_member) | ~col(Generation.prompt_members_only)).label("may_read_words"),
    ).join(User, col(User.id) == col(Generation.user_id))
    return listed(query.where(*conditions(chosen)), newest_by=_NEWEST)


def conditions(chosen: OrderFilter) -> list[Any]:
    """Return the WHERE conditions on Generation that a filter stands for."""
    equals = {
        col(Generation.user_id): chosen.person_id,
        col(Generation.status): chosen.outcome and _STATUSES[chosen.outcome],
        col(Generation.prompt_id): chosen.prompt_id,
    }
    wanted = narrowed(equals, chosen.period, col(Generation.created_at))
    wanted += chosen.made_by.of(col(Generation.provider), col(Generation.model))
    was_cancelled = col(Generation.error_code) == CANCELLED
    if chosen.outcome == Outcome.CANCELLED:
        wanted.append(was_cancelled)
    elif chosen.outcome == Outcome.FAILED:
        wanted.append(~was_cancelled)
    return wanted


def read_lives(session: Session, person: User, rows: Iterable[Any]) -> list[OrderLife]:
    """Return lives from rows, with one more query for the places of all that wait."""
    lives = [_life(session, person, row) for row in rows]
    if not any(_waits(life.order) for life in lives):
        return lives
    ahead = orders_ahead(session, person.id)
    return [replace(life, ahead=ahead.get(life.order.id, 0)) for life in lives]


def _waits(order: Generation) -> bool:
    return order.status == OrderStatus.HELD and order.started_at is None


def _life(session: Session, person: User, row: Any) -> OrderLife:
    order: Generation = row.Generation
    if not may_read(person, members_only=order.prompt_members_only):
        session.expunge(order)  # what follows is for this reader's eyes and never a change
        order.prompt_text = order.sent_text = order.enhanced_text = order.service_text = ""
        order.variables = order.error_facts = "{}"  # a service's words may repeat what it was asked
    return OrderLife(order, row.GeneratedImage, row.Transaction)


# Built once, for the person of each reader: building them costs more than their answers.
_ALL_LIVES = (
    select(Generation, GeneratedImage, Transaction)
    .outerjoin(GeneratedImage, col(GeneratedImage.generation_id) == col(Generation.id))
    .outerjoin(Transaction, col(Transaction.generation_id) == col(Generation.id))
)
LIVES = _ALL_LIVES.where(col(Generation.user_id) == bindparam("person"))
_NAMED_LIVES = _ALL_LIVES.where(
    col(Generation.id).in_(bindparam("orders", expanding=True)),
    # No index is of this: from three ids on SQLite would read all orders that the person ever had.
    func.coalesce(col(Generation.user_id), "") == bindparam("person"),
)
# How the orders of a form stand: their keys begin with its key.
STATUSES_BY_KEY = (
    select(col(Generation.status))
    .where(col(Generation.user_id) == bindparam("person"))
    .where(col(Generation.key).startswith(bindparam("key")))
)
