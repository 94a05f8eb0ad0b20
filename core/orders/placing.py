"""From specs to held orders: one gate, one short write transaction, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from core.database import connection_of
from core.errors import InvalidRequest, KeyConflict, KeySpent
from core.ledger import tokens
from core.library import variables
from core.log import get_logger
from core.orders import gate
from core.orders.limits import budgets, personal
from core.orders.specs import OrderSpec
from core.pictures import references
from core.providers.contract import USUAL_STRENGTH, Model, find_model
from core.tables import Generation, OrderStatus, Prompt, PromptVersion

if TYPE_CHECKING:
    from core.studio import Studio

_OF_KEYS = (
    col(Generation.user_id) == bindparam("person"),
    col(Generation.key).in_(bindparam("keys", expanding=True)),
)
_KEYS = select(col(Generation.key)).where(*_OF_KEYS)
_ORDERS_OF_KEYS = select(Generation).where(*_OF_KEYS)

log = get_logger()


class Beside(Protocol):
    """What is written with the hold, in its transaction; whatever it raises undoes both.

    Specs that were placed before have it already: then only `lock` is called.
    """

    def lock(self, tx: Session) -> None:
        """Take the locks that come before those of orders and people."""
        ...

    def record(self, tx: Session, orders: Sequence[Generation]) -> None:
        """Write rows of one's own, of orders whose tokens are on hold; they are in their order."""
        ...


def place(
    studio: Studio,
    person_id: str,
    specs: Sequence[OrderSpec],
    *,
    batch: bool = False,
    beside: Beside | None = None,
) -> list[Generation]:
    """Place one person's orders together, all or none, with their tokens on hold; return them.

    Specs that were placed before return their orders, held or settled. Raise the refusals of
    `core.orders.gate`, `InsufficientTokens`, `InvalidImage` for a reference that is gone or
    somebody else's, `KeyConflict`, `KeySpent` where all have ended without a picture, or
    `StorageFailed`; what goes over a limit raises the refusals of `core.orders.limits`, or
    `BudgetSpent`. A `batch` waits behind clicks. What stands `beside` them is written with the
    hold or not at all.
    """
    _check(studio, specs)
    try:
        return _place(studio, person_id, specs, batch=batch, beside=beside)
    except IntegrityError:  # a second click was first: now its orders can be read
        return _place(studio, person_id, specs, batch=batch, beside=beside)


def _check(studio: Studio, specs: Sequence[OrderSpec]) -> None:
    """Refuse what can be refused without the database."""
    if not specs or len({spec.key for spec in specs}) != len(specs):
        raise InvalidRequest("key")
    for spec in specs:
        gate.check_spec(spec, studio.services, can_rewrite=studio.rewriter is not None)
    for name in _references(specs):
        studio.images.read_reference(name)


def _references(specs: Sequence[OrderSpec]) -> set[str]:
    return {spec.reference for spec in specs if spec.reference is not None}


def _place(
    studio: Studio,
    person_id: str,
    specs: Sequence[OrderSpec],
    *,
    batch: bool,
    beside: Beside | None,
) -> list[Generation]:
    with studio.database.write() as tx:
        if beside:
            beside.lock(tx)
        if earlier := _placed_before(tx, person_id, specs):
            return earlier
        orders = _new_orders(studio, tx, person_id, specs, batch=batch)
        tokens.hold(tx, orders)
        personal.check(studio, tx, orders, now=orders[0].created_at)
        if beside:
            beside.record(tx, orders)
        budgets.reserve(studio, tx, orders, now=orders[0].created_at)
        if studio.defer:
            studio.defer(tx, orders)
    for order in orders:
        ids = {"order": order.id, "person": person_id, "prompt": order.prompt_id}
        log.info("order.held", **ids, version=order.version_id, cost=order.cost)
        if studio.defer:
            log.info("order.deferred", **ids, service=order.provider)
    return orders


def _placed_before(tx: Session, person_id: str, specs: Sequence[OrderSpec]) -> list[Generation]:
    """Return what these keys ordered before; raise `KeyConflict` or `KeySpent`.

    Some keys known and others new is a conflict too: what was placed together stays together.
    """
    asked = {spec.key: spec.fingerprint for spec in specs}
    wanted = {"person": person_id, "keys": list(asked)}
    if connection_of(tx).execute(_KEYS, wanted).first() is None:  # as most often
        return []
    known = {order.key: order for order in tx.scalars(_ORDERS_OF_KEYS, wanted)}
    if {key: order.fingerprint for key, order in known.items()} != asked:
        raise KeyConflict
    if all(order.status == OrderStatus.RELEASED for order in known.values()):
        raise KeySpent
    return [known[key] for key in asked]


@dataclass(frozen=True)
class _Together:
    """What all orders of one placing share."""

    person_id: str
    placed_by: str
    batch: bool
    owner: str | None
    now: int


def _new_orders(
    studio: Studio, tx: Session, person_id: str, specs: Sequence[OrderSpec], *, batch: bool
) -> list[Generation]:
    """Let each prompt, version and reference through the gate once; return the rows to hold."""

    @cache
    def admit(prompt_id: str, version_id: str) -> tuple[Prompt, PromptVersion]:
        _, prompt = gate.admit(tx, person_id, prompt_id)
        return prompt, gate.version_of(tx, prompt_id, version_id)

    for name in _references(specs):
        references.admit(tx, person_id, name)
    owner = None if studio.defer else studio.instance  # nobody's, until a worker has begun it
    together = _Together(person_id, studio.new_id(), batch, owner, studio.now())
    orders = [
        _order(studio.new_id(), number, spec, *admit(spec.prompt_id, spec.version_id), together)
        for number, spec in enumerate(specs)
    ]
    for order in orders:
        model = find_model(studio.services[order.provider].models, order.model)
        assert model is not None, "it went through the gate"
        _decide(order, model)
        budgets.assign(studio, order, model, now=together.now)
    return orders


def _decide(order: Generation, model: Model) -> None:
    """Write into a row what its model decides where nobody did: what is kept is what is sent.

    Its price's currency as well: an order that fails has one, too.
    """
    order.picture_currency = model.currency
    if model.qualities and not order.quality:
        order.quality = model.qualities[0]
    if model.has_strength and order.reference and order.strength is None:
        order.strength = USUAL_STRENGTH


def _order(
    order_id: str,
    number: int,
    spec: OrderSpec,
    prompt: Prompt,
    version: PromptVersion,
    together: _Together,
) -> Generation:
    """Return a spec's row; its text is rendered now, as it was shown and will be sent."""
    values = json.loads(version.parameters) | dict(spec.variables)
    text = variables.fill(version.text, values)
    return Generation(
        id=order_id,
        user_id=together.person_id,
        key=spec.key,
        fingerprint=spec.fingerprint,
        placed_by=together.placed_by,
        batch=together.batch,
        prompt_id=prompt.id,
        prompt_title=prompt.title,
        prompt_category=prompt.category,
        version_id=version.id,
        prompt_text=version.text,
        variables=json.dumps(values),
        prompt_members_only=prompt.members_only,
        wish=spec.wish,
        sent_text=f"{text}\n{spec.wish}".strip(),
        reference=spec.reference,
        reference_name=spec.reference_name[: references.MAX_FILE_NAME],
        aspect_ratio=spec.aspect_ratio,
        size=spec.size,
        quality=spec.quality,
        strength=spec.strength,
        seed=spec.seed,
        provider=spec.service,
        model=spec.model,
        enhance=spec.enhance,
        cost=version.cost,
        created_at=together.now + number,  # 1 ms apart: every list keeps the pictures' order
        owner=together.owner,
    )
