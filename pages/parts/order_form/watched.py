"""The orders whose end this session is still to be told of."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from core.orders import reads
from core.studio import current_studio
from core.tables import Generation, User
from pages.parts.identity import open_order_ids

WATCHED = "watched"  # in the session: (person, order) of each, in the order of their placing


def watch(orders: Iterable[Generation]) -> list[Generation]:
    """Watch orders until their end is told; return those that were not watched before."""
    watched = _watched()
    new = [order for order in orders if (order.user_id, order.id) not in watched]
    watched.extend((order.user_id, order.id) for order in new)
    return new


def ended(person: User) -> list[Generation]:
    """Return this person's watched orders that this run no longer shows as open, each once."""
    watched, is_open = _watched(), open_order_ids()
    over = [each for each in watched if each[0] == person.id and each[1] not in is_open]
    orders = [reads.find(current_studio().database, person, order_id).order for _, order_id in over]
    for each in over:
        watched.remove(each)
    return orders


def _watched() -> list[tuple[str, str]]:
    watched: list[tuple[str, str]] = st.session_state.setdefault(WATCHED, [])
    return watched
