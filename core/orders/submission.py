"""From a filled form to held orders: one short write transaction, all of them or none."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from core.errors import KeyConflict, KeySpent, TooManyOrders
from core.ledger import tokens
from core.log import get_logger
from core.orders import gate
from core.orders.gate import OrderForm
from core.pictures import references
from core.tables import Generation, OrderStatus, Prompt, in_status

if TYPE_CHECKING:
    from core.studio import Studio

_ORDERS_OF_KEYS = (
    select(Generation)
    .where(col(Generation.user_id) == bindparam("person"))
    .where(col(Generation.key).in_(bindparam("keys", expanding=True)))
    .order_by(col(Generation.key))
)

log = get_logger()


def submit(studio: Studio, user_id: str, form: OrderForm) -> list[Generation]:
    """Place the form's orders, all or none, with their tokens on hold; return them.

    A repeated key returns the orders that it made the first time, held or settled. Raise the
    refusals of `core.orders.gate`, `InsufficientTokens`, `TooManyOrders`, `InvalidImage` for a
    reference that is gone or somebody else's, `KeyConflict`, `KeySpent`, or `StorageFailed`.
    """
    service = gate.service_of(form, studio.services)
    gate.check_form(form, service, can_enhance=studio.rewriter is not None)
    if form.reference is not None:
        studio.images.read_reference(form.reference)
    try:
        return _place(studio, user_id, form)
    except IntegrityError:  # a second click was first: now its orders can be read
        return _place(studio, user_id, form)


def _place(studio: Studio, user_id: str, form: OrderForm) -> list[Generation]:
    with studio.database.write() as tx:
        earlier = _orders_of_key(tx, user_id, form)
        if earlier:
            return earlier
        _, prompt = gate.admit(tx, user_id, form.prompt_id)
        if form.reference is not None:
            references.admit(tx, user_id, form.reference)
        orders = [_order(studio, user_id, form, prompt, number) for number in range(form.pictures)]
        tokens.hold(tx, orders)
        _limit_open(tx, user_id, new=len(orders), limit=studio.settings.open_orders)
    for order in orders:
        log.info("order.held", order=order.id, person=user_id, prompt=prompt.id, cost=order.cost)
    return orders


def _limit_open(tx: Session, user_id: str, *, new: int, limit: int) -> None:
    """Raise `TooManyOrders` over the limit; after the hold, whose lock makes two clicks count."""
    is_open = select(func.count()).where(
        in_status(OrderStatus.HELD), col(Generation.user_id) == user_id
    )
    count = tx.scalar(is_open) or 0
    if count > limit:
        raise TooManyOrders(open=count - new, limit=limit)


def _orders_of_key(tx: Session, user_id: str, form: OrderForm) -> list[Generation]:
    """Return what this key ordered before; raise `KeyConflict` or `KeySpent`."""
    keys = [_key(form, number) for number in range(gate.MAX_PICTURES)]
    orders = list(tx.scalars(_ORDERS_OF_KEYS, {"person": user_id, "keys": keys}))
    if any(order.fingerprint != _fingerprint(form) for order in orders):
        raise KeyConflict
    if orders and all(order.status == OrderStatus.RELEASED for order in orders):
        raise KeySpent
    return orders


def _order(
    studio: Studio, user_id: str, form: OrderForm, prompt: Prompt, number: int
) -> Generation:
    service = gate.service_of(form, studio.services)
    model = gate.model_of(form, service)
    now = studio.now() + number  # 1 ms apart, so that every list keeps the order of the pictures
    return Generation(
        id=studio.new_id(),
        user_id=user_id,
        key=_key(form, number),
        fingerprint=_fingerprint(form),
        prompt_id=prompt.id,
        prompt_title=prompt.title,
        prompt_category=prompt.category,
        prompt_text=prompt.text,
        prompt_members_only=prompt.members_only,
        wish=form.wish,
        reference=form.reference,
        reference_name=form.reference_name[:200],
        aspect_ratio=form.aspect_ratio,
        size=form.size or model.sizes[0],
        seed=_seed(studio, form, number),
        provider=service.name,
        model=model.id,
        enhance=form.enhance,
        cost=prompt.cost,
        created_at=now,
        owner=studio.instance,
    )


def _seed(studio: Studio, form: OrderForm, number: int) -> int:
    """Return a fresh seed; with a fixed one, count up from it, or all pictures would be equal."""
    if form.seed is None:
        return studio.new_seed()
    return (form.seed + number) % (gate.MAX_SEED + 1)


def _key(form: OrderForm, number: int) -> str:
    return f"{form.key}:{number}"


def _fingerprint(form: OrderForm) -> str:
    return hashlib.sha256(json.dumps(asdict(form), sort_keys=True).encode()).hexdigest()
