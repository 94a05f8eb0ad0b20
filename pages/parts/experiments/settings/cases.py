"""The cases: a table to type in or to paste from a spreadsheet; every value in it is text."""

from __future__ import annotations

import streamlit as st
from streamlit.column_config import TextColumn
from streamlit.elements.lib.column_types import ColumnConfig

from core.experiments.shapes import MAX_LOOK_FOR, MAX_TITLE
from core.library import variables
from core.library.timeline import Timeline
from core.tables import MAX_CASES
from pages.parts.experiments.settings import case_rows, draft_form
from pages.parts.experiments.settings.case_rows import FILE, LOOK_FOR, TITLE, VALUE
from pages.parts.experiments.settings.draft_form import DraftForm


def draw(form: DraftForm, history: Timeline) -> None:
    """Draw the table: a title, a value for each variable of the versions, what to look for."""
    names = _variables(form, history)
    columns = _columns(names)
    draft_form.drop_misfits(form)
    key = form.table_key = f"{form.key_of_table}_{'_'.join(names)}"
    form.columns = tuple(columns)
    if key not in st.session_state:  # a new table: its edits count from what the rows are by now
        form.shown = form.rows
    st.markdown("**新增的用例**" if form.is_extension else "**用例**")
    st.caption(_explained(names))
    st.data_editor(
        {column: [row.get(column, "") for row in form.shown] for column in columns},
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config=columns,
        disabled=[FILE],
        placeholder="",
        on_change=draft_form.save,
        args=(form,),
        alt="用例表，每行一个用例",
    )


def _columns(names: list[str]) -> dict[str, ColumnConfig]:
    values = {
        f"{VALUE}{name}": TextColumn(
            name, help=f"版本文字里的 {{{{{name}}}}}；留空则用版本自带的值。"
        )
        for name in names
    }
    return {
        TITLE: TextColumn("标题", help=f"必填，最多 {MAX_TITLE} 字。"),
        **values,
        LOOK_FOR: TextColumn("必查点", help=f"图里必须有什么；可不填，最多 {MAX_LOOK_FOR} 字。"),
        FILE: TextColumn("参考图片", help="在表格下面添加。"),
    }


def _variables(form: DraftForm, history: Timeline) -> list[str]:
    """Return the variables of the arms' versions; an extension's cases go to all arms there are."""
    used = {arm.version_id for arm in (*form.beside, *form.draft.arms)}
    texts = [each.text or "" for each in reversed(history.versions) if each.id in used]
    return case_rows.names_in(texts)


def _explained(names: list[str]) -> str:
    has = "，每个变量一列" if names else "；所选版本的文字里没有变量，所以没有变量列"
    return (
        f"所有版本都画同一批用例，最多 {MAX_CASES} 个{has}。可以直接输入，"
        f"也可以从电子表格复制后粘贴，会自动加行；每个值最多 {variables.MAX_VALUE} 字。"
    )
