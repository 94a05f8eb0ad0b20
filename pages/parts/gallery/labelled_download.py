"""带标识下载: the button beside 下载 that gives a labelled copy, made on the click."""

from __future__ import annotations

import streamlit as st

from core.downloads import labelled
from core.pictures import label
from core.studio import current_studio
from core.tables import Generation
from pages.parts import pictures

SOURCE = "《人工智能生成合成内容标识办法》和国家标准 GB 45438-2025"
RULE = f"带标识下载：公开发布时用，左下角有“AI生成”字样，依据{SOURCE}。“下载”是不带标识的原图。"
DEMO_RULE = (
    f"带标识下载：演示图片不是 AI 生成的，副本写“演示”；AI 生成的图片依据{SOURCE}写“AI生成”。"
    "“下载”是不带标识的原图。"
)
# What the rule's line has no room for.
HELP = "同样大小的 JPEG 副本，文件信息里写明由 AI 生成和订单号。规定自 2025 年 9 月 1 日起施行。"
DEMO_HELP = "同样大小的 JPEG 副本，文件信息里只写订单号，不写 AI 标识。"


def draw(order: Generation, *, key: str) -> bool:
    """Draw the button, and return whether there is one.

    Draw nothing where the original cannot be read: its place says so.
    """
    if not pictures.find_original(order.id):
        return False
    images = current_studio().images
    is_ai = labelled.is_ai(order)
    st.download_button(
        "带标识下载",
        key=key,
        icon=":material/verified:",
        data=lambda: labelled.copy_of(images, order),
        file_name=f"{'AI生成' if is_ai else '演示'}_{order.id}{label.SUFFIX}",
        mime=label.MIME,
        on_click="ignore",
        help=HELP if is_ai else DEMO_HELP,
    )
    return True


def draw_rule(order: Generation) -> None:
    """Say what the labelled copy is for, and by which rule: a phone shows no help."""
    st.caption(RULE if labelled.is_ai(order) else DEMO_RULE)
