"""A click brings what follows it into sight, which stands elsewhere on the page."""

from __future__ import annotations

from pages.parts import page_scripts

ANYWHERE = "all"
ONE_COLUMN = "(max-width: 640px)"  # where panes stand below each other


def into_sight(key: str, where: str = ANYWHERE) -> None:
    """Scroll to the container with this key, on windows that `where` says; draw it after that."""
    page_scripts.run(page_scripts.SCROLL_INTO_SIGHT, key=key, when=where)
