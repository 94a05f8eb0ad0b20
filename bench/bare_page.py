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
# A table of 16 rows and 4 columns of pictures, as an experiment of 64 has it; each has its address.
ARMS = [f"words {number}" for number in range(4)]
SIGNED = "http://127.0.0.1:8501/img/thumbnail/{:032x}?until=1790000000&signature=" + "0" * 64
MATRIX = [
    {"case": f"{row}. words", "stands": "words；words；words；words"}
    | {arm: SIGNED.format(row * len(ARMS) + number) for number, arm in enumerate(ARMS)}
    for row in range(16)
]
LINES = {"": [f"words {row}" for row in range(9)]} | {arm: ["words"] * 9 for arm in ARMS}


def draw_matrix(key: str) -> object:
    """Draw the table as 矩阵 configures it."""
    images = {arm: st.column_config.ImageColumn(width=160) for arm in ARMS}
    return st.dataframe(
        MATRIX,
        hide_index=True,
        column_config={"case": st.column_config.TextColumn(width=110, pinned=True)} | images,
        row_height=150,
        height=710,
        key=key,
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="words",
    )


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
    "matrix": draw_matrix,
    "metric": lambda _: st.metric("words", 100),
    "pagination": lambda key: st.pagination(10, key=key),
    "selectbox": lambda key: st.selectbox("words", OPTIONS, key=key),
    "table": lambda _: st.table(LINES),
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
