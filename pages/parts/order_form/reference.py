"""The reference picture of the form: checked in core, kept as one person's, shown with its size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import InvalidImage, StudioError
from core.pictures import references, uploads
from core.studio import current_studio
from core.tables import Generation, User
from pages.parts import addresses, error_box, formats, pictures
from pages.parts.widgets import uploader

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

CHOSEN = "chosen_reference"  # in the session: what the form has, and whose it is
ERROR = "reference_error"
BROWSER_MB = 10  # what the browser sends at all; core refuses above 5,000,000 bytes with a reason
PREVIEW_WIDTH = 48  # px: leaves room for the file's name and the button beside it on a phone


@dataclass(frozen=True)
class Chosen:
    """A stored reference, what its person called the file, and who that person is."""

    person_id: str
    name: str
    file_name: str


def chosen(person: User) -> Chosen | None:
    """Return the form's reference; after a switch to somebody else there is none."""
    kept: Chosen | None = st.session_state.get(CHOSEN)
    return kept if kept and kept.person_id == person.id else None


def choose(person: User, name: str | None, file_name: str = "") -> None:
    """Make a stored picture of this person's the form's reference; None removes it."""
    st.session_state[CHOSEN] = Chosen(person.id, name, file_name) if name else None


def of_order(order: Generation) -> Chosen | None:
    """Return the reference that an order had, as its person chose it then."""
    if not order.reference:
        return None
    return Chosen(order.user_id, order.reference, order.reference_name)


def follow_address(person: User) -> None:
    """Take up the reference that the address names: after a reload, a link or Back.

    One that this person has not uploaded is as unknown as one that does not exist.
    """
    if name := addresses.find(addresses.REFERENCE):
        try:
            row = references.find(current_studio().database, person.id, name)
            choose(person, row.name, row.file_name)
        except InvalidImage as error:
            choose(person, None)
            st.session_state[ERROR] = error


def draw(person: User) -> None:
    """Draw the uploader, and under it the chosen reference with a way to remove it."""
    _draw_uploader(person)
    if kept := chosen(person):
        _draw_chosen(person, kept)
    kept = chosen(person)  # the file of the one that was drawn may have gone
    addresses.keep(addresses.REFERENCE, kept.name if kept else None)
    if refusal := st.session_state.pop(ERROR, None):
        error_box.show(refusal)


def _draw_chosen(person: User, kept: Chosen) -> None:
    try:
        size = current_studio().images.reference_size(kept.name)
    except InvalidImage as error:
        choose(person, None)
        st.session_state[ERROR] = error
    except StudioError:
        pictures.say_unreadable("参考图片")
    else:
        _draw_preview(person, kept, size)


def _draw_preview(person: User, kept: Chosen, size: int) -> None:
    address = pictures.address("reference", kept.name)
    with st.container(key="reference", horizontal=True, vertical_alignment="center", wrap=False):
        st.image(address, width=PREVIEW_WIDTH, alt="参考图片预览")
        with st.container(width="stretch", gap=None):
            st.text(kept.file_name or "已上传的图片")
            st.caption(f"已检查，{formats.megabytes(size)}")
        st.button("移除", icon=":material/delete:", on_click=choose, args=(person, None))


def _draw_uploader(person: User) -> None:
    limit = uploads.UPLOAD_LIMITS
    uploader.draw(
        "参考图片",
        "reference",
        partial(_take, person),
        max_mb=BROWSER_MB,
        help="可不选；再选一张就替换前一张。JPEG、PNG、WebP、AVIF、GIF（取第一帧），"
        f"最大 {limit.bytes // 1_000_000} MB、{limit.pixels // 1_000_000} 百万像素。"
        "图片会随提示词一起交给图片服务；位置等拍摄信息会先去掉。",
    )


def _take(person: User, uploaded: UploadedFile) -> None:
    """Check and store what was uploaded; the emptied uploader is ready for another try."""
    try:
        picture = uploads.check_reference(uploaded.getvalue())
        kept = references.keep(current_studio(), person.id, picture, uploaded.name)
        choose(person, kept.name, kept.file_name)
    except StudioError as error:
        st.session_state[ERROR] = error
