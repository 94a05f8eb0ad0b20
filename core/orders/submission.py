"""From a filled form to the specs of its orders, placed together."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from core.orders import gate, placing
from core.orders.gate import OrderForm, OrderSpec

if TYPE_CHECKING:
    from core.studio import Studio
    from core.tables import Generation


def submit(studio: Studio, person_id: str, form: OrderForm) -> list[Generation]:
    """Place the form's orders, all or none, with their tokens on hold; return them.

    A repeated key returns the orders that it made the first time, held or settled. Raise what
    `core.orders.placing.place` raises.
    """
    service = gate.service_of(form, studio.services)
    gate.check_form(form, service, can_enhance=studio.rewriter is not None)
    specs = [_spec(studio, form, number) for number in range(form.pictures)]
    return placing.place(studio, person_id, specs)


def _spec(studio: Studio, form: OrderForm, number: int) -> OrderSpec:
    """Return the form's picture of this number, with what the form leaves open decided."""
    service = gate.service_of(form, studio.services)
    model = gate.model_of(form, service)
    return OrderSpec(
        key=f"{form.key}:{number}",
        fingerprint=_fingerprint(form),
        prompt_id=form.prompt_id,
        version_id=form.version_id,
        variables=form.variables,
        wish=form.wish,
        reference=form.reference,
        reference_name=form.reference_name,
        service=service.name,
        model=model.id,
        aspect_ratio=form.aspect_ratio,
        size=form.size or model.sizes[0],
        seed=_seed(studio, form, number),
        enhance=form.enhance,
    )


def _seed(studio: Studio, form: OrderForm, number: int) -> int:
    """Return a fresh seed; with a fixed one, count up from it, or all pictures would be equal."""
    if form.seed is None:
        return studio.new_seed()
    return (form.seed + number) % (gate.MAX_SEED + 1)


def _fingerprint(form: OrderForm) -> str:
    return hashlib.sha256(json.dumps(asdict(form), sort_keys=True).encode()).hexdigest()
