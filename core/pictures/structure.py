"""Files that would keep a decoder busy for their structure alone, found without decoding.

Each walk steps from part to part, or lets a regular expression search: none looks at each byte in
Python, and all stop at their limit, so that a refusal costs milliseconds. What is wrong with a file
otherwise is not said here: a walk that loses its way leaves that to the decoder.
Numbers with a unit were measured with Pillow 13.0 on files of 5 MB.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from struct import Struct

from core.errors import InvalidImage
from core.faults import ImageFault

MAX_SCANS = 100  # each goes over all pixels: 19 ms at 25 MP. Encoders write 10, jpegtran at most 64
MAX_SEGMENTS = 1000  # 440,000 cost 3.6 s; 40 MB of metadata in segments of 64 KB are 610
MAX_EXIF = 100  # of the segments: Pillow copies what it has for each one. Cameras write one
MAX_PADDING = 65_536  # bytes between segments: 5 MB of them cost 2.9 s, a byte at a time
MAX_PARTS = 20_000  # chunks of a PNG, blocks of a GIF: libpng writes 8 KB each, 4,900 in 40 MB
MAX_ITEMS = 1000  # of an AVIF: 25 MP in tiles of 512 px are 96

_MARKER = re.compile(rb"\xff[^\0\xff\xd0-\xd7]")  # neither stuffing, padding nor a restart
_START, _END, _SCAN, _METADATA, _TEMPORARY = 0xD8, 0xD9, 0xDA, 0xE1, 0x01
_BLOCK = re.compile(rb"[!,;]")
_UINT16, _UINT32 = Struct(">H"), Struct(">I")


def check(kind: str, data: bytes) -> None:
    """Raise `InvalidImage` too_complex, with `part`, `limit`, for more parts than a picture has."""
    if walk := _WALKS.get(kind):
        walk(data)


def _bound(part: str, count: int, limit: int) -> None:
    if count > limit:
        raise InvalidImage(ImageFault.TOO_COMPLEX, part=part, limit=limit)


def _jpeg(data: bytes) -> None:
    """Count segments, scans, and what stands between the segments before the first scan."""
    at = segments = exif = scans = padding = 0
    while found := _MARKER.search(data, at):
        marker = data[found.end() - 1]
        if not scans:
            padding += found.start() - at
        elif marker == _END:  # a decoder stops here; before any scan Pillow reads on
            return
        segments += 1
        scans += marker == _SCAN
        exif += marker == _METADATA and data.startswith(b"Exif\0", found.end() + 2)
        _bound("padding", padding, MAX_PADDING)
        _bound("segments", segments - scans, MAX_SEGMENTS)
        _bound("exif", exif, MAX_EXIF)
        _bound("scans", scans, MAX_SCANS)
        at = found.end()
        if marker not in {_START, _END, _TEMPORARY}:
            at += max(2, _number(_UINT16, data, at))
    if not scans:
        _bound("padding", len(data) - at, MAX_PADDING)


def _png(data: bytes) -> None:
    at, chunks = 8, 0
    while at < len(data) and data[at + 4 : at + 8] != b"IEND":
        chunks += 1
        _bound("chunks", chunks, MAX_PARTS)
        at += 12 + _number(_UINT32, data, at)


def _gif(data: bytes) -> None:
    """Count the blocks of what stands before the first frame."""
    at, blocks = 13, 0
    if len(data) > at and data[10] & 0x80:
        at += 6 << (data[10] & 7)  # the palette
    while (found := _BLOCK.search(data, at)) and found[0] == b"!":
        _bound("padding", found.start() - at, MAX_PADDING)
        at = found.end() + 1
        while at < len(data) and data[at]:
            at += 1 + data[at]
            blocks += 1
            _bound("blocks", blocks, MAX_PARTS)
        at += 1
        blocks += 1
        _bound("blocks", blocks, MAX_PARTS)
    _bound("padding", (found.start() if found else len(data)) - at, MAX_PADDING)


def _avif(data: bytes) -> None:
    """Count the items, each of which may be a tile with a decoder of its own."""
    _bound("items", data.count(b"infe"), MAX_ITEMS)


def _number(form: Struct, data: bytes, at: int) -> int:
    """Return a number of the file; past its end, one that ends the walk."""
    return int(form.unpack_from(data, at)[0]) if at + form.size <= len(data) else len(data)


# WebP's parts are read by its own library, in C: 200,000 frames in 5 MB cost 20 ms.
_WALKS: dict[str, Callable[[bytes], None]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "GIF": _gif,
    "AVIF": _avif,
}
