"""Addresses that only this app can have made, and that end by themselves.

One ends at a full hour, one to two hours ahead: an address that moved with the clock would be a new
one on each rerun, and the browser would fetch every picture again.
"""

from __future__ import annotations

import hmac
import json

_HOUR_S = 3600


def end_of(now_ms: int) -> str:
    """Return the instant at which an address made now ends, in seconds since 1970."""
    return str((now_ms // 1000 // _HOUR_S + 2) * _HOUR_S)


def sign(secret: bytes, *words: str) -> str:
    """Return the signature of some words; as JSON, so that no word can hold the next one."""
    return hmac.digest(secret, json.dumps(words).encode(), "sha256").hex()


def is_valid(secret: bytes, *words: str, until: str, signature: str, now_ms: int) -> bool:
    """Return whether `sign` signed these words and their end, and that is still to come.

    All of them come from the network and may be anything.
    """
    if not signature.isascii():  # what can't be compared
        return False
    if not hmac.compare_digest(sign(secret, *words, until), signature):
        return False
    return now_ms < int(until) * 1000  # a number, because we have signed it
