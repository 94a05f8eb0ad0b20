"""What culling and voting can't be quicker than: one keyed button that shows what is next.

The addresses of the pictures are the lines of the file that `BENCH_PICTURES` names. So many of them
as `BENCH_BESIDE` says, one without it, are shown beside each other.
"""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

PICTURES = Path(os.environ["BENCH_PICTURES"]).read_text(encoding="utf-8").splitlines()
BESIDE = int(os.environ.get("BENCH_BESIDE", "1"))
AHEAD = 2  # pictures, as 筛选 and 盲评 have it


def show_next() -> None:
    """Go on by one picture, or by all that stand beside each other."""
    st.session_state["shown"] += BESIDE


@st.fragment
def draw() -> None:
    """Draw the pictures, the button, and the next ones as dots."""
    shown = st.session_state.setdefault("shown", 0)
    ahead = shown + BESIDE
    with st.container(key="culling"):
        with st.grid(BESIDE):
            for address in PICTURES[shown:ahead]:
                st.image(address, width=560)
        st.button("words", shortcut="1", on_click=show_next)
        for address in PICTURES[ahead : ahead + AHEAD]:
            st.image(address, width=1)


draw()
