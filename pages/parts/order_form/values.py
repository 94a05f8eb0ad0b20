"""Values of the text's variables that an earlier order brings into the form; else it has its own.

The address names that order: after a reload, or at another process, the values are its again. They
themselves stand in no address.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import streamlit as st

from core.errors import StudioError
from core.library import variables
from core.library.prompts import Card
from core.orders.views import reads
from core.studio import current_studio
from core.tables import Generation, User
from pages.parts import addresses, formats

BROUGHT = "values"  # in the session: names with values, those alone that are not the text's own
SOURCE = "values_of"  # in the session: the order that brought them


def of_order(order: Generation) -> tuple[tuple[str, str], ...]:
    """Return the values that an order had, as far as its reader may see them."""
    return tuple(json.loads(order.variables).items())


def forget() -> None:
    """Leave the text its own values."""
    st.session_state[BROUGHT] = ()
    st.session_state[SOURCE] = None


def follow_address(person: User, prompt_id: str) -> None:
    """Take up the values of the order that the address names, if it is of this prompt."""
    if order_id := addresses.find(addresses.VALUES_OF):
        with suppress(StudioError):  # it is somebody else's, or none: then nothing is brought
            order = reads.find(current_studio().database, person, order_id).order
            if order.prompt_id == prompt_id:
                st.session_state[BROUGHT], st.session_state[SOURCE] = of_order(order), order.id


def fitted(card: Card | None) -> Card | None:
    """Keep those values that this card's text has a place for; return the card that lacks less."""
    brought = _fitting(card) if card else {}
    st.session_state[BROUGHT] = tuple(brought.items())
    addresses.keep(addresses.VALUES_OF, st.session_state.get(SOURCE) if brought else None)
    if card is None or not brought:
        return card
    return replace(card, missing=tuple(name for name in card.missing if name not in brought))


def _fitting(card: Card) -> dict[str, str]:
    brought = dict(st.session_state[BROUGHT])
    if not brought or card.text is None:
        return {}
    return {
        name: brought[name]
        for name in variables.names(card.text)
        if brought.get(name, "").strip() and brought[name] != card.values.get(name)
    }


def draw() -> None:
    """Say which values are not the text's own, and draw the way back to those."""
    if brought := st.session_state[BROUGHT]:
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            said = "；".join(f"{name}＝{value}" for name, value in brought)
            st.caption(formats.plain(f"变量：{said}"))
            st.button("改用默认值", key="forget_values", type="tertiary", on_click=forget)
