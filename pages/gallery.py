"""图库: all my pictures, newest first; filter them, and open one to see how it was made."""

from __future__ import annotations

import streamlit as st

from core.pictures import gallery
from core.pictures.gallery import PictureCard
from core.studio import current_studio
from pages.parts import addresses, formats, pager, pictures
from pages.parts.gallery import picture_drawer, picture_filter
from pages.parts.identity import current_person

PAGE_SIZE = 24  # fills rows of 2, 3, 4 and 6 cards
CARD_WIDTH = 160  # px at least: two beside each other on a phone, four on a laptop
THUMBNAIL_SIDE = 170  # px: every picture fits into this square, so that rows stay even

person = current_person()
database = current_studio().database


def draw_card(card: PictureCard) -> None:
    with st.container(border=True, height="stretch", gap="xsmall", key=f"picture_{card.order_id}"):
        with st.container(
            height=THUMBNAIL_SIDE,
            border=False,
            horizontal_alignment="center",
            vertical_alignment="center",
        ):
            pictures.draw_picture(
                card.order_id,
                card.prompt_title,
                card.created_at,
                width=thumbnail_width(card),
                kind="thumbnail",
            )
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="xsmall"):
            st.markdown(f"**{formats.plain(card.prompt_title)}**", width="content")
            st.badge(formats.tokens(card.cost), color="gray")
        st.caption(formats.moment(card.created_at))
        st.button(
            "查看",
            key=f"view_{card.order_id}",
            icon=":material/visibility:",
            on_click=picture_drawer.open_picture,
            args=(card.order_id,),
            width="stretch",
        )


def thumbnail_width(card: PictureCard) -> int:
    across, _, down = card.aspect_ratio.partition(":")
    return min(THUMBNAIL_SIDE, THUMBNAIL_SIDE * int(across) // int(down))


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
    with st.grid(min_column_width=CARD_WIDTH):
        for card in page.rows:
            draw_card(card)
    pager.draw(addresses.PICTURE_PAGE, page)
