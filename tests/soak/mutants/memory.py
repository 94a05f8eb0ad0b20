"""Which test caught a mutant last time: it is asked first, and mostly alone.

A mutant that this test lets pass is tried by all others, as if nothing were remembered. The file is
kept in the repository: to find all of it out anew takes hours.
"""

from __future__ import annotations

import fcntl
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("caught_by.txt")  # one line each: the mutant, a tab, the test


@cache
def _remembered() -> dict[str, str]:
    return _read(FILE.read_text("utf-8"))


def recall(mutant: str) -> str:
    """Return the test that caught a mutant last; nothing for one that is not known."""
    return _remembered().get(mutant, "")


def note(mutant: str, test: str) -> None:
    """Keep what caught a mutant; several processes may write at once."""
    if not test or recall(mutant) == test:
        return
    with FILE.open("r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        known = _read(file.read()) | {mutant: test}
        file.seek(0)
        file.truncate()
        file.writelines(f"{name}\t{known[name]}\n" for name in sorted(known))


def _read(text: str) -> dict[str, str]:
    return dict(line.split("\t") for line in text.splitlines() if line.count("\t") == 1)
