"""The reference pictures of cases: one for each case that needs one, checked in core."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import StudioError
from core.pictures import references, uploads
from core.studio import current_studio
from pages.parts import error_box, formats, pictures
from pages.parts.experiments.settings import case_rows, draft_form
from pages.parts.experiments.settings.case_rows import FILE, REFERENCE, TITLE
from pages.parts.experiments.settings.draft_form import DraftForm
from pages.parts.widgets import uploader

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

BROWSER_MB = 10  # what the browser sends at all; core refuses above 5,000,000 bytes with a reason
ERROR = "case_reference_error"  # in the session: why the last upload was refused
PREVIEW_WIDTH = 56  # px


def draw(form: DraftForm) -> None:
    """Draw the uploader for one case, and the references that cases have."""
    rows = form.rows
    named = {number: _name(number, row) for number, row in enumerate(rows) if _is_case(row)}
    if not named:
        return
    has = [number for number in named if rows[number].get(REFERENCE)]
    title = f"参考图片（{len(has)} 个用例有）" if has else "给用例加参考图片"
    with st.expander(title, icon=":material/image:", key=f"references_{form.experiment_id}"):
        choice, upload = st.columns([2, 3], vertical_alignment="bottom")
        number = choice.selectbox(
            "哪个用例",
            list(named),
            format_func=lambda number: named.get(number, ""),
            key=form.key("reference_case"),
        )
        with upload:
            _draw_uploader(form, number)
        if refusal := st.session_state.pop(ERROR, None):
            error_box.show(refusal)
        with st.container(horizontal=True):
            for number in has:
                _draw_one(form, number, named[number])


def _draw_uploader(form: DraftForm, number: int) -> None:
    uploader.draw(
        "参考图片",
        form.key("reference"),
        partial(_take, form, number),
        max_mb=BROWSER_MB,
        help="JPEG、PNG、WebP、AVIF、GIF（取第一帧），"
        f"最大 {uploads.UPLOAD_LIMITS.bytes // 1_000_000} MB。"
        "再选一张就替换前一张；能打开这个实验的人都能看到它。",
    )


def _draw_one(form: DraftForm, number: int, name: str) -> None:
    row = form.rows[number]
    with st.container(border=True, width=190, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.image(
                pictures.address("reference", row[REFERENCE]), width=PREVIEW_WIDTH, alt="参考图片"
            )
            st.button(
                "移除",
                key=form.key("remove_reference", number),
                type="tertiary",
                on_click=_put,
                args=(form, number, "", ""),
            )
        st.caption(formats.plain(name))


def _take(form: DraftForm, number: int, uploaded: UploadedFile) -> None:
    """Check and store what was uploaded; the emptied uploader is ready for another one."""
    try:
        picture = uploads.check_reference(uploaded.getvalue())
        kept = references.keep(current_studio(), form.person_id, picture, uploaded.name)
    except StudioError as error:
        st.session_state[ERROR] = error
        draft_form.change(form)
        return
    _put(form, number, kept.name, kept.file_name or "已上传的图片")


def _put(form: DraftForm, number: int, name: str, file_name: str) -> None:
    """Give a case this reference; an empty name takes it away."""
    draft_form.collect(form)
    rows = list(form.rows)
    rows[number] = rows[number] | {REFERENCE: name, FILE: file_name}
    draft_form.change_rows(form, rows)


def _is_case(row: case_rows.Row) -> bool:
    return bool(case_rows.filled([row]))


def _name(number: int, row: case_rows.Row) -> str:
    return f"{number + 1}. {row.get(TITLE) or '（没有标题）'}"
