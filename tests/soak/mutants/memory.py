"""Which test caught a mutant last time on this machine: it is asked first, and mostly alone.

A mutant that this test lets pass is tried by all others, as if nothing were remembered.
"""

from __future__ import annotations

from functools import cache

from soak.mutants.table import ROOT

FILE = ROOT / "test-results" / "mutants.txt"  # one line each: the mutant, a tab, the test


@cache
def _remembered() -> dict[str, str]:
    lines = FILE.read_text("utf-8").splitlines() if FILE.exists() else []
    return dict(line.split("\t") for line in lines if line.count("\t") == 1)


def recall(mutant: str) -> str:
    """Return the test that caught a mutant last; nothing for one that is not known."""
    return _remembered().get(mutant, "")


def note(mutant: str, test: str) -> None:
    """Keep what caught a mutant; several processes may write at once."""
    if test and recall(mutant) != test:
        FILE.parent.mkdir(exist_ok=True)
        with FILE.open("a", encoding="utf-8") as file:
            file.write(f"{mutant}\t{test}\n")
