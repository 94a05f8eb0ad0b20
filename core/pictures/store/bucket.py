"""Pictures as objects of an S3-compatible service.

A put is one request, so an object is there whole or not at all. "Not there" is believed only where
the service says `NoSuchKey`, or where the bucket answers another question: a bucket that was
removed, or a proxy in between, says 404 to everything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError

from core.errors import StorageFailed
from core.log import get_logger
from core.pictures.store.client import ANSWER_S, client_of
from core.pictures.store.contract import Opened
from core.pictures.store.memory import Memory
from core.settings.bucket import BucketAccess

if TYPE_CHECKING:
    from obstore import GetOptions, ObjectMeta

PIECE_BYTES = 2 << 20  # most originals in one request; one piece a reader is in memory
PUT_S = 30.0  # for the largest original, 40 MB, over 11 Mbit/s
AT_A_TIME = 8  # questions of one page
PROBE = ".probe"  # one object, written again at each probe: no row names it, no sweep sees it
PROBE_BYTES = 65_536  # a thumbnail's size
PROBED_S = 10.0  # a good probe serves so long: asked each second, a put would be paid each second
_NOTHING = ".nothing"  # a folder that is never there
_REFUSED = "status code: 4"  # an answer, to one question; anything else is none
_MOST_TEXT = 300  # characters of what the service says, in the log

log = get_logger()


class BucketFailed(Exception):
    """What the service or the way to it refused, in a line, without our keys.

    `is_refusal`: the service has answered, and the same question gets the same answer.
    """

    def __init__(self, said: str, *, is_refusal: bool) -> None:
        super().__init__(said)
        self.is_refusal = is_refusal


class Bucket:
    """Keep each key as an object below the prefix of `access`; see `core.pictures.store.contract`.

    `monotonic` counts seconds.
    """

    def __init__(
        self, access: BucketAccess, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._access = access
        self._quick = client_of(access, ANSWER_S)
        self._patient = client_of(access, PUT_S)
        self._monotonic = monotonic
        self._probed_until = float("-inf")
        self.memory = Memory(monotonic)

    def __repr__(self) -> str:
        return f"Bucket({self._access.url!r})"

    def __str__(self) -> str:
        return self._access.url

    def put(self, key: str, data: bytes) -> None:
        """Store an object in one request."""
        with self._errors():
            obstore.put(self._patient, key, data, use_multipart=False)
        self.memory.keep(key, len(data))

    def get(self, key: str) -> bytes | None:
        """Return an object's bytes, or None; in pieces, so that a slow way has time for each."""
        found = self.open(key)
        return None if found is None else b"".join(found.pieces())

    def open(self, key: str) -> Opened | None:
        """Return an object to be read, or None; its first piece is there already."""
        found = self._fetch(key, 0, PIECE_BYTES)
        if found is None:
            return None
        meta, first = found
        tag = meta["e_tag"] or ""

        def read(start: int, stop: int) -> Iterator[bytes]:
            if start < len(first):
                yield first[start:stop]
                start = len(first)
            while start < stop:
                yield (piece := self._piece(key, start, min(start + PIECE_BYTES, stop), tag))
                start += len(piece)

        return Opened(key, meta["size"], meta["last_modified"].timestamp(), tag, read)

    def size(self, key: str) -> int | None:
        """Return an object's size, or None; known sizes are believed for a minute."""
        known = self.memory.size(key)
        if known is not None:
            return known
        self._need_voice()
        found = self._fetch(key, 0, 1)
        if found is None:
            return None
        size = found[0]["size"]
        self.memory.keep(key, size)
        return size

    def had(self, key: str) -> bool:
        """Return whether an object is there, or was within the last minute."""
        return self.size(key) is not None

    def expect(self, any_of: Sequence[Sequence[str]]) -> None:
        """Ask for those that are not known, some at a time; what fails is asked for again."""
        unknown = [keys for keys in any_of if keys and not any(map(self.memory.knows, keys))]
        if not unknown:
            return
        with ThreadPoolExecutor(AT_A_TIME, "bucket") as pool:
            wait([pool.submit(self._find, keys) for keys in unknown])

    def delete(self, key: str) -> None:
        """Delete an object, if it is there; a store that has fallen silent is not waited for."""
        self.memory.forget(key)
        self._need_voice()
        with self._errors():
            obstore.delete(self._quick, key)

    def names(self, folder: str, before_s: float | None = None) -> Iterator[str]:
        """Yield the names of objects right below a folder, a page of the service at a time."""
        with self._errors():
            for page in obstore.list(self._quick, prefix=folder):
                for meta in page:
                    name = meta["path"].removeprefix(f"{folder}/")
                    if "/" not in name and (before_s is None or _is_old(meta, before_s)):
                        yield name

    def delete_old(self, key: str, before_s: float) -> bool:
        """Delete an object if it is still old: the service itself can't delete by age."""
        with self._errors():
            try:
                meta = obstore.head(self._quick, key)
            except FileNotFoundError:
                return False
        if not _is_old(meta, before_s):
            return False
        try:
            self.delete(key)
        except StorageFailed:
            folder, _, name = key.partition("/")
            log.exception("file.not_deleted", folder=folder, file=name)
            return False
        return True

    def probe(self, folder: str) -> None:  # noqa: ARG002 - a bucket has none
        """Store an object, one for all folders; what has just gone well is not done again."""
        if self._monotonic() < self._probed_until:
            return
        with self._errors():
            obstore.put(self._quick, PROBE, bytes(PROBE_BYTES), use_multipart=False)
        self._probed_until = self._monotonic() + PROBED_S

    def need_answer(self) -> None:
        """Ask the bucket for what is in a folder that is never there."""
        for _ in self.names(_NOTHING):
            pass

    def _find(self, keys: Sequence[str]) -> None:
        with suppress(StorageFailed):
            any(self.size(key) is not None for key in keys)

    def _need_voice(self) -> None:
        """Raise where no answer came a moment ago: who asks many things waits for one."""
        if self.memory.is_quiet:
            raise StorageFailed("files") from BucketFailed(
                "no answer a moment ago", is_refusal=False
            )

    def _piece(self, key: str, start: int, stop: int, tag: str) -> bytes:
        """Return some bytes of an object that was there; it must be the same still."""
        found = self._fetch(key, start, stop, tag)
        if found is None or not found[1]:
            raise StorageFailed("files")
        return found[1]

    def _fetch(
        self, key: str, start: int, stop: int, tag: str = ""
    ) -> tuple[ObjectMeta, bytes] | None:
        """Return what the service says of an object and some of its bytes, or None."""
        options: GetOptions = {"range": (start, stop)}
        if tag:
            options["if_match"] = tag
        with self._errors():
            try:
                got = obstore.get(self._quick, key, options=options)
                return got.meta, got.bytes().to_bytes()
            except FileNotFoundError as error:
                is_sure = "NoSuchKey" in str(error)
        if not is_sure:
            self.need_answer()
        return None

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Translate whatever the service refuses."""
        try:
            yield
        except (BaseError, OSError) as error:
            is_refusal = _REFUSED in str(error)
            if not is_refusal:
                self.memory.fell_quiet()
            said = self._said(error)
            log.warning("bucket.refused", said=said)
            raise StorageFailed("files") from BucketFailed(said, is_refusal=is_refusal)

    def _said(self, error: Exception) -> str:
        """Return a refusal in a line; some services quote the key that they were given."""
        said = str(error).partition("\n\n")[0]
        for secret in (self._access.key_id, self._access.secret):
            said = said.replace(secret.get_secret_value(), "***")
        return f"{type(error).__name__}: {' '.join(said.split())[:_MOST_TEXT]}"


def _is_old(meta: ObjectMeta, before_s: float) -> bool:
    return meta["last_modified"].timestamp() < before_s
