"""图片服务 in the sidebar: who makes the pictures, and the way to all that is known of them."""

from __future__ import annotations

import streamlit as st

from core.providers import services
from core.studio import current_studio
from pages.parts import formats
from pages.parts.service import checks, drawer, standing


def draw() -> None:
    """Draw the badge of demo pictures where there are no others, and the line of services."""
    offered = current_studio().services.values()
    if all(model.is_demo for service in offered for model in service.models):
        st.badge("演示图片，非人工智能生成", icon=":material/theater_comedy:", color="orange")
    entries = standing.every()
    able = [formats.plain(services.label(entry.name)) for entry in standing.ready(entries)]
    named = f"设置齐全：{'、'.join(able)}。" if len(able) > 1 else ""
    if st.button(
        f"图片服务：{standing.summary(entries)}",
        key="services",
        type="tertiary",
        icon=":material/dns:",
        help=f"{named}查看每个图片服务的状态、模型与价格，并测试连接。",
    ):
        checks.forget()
        drawer.open_drawer()
