"""图库: all my pictures, newest first; filter them, and open one to see how it was made."""

from __future__ import annotations

import streamlit as st

from core.pictures import gallery
from core.pictures.gallery import PictureCard
from core.studio import current_studio
from pages.parts import addresses, formats, pager, pictures
from pages.parts.gallery import picture_drawer, picture_filter
from pages.parts.identity import current_person

PAGE_SIZE = 24  # fills rows of 1, 2, 3, 4 and 6 pictures
CELL_WIDTH = 220  # px at least: one in a row on a phone, four on a laptop

person = current_person()
database = current_studio().database


def draw_card(card: PictureCard) -> None:
    """Draw a picture and its caption; the caption is a button whose area is the whole card."""
    with st.container(key=f"cell_{card.order_id}", gap="xsmall"):
        pictures.draw_picture(
            card.order_id, card.prompt_title, card.created_at, width="stretch", kind="thumbnail"
        )
        st.button(
            f"{formats.plain(card.prompt_title)}　:gray[{taken_at(card)}]",
            key=f"view_{card.order_id}",
            type="tertiary",
            width="stretch",
            on_click=picture_drawer.open_picture,
            args=(card.order_id,),
        )


def taken_at(card: PictureCard) -> str:
    """Return a picture's day and minute, or in another year its day, so that it fits the line."""
    made = formats.local(card.created_at)
    this_year = formats.local(current_studio().now()).year
    return f"{made:%m-%d %H\\:%M}" if made.year == this_year else f"{made:%Y-%m-%d}"


st.title("图库", anchor=False)
choices = gallery.choices(database, person.id)
if not choices.prompts:
    picture_drawer.draw(person, gallery.PictureFilter())
    st.info("这里还没有图片。生成的每一张图片都会自动收进图库。", icon=":material/photo_library:")
    addresses.draw_link("generate.py", "去生成第一张图片", ":material/auto_awesome:")
else:
    chosen = picture_filter.draw_filter(choices, person)
    picture_drawer.draw(person, chosen)
    number = pager.asked(addresses.PICTURE_PAGE)
    page = gallery.list_pictures(database, person.id, chosen, number=number, size=PAGE_SIZE)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"共 {page.total:,} 张{'以上' if page.is_capped else ''}", width="content")
        if chosen != gallery.PictureFilter():
            st.button(
                "清除筛选",
                icon=":material/filter_alt_off:",
                type="tertiary",
                on_click=picture_filter.clear,
            )
    if not page.rows:
        st.info("没有符合条件的图片：换个词，或清除筛选。", icon=":material/search_off:")
    with st.grid(min_column_width=CELL_WIDTH):
        for card in page.rows:
            draw_card(card)
    pager.draw(addresses.PICTURE_PAGE, page)
