"""Pictures as files below a folder."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

from core.disk import make_folder
from core.errors import StorageFailed
from core.log import get_logger
from core.pictures.files import PRIVATE_FILE, disk_errors, write_whole
from core.pictures.store.contract import Opened
from core.pictures.store.memory import Memory

PIECE_BYTES = 256 * 1024
PROBE_BYTES = 65_536  # a thumbnail's size

log = get_logger()


@dataclass(frozen=True)
class Folder:
    """Keep each key as a file below `root`; see `core.pictures.store.contract`.

    Folders are made when something is first written.
    """

    root: Path
    memory: Memory = field(
        default_factory=lambda: Memory(time.monotonic), repr=False, compare=False
    )

    def __str__(self) -> str:
        return str(self.root)

    def put(self, key: str, data: bytes) -> None:
        """Write a file that is synced, with its name, when this returns."""
        write_whole(self.root / key, data)

    def get(self, key: str) -> bytes | None:
        """Return a file's bytes, or None."""
        with disk_errors():
            try:
                return (self.root / key).read_bytes()
            except FileNotFoundError:
                return None

    def open(self, key: str) -> Opened | None:
        """Return a file to be read, or None."""
        found = self._stat(key)
        if found is None:
            return None

        def read(start: int, stop: int) -> Iterator[bytes]:
            return _pieces(self.root / key, start, stop)

        tag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
        return Opened(key, found.st_size, found.st_mtime, tag, read)

    def size(self, key: str) -> int | None:
        """Return a file's size, or None."""
        found = self._stat(key)
        return None if found is None else found.st_size

    def had(self, key: str) -> bool:
        """Return whether a file is there, or was within the last minute.

        Each look gives the interpreter's lock away: 24 of them made a page a tenth slower.
        """
        if self.memory.knows(key):
            return True
        size = self.size(key)
        if size is not None:
            self.memory.keep(key, size)
        return size is not None

    def expect(self, any_of: Sequence[Sequence[str]]) -> None:
        """Do nothing: one look at many files would be no quicker than many looks."""

    def delete(self, key: str) -> None:
        """Delete a file, if it is there."""
        with disk_errors():
            (self.root / key).unlink(missing_ok=True)
        self.memory.forget(key)

    def names(self, folder: str, before_s: float | None = None) -> Iterator[str]:
        """Yield the names of files, unfinished ones (`.NAME.….tmp`) too; all were seen at once."""
        with disk_errors(), suppress(FileNotFoundError):
            found = list((self.root / folder).iterdir())
            yield from (
                path.name
                for path in found
                if path.is_file() and (before_s is None or _is_old(path, before_s))
            )

    def delete_old(self, key: str, before_s: float) -> bool:
        """Delete a file if it is still old."""
        path = self.root / key
        with disk_errors():
            if not _is_old(path, before_s):
                return False
        try:
            path.unlink(missing_ok=True)
        except OSError:
            log.exception("file.not_deleted", folder=path.parent.name, file=path.name)
            return False
        self.memory.forget(key)
        return True

    def probe(self, folder: str) -> None:
        """Make a file and delete it again; a kill between the two leaves an unfinished name."""
        path = self.root / folder / f".probe.{secrets.token_hex(8)}.tmp"
        with disk_errors():
            make_folder(path.parent)  # as the next picture would
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
            try:
                os.write(handle, bytes(PROBE_BYTES))  # a full disk still takes empty files
            finally:
                os.close(handle)
                path.unlink()

    def need_answer(self) -> None:
        """Return: what a disk refuses, it refuses for one file."""

    def _stat(self, key: str) -> os.stat_result | None:
        """Look for a file; a disk that can't be read raises, where Path.is_file() would say no.

        By text: each page looks for every picture that it shows, and a Path costs more than a look.
        """
        try:
            found = os.stat(f"{self.root}/{key}")  # noqa: PTH116 - as said above
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageFailed("files") from error
        return found if S_ISREG(found.st_mode) else None


def _pieces(path: Path, start: int, stop: int) -> Iterator[bytes]:
    """Yield a file's bytes; once it is open, deleting it takes nothing away."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            while start < stop and (piece := file.read(min(PIECE_BYTES, stop - start))):
                yield piece
                start += len(piece)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StorageFailed("files") from error


def _is_old(path: Path, before_s: float) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < before_s
    return False
