"""What came of each arm in figures: how many, how good, how fast, how dear; and as a CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pyarrow as pa
import streamlit as st

from core.downloads.export import to_csv
from core.experiments.views.figures import ArmFigures, Spent
from core.experiments.views.view import ExperimentView
from core.messages import services as messages
from core.tables import MICROS
from pages.parts import formats
from pages.parts.experiments.cells import arm_names

NONE, UNKNOWN = "—", "未知"
MEANINGS = (
    "成功率 = 有图片的格 ÷ 已结束的格。一张图片算可用，要多数评审者的最后答复是“可用”："
    "平票、待定都算已评，但不算可用。用时是图片服务工作的时间，n 是张数。"
    "每张可用图片的成本 = 全部花费（失败和重复的也算）÷ 可用的张数，全部看完才有；"
    f"“{NONE}”表示还没有，“{UNKNOWN}”表示有一部分价格不知道。"
)

Told = Callable[[ArmFigures], str]
# Each line of the table and what it says of an arm; those of money depend on the currencies.
LINES: dict[str, Told] = {
    "成功率": lambda arm: _share(arm.pictures, arm.pictures + arm.blocked + arm.failed, "格"),
    "被拦截": lambda arm: f"{arm.blocked} 格",
    "失败": lambda arm: f"{arm.failed} 格",
    "可用率": lambda arm: _share(arm.usable, arm.judged, "张已评"),
    "已评": lambda arm: f"{arm.judged}/{arm.pictures} 张",
    "用时中位数": lambda arm: _seconds(arm.median_ms, arm.pictures),
    "90% 用时": lambda arm: _seconds(arm.p90_ms, arm.pictures),
}


def draw(view: ExperimentView) -> None:
    """Draw a line for each figure, a column for each arm, what they mean, and the export."""
    figures, names = view.figures, arm_names.names(view)
    if not figures:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("各版本的表现", anchor=False, width="stretch")
        st.download_button(
            "导出 CSV",
            data=lambda: to_csv(list(_exported_header(figures)), _exported(figures, names)),
            file_name="实验.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="experiment_figures_csv",
            help="每个版本一行，可直接用表格软件打开。",
        )
    told = lines(figures)
    columns = {"": list(told)} | {
        formats.plain(names[arm]): [values[at] for values in told.values()]
        for at, arm in enumerate(figures)
    }
    table = pa.table(columns)  # as the matrix: what Streamlit sends, not by way of pandas
    with st.container(key="experiment_figures"):
        st.table(table, border="horizontal", hide_index=True, alt="各版本的表现，每列一个版本")
    if arm_names.has_demo(view):
        st.caption(
            "标着“演示”的版本由内置的演示渲染器画出，不是人工智能生成："
            "它们的数字不说明真实服务的表现。"
        )
    st.caption(MEANINGS)


def lines(figures: Mapping[int, ArmFigures]) -> dict[str, list[str]]:
    """Return what each line says of each arm."""
    return {
        line: [tell(of_arm) for of_arm in figures.values()]
        for line, tell in _lines(figures).items()
    }


def _lines(figures: Mapping[int, ArmFigures]) -> dict[str, Told]:
    found = LINES | {"总花费": lambda arm: f"{_amount(arm.spent.tokens)} 代币"}
    for currency, name in _currencies(figures).items():
        found[f"总花费（{name}）"] = lambda arm, of=currency: _money(arm.spent, of)
    found["每张可用图片"] = lambda arm: _tokens(arm.each_usable)
    for currency, name in _currencies(figures).items():
        found[f"每张可用图片（{name}）"] = lambda arm, of=currency: _money(arm.each_usable, of)
    return found


def _currencies(figures: Mapping[int, ArmFigures]) -> dict[str, str]:
    found = {currency for arm in figures.values() for currency in arm.spent.money}
    return {currency: messages.currency(currency) for currency in sorted(found)}


def _share(part: int, whole: int, unit: str) -> str:
    return f"{part / whole:.0%}（{part}/{whole} {unit}）" if whole else NONE


def _seconds(milliseconds: int | None, count: int) -> str:
    return NONE if milliseconds is None else f"{formats.seconds(milliseconds)}（n = {count}）"


def _tokens(spent: Spent | None) -> str:
    return NONE if spent is None else f"{_amount(spent.tokens)} 代币"


def _money(spent: Spent | None, currency: str) -> str:
    if spent is None or currency not in spent.money:
        return NONE
    amount = spent.money[currency]
    return UNKNOWN if amount is None else _amount(amount / MICROS, digits=4)


def _amount(number: Fraction, digits: int = 2) -> str:
    """Return a number with at most so many digits behind its point."""
    text = f"{float(number):,.{digits}f}"
    return text.rstrip("0").removesuffix(".")


def _exported_header(figures: Mapping[int, ArmFigures]) -> list[str]:
    money = [
        f"{what}（{name}）"
        for name in ("代币", *_currencies(figures).values())
        for what in ("总花费", "每张可用图片")
    ]
    counts = ("格数", "未完成", "图片", "被拦截", "失败", "成功率", "已评", "可用", "可用率")
    return ["版本", *counts, "用时中位数（秒）", "90% 用时（秒）", *money]


def _exported(figures: Mapping[int, ArmFigures], names: Mapping[int, str]) -> list[list[Any]]:
    currencies = list(_currencies(figures))
    return [[names[arm], *_values(of_arm, currencies)] for arm, of_arm in figures.items()]


def _values(arm: ArmFigures, currencies: list[str]) -> list[Any]:
    """Return an arm's figures as numbers; empty where there is none, 未知 where unknown."""
    success = None if arm.success is None else round(float(arm.success), 4)
    usable = round(arm.usable / arm.judged, 4) if arm.judged else None
    values: list[Any] = [arm.places, arm.places - arm.pictures - arm.blocked - arm.failed]
    values += [arm.pictures, arm.blocked, arm.failed, success, arm.judged, arm.usable, usable]
    values += [None if ms is None else ms / 1000 for ms in (arm.median_ms, arm.p90_ms)]
    for spent in (arm.spent, arm.each_usable):
        values.append(None if spent is None else round(float(spent.tokens), 4))
    for currency in currencies:
        values += [_exported_money(spent, currency) for spent in (arm.spent, arm.each_usable)]
    return values


def _exported_money(spent: Spent | None, currency: str) -> float | str | None:
    if spent is None or currency not in spent.money:
        return None
    amount = spent.money[currency]
    return UNKNOWN if amount is None else round(float(amount / MICROS), 6)
