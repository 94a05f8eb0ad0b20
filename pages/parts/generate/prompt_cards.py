"""The prompt library as cards, filtered by category and words."""

from __future__ import annotations

import streamlit as st

from core import messages
from core.errors import InsufficientTokens
from core.library.prompts import Card
from core.orders import gate
from core.tables import User
from pages.parts import error_box, formats
from pages.parts.order_form import form

ALL = "全部"
LIBRARY_HEIGHT = 680  # px: as high as the form beside it; on a phone the form stays near


def draw_cards(cards: list[Card], person: User) -> None:
    """Draw the filter and one card for each prompt that passes it."""
    st.subheader("提示词库", anchor=False)
    categories = list(dict.fromkeys(card.category for card in cards))
    category = st.pills(
        "分类",
        [ALL, *categories],
        default=ALL,
        required=True,
        key="category",
        persist_state="session",
        label_visibility="collapsed",
        wrap=True,
    )
    words = st.text_input(
        "搜索提示词",
        key="prompt_words",
        type="search",
        live=True,  # a duration in words has Streamlit import pandas for it
        persist_state="session",
        placeholder="搜索标题与说明",
        label_visibility="collapsed",
    )
    shown = [card for card in cards if _passes(card, str(category or ALL), str(words or ""))]
    if not shown:
        st.info("没有符合条件的提示词：换个词，或选择“全部”分类。", icon=":material/search_off:")
    with st.container(height=LIBRARY_HEIGHT, border=False):
        for card in shown:
            _draw_card(card, person)


def _passes(card: Card, category: str, words: str) -> bool:
    text = f"{card.title}{card.description}{card.category}".lower()
    return category in (ALL, card.category) and all(word in text for word in words.lower().split())


def _draw_card(card: Card, person: User) -> None:
    is_chosen = form.chosen_prompt() == card.id
    refusal = gate.why_not(person, card.id, card)
    why_not = error_box.words(refusal) if refusal else None
    is_short = isinstance(refusal, InsufficientTokens)
    with st.container(border=True, key=f"card_{card.id}", gap="xsmall"):
        st.markdown(f"**{':material/lock: ' if card.locked else ''}{formats.plain(card.title)}**")
        st.caption(card.description)
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.badge(card.category, color="gray")
            st.badge(
                formats.tokens(card.cost),
                color="red" if is_short else "green",
                help=why_not if is_short else None,
            )
            if card.number > 1:
                file = f"，{messages.FROM_FILE}" if card.from_file else ""
                st.badge(f"第 {card.number} 版{file}", color="blue")
            if card.members_only:
                st.badge("会员专属", color="orange")
            st.space("stretch")
            st.button(
                "已选" if is_chosen else "选择",
                key=f"choose_{card.id}",
                icon=":material/check:" if is_chosen else None,
                type="primary" if is_chosen else "secondary",
                disabled=card.locked,
                on_click=form.choose_prompt,
                args=(card.id,),
                help=why_not if card.locked else None,
            )
