"""Bytes in, checked picture out: the front door for every picture.

The order of the checks is what keeps a hostile file cheap; each step may trust the one before:

    byte cap → magic → number of parts (`structure`) → a decoder's process (`decoder`):
    size from the header → load frame 0 → small, upright, 8 bits, sRGB, over white → fresh JPEG

The file name and the browser's MIME type are never looked at (OWASP File Upload cheat sheet).
Numbers with a unit were measured with Pillow 13.0.
"""

from __future__ import annotations

import atexit
import re
from dataclasses import dataclass, field
from hashlib import sha256

from core.errors import DecoderFailed, InvalidImage
from core.faults import DecoderFault, ImageFault
from core.pictures import structure
from core.pictures.decoder import Mark, Reply, Task, Verdict
from core.pictures.decoder.pool import DecoderPool


@dataclass(frozen=True)
class Limits:
    """Bound a file in bytes, and its first frame in pixels (width times height)."""

    bytes: int
    pixels: int


UPLOAD_LIMITS = Limits(5_000_000, 25_000_000)
ANSWER_LIMITS = Limits(40_000_000, 50_000_000)
MAX_SIDE = 16_384  # px: decoders pay for each row too, 739 MiB for 1 × 25,000,000 px of 16 bits

REFERENCE_SIDE = 2048  # px; no service looks at more, and a 12 MP photo gets ten times smaller
THUMBNAIL_SIDE = 320  # px: a card of the gallery's grid at twice the density of a plain screen
THUMBNAIL_QUALITY = 82  # JPEG: below it edges begin to show, above it files only grow
BLIND_SIDE = 1024  # px: the same box for whatever any service makes
BLIND_QUALITY = 90  # JPEG
COPY_QUALITY = 92  # the letters of a mark keep their edges; 1024 × 1024 px are 0.3 MB
REFERENCE_QUALITY = 90  # JPEG: encoded in 13 ms, where PNG takes 25 to 40 times as long

# Strangers' files and paid answers never share a place. The slowest upload that keeps all limits
# takes 2 s of processor time and 0.5 GB, an answer twice that; several times as much is no picture.
UPLOADS = DecoderPool(
    "uploads", places=2, cpu_s=10, deadline_s=30.0, memory_bytes=2**30, wait_s=10.0
)
ANSWERS = DecoderPool(
    "answers", places=2, cpu_s=20, deadline_s=60.0, memory_bytes=2**31, wait_s=None
)
# A copy that somebody downloads takes no place from either; so many at once only wait.
COPIES = DecoderPool("copies", places=1, cpu_s=20, deadline_s=60.0, memory_bytes=2**31, wait_s=30.0)
# Nor does what voters look at, who wait for nobody's download.
BLIND = DecoderPool("blind", places=1, cpu_s=20, deadline_s=60.0, memory_bytes=2**31, wait_s=30.0)
atexit.register(UPLOADS.close)
atexit.register(ANSWERS.close)
atexit.register(COPIES.close)
atexit.register(BLIND.close)

MIMES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "GIF": "image/gif",
}
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/gif": ".gif",
}
MIME_OF_SUFFIX = {suffix: mime for mime, suffix in SUFFIXES.items()}

_TAKEN = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "WEBP": re.compile(rb"(?s)RIFF.{4}WEBP"),
    "GIF": re.compile(rb"GIF8[79]a"),
}
# Told apart only to name them in the refusal; none of their decoders is ever reached.
_REFUSED = {
    "SVG": re.compile(
        rb"(?is)(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|!--|!doctype svg).{0,4000})?<svg[\s>]"
    ),
    "TIFF": re.compile(rb"II[\x2a\x2b]\0|MM\0[\x2a\x2b]"),
    "BMP": re.compile(rb"(?s)BM.{4}\0{4}"),
    "ICO": re.compile(rb"\0\0\x01\0[^\0]\0"),
    "PSD": re.compile(rb"8BPS"),
    "JPEG XL": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "),
    "JPEG 2000": re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    "PDF": re.compile(rb"%PDF-"),
}
_SNIFFED_BYTES = 4_200  # all that a pattern above may look at
_AVIF_BRANDS = {b"avif", b"avis"}
_HEVC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_CONTAINER_BRANDS = {b"mif1", b"msf1"}  # HEIC's and AVIF's; without an AVIF brand it is an iPhone's


@dataclass(frozen=True)
class Picture:
    """Hold a checked picture; width and height are px as seen, name is its SHA-256 and suffix."""

    data: bytes = field(repr=False)  # a log line must never carry a picture
    mime: str
    width: int
    height: int
    name: str
    thumbnail: bytes = field(default=b"", repr=False)

    @property
    def suffix(self) -> str:
        """Return the file suffix that belongs to the MIME type, with its dot."""
        return SUFFIXES[self.mime]


