"""The names in this app's addresses, and the links that carry them: nobody else writes one."""

from __future__ import annotations

import streamlit as st

from core.studio import current_studio

PERSON = "me"  # who is here, where nobody signs in
PROMPT, REFERENCE = "prompt", "reference"  # what the form of 生成 holds
VERSION = "version"  # of that prompt, where one was asked for
VALUES_OF = "values_of"  # the order that brought values of its variables
FORM = "form"  # the form's key: in no link
HISTORY = "versions"  # the prompt whose versions are opened
ORDER, PICTURE = "order", "picture"  # the order or the picture that is opened
MEMBER, MANAGED = "member", "managed"  # the person or the prompt that an administrator opened
EXPERIMENT, TAB = "e", "tab"  # the experiment that is opened, and which part of it

# Each of these is the key of a widget that is bound to the address.
PICTURE_WORDS, PICTURE_PROMPT = "picture_words", "picture_prompt"
PICTURE_CATEGORY, PICTURE_DAYS, PICTURE_PAGE = "picture_category", "picture_days", "picture_page"
PICTURE_VIEW, PICTURE_MAKER = "picture_view", "picture_maker"
PICTURES_BY_MAKER = "pictures_by_maker"
LEDGER_SCOPE, LEDGER_PERIOD, LEDGER_DAYS = "ledger_scope", "ledger_period", "ledger_days"
LEDGER_SECTION, LEDGER_TYPE, LEDGER_OUTCOME = "ledger_section", "ledger_type", "ledger_outcome"
LEDGER_PROMPT, LEDGER_PAGE = "ledger_prompt", "ledger_page"
LEDGER_MAKER, LEDGER_GROUPING = "ledger_maker", "ledger_grouping"
EXPERIMENT_SCOPE, EXPERIMENT_STATE = "experiment_scope", "experiment_state"
EXPERIMENT_PAGE = "experiment_page"
ADMIN_SECTION = "admin_section"
MEMBER_WORDS, MEMBER_ROLE, MEMBER_KIND = "member_words", "member_role", "member_kind"
MEMBER_PAGE = "member_page"
USE_WORDS, USE_PAGE = "use_words", "use_page"
ACT_WORDS, ACT_KIND, ACT_PAGE = "act_words", "act_kind", "act_page"


def find(name: str) -> str | None:
    """Return what the address says under a name; None where it says nothing."""
    return st.query_params.get(name) or None


def keep(name: str, value: str | None) -> None:
    """Have the address say this from now on, so that a reload finds it; None takes it out."""
    if not value:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:  # each writing is an entry of the browser's history
        st.query_params[name] = value


def of_person(**named: str) -> dict[str, str]:
    """Return what an address says for the person who is here, and what else is named.

    Who signs in is no part of an address.
    """
    return (
        named if current_studio().settings.sign_in else {PERSON: st.session_state[PERSON], **named}
    )


def draw_link(page: str, label: str, icon: str, **named: str) -> None:
    """Draw a link to another page, for the same person also in a new tab."""
    st.page_link(page, label=label, icon=icon, query_params=of_person(**named))
