"""The key of 生成's form, kept in the address: a click is one order whichever process it reaches.

Where a process is killed or cut off, the click that it took is repeated at another one. That one
knows nothing of this session, but the browser still has the address. So a click's key is the
form's, with a digest of what was filled in: every process makes the same.

A form's key gives way to the next one once its orders have ended, or something else is filled in.
The next follows from the last: also of a click that no drawing came after, each process knows it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable

import streamlit as st

from core.orders.views import reads
from core.orders.views.results import EndedOrder
from core.orders.views.standing import Desk
from core.studio import current_studio
from core.tables import Generation, OrderStatus, User
from pages.parts import addresses, click_keys

BUTTON = "generate"
SHAPE = re.compile(r"[0-9a-f]{16}")
KEY = "form_key"  # in the session, which is newer than what the browser sends


def of_click(filled_in: object) -> str:
    """Return the key of a click on the form as it is filled in."""
    return _of_click(st.session_state[KEY], filled_in)


def replace() -> None:
    """Make the next click a new wish."""
    click_keys.forget(BUTTON)
    if kept := st.session_state.get(KEY):
        st.session_state[KEY] = _digest(kept)


def is_open(orders: Iterable[Generation | EndedOrder], click_key: str) -> bool:
    """Return whether any of these orders is open that a click with this key placed."""
    return any(
        order.status == OrderStatus.HELD and order.key.startswith(click_key) for order in orders
    )


def keep_or_replace(person: User, desk: Desk, filled_in: object) -> None:
    """Keep the key of the form that this run draws, or replace it; have the address say it."""
    key = st.session_state.get(KEY) or _from_address(person) or secrets.token_hex(8)
    orders = desk.orders
    while _is_over(key, orders, filled_in):
        key = _digest(key)
        click_keys.forget(BUTTON)  # its last click was of the key before
    st.session_state[KEY] = key
    addresses.keep(addresses.FORM, key)


def _from_address(person: User) -> str | None:
    """Return the key that the address has, or the next one where all its orders have ended.

    None where those of the next one have ended too, as a bookmark's have.
    """
    found = addresses.find(addresses.FORM) or ""
    if not SHAPE.fullmatch(found):
        return None
    return next((key for key in (found, _digest(found)) if not _have_ended(person, key)), None)


def _have_ended(person: User, key: str) -> bool:
    """Return whether there are orders under a form's key, none of them open."""
    wanted = {"person": person.id, "key": key}
    with current_studio().database.read() as session:
        statuses = set(session.scalars(reads.STATUSES_BY_KEY, wanted))
    return bool(statuses) and OrderStatus.HELD not in statuses


def _is_over(key: str, orders: Iterable[Generation | EndedOrder], filled_in: object) -> bool:
    """Return whether a key must give way; `orders` are the person's, of any form.

    It must where its own order has ended, unless it was clicked just now: the second half of a
    double click may come later than a fast renderer's picture. And where something else was filled
    in when it was clicked: whoever comes back to that wants another picture.
    """
    click_key = _of_click(key, filled_in)
    placed = [order for order in orders if order.key.startswith(key)]
    if is_open(placed, click_key):
        return False
    has_own = any(order.key.startswith(click_key) for order in placed)
    return bool(placed) and not (has_own and click_keys.was_just_clicked(BUTTON))


def _of_click(key: str, filled_in: object) -> str:
    return key + _digest(repr(filled_in))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
