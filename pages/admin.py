"""管理: people, prompts, the team's ledger, what administrators did; for who administers alone."""

from __future__ import annotations

import streamlit as st

from pages.parts import addresses
from pages.parts.admin import (
    acting,
    acts_table,
    members_table,
    person_card,
    prompt_card,
    prompts_table,
    team_ledger,
    usage,
)

MEMBERS, PROMPTS, LEDGER, USAGE, ACTS = "成员", "提示词", "全队账本", "用量", "操作记录"
SECTIONS = {
    MEMBERS: members_table.draw,
    PROMPTS: prompts_table.draw,
    LEDGER: team_ledger.draw,
    USAGE: usage.draw,
    ACTS: acts_table.draw,
}

st.title("管理", anchor=False)
acting.admit()
section = st.segmented_control(
    "内容",
    list(SECTIONS),
    default=MEMBERS,
    required=True,
    key=addresses.ADMIN_SECTION,
    bind="query-params",
    label_visibility="collapsed",
    wrap=True,
)
SECTIONS[section or MEMBERS]()
if section == PROMPTS:
    prompt_card.draw()
else:
    person_card.draw()
