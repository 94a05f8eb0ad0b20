"""用量: what is used of the limits: each service's money today, each person's tokens and orders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.administration import access
from core.orders.limits import per_person, usage
from core.orders.limits.per_person import PersonUse, UseFilter
from core.orders.limits.usage import ServiceUse, Usage
from core.providers import services
from core.studio import Studio, current_studio
from pages.parts import addresses, formats
from pages.parts.admin import listing, person_card
from pages.parts.identity import current_person
from pages.parts.widgets import export_button, pager

NO_LIMIT = "不限"
USED, LEFT, CLICKED, OPEN = "24 小时代币", "还可用代币", "1 分钟订单", "未结束订单"
NUMBER = st.column_config.NumberColumn(format="localized")
COLUMNS = dict.fromkeys((USED, LEFT, CLICKED, OPEN), NUMBER)


def draw() -> None:
    """Draw the money of services, and everybody's use with its filter and its export."""
    money = st.container()
    st.subheader("每个人的用量", anchor=False)
    limits = st.container()
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    with bar:
        chosen = _choose()
    used = usage.find(
        current_studio(), chosen, number=pager.asked(addresses.USE_PAGE), size=listing.ROWS
    )
    with money:
        _draw_money(used)
    with limits:
        _say_limits(used)
    _draw_people(used, chosen, bar)


def _draw_money(used: Usage) -> None:
    st.subheader("图片服务今天的花费", anchor=False)
    ends_at = formats.moment(used.day_ends_at)
    st.caption(
        f"全团队合计，到 {ends_at} 为止，之后重新计算。"
        "“预留”是未结束订单的预计花费，价格未知的图片按设定的上限预留；结束后按实际花费计入“已花费”，中途取消、超时或中断的按预计花费。"
    )
    if used.services:
        rows = [_service(use) for use in used.services]
        st.table(rows, border="horizontal", hide_index=True, alt="图片服务今天的花费")
    else:
        st.info("没有设置预算的图片服务。", icon=":material/savings:")


def _service(use: ServiceUse) -> dict[str, str]:
    return {
        "图片服务": formats.plain(services.label(use.service)),
        "预留": _money(use.reserved, use.currency),
        "已花费": _money(use.spent, use.currency),
        "上限": _money(use.limit, use.currency),
        "还可用": _money(use.left, use.currency),
    }


def _money(amount: int | None, currency: str) -> str:
    return NO_LIMIT if amount is None else formats.plain(formats.micros(amount, currency))


def _say_limits(used: Usage) -> None:
    st.caption(
        f"每人 24 小时内最多用 {formats.tokens(used.token_limit)}："
        "已完成和未结束的订单都算，退回的不算。"
        f"1 分钟内最多下 {used.minute_limit:,} 个订单，取消和失败的也算；"
        f"同时最多 {used.open_limit:,} 个未结束；这两项不算实验的订单。"
    )


def _choose() -> UseFilter:
    words = st.text_input(
        "搜索",
        key=addresses.USE_WORDS,
        type="search",
        max_chars=listing.MAX_WORDS,
        placeholder="名字或邮箱",
        width=240,
        **pager.filters(addresses.USE_PAGE),
    )
    return UseFilter(words or "")


def _draw_people(used: Usage, chosen: UseFilter, bar: DeltaGenerator) -> None:
    page = used.people
    if not page.rows:
        nobody = "24 小时内没有人下过订单，也没有未结束的订单。"
        st.info("没有符合条件的人。" if chosen.words else nobody, icon=":material/toll:")
        return
    as_read = partial(_readable, limit=used.token_limit)
    rows = list(as_read(page.rows))
    opens = [row.id for row in page.rows], person_card.open_card
    listing.draw("usage", rows, COLUMNS, "每个人的用量，每行一个人，用得最多的在最上面", opens)
    pager.draw(addresses.USE_PAGE, page)
    listing.say_total(
        page, "人", "24 小时内没有下单也没有未结束订单的人不列出。勾选一行，打开这个人。"
    )
    with bar:
        exported = partial(_exported, current_studio(), current_person().id, chosen)
        export_button.draw(list(rows[0]), lambda: as_read(exported()), "用量.csv")


def _readable(rows: Iterable[PersonUse], limit: int) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "名字": row.name,
            USED: row.tokens,
            LEFT: max(0, limit - row.tokens),
            CLICKED: row.clicks,
            OPEN: row.open_clicks,
        }


def _exported(studio: Studio, person_id: str, chosen: UseFilter) -> Iterator[PersonUse]:
    """Yield everybody of the filter to who administers still when the button is clicked."""
    access.admit(studio, person_id)
    yield from per_person.all_use(studio.database, chosen, now=studio.now())
