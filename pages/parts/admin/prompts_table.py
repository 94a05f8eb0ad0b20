"""提示词: every prompt with its live version and price; a row opens the prompt's card."""

from __future__ import annotations

import streamlit as st

from core import messages
from core.administration import library, members
from core.administration.library import PromptRow
from core.administration.members import MemberFilter
from core.studio import current_studio
from core.tables import Role
from pages.parts import formats
from pages.parts.admin import listing, prompt_card

NAMED = 10  # publishers whose names are said
COLUMNS = {"价格": st.column_config.NumberColumn(format="localized")}


def draw() -> None:
    """Draw who may publish, and all prompts."""
    st.caption(_who_publishes())
    rows = library.prompts(current_studio().database)
    opens = [row.id for row in rows], prompt_card.open_card
    shown = [_readable(row) for row in rows]
    listing.draw("prompts", shown, COLUMNS, "提示词表，归档的在最下面", opens)
    st.caption(f"共 {len(rows)} 个提示词。勾选一行，改价格、换线上版、归档或恢复。")


def _who_publishes() -> str:
    studio = current_studio()
    chosen = MemberFilter(role=Role.PUBLISHER, admin_emails=studio.settings.admin_emails)
    page = members.list_members(studio.database, chosen, now=studio.now(), number=1, size=NAMED)
    names = "、".join(formats.plain(row.name) for row in page.rows)
    more = f"等 {page.total} 人" if page.total > NAMED else ""
    publishers = f"，以及发布者 {names}{more}" if names else "（还没有发布者）"
    return f"可以设为线上的人：管理员{publishers}。在“成员”里改角色。"


def _readable(row: PromptRow) -> dict[str, object]:
    return {
        "标题": row.title,
        "分类": row.category,
        "状态": "已归档" if row.archived else "在提示词库",
        "会员专属": "是" if row.members_only else "",
        "线上版": f"第 {row.number} 版",
        "价格": row.cost,
        "由谁选用": row.decided_by or messages.FROM_FILE,
        "选用时间": formats.moment(row.decided_at),
    }
