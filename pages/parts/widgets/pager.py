"""The page numbers under a long list: kept in the session and the address under the list's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypedDict

import streamlit as st

from core.listing.pages import Page
from pages.parts import addresses

PAGE_DIGITS = 9  # of a page number that somebody typed into the address


class Filters(TypedDict):
    """What a widget that filters a list has beside its choices."""

    bind: Literal["query-params"]
    on_change: Callable[[str], None]
    args: tuple[str]


def asked(name: str) -> int:
    """Return the page number from the session or, after a reload, the address; 1 for nonsense."""
    number = str(st.session_state.get(name) or addresses.find(name))[:PAGE_DIGITS]
    return int(number) if number.isdecimal() else 1


def to_first(name: str) -> None:
    """Begin at the newest rows: another choice of rows has other pages."""
    st.session_state[name] = 1


def filters(name: str) -> Filters:
    """Return what makes a widget filter a list: kept in the address, a change shows page 1."""
    return {"bind": "query-params", "on_change": to_first, "args": (name,)}


def draw(name: str, page: Page[Any]) -> None:
    """Draw the page numbers; the address may have asked for a page after the last one."""
    if asked(name) != page.number:
        st.session_state[name] = page.number
    if page.pages > 1:
        st.pagination(page.pages, key=name, bind="query-params", max_visible_pages=5)
