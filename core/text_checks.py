"""Which words from outside can be an id, and which words and facts a database can keep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def is_id(words: str) -> bool:
    """Return whether words from an address can be an id."""
    return 1 <= len(words) <= 64 and words.isascii() and words.isprintable()


def is_storable(words: str) -> bool:
    """Return whether both databases take these words: no NUL, no half of a surrogate pair."""
    return "\0" not in words and not any("\ud800" <= letter <= "\udfff" for letter in words)


def facts_as_json(facts: Mapping[str, Any]) -> str:
    """Return a failure's facts as JSON in ASCII; never raise, because a release must not fail.

    ASCII, because a service's words may hold half a surrogate or a NUL, which no database takes.
    What JSON does not know is kept as its words, and what has none as the name of its type.
    """
    return json.dumps({name: _plain(fact) for name, fact in facts.items()})


def _plain(fact: Any) -> Any:
    try:
        return json.loads(json.dumps(fact, default=str))
    except Exception:  # noqa: BLE001 - any class may raise anything where it is put into words
        return type(fact).__name__
