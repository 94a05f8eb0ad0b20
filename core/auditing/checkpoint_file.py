"""The checkpoint of the last clean audit, as a signed file in the data folder."""

from __future__ import annotations

from pathlib import Path

from core.errors import StorageFailed
from core.ledger import checkpoints
from core.ledger.checkpoints import Checkpoint
from core.pictures.files import load_secret, write_whole
from core.settings import Settings

NAME = "audit.checkpoint"


def key(settings: Settings) -> bytes | None:
    """Return what checkpoints are signed with; None without a key and without room to make one."""
    given = settings.secret_key.get_secret_value() if settings.secret_key else None
    try:
        return load_secret(settings.data_dir, given)
    except StorageFailed:
        return None


def keep(checkpoint: Checkpoint, folder: Path, secret: bytes | None) -> bool:
    """Keep a checkpoint for the next quick audit; return False where that can't be done."""
    if secret is None:
        return False
    try:
        write_whole(folder / NAME, checkpoint.sealed(secret))
    except StorageFailed:  # the audit is what it is, with or without it
        return False
    return True


def is_there(folder: Path) -> bool:
    """Return whether a data folder has a checkpoint, of whatever key."""
    return (folder / NAME).is_file()


def last(folder: Path, secret: bytes | None) -> Checkpoint | None:
    """Return what the last clean audit left; None without a file that this key has signed."""
    if secret is None:
        return None
    try:
        return checkpoints.unsealed((folder / NAME).read_bytes(), secret)
    except OSError:
        return None
