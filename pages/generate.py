"""生成: pick a prompt, see the cost, order, and watch the picture being made."""

from __future__ import annotations

import streamlit as st

from core.errors import InsufficientTokens
from core.orders import gate
from core.orders.views.standing import Desk
from pages.parts import error_box, formats
from pages.parts.generate import order_inputs
from pages.parts.generate.making import draw_open_orders
from pages.parts.generate.prompt_cards import draw_cards
from pages.parts.generate.results import draw_results
from pages.parts.identity import current_person, take_page_read
from pages.parts.order_form import form, inputs, makers, ordering, reference, values
from pages.parts.prompt_history import drawer, new_prompt

person = current_person()
desk: Desk = take_page_read()
cards = desk.cards
form.follow_address(person)
inputs.fit()

if not drawer.draw(person, cards):
    new_prompt.draw(card.category for card in cards.values())

library, settings, output = st.columns([9, 8, 10], gap="medium")

with library:
    draw_cards(list(cards.values()), person)

with settings, st.container(key="order_form"):
    card = values.fitted(form.with_version(cards.get(form.chosen_prompt() or "")))
    form.remember_prompt(card)
    order_inputs.draw_head(card)
    reference.draw(person)
    order_inputs.draw(person)
    filled = ordering.settle_key(person, desk)
    is_working = ordering.is_working(filled, desk)
    cost = card.cost * filled.orders if card else 0
    after = person.available - cost
    refusal = (
        gate.why_not(person, filled.prompt_id, card, filled.orders)
        or makers.refusal(filled)
        or makers.shortage(filled)
    )
    with st.container(key="order_bar", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.metric(
                "预计消耗",
                formats.tokens(cost) if card else "—",
                help="单价 × 数量。成功才扣除，失败或取消不扣。",
            )
            st.metric(
                "生成后余额",
                formats.tokens(after) if card and after >= 0 else "—",
                help="进行中的订单和这一单都完成之后的余额。",
            )
        with st.container(horizontal=True):
            is_pressed = st.button(
                "生成图片",
                type="primary",
                icon=":material/auto_awesome:",
                disabled=is_working or refusal is not None,
                on_click=ordering.submit,
                args=(person,),
                width="stretch",
            )
            st.button("重置", on_click=form.clear)
        ordering.tell_if_lost(desk, is_pressed=is_pressed and not is_working)
        if is_working:
            st.caption("这张表单的图片正在生成；改动任何一项设置，就可以再下一单。")
        elif isinstance(refusal, InsufficientTokens):
            st.warning(error_box.words(refusal), icon=":material/toll:")
        elif refusal and filled.prompt_id:  # else the form's head says it
            st.caption(error_box.words(refusal))

        if error := ordering.error_of(filled):
            error_box.show(error)

with output:
    draw_open_orders(person, cards, desk.being_made)
    draw_results(person, desk)
    order_inputs.scroll_on(desk.ended)
