"""Read the token counts of this protocol, and say them the way that every service's are said."""

from __future__ import annotations

from typing import Any

from core.providers import body
from core.providers.contract import Usage, counted

PICTURE_COUNTERS = ("input_tokens", "output_tokens", "total_tokens", "generated_images")
WORD_COUNTERS = ("prompt_tokens", "completion_tokens", "total_tokens")


def of_picture(usage: Any) -> Usage | None:
    """Return the counts of a call for a picture; None where the service gave none.

    What comes out is the picture, unless the details say otherwise; what goes in is told apart by
    the details alone.
    """
    if usage is None:
        return None
    table = body.table(usage)
    text_in, picture_in = _split(table, "input_tokens")
    text_out, picture_out = _split(table, "output_tokens")
    if table.get("output_tokens_details") is None:
        text_out, picture_out = None, counted(table.get("output_tokens"))
    return Usage(text_in, picture_in, text_out, picture_out, raw=_raw(table, PICTURE_COUNTERS))


def of_words(usage: Any) -> Usage | None:
    """Return the counts of a call for words; what was thought is no part of what is written."""
    if usage is None:
        return None
    table = body.table(usage)
    raw = _raw(table, WORD_COUNTERS)
    details = table.get("completion_tokens_details")
    thinking = counted(details.get("reasoning_tokens")) if isinstance(details, dict) else None
    written = raw.get("completion_tokens")
    if written is not None and thinking is not None:
        written = max(0, written - thinking)
    return Usage(raw.get("prompt_tokens"), 0, written, 0, thinking, raw)


def _raw(table: dict[str, Any], names: tuple[str, ...]) -> dict[str, int]:
    found = {name: counted(table.get(name)) for name in names}
    return {name: count for name, count in found.items() if count is not None}


def _split(table: dict[str, Any], name: str) -> tuple[int | None, int | None]:
    """Return how many tokens were text and how many picture; None for both if that is not said.

    Nor is it where the parts are not the whole.
    """
    details = table.get(f"{name}_details")
    if not isinstance(details, dict):
        return None, None
    text, picture = (counted(details.get(kind)) or 0 for kind in ("text_tokens", "image_tokens"))
    return (text, picture) if text + picture == counted(table.get(name)) else (None, None)
