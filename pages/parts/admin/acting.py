"""One click of an administrator: its key, its reason, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.administration import access
from core.administration.record import Click
from core.errors import StudioError
from core.library import words
from core.studio import current_studio
from pages.parts import click_keys, error_box
from pages.parts.identity import current_person
from pages.parts.notices import tell

ROUND = "act_round"  # in the session: counts acts, so that the next one's fields are empty
REFUSED = "act_refused"  # in the session: the last refusal, until it is drawn
CHANGED = "act_changed"  # in the session: whether the page behind a drawer shows something old

Act = Callable[[Click], bool]


def field(name: str) -> str:
    """Return the key of an input, which is another one after each act."""
    return f"act_{name}_{st.session_state.get(ROUND, 0)}"


def filled(name: str) -> Any:
    """Return what stands in an input at a click, whether it was drawn since it changed or not."""
    return st.session_state.get(field(name))


def admit() -> None:
    """Draw nothing further for who does not administer, and say so."""
    try:
        access.admit(current_studio(), current_person().id)
    except StudioError as error:
        error_box.show(error)
        st.stop()


def begin_drawer() -> None:
    """Draw the page anew behind a drawer whose click has changed something; show a refusal."""
    admit()  # a drawer is drawn by itself, maybe after the role has gone
    if st.session_state.pop(CHANGED, False):
        st.rerun()
    if error := st.session_state.pop(REFUSED, None):
        error_box.show(error)


def draw_reason(example: str) -> None:
    """Draw the sentence that every act is recorded with, and an example of one."""
    st.text_input(
        "原因（写进操作记录）",
        key=field("reason"),
        max_chars=words.MAX_WHY,
        placeholder=f"一句话，例如：{example}",
    )


def perform(name: str, wish: object, act: Act, done: str) -> None:
    """Make an act under its click's key: the callback of its button; `wish` is what it changes."""
    button, reason = f"act_{name}", filled("reason") or ""
    if click_keys.was_just_clicked(button) and not reason:
        return  # a double click: whoever means another act has given a reason for it
    click = Click(current_person().id, click_keys.key(button, (wish, reason)), reason)
    try:
        is_new = act(click)
    except StudioError as error:
        st.session_state[REFUSED] = error
        return
    click_keys.clicked(button)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state[CHANGED] = True
    tell(done if is_new else "这次操作之前已经生效，没有重复执行。", ":material/check:")
