"""The choice of who makes the picture: one model, or up to four on the same click."""

from __future__ import annotations

import streamlit as st

from core.orders import gate
from core.orders.specs import Maker
from core.providers.contract import Model
from core.tables import User
from pages.parts import formats, service
from pages.parts.order_form import inputs, makers, reference
from pages.parts.service import model_facts
from pages.parts.widgets import ticks

POPOVER = "maker_choice"
WIDTH = 400  # px at most: a note would make it as wide as the page


def draw(person: User) -> None:
    """Draw the choice where there is one, and what is chosen."""
    offered = list(makers.every())
    chosen = makers.chosen_models()
    if sum(len(each) for _, each in offered) == 1:
        if not chosen[0].is_demo:  # whose service says it already
            name, price = formats.plain(chosen[0].label), price_of(chosen[0])
            st.caption(f"模型：{name}　每张的服务价格：{price}")
        return
    with st.container(gap="xsmall", key="chosen_models"):
        lines = (f"**{formats.plain(each.label)}**　:gray[{price_of(each)}]" for each in chosen)
        st.markdown(":small[" + "  \n".join(("模型与每张的服务价格", *lines)) + "]")
        # Its label is a part of what it is: another one would close it under the reader's hand.
        popover = st.popover(
            "选择模型，或并排对比",
            key=POPOVER,
            icon=":material/palette:",
            on_change="rerun",
            width="stretch",
        )
        if popover.open:
            with popover, st.container(width=WIDTH):
                _draw_choice(person)


def _draw_choice(person: User) -> None:
    st.toggle(
        "并排对比几个模型",
        key=makers.COMPARE,
        persist_state="session",
        on_change=makers.compare,
        help=f"同一次点击最多交给 {gate.MAX_MAKERS} 个模型，结果并排显示；每张各自完成、各自计费。",
    )
    if makers.is_full():
        st.caption(f"已选 {gate.MAX_MAKERS} 个，这是一次的上限；先取消一个，才能换成别的。")
    has_reference = reference.chosen(person) is not None
    for provider, offered in makers.every():
        st.markdown(f"**{formats.plain(service.title(provider))}**")
        for maker in offered:
            _draw_maker(maker, has_reference=has_reference)


def _draw_maker(maker: Maker, *, has_reference: bool) -> None:
    """Draw a model's box; what should be known of it below, where it is chosen or can't be."""
    model, is_chosen = makers.model_of(maker), maker in makers.chosen()
    key = f"maker_{maker.service}/{maker.model}"
    ticks.show(key, ticked=is_chosen)
    is_refused = makers.is_refused(maker, has_reference=has_reference)
    st.checkbox(
        f"{formats.plain(model.label)}　:small[:gray[{price_of(model)}]]",
        key=key,
        disabled=is_refused or (makers.is_full() and not is_chosen),
        on_change=makers.toggle,
        args=(maker,),
        help=None if is_chosen or is_refused else formats.plain(model.note) or None,
    )
    if is_refused:
        st.caption("不接受参考图片；移除参考图片后可以选择。")
    elif is_chosen and model.note:
        st.caption(formats.plain(model.note))


def price_of(model: Model) -> str:
    """Return a picture's price at the form's size; by its tokens it is known afterwards."""
    if model.is_demo:
        return "不收费"
    size = inputs.value(inputs.SIZE)
    price = model.prices.get(size if size in model.sizes else model.sizes[0])
    if price is None and any(vars(model.token_prices).values()):
        return "按用量计费"
    return model_facts.amount(price, model.currency)
