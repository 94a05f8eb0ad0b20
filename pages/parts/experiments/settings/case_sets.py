"""Cases that are kept by name: taken into the table, or kept from it for the next experiment."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.errors import StudioError
from core.experiments import sets
from core.experiments.sets import SetRow
from core.studio import current_studio
from pages.parts import click_keys
from pages.parts.experiments.settings import case_rows, draft_form
from pages.parts.experiments.settings.draft_form import DraftForm
from pages.parts.notices import tell, tell_refusal

KEPT = "kept_case_set"


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
        st.caption(f"把现在的 {len(form.draft.cases)} 个用例连同参考图片存下来，所有人都能用。")
        st.button("保存", key=form.key("keep_set"), width="stretch", on_click=_keep, args=(form,))


def _draw_taking(form: DraftForm, known: Mapping[str, SetRow]) -> None:
    with st.popover("用测试集", icon=":material/playlist_add:"):
        chosen = st.selectbox(
            "测试集",
            list(known),
            format_func=lambda set_id: _described(known[set_id]),
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
