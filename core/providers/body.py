"""Take an answer's JSON apart within limits, and without holding up those who wait beside it.

A picture is one string of some 30 MB, and `json.loads` holds Python's lock until it has read the
whole of it, in whatever thread. So long strings are cut out first, by finding their ends, and only
what is left of the answer is parsed: little, or it is no answer of ours. A string that was cut out
is decoded where it is needed, in steps. Everything here runs in a thread.
"""

from __future__ import annotations

import binascii
import codecs
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

LONG = 4096  # bytes; a longer string is cut out: a picture, a signature, a whole essay
MAX_REST = 262_144  # bytes of an answer without its long strings: parsed in under 20 ms
MAX_WORDS = 40_000  # bytes of a long string that are read as words
MAX_ESCAPED = 100_000  # quotes within all strings; each costs a step in Python
LONGEST_ESCAPE = 6  # characters: \u4e00
STEP = 1_048_576  # bytes of base64 at a time, about 2 ms
_MARK = "long"  # {"long": 3} stands for the fourth string that was cut out
_OTHER_ALPHABET = bytes.maketrans(b"-_", b"+/")
# Letters of base64 that a JSON writer may write so.
_ESCAPED = ((rb"\/", b"/"), (rb"\u003d", b"="), (rb"\u002b", b"+"), (rb"\u002f", b"/"))


class Unreadable(ValueError):
    """What came is not an answer in its published form."""


@dataclass(frozen=True)
class Long:
    """A string of an answer that was cut out: where it stands in the body, without its quotes."""

    body: bytes = field(repr=False)
    start: int
    end: int


def parse(body: bytes) -> Any:
    """Return the JSON with each long string as a `Long`; raise `Unreadable` for what is none.

    Nested too deep, too much beside the long strings, and bad UTF-8 are that, too.
    """
    long: list[Long] = []
    rest = bytearray()
    for piece in _pieces(body):
        if isinstance(piece, Long):
            rest += b'{"%s":%d}' % (_MARK.encode(), len(long))
            long.append(piece)
        else:
            rest += piece
        if len(rest) > MAX_REST:
            raise Unreadable("too much beside pictures")

    def resolve(found: dict[str, Any]) -> Any:
        return long[found[_MARK]] if found.keys() == {_MARK} else found

    try:
        return json.loads(rest.decode("utf-8-sig"), object_hook=resolve, parse_constant=_refuse)
    # Nested too deep; no JSON, no UTF-8, a number of 5,000 digits; a mark that is not ours.
    except (RecursionError, ValueError, LookupError, TypeError):
        raise Unreadable("not an answer") from None


def words(value: Any) -> str:
    """Return the beginning of a string; "" for what is none. Raise `Unreadable` for bad letters."""
    if not isinstance(value, Long):
        return value if isinstance(value, str) else ""
    beginning = value.body[value.start : min(value.end, value.start + MAX_WORDS)]
    for half in range(LONGEST_ESCAPE):  # an escape that is cut in two is no error, either
        with suppress(ValueError):
            text, _ = codecs.utf_8_decode(beginning)  # a letter that is cut in two is no error
            return str(json.loads(f'"{text[: len(text) - half]}"', strict=False))
    raise Unreadable("no words")


def decoded(value: Any) -> bytes:
    """Return what a string of base64 stands for; raise `Unreadable` for anything else.

    Both alphabets are taken, and a missing end as well: the SDK took them, too.
    """
    raw = value
    if isinstance(value, str):
        text = value.encode("utf-8", "replace")
        raw = Long(text, 0, len(text))
    if not isinstance(raw, Long):
        raise Unreadable("no base64")
    out, left, is_over = bytearray(), b"", False
    for step in _steps(raw):
        if is_over:
            raise Unreadable("base64 after its end")
        text = left + step.translate(_OTHER_ALPHABET)
        whole = len(text) - len(text) % 4
        out += _bytes(text[:whole])
        left, is_over = text[whole:], text[:whole].endswith(b"=")
    if is_over and left:
        raise Unreadable("base64 after its end")
    out += _bytes(left + b"=" * (-len(left) % 4))
    return bytes(out)


def table(value: Any) -> dict[str, Any]:
    """Return a table, {} for none; raise `Unreadable` for anything else."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable("no table")
    return value


def rows(value: Any) -> list[Any]:
    """Return a list, [] for none; raise `Unreadable` for anything else."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable("no list")
    return value


def _steps(raw: Long) -> Iterator[bytes]:
    """Yield the string piece by piece, without JSON's escapes, none of them cut in two."""
    at = raw.start
    while at < raw.end:
        end = min(at + STEP, raw.end)
        if end < raw.end and (half := raw.body.rfind(b"\\", end - LONGEST_ESCAPE, end)) >= 0:
            end = half
        step = raw.body[at:end]
        if b"\\" in step:
            for escaped, letter in _ESCAPED:
                step = step.replace(escaped, letter)
        yield step
        at = end


def _bytes(base64: bytes) -> bytes:
    try:
        return binascii.a2b_base64(base64, strict_mode=True)
    except ValueError:
        raise Unreadable("no base64") from None


def _pieces(body: bytes) -> Iterator[memoryview | Long]:
    """Yield the body piece by piece, each long string apart, without its quotes."""
    view, at, escaped = memoryview(body), 0, 0
    while (opening := body.find(b'"', at)) >= 0:
        closing, more = _end_of_string(body, opening + 1, MAX_ESCAPED - escaped)
        escaped += more
        if closing - opening > LONG:
            yield view[at:opening]
            yield Long(body, opening + 1, closing)
        else:
            yield view[at : closing + 1]
        at = closing + 1
    yield view[at:]


def _end_of_string(body: bytes, start: int, most: int) -> tuple[int, int]:
    """Return where the first quote stands that no backslash escapes, and how many one does.

    Raise `Unreadable` for more escaped ones than `most`.
    """
    at = start
    for escaped in range(most + 1):
        if (quote := body.find(b'"', at)) < 0:
            break
        if quote == at or body[quote - 1 : quote] != b"\\":  # the usual one, without a copy
            return quote, escaped
        before = body[at:quote]
        if (len(before) - len(before.rstrip(b"\\"))) % 2 == 0:
            return quote, escaped
        at = quote + 1
    raise Unreadable("a string without an end")


def _refuse(constant: str) -> None:
    raise Unreadable(constant)  # NaN and the like are Python's, not JSON's
