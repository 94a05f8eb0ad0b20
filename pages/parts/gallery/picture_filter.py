"""Which pictures the gallery shows: view, words, prompt, category, maker, dates; in the address."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import streamlit as st

from core.listing.period import Period
from core.pictures.gallery import Choices, PictureFilter
from core.tables import User
from pages.parts import addresses, makers
from pages.parts.formats import midnight
from pages.parts.widgets import pager

PERSON = "picture_person"  # whose pictures the filter was chosen for
ALL, STARRED, BIN = "全部", "收藏", "回收站"
MAX_WORDS = 60  # characters: each word is one more condition for the database


def draw_view(person: User) -> str:
    """Draw the choice between all pictures, favourites and the bin; return which.

    Another person begins with all, and without a filter.
    """
    if st.session_state.setdefault(PERSON, person.id) != person.id:
        st.session_state[PERSON] = person.id
        st.session_state[addresses.PICTURE_VIEW] = ALL
        clear()
    view = st.segmented_control(
        "显示",
        [ALL, STARRED, BIN],
        default=ALL,
        required=True,
        key=addresses.PICTURE_VIEW,
        label_visibility="collapsed",
        **pager.filters(addresses.PICTURE_PAGE),
    )
    return view or ALL  # no browser sends none; who does sees all


def draw_filter(choices: Choices, view: str) -> PictureFilter:
    """Draw the five inputs; return what they and the view stand for."""
    row = st.grid(8, min_column_width=110)
    with row.cell(column_span=2):
        words = _choose_words()
    with row:
        prompt_id = _choose_prompt(choices)
        category = _choose_category(choices)
    with row.cell(column_span=2):
        made_by = makers.choose(
            choices.makers, key=addresses.PICTURE_MAKER, page=addresses.PICTURE_PAGE
        )
    with row.cell(column_span=2):
        period = _choose_period()
    return PictureFilter(
        prompt_id, category, words, period, made_by, starred=view == STARRED, is_trash=view == BIN
    )


def _choose_words() -> str:
    words = st.text_input(
        "搜索",
        key=addresses.PICTURE_WORDS,
        type="search",
        live=True,  # a duration in words has Streamlit import pandas for it
        max_chars=MAX_WORDS,
        placeholder="标题与补充描述",
        **pager.filters(addresses.PICTURE_PAGE),
    )
    return words or ""


def _choose_prompt(choices: Choices) -> str | None:
    return st.selectbox(
        "提示词",
        list(choices.prompts),
        index=None,
        key=addresses.PICTURE_PROMPT,
        format_func=lambda prompt_id: choices.prompts.get(prompt_id, prompt_id),
        placeholder="全部提示词",
        filter_mode="contains",
        **pager.filters(addresses.PICTURE_PAGE),
    )


def _choose_category(choices: Choices) -> str | None:
    return st.selectbox(
        "分类",
        choices.categories,
        index=None,
        key=addresses.PICTURE_CATEGORY,
        placeholder="全部分类",
        filter_mode="contains",
        **pager.filters(addresses.PICTURE_PAGE),
    )


def _choose_period() -> Period:
    """Draw the viewer's days from the first to the last, which may be the same; return them."""
    days = st.date_input(
        "日期",
        value=[],
        key=addresses.PICTURE_DAYS,
        format="YYYY-MM-DD",
        **pager.filters(addresses.PICTURE_PAGE),
    )
    if not days:
        return Period()
    return Period(midnight(days[0]), midnight(days[-1] + timedelta(days=1)))


def is_narrowed(chosen: PictureFilter) -> bool:
    """Return whether an input narrows the view; the view itself does not count."""
    return replace(chosen, starred=False, is_trash=False) != PictureFilter()


def clear() -> None:
    """Show all pictures again."""
    st.session_state[addresses.PICTURE_WORDS] = ""
    st.session_state[addresses.PICTURE_PROMPT] = st.session_state[addresses.PICTURE_CATEGORY] = None
    st.session_state[addresses.PICTURE_MAKER] = None
    st.session_state[addresses.PICTURE_DAYS] = ()
    pager.to_first(addresses.PICTURE_PAGE)
