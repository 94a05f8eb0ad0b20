"""全队账本: the ways to what 账本 shows of everybody; nothing is shown twice."""

from __future__ import annotations

import streamlit as st

from pages.parts import addresses
from pages.parts.ledger.ledger_filter import EVERYBODY

# What 账本 calls its sections: see `pages/ledger.py`.
SECTIONS = {
    "账目": ("每一笔发放、消耗和调整；在那里筛选和导出 CSV", ":material/receipt_long:"),
    "订单": ("每个订单的状态、用时和费用；在那里筛选和导出 CSV", ":material/list_alt:"),
    "图表": ("每天的消耗和发放", ":material/bar_chart:"),
    "提示词表现": ("每个提示词、服务和模型的结果与成本", ":material/insights:"),
    "核对结果": ("逐条核对所有人的账目、订单和操作记录", ":material/fact_check:"),
}


def draw() -> None:
    """Draw a link to each section of everybody's ledger."""
    for section, (meaning, icon) in SECTIONS.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            named = {addresses.LEDGER_SCOPE: EVERYBODY, addresses.LEDGER_SECTION: section}
            addresses.draw_link("ledger.py", section, icon, **named)
            st.caption(meaning)