def check_reference(data: bytes, decoders: DecoderPool = UPLOADS) -> Picture:
    """Turn an upload into a small clean JPEG that shows the same and carries nothing else.

    Of animations the first frame is taken. Raises `InvalidImage` with an `ImageFault` and:
    too_large: `limit_bytes`, `size_bytes`; too_many_pixels: `limit_pixels`, `pixels`;
    side_too_long: `limit_side`, `side`; unsupported: `format`; too_complex for what takes more
    time or memory than any picture, or kills its decoder; busy when no decoder was free for 10 s.
    Raises `DecoderFailed` unavailable when none can be started.
    """
    kind = recognise(data, UPLOAD_LIMITS)
    try:
        reply = _decoded(kind, data, UPLOAD_LIMITS, REFERENCE_SIDE, REFERENCE_QUALITY, decoders)
    except DecoderFailed as error:
        if error.reason == DecoderFault.UNAVAILABLE:
            raise
        busy = error.reason == DecoderFault.BUSY
        raise InvalidImage(ImageFault.BUSY if busy else ImageFault.TOO_COMPLEX) from error
    return _picture(reply.small, "image/jpeg", reply.small_width, reply.small_height)


def check_answer(data: bytes, decoders: DecoderPool = ANSWERS) -> Picture:
    """Check what a picture service answered, down to the last pixel, and keep its bytes unchanged.

    Raises `InvalidImage` as `check_reference` does, under wider limits. Raises `DecoderFailed`
    when the decoder fails and not the picture, which may then be whole: nobody throws it away.
    """
    kind = recognise(data, ANSWER_LIMITS)
    # The thumbnail is made while the pixels are there: decoding a large PNG again takes 30 ms.
    reply = _decoded(kind, data, ANSWER_LIMITS, THUMBNAIL_SIDE, THUMBNAIL_QUALITY, decoders)
    return _picture(data, MIMES[kind], reply.width, reply.height, reply.small)


def marked_copy(original: bytes, mark: Mark, decoders: DecoderPool = COPIES) -> bytes:
    """Return a stored original as a JPEG of its size, upright, over white, with words in a corner.

    Raise as `check_answer` does.
    """
    kind = recognise(original, ANSWER_LIMITS)
    return _decoded(kind, original, ANSWER_LIMITS, MAX_SIDE, COPY_QUALITY, decoders, mark).small


def blind_copy(original: bytes, decoders: DecoderPool = BLIND) -> bytes:
    """Return a stored original as what a voter may see: its pixels, and nothing else of it.

    A JPEG within BLIND_SIDE × BLIND_SIDE px, never enlarged, whatever the original is. Raise as
    `check_answer` does.
    """
    kind = recognise(original, ANSWER_LIMITS)
    return _decoded(kind, original, ANSWER_LIMITS, BLIND_SIDE, BLIND_QUALITY, decoders).small


def _picture(data: bytes, mime: str, width: int, height: int, thumbnail: bytes = b"") -> Picture:
    name = sha256(data).hexdigest() + SUFFIXES[mime]
    return Picture(data, mime, width, height, name, thumbnail)


def _decoded(
    kind: str,
    data: bytes,
    limits: Limits,
    side: int,
    quality: int,
    decoders: DecoderPool,
    mark: Mark = Mark.NONE,
) -> Reply:
    structure.check(kind, data)
    task = Task(kind, limits.pixels, MAX_SIDE, side, quality, mark)
    reply = decoders.decode(task, data)
    match reply.verdict:
        case Verdict.TAKEN:
            return reply
        case Verdict.TOO_MANY_PIXELS:
            area = {"limit_pixels": limits.pixels, "pixels": reply.pixels}
            raise InvalidImage(ImageFault.TOO_MANY_PIXELS, **area)
        case Verdict.SIDE_TOO_LONG:
            side = max(reply.width, reply.height)
            raise InvalidImage(ImageFault.SIDE_TOO_LONG, limit_side=MAX_SIDE, side=side)
        case _:
            raise InvalidImage(ImageFault.DAMAGED)


def recognise(data: bytes, limits: Limits) -> str:
    """Return Pillow's name for the format that the first bytes show.

    Raises `InvalidImage`: empty, too_large, unsupported, heic, not_an_image.
    """
    if not data:
        raise InvalidImage(ImageFault.EMPTY)
    if len(data) > limits.bytes:
        raise InvalidImage(ImageFault.TOO_LARGE, limit_bytes=limits.bytes, size_bytes=len(data))
    brands = _brands(data)
    if brands & _AVIF_BRANDS and not brands & _HEVC_BRANDS:
        return "AVIF"
    if brands & (_HEVC_BRANDS | _CONTAINER_BRANDS):
        raise InvalidImage(ImageFault.HEIC)
    if taken := _matching(_TAKEN, data):
        return taken
    if refused := _matching(_REFUSED, data):
        raise InvalidImage(ImageFault.UNSUPPORTED, format=refused)
    raise InvalidImage(ImageFault.NOT_AN_IMAGE)


def _matching(patterns: dict[str, re.Pattern[bytes]], data: bytes) -> str | None:
    head = data[:_SNIFFED_BYTES]
    return next((name for name, pattern in patterns.items() if pattern.match(head)), None)


def _brands(data: bytes) -> set[bytes]:
    """Return the brands in an ISO media file's first box: the major one and the compatible ones."""
    if data[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(data[:4], "big"), len(data), 256)
    return {data[8:12]} | {data[at : at + 4] for at in range(16, end, 4)}
