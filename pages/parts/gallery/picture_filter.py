"""Which pictures the gallery shows: words, prompt, category and dates, all of it in the address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from core.listing import Page, Period
from core.pictures.gallery import Choices, PictureFilter
from core.tables import User
from pages.parts.formats import midnight

# Each name is a key of the session and, bound to it, a query parameter of the address.
WORDS, PROMPT, CATEGORY = "picture_words", "picture_prompt", "picture_category"
DAYS, PAGE = "picture_days", "picture_page"
PERSON = "picture_person"  # whose pictures the filter was chosen for
MAX_WORDS = 60  # characters: each word is one more condition for the database


def draw_filter(choices: Choices, person: User) -> PictureFilter:
    """Draw the four inputs; return what they stand for. Another person begins without a filter."""
    if st.session_state.setdefault(PERSON, person.id) != person.id:
        st.session_state[PERSON] = person.id
        clear()
    row = st.grid(6, min_column_width=120)
    with row.cell(column_span=2):
        words = st.text_input(
            "搜索",
            key=WORDS,
            type="search",
            live="300ms",
            max_chars=MAX_WORDS,
            placeholder="标题与补充描述",
            on_change=to_first_page,
            bind="query-params",
        )
    with row:
        prompt_id = st.selectbox(
            "提示词",
            list(choices.prompts),
            index=None,
            key=PROMPT,
            format_func=lambda prompt_id: choices.prompts.get(prompt_id, prompt_id),
            placeholder="全部提示词",
            filter_mode="contains",
            on_change=to_first_page,
            bind="query-params",
        )
        category = st.selectbox(
            "分类",
            choices.categories,
            index=None,
            key=CATEGORY,
            placeholder="全部分类",
            filter_mode="contains",
            on_change=to_first_page,
            bind="query-params",
        )
    with row.cell(column_span=2):
        days = st.date_input(
            "日期",
            value=[],
            key=DAYS,
            format="YYYY-MM-DD",
            on_change=to_first_page,
            bind="query-params",
        )
    return PictureFilter(prompt_id, category, words or "", _period(days))


def clear() -> None:
    """Show all pictures again."""
    st.session_state[WORDS] = ""
    st.session_state[PROMPT] = st.session_state[CATEGORY] = None
    st.session_state[DAYS] = ()
    to_first_page()


def to_first_page() -> None:
    """Begin at the newest pictures: another choice of pictures has other pages."""
    st.session_state[PAGE] = 1


def asked_page() -> int:
    """Return the page number from the session or, after a reload, the address; 1 for nonsense."""
    asked = st.session_state.get(PAGE, st.query_params.get(PAGE, "1"))
    try:
        return int(asked)
    except ValueError:
        return 1


def draw_pages(page: Page[Any]) -> None:
    """Draw the page numbers; the address may have asked for a page after the last one."""
    if asked_page() != page.number:
        st.session_state[PAGE] = page.number
    if page.pages > 1:
        st.pagination(page.pages, key=PAGE, bind="query-params")


def _period(days: Sequence[date]) -> Period:
    """Return the viewer's days from the first chosen one to the last, which may be the same."""
    if not days:
        return Period()
    return Period(midnight(days[0]), midnight(days[-1] + timedelta(days=1)))
