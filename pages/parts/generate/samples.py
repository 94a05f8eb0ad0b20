"""The prompts' sample pictures: on the library's cards, and where nothing was generated yet."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from core.library import samples
from core.library.prompts import Card
from pages.parts import formats, pictures
from pages.parts.order_form import form

SUGGESTED = 3
SUGGESTED_WIDTH = 180  # px: leaves room for the words beside it on a phone


def addresses() -> dict[str, str]:
    """Return the absolute address of each sample by its prompt's id."""
    site = pictures.site()
    return {prompt_id: site + path for prompt_id, path in samples.addresses().items()}


def draw_sample(card: Card, address: str | None) -> None:
    """Draw a prompt's sample, or what stands in the place of one."""
    if address is None:
        st.html(place_of(card))
    else:
        st.image(address, width="stretch", alt=_alt(card))


def place_of(card: Card) -> str:
    """Return the place of a sample that nobody has made: its prompt's category, and that it is so.

    No picture of somebody's: those are their own.
    """
    return (
        f'<div class="no-sample" role="img" aria-label="{escape(card.title)}还没有样张">'
        f"<b>{escape(card.category)}</b><small>还没有样张</small></div>"
    )


def _alt(card: Card) -> str:
    return f"{card.title}的样张"


def draw_suggestions(cards: Iterable[Card]) -> None:
    """Draw three prompts to begin with; 试试这个 chooses one and orders nothing."""
    shown = addresses()
    suggested = _suggested([card for card in cards if not card.locked and card.id in shown])
    if suggested:
        st.caption("从哪里开始？“试试这个”会选好提示词，不会下单。")
    for card in suggested:
        _draw_suggestion(card, shown[card.id])


def _suggested(cards: list[Card]) -> list[Card]:
    """Return the last card of each category: the first ones stand at the library's top already."""
    of_category = {card.category: card for card in cards}
    return list(of_category.values())[:SUGGESTED]


def _draw_suggestion(card: Card, address: str) -> None:
    with st.container(key=f"suggestion_{card.id}", horizontal=True, vertical_alignment="center"):
        st.image(address, width=SUGGESTED_WIDTH, alt=_alt(card))
        with st.container(gap="xsmall", width="stretch"):
            st.markdown(
                f"**{formats.plain(card.title)}**\n\n:green-badge[{formats.tokens(card.cost)}]\n\n"
                f":small[:gray[{formats.plain(card.description)}]]"
            )
            st.button(
                "试试这个",
                key=f"try_{card.id}",
                on_click=form.choose_prompt,
                args=(card.id,),
            )
