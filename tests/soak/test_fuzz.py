"""Mutated uploads: a checked picture or an InvalidImage, and nothing else, comes out."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from PIL import Image

from core.errors import InvalidImage
from core.pictures.uploads import check_answer, check_reference

pytestmark = pytest.mark.soak

FILES = 4000  # for each format


def mutated(data: bytes, choose: random.Random) -> bytes:
    """Return the file with a few bytes changed, cut out, doubled, or its end cut off."""
    body = bytearray(data)
    for _ in range(choose.randint(1, 8)):
        at = choose.randrange(len(body))
        match choose.randrange(4):
            case 0:
                body[at] = choose.randrange(256)
            case 1:
                del body[at : at + choose.randint(1, 16)]
            case 2:
                body[at:at] = body[at : at + choose.randint(1, 64)]
            case 3 if choose.random() < 0.2:
                del body[at:]
        if not body:
            break
    return bytes(body)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_mutated_files(kind: str) -> None:
    """4,000 mutated files of each format raise InvalidImage or are pictures that decode again."""
    choose = random.Random()
    buffer = BytesIO()
    picture = Image.effect_noise((64, 48), 60).convert("RGB")
    picture.save(buffer, kind)
    taken = 0
    for _ in range(FILES):
        data = mutated(buffer.getvalue(), choose)
        for check in (check_reference, check_answer):
            try:
                checked = check(data)
            except InvalidImage:
                continue
            with Image.open(BytesIO(checked.data)) as image:
                image.load()
            taken += 1
    assert taken < 2 * FILES
