"""Boxes whose ticks the page knows by itself."""

from __future__ import annotations

import streamlit as st


def show(key: str, *, ticked: bool) -> None:
    """Have a box that is drawn next show whether it is ticked, and tell it only what it isn't.

    A browser takes what it is told over a younger click on the same box, which is lost then.
    """
    if st.session_state.get(key, False) != ticked:
        st.session_state[key] = ticked
