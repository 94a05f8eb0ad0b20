"""What the ledger's two tables share: pages, rows that open an order's life, and the CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.export import to_csv
from core.listing import COUNT_LIMIT, Page
from pages.parts import pager
from pages.parts.addresses import LEDGER_PAGE
from pages.parts.ledger import order_life

ROWS = 50  # rows a page: a long screen, and quick to draw
ROW_HEIGHT = 35  # px, Streamlit's own
MOST_SHOWN = 15  # rows on the screen at once; the table scrolls to the others

# One row as the table needs it: its order, and the owner's name where that is somebody else.
Opens = tuple[str | None, str | None]


def draw_table(
    key: str,
    page: Page[Any],
    rows: Sequence[dict[str, Any]],
    opens: Sequence[Opens],
    columns: dict[str, Any],
    *,
    unit: str,
    alt: str,
) -> None:
    """Draw one page of rows, whose choosing opens its order, and the numbers of the others."""
    key = f"{key}_{order_life.table_round()}"  # a closed drawer leaves no row chosen
    st.dataframe(
        list(rows),
        hide_index=True,
        column_config=columns,
        height=ROW_HEIGHT * (min(len(rows), MOST_SHOWN) + 1) + 3,
        key=key,
        on_select=partial(_open, key, tuple(opens)),
        selection_mode="single-row",
        placeholder="—",
        alt=alt,
    )
    total = f"{COUNT_LIMIT:,} {unit}以上" if page.is_capped else f"{page.total:,} {unit}"
    pager.draw(LEDGER_PAGE, page)
    if page.pages > 1:
        total += f"，每页 {ROWS} {unit}；点击表头只在本页内排序"
    st.caption(f"共 {total}。勾选一行，查看订单从预留到记账的全过程。")


def draw_export(
    header: list[str], rows: Callable[[], Iterable[dict[str, Any]]], *, file_name: str
) -> None:
    """Draw the button that builds the whole list as CSV, only when it is clicked.

    `rows` runs without a script: it must have its time zone and filter with it.
    """
    st.download_button(
        "导出 CSV",
        data=lambda: to_csv(header, (list(row.values()) for row in rows())),
        file_name=file_name,
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        help="导出当前筛选的全部内容（所有页），可直接用表格软件打开。",
    )


def _open(key: str, opens: tuple[Opens, ...]) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    row = chosen[0] if isinstance(chosen, list) and chosen else None
    if type(row) is not int or not 0 <= row < len(opens):  # anybody may send any JSON
        return
    order_id, owner = opens[row]
    if order_id is None:
        st.toast("这一笔是发放，没有对应的订单。", icon=":material/info:")
    else:
        order_life.open_life(order_id, owner)
