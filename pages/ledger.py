"""账本: what everybody has, entries, orders, how prompts and services do, proof of the books."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.ledger import statement
from core.studio import current_studio
from pages.parts import addresses
from pages.parts.identity import current_person, signs_in, take_page_read
from pages.parts.ledger import (
    audit_report,
    entries_table,
    fingerprints,
    ledger_filter,
    ledger_table,
    order_life,
    orders_table,
)
from pages.parts.ledger.charts import draw_charts
from pages.parts.ledger.prompt_statistics import SECTION as STATISTICS
from pages.parts.ledger.prompt_statistics import draw_statistics
from pages.parts.widgets import pager

# Where people sign in nobody tops up: what administrators give is an adjustment.
GRANTED = {
    False: "开户赠送与补充代币。",
    True: "开户赠送，以及启用登录之前的补充。管理员发放或收回的记为“调整”。",
}
FIGURE_WIDTH, WIDE_FIGURE = 88, 120  # px at least: three in a row of a phone, or two
ENTRIES, ORDERS, CHARTS, AUDIT = "账目", "订单", "图表", "核对结果"
LISTS = {ENTRIES: entries_table.ENTRIES, ORDERS: orders_table.ORDERS}


def check_books() -> None:
    """Show the audit and have it run: the callback of 核对账目."""
    st.session_state[addresses.LEDGER_SECTION] = AUDIT
    audit_report.ask()


def draw_amounts(box: DeltaGenerator, title: str, *amounts: tuple[str, int, str]) -> None:
    """Draw named amounts of tokens, each with its meaning; none stands alone in a phone's row."""
    width = WIDE_FIGURE if len(amounts) % 3 == 1 else FIGURE_WIDTH
    with box:
        st.caption(title)
        with st.grid(len(amounts), min_column_width=width, gap="xsmall"):
            for label, amount, meaning in amounts:
                st.metric(label, f"{amount:,}", help=meaning)


person, database = current_person(), current_studio().database
offered: ledger_filter.Offered = take_page_read()

heading = st.container(horizontal=True, vertical_alignment="center")
with heading:
    st.title("账本", anchor=False)
    st.button(
        "核对账目",
        icon=":material/fact_check:",
        on_click=check_books,
        help="从头核对所有人的每一笔账目，逐条说明结果。",
    )
order_life.draw_life(person)

with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    person_id = ledger_filter.choose_scope(person)
    period = ledger_filter.choose_period()
with heading:
    fingerprints.draw_kept(person_id)
if person_id is None:
    st.caption("所有人的账目与订单。补充描述和提示词全文只有本人能看到，不在这里显示。")

now_box = None  # one's own now is in the sidebar
if person_id is None:
    now_box = st.container(border=True, key="figures_now")
period_box = st.container(border=True, key="figures_of_period")
section = st.segmented_control(
    "内容",
    [ENTRIES, ORDERS, CHARTS, STATISTICS, AUDIT],
    default=ENTRIES,
    required=True,
    key=addresses.LEDGER_SECTION,
    **pager.filters(addresses.LEDGER_PAGE),
    label_visibility="collapsed",
    wrap=True,
)
chosen = None
if section in LISTS:
    chosen = ledger_table.choose(LISTS[section], person_id, period, offered)
with database.snapshot() as session:  # figures and rows of one instant
    holdings, sums = statement.overview(session, person_id, period)
    page = ledger_table.read(session, chosen) if chosen else None
if now_box:
    draw_amounts(
        now_box,
        f"现在，{holdings.people:,} 人合计（代币）",
        ("余额", holdings.balance, "已入账的代币，等于全部账目之和。"),
        ("预留", holdings.held, "进行中的订单占用的代币。"),
        *([("可用", holdings.available, "余额减去预留。")] if holdings.held else []),
    )
is_now = sums.closing == holdings.balance  # that stands here already: no figure twice
balance_is = f"；期末就是{'上面' if now_box else '侧栏里'}的余额" if is_now else ""
adjusted = ("± 调整", sums.adjusted, "管理员的增减；每一笔都写明由谁、为什么。")
closing = ("＝ 期末", sums.closing, "期初 + 发放 − 消耗（有调整时再加上调整）。")
draw_amounts(
    period_box,
    f"所选时间范围内（代币）{balance_is}",
    ("期初", sums.opening, "时间范围开始时的余额。"),
    ("＋ 发放", sums.granted, GRANTED[signs_in()]),
    ("− 消耗", sums.spent, "完成的图片；失败和取消的订单不消耗。"),
    *([adjusted] if sums.adjusted else []),
    *([] if is_now else [closing]),
)

if chosen and page:
    ledger_table.draw(chosen, page, person)
elif section == CHARTS:
    draw_charts(person_id, period)
elif section == STATISTICS:
    draw_statistics(person_id, period, offered)
else:
    audit_report.draw_report()
