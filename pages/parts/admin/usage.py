"""What is used of the limits: each service's money today, each person's tokens and open orders."""

from __future__ import annotations

import streamlit as st

from core.orders.limits import usage
from core.orders.limits.usage import PersonUse, ServiceUse, Usage
from core.providers import services
from core.studio import current_studio
from pages.parts import formats

NO_LIMIT = "不限"


def draw() -> None:
    """Draw both tables, and when the team's day ends."""
    used = usage.find(current_studio())
    st.subheader("图片服务今天的花费", anchor=False)
    ends_at = formats.moment(used.day_ends_at)
    st.caption(
        f"全团队合计，到 {ends_at} 为止，之后重新计算。"
        "“预留”是未结束订单的预计花费，价格未知的图片按设定的上限预留；结束后按实际花费计入“已花费”，中途取消、超时或中断的按预计花费。"
    )
    if used.services:
        rows = [_service(use) for use in used.services]
        st.table(rows, border="horizontal", hide_index=True, alt="图片服务今天的花费")
    else:
        st.info("没有设置预算的图片服务。", icon=":material/savings:")
    st.subheader("每人 24 小时内的用量", anchor=False)
    st.caption(
        f"代币每人上限 {formats.tokens(used.token_limit)}；已完成和未结束的订单都算，退回的不算。"
        f"未结束的订单每人上限 {used.open_limit:,} 个，实验的不算。"
        f"只列出用得最多的 {usage.MOST_PEOPLE} 人。"
    )
    if used.people:
        rows = [_person(use, used) for use in used.people]
        st.table(rows, border="horizontal", hide_index=True, alt="每人 24 小时内的用量")
    else:
        st.info("24 小时内没有人生成图片。", icon=":material/toll:")


def _service(use: ServiceUse) -> dict[str, str]:
    return {
        "图片服务": formats.plain(services.label(use.service)),
        "预留": _money(use.reserved, use.currency),
        "已花费": _money(use.spent, use.currency),
        "上限": _money(use.limit, use.currency),
        "还可用": _money(use.left, use.currency),
    }


def _money(amount: int | None, currency: str) -> str:
    return NO_LIMIT if amount is None else formats.plain(formats.micros(amount, currency))


def _person(use: PersonUse, used: Usage) -> dict[str, str]:
    return {
        "名字": formats.plain(use.name),
        "已用": formats.tokens(use.tokens),
        "还可用": formats.tokens(max(0, used.token_limit - use.tokens)),
        "未结束的订单": f"{use.open_clicks:,}",
    }
