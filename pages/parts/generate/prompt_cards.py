"""The prompt library as cards with their pictures, filtered by category and words."""

from __future__ import annotations

import streamlit as st

from core import messages
from core.errors import InsufficientTokens
from core.library import prompts
from core.library.prompts import Card
from core.orders import gate
from core.studio import current_studio
from core.tables import User
from pages.parts import error_box, formats
from pages.parts.generate import samples
from pages.parts.order_form import form
from pages.parts.prompt_history import drawer, new_prompt

ALL = "全部"
CARD_WIDTH = 130  # px at least: two beside each other in the column, and on a phone


def draw_cards(cards: list[Card], person: User) -> None:
    """Draw the filter and one card for each prompt that passes it.

    Where the page is one column, a library of which something was chosen folds away.
    """
    with st.container(key="library_folded" if form.is_library_folded() else "library"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader("提示词库", anchor=False)
            new_prompt.draw_button()
        shown = _filtered(cards)
        if not shown:
            st.info(
                "没有符合条件的提示词：换个词，或选择“全部”分类。", icon=":material/search_off:"
            )
        addresses, chosen = samples.addresses(), form.chosen_prompt()
        with st.grid(min_column_width=CARD_WIDTH):
            for card in shown:
                _draw_card(card, person, addresses.get(card.id), is_chosen=card.id == chosen)
        _draw_archived()


def _filtered(cards: list[Card]) -> list[Card]:
    """Draw the filter; return the cards that pass it."""
    categories = list(dict.fromkeys(card.category for card in cards))
    category = st.pills(
        "分类",
        [ALL, *categories],
        default=ALL,
        required=True,
        format_func=formats.plain,
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
    return [card for card in cards if _passes(card, str(category or ALL), str(words or ""))]


def _passes(card: Card, category: str, words: str) -> bool:
    text = f"{card.title}{card.description}{card.category}".lower()
    return category in (ALL, card.category) and all(word in text for word in words.lower().split())


def _draw_card(card: Card, person: User, sample: str | None, *, is_chosen: bool) -> None:
    """Draw a card of three elements: a page has many. Its button takes clicks anywhere on it."""
    refusal = gate.why_not(person, card.id, card)
    is_short = isinstance(refusal, InsufficientTokens)
    with st.container(border=True, height="stretch", key=f"card_{card.id}", gap="xsmall"):
        samples.draw_sample(card, sample)
        st.markdown(_words(card, is_short=is_short))
        st.button(
            "已选" if is_chosen else "选择",
            key=f"choose_{card.id}",
            icon=":material/check:" if is_chosen else None,
            type="primary" if is_chosen else "secondary",
            disabled=card.locked,
            on_click=form.choose_prompt,
            args=(card.id,),
            width="stretch",
            help=error_box.words(refusal) if refusal and (card.locked or is_short) else None,
        )
        _draw_history_button(card.id)


def _draw_history_button(prompt_id: str) -> None:
    st.button(
        "版本",
        key=f"versions_{prompt_id}",
        type="tertiary",
        on_click=drawer.open_prompt,
        args=(prompt_id,),
    )


def _draw_archived() -> None:
    """Draw the prompts that were taken out of the library, once somebody asks for them."""
    folded = st.expander("已归档的提示词", key="archived_prompts", on_change="rerun")
    if not folded.open:
        return
    with folded:
        archived = prompts.archived(current_studio().database)
        if not archived:
            st.caption("没有归档的提示词。")
        for prompt_id, title in archived.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(title)
                _draw_history_button(prompt_id)


def _words(card: Card, *, is_short: bool) -> str:
    """Return a card's title, badges and description."""
    badges = [(formats.tokens(card.cost), "red" if is_short else "green")]
    if card.number > 1:
        file = f"，{messages.FROM_FILE}" if card.from_file else ""
        badges.append((f"第 {card.number} 版{file}", "blue"))
    if card.members_only:
        badges.append(("会员专属", "orange"))
    drawn = " ".join(f":{color}-badge[{words}]" for words, color in badges)
    lock = ":material/lock: " if card.locked else ""
    description = formats.plain(card.description)
    return f"**{lock}{formats.plain(card.title)}**\n\n{drawn}\n\n:small[:gray[{description}]]"
