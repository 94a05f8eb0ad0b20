"""What the theme in .streamlit/config.toml can't say: the rules of style.css, read once."""

from __future__ import annotations

from pathlib import Path


class Style:
    """Give `st.html` the rules; a path it would open again in each run, a text look for as one."""

    def __init__(self, file: Path) -> None:
        self._html = f"<style>{file.read_text('utf-8')}</style>"

    def _repr_html_(self) -> str:
        return self._html


STYLE = Style(Path(__file__).parent / "style.css")
