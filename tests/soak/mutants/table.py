"""What one mistake is, and the table of the mistakes that are tried in one file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@dataclass(frozen=True)
class Mutant:
    """One mistake: its name says what goes wrong, `new` stands where `old` stood.

    `survives` is the argument why the change is harmless, for one that no test can notice.
    """

    name: str
    old: str
    new: str
    survives: str = ""


@dataclass(frozen=True)
class Table:
    """The mistakes of one file, and the fast test files that should notice, the likeliest first."""

    file: str
    suites: tuple[str, ...]
    mutants: tuple[Mutant, ...]

    def source(self) -> str:
        """Return the file as it is."""
        return (ROOT / self.file).read_text(encoding="utf-8")

    def with_mistake(self, mutant: Mutant) -> str:
        """Return the file's text with one mistake in it."""
        return self.source().replace(mutant.old, mutant.new)
