"""The reference picture of the form: checked in core, kept by its name, shown with its size."""

from __future__ import annotations

import streamlit as st

from core import studio, uploads
from core.errors import StudioError
from pages.parts import error_box, look

ADDRESS = "reference"  # the query parameter that survives a reload
NAME = "reference_file"  # the session's memory of what the person called it


def chosen() -> str | None:
    """Return the stored reference's name, from the session or, after a reload, the address."""
    name = st.session_state.get(ADDRESS, st.query_params.get(ADDRESS))
    return str(name) if name else None


def choose(name: str | None, file_name: str = "") -> None:
    """Make a stored picture the form's reference; None removes it."""
    st.session_state[ADDRESS] = name
    st.session_state[NAME] = file_name


def draw() -> None:
    """Draw the uploader, or the chosen reference with its preview and a way to remove it."""
    store = studio.current().images
    name = chosen()
    try:
        size = len(store.read_reference(name)) if name else 0
    except StudioError as error:
        error_box.show(error)
        name = None
        choose(None)
    if name:
        if st.query_params.get(ADDRESS) != name:
            st.query_params[ADDRESS] = name
        _draw_preview(name, size)
    else:
        st.query_params.pop(ADDRESS, None)
        _draw_uploader()
    if refusal := st.session_state.pop("reference_error", None):
        error_box.show(refusal)


def _draw_preview(name: str, size: int) -> None:
    file_name = st.session_state.get(NAME) or "已上传的图片"
    st.markdown("参考图片")
    with st.container(border=True):
        picture, facts = st.columns([1, 2], vertical_alignment="center", wrap=False)
        address = look.picture_address("reference", name)
        picture.image(address, width="stretch", alt="参考图片预览")
        facts.text(file_name)
        facts.caption(f"已检查，{look.megabytes(size)}")
        facts.button("移除", icon=":material/delete:", on_click=choose, args=(None,))


def _draw_uploader() -> None:
    limit = uploads.UPLOAD_LIMITS
    st.file_uploader(
        "参考图片",
        key=f"upload_{st.session_state.get('upload_round', 0)}",
        on_change=_take,
        help="可不选。GIF 取第一帧。图片会随提示词一起交给图片服务；位置等拍摄信息会先去掉。",
    )
    st.caption(
        f"JPEG、PNG、WebP、AVIF、GIF，最大 {limit.bytes // 1_000_000} MB、"
        f"{limit.pixels // 1_000_000} 百万像素"
    )


def _take() -> None:
    """Check and store what was uploaded; the emptied uploader is ready for another try."""
    upload_round = st.session_state.get("upload_round", 0)
    uploaded = st.session_state.get(f"upload_{upload_round}")
    st.session_state["upload_round"] = upload_round + 1
    if uploaded is None:
        return
    try:
        picture = uploads.check_reference(uploaded.getvalue())
        choose(studio.current().images.store_reference(picture), uploaded.name)
    except StudioError as error:
        st.session_state["reference_error"] = error
