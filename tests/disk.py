"""What the code asks of the disk, in order; and a disk that refuses to delete."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Put:
    """A file was put under a name: how long it was then, and how much of it was synced before."""

    name: str
    size: int
    synced: int | None


@dataclass
class Disk:
    """Watch the system's own calls, whichever module makes them."""

    puts: list[Put] = field(default_factory=list)
    deleted: list[Path] = field(default_factory=list)
    refused: set[Path] = field(default_factory=set)
    unsynced: set[str] = field(default_factory=set)  # folders with names that a crash may forget
    before_put: Callable[[], object] = lambda: None  # what somebody else does at that instant
    _synced: dict[int, int] = field(default_factory=dict)  # a file's number → its size at its sync

    def sync(self, handle: int) -> None:
        seen = os.fstat(handle)
        self._synced[seen.st_ino] = seen.st_size
        self.unsynced = {
            folder for folder in self.unsynced if Path(folder).stat().st_ino != seen.st_ino
        }

    def put(self, source: Any, target: Any) -> None:
        self.before_put()
        seen = Path(source).stat()
        self.puts.append(Put(Path(target).name, seen.st_size, self._synced.get(seen.st_ino)))
        self.unsynced.add(str(Path(target).parent))

    def delete(self, path: Any) -> None:
        if Path(path) in self.refused:
            raise PermissionError(f"{path} stays")
        if Path(path).exists():
            self.deleted.append(Path(path))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Return the watched disk; the calls themselves still happen."""
    watched = Disk()
    see: dict[str, Callable[..., None]] = {
        "fsync": watched.sync,
        "replace": watched.put,
        "rename": watched.put,
        "link": watched.put,
        "unlink": watched.delete,
        "remove": watched.delete,
    }

    def watch(name: str) -> None:
        real, note = getattr(os, name), see[name]

        def call(*given: Any, **more: Any) -> Any:
            note(*given)
            return real(*given, **more)

        monkeypatch.setattr(os, name, call)

    for name in see:
        watch(name)
    return watched
