"""A prompt's card in a drawer, which the address names: its price, live version, archive."""

from __future__ import annotations

import streamlit as st

from core.administration import library, prompt_acts
from core.administration.library import PromptRow
from core.studio import current_studio
from pages.parts import addresses, formats
from pages.parts.admin import acting, listing

MOST_COST = 1_000_000  # tokens that the field takes; core takes more


def open_card(prompt_id: str) -> None:
    """Name a prompt in the address; the drawer shows what the address names."""
    addresses.keep(addresses.MANAGED, prompt_id)


def close() -> None:
    """Take the prompt out of the address."""
    addresses.keep(addresses.MANAGED, None)
    listing.forget_choice()


def draw() -> None:
    """Open the drawer on the address's prompt, or say that there is no such one."""
    if prompt_id := addresses.find(addresses.MANAGED):
        if row := _read(prompt_id):
            _drawer(row.id)
        else:
            st.info("没有这个提示词。", icon=":material/search_off:")
            st.button("知道了", on_click=close)


def _read(prompt_id: str) -> PromptRow | None:
    rows = library.prompts(current_studio().database)
    return next((row for row in rows if row.id == prompt_id), None)


@st.dialog("提示词", width="medium", position="right", icon=":material/tune:", on_dismiss=close)
def _drawer(prompt_id: str) -> None:
    acting.begin_drawer()
    row = _read(prompt_id)
    assert row is not None  # no prompt is ever deleted
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.markdown(f"**{formats.plain(row.title)}**", width="content")
        st.badge(f"第 {row.number} 版", color="green")
        st.badge(formats.tokens(row.cost), color="gray")
        if row.archived:
            st.badge("已归档", icon=":material/archive:", color="red")
    acting.draw_reason("服务涨价")
    _draw_cost(row)
    _draw_live(row)
    _draw_archiving(row)


def _draw_cost(row: PromptRow) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        cost = st.number_input(
            "每张消耗（代币）",
            1,
            max(MOST_COST, row.cost),
            row.cost,
            key=acting.field(f"cost_{row.id}"),
            width=220,
        )
        st.button(
            "改价格",
            key="act_cost",
            icon=":material/sell:",
            disabled=not cost or cost == row.cost,
            help="正文不变，以新价格成为新的线上版。已下的订单不受影响。",
            on_click=_set_cost,
            args=(row,),
        )
    if cost and cost != row.cost:
        st.caption(f"每张 {row.cost:,} → {int(cost):,} 代币")


def _draw_live(row: PromptRow) -> None:
    versions = {each.id: each for each in library.versions(current_studio().database, row.id)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "线上版",
            list(versions),
            index=list(versions).index(row.version_id),
            key=acting.field(f"live_{row.id}"),
            format_func=lambda each: (
                f"第 {versions[each].number} 版　{formats.tokens(versions[each].cost)}"
            ),
            width=280,
        )
        st.button(
            "设为线上",
            key="act_live",
            icon=":material/publish:",
            disabled=chosen == row.version_id,
            on_click=_make_live,
            args=(row,),
        )


def _draw_archiving(row: PromptRow) -> None:
    st.button(
        "恢复到提示词库" if row.archived else "归档",
        key="act_archived",
        icon=":material/unarchive:" if row.archived else ":material/archive:",
        help=None if row.archived else "不能再选择和下单；历史与账目不变，随时可以恢复。",
        on_click=_set_archived,
        args=(row,),
    )


def _set_cost(row: PromptRow) -> None:
    studio = current_studio()
    cost = int(acting.filled(f"cost_{row.id}") or 0)
    acting.perform(
        "cost",
        (row.id, cost),
        lambda click: prompt_acts.set_cost(studio, click, row.id, cost, seen=row.decision),
        f"《{formats.plain(row.title)}》现在每张 {formats.tokens(cost)}。",
    )


def _make_live(row: PromptRow) -> None:
    studio = current_studio()
    version_id = acting.filled(f"live_{row.id}")
    number = version_id.rpartition("@")[2]
    acting.perform(
        "live",
        (row.id, version_id),
        lambda click: prompt_acts.make_live(studio, click, row.id, version_id, seen=row.decision),
        f"《{formats.plain(row.title)}》的第 {number} 版现在是线上版。",
    )


def _set_archived(row: PromptRow) -> None:
    studio = current_studio()
    change = prompt_acts.restore if row.archived else prompt_acts.archive
    done = "已恢复到提示词库" if row.archived else "已归档"
    acting.perform(
        "archived",
        (row.id, row.archived),
        lambda click: change(studio, click, row.id),
        f"《{formats.plain(row.title)}》{done}。",
    )
