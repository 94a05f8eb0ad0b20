"""One experiment of the list: its question, its size, how it stands, a strip of pictures."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from core.experiments.overview import ExperimentRow, State
from core.messages.experiments import STATES
from core.tables import User
from pages.parts import formats, pictures
from pages.parts.experiments import starting

STRIP_WIDTH = 68  # px of a picture: four beside each other on a phone
UNASKED = "（还没有写问题）"
_COLOURS: dict[State, Literal["gray", "blue", "orange", "green"]] = {
    State.DRAFT: "gray",
    State.RUNNING: "blue",
    State.JUDGING: "orange",
    State.DONE: "green",
    State.ARCHIVED: "gray",
}


def draw(row: ExperimentRow, person: User, *, is_demo: bool) -> None:
    """Draw the card; its question opens it. `is_demo` says that no AI made some of its pictures."""
    with st.container(border=True, gap="xsmall", key=f"experiment_{row.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.button(
                f"**{formats.plain(row.question or UNASKED)}**",
                key=f"open_{row.id}",
                type="tertiary",
                on_click=starting.open_experiment,
                args=(row.id,),
            )
            draw_badges(row.state, is_demo=is_demo)
        st.caption(_summary(row))
        if row.strip:
            with st.container(horizontal=True, gap="xsmall", key=f"strip_{row.id}"):
                for order_id in row.strip:
                    st.image(
                        pictures.address("thumbnail", order_id), width=STRIP_WIDTH, alt="实验图片"
                    )
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            if row.voters and row.state == State.JUDGING:
                _draw_way_to_vote(row)
            if not row.is_sealed:
                starting.draw_copy(row.id, person)
            if row.state == State.DRAFT:
                starting.draw_delete(row.id, person)


def _draw_way_to_vote(row: ExperimentRow) -> None:
    st.button(
        "去盲评",
        key=f"vote_{row.id}",
        icon=":material/how_to_vote:",
        on_click=starting.open_experiment,
        args=(row.id, "vote"),
    )
    st.caption("盲评中：两张图片并排，说哪张更好")


def draw_badges(state: State, *, is_demo: bool) -> None:
    """Draw how an experiment stands, and whether no AI made some of its pictures."""
    st.badge(STATES[state], color=_COLOURS[state])
    if is_demo:
        st.badge("演示图片", icon=":material/theater_comedy:", color="orange")


def _summary(row: ExperimentRow) -> str:
    parts = [formats.plain(row.prompt_title)]
    if not row.is_sealed:
        parts.append(f"{row.arms} 版 × {row.cases} 用例 × {row.repeats} 次")
    parts += [formats.plain(row.owner), f"{formats.local(row.created_at):%Y-%m-%d %H:%M}"]
    if row.state != State.DRAFT and not row.is_sealed:
        parts.append(f"完成 {row.ended}/{row.places} 格，{row.pictures} 张图片")
        parts.append(f"已用 {formats.tokens(row.spent)}")
    return "　".join(parts)
