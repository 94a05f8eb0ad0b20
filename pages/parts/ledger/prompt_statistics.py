"""提示词表现: how often each prompt succeeds, how long it takes, and why it fails."""

from __future__ import annotations

import streamlit as st

from core import messages
from core.listing import Period
from core.orders.statistics import reads
from core.orders.statistics.reads import PromptStatistics
from core.studio import current_studio
from pages.parts import addresses

MEDIAN, P95 = "用时中位数（约，秒）", "95% 用时（约，秒）"
COLUMNS = {
    "成功率": st.column_config.ProgressColumn(
        format="percent", min_value=0, max_value=1, help="成功 ÷（成功 + 失败）；取消的不算。"
    ),
    MEDIAN: st.column_config.NumberColumn(
        format="%.1f", help="约一半的图片在这个时间内完成，从下单算起；误差不超过 2.5%。"
    ),
    P95: st.column_config.NumberColumn(
        format="%.1f", help="约 95% 的图片在这个时间内完成，从下单算起；误差不超过 2.5%。"
    ),
    "消耗（代币）": st.column_config.NumberColumn(format="localized"),
}


def draw_statistics(person_id: str | None, period: Period) -> None:
    """Draw one line for each prompt that was ordered, and its failures by reason."""
    prompts = reads.by_prompt(current_studio().database, person_id, period)
    if not prompts:
        st.info(
            "这段时间里没有订单：请换一个时间范围，或去生成一张。",
            icon=":material/search_off:",
        )
        addresses.draw_link("generate.py", "去生成图片", ":material/auto_awesome:")
        return
    st.dataframe(
        [_line(prompt) for prompt in prompts],
        hide_index=True,
        column_config=COLUMNS,
        placeholder="—",
        alt="提示词表现，每行一个提示词",
    )
    st.caption("按下单时间统计，消耗多的在前。")
    st.subheader("失败原因", anchor=False)
    failures = [line for prompt in prompts for line in _failures(prompt)]
    if not failures:
        st.success("没有失败的订单。", icon=":material/check_circle:")
        return
    st.dataframe(failures, hide_index=True, alt="失败原因，每行一个提示词的一种原因")


def _line(prompt: PromptStatistics) -> dict[str, str | int | float | None]:
    return {
        "提示词": prompt.title,
        "订单": prompt.orders,
        "成功": prompt.settled,
        "失败": prompt.released - prompt.cancelled,
        "取消": prompt.cancelled,
        "进行中": prompt.orders - prompt.settled - prompt.released,
        "成功率": prompt.success_rate,
        MEDIAN: _seconds(prompt.median_ms),
        P95: _seconds(prompt.p95_ms),
        "消耗（代币）": prompt.spent,
    }


def _failures(prompt: PromptStatistics) -> list[dict[str, str | int]]:
    most_first = sorted(prompt.failures.items(), key=lambda failure: -failure[1])
    lines: list[dict[str, str | int]] = []
    for failure, count in most_first:
        code, _, reason = failure.partition("/")
        message = messages.explain(code, reason or None)
        lines.append(
            {
                "提示词": prompt.title,
                "次数": count,
                "原因": message.what,
                "建议": message.advice,
            }
        )
    return lines


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
