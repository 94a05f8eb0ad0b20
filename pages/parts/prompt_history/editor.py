"""What is being changed of a prompt: text, values, note; what it comes to; save, try, drop."""

from __future__ import annotations

import streamlit as st

from core.errors import InvalidRequest, StudioError
from core.library import editing, variables, words
from core.library.prompts import Card
from core.library.timeline import Timeline
from core.library.versions import Content
from core.studio import current_studio
from core.tables import PromptVersion
from pages.parts import error_box, formats, prompt_text
from pages.parts.identity import current_person
from pages.parts.prompt_history import drafts, said, trying, version_choice
from pages.parts.prompt_history.drafts import Draft

TEXT_HEIGHT = 200  # px
TEXT_HELP = (
    "双花括号里的名称是变量，例如 {{季节}}：下单时填入它的值。"
    "点到框外或按 Ctrl+Enter，下面的预览和差别就会更新。"
)


def draw(known: Timeline, draft: Draft, card: Card) -> None:
    """Draw the fields, then how the draft reads when it is filled, and what it changes."""
    base = known.find(draft.base_id) or known.live
    heading = st.container(horizontal=True, vertical_alignment="center", gap="xsmall")
    heading.markdown(f"**基于第 {base.number} 版修改**", width="content")
    _draw_fields(draft)
    if draft.is_changed(base):
        heading.badge("有未保存的修改", icon=":material/edit:", color="orange")
    content = _content(draft, known.live.cost)
    _draw_actions(known, draft, card, content)
    drafts.send_before_esc()
    if content is not None:
        _draw_rendered(content)
        prompt_text.draw_difference(known.live, content.text, content.parameters)


def draw_way_back(known: Timeline, draft: Draft) -> None:
    """Say, while a version is looked at, that something is not saved, and draw the way to it."""
    base = known.find(draft.base_id) or known.live
    if draft.is_changed(base):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.badge(
                f"有未保存的修改（基于第 {base.number} 版）",
                icon=":material/edit:",
                color="orange",
            )
            st.button("继续修改", key="open_draft", type="tertiary", on_click=_open, args=(draft,))
            _draw_drop(known.prompt_id)


def _draw_fields(draft: Draft) -> None:
    """Draw the fields; what stands in them is the draft's, also after the drawer was closed."""
    draft.text = str(
        st.text_area(
            "正文",
            key=_filled(draft, "text", draft.text),
            height=TEXT_HEIGHT,
            max_chars=words.MAX_TEXT,
            help=TEXT_HELP,
        )
    )
    for name in draft.names:
        draft.values[name] = str(
            st.text_input(
                f"变量“{formats.plain(name)}”的默认值",
                key=_filled(draft, f"value_{name}", draft.values.get(name, "")),
                max_chars=variables.MAX_VALUE,
                placeholder="可不填：下单或实验时再给",
            )
        )
    draft.note = str(
        st.text_input(
            "备注",
            key=_filled(draft, "note", draft.note),
            max_chars=words.MAX_NOTE,
            placeholder="可不填。改了什么，想看什么",
        )
    )


def _filled(draft: Draft, name: str, value: str) -> str:
    """Return a field's key; Streamlit forgets what stands in one that is not drawn."""
    key = f"draft_{draft.id}_{name}"
    st.session_state.setdefault(key, value)
    return key


def _content(draft: Draft, cost: int) -> Content | None:
    """Return what would be saved, or say what is wrong with it."""
    try:
        return draft.content(cost)
    except InvalidRequest as error:
        error_box.show(error)
        return None


def _draw_actions(known: Timeline, draft: Draft, card: Card, content: Content | None) -> None:
    missing = variables.missing(content.text, content.parameters) if content else ()
    refusal = trying.why_not(card, known.live.cost, missing)
    person_id = current_person().id
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            "保存为新版本",
            key="save_draft",
            type="primary",
            icon=":material/save:",
            disabled=content is None,
            on_click=_save_alone,
            args=(person_id, known.prompt_id),
        )
        st.button(
            trying.label(known.live.cost),
            key="try_draft",
            icon=":material/brush:",
            disabled=content is None or refusal is not None,
            help=error_box.words(refusal) if refusal else f"先保存为新版本。{trying.HELP}",
            on_click=_save_and_try,
            args=(person_id, known.prompt_id),
        )
        st.button(
            "先看看别的版本", key="close_draft", type="tertiary", on_click=_close, args=(draft,)
        )
        _draw_drop(known.prompt_id)


def _draw_drop(prompt_id: str) -> None:
    st.button(
        "放弃修改",
        key="drop_draft",
        type="tertiary",
        icon=":material/delete:",
        on_click=drafts.drop,
        args=(current_person().id, prompt_id),
    )


def _draw_rendered(content: Content) -> None:
    if not variables.names(content.text):
        return
    st.caption("填好默认值后的全文")
    if missing := variables.missing(content.text, content.parameters):
        st.caption(f"还没有默认值：{formats.plain('、'.join(missing))}。")
    else:
        prompt_text.draw_text(variables.fill(content.text, content.parameters))


def _open(draft: Draft) -> None:
    draft.is_open = True


def _close(draft: Draft) -> None:
    draft.is_open = False


def _save(person_id: str, prompt_id: str) -> PromptVersion | None:
    """Save the draft, and show the version; the second half of a double click saves nothing."""
    if (draft := drafts.find(person_id, prompt_id)) is None:
        return None
    studio = current_studio()
    try:
        saved = editing.save_version(
            studio, person_id, prompt_id, draft.text, draft.parameters, draft.note
        )
    except StudioError as error:
        said.refuse(error)
        return None
    drafts.drop(person_id, prompt_id)
    number = saved.version.number
    if saved.is_new:
        words = f"已保存为第 {number} 版。它还不是线上版。"
    else:
        words = f"这份内容就是第 {number} 版：没有新建版本。"
    said.say_saved(saved.version.id, words)
    version_choice.choose(prompt_id, saved.version.id)
    return saved.version


def _save_alone(person_id: str, prompt_id: str) -> None:
    _save(person_id, prompt_id)


def _save_and_try(person_id: str, prompt_id: str) -> None:
    if version := _save(person_id, prompt_id):
        trying.order(prompt_id, version.id)
