"""The sample picture of each prompt: what the library shows before anything is ordered.

    data/samples/{prompt id}.webp     ships with the app, painted by the demo renderer
    data/samples/{prompt id}.png      or .jpg: the team's own, shown instead of it

Everybody may see them, whoever may read the prompt's text.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from core.settings import SAMPLES_FOLDER

SUFFIXES = (".webp", ".jpg", ".png")  # the last one that is there is shown


def addresses(folder: Path = SAMPLES_FOLDER) -> dict[str, str]:
    """Return the relative address of each sample by its prompt's id.

    It names the file's last change: a browser may keep the picture, and never shows an old one. A
    folder that can't be read has no samples.
    """
    found: dict[str, str] = {}
    with suppress(OSError):
        for file in sorted(_files(folder), key=_rank):
            prompt_id = file.name.rpartition(".")[0]
            changed = file.stat().st_mtime_ns
            found[prompt_id] = f"/sample/{quote(file.name)}?changed={changed:x}"
    return found


def find(name: str, folder: Path = SAMPLES_FOLDER) -> Path | None:
    """Return a sample by its file's name, None where there is none; it may be any words."""
    with suppress(OSError):
        return next((Path(file.path) for file in _files(folder) if file.name == name), None)
    return None


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from (each for each in entries if _is_sample(each))


def _is_sample(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError, UnicodeEncodeError):  # a link in a circle, a name that is no text
        entry.name.encode()
        return entry.name.endswith(SUFFIXES) and entry.is_file()
    return False


def _rank(file: os.DirEntry[str]) -> int:
    return next(rank for rank, each in enumerate(SUFFIXES) if file.name.endswith(each))
