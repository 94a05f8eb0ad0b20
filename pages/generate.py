"""生成: pick a prompt, see the cost, order, and watch the picture being made."""

from __future__ import annotations

import streamlit as st

from core.errors import InsufficientTokens
from core.library import prompts
from core.orders import gate
from core.providers.contract import MAX_SEED
from core.studio import current_studio
from pages.parts import error_box, formats
from pages.parts.generate import model_choice
from pages.parts.generate.making import draw_open_orders
from pages.parts.generate.prompt_cards import draw_cards
from pages.parts.generate.results import draw_results
from pages.parts.identity import current_person
from pages.parts.order_form import form, ordering, reference

person = current_person()
form.follow_address(person)
form.fit()
cards = {card.id: card for card in prompts.cards(current_studio().database, person)}

library, settings, output = st.columns([4, 4, 5], gap="medium")

with library:
    draw_cards(list(cards.values()), person)

with settings:
    st.subheader("设置", anchor=False)
    card = cards.get(form.chosen_prompt() or "")
    form.remember_prompt(card)
    if card is None:
        st.info("先在提示词库中点击一个“选择”。", icon=":material/touch_app:")
    else:
        with st.expander(f"**{formats.plain(card.title)}**　{formats.tokens(card.cost)}／张"):
            st.text(card.text or "会员专属：切换到会员身份后可以看到全文。")

    reference.draw(person)
    st.text_area(
        "补充描述",
        key=form.WISH,
        max_chars=gate.MAX_WISH,
        placeholder="可不填。用自己的话说，例如：清晨，暖色调，远处有一只小船",
        height=96,
        persist_state="session",
    )
    model_choice.draw()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "图片数量",
            range(1, gate.MAX_PICTURES + 1),
            key=form.PICTURES,
            required=True,
            persist_state="session",
            help="每张图片是一个独立的订单，各自完成、各自计费。",
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

    filled = ordering.inputs(person)
    cost = card.cost * filled.pictures if card else 0
    after = person.available - cost
    with st.container(horizontal=True):
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

    refusal = gate.why_not(person, filled.prompt_id, card, filled.pictures)
    with st.container(horizontal=True):
        st.button(
            "生成图片",
            type="primary",
            icon=":material/auto_awesome:",
            disabled=ordering.is_working() or refusal is not None,
            on_click=ordering.submit,
            args=(person,),
        )
        st.button("重置", on_click=form.clear)
    if ordering.is_working():
        st.caption("这张表单的图片正在生成；改动任何一项设置，就可以再下一单。")
    elif isinstance(refusal, InsufficientTokens):
        st.warning(error_box.words(refusal), icon=":material/toll:")
    elif refusal:
        st.caption(error_box.words(refusal))

    if error := ordering.error_of(filled):
        error_box.show(error)

with output:
    being_made = draw_open_orders(person, cards)
    draw_results(person, cards, being_made)
