"""Files that are there whole or not at all, and the key that is made once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_ISVTX
from typing import BinaryIO

from core.disk import make_folder
from core.errors import StorageFailed
from core.log import get_logger

PRIVATE_FILE = 0o600
_OTHERS = 0o077  # what group and everybody else may do

_SECRET_BYTES = 32

log = get_logger()


def load_secret(data_dir: Path, given: str | None) -> bytes:
    """Return the given key, or the one in data_dir/secret.key, made at first use (mode 0600).

    The file appears by a hard link of a finished one: of processes that start at once one wins,
    and none ever reads half a key. Raises `StorageFailed`, also for a file that holds no key,
    because with an empty one anybody could sign.
    """
    if given:
        return given.encode()
    path = data_dir / "secret.key"
    with disk_errors():
        if not path.exists():
            made = secrets.token_hex(_SECRET_BYTES).encode()
            with _finished(path, lambda file: file.write(made)) as temp, suppress(FileExistsError):
                os.link(temp, path)
        secret = path.read_bytes().strip()
    if len(secret) < _SECRET_BYTES:
        raise StorageFailed("files") from ValueError(f"{path} holds no key")
    return secret


def private_folder(path: Path) -> None:
    """Make a folder, with those above it, for our own user only; take others' rights away.

    What cannot be tightened (a folder of somebody else, or one that is shared on purpose like
    /tmp) stays as it is, and the log says so. Raises `StorageFailed`.
    """
    with disk_errors():
        make_folder(path)
        _tighten(path)


def private_file(path: Path) -> None:
    """Make sure that a database's file is there, for our own user only; raises `StorageFailed`.

    SQLite gives its -wal and -shm files the mode of the file itself; those of a process that was
    killed are tightened here.
    """
    with disk_errors():
        make_folder(path.parent)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
        for name in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
            with suppress(FileNotFoundError):
                _tighten(name)


def _tighten(path: Path) -> None:
    found = path.stat()
    if not found.st_mode & _OTHERS:
        return
    try:
        if found.st_mode & S_ISVTX or found.st_uid != os.geteuid():
            raise PermissionError(f"{path} is not ours alone")
        path.chmod(S_IMODE(found.st_mode) & ~_OTHERS)
    except PermissionError as error:
        log.warning(
            "files.not_private", path=str(path), mode=oct(S_IMODE(found.st_mode)), exc_info=error
        )


@contextmanager
def disk_errors() -> Iterator[None]:
    """Translate what the disk refuses."""
    try:
        yield
    except OSError as error:
        raise StorageFailed("files") from error


@contextmanager
def _finished(path: Path, write: Callable[[BinaryIO], object]) -> Iterator[Path]:
    """Yield a temporary file beside `path`, complete and synced, to be put in its place.

    Its mode is 0600, because pictures are as private as the key is. The folder is synced
    afterwards: without that a power cut may forget the new name.
    """
    temp = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        with disk_errors():
            make_folder(path.parent)
            handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            yield temp
            _sync_folder(path.parent)
    finally:
        with suppress(OSError):
            temp.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, over what has its name."""
    build_whole(path, lambda file: file.write(data))


def build_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a file that is there whole or not at all; for what memory can't hold.

    Raises `StorageFailed`, and whatever `write` raises.
    """
    with _finished(path, write) as temp:
        temp.replace(path)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
