"""The orders whose end this session is still to see, or to be told of."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from core.orders.views import reads
from core.studio import current_studio
from core.tables import Generation, Outcome, User
from pages.parts import formats
from pages.parts.identity import open_order_ids
from pages.parts.notices import tell

WATCHED = "watched"  # in the session: (person, order) of each, in the order of their placing


def watch(orders: Iterable[Generation]) -> None:
    """Watch orders until their end is seen or told, each once."""
    watched = _watched()
    named = ((order.user_id, order.id) for order in orders)
    watched.extend(each for each in named if each not in watched)


def take_ended(person: User) -> frozenset[str]:
    """Return the ids of this person's watched orders that this run does not show as open.

    Each once: who takes them shows their ends.
    """
    watched, is_open = _watched(), open_order_ids()
    over = [each for each in watched if each[0] == person.id and each[1] not in is_open]
    for each in over:
        watched.remove(each)
    return frozenset(order_id for _, order_id in over)


def tell_ended(person: User) -> None:
    """Tell in one notice of the ends that the page has not shown; called at a run's end."""
    database = current_studio().database
    ended = [reads.find(database, person, order_id).order for order_id in take_ended(person)]
    settled = [order for order in ended if order.outcome == Outcome.SETTLED]
    failed = [order for order in ended if order.outcome == Outcome.FAILED]
    said = []
    if settled:
        charged = formats.tokens(sum(order.cost for order in settled))
        said.append(f"{len(settled)} 张图片完成：扣除 {charged}。")
    if failed:
        said.append(f"{len(failed)} 张没有生成，没有扣除代币；原因在“生成”页。")
    if said:
        tell("".join(said), ":material/check:" if settled else ":material/info:")


def _watched() -> list[tuple[str, str]]:
    watched: list[tuple[str, str]] = st.session_state.setdefault(WATCHED, [])
    return watched
