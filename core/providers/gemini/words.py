"""Make a service's own words fit to show: short, plain, without addresses and keys."""

from __future__ import annotations

import re
from collections.abc import Callable

MAX_WORDS = 300  # characters

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_KEY = re.compile(r"AIza[\w-]{20,}|AQ\.[\w-]{20,}")  # Google's keys, ours or anybody's
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|title)\b", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f]+")


def readable(text: object, hide: Callable[[str], str], limit: int = MAX_WORDS) -> str:
    """Return one line of plain words; "" for what was no message, such as an HTML page."""
    if not isinstance(text, str) or _MARKUP.search(text):
        return ""
    plain = _KEY.sub("…", _ADDRESS.sub("…", hide(text)))
    plain = _UNPRINTABLE.sub(" ", plain).strip()
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
