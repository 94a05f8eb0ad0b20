"""What the stand-in for Gemini answers to do harm: floods, bombs, and words where none belong."""

from __future__ import annotations

import functools
import gzip
import json
from typing import Any

from tests.services.gemini_shapes import (
    Asked,
    Paint,
    Reply,
    Script,
    answer,
    as_json,
    error,
    inline,
)

BOMB = 70_000_000  # bytes unpacked, more than any answer may have; 68 KB of gzip
GZIPPED = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
JSON = {"Content-Type": "application/json; charset=unicode_escape"}  # nobody's business


def echo(asked: Asked) -> str:
    """Say what nobody may hear: the key, the prompt, an address, and a terminal's escapes."""
    return f"{asked.key} {asked.text}\n\x1b[31mSECRET\x1b[0m https://example.com/?{asked.key}"


def reply(status: int, *pieces: bytes, **headers: str) -> Script:
    """Return a script for these bytes."""
    return lambda *_: Reply(status, b"".join(pieces), JSON | headers)


@functools.cache
def bomb() -> bytes:
    """Return little that becomes much."""
    return gzip.compress(bytes(BOMB))


def gzipped(asked: Asked, paint: Paint) -> Reply:
    """Answer properly, in gzip."""
    whole = answer([{"text": "Here. " * 2000}, inline(paint(asked))], asked)
    return Reply(200, gzip.compress(whole.body), GZIPPED)


def cut_gzip(asked: Asked, paint: Paint) -> Reply:
    """End in the middle of the gzip, though not of the body."""
    whole = gzipped(asked, paint)
    return Reply(200, whole.body[:-20], GZIPPED)


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
    return reply(status, content.encode())


HOSTILE: dict[str, Script] = {
    "gzipped": gzipped,
    "cut_gzip": cut_gzip,
    "brotli": lambda *_: Reply(200, b"\x0b\x02\x80{}\x03", {"Content-Encoding": "br"}),
    "bomb": lambda *_: Reply(200, bomb(), GZIPPED),
    "bomb_503": lambda *_: Reply(503, bomb(), GZIPPED),
    "flood": lambda *_: Reply(200, bytes(65_536), {}, "flood"),
    "flood_400": lambda *_: Reply(400, b" " * 65_536, JSON, "flood"),
    "deep": reply(200, b'{"candidates":', b"[" * 100_000, b"]" * 100_000, b"}"),
    "deep_503": reply(503, b'{"error":{"details":', b"[" * 30_000, b"]" * 30_000, b"}}"),
    "deep_inside": reply(200, b'{"candidates":[],"x":', b"[" * 5000, b"]" * 5000, b"}"),
    "many_parts": reply(200, b'{"candidates":[{"content":{"parts":[', b"{}," * 300_000, b"{}]}}]}"),
    "too_many_parts": lambda asked, paint: answer([inline(paint(asked))] * 301, asked),
    "huge_number": reply(200, b'{"candidates":[],"x":', b"9" * 5000, b"}"),
    "no_number": reply(200, b'{"candidates":[],"x":NaN}'),
    "bad_utf8": reply(200, b'{"candidates":[{"content":{"parts":[{"text":"\xff"}]}}]}'),
    "bad_utf8_long": reply(
        200, b'{"candidates":[{"content":{"parts":[{"text":"\xff', b"x" * 9999, b'"}]}}]}'
    ),
    "failed_429": failed(429),
    "failed_503": failed(503),
    "failed_plainly": reply(200, b'{"error": "no"}'),
    "failed_oddly": failed("429"),
    "words_everywhere": words_everywhere,
    "words_in_block": functools.partial(words_in, "block"),
    "words_in_finish": functools.partial(words_in, "finish"),
    "words_in_error": words_in_error,
}
