"""A stored picture on a page: its signed address, or why its file cannot be shown; its download."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import tzinfo
from typing import Literal

import streamlit as st

from core.errors import InvalidImage, StudioError
from core.faults import ImageFault
from core.pictures.storage import Kind
from core.studio import current_studio
from pages.parts import formats

_SITE = re.compile(r"https?://([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?(?=/|$)", re.ASCII)


def address(kind: Kind, name: str) -> str:
    """Return the absolute, signed address of a picture: st.image takes no relative one."""
    return addresses(kind, [name])[name]


def addresses(kind: Kind, names: Iterable[str]) -> dict[str, str]:
    """Return the addresses of many pictures by name; where the viewer is, is asked once."""
    studio, from_here = current_studio(), site()
    now, images = studio.now(), studio.images
    return {name: f"{from_here}{images.address(kind, name, now)}" for name in names}


def site() -> str:
    """Return where the viewer's page comes from; anybody may send any words as its address."""
    found = _SITE.match(st.context.url or "")
    return found[0] if found else "http://localhost:8501"


def draw_picture(
    order_id: str,
    title: str,
    made_at: int,
    *,
    width: int | Literal["stretch"],
    kind: Literal["original", "thumbnail"] = "original",
) -> bool:
    """Draw the picture of an order, or say that its file cannot be read; return which.

    `title` is its prompt's, `made_at` its order's instant in ms.
    """
    return draw_at(address(kind, order_id), order_id, alt(title, made_at), width=width)


def draw_at(where: str, order_id: str, words: str, *, width: int | Literal["stretch"]) -> bool:
    """Draw the picture of an order from its address, as `draw_picture` does."""
    is_shown = _is_shown("original", order_id, "图片文件")
    if is_shown:
        st.image(where, width=width, alt=words)
    return is_shown


def alt(title: str, made_at: int, zone: tzinfo | None = None) -> str:
    """Return what a picture is called for those who don't see it; `zone` is the viewer's."""
    return f"{title}，{formats.moment(made_at, zone)} 生成"


def draw_reference(name: str, file_name: str, *, width: int, horizontal: bool = False) -> None:
    """Draw the reference that an order had, with its file's name below or beside it."""
    st.caption("参考图片")
    if _is_shown("reference", name, "参考图片的文件"):
        with st.container(horizontal=horizontal, vertical_alignment="center"):
            st.image(address("reference", name), width=width, alt="生成时的参考图片")
            if file_name:
                st.text(file_name)


def draw_download(order_id: str, *, key: str) -> None:
    """Draw the button that gives the stored original, byte for byte; it is read on the click.

    Draw nothing where the file cannot be read: the picture's place says so.
    """
    if file_name := find_original(order_id):
        store = current_studio().images
        st.download_button(
            "下载",
            key=key,
            icon=":material/download:",
            data=lambda: store.read_original(order_id),
            file_name=file_name,
            on_click="ignore",
        )


def draw_original_link(order_id: str) -> None:
    """Draw the link that opens the stored original in a new tab; nothing without its file."""
    if find_original(order_id):
        st.link_button("打开原图", address("original", order_id), icon=":material/open_in_new:")


def find_original(order_id: str) -> str | None:
    """Return the name of a stored original's file; None where it is gone or cannot be read now."""
    try:
        return current_studio().images.find_original(order_id)
    except StudioError:
        return None


def say_unreadable(what: str) -> None:
    """Say that a picture's file cannot be read now, where it may be later."""
    st.warning(f"{what}现在读不到，请稍后再试。", icon=":material/broken_image:")


def _is_shown(kind: Literal["original", "reference"], name: str, what: str) -> bool:
    """Return whether a picture's file is there, or say what is not: the books outlive the files.

    A disk that cannot be read breaks no page.
    """
    images = current_studio().images
    try:
        if kind == "reference":
            images.reference_size(name)
        elif not images.has_original(name):
            raise InvalidImage(ImageFault.MISSING)
        return True
    except InvalidImage:
        st.warning(f"{what}读不到了。", icon=":material/broken_image:")
    except StudioError:
        say_unreadable(what)
    return False
