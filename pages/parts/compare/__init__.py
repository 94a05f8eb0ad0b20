"""Two to four pictures side by side that zoom, move and flip in step, all of it in the browser.

For 图库 and whoever else compares pictures. The words in compare.js stand there because only the
browser says them; what comes in as data is only ever shown as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

FEWEST, MOST = 2, 4  # pictures: more than four are too small to tell apart

_FOLDER = Path(__file__).parent
_component = st.components.v2.component(
    "compare",
    js=(_FOLDER / "compare.js").read_text("utf-8"),
    css=(_FOLDER / "compare.css").read_text("utf-8"),
)


@dataclass(frozen=True)
class Compared:
    """One picture: its signed address, the line below it, and what it shows, for ears."""

    address: str
    caption: str
    alt: str


def draw(pictures: Sequence[Compared], *, key: str) -> None:
    """Draw the pictures side by side; raise `ValueError` for less than two or more than four."""
    if not FEWEST <= len(pictures) <= MOST:
        raise ValueError(f"{len(pictures)} pictures can't be compared")
    _component(key=key, data={"pictures": [asdict(picture) for picture in pictures]})
