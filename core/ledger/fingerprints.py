"""Fingerprints of the books: who kept one can prove that nothing before it was changed.

A fingerprint is one line, `SHA-256(person):seq:digest`: the person's id as its SHA-256, the number
of their last entry, and that entry's digest (`core.chain`), which all entries before it are part
of. A file of fingerprints has one such line for each person and ends with `all:count:digest`, the
SHA-256 of the lines above it, each with its line feed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from core.chain import COLUMNS, FIRST, Chained, digest
from core.database import Database
from core.errors import InvalidRequest
from core.tables import ENTRIES, EntryDigest, User

MAX_LENGTH = 4_000_000  # characters that are read: about 25,000 people
CHUNK = 2_000  # rows fetched at once
_LINE = re.compile(r"([0-9a-f]{64}):([1-9][0-9]{0,18}):([0-9a-f]{64})")
_END = re.compile(r"all:[0-9]+:[0-9a-f]{64}")
_EVERY = aliased(EntryDigest)
_LAST = (
    select(func.max(_EVERY.seq))
    .where(col(_EVERY.user_id) == col(User.id))
    .correlate(User)
    .scalar_subquery()
)
_ENTRIES = (
    select(*(ENTRIES.c[column] for column in COLUMNS[Chained.ENTRY]))
    .where(ENTRIES.c.user_id == bindparam("person"), ENTRIES.c.seq <= bindparam("last"))
    .order_by(ENTRIES.c.seq)
    .execution_options(yield_per=CHUNK)
)

Progress = Callable[[int, int], None]


class Verdict(StrEnum):
    """What became of a kept fingerprint."""

    UNCHANGED = "unchanged"  # every entry up to it is what it was
    CHANGED = "changed"  # an entry up to it was changed, replaced or taken away
    SHORTER = "shorter"  # the person has fewer entries by now
    NOBODY = "nobody"  # no such person is in these books


@dataclass(frozen=True)
class Fingerprint:
    """What one line says: whose books, up to which entry, and its digest."""

    person: str
    seq: int
    digest: str

    def __str__(self) -> str:
        return f"{self.person}:{self.seq}:{self.digest}"


@dataclass(frozen=True)
class Checked:
    """A kept fingerprint, and what became of it."""

    fingerprint: Fingerprint
    verdict: Verdict


def of_person(database: Database, person_id: str) -> str | None:
    """Return a person's fingerprint as of now; None before their first entry has a digest."""
    with database.read() as session:
        return next(_lines(session, person_id), None)


def whole_file(database: Database) -> str:
    """Return everybody's fingerprints as a file of lines with a digest of its own."""
    with database.snapshot() as session:
        told = sorted(_lines(session))
    return "".join(f"{line}\n" for line in [*told, _end(told)])


def of_everybody(session: Session) -> str:
    """Return the last line of the file of everybody's fingerprints: it stands for all of them."""
    return _end(sorted(_lines(session)))


def after_each(database: Database, person_id: str, seqs: list[int]) -> dict[int, str]:
    """Return the person's fingerprint as of each of some entries, by number; at most MOST_IDS."""
    query = select(col(EntryDigest.seq), col(EntryDigest.digest)).where(
        col(EntryDigest.user_id) == person_id, col(EntryDigest.seq).in_(seqs)
    )
    with database.read() as session:
        return {row.seq: line_of(person_id, row.seq, row.digest) for row in session.execute(query)}


def line_of(person_id: str, seq: int, digest: str) -> str:
    """Return the fingerprint of a person's books up to one entry."""
    return str(Fingerprint(_hashed(person_id), seq, digest))


def parse(text: str) -> list[Fingerprint]:
    """Read one line, several, or a whole file.

    Raise `InvalidRequest`: "fingerprint" with the line's number where a line is none, or
    "fingerprint_file" where the file's last line does not fit those above it.
    """
    if len(text) > MAX_LENGTH:
        raise InvalidRequest("fingerprint", line=1)
    found: list[Fingerprint] = []
    told = [line.strip() for line in text.splitlines()]
    for number, line in enumerate(told, start=1):
        if _END.fullmatch(line):
            _check_file(found, line)
        elif one := _LINE.fullmatch(line):
            found.append(Fingerprint(one[1], int(one[2]), one[3]))
        elif line:
            raise InvalidRequest("fingerprint", line=number)
    if not found:
        raise InvalidRequest("fingerprint", line=1)
    return found


def check(
    database: Database, kept: Sequence[Fingerprint], progress: Progress | None = None
) -> list[Checked]:
    """Compute every kept fingerprint anew from the entries, and say what became of it.

    Tell `progress(done, all)` before each of them.
    """
    checked = []
    with database.snapshot() as session:
        people = {_hashed(person): person for person in session.scalars(select(col(User.id)))}
        for done, fingerprint in enumerate(kept):
            if progress:
                progress(done, len(kept))
            verdict = _verdict(session, people.get(fingerprint.person), fingerprint)
            checked.append(Checked(fingerprint, verdict))
    return checked


def _verdict(session: Session, person_id: str | None, kept: Fingerprint) -> Verdict:
    if person_id is None:
        return Verdict.NOBODY
    last, seq = FIRST, 0
    for values in session.execute(_ENTRIES, {"person": person_id, "last": kept.seq}):
        last, seq = digest(Chained.ENTRY, last, values), values.seq
    if seq < kept.seq:
        return Verdict.SHORTER
    return Verdict.UNCHANGED if last == kept.digest else Verdict.CHANGED


def _end(told: Sequence[str]) -> str:
    body = "".join(f"{line}\n" for line in told)
    return f"all:{len(told)}:{sha256(body.encode()).hexdigest()}"


def _check_file(found: Iterable[Fingerprint], end: str) -> None:
    if _end([str(fingerprint) for fingerprint in found]) != end:
        raise InvalidRequest("fingerprint_file")


def _lines(session: Session, person_id: str | None = None) -> Iterator[str]:
    query = (
        select(col(EntryDigest.user_id), col(EntryDigest.seq), col(EntryDigest.digest))
        .join(User, col(User.id) == col(EntryDigest.user_id))
        .where(col(EntryDigest.seq) == _LAST)
    )
    if person_id is not None:
        query = query.where(col(User.id) == person_id)
    for row in session.execute(query):
        yield line_of(row.user_id, row.seq, row.digest)


def _hashed(person_id: str) -> str:
    return sha256(person_id.encode()).hexdigest()
