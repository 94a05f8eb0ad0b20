"""From a filled form to its orders, placed together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.orders import gate, placing
from core.orders.specs import OrderForm, specs_of

if TYPE_CHECKING:
    from core.studio import Studio
    from core.tables import Generation


def submit(studio: Studio, person_id: str, form: OrderForm) -> list[Generation]:
    """Place the form's orders, all or none, with their tokens on hold; return them.

    A repeated key returns the orders that it made the first time, held or settled. Raise what
    `core.orders.placing.place` raises.
    """
    gate.check_form(form)
    specs = specs_of(form, studio.services, studio.new_seed)
    return placing.place(studio, person_id, specs)
