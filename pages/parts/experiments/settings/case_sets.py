"""Cases that are kept by name: taken into the table, or kept from it for the next experiment."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.errors import CaseSetNotFound, ExperimentRefused, StudioError
from core.experiments import sets
from core.experiments.sets import SetRow
from core.studio import current_studio
from pages.parts import click_keys, formats
from pages.parts.experiments.settings import case_rows, draft_form
from pages.parts.experiments.settings.draft_form import DraftForm
from pages.parts.notices import tell, tell_refusal

KEPT = "kept_case_set"
DELETING = "deleting_case_set"  # in the session: a click on 删除 to answer


def draw(form: DraftForm) -> None:
    """Draw 用测试集 and 存为测试集."""
    known = {row.id: row for row in sets.all_sets(current_studio().database)}
    if known:
        _draw_taking(form, known)
    with st.popover("存为测试集", icon=":material/save:", disabled=not form.draft.cases):
        st.text_input(
            "名称",
            key=form.key("set_name"),
            max_chars=sets.MAX_NAME,
            placeholder="例如：水墨回归用例",
        )
        st.caption(
            f"把现在的 {len(form.draft.cases)} 个用例连同变量值、参考图片存下来，所有人都能用。"
        )
        st.button("保存", key=form.key("keep_set"), width="stretch", on_click=_keep, args=(form,))


def _draw_taking(form: DraftForm, known: Mapping[str, SetRow]) -> None:
    with st.popover("用测试集", icon=":material/playlist_add:"):
        chosen = st.selectbox(
            "测试集",
            list(known),
            format_func=lambda set_id: _described(known[set_id]) if set_id in known else "",
            key=form.key("set"),
            filter_mode="contains",
        )
        st.caption("它的用例加在表格的最后；之后改测试集，不会改这个实验。")
        st.button(
            "加入这些用例",
            key=form.key("take_set"),
            width="stretch",
            on_click=_take,
            args=(form, chosen),
        )
        if known[chosen].owner_id == form.person_id:
            _draw_managing(form, known[chosen])


def _draw_managing(form: DraftForm, own: SetRow) -> None:
    """Draw 改名 and 删除 of a set of one's own; in a popover a dialog would be covered by it."""
    if st.session_state.get(DELETING) == own.id:
        _ask(form, own)
        return
    key = form.key(f"rename_{own.id}")
    st.session_state.setdefault(key, own.name)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        st.text_input("新名称", key=key, max_chars=sets.MAX_NAME, width="stretch")
        st.button("改名", key=form.key("rename_set"), on_click=_rename, args=(form, own.id, key))
        st.button(
            "删除",
            key=form.key("delete_set"),
            icon=":material/delete:",
            on_click=_want_deleted,
            args=(own.id,),
        )


def _ask(form: DraftForm, own: SetRow) -> None:
    """Ask whether a set is to go, in the place of its 删除."""
    st.markdown(f"删除“{formats.plain(own.name)}”和它的 {own.cases} 个用例？不能恢复。")
    st.caption("已经用过它的实验不变：它们有自己的一份用例。")
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            "确定删除",
            key=form.key("delete_set_now"),
            type="primary",
            on_click=_delete,
            args=(form, own.id),
        )
        st.button("保留", key=form.key("keep_set_now"), on_click=_want_deleted, args=(None,))


def _described(row: SetRow) -> str:
    return f"{row.name}（{row.cases} 个用例，{row.owner}）"


def _take(form: DraftForm, set_id: str) -> None:
    try:
        taken = sets.take(current_studio(), form.person_id, set_id)
    except StudioError as error:
        tell_refusal(error)
        return
    draft_form.collect(form)
    rows = [*case_rows.filled(form.rows), *case_rows.of_cases(taken)]
    draft_form.change_rows(form, rows)


def _rename(form: DraftForm, set_id: str, key: str) -> None:
    """Give a set the name that was typed; its cases stay."""
    studio, name = current_studio(), st.session_state.get(key) or ""
    try:
        kept = sets.find(studio.database, set_id)
        sets.save(studio, form.person_id, set_id, name, kept.cases, seen=kept.revision)
    except StudioError as error:
        tell_refusal(error)
        return
    tell("已给测试集改名。", ":material/edit:")


def _want_deleted(set_id: str | None) -> None:
    st.session_state[DELETING] = set_id


def _delete(form: DraftForm, set_id: str) -> None:
    st.session_state.pop(DELETING, None)
    st.session_state.pop(form.key("set"), None)  # another one is chosen then
    try:
        sets.delete(current_studio(), form.person_id, set_id)
    except CaseSetNotFound:
        return  # the second half of a double click
    except ExperimentRefused as error:
        tell_refusal(error)
        return
    tell("测试集已删除。", ":material/delete:")


def _keep(form: DraftForm) -> None:
    draft_form.collect(form)
    name = st.session_state.get(form.key("set_name")) or ""
    wish = (form.person_id, name, form.draft.cases)
    try:
        kept = sets.create(
            current_studio(),
            click_keys.key(KEPT, wish),
            form.person_id,
            name,
            form.draft.cases,
        )
    except StudioError as error:
        tell_refusal(error)
        return
    click_keys.clicked(KEPT)
    tell(f"已存为测试集，{len(kept.cases)} 个用例。", ":material/save:")
