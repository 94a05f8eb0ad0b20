"""成员: everybody with what they have, may and did; a row opens the person's card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from functools import partial
from typing import Any

import streamlit as st

from core.administration import access, members
from core.administration.members import Member, MemberFilter
from core.messages.administration import ROLES
from core.people.rights import role_in_force
from core.settings import Settings
from core.studio import Studio, current_studio
from pages.parts import addresses, formats
from pages.parts.admin import listing, person_card
from pages.parts.identity import current_person
from pages.parts.widgets import export_button, pager

MEMBERS = {"会员": True, "非会员": False}
NUMBER = st.column_config.NumberColumn(format="localized")
COLUMNS = dict.fromkeys(("余额", "预留", "近 30 天订单"), NUMBER)


def draw() -> None:
    """Draw the filter, one page of people, the export."""
    studio = current_studio()
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    with bar:
        chosen = _choose()
    page = members.list_members(
        studio.database,
        chosen,
        now=studio.now(),
        number=pager.asked(addresses.MEMBER_PAGE),
        size=listing.ROWS,
    )
    if not page.rows:
        st.info("没有符合条件的人：请放宽搜索、角色或会员资格。", icon=":material/search_off:")
        return
    as_read = partial(_readable, zone=formats.zone(), settings=studio.settings)
    rows = list(as_read(page.rows))
    opens = [row.id for row in page.rows], person_card.open_card
    listing.draw("members", rows, COLUMNS, "成员表，每行一个人，最新加入的在最上面", opens)
    pager.draw(addresses.MEMBER_PAGE, page)
    listing.say_total(page, "人", "勾选一行，调整余额、会员资格或角色。")
    with bar:
        exported = partial(_exported, studio, current_person().id, chosen)
        export_button.draw(list(rows[0]), lambda: as_read(exported()), "成员.csv")


def _choose() -> MemberFilter:
    filters = pager.filters(addresses.MEMBER_PAGE)
    words = st.text_input(
        "搜索",
        key=addresses.MEMBER_WORDS,
        type="search",
        max_chars=listing.MAX_WORDS,
        placeholder="名字或邮箱",
        width=240,
        **filters,
    )
    role = st.selectbox(
        "角色",
        list(ROLES),
        index=None,
        key=addresses.MEMBER_ROLE,
        format_func=lambda each: ROLES[each],
        placeholder="全部角色",
        width=140,
        **filters,
    )
    kind = st.selectbox(
        "会员资格",
        list(MEMBERS),
        index=None,
        key=addresses.MEMBER_KIND,
        placeholder="全部",
        width=140,
        **filters,
    )
    admins = current_studio().settings.admin_emails
    return MemberFilter(words or "", role, MEMBERS[kind] if kind else None, admins)


def _readable(rows: Iterable[Member], zone: tzinfo, settings: Settings) -> Iterator[dict[str, Any]]:
    for row in rows:
        role = role_in_force(row.role, row.email, settings)
        last = row.last_order_at
        yield {
            "名字": row.name,
            "邮箱": row.email or "",
            "角色": ROLES[role],
            "会员资格": "会员" if row.is_member else "非会员",
            "余额": row.balance,
            "预留": row.held,
            "近 30 天订单": row.recent_orders,
            "最近下单": formats.moment(last, zone) if last else "",
            "加入时间": formats.moment(row.created_at, zone),
        }


def _exported(studio: Studio, person_id: str, chosen: MemberFilter) -> Iterator[Member]:
    """Yield everybody of the filter to who administers still when the button is clicked."""
    access.admit(studio, person_id)
    yield from members.all_members(studio.database, chosen, now=studio.now())
