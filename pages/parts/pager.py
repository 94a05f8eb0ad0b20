"""The page numbers under a long list: kept in the session and the address under the list's name."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.listing import Page
from pages.parts import addresses

PAGE_DIGITS = 9  # of a page number that somebody typed into the address


def asked(name: str) -> int:
    """Return the page number from the session or, after a reload, the address; 1 for nonsense."""
    number = str(st.session_state.get(name) or addresses.find(name))[:PAGE_DIGITS]
    return int(number) if number.isdecimal() else 1


def to_first(name: str) -> None:
    """Begin at the newest rows: another choice of rows has other pages."""
    st.session_state[name] = 1


def draw(name: str, page: Page[Any]) -> None:
    """Draw the page numbers; the address may have asked for a page after the last one."""
    if asked(name) != page.number:
        st.session_state[name] = page.number
    if page.pages > 1:
        st.pagination(page.pages, key=name, bind="query-params", max_visible_pages=5)
