"""Folders that are made for the user who runs the studio, and for nobody else."""

from __future__ import annotations

from pathlib import Path

PRIVATE_FOLDER = 0o700


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing; what is there stays as it is.

    `Path.mkdir(parents=True)` would let everybody into those above. Raises `OSError`.
    """
    path = path.absolute()  # of a name alone the way up has no end where the folder is gone
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(PRIVATE_FOLDER, exist_ok=True)  # another process may be quicker
