"""Tokens that cannot be lost: hold, settle, release, grant.

              hold(key, cost)                     settle(image)      entry token_consumption −cost
 (nothing) ─────────────────────────▶ HELD ─────────────────────▶ SETTLED   balance −= cost,
            held += cost               │                                    held −= cost, image row
            WHERE balance-held >= cost └────────────────────────▶ RELEASED  held −= cost; no entry

Each function takes a write transaction and never commits. Each arrow out of HELD is a guarded
UPDATE whose row count decides, so that settle, release and recovery may race as they like. The
lock order is generation → user everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, func, insert, select, update
from sqlmodel import Session, col

from core.errors import InsufficientTokens, PersonNotFound, StudioError
from core.models import (
    COMPLETED,
    MAX_TOKENS,
    EntryType,
    GeneratedImage,
    Generation,
    OrderStatus,
    Transaction,
    User,
    in_status,
)

LEASE_MS = 20_000  # how long a hold outlives its process; the owner renews it every 5 s


def whole_tokens(amount: Any) -> int:
    """Return `amount` if it is an int from 1 to 2^53 - 1; raise `ValueError` otherwise.

    Table models do not validate, a bool is an int, and SQLite would store 1.5: hence `type is`.
    """
    if type(amount) is not int or not 1 <= amount <= MAX_TOKENS:
        raise ValueError(f"tokens must be a whole number from 1 to {MAX_TOKENS}: {amount!r}")
    return amount


def grant(tx: Session, user_id: str, amount: int, *, key: str, now: int) -> bool:
    """Add `amount` tokens to a person as an entry of its own.

    Return False, and change nothing, if the person already has an entry with this key. Raise
    `PersonNotFound`.
    """
    whole_tokens(amount)
    # Moving nothing locks the person's row: the second of two clicks waits, then sees the entry.
    _post(tx, user_id, balance=0, held=0)
    same_key = (col(Transaction.user_id) == user_id, col(Transaction.key) == key)
    if tx.scalar(select(col(Transaction.id)).where(*same_key)) is not None:
        return False
    balance = _post(tx, user_id, balance=amount, held=0)
    _append(tx, user_id, EntryType.GRANT, amount, balance, key=key, now=now)
    return True


def hold(tx: Session, orders: Sequence[Generation]) -> None:
    """Reserve the tokens of one person's new orders, all or none, and insert the orders.

    Raise `InsufficientTokens` with what is needed and available, or `PersonNotFound`. A repeated
    idempotency key surfaces as the database's IntegrityError.
    """
    user_id = orders[0].user_id
    needed = sum(whole_tokens(order.cost) for order in orders)
    tx.execute(insert(Generation), [order.model_dump() for order in orders])
    reserved = tx.execute(
        update(User)
        .where(col(User.id) == user_id, col(User.balance) - col(User.held) >= needed)
        .values(held=col(User.held) + needed)
    )
    if _rows(reserved) == 1:
        return
    available = tx.scalar(select(col(User.balance) - col(User.held)).where(col(User.id) == user_id))
    if available is None:
        raise PersonNotFound
    raise InsufficientTokens(needed=needed, available=available)


def settle(tx: Session, order: Generation, image: GeneratedImage, *, now: int) -> bool:
    """Spend a hold: the entry, the balance and the picture's row become true together.

    Return False, and change nothing, if the order is not held any more.
    """
    if not _leave_held(tx, order.id, status=OrderStatus.SETTLED, ended_at=now):
        return False
    balance = _post(tx, order.user_id, balance=-order.cost, held=-order.cost)
    _append(
        tx,
        order.user_id,
        EntryType.CONSUMPTION,
        -order.cost,
        balance,
        key=order.id,
        now=now,
        generation_id=order.id,
        prompt_id=order.prompt_id,
    )
    tx.execute(insert(GeneratedImage).values(image.model_dump()))
    return True


def release(
    tx: Session, order_id: str, error: StudioError, *, now: int, only_expired: bool = False
) -> bool:
    """Give a hold back and keep the reason; no entry, since nothing was spent.

    Return False, and change nothing, if the order is not held any more, or if its lease was
    renewed and only an expired one is to be released.
    """
    reason = {
        "error_code": error.code,
        "error_reason": error.reason or "",
        # ASCII: a service's words may hold half a surrogate or a NUL, which no database takes.
        "error_facts": json.dumps(error.facts, default=str),
    }
    expired = [col(Generation.expires_at) < now] if only_expired else []
    if not _leave_held(tx, order_id, *expired, status=OrderStatus.RELEASED, ended_at=now, **reason):
        return False
    user_id, cost = tx.execute(
        select(col(Generation.user_id), col(Generation.cost)).where(col(Generation.id) == order_id)
    ).one()
    _post(tx, user_id, balance=0, held=-cost)
    return True


def _leave_held(tx: Session, order_id: str, *conditions: Any, **values: Any) -> bool:
    held = in_status(OrderStatus.HELD)
    moved = tx.execute(
        update(Generation).where(col(Generation.id) == order_id, held, *conditions).values(**values)
    )
    return _rows(moved) == 1


def _post(tx: Session, user_id: str, *, balance: int, held: int) -> int:
    """Move a person's two numbers and return the new balance."""
    after: int | None = tx.scalar(
        update(User)
        .where(col(User.id) == user_id)
        .values(balance=col(User.balance) + balance, held=col(User.held) + held)
        .returning(col(User.balance))
    )
    if after is None:
        raise PersonNotFound
    return after


def _append(
    tx: Session,
    user_id: str,
    kind: EntryType,
    amount: int,
    balance_after: int,
    *,
    key: str,
    now: int,
    generation_id: str | None = None,
    prompt_id: str | None = None,
) -> None:
    """Write the person's next entry; their locked row makes its number the next one."""
    last = tx.scalar(select(func.max(Transaction.seq)).where(col(Transaction.user_id) == user_id))
    tx.execute(
        insert(Transaction).values(
            user_id=user_id,
            seq=(last or 0) + 1,
            key=key,
            type=kind,
            status=COMPLETED,
            amount=amount,
            balance_after=balance_after,
            generation_id=generation_id,
            prompt_id=prompt_id,
            created_at=now,
        )
    )


def _rows(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount
