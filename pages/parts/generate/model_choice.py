"""What the services let one choose: service, model, format, size, and rewriting."""

from __future__ import annotations

import streamlit as st

from core.providers.contract import Model, Provider
from core.studio import current_studio
from pages.parts import formats, service
from pages.parts.order_form import form

FEW = 6  # formats that fit as buttons; more of them go into a list


def draw() -> None:
    """Draw the choices, each only where there is one."""
    _draw_services()
    _draw_models(form.chosen_service())
    model = form.chosen_model()
    _draw_format(model)
    if len(model.sizes) > 1:
        st.segmented_control(
            "尺寸", model.sizes, key=form.SIZE, required=True, persist_state="session"
        )
    if current_studio().rewriter is not None:
        st.toggle(
            "润色提示词",
            key=form.ENHANCE,
            persist_state="session",
            help="先由文字模型把提示词与补充描述改写得更丰富；改写失败时用原来的提示词继续。",
        )


def _draw_services() -> None:
    services = current_studio().services
    if len(services) > 1:
        st.selectbox(
            "图片服务",
            list(services),
            key=form.SERVICE,
            format_func=lambda name: service.title(services[name]),
            persist_state="session",
            help="由谁来画。各个服务的状态、模型与价格在侧边栏的“图片服务”里。",
        )


def _draw_models(chosen: Provider) -> None:
    models = {model.id: model for model in chosen.models}
    if len(models) > 1:
        st.selectbox(
            "模型",
            list(models),
            key=form.MODEL,
            format_func=lambda model_id: models[model_id].label,
            persist_state="session",
            help="代币消耗只由提示词决定，与模型、尺寸和润色无关。",
        )
    elif not chosen.models[0].is_demo:  # whose service says it already
        st.caption(f"模型：{formats.plain(chosen.models[0].label)}")


def _draw_format(model: Model) -> None:
    ratios = model.aspect_ratios
    if len(ratios) > FEW:
        st.selectbox("画幅", ratios, key=form.RATIO, persist_state="session")
    else:
        st.pills("画幅", ratios, key=form.RATIO, required=True, persist_state="session", wrap=True)
