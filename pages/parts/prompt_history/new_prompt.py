"""新建提示词: a prompt of one's own, in the library and live at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from core.errors import InvalidRequest, StudioError
from core.library import editing, variables, words
from core.library.editing import NewPrompt
from core.studio import current_studio
from pages.parts import click_keys, error_box, formats
from pages.parts.identity import current_person, why_not_publish
from pages.parts.notices import tell
from pages.parts.order_form import form
from pages.parts.prompt_history import drafts

ASKED = "new_prompt_asked"  # in the session: whether the dialog is open
ROUND = "new_prompt_round"  # counts prompts that were made: the next one's fields are empty
BUTTON = "new_prompt"
MAX_COST = 1000  # tokens: what the field takes; core takes more
FIRST_COST = 5
VALUE = (variables.MAX_VALUE, "下单时用它")


def draw_button() -> None:
    """Draw the button that opens the dialog: a new prompt is live at once."""
    refused = why_not_publish()
    st.button(
        "新建提示词",
        type="tertiary",
        icon=":material/add:",
        key="new_prompt_open",
        disabled=refused is not None,
        help=refused,
        on_click=_ask,
    )


def draw(categories: Iterable[str]) -> None:
    """Open the dialog where it was asked for; `categories` are those that there are."""
    if st.session_state.get(ASKED, False):
        _dialog("、".join(dict.fromkeys(categories)))


def _ask() -> None:
    st.session_state[ASKED] = True


def _close() -> None:
    """Close the dialog; what was typed stands there when it is opened again."""
    st.session_state[ASKED] = False


@st.dialog("新建提示词", width="medium", icon=":material/add:", on_dismiss=_close)
def _dialog(categories: str) -> None:
    wish = _draw_fields(categories)
    drafts.send_before_esc()
    try:
        editing.content_of(wish.text, wish.cost, wish.parameters)
    except InvalidRequest as error:
        if wish.text.strip():
            error_box.show(error)
    is_clicked = st.button("创建", type="primary", key="new_prompt_create", width="stretch")
    if is_clicked and not click_keys.was_just_clicked(BUTTON):
        try:
            prompt_id = _create(wish)
        except StudioError as error:
            error_box.show(error)
            return
        _close()
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        form.choose_prompt(prompt_id)
        tell(
            f"《{formats.plain(wish.title.strip())}》已在提示词库里，并已选好。", ":material/check:"
        )
        st.rerun()


def _draw_fields(categories: str) -> NewPrompt:
    title = _line("标题", "title", words.MAX_TITLE, "例如：雨后古镇")
    description = _line("说明", "description", words.MAX_DESCRIPTION, "一句话，显示在卡片上")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        category = _line("分类", "category", words.MAX_CATEGORY, f"已有：{categories}")
        cost = st.number_input(
            "每张消耗（代币）", 1, MAX_COST, FIRST_COST, key=_key("cost"), persist_state="session"
        )
    is_member = current_person().is_member
    members_only = st.toggle(
        "会员专属",
        key=_key("members_only"),
        persist_state="session",
        disabled=not is_member,
        help=None if is_member else "只有会员可以新建会员专属的提示词。",
    )
    text = st.text_area(
        "正文",
        key=_key("text"),
        height=160,
        max_chars=words.MAX_TEXT,
        persist_state="session",
        placeholder="画面里有什么、什么风格。可以写变量，例如：{{季节}}的古镇",
    )
    return NewPrompt(
        title=title,
        description=description,
        category=category,
        cost=int(cost or 0),
        members_only=bool(members_only) and is_member,
        text=text or "",
        parameters=_draw_values(text or ""),
    )


def _draw_values(text: str) -> dict[str, str]:
    try:
        names = variables.names(text)
    except InvalidRequest:
        return {}
    return {
        name: _line(
            f"变量“{formats.plain(name)}”的默认值",
            f"value_{name}",
            variables.MAX_VALUE,
            "下单时用它",
        )
        for name in names
    }


def _line(label: str, name: str, limit: int, placeholder: str) -> str:
    options: dict[str, Any] = {"max_chars": limit, "placeholder": placeholder}
    return st.text_input(label, key=_key(name), persist_state="session", **options) or ""


def _key(name: str) -> str:
    return f"new_prompt_{st.session_state.get(ROUND, 0)}_{name}"


def _create(wish: NewPrompt) -> str:
    """Make the prompt under this wish's key: the same wish again makes no second one."""
    person_id = current_person().id
    prompt_id = click_keys.key(BUTTON, (person_id, wish))
    editing.create_prompt(current_studio(), person_id, prompt_id, wish)
    click_keys.clicked(BUTTON)
    return prompt_id
