"""提示词表现: how prompts, services and models do: success, time, money, and why they fail."""

from __future__ import annotations

from decimal import Context

import streamlit as st

from core import messages
from core.listing.makers import ANYBODY, MadeBy
from core.listing.period import Period
from core.orders.statistics import reads
from core.orders.statistics.reads import Grouping, Statistics
from core.providers import services
from core.studio import current_studio
from pages.parts import addresses, formats, makers
from pages.parts.ledger.ledger_filter import Offered, choose_maker, choose_prompt
from pages.parts.widgets import pager

SECTION = "提示词表现"
OF_MODELS = "图片服务与模型"
GROUPINGS = {
    "提示词": Grouping.PROMPT,
    "图片服务": Grouping.SERVICE,
    OF_MODELS: Grouping.MODEL,
}
MEDIAN, P95, COST = "用时中位数（约，秒）", "95% 用时（约，秒）", "每张成本"
# Labels and widths with which all columns of services and models stand side by side on a laptop.
COLUMNS = {
    "成功率": st.column_config.ProgressColumn(
        width=100,
        format="percent",
        min_value=0,
        max_value=1,
        help="成功 ÷（成功 + 失败）；取消的不算。",
    ),
    MEDIAN: st.column_config.NumberColumn(
        "用时中位数（约）",
        format="%.1f 秒",
        help="约一半的图片在这个时间内完成，从下单算起，包含排队与润色；误差不超过 2.5%。",
    ),
    P95: st.column_config.NumberColumn(
        "95% 用时（约）",
        format="%.1f 秒",
        help="约 95% 的图片在这个时间内完成，从下单算起，包含排队与润色；误差不超过 2.5%。",
    ),
    COST: st.column_config.TextColumn(
        width=152,
        help="服务商收取的费用（估计）÷ 成功的图片。润色的费用算在内；"
        "失败的订单，服务商报了用量的才算。只要有一张图片的费用不知道，"
        "或者图片与润色的货币不同，就是未知。",
    ),
    "消耗（代币）": st.column_config.NumberColumn("消耗", format="localized", help="消耗的代币。"),
}
ROUNDED = Context(prec=3)  # digits of a mean that say anything


def show_models() -> None:
    """Show the same orders grouped by service and model: a callback."""
    st.session_state[addresses.LEDGER_SECTION] = SECTION
    st.session_state[addresses.LEDGER_GROUPING] = OF_MODELS


def draw_statistics(person_id: str | None, period: Period, offered: Offered) -> None:
    """Draw one line for each group of orders, and its failures by reason."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        grouping, prompt_id = _choose_grouping(), choose_prompt(offered)
        made_by = choose_maker(offered, person_id)
    database = current_studio().database
    groups = reads.by_group(
        database, person_id, period, made_by, prompt_id=prompt_id, grouping=grouping
    )
    if not groups:
        _say_nothing(is_narrowed=made_by != ANYBODY or prompt_id is not None)
        return
    st.dataframe(
        [_line(group) for group in groups],
        hide_index=True,
        column_config=COLUMNS,
        placeholder="—",
        alt=f"提示词表现，每行一个{_unit(grouping)}",
    )
    st.caption("按下单时间统计，消耗多的在前。")
    st.subheader("失败原因", anchor=False)
    failures = [line for group in groups for line in _failures(group)]
    if not failures:
        st.success("没有失败的订单。", icon=":material/check_circle:")
        return
    alt = f"失败原因，每行一个{_unit(grouping)}的一种原因"
    st.dataframe(failures, hide_index=True, alt=alt)


def _choose_grouping() -> Grouping:
    chosen = st.segmented_control(
        "分组",
        list(GROUPINGS),
        default=next(iter(GROUPINGS)),
        required=True,
        key=addresses.LEDGER_GROUPING,
        **pager.filters(addresses.LEDGER_PAGE),
        wrap=True,
    )
    return GROUPINGS.get(chosen or "", Grouping.PROMPT)  # no browser sends another


def _unit(grouping: Grouping) -> str:
    return "模型" if grouping == Grouping.MODEL else _label(grouping)


def _label(grouping: Grouping) -> str:
    return next(label for label, each in GROUPINGS.items() if each == grouping)


def _say_nothing(*, is_narrowed: bool) -> None:
    what = "放宽筛选" if is_narrowed else "换一个时间范围"
    st.info(f"没有符合条件的订单：请{what}，或去生成一张。", icon=":material/search_off:")
    addresses.draw_link("generate.py", "去生成图片", ":material/auto_awesome:")


def _names(group: Statistics) -> dict[str, str]:
    """Return what a line's orders have in common, by column."""
    _, provider, model = group.group
    if not provider:
        return {"提示词": group.title}
    service = {"图片服务": services.label(provider)}
    return service | {"模型": makers.model_name(MadeBy(provider, model))} if model else service


def _line(group: Statistics) -> dict[str, str | int | float | None]:
    return {
        **_names(group),
        "订单": group.orders,
        "成功": group.settled,
        "失败": group.released - group.cancelled,
        "取消": group.cancelled,
        "进行中": group.orders - group.settled - group.released,
        "成功率": group.success_rate,
        MEDIAN: _seconds(group.median_ms),
        P95: _seconds(group.p95_ms),
        COST: _cost(group),
        "消耗（代币）": group.spent,
    }


def _cost(group: Statistics) -> str | None:
    """Return the mean cost of a picture, each currency by itself; None without a picture."""
    if not group.settled:
        return None
    costs = group.cost_of_a_picture
    if costs is None:
        return f"未知（已知 {group.priced:,}/{group.settled:,} 张）"
    billed = {currency: amount for currency, amount in costs.items() if amount} or costs
    return " + ".join(
        formats.money(ROUNDED.plus(amount), currency) for currency, amount in billed.items()
    )


def _failures(group: Statistics) -> list[dict[str, str | int]]:
    most_first = sorted(group.failures.items(), key=lambda failure: -failure[1])
    lines: list[dict[str, str | int]] = []
    for failure, count in most_first:
        code, _, reason = failure.partition("/")
        message = messages.explain(code, reason or None)
        told = {"原因": message.what, "建议": message.advice, "代码": failure}
        lines.append({**_names(group), "次数": count, **told})
    return lines


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
