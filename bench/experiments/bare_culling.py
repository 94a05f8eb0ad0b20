"""What culling can't be quicker than: one keyed button that shows the next picture in a fragment.

The addresses of the pictures are the lines of the file that `BENCH_PICTURES` names.
"""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

PICTURES = Path(os.environ["BENCH_PICTURES"]).read_text(encoding="utf-8").splitlines()
AHEAD = 2  # as 筛选 has it


def show_next() -> None:
    """Go on by one picture."""
    st.session_state["shown"] += 1


@st.fragment
def draw() -> None:
    """Draw the picture, the button, and the next ones as dots."""
    shown = st.session_state.setdefault("shown", 0)
    with st.container(key="culling"):
        st.image(PICTURES[shown], width=560)
        st.button("words", shortcut="1", on_click=show_next)
        for address in PICTURES[shown + 1 : shown + 1 + AHEAD]:
            st.image(address, width=1)


draw()
