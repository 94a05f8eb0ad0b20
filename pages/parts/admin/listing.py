"""What the lists of 管理 share: a table whose rows may open a drawer, pages, a count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from core.listing.pages import COUNT_LIMIT, Page

ROWS = 50  # rows a page: as in 账本
ROUND = "admin_table_round"  # in the session: counts drawers that were closed
MAX_WORDS = 100  # characters of a search


def forget_choice() -> None:
    """Let no row be chosen any more: the drawer that it opened was closed."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def draw(
    name: str,
    rows: list[dict[str, Any]],
    columns: dict[str, Any],
    alt: str,
    opens: tuple[Sequence[str], Callable[[str], None]] | None = None,
) -> None:
    """Draw rows; with `opens`, the id of each and what is called with the chosen one's."""
    key = f"{name}_{st.session_state.get(ROUND, 0)}"
    chosen: dict[str, Any] = {}
    if opens:
        chosen = {"on_select": partial(_open, key, *opens), "selection_mode": "single-row"}
    st.dataframe(
        pa.Table.from_pylist(rows),
        hide_index=True,
        column_config=columns,
        key=key,
        placeholder="—",
        alt=alt,
        **chosen,
    )


def say_total(page: Page[Any], unit: str, hint: str = "") -> None:
    """Say under a list how many rows there are."""
    total = f"{COUNT_LIMIT:,} {unit}以上" if page.is_capped else f"{page.total:,} {unit}"
    if page.pages > 1:
        total += f"，每页 {ROWS} {unit}"
    st.caption(f"共 {total}。{hint}")


def _open(key: str, ids: Sequence[str], open_one: Callable[[str], None]) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    row = chosen[0] if isinstance(chosen, list) and chosen else None
    if type(row) is int and 0 <= row < len(ids):  # anybody may send any JSON
        open_one(ids[row])
