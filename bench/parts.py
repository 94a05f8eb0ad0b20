"""The studio's parts as a measurement needs them: a provider that answers at once, and pictures."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from functools import cache
from io import BytesIO
from random import Random

import structlog
from PIL import Image

from core.database import Database
from core.library.prompts import Card, cards
from core.people import people
from core.providers.contract import ImageAnswer, ImageRequest, Model
from core.settings import Settings
from core.studio import Studio, open_studio
from core.tables import User

PICTURE_SIDE = 1024  # px
PERSON = "bench"
TOKENS = 10_000_000


class InstantProvider:
    """Answer every request with the same 1024² PNG, after a while that costs nothing."""

    name = "instant"
    models: tuple[Model, ...] = (
        Model("instant-1", "Instant", ("1:1", "16:9"), references=1, seed=True),
    )

    def __init__(self, delay_s: float = 0.0) -> None:
        self._delay_s = delay_s
        self._picture = picture()

    async def generate(self, _: ImageRequest) -> ImageAnswer:
        """Return the picture."""
        if self._delay_s:
            await asyncio.sleep(self._delay_s)
        return ImageAnswer(self._picture)


def instant_studio(settings: Settings, delay_s: float = 0.0) -> Studio:
    """Open a real studio, with a provider that costs nothing."""
    service = InstantProvider(delay_s)
    return replace(open_studio(settings), services={service.name: service})


def library(database: Database) -> list[Card]:
    """Return the library as a member sees it."""
    return cards(database, User(id=PERSON, name=PERSON, is_member=True, created_at=0))


def first_prompt(studio: Studio) -> Card:
    """Return the library's first prompt."""
    return library(studio.database)[0]


def add_person(studio: Studio, person_id: str) -> None:
    """Make a member who can pay for everything that a measurement orders."""
    now = studio.now()
    people.create(studio.database, person_id, person_id, is_member=True, opening=TOKENS, now=now)


def silence() -> None:
    """Write the log as ever, but to nowhere: its cost stays, and the terminal is for figures."""
    nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - the process's
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(nowhere))


@cache
def picture() -> bytes:
    """Return a 1024² PNG of about a megabyte, as a picture service sends it."""
    return _encoded(PICTURE_SIDE, "PNG", grain=32)


@cache
def reference() -> bytes:
    """Return a JPEG of about a megabyte, as a phone makes it."""
    return _encoded(2000, "JPEG", grain=200, quality=88)


def _encoded(side: int, kind: str, *, grain: int, **options: int) -> bytes:
    """Return soft clouds of colour, the same each time; a finer grain makes a bigger file."""
    noise = Image.frombytes("RGB", (grain, grain), Random(1).randbytes(grain * grain * 3))
    buffer = BytesIO()
    noise.resize((side, side), Image.Resampling.BICUBIC).save(buffer, kind, **options)
    return buffer.getvalue()
