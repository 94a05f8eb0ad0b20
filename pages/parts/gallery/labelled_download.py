"""带标识下载: the button beside 下载 that gives a labelled copy, made on the click."""

from __future__ import annotations

import streamlit as st

from core.downloads import labelled
from core.pictures import label
from core.studio import current_studio
from core.tables import Generation
from pages.parts import pictures

RULE = (
    "公开发布 AI 生成的图片时用这一份：左下角有“AI生成”字样，文件信息里写明由 AI 生成和订单号。"
    "依据《人工智能生成合成内容标识办法》和国家标准 GB 45438-2025，2025 年 9 月 1 日起施行。"
    "它是同样大小的 JPEG 副本；“下载”给的原图不带标识，一个字节都不改。"
)
DEMO_RULE = (
    "演示图片不是 AI 生成的：副本左下角写“演示”，文件信息里只写订单号，不写 AI 标识。"
    "由图片服务生成的图片会按《人工智能生成合成内容标识办法》和 GB 45438-2025 标上“AI生成”。"
    "“下载”给的原图一个字节都不改。"
)


def draw(order: Generation, *, key: str) -> None:
    """Draw the button; draw nothing where the original cannot be read: its place says so."""
    if not pictures.find_original(order.id):
        return
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
        help=RULE if is_ai else DEMO_RULE,
    )
