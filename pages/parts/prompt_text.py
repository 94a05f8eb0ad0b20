"""A prompt's text on the page, and how it differs from another: as typed, never as Markdown."""

from __future__ import annotations

import html
from collections.abc import Mapping

import streamlit as st

from core.library import diff
from core.library.diff import Kind, Piece
from core.library.timeline import Version
from pages.parts import formats

NOTHING = "—"
_TAGS = {Kind.SAME: "{}", Kind.REMOVED: "<del>{}</del>", Kind.ADDED: "<ins>{}</ins>"}


def draw_text(text: str) -> None:
    """Draw a text with its line breaks."""
    _draw([Piece(Kind.SAME, text)])


def draw_changes(before: str, after: str) -> None:
    """Draw two texts in one, by character: what is gone struck out, what is new underlined."""
    found = diff.pieces(before, after)
    _draw(found)
    if all(piece.kind == Kind.SAME for piece in found):
        st.caption("正文相同。")


def draw_difference(live: Version, text: str, values: Mapping[str, str]) -> None:
    """Draw what a text and its variables' own values change of the live version."""
    st.caption(f"与线上版（第 {live.number} 版）的差别")
    draw_changes(live.text or "", text)
    if differences := diff.values(live.parameters, values):
        st.table(
            {
                "变量": [formats.plain(each.name) for each in differences],
                "线上版的默认值": [_value(each.before) for each in differences],
                "这一版的默认值": [_value(each.after) for each in differences],
            },
            border="horizontal",
            hide_index=True,
        )


def _draw(pieces: list[Piece]) -> None:
    inside = "".join(_TAGS[piece.kind].format(html.escape(piece.text)) for piece in pieces)
    st.html(f'<div class="prompt-text">{inside}</div>')


def _value(value: str | None) -> str:
    return formats.plain(value) if value else NOTHING
