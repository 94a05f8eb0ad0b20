"""Which service makes the pictures: a badge in the sidebar, and a drawer with the rest."""

from __future__ import annotations

import time

import streamlit as st

from core import messages
from core.errors import StudioError
from core.providers.contract import Checkable, Enhancer, Model
from core.studio import current_studio
from pages.parts import error_box, formats


def draw_badge() -> None:
    """Draw who makes the pictures, and the button that opens the drawer."""
    provider = current_studio().default_service
    if provider.name == "demo":
        st.badge("演示图片，非人工智能生成", icon=":material/theater_comedy:", color="orange")
    if st.button(
        f"图片服务：{messages.PROVIDERS.get(provider.name, provider.name)}",
        type="tertiary",
        icon=":material/dns:",
        help="查看图片服务的状态、模型与价格，并测试连接。",
    ):
        _drawer()


@st.dialog("图片服务", position="right", width="medium", icon=":material/dns:")
def _drawer() -> None:
    provider = current_studio().default_service
    _draw_state()
    st.markdown("**图片模型**")
    st.table(_model_rows(provider.models), border="horizontal", hide_index=True)
    if isinstance(provider, Enhancer):
        text = provider.text_model
        st.markdown("**润色提示词的文字模型**")
        st.caption(
            f"{text.label}：输入 {formats.usd(text.input_usd)}、输出 {formats.usd(text.output_usd)}"
            f"（每百万词元，{text.priced_on} 核对）"
        )
    st.caption("价格是服务商公布的美元价格，仅供参考；用户消耗的代币只由提示词决定。")


def _draw_state() -> None:
    provider = current_studio().default_service
    if not isinstance(provider, Checkable):
        st.info(
            "图片由内置的演示渲染器画出，每张都标着“演示”。"
            "设置 GEMINI_API_KEY 并重启后，图片由 Google Gemini 生成。",
            icon=":material/theater_comedy:",
        )
        return
    if provider.missing:
        st.error(f"还缺少设置：{'、'.join(provider.missing)}。", icon=":material/error:")
        return
    st.success("设置齐全，可以使用。", icon=":material/check_circle:")
    if st.button("测试连接", icon=":material/network_check:", help="一次不收费的调用。"):
        _check(provider)


def _check(provider: Checkable) -> None:
    began = time.monotonic()
    try:
        with st.spinner("正在连接…"):
            answered = current_studio().caller.check(provider)
    except StudioError as error:
        error_box.show(error)
        return
    took = formats.seconds(round((time.monotonic() - began) * 1000))
    st.success(
        f"连接正常：{formats.plain(answered)} 在 {took} 内应答。", icon=":material/check_circle:"
    )


def _model_rows(models: tuple[Model, ...]) -> dict[str, list[str]]:
    return {
        "模型": [formats.plain(model.label) for model in models],
        "画幅": [f"{len(model.aspect_ratios)} 种" for model in models],
        "尺寸与价格（每张）": [
            "、".join(f"{size} {formats.usd(model.prices_usd.get(size))}" for size in model.sizes)
            for model in models
        ],
        "参考图片": [
            f"最多 {model.references} 张" if model.references else "不支持" for model in models
        ],
        "固定种子": ["支持" if model.seed else "不支持" for model in models],
        "价格核对日期": [model.priced_on or "不适用" for model in models],
    }


def model_label(model_id: str) -> str:
    """Return a model's name for people; the id of one that is not offered any more."""
    provider = current_studio().default_service
    labels = {model.id: model.label for model in provider.models}
    if isinstance(provider, Enhancer):
        labels[provider.text_model.id] = provider.text_model.label
    return labels.get(model_id, model_id)
