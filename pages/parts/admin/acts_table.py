"""操作记录: what administrators did, filtered, page by page, and as a CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from functools import partial
from typing import Any

import streamlit as st

from core.administration import access, acts
from core.administration.acts import ActFilter, ActRow
from core.messages.administration import ACTS, act_value
from core.studio import Studio, current_studio
from pages.parts import addresses, formats
from pages.parts.admin import listing
from pages.parts.identity import current_person
from pages.parts.widgets import export_button, pager

COLUMNS = {"时间": st.column_config.TextColumn(width=142)}


def draw() -> None:
    """Draw the filter, one page of acts, the export."""
    studio = current_studio()
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    with bar:
        chosen = _choose()
    number = pager.asked(addresses.ACT_PAGE)
    page = acts.list_acts(studio.database, chosen, number=number, size=listing.ROWS)
    if not page.rows:
        narrowed = "没有符合条件的操作记录。"
        st.info(
            narrowed if chosen != ActFilter() else "还没有操作记录。", icon=":material/search_off:"
        )
        return
    as_read = partial(_readable, zone=formats.zone())
    rows = list(as_read(page.rows))
    listing.draw("acts", rows, COLUMNS, "操作记录，每行一次，最新的在最上面")
    pager.draw(addresses.ACT_PAGE, page)
    listing.say_total(page, "次操作", "记录只能增加，不能修改或删除；“核对账目”也会核对它。")
    with bar:
        exported = partial(_exported, studio, current_person().id, chosen)
        export_button.draw(list(rows[0]), lambda: as_read(exported()), "操作记录.csv")


def sentence(row: ActRow) -> str:
    """Return an act as one line."""
    changed = f"{act_value(row.kind, row.before)} → {act_value(row.kind, row.after)}"
    when = formats.moment(row.acted_at)
    return f"{when}　{row.actor}　{ACTS[row.kind]}：{changed}　{row.reason}"


def _choose() -> ActFilter:
    filters = pager.filters(addresses.ACT_PAGE)
    words = st.text_input(
        "搜索",
        key=addresses.ACT_WORDS,
        type="search",
        max_chars=listing.MAX_WORDS,
        placeholder="名字、提示词或原因",
        width=240,
        **filters,
    )
    kind = st.selectbox(
        "改了什么",
        list(ACTS),
        index=None,
        key=addresses.ACT_KIND,
        format_func=lambda each: ACTS[each],
        placeholder="全部",
        width=140,
        **filters,
    )
    return ActFilter(words or "", kind)


def _readable(rows: Iterable[ActRow], zone: tzinfo) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "时间": formats.moment(row.acted_at, zone),
            "操作者": row.actor,
            "对象": row.person or f"《{row.prompt}》",
            "改了什么": ACTS[row.kind],
            "之前": act_value(row.kind, row.before),
            "之后": act_value(row.kind, row.after),
            "原因": row.reason,
            "编号": row.id,
        }


def _exported(studio: Studio, person_id: str, chosen: ActFilter) -> Iterator[ActRow]:
    """Yield all acts of the filter to who administers still when the button is clicked."""
    access.admit(studio, person_id)
    yield from acts.all_acts(studio.database, chosen)
