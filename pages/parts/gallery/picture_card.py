"""A picture of the grid and its caption, whose area is the whole card: it opens or chooses it."""

from __future__ import annotations

import streamlit as st

from core.pictures.gallery import PictureCard
from core.studio import current_studio
from pages.parts import formats, pictures
from pages.parts.gallery import choice, picture_drawer


def draw(card: PictureCard, *, is_choosing: bool) -> None:
    """Draw the card; a click opens it, or while choosing takes it into the choice and out."""
    with st.container(key=f"cell_{card.order_id}", gap="xsmall"):
        pictures.draw_picture(
            card.order_id, card.prompt_title, card.created_at, width="stretch", kind="thumbnail"
        )
        if is_choosing:
            choice.draw_box(card.order_id, _label(card))
        else:
            st.button(
                _caption(card),
                key=f"view_{card.order_id}",
                type="tertiary",
                width="stretch",
                on_click=picture_drawer.open_picture,
                args=(card.order_id,),
            )


def _caption(card: PictureCard) -> str:
    star = ":orange[:material/star:] " if card.starred else ""
    return f"{star}{formats.plain(card.prompt_title)}　:gray[{_made_at(card)}]"


def _label(card: PictureCard) -> str:
    """Return the caption without marks: a checkbox is called by its label as it is written."""
    return f"{formats.plain(card.prompt_title)}　{_made_at(card)}"


def _made_at(card: PictureCard) -> str:
    """Return the day with its minute or, in another year, with its year: both fit the line."""
    made = formats.local(card.created_at)
    this_year = formats.local(current_studio().now()).year
    return f"{made:%m-%d %H:%M}" if made.year == this_year else f"{made:%Y-%m-%d}"
