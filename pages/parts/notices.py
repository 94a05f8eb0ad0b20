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
    """Keep a message for the end of the run; the same one once."""
    kept: list[_Notice] = st.session_state.setdefault(NOTICES, [])
    if all(notice.text != text or notice.shown_at for notice in kept):
        kept.append(_Notice(text, icon))


def tell_refusal(error: StudioError) -> None:
    """Keep a refusal for the end of the run, where no box on the page belongs to the click."""
    tell(error_box.words(error), ":material/error:")


def forget_seen() -> None:
    """Drop what has been seen, once all of it has; called as the first thing of a run.

    The browser knows a toast by its place among them: one that moved up would be shown again.
    """
    now = time.monotonic()
    kept: list[_Notice] = st.session_state.setdefault(NOTICES, [])
    if all(notice.shown_at and now - notice.shown_at >= DRAWN_S for notice in kept):
        kept.clear()


def show() -> None:
    """Show what is new as one toast, behind those before it; called as the last thing of a run."""
    kept: list[_Notice] = st.session_state[NOTICES]
    shown = [notice for notice in kept if notice.shown_at]
    if new := [notice for notice in kept if not notice.shown_at]:
        shown.append(_Notice("\n\n".join(notice.text for notice in new), new[-1].icon))
    for notice in shown:
        st.toast(notice.text, icon=notice.icon)
    now = time.monotonic()
    for notice in shown:
        notice.shown_at = notice.shown_at or now
    st.session_state[NOTICES] = shown
