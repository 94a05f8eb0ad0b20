"""A part of a page that is drawn again by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import streamlit as st


@cache
def fragment(draw: Callable[..., None], every_s: float | None = None) -> Callable[..., None]:
    """Return a module's function as a fragment: drawn again after each click in it, and in time.

    Made once for each function: inspecting it takes Streamlit longer than to draw a line.
    """
    return st.fragment(draw, run_every=every_s)
