"""What the drawer answers to the last click in it: shown once, at its top."""

from __future__ import annotations

import streamlit as st

from core.errors import DecidedMeanwhile, StudioError
from pages.parts import error_box, formats

SAID = "prompt_history_said"  # in the session: words or refusals, until they are drawn
CHANGED = "prompt_history_changed"  # whether the page behind the drawer shows something old


def say(words: str) -> None:
    """Keep what was done, for the drawer's next drawing."""
    _kept().append(words)


def refuse(error: StudioError) -> None:
    """Keep why something was not done."""
    _kept().append(error)


def change_page() -> None:
    """Have the whole page drawn anew: a click in the drawer changed what stands behind it."""
    st.session_state[CHANGED] = True


def draw() -> None:
    """Draw what was kept, in its order, once the page behind is drawn anew where it has to be."""
    if st.session_state.pop(CHANGED, False):
        st.rerun()
    for each in st.session_state.pop(SAID, []):
        if isinstance(each, str):
            st.success(formats.plain(each), icon=":material/check:")
            continue
        error_box.show(each)
        if isinstance(each, DecidedMeanwhile):
            st.caption(f"换版的时间：{formats.moment(each.facts['since'])}")


def _kept() -> list[str | StudioError]:
    kept: list[str | StudioError] = st.session_state.setdefault(SAID, [])
    return kept
