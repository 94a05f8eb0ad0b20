"""Read from a picture's first bytes how large it is, without decoding it."""

from __future__ import annotations

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
# The markers of JPEG that begin a frame, and so say its size.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def sides_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height in px of a JPEG or PNG; None where they cannot be found."""
    if data.startswith(PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return _jpeg_sides(data) if data.startswith(JPEG) else None


def _jpeg_sides(data: bytes) -> tuple[int, int] | None:
    at = len(JPEG)
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in FRAMES:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return int.from_bytes(width), int.from_bytes(height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
