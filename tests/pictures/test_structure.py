"""Files with more parts than a picture has are refused before anything decodes them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

import hostile
import pytest

from core.errors import InvalidImage
from core.faults import ImageFault
from core.pictures import structure, uploads
from core.pictures.decoder import Reply, Task
from core.pictures.decoder.pool import DecoderPool
from core.pictures.uploads import check_answer, check_reference


class NeverAsked(DecoderPool):
    """A decoder that no file of these tests may reach."""

    def __init__(self) -> None:
        super().__init__("none", places=1, cpu_s=1, deadline_s=1, memory_bytes=1, wait_s=0)

    def decode(self, task: Task, data: bytes) -> Reply:
        raise AssertionError("it was decoded")


# Each hostile file of almost 5 MB, and each one step over its limit.
TOO_MANY: dict[str, tuple[Callable[[], bytes], str]] = {
    "scans by one": (lambda: hostile.many_scans(structure.MAX_SCANS + 1), "scans"),
    "scans": (lambda: hostile.many_scans(100_000), "scans"),
    "segments of EXIF": (lambda: hostile.many_segments(440_000), "exif"),
    "segments": (lambda: hostile.many_segments(440_000, b"Other\0"), "segments"),
    "padding by one": (lambda: hostile.padded(structure.MAX_PADDING + 1), "padding"),
    "padding of FF": (lambda: hostile.padded(4_900_000), "padding"),
    "padding of 00": (lambda: hostile.padded(4_900_000, b"\0"), "padding"),
    "padding of restarts": (lambda: hostile.padded(2_400_000, b"\xff\xd0"), "padding"),
    "padding of stuffing": (lambda: hostile.padded(2_400_000, b"\xff\0"), "padding"),
    "padding and no scan": (lambda: b"\xff\xd8\xff\xe0\0\2" + b"\0" * 4_900_000, "padding"),
    "beginnings": (lambda: b"\xff\xd8" * 2_400_000, "segments"),
    "chunks": (lambda: hostile.png(64, 48, more=hostile.chunk(b"aaAa") * 400_000), "chunks"),
    "empty pixels": (lambda: hostile.png(64, 48, more=hostile.chunk(b"IDAT") * 400_000), "chunks"),
    "comment blocks": (lambda: hostile.many_blocks(2_400_000), "blocks"),
    "empty extensions": (lambda: hostile.in_gif(b"!\xfe\0" * 1_600_000), "blocks"),
    "junk in a GIF": (lambda: hostile.in_gif(b"\0" * 4_900_000), "padding"),
    "junk and no frame": (lambda: b"GIF89a" + b"\0" * 4_900_000, "padding"),
    "tiles": (lambda: b"\0\0\0\x14ftypavif\0\0\0\0avif" + b"infe" * 1_200_000, "items"),
}


@pytest.mark.parametrize("name", TOO_MANY)
@pytest.mark.parametrize("check", [check_reference, check_answer])
def test_too_many_parts(name: str, check: Callable[..., Any]) -> None:
    """A file of so many parts is refused without a decoder, in a moment, and says why."""
    make, part = TOO_MANY[name]
    data = make()
    assert len(data) <= uploads.UPLOAD_LIMITS.bytes
    began = time.thread_time()
    with pytest.raises(InvalidImage) as caught:
        check(data, NeverAsked())
    assert caught.value.reason == ImageFault.TOO_COMPLEX
    assert caught.value.facts["part"] == part
    assert time.thread_time() - began < 1  # measured: 0.1 s at most


@pytest.mark.parametrize(
    "data",
    [
        hostile.many_scans(structure.MAX_SCANS),
        hostile.many_segments(structure.MAX_SEGMENTS - 20, b"Other\0"),
        hostile.many_segments(structure.MAX_EXIF),
        hostile.padded(structure.MAX_PADDING),
        hostile.png(64, 48, more=hostile.chunk(b"aaAa") * (structure.MAX_PARTS - 2)),
        hostile.many_blocks(structure.MAX_PARTS - 1),
        hostile.jpeg() + b"\xff\xda\0\2" * 1000,
    ],
    ids=["scans", "segments", "exif", "padding", "chunks", "blocks", "behind the end"],
)
def test_up_to_the_limit(data: bytes) -> None:
    """A file that keeps each limit is taken; what stands behind a JPEG's end is not looked at."""
    assert check_reference(data).width == 64


def test_scans_are_not_hidden_by_an_end_before_them() -> None:
    """An end marker before the first scan, over which Pillow reads, does not stop the count."""
    data = hostile.many_scans(1000)
    with pytest.raises(InvalidImage):
        structure.check("JPEG", data[:2] + b"\xff\xd9" + data[2:])


def test_broken_files_are_left_to_the_decoder() -> None:
    """Whatever stands behind the first bytes, a walk ends, and raises nothing but its refusal."""
    dice = random.Random("structure")
    starts = {
        "JPEG": hostile.jpeg(),
        "PNG": hostile.png(8, 8),
        "GIF": hostile.many_blocks(3),
        "AVIF": b"\0\0\0\x14ftypavif",
        "WEBP": b"RIFF",
    }
    for kind, start in starts.items():
        for _ in range(300):
            body = bytearray(start[: dice.randrange(len(start)) + 1])
            body[dice.randrange(len(body))] = dice.randrange(256)
            structure.check(kind, bytes(body) + dice.randbytes(dice.randrange(64)))
