"""Moving pictures to the bin and back, and the line that says so with its 撤销."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.errors import StudioError
from core.pictures import trash
from core.studio import Studio, current_studio
from pages.parts.identity import current_person
from pages.parts.notices import tell_refusal

LAST_MOVE = "moved_to_bin"  # in the session: whose, and the orders that the last move took away

Move = Callable[[Studio, str, Sequence[str]], list[str]]


def put_in(order_ids: Sequence[str]) -> None:
    """Move pictures to the bin; the next run offers to undo it."""
    if moved := _move(trash.trash, order_ids):
        st.session_state[LAST_MOVE] = (current_person().id, moved)


def take_out(order_ids: Sequence[str]) -> None:
    """Bring pictures back from the bin."""
    _move(trash.restore, order_ids)
    forget()


def forget() -> None:
    """Offer no undoing any more."""
    st.session_state.pop(LAST_MOVE, None)


def _move(move: Move, order_ids: Sequence[str]) -> list[str]:
    try:
        return move(current_studio(), current_person().id, order_ids)
    except StudioError as error:
        tell_refusal(error)
        return []


def draw_undo() -> None:
    """Say what the person's last move took away, and offer to bring it back."""
    person_id, moved = st.session_state.get(LAST_MOVE, ("", []))
    if person_id != current_person().id:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="undo"):
        words = f"{len(moved)} 张图片已移到回收站，{trash.KEEP_DAYS} 天后删除文件。"
        st.markdown(words, width="content")
        st.button("撤销", icon=":material/undo:", on_click=take_out, args=(moved,))
        st.button("知道了", type="tertiary", on_click=forget)
