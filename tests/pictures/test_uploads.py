"""Only checked pictures come out of `core.pictures.uploads`, and nothing else does."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile

from core.errors import InvalidImage
from core.faults import ImageFault
from core.pictures.decoder import Task
from core.pictures.decoder.pixels import TO_UPRIGHT, decode
from core.pictures.uploads import (
    ANSWER_LIMITS,
    MAX_SIDE,
    UPLOAD_LIMITS,
    Picture,
    check_answer,
    check_reference,
)

ORIENTATION = 0x0112
GPS = 0x8825
Check = Callable[[bytes], Picture]
CHECKS: tuple[Check, ...] = (check_reference, check_answer)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the picture as a file of this format."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def striped(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "red")
    image.paste((0, 0, 255), (width // 2, 0, width, height))
    return image.convert(mode)


def png(
    width: int,
    height: int,
    *,
    depth: int = 8,
    colour: int = 2,
    rows: bytes = b"",
    transparent: bytes = b"",
) -> bytes:
    """Return a PNG of raw rows; without rows it is a header that promises more than it has."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + (chunk(b"tRNS", transparent) if transparent else b"")
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def media_box(major: bytes, *compatible: bytes) -> bytes:
    """Return the first box of an ISO media file, as HEIC, AVIF and MP4 begin."""
    body = b"ftyp" + major + b"\0\0\0\0" + b"".join(compatible)
    return struct.pack(">I", len(body) + 4) + body + b"\0" * 64


def refusal(data: bytes, check: Check = check_reference) -> InvalidImage:
    """Return the error with which the bytes are refused."""
    with pytest.raises(InvalidImage) as caught:
        check(data)
    return caught.value


def pixels(picture: Picture) -> Image.Image:
    """Return what the picture's bytes show."""
    return Image.open(BytesIO(picture.data))


def near(colour: Any, wanted: tuple[int, ...], tolerance: int = 12) -> bool:
    """Say whether two colours differ by no more than JPEG makes them."""
    return all(abs(one - other) <= tolerance for one, other in zip(colour, wanted, strict=True))


class TestTaken:
    @pytest.mark.parametrize("kind", FORMATS)
    def test_every_format_becomes_a_jpeg_of_the_same_picture(self, kind: str) -> None:
        """Each of the five formats is taken and comes out as a JPEG that shows the same."""
        picture = check_reference(encoded(striped(), kind))
        assert (picture.mime, picture.suffix) == ("image/jpeg", ".jpg")
        assert (picture.width, picture.height) == pixels(picture).size == (64, 48)
        assert near(pixels(picture).getpixel((8, 24)), (255, 0, 0))
        assert near(pixels(picture).getpixel((56, 24)), (0, 0, 255))

    def test_name_is_the_hash(self) -> None:
        """The name is the SHA-256 of the checked bytes, so that equal uploads are one file."""
        data = encoded(striped(), "PNG")
        one, two = check_reference(data), check_reference(data)
        assert one == two
        assert one.name == sha256(one.data).hexdigest() + ".jpg"

    def test_no_bytes_in_logs(self) -> None:
        """A picture's repr, which may reach a log, does not hold its bytes."""
        assert "data" not in repr(check_reference(encoded(striped(), "PNG")))

    def test_longer_side_is_bounded(self) -> None:
        """A large photo comes out at most 2048 px on its longer side, in its own proportions."""
        picture = check_reference(encoded(striped(4096, 1024), "JPEG"))
        assert (picture.width, picture.height) == (2048, 512)

    def test_a_line_keeps_one_pixel(self) -> None:
        """A picture that is far wider than high is not scaled down to nothing."""
        picture = check_reference(encoded(Image.new("L", (MAX_SIDE, 1)), "PNG"))
        assert (picture.width, picture.height) == (2048, 1)

    def test_multi_picture_phone_jpeg(self) -> None:
        """A phone's multi-picture JPEG (MPO) is taken as the JPEG that it begins with."""
        data = encoded(striped(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))])
        assert Image.open(BytesIO(data)).format == "MPO"
        assert near(pixels(check_reference(data)).getpixel((8, 24)), (255, 0, 0))

    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
    def test_first_frame_of_an_animation(self, kind: str) -> None:
        """Of an animation the first frame is taken."""
        later = [Image.new("RGB", (64, 48), colour) for colour in ("lime", "black")]
        data = encoded(striped(), kind, save_all=True, append_images=later, duration=50)
        picture = pixels(check_reference(data))
        assert near(picture.getpixel((8, 24)), (255, 0, 0))
        assert near(picture.getpixel((56, 24)), (0, 0, 255))

    def test_avif_in_a_neutral_container(self) -> None:
        """An AVIF whose major brand is the container's (mif1) is not mistaken for HEIC."""
        data = encoded(striped(), "AVIF")
        assert data[8:12] == b"avif"
        assert check_reference(data[:8] + b"mif1" + data[12:]).width == 64


