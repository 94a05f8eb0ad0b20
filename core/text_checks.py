"""Which words from outside can be an id or be seen, and which a database can keep."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# What nobody sees, as the inside of a pattern's [ ]: Unicode's Default_Ignorable_Code_Point, then
# what is drawn as a blank and is none by category (Braille, a note's head, Khitan's filler), and
# the marks of annotated text.
UNSEEN = (
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    r"\u2800\U0001d159\U00016fe4\ufff9-\ufffb"
)
_UNSEEN = re.compile(f"[{UNSEEN}]")


def is_id(words: str) -> bool:
    """Return whether words from an address can be an id."""
    return 1 <= len(words) <= 64 and words.isascii() and words.isprintable()


def is_storable(words: str) -> bool:
    """Return whether both databases take these words: no NUL, no half of a surrogate pair."""
    return "\0" not in words and not any("\ud800" <= letter <= "\udfff" for letter in words)


def visible(words: str) -> str:
    """Return words without the letters that nobody sees; blanks stay."""
    return _UNSEEN.sub("", words)


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
