"""Which words from outside can be an id, and which a database can keep."""

from __future__ import annotations


def is_id(words: str) -> bool:
    """Return whether words from an address can be an id."""
    return 1 <= len(words) <= 64 and words.isascii() and words.isprintable()


def is_storable(words: str) -> bool:
    """Return whether both databases take these words: no NUL, no half of a surrogate pair."""
    return "\0" not in words and not any("\ud800" <= letter <= "\udfff" for letter in words)
