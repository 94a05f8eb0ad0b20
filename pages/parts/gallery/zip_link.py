"""下载所选: the link that downloads the chosen pictures as a zip, in the same tab."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from core.downloads import selection
from core.downloads.selection import MOST, Selection
from core.studio import current_studio
from core.tables import User
from pages.parts import formats


def draw(person: User, order_ids: Sequence[str]) -> None:
    """Draw the link for some of the person's orders; draw nothing for none of them.

    A link and no button: a download button would hold the whole file in memory.
    """
    if not order_ids:
        return
    if len(order_ids) > MOST:
        st.caption(f"一次最多下载 {MOST} 张，现在选了 {len(order_ids)} 张。")
        return
    draw_link(person, order_ids, f"下载所选（{len(order_ids)} 张）")


def draw_link(person: User, order_ids: Sequence[str], label: str) -> None:
    """Draw a link for at least one and at most MOST of the person's orders."""
    studio = current_studio()
    chosen = Selection(person.id, tuple(order_ids), formats.zone().key)
    address = selection.address(studio.images, chosen, studio.now())
    st.html(f'<a class="zip-link" href="{escape(address)}" download>{label}</a>', width="content")
