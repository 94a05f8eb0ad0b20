"""Addresses that only this app can have made, and that end by themselves.

One ends at a full hour, one to two hours ahead; where people sign in at a full quarter, 15 to 30
minutes ahead, since it outlives a sign-out. An address that moved with the clock would be a new one
on each rerun, and the browser would fetch every picture again.
"""

from __future__ import annotations

import hmac
import json

HOUR_S = 3600
SIGNED_IN_S = 900


def period_s(*, sign_in: bool) -> int:
    """Return how long an address stays the same, in seconds."""
    return SIGNED_IN_S if sign_in else HOUR_S


def end_of(now_ms: int, period_s: int) -> str:
    """Return when an address made now ends: one to two periods ahead, in seconds since 1970."""
    return str((now_ms // 1000 // period_s + 2) * period_s)


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
