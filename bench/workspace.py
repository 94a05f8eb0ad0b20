"""Folders and databases of one run of the benchmark, gone afterwards; big ones are made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import SecretStr

from bench import data
from bench.measure import seconds
from bench.parts import picture
from bench.postgres import postgresql
from core.orders.statistics.fold import fold
from core.pictures.uploads import check_answer
from core.settings import Settings
from core.studio import now_ms, open_studio

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
SIZES = (1_000, 100_000, 1_000_000)  # entries; a tenth of them are pictures of one person
QUICK_SIZES = (1_000, 10_000, 30_000)


@dataclass(frozen=True)
class Books:
    """A data folder with books of some size, as they are an hour after the app has them.

    Its keeper has folded all orders by then: `fold_s` is how long that takes without rests.
    """

    settings: Settings
    written: data.Written
    fold_s: float

    @property
    def pictures(self) -> int:
        """Return how many pictures the busiest person has."""
        return len(self.written.heavy_pictures)


class Workspace:
    """Make folders, databases and books; with `quick`, small ones."""

    def __init__(self, root: Path, ends: ExitStack, *, quick: bool) -> None:
        self.quick = quick
        self.sizes = QUICK_SIZES if quick else SIZES
        self._root = root
        self._ends = ends
        self._books: dict[int, Books] = {}
        self._new_postgresql: Callable[[], str] | None = None

    def repeats(self, full: int, quick: int) -> int:
        """Return how often to repeat something."""
        return quick if self.quick else full

    def folder(self, name: str) -> Path:
        """Return a fresh folder."""
        path = self._root / f"{len(list(self._root.iterdir()))}-{name}"
        path.mkdir()
        return path

    def settings(self, database: str = SQLITE, **more: Any) -> Settings:
        """Return settings for a fresh folder and database, whatever the environment says."""
        url = ""
        if database == POSTGRESQL:
            if self._new_postgresql is None:
                self._new_postgresql = self._ends.enter_context(postgresql())
            url = self._new_postgresql()
        known: dict[str, Any] = {"database_url": SecretStr(url), "image_provider": "demo"}
        known |= {"orders_per_minute": 10_000, "tokens_per_day": 1_000_000}
        return Settings(data_dir=self.folder(database), **known | more)

    def books(self, entries: int) -> Books:
        """Return books with so many entries; pages and audit share them."""
        if entries not in self._books:
            settings = self.settings()
            studio = open_studio(settings)
            written = data.write(studio.database, data.Plan(entries, now=now_ms()))
            fold_s = seconds(lambda: fold(studio.database, rest=lambda _: False))
            studio.database.dispose()
            small = check_answer(picture()).thumbnail
            data.link_pictures(settings.data_dir, written.heavy_pictures, picture(), small)
            self._books[entries] = Books(settings, written, fold_s)
        return self._books[entries]


@contextmanager
def workspace(*, quick: bool) -> Iterator[Workspace]:
    """Yield a workspace in the system's folder for temporary files; delete it at the end."""
    with ExitStack() as ends:
        root = ends.enter_context(TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True))
        yield Workspace(Path(root), ends, quick=quick)
