"""The studio's own parts with a stopwatch in them, passed in: nothing of the flow is patched."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from core.database import Database
from core.pictures.storage import ImageStore
from core.pictures.uploads import Picture
from core.studio import Studio

DATABASE, STORE = "database", "store"


class Laps(threading.local):
    """Collect, for each thread, how long the named things took since its last `reset`, in ms."""

    def __init__(self) -> None:
        self._laps: list[tuple[str, float]] = []

    def reset(self) -> None:
        """Begin another order."""
        self._laps.clear()

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Measure a block."""
        began = time.perf_counter()
        yield
        self._laps.append((name, (time.perf_counter() - began) * 1000))

    def of(self, name: str) -> list[float]:
        """Return the laps with this name, in their order."""
        return [ms for lap, ms in self._laps if lap == name]


class TimedDatabase(Database):
    """A real database; each transaction is a lap, from waiting for its turn to its commit."""

    def __init__(self, url: str, laps: Laps) -> None:
        super().__init__(url)
        self._laps = laps

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Measure a read."""
        with self._laps.lap(DATABASE), super().read() as session:
            yield session

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Session]:
        """Measure a write."""
        with self._laps.lap(DATABASE), super().write(alone=alone) as tx:
            yield tx


@dataclass(frozen=True)
class TimedImages(ImageStore):
    """A real store; storing a picture is a lap."""

    laps: Any = field(default_factory=Laps)

    def store_original(self, generation_id: str, picture: Picture) -> None:
        """Measure thumbnail and files."""
        with self.laps.lap(STORE):
            super().store_original(generation_id, picture)


def timed(studio: Studio, laps: Laps) -> Studio:
    """Return the studio with its database and its store replaced by timed ones."""
    images = TimedImages(studio.images.store, studio.images.secret, laps=laps)
    return replace(studio, database=TimedDatabase(studio.settings.database, laps), images=images)
