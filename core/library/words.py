"""What may be written about a prompt: how long it may be, and of which characters.

The library's file keeps to the same lengths: see `core.library.seed`.
"""

from __future__ import annotations

from core.errors import InvalidRequest

# Characters at most.
MAX_TITLE, MAX_DESCRIPTION, MAX_CATEGORY = 50, 200, 20
MAX_TEXT = 4000
MAX_NOTE, MAX_WHY = 200, 200


def line(words: str, reason: str, limit: int, *, least: int = 1) -> str:
    """Return somebody's words as one line, without blanks at its ends or doubled ones.

    Raise `InvalidRequest(reason, limit=…, length=…)` for fewer than `least` characters, for more
    than `limit`, or for one that can't be printed.
    """
    written = " ".join(words.split())
    if not least <= len(written) <= limit or not written.isprintable():
        raise InvalidRequest(reason, limit=limit, length=len(written))
    return written
