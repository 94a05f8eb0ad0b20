"""What was set: for others than the owner, and for everybody once the experiment has run."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.experiments.shapes import CaseShape
from core.experiments.views.view import ArmView, ExperimentView
from core.library.timeline import Timeline
from pages.parts import formats, identity, pictures
from pages.parts.experiments import arm_words
from pages.parts.experiments.cells import arm_names


def draw(view: ExperimentView, history: Timeline) -> None:
    """Draw arms, cases and size as they are, and why they can't be changed here."""
    _explain(view)
    if not view.is_sealed:
        _draw_arms(view, history)
    _draw_cases(view.cases)
    st.caption(_size(view))


def _explain(view: ExperimentView) -> None:
    if view.is_sealed:
        words = "这个实验要盲评：揭晓之前，版本和图片只有创建者能看到。"
    elif not view.is_own and view.is_locked:
        words = f"这是别人的实验，只能看。提示词是会员专属的：{identity.as_member()}才能复制。"
    elif not view.is_own:
        words = "这是别人的实验，只能看；想改着用，可以“复制实验”。"
    elif view.is_locked:
        words = f"会员专属的提示词：{identity.as_member()}才能修改和运行。"
    else:
        words = "实验运行过，设置已经固定；可以在下面追加用例或版本，只运行新的格子。"
    st.info(words, icon=":material/lock:")
    if view.is_locked and not view.is_own:
        st.caption("版本的文字和用例的值也只有会员能看到。")


def _draw_arms(view: ExperimentView, history: Timeline) -> None:
    arms = list(view.arms.values())
    st.markdown("**比较什么**")
    st.caption(arm_words.compared([arm.shape for arm in arms]))
    rows = [_arm_row(arm, history) for arm in arms]
    st.dataframe(rows, hide_index=True, alt="版本表，每行一个版本")
    for arm in arms:
        if arm.text:
            with st.expander(f"{arm_names.letter(arm.number)} 的文字：第 {arm.version} 版"):
                st.text(arm.text)


def _arm_row(arm: ArmView, history: Timeline) -> dict[str, str]:
    known = history.find(arm.shape.version_id)
    return {
        "代号": arm_names.letter(arm.number),
        "版本": arm_words.version(known) if known else f"第 {arm.version} 版",
        "图片由谁画": arm_words.made_with(arm.shape),
        "单价": formats.tokens(arm.cost),
        "基准": "基准" if arm.shape.is_base else "",
    }


def _draw_cases(cases: Mapping[int, CaseShape]) -> None:
    st.markdown("**用例**")
    if not cases:
        st.caption("还没有用例。")
        return
    rows = [
        {
            "编号": str(number),
            "标题": case.title,
            **{f"{{{{{name}}}}}": value for name, value in case.variables.items()},
            "必查点": case.look_for,
            "参考图片": pictures.address("reference", case.reference) if case.reference else None,
        }
        for number, case in cases.items()
    ]
    st.dataframe(
        rows,
        hide_index=True,
        column_config={"参考图片": st.column_config.ImageColumn("参考图片")},
        placeholder="",
        alt="用例表，每行一个用例",
    )


def _size(view: ExperimentView) -> str:
    experiment = view.experiment
    words = f"每格 {experiment.repeats} 次"
    if experiment.voters:
        own = "创建者的票也算" if experiment.own_votes else "创建者的票不算"
        return f"{words}；每对图片 {experiment.voters} 人盲评，{own}。"
    return f"{words}；不投票。"
