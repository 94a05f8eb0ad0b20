"""Short messages of what the page itself does not show, also when a second click follows at once.

A toast is lost when its run is aborted, and also when the next run begins before the browser has
drawn it: so a message is kept until a run that nothing followed at once has shown it. The browser
does not show the same one twice.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import streamlit as st

from core.errors import StudioError
from pages.parts import error_box

NOTICES = "notices"  # in the session: what was told and not seen yet
DRAWN_S = 3.0  # what was sent so long before the next run has been drawn, on a busy machine too


@dataclass
class _Notice:
    text: str
    icon: str
    shown_at: float | None = None


def tell(text: str, icon: str) -> None:
    """Keep a message for the end of the run, once."""
    kept: list[_Notice] = st.session_state.setdefault(NOTICES, [])
    if all(notice.text != text for notice in kept):
        kept.append(_Notice(text, icon))


def tell_refusal(error: StudioError) -> None:
    """Keep a refusal for the end of the run, where no box on the page belongs to the click."""
    tell(error_box.words(error), ":material/error:")


def forget_seen() -> None:
    """Drop what has been seen; called as the first thing of a run."""
    now = time.monotonic()
    st.session_state[NOTICES] = [
        notice
        for notice in st.session_state.get(NOTICES, [])
        if notice.shown_at is None or now - notice.shown_at < DRAWN_S
    ]


def show() -> None:
    """Show what was kept as one toast; called as the last thing of a run."""
    kept: list[_Notice] = st.session_state[NOTICES]
    if kept:
        st.toast("\n\n".join(notice.text for notice in kept), icon=kept[-1].icon)
    for notice in kept:
        notice.shown_at = time.monotonic()
