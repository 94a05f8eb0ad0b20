"""账目: the entries of one person or everybody, filtered, page by page, and as a CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from itertools import tee
from typing import Any

import streamlit as st

from core import messages
from core.ledger import fingerprints, statement
from core.ledger.statement import EntryFilter, EntryRow
from core.listing.period import Period
from core.tables import EntryType
from pages.parts import addresses, formats
from pages.parts.ledger.ledger_filter import Offered, choose_prompt
from pages.parts.ledger.ledger_table import Listing
from pages.parts.widgets import pager

COLUMNS = {
    "时间": st.column_config.TextColumn(width=142),
    "金额（代币）": st.column_config.NumberColumn(format="%+d"),
    "账后余额（代币）": st.column_config.NumberColumn(format="localized"),
}


def readable(
    rows: Iterable[EntryRow], zone: tzinfo, *, with_names: bool
) -> Iterator[dict[str, Any]]:
    """Yield each entry as people read it, by column: the same in the table and in the CSV."""
    for row in rows:
        name = {"姓名": row.person} if with_names else {}
        yield {
            "时间": formats.moment(row.created_at, zone),
            **name,
            "类型": messages.ENTRY_TYPES[row.type],
            "状态": messages.ENTRY_STATUSES[row.status],
            "金额（代币）": row.amount,
            "账后余额（代币）": row.balance_after,
            "提示词": row.prompt_title or "",
            "用途": messages.entry_purpose(row.key, row.type, row.prompt_title, row.reason),
            "订单号": row.order_id or "",
        }


def exported(
    rows: Iterable[EntryRow], zone: tzinfo, *, with_names: bool
) -> Iterator[dict[str, Any]]:
    """Yield each entry as the table has it, and what proves it: its number and fingerprint."""
    told, kept = tee(rows)
    for row, shown in zip(kept, readable(told, zone, with_names=with_names), strict=True):
        line = fingerprints.line_of(row.person_id, row.seq, row.digest) if row.digest else ""
        yield shown | {"经手人": row.actor, "编号": row.seq, "账本指纹": line}


def _choose(person_id: str | None, period: Period, offered: Offered) -> EntryFilter:
    return EntryFilter(person_id, _choose_type(), choose_prompt(offered), period)


def _choose_type() -> str | None:
    return st.selectbox(
        "类型",
        list(messages.ENTRY_TYPES),
        index=None,
        key=addresses.LEDGER_TYPE,
        format_func=lambda kind: messages.ENTRY_TYPES[kind],
        placeholder="全部类型",
        filter_mode="contains",
        **pager.filters(addresses.LEDGER_PAGE),
        width=160,
    )


def _say_nothing() -> None:
    st.info("没有符合条件的账目：请放宽时间范围、类型或提示词。", icon=":material/search_off:")


ENTRIES = Listing(
    name="entries",
    choose=_choose,
    say_nothing=_say_nothing,
    page=statement.list_entries,
    all=statement.all_entries,
    readable=readable,
    exported=exported,
    order_of=lambda row: row.order_id,
    has_picture=lambda row: row.type == EntryType.CONSUMPTION,
    columns=COLUMNS,
    unit="笔",
    alt="账目表，每行一笔，最新的在最上面",
    file_name="账目.csv",
)
