"""Read Gemini's token counts, and say them the way that every service's are said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.providers import body
from core.providers.contract import Usage, counted
from core.providers.gemini.fields import pick

# What the service counts, by its own name and by the one that we keep it under.
COUNTERS = {
    "promptTokenCount": "prompt_token_count",
    "candidatesTokenCount": "candidates_token_count",
    "thoughtsTokenCount": "thoughts_token_count",
    "toolUsePromptTokenCount": "tool_use_prompt_token_count",
    "cachedContentTokenCount": "cached_content_token_count",
    "totalTokenCount": "total_token_count",
}
TEXTS, PICTURE = ("TEXT", "MODALITY_UNSPECIFIED"), "IMAGE"
MAX_DETAILS = 20  # rows: there is one for each modality


def read(metadata: Any) -> Usage | None:
    """Return the counts of `usageMetadata`; None where the service gave none."""
    if metadata is None:
        return None
    table = body.table(metadata)
    found = {kept: counted(pick(table, name)) for name, kept in COUNTERS.items()}
    raw = {name: count for name, count in found.items() if count is not None}
    text_in, picture_in = _split(pick(table, "promptTokensDetails"), raw.get("prompt_token_count"))
    text_out, picture_out = _split(
        pick(table, "candidatesTokensDetails"), raw.get("candidates_token_count")
    )
    thinking = raw.get("thoughts_token_count")
    return Usage(text_in, picture_in, text_out, picture_out, thinking, raw)


def of_words(usage: Usage | None) -> Usage | None:
    """Return the counts of a call that has words alone: what is not told apart is text."""
    if usage is None:
        return None
    text_in, text_out = (usage.raw.get(name) for name in list(COUNTERS.values())[:2])
    return replace(usage, text_in=text_in, picture_in=0, text_out=text_out, picture_out=0)


def _split(details: Any, total: int | None) -> tuple[int | None, int | None]:
    """Return how many tokens were text and how many picture; None for both if that is not said.

    Nor is it where there is something else, or where the parts are not the whole.
    """
    if not isinstance(details, list):
        return None, None
    text = picture = 0
    for row in details[:MAX_DETAILS]:
        modality = pick(row, "modality") if isinstance(row, dict) else None
        count = counted(pick(row, "tokenCount")) if modality in (*TEXTS, PICTURE) else None
        if count is None:
            return None, None
        text, picture = (text, picture + count) if modality == PICTURE else (text + count, picture)
    return (text, picture) if text + picture == total else (None, None)
