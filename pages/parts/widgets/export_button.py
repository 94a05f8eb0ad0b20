"""导出 CSV: the button that builds a whole list as a file, only when it is clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from core.downloads.export import to_csv


def draw(header: list[str], rows: Callable[[], Iterable[dict[str, Any]]], file_name: str) -> None:
    """Draw the button; `rows` is called without a script, so it brings what it needs."""
    st.download_button(
        "导出 CSV",
        data=lambda: to_csv(header, (list(row.values()) for row in rows())),
        file_name=file_name,
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        help="导出当前筛选的全部内容（所有页），可直接用表格软件打开。",
    )
