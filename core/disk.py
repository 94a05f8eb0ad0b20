"""What we ask of the disk: folders that are ours alone, and files that stay where we left them."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from core.errors import StorageFailed

PRIVATE_FOLDER = 0o700


def make_folder(path: Path) -> None:
    """Make a folder that is ours alone, and those above it that are missing.

    Ours is the user's who runs the studio; what is there stays as it is. `Path.mkdir(parents=True)`
    would let everybody into those above. Raise `OSError`.
    """
    path = path.absolute()  # of a name alone the way up has no end where the folder is gone
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(PRIVATE_FOLDER, exist_ok=True)  # another process may be quicker


class WatchedFiles:
    """Notice that SQLite's file, or the log beside it, was deleted or replaced while we use it.

    Our connections would go on writing to files that nobody can find any more. SQLite itself takes
    the log away with the last connection: so one of our own stays open while we watch.
    """

    def __init__(self, file: Path) -> None:
        self._paths = (file, file.with_name(f"{file.name}-wal"))
        self._known: dict[Path, tuple[int, int]] = {}
        self._open: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def check(self) -> None:
        """Raise `StorageFailed` if a path does not lead to the file that it first led to."""
        with self._lock:  # around the look too: what another thread has learned since is no move
            found = {path: self._find(path) for path in self._paths}
            if self._open is None and all(found.values()):
                self._open = sqlite3.connect(self._paths[0], check_same_thread=False)
                self._open.execute("SELECT COUNT(*) FROM sqlite_master").fetchall()
                self._known = {path: place for path, place in found.items() if place}
            if any(found[path] != place for path, place in self._known.items()):
                raise StorageFailed("database_moved")

    def forget(self) -> None:
        """Watch no more: what is there at the next check is ours."""
        with self._lock:
            self._known = {}
            if self._open is not None:
                self._open.close()
                self._open = None

    @staticmethod
    def _find(path: Path) -> tuple[int, int] | None:
        try:
            status = path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageFailed("database") from error
        return status.st_dev, status.st_ino
