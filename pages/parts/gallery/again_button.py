"""用同样参数再生成: back to the form with what an order was made with."""

from __future__ import annotations

import streamlit as st

from core.tables import Generation
from pages.parts import addresses
from pages.parts.order_form import form


def draw(order: Generation, *, key: str) -> None:
    """Draw the button; it orders nothing."""
    if st.button(
        "用同样参数再生成",
        key=key,
        icon=":material/replay:",
        help="把提示词、参考图片、补充描述、变量的值、模型、画幅、尺寸和种子填回表单，"
        "按提示词现在的版本和价格，确认后再下单。",
    ):
        form.fill(order)
        # Without parameters it would clear the filters' first, which are bound: an error.
        st.switch_page("generate.py", query_params=addresses.of_person())
