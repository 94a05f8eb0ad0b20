"""A mouse's click on a choice leaves the keys to what it opened."""

from __future__ import annotations

from pages.parts import page_scripts


def leave(key: str) -> None:
    """Take the focus that a mouse gave to the choice with this key; draw it in what that opens."""
    page_scripts.run(page_scripts.LEAVE_FOCUS, key=key)
