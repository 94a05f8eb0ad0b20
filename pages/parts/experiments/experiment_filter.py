"""Which experiments are listed: whose, and in which state; both in the address."""

from __future__ import annotations

import streamlit as st

from core.experiments.overview import ExperimentFilter, State
from core.messages.experiments import STATES
from pages.parts import addresses, identity
from pages.parts.widgets import pager

ALL, MINE, WAITING, VOTING = "全部", "我的", "待我评", "等我投票"


def draw() -> ExperimentFilter:
    """Draw the two choices; return what they stand for."""
    with st.container(horizontal=True, vertical_alignment="center"):
        scope = st.segmented_control(
            "范围",
            [ALL, MINE, WAITING, VOTING],
            default=ALL,
            required=True,
            key=addresses.EXPERIMENT_SCOPE,
            label_visibility="collapsed",
            **pager.filters(addresses.EXPERIMENT_PAGE),
        )
        state = st.selectbox(
            "状态",
            list(State),
            index=None,
            key=addresses.EXPERIMENT_STATE,
            format_func=lambda state: STATES[state],
            placeholder="全部状态",
            label_visibility="collapsed",
            width=160,
            **pager.filters(addresses.EXPERIMENT_PAGE),
        )
    return ExperimentFilter(
        mine=scope == MINE, waiting=scope == WAITING, voting=scope == VOTING, state=state
    )


def say_nothing(chosen: ExperimentFilter) -> None:
    """Say that the list is empty: by its filter, or because nobody has begun."""
    if chosen == ExperimentFilter(waiting=True):
        st.info("没有等你评价或投票的图片。", icon=":material/done_all:")
    elif chosen == ExperimentFilter(voting=True):
        st.info(
            "没有等你投票的实验。"
            if identity.signs_in()
            else "没有等你投票的实验。演示身份不能投票：先在侧边栏“以新名字开始”。",
            icon=":material/how_to_vote:",
        )
    elif chosen != ExperimentFilter():
        st.info("没有符合条件的实验：换一个范围或状态。", icon=":material/search_off:")
    else:
        with st.container(border=True):
            st.markdown("**还没有实验**")
            st.markdown(
                "实验回答一个问题，例如“改过的提示词，水墨感更好吗？”："
                "让同一个提示词的 2 到 4 个版本画同一批用例，并排看，逐张评，再决定用哪一版。"
            )
            st.markdown(
                "1. 点上面的“新建实验”，选一个提示词  \n"
                "2. 写下问题，选好要比较的版本，填几个用例  \n"
                "3. 看清报价，先试一格，再运行"
            )
