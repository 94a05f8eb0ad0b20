"""What the stand-in for Gemini answers to do harm: floods, bombs, and words where none belong."""

from __future__ import annotations

import functools
import gzip
import json
from typing import Any

from tests.services.common_scripts import GZIPPED, body, echo
from tests.services.gemini_shapes import Asked, answer, error, inline
from tests.services.replies import Paint, Reply, Script, as_json


def gzipped(asked: Asked, paint: Paint) -> Reply:
    """Answer properly, in gzip."""
    whole = answer([{"text": "Here. " * 2000}, inline(paint(asked))], asked)
    return Reply(200, gzip.compress(whole.body), GZIPPED)


def words_everywhere(asked: Asked, paint: Paint) -> Reply:
    """Answer properly, with words in every string that is not the picture."""
    words = echo(asked)
    parts = [{"text": words}, inline(paint(asked), words)]
    candidate = {"content": {"role": words, "parts": parts}, "finishReason": words}
    return as_json(
        {
            "candidates": [candidate],
            "modelVersion": words,
            "displayName": words,
            "name": words,
            "responseId": words,
            "usageMetadata": {words: 1, "promptTokenCount": words, "totalTokenCount": 5},
        }
    )


def words_in(place: str, asked: Asked, _: Paint) -> Reply:
    """Refuse with words instead of a reason."""
    words = echo(asked)
    if place == "block":
        return as_json({"promptFeedback": {"blockReason": words, "blockReasonMessage": words}})
    return as_json({"candidates": [{"finishReason": words, "finishMessage": words}]})


def words_in_error(asked: Asked, paint: Paint) -> Reply:
    """Fail with words in every string of the error."""
    words = echo(asked)
    return error(400, words, words, {"@type": words, "reason": words, "retryDelay": words})(
        asked, paint
    )


def failed(code: Any, status: int = 200) -> Script:
    """Return a script for an error that comes with 200."""
    content = json.dumps({"error": {"code": code, "message": "No.", "status": "UNAVAILABLE"}})
    return body(content.encode(), status)


HOSTILE: dict[str, Script] = {
    "gzipped": gzipped,
    "deep": body(b'{"candidates":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "deep_503": body(b'{"error":{"details":' + b"[" * 30_000 + b"]" * 30_000 + b"}}", 503),
    "deep_inside": body(b'{"candidates":[],"x":' + b"[" * 5000 + b"]" * 5000 + b"}"),
    "many_parts": body(b'{"candidates":[{"content":{"parts":[' + b"{}," * 300_000 + b"{}]}}]}"),
    "too_many_parts": lambda asked, paint: answer([inline(paint(asked))] * 301, asked),
    "bad_utf8_long": body(
        b'{"candidates":[{"content":{"parts":[{"text":"\xff' + b"x" * 9999 + b'"}]}}]}'
    ),
    "failed_429": failed(429),
    "failed_503": failed(503),
    "failed_plainly": body(b'{"error": "no"}'),
    "failed_oddly": failed("429"),
    "words_everywhere": words_everywhere,
    "words_in_block": functools.partial(words_in, "block"),
    "words_in_finish": functools.partial(words_in, "finish"),
    "words_in_error": words_in_error,
}
