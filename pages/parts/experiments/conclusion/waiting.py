"""Why there is no verdict yet, or none at all, and what to do about it."""

from __future__ import annotations

import streamlit as st

from core.experiments.views.view import ExperimentView
from core.experiments.voting.reads import Phase, VoteState
from pages.parts import addresses

VOTE_TAB = "vote"


def say(view: ExperimentView, state: VoteState) -> None:
    """Say how far the experiment is from its verdict; nobody is told how votes stand."""
    st.info(_words(view, state), icon=":material/balance:")
    if state.phase in (Phase.OPEN, Phase.RUNNING):
        st.button(
            "去盲评",
            key="conclusion_vote",
            icon=":material/how_to_vote:",
            on_click=addresses.keep,
            args=(addresses.TAB, VOTE_TAB),
        )


def _words(view: ExperimentView, state: VoteState) -> str:
    if state.phase == Phase.NONE:
        return _without_votes(view)
    if state.phase == Phase.NOT_RUN:
        return (
            "还没有运行过，没有结论。先在“设置”里核对报价并运行，"
            "再把盲评链接发给投票的人：票收齐后，这里会说哪个版本更好。"
        )
    if state.phase == Phase.RUNNING:
        return "还在运行，没有结论。运行结束、票收齐之后，这里会说哪个版本更好。"
    if state.phase == Phase.ARCHIVED:
        return "实验在揭晓之前归档了，没有结论。创建者取消归档后可以继续盲评。"
    return _collecting(state)


def _without_votes(view: ExperimentView) -> str:
    words = "这个实验没有安排盲评，所以没有“哪个更好”的结论。"
    if view.cells:
        words += "图片在“矩阵”和“筛选”里看，下面是各版本的表现。"
    return (
        f"{words}要有结论，请复制实验，在“设置”里选每对图片由几个人投票，再运行。"
        if view.cells
        else f"{words}要有结论，请在“设置”里选每对图片由几个人投票，再运行。"
    )


def _collecting(state: VoteState) -> str:
    progress, again = state.progress, f"（第 {state.look} 轮）" if state.look > 1 else ""
    wanted = f"{progress.filled}/{progress.wanted} 票" if progress.wanted else "还没有人投票"
    words = (
        f"还没有揭晓{again}：{wanted}。每对图片要 {state.voters} 个人投票，收齐自动揭晓；"
        "在那之前，谁也看不到票投给了哪个版本。"
    )
    if state.is_own:
        return f"{words}把盲评链接发给更多人，或在“盲评”里提前揭晓。"
    return words
