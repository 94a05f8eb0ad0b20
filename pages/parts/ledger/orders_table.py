"""订单: all orders, failed and cancelled ones with their reason too, page by page, and as a CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from itertools import tee
from typing import Any

import streamlit as st

from core import messages
from core.listing.makers import MadeBy
from core.listing.period import Period
from core.orders.views import reads
from core.orders.views.reads import OrderFilter, OrderRow
from core.providers import services
from core.tables import MICROS, OrderStatus, Outcome
from pages.parts import addresses, formats, makers
from pages.parts.ledger import prompt_statistics
from pages.parts.ledger.ledger_filter import Offered, choose_maker, choose_prompt
from pages.parts.ledger.ledger_table import Listing
from pages.parts.widgets import pager

COLUMNS = {
    "下单时间": st.column_config.TextColumn(width=138),
    "价格（代币）": None,  # 扣除 says it of each picture; the order and the CSV of the others
    "扣除（代币）": st.column_config.NumberColumn(
        "扣除",
        width=54,
        format="localized",
        help="扣除的代币。进行中的先预留，完成时扣除；失败和取消的不扣。",
    ),
    "用时（秒）": st.column_config.NumberColumn(width=84, format="%.1f"),
    "没有完成的原因": st.column_config.TextColumn(width=310),
}


def readable(
    rows: Iterable[OrderRow], zone: tzinfo, *, with_names: bool
) -> Iterator[dict[str, Any]]:
    """Yield each order as people read it, by column: the same in the table and in the CSV."""
    for row in rows:
        name = {"姓名": row.person} if with_names else {}
        ended = None if row.ended_at is None else round((row.ended_at - row.created_at) / 1000, 1)
        yield {
            "下单时间": formats.moment(row.created_at, zone),
            **name,
            "提示词": row.prompt_title,
            "状态": messages.OUTCOMES[row.outcome],
            "价格（代币）": row.cost,
            "扣除（代币）": row.charged,
            "没有完成的原因": _reason(row),
            "用时（秒）": ended,
            "图片服务": services.label(row.provider),
            "模型": _model(row),
            "订单号": row.id,
        }


def exported(
    rows: Iterable[OrderRow], zone: tzinfo, *, with_names: bool
) -> Iterator[dict[str, Any]]:
    """Yield each order as the table has it, its model's id, which no label replaces, and its cost.

    What is not known is empty, never 0.
    """
    told, kept = tee(rows)
    for row, shown in zip(kept, readable(told, zone, with_names=with_names), strict=True):
        yield shown | {
            "模型编号": row.model,
            "画质": row.quality,
            **_money("", row.picture_micros, row.picture_currency),
            **_money("润色", row.enhance_micros, row.enhance_currency),
        }


def _money(part: str, micros: int | None, currency: str) -> dict[str, float | str]:
    return {
        f"{part}估计成本": "" if micros is None else micros / MICROS,
        f"{part}估计成本的货币": "" if micros is None else currency,
    }


def _model(row: OrderRow) -> str:
    """Return the model's name; nothing where the service has the same and said it beside."""
    label = makers.model_name(MadeBy(row.provider, row.model))
    return "" if label == services.label(row.provider) else label


def _reason(row: OrderRow) -> str:
    if row.status != OrderStatus.RELEASED:
        return ""
    return messages.explain_stored(row.error_code, row.error_reason, row.error_facts).what


def _choose(person_id: str | None, period: Period, offered: Offered) -> OrderFilter:
    outcome, prompt_id = _choose_outcome(), choose_prompt(offered)
    made_by = choose_maker(offered, person_id)
    st.button(
        "按模型汇总",
        icon=":material/table_chart:",
        on_click=prompt_statistics.show_models,
        help="这里所选的提示词与图片服务，每个模型的订单、成功率、用时、成本和失败原因，"
        "在“提示词表现”里；那里包含所有状态。",
    )
    return OrderFilter(person_id, outcome, prompt_id, period, made_by)


def _choose_outcome() -> Outcome | None:
    return st.selectbox(
        "状态",
        list(Outcome),
        index=None,
        key=addresses.LEDGER_OUTCOME,
        format_func=lambda outcome: messages.OUTCOMES[outcome],
        placeholder="全部状态",
        filter_mode="contains",
        **pager.filters(addresses.LEDGER_PAGE),
        width=160,
    )


def _say_nothing() -> None:
    st.info("没有符合条件的订单：请放宽筛选，或去生成一张。", icon=":material/search_off:")
    addresses.draw_link("generate.py", "去生成图片", ":material/auto_awesome:")


ORDERS = Listing(
    name="orders",
    choose=_choose,
    say_nothing=_say_nothing,
    page=reads.list_orders,
    all=reads.all_orders,
    readable=readable,
    exported=exported,
    order_of=lambda row: row.id,
    has_picture=lambda row: row.status == OrderStatus.SETTLED,
    columns=COLUMNS,
    unit="个订单",
    alt="订单表，每行一个订单，最新的在最上面",
    file_name="订单.csv",
)
