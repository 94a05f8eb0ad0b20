"""From a file to upright, 8-bit sRGB pixels over white: all that is done with Pillow.

    Image.open(that one format) → size from the header → load frame 0
    → at most so many px → upright, sRGB, over white → fresh image, encoded

It is made small first, so that everything after the decoding costs the same for each picture.
Numbers with a unit were measured with Pillow 13.0.
"""

from __future__ import annotations

import re
from io import BytesIO

# Imported by name: Pillow would look for WebP and AVIF in all of its 40 plugins.
from PIL import AvifImagePlugin, ExifTags, Image, ImageCms, WebPImagePlugin

from core.pictures.decoder import Reply, Task, Verdict
from core.pictures.decoder.mark import stamp

AvifImagePlugin.DEFAULT_MAX_THREADS = 2  # each thread takes 70 MB of the child's address space
assert WebPImagePlugin.SUPPORTED

TO_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode(task: Task, data: bytes) -> Reply:
    """Decode down to the last pixel; return sizes and the JPEG, or which limit is passed.

    Raise whatever Pillow raises: 12,000 mutated files brought six unrelated types out of it.
    """
    # Pillow refuses at twice this, for WebP before it makes two canvases, and for GIF's frames too.
    Image.MAX_IMAGE_PIXELS = task.pixels // 2
    try:
        with Image.open(BytesIO(data), formats=[task.kind]) as image:
            if image.width * image.height > task.pixels:  # nothing is allocated yet
                return Reply(Verdict.TOO_MANY_PIXELS, pixels=image.width * image.height)
            if max(image.size) > task.longest:
                return Reply(Verdict.SIDE_TOO_LONG, width=image.width, height=image.height)
            image.load()  # verify() would pass a truncated JPEG
            return _taken(image, task)
    except Image.DecompressionBombError as error:
        number = re.search(r"\d+", str(error))  # only the message has it
        return Reply(Verdict.TOO_MANY_PIXELS, pixels=int(number[0]) if number else 0)


def _taken(image: Image.Image, task: Task) -> Reply:
    orientation = _orientation(image)
    width, height = image.size if orientation < 5 else (image.height, image.width)
    small = _plain(image, orientation, task.side)
    if task.mark:
        stamp(small, task.mark)
    buffer = BytesIO()
    small.save(buffer, "JPEG", quality=task.quality)
    return Reply(
        Verdict.TAKEN,
        width=width,
        height=height,
        small_width=small.width,
        small_height=small.height,
        small=buffer.getvalue(),
    )


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; broken metadata is not a broken picture."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - see decode(): any type may come out of a mutated file
        return 1
    return orientation if orientation in TO_UPRIGHT else 1


def _plain(image: Image.Image, orientation: int, side: int) -> Image.Image:
    """Return the pixels alone, 8-bit sRGB, upright, over white, at most `side` px.

    They are pasted into a fresh image, because a re-saved one keeps the JPEG comment, the
    profile, and with them GPS position and embedded thumbnails.
    """
    image = _smooth(_eight_bit(image))
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    turn = TO_UPRIGHT.get(orientation)
    if turn is not None:  # a flip is number 0
        image = image.transpose(turn)
    image = _over_white(_srgb(image))
    fresh = Image.new("RGB", image.size)
    fresh.paste(image)
    return fresh


def _eight_bit(image: Image.Image) -> Image.Image:
    """Scale 16-bit grey down: a plain convert() would clip all but black to white."""
    if not image.mode.startswith("I"):
        return image
    image.info.pop("transparency", None)  # a 16-bit number, which no 8-bit mode can match
    return image.point(lambda value: value * (1 / 256)).convert("L")


def _smooth(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be scaled without losing shades or transparency.

    Palettes can only drop pixels, and one transparent colour would be mixed with its neighbours.
    """
    if image.mode in {"L", "LA", "RGB", "RGBA", "CMYK"} and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _srgb(image: Image.Image) -> Image.Image:
    """Apply an embedded colour profile; one that is broken or does not fit is left out."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    if image.has_transparency_data:
        image = image.convert("RGBA")
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
