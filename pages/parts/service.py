"""Which services make the pictures: a badge in the sidebar, and a drawer for each."""

from __future__ import annotations

import time

import streamlit as st

from core.errors import StudioError
from core.providers import services
from core.providers.contract import Checkable, Model, Provider
from core.providers.services import SERVICES
from core.studio import current_studio
from pages.parts import error_box, formats


def draw_badge() -> None:
    """Draw who makes the pictures, and the buttons that open their drawers."""
    offered = current_studio().services.values()
    if all(model.is_demo for service in offered for model in service.models):
        st.badge("演示图片，非人工智能生成", icon=":material/theater_comedy:", color="orange")
    for provider in offered:
        if st.button(
            f"图片服务：{title(provider)}",
            key=f"service:{provider.name}",
            type="tertiary",
            icon=":material/dns:",
            help="查看图片服务的状态、模型与价格，并测试连接。",
        ):
            _drawer(provider)


def title(provider: Provider) -> str:
    """Return a service's name for people, with what keeps it from working."""
    name = services.label(provider.name)
    alone = len(current_studio().services) == 1  # then the drawer says it, and every order
    return f"{name}（缺少设置）" if _missing(provider) and not alone else name


@st.dialog("图片服务", position="right", width="medium", icon=":material/dns:")
def _drawer(provider: Provider) -> None:
    if len(current_studio().services) > 1:
        st.markdown(f"**{title(provider)}**")
    _draw_state(provider)
    st.markdown("**图片模型**")
    st.table(_model_rows(provider.models), border="horizontal", hide_index=True)
    if rewriter := current_studio().rewriter:
        text = rewriter.text_model
        st.markdown("**润色提示词的文字模型**")
        read, written = (
            formats.money(price, text.currency) for price in (text.input_price, text.output_price)
        )
        st.caption(
            f"{text.label}：输入 {read}、输出 {written}（每百万词元，{text.priced_on} 核对）"
        )
    st.caption("价格是服务商公布的价格，仅供参考；用户消耗的代币只由提示词决定。")


def _missing(provider: Provider) -> tuple[str, ...]:
    return provider.missing if isinstance(provider, Checkable) else ()


def _draw_state(provider: Provider) -> None:
    if not isinstance(provider, Checkable):
        st.info(
            f"图片由内置的演示渲染器画出，每张都标着“演示”。{_how_to_get_real_ones()}",
            icon=":material/theater_comedy:",
        )
        return
    if provider.missing:
        st.error(f"还缺少设置：{'、'.join(provider.missing)}。", icon=":material/error:")
        return
    st.success("设置齐全，可以使用。", icon=":material/check_circle:")
    if st.button("测试连接", icon=":material/network_check:", help="一次不收费的调用。"):
        _check(provider)


def _how_to_get_real_ones() -> str:
    """Return what the operator has to set for each service that is not in use."""
    studio = current_studio()
    told = ""
    for name, row in SERVICES.items():
        if row.requires and name not in studio.services:
            absent = services.missing(studio.settings, name)
            key = f"设置 {'、'.join(absent)}" if absent else ""
            named = f"在 IMAGE_PROVIDER 中加上 {name}" if studio.settings.service_names else ""
            steps = "，".join(filter(None, (key, named)))
            told += f"{steps} 并重启后，图片由 {row.label} 生成。"
    return told


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
        f"连接正常：{formats.plain(answered.name)} 在 {took} 内应答。",
        icon=":material/check_circle:",
    )


def _model_rows(models: tuple[Model, ...]) -> dict[str, list[str]]:
    return {
        "模型": [formats.plain(model.label) for model in models],
        "画幅": [f"{len(model.aspect_ratios)} 种" for model in models],
        "尺寸与价格（每张）": [
            "、".join(
                f"{size} {formats.money(model.prices.get(size), model.currency)}"
                for size in model.sizes
            )
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
    studio = current_studio()
    offered = (model for provider in studio.services.values() for model in provider.models)
    labels = {model.id: model.label for model in offered}
    if studio.rewriter:
        labels[studio.rewriter.text_model.id] = studio.rewriter.text_model.label
    return labels.get(model_id, model_id)
