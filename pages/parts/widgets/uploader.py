"""An uploader that is empty again after each file: what was put in is taken at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    Take = Callable[[UploadedFile], None]

ROUND = "upload_round"  # in the session, one for each name: another round is another uploader


def draw(label: str, name: str, take: Take, *, max_mb: int, **more: Any) -> None:
    """Draw an uploader for one file of at most `max_mb` MB, which a callback hands to `take`."""
    key = _key(name)
    st.file_uploader(
        label, key=key, max_upload_size=max_mb, on_change=_hand_over, args=(name, key, take), **more
    )


def _hand_over(name: str, key: str, take: Take) -> None:
    """Give what was put in to whoever takes it, once.

    A fragment's timer that fires at that instant sends the same file again, from a page that does
    not know yet that it was taken. Taken twice, the page would wait with an uploader of one round
    while the session looked at another's: the next file would be lost.
    """
    if key != _key(name):
        return
    uploaded = st.session_state.get(key)
    st.session_state[f"{ROUND}_{name}"] = _round(name) + 1
    if uploaded is not None:
        take(uploaded)


def _key(name: str) -> str:
    return f"upload_{name}_{_round(name)}"


def _round(name: str) -> int:
    number: int = st.session_state.get(f"{ROUND}_{name}", 0)
    return number
