"""One arm's verdict: the sentence first, the interval as a picture, what it rests on, 采用."""

from __future__ import annotations

import json
from typing import Literal

import altair as alt
import streamlit as st

from core.experiments.verdict.rule import ArmVerdict, Kind
from core.experiments.verdict.tally import Tally
from core.experiments.views.reads import ExperimentView
from core.library.timeline import Timeline
from core.messages.verdicts import VERDICTS, Side
from core.tables import User
from pages.parts import formats
from pages.parts.experiments.cells import arm_names
from pages.parts.experiments.conclusion import adoption
from pages.parts.experiments.conclusion.sides import explain

HEIGHT = 96  # px of the interval and its axis
TEAL, GREY = "#2a8381", "#8a9399"  # both are seen on white and on near black
ALIKE, NEAR = 50, (40, 60)  # percent: no side is better; what nobody would act on
MORE = "想看得更清楚，可以在“设置”里追加用例再评一轮；每多看一次，要求会更高一些。"
_COLOURS: dict[Kind, Literal["green", "orange", "gray", "blue"]] = {
    Kind.ARM: "green",
    Kind.BASE: "orange",
    Kind.NO_DIFFERENCE: "blue",
    Kind.UNCLEAR: "gray",
    Kind.TOO_FEW: "gray",
}


def draw(
    view: ExperimentView,
    person: User,
    history: Timeline,
    sides: dict[int, Side],
    arm: int,
    verdict: ArmVerdict,
    tally: Tally,
) -> None:
    """Draw what can be said of an arm against the base, and the owner's button for it."""
    words, base = explain(view, sides, arm, verdict), sides[view.base]
    with st.container(border=True, key=f"verdict_{arm}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f":gray[{formats.plain(arm_names.names(view)[arm])}]", width="content")
            st.badge(VERDICTS[verdict.kind], color=_COLOURS[verdict.kind])
            if sides[arm].is_demo or base.is_demo:
                st.badge("演示图片", icon=":material/theater_comedy:", color="orange")
        st.subheader(formats.plain(words.sentence), anchor=False)
        if verdict.mean is not None and verdict.half_width is not None:
            chart = _interval(verdict.mean, verdict.half_width, sides[arm].name, base.name)
            st.altair_chart(chart, alt=f"区间图：{words.numbers}")
        rests_on = (
            words.numbers,
            _counted(view, verdict, words.missing),
            _votes(tally, sides[arm].name, base.name),
            MORE if view.is_own and verdict.kind in (Kind.TOO_FEW, Kind.UNCLEAR) else "",
        )
        st.caption("  \n".join(formats.plain(each) for each in rests_on if each))
        adoption.draw(view, person, history, sides, arm, verdict)


def _interval(
    mean: float, half_width: float, arm: str, base: str
) -> alt.LayerChart | alt.FacetChart:
    """Return the interval on a line from the base, at 0 %, to the arm, at 100 %."""
    low, high = max(0.0, mean - half_width) * 100, min(1.0, mean + half_width) * 100
    rows = alt.InlineData([{"low": low, "high": high, "mean": mean * 100}])
    marks = alt.InlineData([{"low": NEAR[0], "high": NEAR[1], "alike": ALIKE}])
    ends = {0: f"{base}更好", 50: "不分上下", 100: f"{arm}更好"}
    lines = {at: [f"{at}%", ends.get(at, "")] for at in range(0, 101, 25)}
    labels = f"({json.dumps(lines, ensure_ascii=False)})[datum.value]"
    axis = alt.Axis(values=list(lines), labelExpr=labels, title=None, grid=False)
    across = alt.X("low:Q", scale=alt.Scale(domain=[0, 100])).axis(axis)
    near = alt.Chart(marks).mark_rect(opacity=0.25, color=GREY).encode(x=across, x2="high:Q")
    alike = alt.Chart(marks).mark_rule(strokeDash=[4, 4], color=GREY).encode(x="alike:Q")
    line = alt.Chart(rows).mark_rule(strokeWidth=8, strokeCap="round", color=TEAL)
    bar = line.encode(x="low:Q", x2="high:Q")
    dot = alt.Chart(rows).mark_point(filled=True, size=240, opacity=1, color=TEAL)
    return alt.layer(near, alike, bar, dot.encode(x="mean:Q"), height=HEIGHT)


def _counted(view: ExperimentView, verdict: ArmVerdict, missing: str) -> str:
    words = f"计入 {verdict.cases}/{len(view.cases)} 个用例（R），{verdict.pairs} 对图片。{missing}"
    named = [f"{case}. {view.cases[case].title}" for case in verdict.missing_cases]
    return f"{words}没有计入的用例：{'、'.join(named)}。" if named else words


def _votes(tally: Tally, arm: str, base: str) -> str:
    words = (
        f"投票：选{arm} {tally.for_arm} 票，选{base} {tally.for_base} 票，"
        f"差不多 {tally.same} 票，都不可用 {tally.neither} 票"
    )
    if tally.by_block:
        words += f"；{tally.by_block} 对有一边被拦截，不投票直接判定"
    return f"{words}。"
