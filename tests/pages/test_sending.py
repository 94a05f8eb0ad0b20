"""What a run has drawn is sent without Streamlit's pause, and no page needs that pause."""

from __future__ import annotations

import ast
from pathlib import Path

from streamlit.runtime import runtime, runtime_util

import streamlit_app
from pages.parts.frame import sending

PAGES = Path(streamlit_app.__file__).parent / "pages"
PLACEHOLDERS = {"empty", "skeleton"}
A_BAR_THAT_GOES = "bar.empty"  # of an audit that has ended: it takes nothing's place


def test_the_loop_has_our_pause() -> None:
    """It is set where Streamlit's loop looks it up at each sending: a fifth of its own."""
    assert sending.NAME in runtime.Runtime._loop_coroutine.__code__.co_names
    assert getattr(runtime, sending.NAME) == sending.PAUSE_S
    assert getattr(runtime_util, sending.NAME) >= sending.PAUSE_S * 5


def test_no_page_draws_a_placeholder() -> None:
    """What is drawn and replaced within a run might flash: the pause is there for these."""
    drawing = {
        path.name
        for path in (Path(streamlit_app.__file__), *PAGES.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in PLACEHOLDERS and ast.unparse(node.func) != A_BAR_THAT_GOES
    }
    assert drawing == set()
