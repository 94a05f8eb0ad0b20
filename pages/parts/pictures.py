"""A stored picture on a page: its signed address, whether its file is there, its download."""

from __future__ import annotations

import re

import streamlit as st

from core.errors import StudioError
from core.pictures.storage import Kind
from core.studio import current_studio

_SITE = re.compile(r"https?://([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?(?=/|$)", re.ASCII)


def address(kind: Kind, name: str) -> str:
    """Return the absolute, signed address of a picture: st.image takes no relative one."""
    studio = current_studio()
    return f"{_site()}{studio.images.address(kind, name, studio.now())}"


def _site() -> str:
    """Return where the viewer's page comes from; anybody may send any words as its address."""
    found = _SITE.match(st.context.url or "")
    return found[0] if found else "http://localhost:8501"


def is_stored(kind: Kind, name: str) -> bool:
    """Return whether a picture's file can be shown: the books outlive the files.

    `kind` is original or reference. A disk that cannot be read breaks no page.
    """
    images = current_studio().images
    try:
        if kind == "original":
            return images.find_original(name) is not None
        return bool(images.read_reference(name))
    except StudioError:
        return False


def draw_download(order_id: str, *, key: str) -> None:
    """Draw the button that gives the stored original, byte for byte; it is read on the click."""
    store = current_studio().images
    try:
        path = store.find_original(order_id)
    except StudioError:
        st.warning("图片文件现在读不到，请稍后再试。", icon=":material/broken_image:")
        return
    if path is None:
        st.caption("原图文件已不在服务器上。")
        return
    st.download_button(
        "下载",
        key=key,
        icon=":material/download:",
        data=lambda: store.read_original(order_id),
        file_name=f"{order_id}{path.suffix}",
        on_click="ignore",
    )
