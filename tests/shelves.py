"""Where a test's pictures are: a folder, or a bucket of a server of its own; and a hand on them.

A module marked `both_storages` runs over both what it says of studios; a test in it that is about
one of them alone is marked `shelves.folder_only` or `shelves.bucket_only`.
"""

from __future__ import annotations

import os
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from core.pictures.store.bucket import PUT_S, Bucket
from core.pictures.store.client import ANSWER_S, client_of
from core.pictures.store.contract import Store
from core.pictures.store.folder import Folder
from core.pictures.store.opening import open_store
from core.settings import Settings
from core.studio import Studio

KEY_ID, SECRET = "AKIA-OF-TESTS", "not-a-real-key-of-anybody"
NOBODY = "http://127.0.0.1:9"  # refuses each connection
STORAGES = ("folder", "bucket")
FOLDERS = ("originals", "thumbnails", "references", "blind")


class S3:
    """One S3-compatible server for the test process; each test has a bucket of its own."""

    def __init__(self) -> None:
        from moto.server import ThreadedMotoServer  # a second: only where a test asks for it

        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.url = f"http://{host}:{port}"
        self._names = (f"pictures-{number}" for number in count(1))

    def new_bucket(self) -> str:
        """Make a bucket and return its name."""
        name = next(self._names)
        ask = urllib.request.Request(f"{self.url}/{name}", method="PUT")
        urllib.request.urlopen(ask).close()
        return name

    def settings(self, name: str = "", prefix: str = "shelf/one") -> dict[str, Any]:
        """Return the settings that name a bucket, or a new one."""
        return {
            "storage_url": f"s3://{name or self.new_bucket()}/{prefix}",
            "aws_endpoint_url": self.url,
            "aws_access_key_id": KEY_ID,
            "aws_secret_access_key": SECRET,
        }

    def stop(self) -> None:
        """End the server."""
        self._server.stop()


def choose_storages(metafunc: pytest.Metafunc) -> None:
    """Let a test run over both storages, where its module says so and it does not itself."""
    test = metafunc.definition
    says = any(mark.args[0] == "storage" for mark in test.iter_markers("parametrize"))
    if "storage" in metafunc.fixturenames and test.get_closest_marker("both_storages") and not says:
        metafunc.parametrize("storage", STORAGES, indirect=True)


folder_only = pytest.mark.parametrize("storage", ["folder"], indirect=True)
bucket_only = pytest.mark.parametrize("storage", ["bucket"], indirect=True)


def opened(storage: dict[str, Any], folder: Path) -> Store:
    """Return the store that these settings name; the folder is that of a studio."""
    return open_store(Settings.model_validate({"data_dir": folder, **storage}))


class Shelf:
    """A hand on what a store keeps: as an operator, or a fault, changes it from outside."""

    def __init__(self, store: Store) -> None:
        assert isinstance(store, Folder | Bucket)
        self._store = store

    def keys(self, *folders: str) -> set[str]:
        """Return all keys in these folders, or in any."""
        return {f"{name}/{each}" for name in folders or FOLDERS for each in self._store.names(name)}

    def files(self, *folders: str) -> dict[str, bytes]:
        """Return all bytes by key."""
        return {key: self.read(key) for key in sorted(self.keys(*folders))}

    def key(self, folder: str, name: str = "") -> str:
        """Return the key of the only file in a folder that begins with a name."""
        (key,) = (key for key in self.keys(folder) if key.startswith(f"{folder}/{name}"))
        return key

    def read(self, key: str) -> bytes:
        """Return the bytes of what is there."""
        data = self._store.get(key)
        assert data is not None
        return data

    def write(self, key: str, data: bytes) -> None:
        """Put bytes there, over others."""
        self._store.put(key, data)
        forget(self._store)

    def delete(self, key: str) -> None:
        """Take something away."""
        self._store.delete(key)

    def written_s(self, key: str) -> float:
        """Return when it was written, in seconds since 1970."""
        found = self._store.open(key)
        assert found
        return found.modified_s

    def date(self, at_s: float, *keys: str) -> None:
        """Make some files, or all, as old as if they were written at an instant."""
        for key in keys or self.keys():
            if isinstance(self._store, Folder):
                os.utime(self._store.root / key, (at_s, at_s))
            else:
                found = _objects(self._store)[f"{self._store._access.prefix}/{key}".lstrip("/")]
                found.last_modified = datetime.fromtimestamp(at_s, UTC)

    def age(self, hours: float) -> None:
        """Make all files so old by the wall's clock."""
        self.date(time.time() - hours * 3600)


def _objects(store: Bucket) -> Any:
    """Return the objects of a bucket as the server in this process keeps them."""
    from moto.s3.models import s3_backends

    return s3_backends["123456789012"]["aws"].buckets[store._access.name].keys


def forget(store: Store) -> None:
    """Let a bucket forget what it knows, as after a minute."""
    if isinstance(store, Bucket):
        store.memory.forget_all()


def of(studio: Studio) -> Shelf:
    """Return a hand on a studio's pictures."""
    return Shelf(studio.images.store)


def original(studio: Studio, order_id: str) -> str:
    """Return the key of an order's original."""
    name = studio.images.find_original(order_id)
    assert name
    return f"originals/{name}"


@contextmanager
def away(store: Store, at: str = NOBODY) -> Iterator[None]:
    """Let a bucket be asked for at another address meanwhile, where nobody listens."""
    assert isinstance(store, Bucket)
    whole = store._quick, store._patient
    access = replace(store._access, endpoint=at)
    store._quick, store._patient = client_of(access, ANSWER_S), client_of(access, PUT_S)
    try:
        yield
    finally:
        store._quick, store._patient = whole
        store.memory.forget_all()
