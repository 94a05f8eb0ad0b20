"""What an order can't cost less than: Pillow alone, files alone, the same statements alone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from bench.measure import Times
from bench.parts import (
    PERSON,
    add_person,
    first_prompt,
    instant_studio,
    picture,
    reference,
    silence,
)
from bench.replay import recorded, replay
from bench.workspace import Workspace
from core.ledger import tokens
from core.library.prompts import Card
from core.pictures.uploads import REFERENCE_QUALITY, THUMBNAIL_QUALITY, THUMBNAIL_SIDE
from core.studio import Studio, now_ms
from core.tables import GeneratedImage, Generation

TURN = 20  # holds with their settles


def files_and_pictures(place: Workspace) -> dict[str, Times]:
    """Measure what nobody can avoid with a reference, with an answer, and with its two files."""
    folder = place.folder("floor")
    times = {"reference": Times(), "store": Times(), "answer": Times()}
    for _ in range(place.repeats(20, 5)):
        with times["reference"].one(), Image.open(BytesIO(reference())) as upload:
            _write(folder / "reference", _jpeg(upload, REFERENCE_QUALITY))
        with times["answer"].one(), Image.open(BytesIO(picture())) as answer:
            answer.load()
            answer.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
            small = _jpeg(answer, THUMBNAIL_QUALITY)
        with times["store"].one():
            _write(folder / "thumbnail", small)
            _write(folder / "original", picture())
    return times


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def hold_and_settle(place: Workspace, database: str) -> tuple[float, float]:
    """Return holds with their settles a second: ours, and the same statements on the driver.

    They take turns, so that a slow moment of the machine is one of both; medians of the turns.
    """
    ours, watched, bare = (_studio(place, database) for _ in range(3))
    rows = _rows(ours, place.repeats(600, 60))
    took, raw_took = Times(), Times()
    for first in range(0, len(rows), TURN):
        turn = rows[first : first + TURN]
        with took.one():
            _charge(ours, turn)
        with recorded(watched.database) as sent:
            _charge(watched, turn)
        raw_took.ms.append(1000 * replay(bare.database, sent))
    for studio in (ours, watched, bare):
        studio.database.dispose()
    return 1000 * TURN / took.median, 1000 * TURN / raw_took.median


def _studio(place: Workspace, database: str) -> Studio:
    studio = instant_studio(place.settings(database))
    silence()
    add_person(studio, PERSON)
    return studio


def _charge(studio: Studio, rows: Sequence[tuple[Generation, GeneratedImage]]) -> None:
    for order, image in rows:
        with studio.database.write() as tx:
            tokens.hold(tx, [order])
        with studio.database.write() as tx:
            tokens.settle(tx, order, image, now=now_ms())


def _rows(studio: Studio, count: int) -> list[tuple[Generation, GeneratedImage]]:
    """Return orders with their pictures: the flow makes them before it takes the database.

    They fit each studio that is opened here: all have the library of the same file.
    """
    prompt = first_prompt(studio)
    orders = [_order(f"{number:016x}", prompt) for number in range(count)]
    return [(order, _image(order)) for order in orders]


def _order(order_id: str, prompt: Card) -> Generation:
    return Generation(
        id=order_id,
        user_id=PERSON,
        key=order_id,
        fingerprint=order_id,
        prompt_id=prompt.id,
        prompt_title=prompt.title,
        prompt_category=prompt.category,
        version_id=prompt.version_id,
        prompt_text=prompt.text or "",
        sent_text=prompt.text or "",
        prompt_members_only=prompt.members_only,
        aspect_ratio="1:1",
        seed=1,
        provider="instant",
        model="instant-1",
        cost=prompt.cost,
        created_at=now_ms(),
    )


def _image(order: Generation) -> GeneratedImage:
    return GeneratedImage(
        id=order.id,
        generation_id=order.id,
        mime="image/png",
        width=1024,
        height=1024,
        size_bytes=len(picture()),
        sha256=order.id,
        created_at=now_ms(),
        user_id=order.user_id,
        ordered_at=order.created_at,
    )
