"""Tokens that cannot be lost: hold, settle, release, grant, adjust.

              hold(key, cost)                     settle(image)      entry token_consumption −cost
 (nothing) ─────────────────────────▶ HELD ─────────────────────▶ SETTLED   balance −= cost,
            held += cost               │                                    held −= cost, image row
            WHERE balance-held >= cost └────────────────────────▶ RELEASED  held −= cost; no entry

Each function takes a write transaction and never commits. Each arrow out of HELD is a guarded
UPDATE whose row count decides, so that settle, release and recovery may race as they like. The
lock order is generation → user → budget everywhere: what leaves HELD leaves its service's day too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlmodel import Session

from core.database import connection_of
from core.errors import BalanceFull, InsufficientTokens, InvalidRequest, PersonNotFound, StudioError
from core.ledger import service_days
from core.ledger.chained import add_entry, add_order_digests
from core.tables import (
    ENTRIES,
    IMAGES,
    MAX_TOKENS,
    OPENING_KEY,
    ORDERS,
    PEOPLE,
    EntryType,
    GeneratedImage,
    Generation,
    OrderStatus,
    not_before_the_last,
)
from core.text_checks import facts_as_json, is_storable

# Every statement that moves a token. They are built once, over plain tables, and sent by the
# session's connection: building them anew each time, or through the ORM, made hold and settle three
# times as slow.
_PERSON = PEOPLE.c.id == bindparam("person")
_AVAILABLE = PEOPLE.c.balance - PEOPLE.c.held
_RESERVE = (
    update(PEOPLE)
    .where(_PERSON, bindparam("needed") <= _AVAILABLE)
    .values(held=PEOPLE.c.held + bindparam("needed"))
)
_AVAILABLE_OF = select(_AVAILABLE).where(_PERSON)
_POST = (
    update(PEOPLE)
    .where(_PERSON)
    .values(
        balance=PEOPLE.c.balance + bindparam("to_balance"),
        held=PEOPLE.c.held + bindparam("to_held"),
    )
    .returning(PEOPLE.c.balance)
)
_LEAVE_HELD = (
    update(ORDERS)
    .where(ORDERS.c.status == OrderStatus.HELD)
    .values(status=bindparam("to_status"), ended_at=not_before_the_last(bindparam("now")))
    .returning(ORDERS.c.ended_at, ORDERS.c.budget_day)
)
_SETTLE = _LEAVE_HELD.where(ORDERS.c.id == bindparam("order"))
_LEAVE_TOGETHER = _LEAVE_HELD.where(ORDERS.c.id.in_(bindparam("orders", expanding=True)))
_RELEASE = _LEAVE_TOGETHER.values(
    error_code=bindparam("code"), error_reason=bindparam("reason"), error_facts=bindparam("facts")
).returning(ORDERS.c.id, ORDERS.c.user_id, ORDERS.c.cost)  # beside the end's instant
_RELEASE_UNMOVED = _RELEASE.where(ORDERS.c.lease == bindparam("of_lease"))
_ENTRY_OF_KEY = select(ENTRIES.c.id).where(
    ENTRIES.c.user_id == bindparam("person"), ENTRIES.c.key == bindparam("of_key")
)
_GRANTS_SINCE = (
    select(ENTRIES.c.created_at, ENTRIES.c.amount)
    .where(
        ENTRIES.c.user_id == bindparam("person"),
        ENTRIES.c.type == EntryType.GRANT.value,
        ENTRIES.c.created_at > bindparam("since"),
        ENTRIES.c.key != OPENING_KEY,
    )
    .order_by(ENTRIES.c.seq)
)
_ADD_ORDERS, _ADD_IMAGE = insert(ORDERS), insert(IMAGES)


def whole_tokens(amount: Any) -> int:
    """Return `amount` if it is an int from 1 to 2^53 - 1; raise `ValueError` otherwise.

    Table models do not validate, a bool is an int, and SQLite would store 1.5: hence `type is`.
    """
    if type(amount) is not int or not 1 <= amount <= MAX_TOKENS:
        raise ValueError(f"tokens must be a whole number from 1 to {MAX_TOKENS}: {amount!r}")
    return amount


def grant(tx: Session, person_id: str, amount: int, *, key: str, now: int) -> bool:
    """Add `amount` tokens to a person as an entry of its own.

    Return False, and change nothing, if the person already has an entry with this key. Raise
    `PersonNotFound`, or `BalanceFull` where the balance would grow over 2^53 - 1.
    """
    whole_tokens(amount)
    return _enter(tx, person_id, EntryType.GRANT, amount, key=key, now=now)


def grants_since(tx: Session, person_id: str, since: int) -> list[tuple[int, int]]:
    """Return when a person was granted how many tokens after an instant, the opening aside."""
    found = connection_of(tx).execute(_GRANTS_SINCE, {"person": person_id, "since": since})
    return [(row.created_at, row.amount) for row in found]


def lock_available(tx: Session, person_id: str) -> int:
    """Return what a person can spend, which nobody changes before the transaction's end.

    Raise `PersonNotFound`.
    """
    db = connection_of(tx)
    _post(db, person_id, balance=0, held=0)  # moving nothing locks the person's row
    return int(db.scalar(_AVAILABLE_OF, {"person": person_id}) or 0)


def adjust(
    tx: Session, person_id: str, amount: int, *, key: str, actor: str, reason: str, now: int
) -> bool:
    """Correct a person's balance by `amount`, up or down, as an entry that says who and why.

    Return False, and change nothing, if the person already has an entry with this key. Raise
    `InvalidRequest` without a name and a reason, `InsufficientTokens` where a hold would not be
    covered any more, `PersonNotFound`, or `BalanceFull`.
    """
    whole_tokens(abs(amount) if type(amount) is int else amount)
    if not all(words.strip() and is_storable(words) for words in (actor, reason)):
        raise InvalidRequest("adjustment")
    said = {"actor": actor, "reason": reason}
    return _enter(tx, person_id, EntryType.ADJUSTMENT, amount, key=key, now=now, **said)


def hold(tx: Session, orders: Sequence[Generation]) -> None:
    """Reserve the tokens of one person's new orders, all or none, and insert the orders.

    Raise `InsufficientTokens` with what is needed and available, or `PersonNotFound`. A repeated
    idempotency key surfaces as the database's IntegrityError.
    """
    person_id = orders[0].user_id
    needed = sum(whole_tokens(order.cost) for order in orders)
    db = connection_of(tx)
    db.execute(_ADD_ORDERS, [order.model_dump() for order in orders])
    if db.execute(_RESERVE, {"person": person_id, "needed": needed}).rowcount == 1:
        add_order_digests(db, orders)
        return
    available = db.scalar(_AVAILABLE_OF, {"person": person_id})
    if available is None:
        raise PersonNotFound
    raise InsufficientTokens(needed=needed, available=available)


def settle(tx: Session, order: Generation, image: GeneratedImage, *, now: int) -> bool:
    """Spend a hold: the entry, the balance and the picture's row become true together.

    Return False, and change nothing, if the order is not held any more.
    """
    db = connection_of(tx)
    settled = {"order": order.id, "to_status": OrderStatus.SETTLED, "now": now}
    ended = db.execute(_SETTLE, settled).one_or_none()
    if ended is None:
        return False
    balance = _post(db, order.user_id, balance=-order.cost, held=-order.cost)
    add_entry(
        db,
        order.user_id,
        EntryType.CONSUMPTION,
        -order.cost,
        balance,
        key=order.id,
        now=ended.ended_at,
        generation_id=order.id,
        prompt_id=order.prompt_id,
    )
    db.execute(_ADD_IMAGE, {**image.model_dump(), "created_at": ended.ended_at})
    if ended.budget_day:
        service_days.correct(db, [order.id])
    return True


def release(
    tx: Session,
    order_ids: Sequence[str],
    error: StudioError,
    *,
    now: int,
    lease: int | None = None,
) -> list[str]:
    """Give holds back and keep the reason; no entry, since nothing was spent.

    Return the orders that this call released: those that were held and, with `lease`, whose lease
    still stands there.
    """
    released = {
        "orders": list(order_ids),
        "to_status": OrderStatus.RELEASED,
        "now": now,
        "code": error.code,
        "reason": error.reason or "",
        "facts": facts_as_json(error.facts),
    }
    statement = _RELEASE
    if lease is not None:
        statement, released["of_lease"] = _RELEASE_UNMOVED, lease
    freed: Counter[str] = Counter()
    db = connection_of(tx)
    ended = db.execute(statement, released).all()
    for order in ended:
        freed[order.user_id] += order.cost
    for person_id in sorted(freed):  # one order of locks for all who release many
        _post(db, person_id, balance=0, held=-freed[person_id])
    if budgeted := [order.id for order in ended if order.budget_day]:
        service_days.correct(db, budgeted)
    return [order.id for order in ended]


def _enter(
    tx: Session, person_id: str, kind: EntryType, amount: int, *, key: str, now: int, **said: str
) -> bool:
    """Write an entry of no order, once for each key; return False if it is there already."""
    db = connection_of(tx)
    # Moving nothing locks the person's row: the second of two clicks waits, then sees the entry.
    before = _post(db, person_id, balance=0, held=0)
    if db.scalar(_ENTRY_OF_KEY, {"person": person_id, "of_key": key}) is not None:
        return False
    if before + amount > MAX_TOKENS:
        raise BalanceFull(balance=before, limit=MAX_TOKENS)
    available = db.scalar(_AVAILABLE_OF, {"person": person_id}) if amount < 0 else None
    if available is not None and available + amount < 0:
        raise InsufficientTokens(needed=-amount, available=available)
    balance = _post(db, person_id, balance=amount, held=0)
    add_entry(db, person_id, kind, amount, balance, key=key, now=now, **said)
    return True


def _post(db: Connection, person_id: str, *, balance: int, held: int) -> int:
    """Move a person's two numbers and return the new balance."""
    moved = {"person": person_id, "to_balance": balance, "to_held": held}
    after: int | None = db.scalar(_POST, moved)
    if after is None:
        raise PersonNotFound
    return after
