"""Which part of the ledger is shown: whose, when, of which prompt and service; in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from core.database import Source
from core.library import prompts
from core.listing.makers import MadeBy, Occurring, find_occurring
from core.listing.period import Period
from core.studio import current_studio
from core.tables import User
from pages.parts import addresses, formats, makers
from pages.parts.widgets import pager

MINE, EVERYBODY = "本人", "全部"
ALL_TIME, TODAY, WEEK, MONTH, CUSTOM = "全部时间", "今天", "近 7 天", "近 30 天", "自定义"
LENGTHS = {TODAY: 1, WEEK: 7, MONTH: 30}  # in days; today is the last of them


@dataclass(frozen=True)
class Offered:
    """What the ledger's lists can be narrowed to: prompts by their titles, models that occur."""

    titles: Mapping[str, str]
    makers: Occurring


def read(source: Source, person_id: str) -> Offered:
    """Return what is offered to a person; read before the page is drawn."""
    return Offered(prompts.titles(source), find_occurring(source, person_id))


def choose_scope(person: User) -> str | None:
    """Draw the choice between one's own ledger and everybody's; return the person's id or None."""
    scope = st.segmented_control(
        "范围",
        [MINE, EVERYBODY],
        default=MINE,
        required=True,
        key=addresses.LEDGER_SCOPE,
        **pager.filters(addresses.LEDGER_PAGE),
    )
    return None if scope == EVERYBODY else person.id


def choose_prompt(offered: Offered) -> str | None:
    """Draw the choice of a prompt by its title; return its id, or None for all."""
    titles = offered.titles
    return st.selectbox(
        "提示词",
        list(titles),
        index=None,
        key=addresses.LEDGER_PROMPT,
        format_func=lambda prompt_id: titles.get(prompt_id, prompt_id),
        placeholder="全部提示词",
        filter_mode="contains",
        **pager.filters(addresses.LEDGER_PAGE),
        width=200,
    )


def choose_maker(offered: Offered, person_id: str | None) -> MadeBy:
    """Draw the choice of a service or model that occurs in one's own orders, or in everybody's."""
    occurring = offered.makers.own if person_id else offered.makers.everybodys
    return makers.choose(
        occurring, key=addresses.LEDGER_MAKER, page=addresses.LEDGER_PAGE, width=240
    )


def choose_period() -> Period:
    """Draw the choice of a period, with a calendar for one's own; return it."""
    chosen = st.segmented_control(
        "时间范围",
        [ALL_TIME, *LENGTHS, CUSTOM],
        default=ALL_TIME,
        required=True,
        key=addresses.LEDGER_PERIOD,
        **pager.filters(addresses.LEDGER_PAGE),
        wrap=True,
    )
    today = formats.local(current_studio().now()).date()
    if chosen == CUSTOM:
        return _choose_days(today)
    if chosen in LENGTHS:
        return Period(start=formats.midnight(today - timedelta(days=LENGTHS[chosen] - 1)))
    return Period()


def _choose_days(today: date) -> Period:
    days = st.date_input(
        "开始与结束日期",
        (today - timedelta(days=6), today),
        max_value=today,
        key=addresses.LEDGER_DAYS,
        **pager.filters(addresses.LEDGER_PAGE),
        format="YYYY-MM-DD",
        width=280,
    )
    chosen = days if isinstance(days, tuple) else (days,)
    if len(chosen) < 2:
        st.caption("请再选一个结束日期；在那之前只显示这一天。" if chosen else "请选择日期。")
    if not chosen:
        return Period()
    return Period(formats.midnight(chosen[0]), formats.midnight(chosen[-1] + timedelta(days=1)))
