"""What no Streamlit page can be better than: the same elements, drawn from constants.

The address says which: `?button=13&markdown=44&block=26`. Kinds that are not known here are
drawn as a line of text, the cheapest element.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

ROWS = [{f"column {number}": "words" for number in range(9)} for _ in range(50)]
POINTS = {"data": {"values": [{"x": n, "y": n} for n in range(400)]}, "mark": "line"}
OPTIONS = ["one", "two", "three"]
PICTURE = "http://127.0.0.1/picture.png"

DRAW: dict[str, Callable[[str], object]] = {
    "block": lambda _: st.container(),
    "button": lambda key: st.button("words", key=key),
    "button_group": lambda key: st.segmented_control("words", OPTIONS, key=key),
    "checkbox": lambda key: st.toggle("words", key=key),
    "dataframe": lambda key: st.dataframe(
        ROWS, key=key, on_select="rerun", selection_mode="single-row"
    ),
    "date_input": lambda key: st.date_input("words", value=[], key=key),
    "download_button": lambda key: st.download_button("words", lambda: b"", key=key),
    "file_uploader": lambda key: st.file_uploader("words", key=key),
    "heading": lambda _: st.subheader("words", anchor=False),
    "imgs": lambda _: st.image(PICTURE, width=160),
    "metric": lambda _: st.metric("words", 100),
    "pagination": lambda key: st.pagination(10, key=key),
    "selectbox": lambda key: st.selectbox("words", OPTIONS, key=key),
    "text_area": lambda key: st.text_area("words", key=key),
    "text_input": lambda key: st.text_input("words", key=key),
    "vega_lite_chart": lambda key: st.vega_lite_chart(POINTS, key=key),
}


def draw_words(_: str) -> object:
    """Draw the cheapest element."""
    return st.markdown("words")


st.text("bare")  # what the browser waits for
for kind, count in st.query_params.items():
    draw = DRAW.get(kind, draw_words)
    for number in range(int(count)):
        draw(f"{kind}_{number}")