class TestPixels:
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_upright(self, orientation: int) -> None:
        """A photo comes out upright whichever way the camera was held."""
        stored = striped()
        stored.paste((0, 255, 0), (0, 0, 32, 24))
        if orientation > 1:
            inverse = {6: 8, 8: 6}.get(orientation, orientation)  # all others undo themselves
            stored = stored.transpose(TO_UPRIGHT[inverse])
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        picture = check_reference(encoded(stored, "JPEG", exif=exif, quality=95))
        assert (picture.width, picture.height) == (64, 48)
        assert near(pixels(picture).getpixel((8, 8)), (0, 255, 0))
        assert near(pixels(picture).getpixel((8, 40)), (255, 0, 0))
        assert near(pixels(picture).getpixel((56, 24)), (0, 0, 255))

    @pytest.mark.parametrize("body", [b"MM\0\x2a\xff\xff\xff\xff garbage", b"garbage", b"II"])
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_broken_metadata_is_ignored(self, kind: str, body: bytes) -> None:
        """Metadata that cannot be read does not make a good picture a damaged one."""
        data = encoded(striped(), kind, exif=b"Exif\0\0" + body)
        assert check_reference(data).width == 64
        assert check_answer(data).width == 64

    def test_sixteen_bit_grey_is_scaled(self) -> None:
        """16-bit grey keeps its shades instead of being clipped to white."""
        rows = b"\0" + b"".join(struct.pack(">H", level * 257) for level in (0, 64, 128, 255)) * 8
        picture = pixels(check_reference(png(32, 1, depth=16, colour=0, rows=rows)))
        shades: list[Any] = [picture.getpixel((x, 0)) for x in range(32)]
        levels = sorted({shade[0] // 16 for shade in shades})
        assert levels[0] == 0
        assert levels[-1] == 15
        assert len(levels) > 2

    def test_sixteen_bit_grey_with_a_transparent_shade(self) -> None:
        """A transparent shade of 16-bit grey does not turn an unlike 8-bit shade white."""
        rows = b"\0" + struct.pack(">H", 100 * 257) * 2
        data = png(2, 1, depth=16, colour=0, rows=rows, transparent=struct.pack(">H", 100))
        assert Image.open(BytesIO(data)).info["transparency"] == 100
        assert near(pixels(check_reference(data)).getpixel((0, 0)), (100,) * 3)

    @pytest.mark.parametrize(("mode", "kind"), [("CMYK", "JPEG"), ("P", "PNG"), ("P", "GIF")])
    def test_other_colour_modes(self, mode: str, kind: str) -> None:
        """CMYK and palette pictures keep their colours."""
        picture = pixels(check_reference(encoded(striped(mode=mode), kind)))
        assert near(picture.getpixel((8, 24)), (255, 0, 0), 40)
        assert near(picture.getpixel((56, 24)), (0, 0, 255), 40)

    @pytest.mark.parametrize(("mode", "kind"), [("1", "PNG"), ("L", "PNG"), ("L", "JPEG")])
    def test_grey_modes(self, mode: str, kind: str) -> None:
        """Black-and-white and grey pictures come out as RGB."""
        assert pixels(check_reference(encoded(striped(mode=mode), kind))).mode == "RGB"

    @pytest.mark.parametrize(
        ("image", "kind"),
        [
            (Image.new("RGBA", (64, 48), (255, 0, 0, 0)), "PNG"),
            (Image.new("RGBA", (64, 48), (255, 0, 0, 0)), "WEBP"),
            (Image.new("RGBA", (64, 48), (255, 0, 0, 0)), "AVIF"),
            (Image.new("LA", (64, 48), (0, 0)), "PNG"),
        ],
    )
    def test_transparent_is_white(self, image: Image.Image, kind: str) -> None:
        """What is transparent comes out white, not black and not the colour hidden below."""
        assert near(pixels(check_reference(encoded(image, kind))).getpixel((32, 24)), (255,) * 3)

    @pytest.mark.parametrize("kind", ["PNG", "GIF"])
    def test_transparent_palette_entry_is_white(self, kind: str) -> None:
        """A transparent palette entry comes out white too."""
        data = encoded(Image.new("P", (64, 48), 0), kind, transparency=0)
        assert near(pixels(check_reference(data)).getpixel((32, 24)), (255,) * 3)

    @pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
    def test_transparent_with_a_profile_is_white(self, mode: str) -> None:
        """A colour profile does not bring back what is transparent."""
        options = {"transparency": 0} if mode == "P" else {}
        image = Image.new(mode, (64, 48), 0)
        data = encoded(image, "PNG", icc_profile=SRGB, **options)
        assert near(pixels(check_reference(data)).getpixel((32, 24)), (255,) * 3)

    def test_half_transparent_is_mixed_with_white(self) -> None:
        """Half transparent red over white is pink."""
        data = encoded(Image.new("RGBA", (64, 48), (255, 0, 0, 128)), "PNG")
        assert near(pixels(check_reference(data)).getpixel((32, 24)), (255, 127, 127))

    def test_colour_profile_is_applied(self) -> None:
        """An embedded profile changes the numbers: one with swapped primaries turns red green."""
        swapped = SRGB.replace(b"rXYZ", b"____").replace(b"gXYZ", b"rXYZ").replace(b"____", b"gXYZ")
        picture = check_reference(encoded(striped(), "PNG", icc_profile=swapped))
        assert near(pixels(picture).getpixel((8, 24)), (0, 255, 0))

    @pytest.mark.parametrize("profile", [b"not a profile", LAB, SRGB])
    @pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
    def test_unfit_profile_is_left_out(self, profile: bytes, mode: str) -> None:
        """A profile that is broken or belongs to another colour space does no harm."""
        data = encoded(
            Image.new("RGB", (64, 48), "white").convert(mode), "PNG", icc_profile=profile
        )
        assert near(pixels(check_reference(data)).getpixel((8, 24)), (255, 255, 255))


class TestNothingElseSurvives:
    def test_metadata_is_gone(self) -> None:
        """GPS position, camera, comment, profile and embedded thumbnail do not reach the result."""
        exif = Image.Exif()
        exif[ORIENTATION] = 6
        exif[0x010F] = "SECRET CAMERA"
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (31.0, 14.0, 12.0)
        data = encoded(striped(), "JPEG", exif=exif, comment=b"SECRET NOTE", icc_profile=SRGB)
        assert b"SECRET CAMERA" in data
        assert b"SECRET NOTE" in data
        result = check_reference(data).data
        assert dict(Image.open(BytesIO(result)).getexif()) == {}
        for trace in (b"SECRET", b"Exif", b"ICC_PROFILE", b"\xff\xfe"):
            assert trace not in result

    def test_a_comment_alone_is_gone(self) -> None:
        """A JPEG that needs no change at all is still made anew, without its comment."""
        data = encoded(striped(), "JPEG", comment=b"SECRET NOTE")
        assert b"SECRET" in data
        assert b"SECRET" not in check_reference(data).data

    def test_what_follows_the_picture_is_gone(self) -> None:
        """A page or an archive hung behind the picture does not reach the result."""
        for kind in FORMATS:
            data = encoded(striped(), kind) + b"<script>alert(1)</script>"
            assert b"<script>" not in check_reference(data).data

    def test_text_chunks_are_gone(self) -> None:
        """A PNG's text does not reach the result."""
        from PIL.PngImagePlugin import PngInfo

        notes = PngInfo()
        notes.add_text("Comment", "SECRET")
        data = encoded(striped(), "PNG", pnginfo=notes)
        assert b"SECRET" in data
        assert b"SECRET" not in check_reference(data).data


class TestRefused:
    def test_empty(self) -> None:
        """A file without any bytes is refused as empty."""
        assert refusal(b"").reason == ImageFault.EMPTY

    def test_too_large_by_one_byte(self) -> None:
        """The limit in bytes is exact, and the refusal names limit and size."""
        data = encoded(striped(), "JPEG")
        full = data + b"\0" * (UPLOAD_LIMITS.bytes - len(data))
        assert check_reference(full).width == 64
        error = refusal(full + b"\0")
        assert error.reason == ImageFault.TOO_LARGE
        assert error.facts == {"limit_bytes": 5_000_000, "size_bytes": 5_000_001}

    @pytest.mark.parametrize("size", [(5001, 5000), (10_000, 10_000), (60_000, 60_000)])
    def test_pixel_bomb(self, size: tuple[int, int]) -> None:
        """A header that promises too many pixels is refused, beyond Pillow's own limits too."""
        error = refusal(png(*size))
        assert error.reason == ImageFault.TOO_MANY_PIXELS
        assert error.facts == {"limit_pixels": 25_000_000, "pixels": size[0] * size[1]}

    @pytest.mark.parametrize("size", [(MAX_SIDE + 1, 1), (1, 25_000_000)])
    def test_side_too_long(self, size: tuple[int, int]) -> None:
        """A side is bounded as well as the area: decoders pay for each row too."""
        for check in CHECKS:
            error = refusal(png(*size, depth=16, colour=0), check)
            assert error.reason == ImageFault.SIDE_TOO_LONG
            assert error.facts == {"limit_side": MAX_SIDE, "side": max(size)}

    @pytest.mark.parametrize("side", [46_341, 65_535])
    def test_pixel_bomb_in_a_gif(self, side: int) -> None:
        """A GIF's screen is held to the same limit."""
        data = encoded(striped(), "GIF")
        bomb = data[:6] + struct.pack("<HH", side, side) + data[10:]
        assert refusal(bomb).reason == ImageFault.TOO_MANY_PIXELS

    @pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"msf1", b"hevc"])
    def test_heic(self, brand: bytes) -> None:
        """An iPhone's HEIC is told apart, so that the person learns what to do."""
        assert refusal(media_box(brand, b"mif1", b"heic")).reason == ImageFault.HEIC

    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
            (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- x -->\n<SVG width='1'></SVG>", "SVG"),
            (b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' ''><svg></svg>", "SVG"),
            (encoded(striped(), "TIFF"), "TIFF"),
            (b"MM\0*" + b"\0" * 32, "TIFF"),
            (encoded(striped(), "BMP"), "BMP"),
            (encoded(striped(), "ICO"), "ICO"),
            (encoded(striped(), "PDF"), "PDF"),
            (encoded(striped(), "JPEG2000"), "JPEG 2000"),
            (b"8BPS\0\1" + b"\0" * 32, "PSD"),
            (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
        ],
    )
    def test_unsupported_is_named(self, data: bytes, name: str) -> None:
        """A picture of a format that we do not take is refused with the format's name."""
        error = refusal(data)
        assert error.reason == ImageFault.UNSUPPORTED
        assert error.facts == {"format": name}

    @pytest.mark.parametrize(
        "data",
        [
            b"\0",
            b"BMW drives well, but is no picture",
            b"<html><body><svg></svg></body></html>",
            b"%!PS-Adobe-3.0 EPSF-3.0\n/x 1 def",
            b"RIFF\0\0\0\0WAVEfmt ",
            b"PK\3\4" + b"\0" * 60,
            media_box(b"isom", b"mp42"),
            "图片".encode(),
            b"\xff" * 100,
        ],
    )
    def test_not_an_image(self, data: bytes) -> None:
        """Anything else is not a picture; EPS never reaches Ghostscript."""
        assert refusal(data).reason == ImageFault.NOT_AN_IMAGE

    @pytest.mark.parametrize("kind", FORMATS)
    def test_truncated(self, kind: str) -> None:
        """A file that was cut off in the middle is damaged."""
        noise = Image.effect_noise((200, 150), 80).convert("RGB")
        data = encoded(noise, kind)
        assert refusal(data[: len(data) // 2]).reason == ImageFault.DAMAGED
        assert refusal(data[: len(data) // 2], check_answer).reason == ImageFault.DAMAGED

    @pytest.mark.parametrize(
        "magic", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"GIF89a"]
    )
    def test_only_the_first_bytes(self, magic: bytes) -> None:
        """The right first bytes alone make a damaged picture."""
        assert refusal(magic).reason == ImageFault.DAMAGED
        assert refusal(magic + b"junk" * 50).reason == ImageFault.DAMAGED


@pytest.fixture
def other_decoder() -> Iterator[list[bytes]]:
    """Give Pillow one more decoder, which notes the beginnings of the files that it is asked."""
    asked: list[bytes] = []
    limit = Image.MAX_IMAGE_PIXELS  # the decoder sets it for its process, which here is ours
    Image.init()

    def note(prefix: bytes) -> bool:
        asked.append(prefix)
        return False

    Image.register_open("OTHER", ImageFile, note)
    yield asked
    Image.MAX_IMAGE_PIXELS = limit
    Image.ID.remove("OTHER")
    del Image.OPEN["OTHER"]


def test_no_other_decoder_is_asked(other_decoder: list[bytes]) -> None:
    """A damaged file reaches only the decoder of the format that its first bytes show."""
    starts = {"GIF": b"GIF89a", "PNG": b"\x89PNG\r\n\x1a\n", "WEBP": b"RIFF\0\0\0\0WEBP"}
    for kind, magic in starts.items():
        with pytest.raises(OSError):  # noqa: PT011 - each plugin has its own
            decode(Task(kind, 10_000, 1_000, 320, 80), magic + b"junk" * 50)
    assert other_decoder == []


class TestAnswers:
    @pytest.mark.parametrize("kind", FORMATS)
    def test_bytes_stay(self, kind: str) -> None:
        """A service's answer keeps every byte, and says what it is."""
        exif = Image.Exif()
        exif[0x010F] = "maker"
        data = encoded(striped(), kind, **({} if kind == "GIF" else {"exif": exif}))
        picture = check_answer(data)
        assert picture.data == data
        assert picture.mime == f"image/{kind.lower()}"
        assert picture.name == sha256(data).hexdigest() + picture.suffix
        assert (picture.width, picture.height) == (64, 48)

    def test_size_as_seen(self) -> None:
        """Width and height are those of the picture as a browser turns it."""
        exif = Image.Exif()
        exif[ORIENTATION] = 6
        picture = check_answer(encoded(striped(), "JPEG", exif=exif))
        assert (picture.width, picture.height) == (48, 64)

    def test_limits_of_its_own(self) -> None:
        """An answer may be larger than an upload, up to limits of its own."""
        data = encoded(striped(), "PNG")
        assert check_answer(data + b"\0" * UPLOAD_LIMITS.bytes).width == 64
        error = refusal(data + b"\0" * ANSWER_LIMITS.bytes, check_answer)
        assert error.facts["limit_bytes"] == 40_000_000
        assert refusal(png(10_000, 5_001), check_answer).facts["limit_pixels"] == 50_000_000

    def test_thumbnail(self) -> None:
        """A thumbnail is a JPEG of the asked size, in the picture's proportions."""
        small = check_answer(encoded(striped(640, 480), "PNG")).thumbnail
        assert Image.open(BytesIO(small)).format == "JPEG"
        assert Image.open(BytesIO(small)).size == (320, 240)


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Return the file with a few bytes changed, a piece cut out or doubled, or its end missing."""
    bytes_ = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(bytes_))
        to = min(len(bytes_), at + dice.randint(1, 40))
        match dice.randrange(4):
            case 0:
                bytes_[at] = dice.randrange(256)
            case 1:
                del bytes_[at:to]
            case 2:
                bytes_[at:at] = bytes_[at:to]
            case 3 if at > 0:
                del bytes_[at:]
        if not bytes_:
            break
    return bytes(bytes_)


def outcome(data: bytes, check: Check) -> str | None:
    """Return the reason of the refusal, or "taken"; let any other exception out."""
    try:
        check(data)
    except InvalidImage as error:
        return error.reason
    return "taken"


@pytest.mark.parametrize("kind", [*FORMATS, "MPO"])
def test_mutated_files_never_raise_anything_else(kind: str) -> None:
    """Whatever is done to a file, the answer is a picture or `InvalidImage`."""
    dice = random.Random(f"uploads {kind}")
    exif = Image.Exif()
    exif[ORIENTATION] = 3
    extra = {"GIF": {}, "MPO": {"save_all": True, "append_images": [striped()]}}
    seed = encoded(striped(), kind, **extra.get(kind, {"exif": exif}))
    outcomes = {outcome(mutated(seed, dice), check) for check in CHECKS for _ in range(100)}
    assert "taken" in outcomes
    assert ImageFault.DAMAGED in outcomes
    assert outcomes <= {"taken", *ImageFault}


def test_refusals_give_their_decoder_back() -> None:
    """A refused picture frees its decoder, however many there are."""
    for _ in range(5):
        refusal(b"GIF89a")
        refusal(png(9_000, 9_000))
    assert check_reference(encoded(striped(), "PNG")).width == 64
