"""A labelled copy says what it is to eyes and programs; what a stranger's file says is bounded."""

from __future__ import annotations

import json
from io import BytesIO
from xml.etree import ElementTree

import pytest
from fakes import png
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from core.errors import InvalidImage
from core.faults import ImageFault
from core.pictures import label
from core.pictures.label import MOST_NUMBERS, labelled_copy, order_numbers
from core.pictures.uploads import check_answer

ID = "3f4e34ab0123cdef"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"
AIGC = "{http://www.tc260.org.cn/ns/AIGC/1.0/}AIGC"
IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"


def opened(data: bytes) -> Image.Image:
    """Return the pixels of a file."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def packet(data: bytes) -> ElementTree.Element:
    """Return the properties of a file's XMP, as another program finds them."""
    xmp = opened(data).info["xmp"]
    found = ElementTree.fromstring(xmp).find(f".//{RDF}")
    assert found is not None
    return found


def mark_of(size: tuple[int, int], colour: str, *, is_ai: bool = True) -> tuple[int, int, int, int]:
    """Return the box of what a copy shows that its picture of one colour has not."""
    copy = opened(labelled_copy(png(colour, *size), ID, is_ai=is_ai))
    assert (copy.format, copy.size, copy.mode) == ("JPEG", size, "RGB")
    changed = ImageChops.difference(copy, Image.new("RGB", size, colour)).convert("L")
    box = changed.point(lambda value: 255 if value > 40 else 0).getbbox()
    assert box
    return box


@pytest.mark.parametrize("size", [(1024, 1024), (1344, 768), (768, 1344), (512, 512), (2100, 900)])
@pytest.mark.parametrize("colour", ["white", "black", "teal"])
def test_letters_are_a_twentieth_of_the_shortest_side(size: tuple[int, int], colour: str) -> None:
    """White letters, the lowest of which is 5 % of the shortest side, stand in the lower left."""
    left, top, right, bottom = mark_of(size, colour)
    copy = opened(labelled_copy(png(colour, *size), ID, is_ai=True))
    assert left < min(size) * 0.1
    assert size[1] - bottom < min(size) * 0.1
    assert right < size[0] * 0.5
    plate = copy.crop((left, top, right, bottom)).convert("L")
    edge = plate.height // 8  # outside the round corners of the plate a white picture is white too
    inside = plate.crop((edge, edge, plate.width - edge, plate.height - edge))
    white = inside.point(lambda value: 255 if value > 200 else 0)
    letters = white.getbbox()
    assert letters
    a = white.crop((letters[0], 0, letters[0] + round(min(size) * 0.04), white.height)).getbbox()
    assert a
    assert a[3] - a[1] >= min(size) * 0.05


@pytest.mark.parametrize("size", [(48, 32), (16, 400), (400, 16), (1, 1)])
def test_the_smallest_pictures_get_what_fits(size: tuple[int, int]) -> None:
    """A picture too small for letters is copied all the same."""
    assert opened(labelled_copy(png("navy", *size), ID, is_ai=True)).size == size


def test_programs_find_the_label() -> None:
    """The XMP has the seven strings of the standard, with the order's number as ProduceID."""
    found = packet(labelled_copy(png(), ID, is_ai=True))
    told = json.loads(found.findtext(AIGC) or "")
    assert told == {
        "Label": "1",
        "ContentProducer": "AI 图片工坊",
        "ProduceID": ID,
        "ReservedCode1": "",
        "ContentPropagator": "",
        "PropagateID": "",
        "ReservedCode2": "",
    }
    assert found.findtext(IDENTIFIER) == f"picture-order:{ID}"


