"""图库: all my pictures, newest first or by model; filter, open, choose; favourites; the bin."""

from __future__ import annotations

import streamlit as st

from core.pictures import gallery, trash
from core.studio import current_studio
from pages.parts import addresses
from pages.parts.gallery import (
    by_maker,
    choice,
    origin_box,
    picture_card,
    picture_drawer,
    picture_filter,
    trash_bin,
)
from pages.parts.gallery.picture_filter import ALL, BIN, STARRED
from pages.parts.identity import current_person, take_page_read
from pages.parts.widgets import pager

PAGE_SIZE = 24  # fills rows of 1, 2, 3, 4 and 6 pictures
CELL_WIDTH = 220  # px at least: one in a row on a phone, four on a laptop
NOTHING_IN = {
    ALL: "没有符合条件的图片：换个词，或清除筛选。",
    STARRED: "没有收藏的图片：打开一张图片，点“收藏”或按 S 键。",
    BIN: f"回收站里没有图片：移到这里的图片保留 {trash.KEEP_DAYS} 天，期间可以恢复。",
}

person = current_person()
choices: gallery.Choices = take_page_read()
database = current_studio().database

with st.container(horizontal=True, vertical_alignment="bottom"):
    st.title("图库", anchor=False, width="content")
    view = picture_filter.draw_view(person)
trash_bin.draw_undo()
if view == ALL and not choices.prompts:
    picture_drawer.draw(person, gallery.PictureFilter())
    st.info("这里还没有图片。生成的每一张图片都会自动收进图库。", icon=":material/photo_library:")
    addresses.draw_link("generate.py", "去生成第一张图片", ":material/auto_awesome:")
else:
    chosen = picture_filter.draw_filter(choices, view)
    picture_drawer.draw(person, chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        total = st.container(width="content")
        is_choosing = choice.draw_toggle()
        is_grouped = view != BIN and by_maker.draw_toggle(choices)
        if picture_filter.is_narrowed(chosen):
            st.button(
                "清除筛选",
                icon=":material/filter_alt_off:",
                type="tertiary",
                on_click=picture_filter.clear,
            )
    groups = {}
    if is_grouped:
        groups = gallery.newest_by_maker(
            database, person.id, chosen, choices.makers, size=by_maker.SIZE
        )
        pages = list(groups.values())
    else:
        number = pager.asked(addresses.PICTURE_PAGE)
        pages = [gallery.list_pictures(database, person.id, chosen, number=number, size=PAGE_SIZE)]
    shown = [card.order_id for page in pages for card in page.rows]
    total.caption(by_maker.said_total(pages))
    if is_choosing:
        choice.draw_bar(person, shown, is_bin=view == BIN)
    if not shown:
        nothing = NOTHING_IN[ALL if picture_filter.is_narrowed(chosen) else view]
        st.info(nothing, icon=":material/search_off:")
    if is_grouped:
        by_maker.draw(groups, choices, cell_width=CELL_WIDTH, is_choosing=is_choosing)
    else:
        with st.grid(min_column_width=CELL_WIDTH):
            picture_card.draw_all(pages[0].rows, is_choosing=is_choosing)
        pager.draw(addresses.PICTURE_PAGE, pages[0])
origin_box.draw(person)
