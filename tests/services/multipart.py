"""Read a body of `multipart/form-data`, as strictly as a service does."""

from __future__ import annotations

import re
from typing import NamedTuple

_FORM = re.compile(r'multipart/form-data;\s*boundary="?([^";\s]{1,70})"?', re.IGNORECASE)
_NAME = re.compile(r';\s*name="([^"]+)"')
_FILENAME = re.compile(r';\s*filename="([^"]+)"')
_TYPE = re.compile(r"^content-type:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Part(NamedTuple):
    """One field: its name, its bytes, and of a file its name and type, "" otherwise."""

    name: str
    data: bytes
    filename: str = ""
    mime: str = ""


def parts_of(content_type: str, body: bytes) -> list[Part] | None:
    """Return the fields in their order; None for what is no whole form with a boundary."""
    form = _FORM.fullmatch(content_type)
    if form is None:
        return None
    first, *pieces = (b"\r\n" + body).split(b"\r\n--" + form[1].encode())
    if first or not pieces or pieces.pop().strip() != b"--":
        return None
    parts = [_part(piece) for piece in pieces]
    return [part for part in parts if part] if all(parts) else None


def _part(piece: bytes) -> Part | None:
    head, found, data = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    words = head.decode("utf-8", "replace")
    name, filename, mime = (each.search(words) for each in (_NAME, _FILENAME, _TYPE))
    if not found or not name:
        return None
    return Part(name[1], data, filename[1] if filename else "", mime[1] if mime else "")
