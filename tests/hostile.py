"""Files that keep every simple limit and were made to hurt whoever decodes them."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO

from PIL import Image


def jpeg(width: int = 64, height: int = 48, **options: object) -> bytes:
    """Return an honest grey JPEG."""
    return _saved(Image.new("L", (width, height), 90), "JPEG", **options)


def many_scans(scans: int, width: int = 64, height: int = 48) -> bytes:
    """Return a progressive JPEG whose last scan comes again and again."""
    honest = jpeg(width, height, progressive=True)
    starts = [found.start() for found in re.finditer(rb"\xff\xda", honest)]
    last = honest[starts[-1] : -2]
    return honest[:-2] + last * (scans - len(starts)) + honest[-2:]


def many_segments(count: int, body: bytes = b"Exif\0\0") -> bytes:
    """Return a JPEG with so many segments of metadata."""
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    honest = jpeg()
    return honest[:2] + segment * count + honest[2:]


def padded(count: int, fill: bytes = b"\xff") -> bytes:
    """Return a JPEG with so many bytes of nothing between two segments."""
    honest = jpeg()
    return honest[:20] + fill * count + honest[20:]


def odd_exif(tags: int) -> bytes:
    """Return a JPEG whose EXIF has so many tags that Pillow warns of."""
    entry = struct.pack(">HHLL", 0x9000, 2, 4_000_000, 0xFFFFFF)
    body = b"MM\0*\0\0\0\x08" + struct.pack(">H", tags) + entry * tags + b"\0" * 4
    return many_segments(1, b"Exif\0\0" + body)


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, more: bytes = b"") -> bytes:
    """Return a black PNG; `more` stands before its pixels."""
    samples = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    packer, row = zlib.compressobj(1), bytes(1 + width * samples * depth // 8)
    rows = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header) + more + chunk(b"IDAT", rows) + chunk(b"IEND")
    return b"\x89PNG\r\n\x1a\n" + parts


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    """Return one chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def many_blocks(count: int) -> bytes:
    """Return a GIF with a comment in so many blocks of one byte."""
    return in_gif(b"!\xfe" + b"\1c" * count + b"\0")


def in_gif(more: bytes) -> bytes:
    """Return a GIF with something before its first frame."""
    honest = _saved(Image.new("P", (64, 48), 1), "GIF")
    at = 13 + (6 << (honest[10] & 7))
    return honest[:at] + more + honest[at:]


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def webp(width: int, height: int) -> bytes:
    """Return a transparent WebP of one colour: a few dozen bytes, whatever its size."""
    image = Image.new("RGBA", (width, height), (1, 2, 3, 4))
    return _saved(image, "WEBP", lossless=True, method=0)
