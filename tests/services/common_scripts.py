"""What a stand-in of any protocol can be told to do: the same names mean the same everywhere.

Each protocol brings its proper answer and the shape of its errors; what it alone can say stands in
its own table, and wins where both have a name.
"""

from __future__ import annotations

import functools
import gzip
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

from tests.services.replies import Asked, Paint, Reply, Script

BOMB = 70_000_000  # bytes unpacked, more than any answer may have; 68 KB of gzip
GZIPPED = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
JSON = {"Content-Type": "application/json; charset=unicode_escape"}  # nobody's business
WIRES = ("hang", "drip", "reset", "truncated", "redirect")
STATUSES = {
    "bad_request": (400, "Request contains an invalid argument."),
    "unauthenticated": (401, "Request had invalid credentials."),
    "no_credits": (402, "Your prepaid credits are used up."),
    "forbidden": (403, "You may not use this."),
    "not_found": (404, "This model is no longer available."),
    "request_timeout": (408, "The request took too long."),
    "not_processed": (422, "The request can't be processed."),
    "unknown_status": (418, "I'm a teapot."),
    "too_large": (413, "Request payload size exceeds the limit."),
    "rate_limited_plainly": (429, "Too many requests."),
    "client_closed": (499, "The operation was cancelled."),
    "internal": (500, "An internal error has occurred."),
    "unavailable": (503, "The model is overloaded. Please try again later."),
    "gateway_timeout": (504, "Deadline expired."),
}

Refuse = Callable[..., Script]  # of a status, words, and headers with _ for -: the error's script


def common(good: Script, refuse: Refuse) -> dict[str, Script]:
    """Return the scripts that mean the same for every protocol, by name."""
    return {
        **{name: refuse(*said) for name, said in STATUSES.items()},
        **{kind: wire(good, kind) for kind in WIRES},
        "retry_after": refuse(429, "Slow down.", Retry_After="2"),
        "retry_after_long": refuse(429, "Slow down.", Retry_After="600"),
        "retry_at": functools.partial(_in_five_seconds, refuse),
        "bad_gateway": page(502),
        "odd_server_error": page(520),
        "latin1_error": body("{'Überlastet'}".encode("latin-1"), 500),
        "not_json": body(b"<p>Welcome to the airport wifi</p>"),
        "not_text": body(b"\xff\xfe\x00\x9d" * 8),
        "wrong_shape": body(b"[1, 2]"),
        "empty_body": body(b""),
        "deep": body(b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        "huge_number": body(b'{"x":' + b"9" * 5000 + b"}"),
        "no_number": body(b'{"x":NaN}'),
        "bad_utf8": body(b'{"x":"\xff"}'),
        "gzipped": functools.partial(_gzipped, good),
        "cut_gzip": functools.partial(_cut_gzip, good),
        "bad_gzip": lambda *_: Reply(200, b"not gzip", {"Content-Encoding": "gzip"}),
        "brotli": lambda *_: Reply(200, b"\x0b\x02\x80{}\x03", {"Content-Encoding": "br"}),
        "bomb": lambda *_: Reply(200, bomb(), GZIPPED),
        "bomb_503": lambda *_: Reply(503, bomb(), GZIPPED),
        "flood": lambda *_: Reply(200, bytes(65_536), {}, "flood"),
        "flood_400": lambda *_: Reply(400, b" " * 65_536, JSON, "flood"),
        "echo_key": functools.partial(_words, refuse, key_echoed),
        "odd_alphabet": functools.partial(_words, refuse, in_odd_letters),
        "words_in_error": functools.partial(_words, refuse, echo),
    }


def echo(asked: Asked) -> str:
    """Say what nobody may hear: the key, the prompt, an address, and a terminal's escapes."""
    return f"{asked.key} {asked.text}\n\x1b[31mSECRET\x1b[0m https://example.com/?{asked.key}"


def key_echoed(asked: Asked) -> str:
    """Repeat the key, plainly and in an address, as a careless service might."""
    return f"Cannot use {asked.key}, see https://example.com/?key={asked.key} or AIza{'x' * 35}"


def in_odd_letters(asked: Asked) -> str:
    """Repeat the key in full-width letters, and once more with an invisible one in between."""
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in asked.key)
    apart = "\u200b".join(asked.key)
    return f"Cannot use {wide} nor {apart}."


def body(content: bytes, status: int = 200) -> Script:
    """Return a script for these bytes."""
    return lambda *_: Reply(status, content, JSON)


def page(status: int) -> Script:
    """Return a script for the HTML error page of a gateway."""
    html = f"<!DOCTYPE html><html><title>Error {status}</title><p>That's an error.</html>"
    return lambda *_: Reply(status, html.encode(), {"Content-Type": "text/html"})


def wire(good: Script, kind: str) -> Script:
    """Return a script for a proper answer on a connection that misbehaves."""

    def script(asked: Asked, paint: Paint) -> Reply:
        whole = good(asked, paint)
        return Reply(whole.status, whole.body, whole.headers, kind)

    return script


@functools.cache
def bomb() -> bytes:
    """Return little that becomes much."""
    return gzip.compress(bytes(BOMB))


def _gzipped(good: Script, asked: Asked, paint: Paint) -> Reply:
    return Reply(200, gzip.compress(good(asked, paint).body), GZIPPED)


def _cut_gzip(good: Script, asked: Asked, paint: Paint) -> Reply:
    """End in the middle of the gzip, though not of the body."""
    return Reply(200, _gzipped(good, asked, paint).body[:-20], GZIPPED)


def _in_five_seconds(refuse: Refuse, asked: Asked, paint: Paint) -> Reply:
    """Name the time of the next try as a date."""
    date = formatdate(time.time() + 5, usegmt=True)
    return refuse(429, "Slow down.", Retry_After=date)(asked, paint)


def _words(refuse: Refuse, said: Callable[[Any], str], asked: Asked, paint: Paint) -> Reply:
    return refuse(400, said(asked))(asked, paint)
