"""What can be set before an order: wish, service, format, number, and what few people need."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.library.prompts import Card
from core.orders import gate
from core.orders.views.results import Placing
from core.providers.contract import MAX_SEED, Model
from core.studio import current_studio
from pages.parts import formats, scroll, service
from pages.parts.identity import open_order_ids
from pages.parts.order_form import form


def scroll_on(ended: Sequence[Placing]) -> None:
    """Bring into sight what was ordered, or after a choice the form where it lies below.

    What was ordered stands above whoever chose at the library's end, and on a phone below them. It
    may have ended already: then it is the newest of `ended`.
    """
    was_chosen, was_placed = form.was_just_chosen(), form.was_just_placed()
    if was_placed and (open_order_ids() or not ended):
        scroll.into_sight("being_made")
    elif was_placed:
        scroll.into_sight(f"placing_{ended[0].lives[0].order.id}")
    elif was_chosen:
        scroll.into_sight("order_form", scroll.ONE_COLUMN)


def draw_head(card: Card | None) -> None:
    """Draw what is chosen, with its text, or what to do first."""
    st.subheader("设置", anchor=False)
    if card is None:
        st.info("先在提示词库点一个“选择”。", icon=":material/touch_app:")
        return
    if not card.is_live:
        _draw_other_version(card)
    with st.expander(f"**{formats.plain(card.title)}**　{formats.tokens(card.cost)}／张"):
        st.text(card.text or "会员专属：切换到会员身份后可以看到全文。")
    if form.is_library_folded():
        st.button(
            "换一个提示词",
            key="unfold_library",
            icon=":material/swap_horiz:",
            type="tertiary",
            on_click=form.unfold_library,
        )


def _draw_other_version(card: Card) -> None:
    """Say that another version than the live one is ordered, and draw the way back."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.badge(f"第 {card.number} 版（非线上）", icon=":material/history:", color="orange")
        st.button(
            "换回线上版",
            type="tertiary",
            on_click=form.choose_prompt,
            args=(card.id,),
        )


def draw() -> None:
    """Draw the inputs, each only where there is a choice."""
    st.text_area(
        "补充描述",
        key=form.WISH,
        max_chars=gate.MAX_WISH,
        placeholder="可不填。用自己的话说，例如：清晨，暖色调，远处有一只小船",
        height=72,
        persist_state="session",
    )
    with st.container(horizontal=True):
        _draw_services()
        _draw_models()
    model = form.chosen_model()
    st.pills(
        "画幅",
        model.aspect_ratios,
        key=form.RATIO,
        required=True,
        persist_state="session",
        wrap=True,
    )
    st.segmented_control(
        "图片数量",
        range(1, gate.MAX_PICTURES + 1),
        key=form.PICTURES,
        required=True,
        persist_state="session",
        help="每张图片是一个独立的订单，各自完成、各自计费。",
    )
    with st.expander("更多设置", key="more_settings", icon=":material/tune:"):
        _draw_more(model)
    if st.session_state[form.FIX_SEED]:
        st.caption(f"已固定种子 {st.session_state[form.SEED]}，在“更多设置”里。")


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


def _draw_models() -> None:
    chosen = form.chosen_service()
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


def _draw_more(model: Model) -> None:
    if len(model.sizes) > 1:
        st.segmented_control(
            "尺寸", model.sizes, key=form.SIZE, required=True, persist_state="session"
        )
        st.caption("各种尺寸消耗的代币相同。")
    if current_studio().rewriter is not None:
        st.toggle(
            "润色提示词",
            key=form.ENHANCE,
            persist_state="session",
            help="先由文字模型把提示词与补充描述改写得更丰富；改写失败时用原来的提示词继续。",
        )
    st.toggle(
        "固定种子",
        key=form.FIX_SEED,
        persist_state="session",
        help="同样的设置加同样的种子，图片相同（演示渲染器）或相近（图片服务）；"
        "不固定则每次不同。一次生成多张时，从这个种子起逐张加一。",
    )
    if st.session_state[form.FIX_SEED]:
        st.number_input("种子", 0, MAX_SEED, key=form.SEED, step=1, persist_state="session")
