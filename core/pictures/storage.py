"""Where picture files live, their thumbnails, and the signed addresses that show them.

    originals/{generation id}{suffix}    the service's bytes, unchanged
    thumbnails/{generation id}.jpg       made once, stored before the original
    references/{sha256}.jpg              checked uploads, one file for equal pictures
    blind/{generation id}.jpg            what voters see, made when first needed: no row needs it

They are in a folder or in a bucket (`core.pictures.store`), under the same keys in both.

A file is there whole or not at all, and an original is there only if all of its order's files
are: recovery may settle an order by looking for its original. Names that do not have the exact
form of an id or hash are answered as unknown (None, or `InvalidImage` missing) and never become
a path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from core.database import MOST_IDS
from core.errors import InvalidImage
from core.faults import ImageFault
from core.pictures import signing
from core.pictures.store.contract import Opened, Store
from core.pictures.uploads import SUFFIXES, Picture

Kind = Literal["original", "thumbnail", "reference"]
Stored = Kind | Literal["blind"]  # which has no signed address
Known = Callable[[list[str]], set[str]]

FOLDERS = {
    "original": "originals",
    "thumbnail": "thumbnails",
    "reference": "references",
    "blind": "blind",
}
_GENERATION = re.compile(r"[0-9a-f]{8,64}")
_REFERENCE = re.compile(r"[0-9a-f]{64}\.jpg")
_NAMES = dict.fromkeys(("original", "thumbnail", "blind"), _GENERATION) | {"reference": _REFERENCE}
# PNG first: services answer with it, and each page looks for every picture that it shows.
_ORIGINALS = tuple(sorted(SUFFIXES.values(), key=".png".__ne__))
_SUFFIXES = {"original": _ORIGINALS, "thumbnail": (".jpg",), "reference": ("",), "blind": (".jpg",)}
_OF_ORDER: tuple[Stored, ...] = ("original", "thumbnail", "blind")
MOST_ADDRESSES = 4096  # kept: what some hundred pages show, a few hundred bytes each
_UNFINISHED = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")


@dataclass(frozen=True)
class ImageStore:
    """Keep the picture files in `store`; `secret` signs their addresses, which stay the
    same for `address_s` seconds.

    Whatever folder or bucket refuses is raised as `StorageFailed` with the reason `files`.
    """

    store: Store
    secret: bytes = field(repr=False)
    address_s: int = signing.HOUR_S

    def store_original(self, generation_id: str, picture: Picture) -> None:
        """Store the thumbnail and then the unchanged original, so that the original means both.

        Raises `ValueError` for an id of another form, which only a mistake in core can bring.
        """
        if not _GENERATION.fullmatch(generation_id):
            raise ValueError("not a generation id")
        self.store.put(_key("thumbnail", f"{generation_id}.jpg"), picture.thumbnail)
        self.store.put(_key("original", f"{generation_id}{picture.suffix}"), picture.data)

    def store_reference(self, picture: Picture) -> str:
        """Store what `check_reference` made; return its name, the same for equal pictures.

        It is written again each time: that keeps the sweep away until the order's row names it.
        """
        if not _REFERENCE.fullmatch(picture.name):
            raise ValueError("not a checked reference")
        self.store.put(_key("reference", picture.name), picture.data)
        return picture.name

    def find_original(self, generation_id: str) -> str | None:
        """Return the original's name with its suffix, or None; pages ask for each that they show.

        `MIME_OF_SUFFIX` tells what it is.
        """
        key = self._find("original", generation_id)
        return key.rpartition("/")[2] if key else None

    def has_original(self, generation_id: str) -> bool:
        """Return whether the original is there, or was within the last minute: for pages alone."""
        return any(map(self.store.had, _keys("original", generation_id)))

    def expect_originals(self, generation_ids: Iterable[str]) -> None:
        """Look for many at once: for a page that will ask `has_original` of each."""
        self.store.expect([list(_keys("original", each)) for each in generation_ids])

    def is_stored(self, generation_id: str) -> bool:
        """Return whether any of an order's files is there."""
        return any(self._find(kind, generation_id) for kind in _OF_ORDER)

    def open_original(self, generation_id: str) -> Opened | None:
        """Return the original to be read piece by piece, or None."""
        return self._open("original", generation_id)

    def read_original(self, generation_id: str) -> bytes:
        """Return the original's bytes; raise `InvalidImage` missing when it is gone."""
        return self._read("original", generation_id)

    def read_thumbnail(self, generation_id: str) -> bytes:
        """Return the thumbnail's bytes; raise `InvalidImage` missing when it is gone."""
        return self._read("thumbnail", generation_id)

    def store_blind(self, generation_id: str, copy: bytes) -> None:
        """Store what `core.pictures.uploads.blind_copy` has made of a stored original."""
        self.store.put(_key("blind", f"{generation_id}.jpg"), copy)

    def has_blind(self, generation_id: str) -> bool:
        """Return whether the copy for voters is there."""
        return self._find("blind", generation_id) is not None

    def read_blind(self, generation_id: str) -> bytes:
        """Return the copy for voters; raise `InvalidImage` missing where there is none."""
        return self._read("blind", generation_id)

    def read_reference(self, name: str) -> bytes:
        """Return the reference's bytes; raise `InvalidImage` missing when it is gone."""
        return self._read("reference", name)

    def reference_size(self, name: str) -> int:
        """Return how many bytes the reference has; raise `InvalidImage` missing when it is gone."""
        for key in _keys("reference", name):
            size = self.store.size(key)
            if size is not None:
                return size
        raise InvalidImage(ImageFault.MISSING)

    def remove(self, generation_id: str) -> None:
        """Delete the original, then what was made of it; what is not there is no error."""
        for key in [key for kind in _OF_ORDER for key in _keys(kind, generation_id)]:
            self.store.delete(key)

    def address(self, kind: Kind, name: str, now_ms: int) -> str:
        """Return a relative, signed address; `name` is a generation's id or a reference's name.

        It stays the same for `address_s`, or what is left of it: see `core.pictures.signing`.
        """
        if not _NAMES[kind].fullmatch(name):
            raise ValueError("not a picture's name")
        until = signing.end_of(now_ms, self.address_s)
        return _signed_address(self.secret, kind, name, until)

    def open_signed(
        self, kind: str, name: str, until: str, signature: str, now_ms: int
    ) -> Opened | None:
        """Return the file that a signed address shows; None if anything about it is not right.

        All four strings come from the network and may be anything.
        """
        if kind not in _NAMES or not _NAMES[kind].fullmatch(name):
            return None
        words, given = ("picture", kind, name), {"until": until, "signature": signature}
        if not signing.is_valid(self.secret, *words, **given, now_ms=now_ms):
            return None
        return self._open(kind, name)

    def sweep(
        self, known_generation_ids: Known, known_references: Known, older_than_s: float, now_ms: int
    ) -> int:
        """Delete old files that no row names, and what a crash left unfinished; return how many.

        Each callable is given names, at most MOST_IDS at a time, and returns those that rows name;
        open orders count as rows, because their pictures come before they are settled.
        `older_than_s` must be longer than a picture takes from its file to its row. Files that
        the store would not make are left alone. One that can't be deleted is passed over.
        """
        before_s = now_ms / 1000 - older_than_s
        rows: dict[Stored, Known] = {
            "original": known_generation_ids,
            "thumbnail": known_generation_ids,
            "blind": known_generation_ids,
            "reference": known_references,
        }
        return sum(self._sweep(kind, known, before_s) for kind, known in rows.items())

    def _sweep(self, kind: Stored, known: Known, before_s: float) -> int:
        gone, some = 0, {}  # a few at a time: there may be a million, and few of them go
        for file_name in self.store.names(FOLDERS[kind], before_s):
            if _UNFINISHED.fullmatch(file_name):
                gone += self.store.delete_old(_key(kind, file_name), before_s)
            elif name := _name_of(kind, file_name):
                some[_key(kind, file_name)] = name
            if len(some) == MOST_IDS:
                gone += self._take(some, known, before_s)
                some = {}
        return gone + self._take(some, known, before_s)

    def _take(self, some: dict[str, str], known: Known, before_s: float) -> int:
        """Delete those of some old files, names by key, that no row names."""
        kept = known(list(some.values())) if some else set()
        return sum(
            self.store.delete_old(key, before_s) for key, name in some.items() if name not in kept
        )

    def _find(self, kind: Stored, name: str) -> str | None:
        for key in _keys(kind, name):
            if self.store.size(key) is not None:
                return key
        return None

    def _open(self, kind: str, name: str) -> Opened | None:
        for key in _keys(kind, name):
            if found := self.store.open(key):
                return found
        return None

    def _read(self, kind: Stored, name: str) -> bytes:
        for key in _keys(kind, name):
            data = self.store.get(key)
            if data is not None:
                return data
        raise InvalidImage(ImageFault.MISSING)


@lru_cache(MOST_ADDRESSES)
def _signed_address(secret: bytes, kind: Kind, name: str, until: str) -> str:
    signature = signing.sign(secret, "picture", kind, name, until)
    return f"/img/{kind}/{name}?until={until}&signature={signature}"


def _key(kind: str, file_name: str) -> str:
    return f"{FOLDERS[kind]}/{file_name}"


def _keys(kind: str, name: str) -> Iterator[str]:
    """Yield where the file may be, the likeliest first; nowhere, for a name of another form."""
    if _NAMES[kind].fullmatch(name):
        yield from (_key(kind, f"{name}{suffix}") for suffix in _SUFFIXES[kind])


def _name_of(kind: Stored, file_name: str) -> str | None:
    """Return the name by which rows know the file; None if the store did not make it."""
    for suffix in _SUFFIXES[kind]:
        name = file_name.removesuffix(suffix)
        if file_name.endswith(suffix) and _NAMES[kind].fullmatch(name):
            return name
    return None
