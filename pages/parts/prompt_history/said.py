"""What the drawer answers to the last click in it: shown once; what became of a text, longer."""

from __future__ import annotations

import streamlit as st

from core.errors import DecidedMeanwhile, StudioError
from core.library.timeline import Version
from pages.parts import error_box, formats

SAID = "prompt_history_said"  # in the session: words or refusals, until they are drawn
SAVED = "prompt_history_saved"  # in the session: the version saved last, and what became of it
CHANGED = "prompt_history_changed"  # whether the page behind the drawer shows something old


def say(words: str) -> None:
    """Keep what was done, for the drawer's next drawing."""
    _kept().append(words)


def say_saved(version_id: str, words: str) -> None:
    """Keep what became of a text, to be said beside its version until another one is saved."""
    st.session_state[SAVED] = version_id, words


def draw_saved(version: Version) -> None:
    """Say of the version that was saved last what became of it, until it is live."""
    saved = st.session_state.get(SAVED)
    if saved and saved[0] == version.id and not version.is_live:
        st.success(saved[1], icon=":material/check:")


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
