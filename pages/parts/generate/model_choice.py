"""What the service lets one choose: model, format, size, and whether the prompt is rewritten."""

from __future__ import annotations

import streamlit as st

from core.providers.contract import Enhancer, Model
from core.studio import current_studio
from pages.parts import form, formats

FEW = 6  # formats that fit as buttons; more of them go into a list


def draw() -> None:
    """Draw the choices, each only where there is one."""
    models = {model.id: model for model in current_studio().default_service.models}
    if len(models) > 1:
        st.selectbox(
            "模型",
            list(models),
            key=form.MODEL,
            format_func=lambda model_id: models[model_id].label,
            persist_state="session",
            help="代币消耗只由提示词决定，与模型、尺寸和润色无关。",
        )
    model = form.chosen_model()
    if (
        len(models) == 1 and current_studio().default_service.name != "demo"
    ):  # the badge says it of demo
        st.caption(f"模型：{formats.plain(model.label)}")
    _draw_format(model)
    _keep_possible(form.SIZE, model.sizes)
    if len(model.sizes) > 1:
        st.segmented_control(
            "尺寸", model.sizes, key=form.SIZE, required=True, persist_state="session"
        )
    if isinstance(current_studio().default_service, Enhancer):
        st.toggle(
            "润色提示词",
            key=form.ENHANCE,
            persist_state="session",
            help="先由文字模型把提示词与补充描述改写得更丰富；改写失败时用原来的提示词继续。",
        )
    else:  # an order that another service made may have filled it in
        st.session_state[form.ENHANCE] = False


def _draw_format(model: Model) -> None:
    _keep_possible(form.RATIO, model.aspect_ratios)
    ratios = model.aspect_ratios
    if len(ratios) > FEW:
        st.selectbox("画幅", ratios, key=form.RATIO, persist_state="session")
    else:
        st.pills("画幅", ratios, key=form.RATIO, required=True, persist_state="session", wrap=True)


def _keep_possible(name: str, offered: tuple[str, ...]) -> None:
    """Choose the first that this model offers where another model's choice is left over."""
    if st.session_state.get(name) not in offered:
        st.session_state[name] = offered[0]
