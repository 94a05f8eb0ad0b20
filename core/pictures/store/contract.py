"""What a store of named bytes can do, and what it hands out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol


@dataclass(frozen=True)
class Opened:
    """One stored file that was there a moment ago; nothing is held open until it is read.

    `tag` is another one once the bytes have changed, and `modified_s` is in seconds since 1970.
    """

    key: str
    size: int
    modified_s: float
    tag: str
    read: Callable[[int, int], Iterator[bytes]] = field(repr=False)

    @property
    def name(self) -> str:
        """Return the file's name, without its folder."""
        return PurePosixPath(self.key).name

    @property
    def suffix(self) -> str:
        """Return what the name ends with, such as `.png`."""
        return PurePosixPath(self.key).suffix

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` to before `stop`, a few at a time.

        Raise `FileNotFoundError` before the first of them where the file has gone, and
        `StorageFailed` for whatever else keeps them from being read.
        """
        return self.read(start, self.size if stop is None else stop)


class Store(Protocol):
    """Keep bytes by key; each method raises `StorageFailed("files")` where the store refuses.

    What is not there is None or False, never an error, and never said by a store that has not
    answered: recovery releases an order whose picture is not there.
    """

    def put(self, key: str, data: bytes) -> None:
        """Store bytes whole or not at all, over what has this key."""

    def get(self, key: str) -> bytes | None:
        """Return all bytes, or None."""

    def open(self, key: str) -> Opened | None:
        """Return what can be read piece by piece, or None."""

    def size(self, key: str) -> int | None:
        """Return how many bytes are there, or None; a bucket may have known it for a minute."""

    def had(self, key: str) -> bool:
        """Return whether something is there, or was within the last minute."""

    def expect(self, any_of: Sequence[Sequence[str]]) -> None:
        """Look at once for many of which `size` will be asked; each may be under several keys."""

    def delete(self, key: str) -> None:
        """Delete what has this key; nothing there is no error."""

    def names(self, folder: str, before_s: float | None = None) -> Iterator[str]:
        """Yield the names in a folder: all, or those written before an instant (s since 1970)."""

    def delete_old(self, key: str, before_s: float) -> bool:
        """Delete what is still old, and return whether it was; it may have been stored again.

        What can't be deleted stays for the next sweep, and is logged: it must not keep the others.
        """

    def probe(self, folder: str) -> None:
        """Show that a picture could be stored in this folder now."""

    def need_answer(self) -> None:
        """Raise where the store as a whole is out of reach, and not one file alone."""