def test_a_demo_picture_does_not_claim_to_be_an_ais() -> None:
    """It has other words in its corner and no label for programs, but its order's number."""
    demo, ai = (labelled_copy(png("teal", 800, 800), ID, is_ai=is_ai) for is_ai in (False, True))
    found = packet(demo)
    assert found.find(AIGC) is None
    assert b"ProduceID" not in demo
    assert b'"Label"' not in demo
    assert found.findtext(IDENTIFIER) == f"picture-order:{ID}"
    assert mark_of((800, 800), "teal", is_ai=False) != mark_of((800, 800), "teal")
    assert opened(demo).tobytes() != opened(ai).tobytes()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF", "GIF"])
def test_every_kind_of_original_gets_a_copy(kind: str) -> None:
    """Whatever a service answered, its copy is a whole JPEG without what the original carried."""
    buffer = BytesIO()
    Image.new("RGB", (400, 300), "gold").save(buffer, kind)
    copy = labelled_copy(buffer.getvalue(), ID, is_ai=True)
    checked = check_answer(copy)
    assert (checked.mime, checked.width, checked.height) == ("image/jpeg", 400, 300)
    assert opened(copy).getpixel((200, 20)) != opened(copy).getpixel((30, 280))


def test_what_is_no_picture_gets_no_copy() -> None:
    """A stored file that was damaged since is refused and not labelled."""
    with pytest.raises(InvalidImage) as caught:
        labelled_copy(png()[:60], ID, is_ai=True)
    assert caught.value.reason == ImageFault.DAMAGED


def test_our_own_number_is_read_back() -> None:
    """The number of a labelled copy is found, also behind other bytes."""
    for is_ai in (True, False):
        copy = labelled_copy(png(), ID, is_ai=is_ai)
        assert order_numbers(copy) == [ID]
        assert order_numbers(copy + bytes(1000)) == [ID]


@pytest.mark.parametrize(
    "words",
    [
        f'{{"Label":"1","ProduceID":"{ID}"}}',
        f'{{"Label": "1", "ProduceID": "{ID}"}}',
        f"&quot;ProduceID&quot;:&quot;{ID}&quot;",
        f"&#34;ProduceID&#34;: &#34;{ID}&#34;",
        f'{{\\"ProduceID\\":\\"{ID}\\"}}',
        f'dc:identifier="picture-order:{ID}"',
    ],
)
def test_a_number_that_was_written_again_is_found(words: str) -> None:
    """However another program escapes the packet, the whole number comes out."""
    assert order_numbers(png() + words.encode()) == [ID]


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"picture-order:",
        b"picture-order:0123456",
        b"picture-order:" + b"0" * 65,
        b"picture-order:../../etc/passwd",
        b"picture-order:0123456G89abcdef",
        b"ProduceID" + b'"' * 21 + ID.encode(),
        b"ProduceID:" + b"\xff" * 16,
        b'<!DOCTYPE x [<!ENTITY a "picture-order:"><!ENTITY b "&a;&a;">]>&b;',
    ],
)
def test_what_is_no_number_is_none(words: bytes) -> None:
    """Other forms are nothing: no path, no half a number, and no entity is ever put in."""
    assert order_numbers(words) == []


def test_a_file_full_of_numbers_is_not_read_for_ever() -> None:
    """Of millions only the first few are taken, once each."""
    many = b"".join(b"picture-order:%016x " % number for number in range(50_000))
    assert order_numbers(many) == [f"{number:016x}" for number in range(MOST_NUMBERS)]
    assert order_numbers(b"ProduceID" * 400_000 + b"picture-order:" * 200_000) == []


@given(st.binary(max_size=400))
def test_any_bytes_are_searched(data: bytes) -> None:
    """No bytes raise."""
    assert len(order_numbers(data)) <= 2 * MOST_NUMBERS


def test_the_packet_fits_into_its_segment() -> None:
    """A JPEG's segment holds 65,533 bytes; the longest number makes a packet far below."""
    copy = labelled_copy(png(), "a" * 64, is_ai=True)
    assert copy.startswith(b"\xff\xd8\xff\xe0")
    assert len(copy) - len(labelled_copy(png(), "a" * 8, is_ai=False)) < 2_000
    assert label.order_numbers(copy) == ["a" * 64]
