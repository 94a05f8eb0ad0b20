"""Idempotency keys of this session's buttons: a double click is one order, one grant.

A key belongs to a button's name and the inputs behind it. It stays while the inputs stay, until
the run that shows the end of what it started, and for a moment after its last click: of a double
click on a fast renderer, the second half may come when the order has already ended.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

import streamlit as st

from core.studio import current_studio

KEYS = "keys"  # in the session: the key of each button
DOUBLE_CLICK_S = 1.0  # two clicks closer than this are one wish


@dataclass
class _Key:
    inputs: object
    value: str = field(default_factory=lambda: secrets.token_hex(8))
    clicked_at: float | None = None
    orders: tuple[str, ...] = ()
    end_was_shown: bool = False

    @property
    def is_spent(self) -> bool:
        """Return whether the next click would be a new wish."""
        if self.clicked_at is None or not self.end_was_shown:
            return False
        return current_studio().monotonic() - self.clicked_at > DOUBLE_CLICK_S


def key(name: str, inputs: object = None) -> str:
    """Return the key of this button; a new one when its inputs changed or its work is over."""
    keys = _keys()
    if name not in keys or keys[name].inputs != inputs or keys[name].is_spent:
        keys[name] = _Key(inputs)
    return keys[name].value


def is_spent(name: str) -> bool:
    """Return whether this button's next click would be a new wish with the same inputs."""
    return name in _keys() and _keys()[name].is_spent


def clicked(name: str, orders: tuple[str, ...] = ()) -> None:
    """Note that the key was used, and which orders it stands for."""
    used = _keys().setdefault(name, _Key(None))
    used.clicked_at = current_studio().monotonic()
    used.orders = orders
    used.end_was_shown = False


def was_just_clicked(name: str) -> bool:
    """Return whether this button's last click is so near that both are one double click."""
    used = _keys().get(name)
    if used is None or used.clicked_at is None:
        return False
    return current_studio().monotonic() - used.clicked_at <= DOUBLE_CLICK_S


def orders(name: str) -> tuple[str, ...]:
    """Return the orders that this button's key stands for."""
    used = _keys().get(name)
    return used.orders if used else ()


def forget(name: str) -> None:
    """Make the next click a new wish."""
    _keys().pop(name, None)


def note_shown(open_orders: frozenset[str]) -> None:
    """Note whose orders have all ended; called at the end of the run that has shown the ends."""
    for used in _keys().values():
        used.end_was_shown = open_orders.isdisjoint(used.orders)


def _keys() -> dict[str, _Key]:
    keys: dict[str, _Key] = st.session_state.setdefault(KEYS, {})
    return keys
