"""按模型分组: the newest pictures of each model under its name, and the way to all of them."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.listing.makers import MadeBy
from core.listing.pages import Page
from core.pictures.gallery import Choices, PictureCard
from pages.parts import addresses, formats, makers
from pages.parts.gallery import picture_card
from pages.parts.widgets import pager

SIZE = 6  # of a model's pictures: a row on a wide screen


def draw_toggle(choices: Choices) -> bool:
    """Draw the switch, where there are models to tell apart; return whether it is on."""
    if len(choices.makers) < 2:
        return False
    return st.toggle(
        "按模型分组", key=addresses.PICTURES_BY_MAKER, **pager.filters(addresses.PICTURE_PAGE)
    )


def draw(
    groups: Mapping[MadeBy, Page[PictureCard]],
    choices: Choices,
    *,
    cell_width: int,
    is_choosing: bool,
) -> None:
    """Draw each model's pictures; where there are more, a button that shows them all."""
    names = makers.choices_of(choices.makers)
    for made_by, page in groups.items():
        choice = names[made_by]
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.subheader(formats.plain(choice), anchor=False, width="content")
            st.caption(said_total([page]), width="content")
            if page.total > len(page.rows):
                st.button(
                    "看全部",
                    key=f"all_of_{made_by.service}_{made_by.model}",
                    type="tertiary",
                    on_click=_show_all,
                    args=(choice,),
                )
        with st.grid(min_column_width=cell_width):
            picture_card.draw_all(page.rows, is_choosing=is_choosing)


def said_total(pages: list[Page[PictureCard]]) -> str:
    """Return how many pictures there are on all of these pages' lists."""
    more = "以上" if any(page.is_capped for page in pages) else ""
    return f"共 {sum(page.total for page in pages):,} 张{more}"


def _show_all(choice: str) -> None:
    st.session_state[addresses.PICTURE_MAKER] = choice
    st.session_state[addresses.PICTURES_BY_MAKER] = False
    pager.to_first(addresses.PICTURE_PAGE)
