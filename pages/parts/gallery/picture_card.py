"""A picture of the grid and its caption, whose area is the whole card: it opens or chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from core.pictures.gallery import PictureCard
from core.studio import current_studio
from pages.parts import formats, pictures
from pages.parts.gallery import choice, picture_drawer


def draw_all(cards: Sequence[PictureCard], *, is_choosing: bool) -> None:
    """Draw cards; a click opens one, or while choosing takes it into the choice and out.

    Where the viewer is and what year it is there, is asked once for all.
    """
    studio, zone = current_studio(), formats.zone()
    this_year = formats.local(studio.now(), zone).year
    orders = [card.order_id for card in cards]
    studio.images.expect_originals(orders)
    addresses = pictures.addresses("thumbnail", orders)
    for card in cards:
        made = formats.local(card.created_at, zone)
        alt = pictures.alt(card.prompt_title, card.created_at, zone)
        with st.container(key=f"cell_{card.order_id}", gap="xsmall"):
            pictures.draw_at(addresses[card.order_id], card.order_id, alt, width="stretch")
            _draw_click(card, _day(made, this_year), is_choosing=is_choosing)


def _draw_click(card: PictureCard, day: str, *, is_choosing: bool) -> None:
    title = formats.plain(card.prompt_title)
    if is_choosing:  # a checkbox is called by its label as it is written: without marks
        choice.draw_box(card.order_id, f"{title}　{day}")
        return
    star = ":orange[:material/star:] " if card.starred else ""
    st.button(
        f"{star}{title}　:gray[{day}]",
        key=f"view_{card.order_id}",
        type="tertiary",
        width="stretch",
        on_click=picture_drawer.open_picture,
        args=(card.order_id,),
    )


def _day(made: datetime, this_year: int) -> str:
    """Return the day with its minute or, in another year, with its year: both fit the line."""
    return f"{made:%m-%d %H:%M}" if made.year == this_year else f"{made:%Y-%m-%d}"
