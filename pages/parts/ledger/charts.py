"""图表: how the balance moved, what each day brought, and what the tokens were spent on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import altair as alt
import streamlit as st

from core.ledger import trends
from core.ledger.trends import BalancePoint, DayTokens, PromptSpending
from core.listing.period import Period
from core.studio import current_studio
from pages.parts import formats

HEIGHT = 260  # px
BAR_HEIGHT, AXIS_HEIGHT = 34, 70  # px, for each prompt's bar and for what is around them
MOST_DOTS = 60  # points of the line that are drawn as dots too; more would hide the line
TICKS = 6  # of a time axis, about
SECOND_MS, MINUTE_MS, DAY_MS = 1000, 60_000, 86_400_000
WHOLE = ",d"  # Vega's format: thousands, no fraction
TOKENS = "代币"


def draw_charts(person_id: str | None, period: Period) -> None:
    """Draw the charts of one person, or of everybody."""
    database = current_studio().database
    if person_id:
        st.subheader("余额变化", anchor=False)
        points = trends.balance_over_time(database, person_id, period)
        _draw_balance(points) if points else _say_empty("账目")
    else:
        offset_ms = _offset_ms()
        days = trends.tokens_by_day(database, None, period, offset_ms=offset_ms)
        _draw_days(days, offset_ms) if days else _say_empty("账目")
    st.subheader("各提示词的消耗", anchor=False)
    spent = trends.spent_by_prompt(database, person_id, period)
    _draw_spending(spent) if spent else _say_empty("消耗")


def _say_empty(what: str) -> None:
    st.info(f"这段时间里没有{what}：可以换一个时间范围。", icon=":material/search_off:")


def _draw_balance(points: list[BalancePoint]) -> None:
    rows = [{"时间": point.at, TOKENS: point.balance} for point in points]
    chart = (
        alt.Chart(alt.InlineData(rows), height=HEIGHT)
        .mark_line(interpolate="step-after", point=len(rows) <= MOST_DOTS)
        .encode(
            x=alt.X("时间:T").axis(**time_axis(points[-1].at - points[0].at)),
            y=_tokens_axis("余额（代币）"),
            tooltip=[
                alt.Tooltip("时间:T", format="%Y-%m-%d %H:%M:%S"),
                alt.Tooltip(f"{TOKENS}:Q", title="余额（代币）", format=WHOLE),
            ],
        )
    )
    st.altair_chart(chart, alt="折线图：每笔账目之后的余额")


def time_axis(span_ms: int) -> dict[str, Any]:
    """Return the format and number of a time axis's labels, so fine that none stands there twice.

    `span_ms` lies between the first and the last instant.
    """
    between = span_ms / TICKS
    if between < MINUTE_MS:
        return {"format": "%H:%M:%S", "tickCount": min(TICKS, max(1, span_ms // SECOND_MS))}
    return {"format": "%m-%d %H:%M" if between < DAY_MS else "%Y-%m-%d", "tickCount": TICKS}


def _draw_days(days: list[DayTokens], offset_ms: int) -> None:
    """Draw the last 400 days as two charts: grants are many times what a day spends."""
    granted = {_day(day.start, offset_ms): day.granted for day in days}
    spent = {_day(day.start, offset_ms): day.spent for day in days}
    for column, title, by_day in zip(
        st.columns(2), ("每天消耗", "每天发放"), (spent, granted), strict=True
    ):
        with column:
            st.subheader(title, anchor=False)
            _draw_day_bars(title, by_day)


def _draw_day_bars(title: str, by_day: dict[date, int]) -> None:
    last = max(by_day)
    first = max(min(by_day), last - timedelta(days=trends.MAX_POINTS - 1))
    every_day = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    rows = [{"日期": f"{day:%Y-%m-%d}", TOKENS: by_day.get(day, 0)} for day in every_day]
    chart = (
        alt.Chart(alt.InlineData(rows), height=HEIGHT)
        .mark_bar(size=max(1, min(36, 240 // len(rows))))
        .encode(
            x=alt.X("日期:O").axis(labelAngle=0, labelOverlap=True, labelSeparation=8),
            y=_tokens_axis("代币"),
            tooltip=["日期:O", alt.Tooltip(f"{TOKENS}:Q", title=f"{title}（代币）", format=WHOLE)],
        )
    )
    st.altair_chart(chart, alt=f"柱形图：{title}的代币")


def _draw_spending(spent: list[PromptSpending]) -> None:
    rows = [{"提示词": row.title, "图片": row.pictures, TOKENS: row.spent} for row in spent]
    chart = (
        alt.Chart(alt.InlineData(rows), height=AXIS_HEIGHT + BAR_HEIGHT * len(rows))
        .mark_bar()
        .encode(
            x=alt.X(f"{TOKENS}:Q", title="消耗（代币）").axis(
                format=WHOLE, tickMinStep=1, tickCount=8
            ),
            y=alt.Y("提示词:N", sort=None).title(None).axis(labelLimit=160),
            tooltip=[
                "提示词:N",
                alt.Tooltip("图片:Q", title="图片（张）", format=WHOLE),
                alt.Tooltip(f"{TOKENS}:Q", title="消耗（代币）", format=WHOLE),
            ],
        )
    )
    st.altair_chart(chart, alt="条形图：各提示词消耗的代币")


def _tokens_axis(title: str) -> alt.Y:
    return alt.Y(f"{TOKENS}:Q", title=title).axis(format=WHOLE, tickMinStep=1)


def _offset_ms() -> int:
    distance = formats.local(current_studio().now()).utcoffset() or timedelta()
    return int(distance.total_seconds() * 1000)


def _day(start_ms: int, offset_ms: int) -> date:
    return datetime.fromtimestamp((start_ms + offset_ms) / 1000, UTC).date()
