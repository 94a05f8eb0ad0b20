"""Bytes in, checked picture out: nothing else in the app decodes a picture.

The order of the checks is what keeps a hostile file cheap; each step may trust the one before:

    byte cap → magic → Image.open(that one format) → size from the header → load frame 0
    → upright, 8 bits, sRGB, over white → at most 2048 px → fresh image, re-encoded → named by hash

The file name and the browser's MIME type are never looked at (OWASP File Upload cheat sheet).
Numbers with a unit were measured with Pillow 13.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from threading import BoundedSemaphore

from PIL import ExifTags, Image, ImageCms

from core.errors import ImageFault, InvalidImage


@dataclass(frozen=True)
class Limits:
    """Bound a file in bytes, and its first frame in pixels (width times height)."""

    bytes: int
    pixels: int


UPLOAD_LIMITS = Limits(5_000_000, 25_000_000)
ANSWER_LIMITS = Limits(40_000_000, 50_000_000)

REFERENCE_SIDE = 2048  # px; no service looks at more, and a 12 MP photo gets ten times smaller
THUMBNAIL_SIDE = 320  # px: a card of the gallery's grid at twice the density of a plain screen
THUMBNAIL_QUALITY = 82  # JPEG: below it edges begin to show, above it files only grow
REFERENCE_QUALITY = 90  # JPEG: encoded in 13 ms, where PNG takes 25 to 40 times as long

# A 48 MP picture with alpha peaks at +600 MB while it is decoded, so few may be at a time.
_DECODERS = BoundedSemaphore(2)

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

_TO_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


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


def check_reference(data: bytes) -> Picture:
    """Turn an upload into a small clean JPEG that shows the same and carries nothing else.

    Of animations the first frame is taken. Raises `InvalidImage` with an `ImageFault` and:
    too_large: `limit_bytes`, `size_bytes`; too_many_pixels: `limit_pixels`, `pixels`;
    unsupported: `format`.
    """
    with _decoded(data, UPLOAD_LIMITS) as (image, _):
        small = _plain(image, REFERENCE_SIDE)
        return _picture(_jpeg(small, REFERENCE_QUALITY), "image/jpeg", small.size)


def check_answer(data: bytes) -> Picture:
    """Check what a picture service answered, down to the last pixel, and keep its bytes unchanged.

    Raises `InvalidImage` as `check_reference` does, under wider limits.
    """
    with _decoded(data, ANSWER_LIMITS) as (image, mime):
        size = image.size if _orientation(image) < 5 else (image.height, image.width)
        # Made here, while the pixels are there: decoding a large PNG again takes 30 ms.
        small = _jpeg(_plain(image, THUMBNAIL_SIDE), THUMBNAIL_QUALITY)
        return replace(_picture(data, mime, size), thumbnail=small)


def _picture(data: bytes, mime: str, size: tuple[int, int]) -> Picture:
    return Picture(data, mime, *size, name=sha256(data).hexdigest() + SUFFIXES[mime])


@contextmanager
def _decoded(data: bytes, limits: Limits) -> Iterator[tuple[Image.Image, str]]:
    """Yield the loaded first frame and its MIME type; raise `InvalidImage` for anything else.

    Catching `Exception` is right here and only here: 12,000 mutated files raised six unrelated
    types out of Pillow, and each of them says no more than that the file is damaged.
    """
    kind = _recognise(data, limits)
    with _DECODERS:
        try:
            with Image.open(BytesIO(data), formats=[kind]) as image:
                if image.width * image.height > limits.pixels:  # nothing is allocated yet
                    raise _too_many_pixels(image.width * image.height, limits)
                image.load()  # verify() would pass a truncated JPEG
                yield image, MIMES[kind]
        except InvalidImage:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            # Pillow's own limit, 179 MP, comes before ours; only its message has the number.
            number = re.search(r"\d+", str(error))
            raise _too_many_pixels(int(number[0]) if number else 0, limits) from error
        except Exception as error:
            raise InvalidImage(ImageFault.DAMAGED) from error


def _too_many_pixels(pixels: int, limits: Limits) -> InvalidImage:
    return InvalidImage(ImageFault.TOO_MANY_PIXELS, limit_pixels=limits.pixels, pixels=pixels)


def _recognise(data: bytes, limits: Limits) -> str:
    """Return Pillow's name for the format that the first bytes show."""
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


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; broken metadata is not a broken picture."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - see _decoded: any type may come out of a mutated file
        return 1
    return orientation if orientation in _TO_UPRIGHT else 1


def _plain(image: Image.Image, side: int) -> Image.Image:
    """Return the pixels alone, 8-bit sRGB, upright, over white, at most `side` px.

    They are pasted into a fresh image, because a re-saved one keeps the JPEG comment, the
    profile, and with them GPS position and embedded thumbnails.
    """
    turn = _TO_UPRIGHT.get(_orientation(image))
    if turn is not None:  # a flip is number 0
        image = image.transpose(turn)
    image = _over_white(_srgb(_eight_bit(image)))
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    fresh = Image.new("RGB", image.size)
    fresh.paste(image)
    return fresh


def _eight_bit(image: Image.Image) -> Image.Image:
    """Scale 16-bit grey down: a plain convert() would clip all but black to white."""
    if not image.mode.startswith("I"):
        return image
    image.info.pop("transparency", None)  # a 16-bit number, which no 8-bit mode can match
    return image.point(lambda value: value * (1 / 256)).convert("L")


def _srgb(image: Image.Image) -> Image.Image:
    """Apply an embedded colour profile; one that is broken or does not fit is left out."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    if image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode not in {"L", "RGB", "CMYK"}:
        image = image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image


def _over_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer)
    return page


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()
