"""What 盲评 says where there is no ballot: what is missing, who can vote, where the result is."""

from __future__ import annotations

import streamlit as st

from core.experiments.views.view import ExperimentView
from core.experiments.voting.reads import Phase, VoteState
from pages.parts import addresses
from pages.parts.frame import demo_people

CONCLUSION = "conclusion"  # the tab that has what came of the votes


def say_phase(view: ExperimentView, state: VoteState) -> None:
    """Say why nobody can vote now, and what comes next."""
    if state.phase == Phase.NONE:
        _say_none(view)
    elif state.phase == Phase.NOT_RUN:
        st.info(
            f"实验还没有运行。运行结束后，这里就能盲评：每对图片要 {state.voters} 人投票。",
            icon=":material/hourglass_empty:",
        )
    elif state.phase == Phase.ARCHIVED:
        st.info(
            "实验已归档，没有揭晓，不能再投票；创建者取消归档后可以继续。",
            icon=":material/inventory_2:",
        )
    else:
        st.success("结果已经揭晓，这一轮投票结束了。谢谢大家。", icon=":material/task_alt:")
        st.button(
            "看结论",
            type="primary",
            icon=":material/balance:",
            on_click=addresses.keep,
            args=(addresses.TAB, CONCLUSION),
        )


def ask_name(state: VoteState) -> None:
    """Ask somebody who is here as a demo person for a name of their own; the link stays."""
    with st.container(border=True):
        st.markdown("**先取一个名字，再开始盲评**")
        st.markdown(
            "两张图片并排，不写是谁画的，你只说哪张更好。"
            f"每对图片要 {state.voters} 个不同的人投票，"
            "演示身份谁都可以用，所以不能投票。"
        )
        st.button(
            "以新名字开始",
            key="name_for_voting",
            type="primary",
            icon=":material/person_add:",
            on_click=demo_people.ask_new_name,
        )
        st.caption("取好名字会留在这一页；以前取过名字的，在侧边栏“演示身份”里选回来。")


def _say_none(view: ExperimentView) -> None:
    words = "这个实验没有安排盲评。"
    if not view.is_own:
        words += "图片可以在“矩阵”和“对照”里看，在“筛选”里评。"
    elif view.experiment.frozen_at is None:
        words += "想要盲评，请在“设置”的“规模”里填投票人数，再运行。"
    else:
        words += "投票人数在运行时已经固定；想要盲评，可以“复制实验”，填好投票人数再运行。"
    st.info(words, icon=":material/how_to_vote:")
