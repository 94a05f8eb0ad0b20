"""One arm's verdict: the sentence first, the interval as a picture, what it rests on, 采用."""

from __future__ import annotations

import json
from typing import Any, Literal

import streamlit as st

from core.experiments.verdict.rule import ArmVerdict, Kind
from core.experiments.verdict.tally import Tally
from core.experiments.views.view import ExperimentView
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
            st.vega_lite_chart(spec=chart, alt=f"区间图：{words.numbers}")
        rests_on = (
            words.numbers,
            _counted(view, verdict, words.missing),
            _votes(tally, sides[arm].name, base.name),
            MORE if view.is_own and verdict.kind in (Kind.TOO_FEW, Kind.UNCLEAR) else "",
        )
        st.caption("  \n".join(formats.plain(each) for each in rests_on if each))
        adoption.draw(view, person, history, sides, arm, verdict)


def _interval(mean: float, half_width: float, arm: str, base: str) -> dict[str, Any]:
    """Return the interval on a line from the base, at 0 %, to the arm, at 100 %, as Vega-Lite.

    Written out: Altair looks over each part of it for 50 ms, and a verdict has up to three.
    """
    low, high = max(0.0, mean - half_width) * 100, min(1.0, mean + half_width) * 100
    ends = {0: f"{base}更好", 50: "不分上下", 100: f"{arm}更好"}
    lines = {at: [f"{at}%", ends.get(at, "")] for at in range(0, 101, 25)}
    labels = f"({json.dumps(lines, ensure_ascii=False)})[datum.value]"
    axis = {"values": list(lines), "labelExpr": labels, "title": None, "grid": False}
    across = {"scale": {"domain": [0, 100]}, "axis": axis}
    bar = {"type": "rule", "strokeWidth": 8, "strokeCap": "round", "color": TEAL}
    dot = {"type": "point", "filled": True, "size": 240, "opacity": 1, "color": TEAL}
    alike = {"type": "rule", "strokeDash": [4, 4], "color": GREY}
    layers = [
        _mark({"type": "rect", "opacity": 0.25, "color": GREY}, NEAR, across),
        _mark(alike, (ALIKE,)),
        _mark(bar, (low, high)),
        _mark(dot, (mean * 100,)),
    ]
    return {"height": HEIGHT, "layer": layers}


def _mark(
    mark: dict[str, Any], ends: tuple[float, ...], across: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return a mark at one place of the line, or from one to another."""
    names = ("x", "x2")[: len(ends)]
    at: dict[str, Any] = {name: {"field": name} for name in names}
    at["x"] |= {"type": "quantitative", **(across or {})}
    values = dict(zip(names, ends, strict=True))
    return {"data": {"values": [values]}, "mark": mark, "encoding": at}


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
