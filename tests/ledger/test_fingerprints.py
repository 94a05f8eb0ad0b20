"""A kept fingerprint tells whether anything before it was changed, even by who knows the chain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fakes import CHEAP, make_studio, place_and_run
from sqlalchemy import text, update
from sqlmodel import Session

from core.audit import audit
from core.chain import COLUMNS, FIRST, Chained, digest
from core.errors import InvalidRequest
from core.ledger import chain_rules, fingerprints
from core.ledger.fingerprints import Verdict
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio
from core.tables import ENTRIES, ENTRY_DIGESTS, PEOPLE


def kept(studio: Studio, person: str = DEMO_USER) -> str:
    """Return a person's fingerprint of now."""
    line = fingerprints.of_person(studio.database, person)
    assert line
    return line


def verdicts(studio: Studio, words: str) -> list[Verdict]:
    """Return what becomes of the fingerprints in a text."""
    found = fingerprints.check(studio.database, fingerprints.parse(words))
    return [one.verdict for one in found]


def allow_changes(tx: Session) -> None:
    """Take the triggers of entries and digests away, as whoever owns the database can."""
    if tx.get_bind().dialect.name == "postgresql":
        tx.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for table in ("transaction", "entrydigest"):
        for verb in ("update", "delete"):
            tx.execute(text(f"DROP TRIGGER {table}_no_{verb}"))


def forge(studio: Studio, amount: int) -> None:
    """Grant more from the first entry on, and put every number and digest right."""
    with studio.database.write() as tx:
        allow_changes(tx)
        mine = ENTRIES.c.user_id == DEMO_USER
        first = update(ENTRIES).where(mine, ENTRIES.c.seq == 1)
        tx.execute(first.values(amount=ENTRIES.c.amount + amount))
        more = update(ENTRIES).where(mine)
        tx.execute(more.values(balance_after=ENTRIES.c.balance_after + amount))
        owner = update(PEOPLE).where(PEOPLE.c.id == DEMO_USER)
        tx.execute(owner.values(balance=PEOPLE.c.balance + amount))
        before = FIRST
        for entry in tx.execute(ENTRIES.select().where(mine).order_by(ENTRIES.c.seq)).mappings():
            before = digest(Chained.ENTRY, before, map(entry.__getitem__, COLUMNS[Chained.ENTRY]))
            its = (ENTRY_DIGESTS.c.user_id == DEMO_USER) & (ENTRY_DIGESTS.c.seq == entry["seq"])
            tx.execute(update(ENTRY_DIGESTS).where(its).values(digest=before))


def test_a_fingerprint_is_the_last_digest_without_the_persons_id(studio: Studio) -> None:
    """Its three parts are the SHA-256 of the id, the last entry's number, and its digest."""
    place_and_run(studio, "a")
    person, seq, last = kept(studio).split(":")
    assert person == hashlib.sha256(DEMO_USER.encode()).hexdigest()
    assert seq == "2"
    with studio.database.read() as session:
        query = "SELECT digest FROM entrydigest WHERE user_id = 'demo-user' AND seq = 2"
        assert session.scalar(text(query)) == last
    assert fingerprints.of_person(studio.database, "nobody") is None


def test_what_was_kept_stays_true_as_the_books_go_on(studio: Studio) -> None:
    """New entries after it change nothing for an old fingerprint."""
    old = kept(studio)
    place_and_run(studio, "a")
    people.top_up(studio.database, DEMO_USER, key="more", now=studio.now())
    assert verdicts(studio, f"{old}\n{kept(studio)}") == [Verdict.UNCHANGED] * 2


def test_a_consistent_forgery_is_seen_by_who_kept_one(studio: Studio) -> None:
    """With every balance and digest made anew the audit is clean, and the fingerprint says no."""
    place_and_run(studio, "a")
    old, other = kept(studio), kept(studio, DEMO_MEMBER)
    forge(studio, 1000)
    assert audit(studio.database).clean
    assert verdicts(studio, f"{old}\n{other}") == [Verdict.CHANGED, Verdict.UNCHANGED]


def test_entries_that_are_gone_are_seen(new_database: Callable[[], str], tmp_path: Path) -> None:
    """A last entry that was taken away with its digest leaves too few of them."""
    studio = make_studio(new_database(), tmp_path)
    place_and_run(studio, "a")
    old = kept(studio)
    with studio.database.write() as tx:
        allow_changes(tx)
        tx.execute(text("DELETE FROM entrydigest WHERE user_id = 'demo-user' AND seq = 2"))
        tx.execute(text("DELETE FROM \"transaction\" WHERE user_id = 'demo-user' AND seq = 2"))
    assert verdicts(studio, old) == [Verdict.SHORTER]
    studio.database.dispose()


def test_somebody_elses_digest_proves_nothing(studio: Studio) -> None:
    """A line with another person, another number or another digest is no part of the books."""
    place_and_run(studio, "a")
    person, _, last = kept(studio).split(":")
    other = kept(studio, DEMO_MEMBER).split(":")[0]
    lines = (f"{'0' * 64}:1:{last}", f"{other}:1:{last}", f"{person}:1:{last}")
    wanted = [Verdict.NOBODY, Verdict.CHANGED, Verdict.CHANGED]
    assert verdicts(studio, "\n".join(lines)) == wanted


def test_a_whole_file_has_a_line_for_each_person(studio: Studio) -> None:
    """Everybody's file is read back whole, spaces, empty lines and line ends aside."""
    place_and_run(studio, "a", CHEAP)
    file = fingerprints.whole_file(studio.database)
    assert file.splitlines()[:2] == sorted([kept(studio), kept(studio, DEMO_MEMBER)])
    assert verdicts(studio, file) == [Verdict.UNCHANGED] * 2
    assert verdicts(studio, file.replace("\n", " \r\n\r\n")) == [Verdict.UNCHANGED] * 2
    assert DEMO_USER not in file


@pytest.mark.parametrize("line", [0, 1])
def test_a_file_that_was_changed_is_refused(studio: Studio, line: int) -> None:
    """A line that is missing, or a digit that is another one, breaks the file's own digest."""
    told = fingerprints.whole_file(studio.database).splitlines()
    missing = "\n".join(told[:line] + told[line + 1 :])
    other = told[line].replace(":1:", ":2:")
    changed = "\n".join([*told[:line], other, *told[line + 1 :]])
    for words in (missing, changed):
        with pytest.raises(InvalidRequest) as refused:
            fingerprints.parse(words)
        assert refused.value.reason == "fingerprint_file"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", 1),
        (" \n ", 1),
        ("hello", 1),
        (f"\n{'a' * 64}:1:{'b' * 64}\n{'a' * 64}:1", 3),
        (f"{'A' * 64}:1:{'b' * 64}", 1),
        (f"{'a' * 64}:0:{'b' * 64}", 1),
        (f"{'a' * 64}:{'9' * 20}:{'b' * 64}", 1),
        ("x" * 5_000_000, 1),
        ("all:0:" + hashlib.sha256(b"").hexdigest(), 1),
    ],
)
def test_what_is_no_fingerprint_is_refused(words: str, line: int) -> None:
    """The refusal says which line, and nothing is asked of the database."""
    with pytest.raises(InvalidRequest) as refused:
        fingerprints.parse(words)
    assert (refused.value.reason, refused.value.facts["line"]) == ("fingerprint", line)


def test_a_check_tells_how_far_it_is(studio: Studio) -> None:
    """Each fingerprint is told before it is computed."""
    told: list[tuple[int, int]] = []
    found = fingerprints.parse(fingerprints.whole_file(studio.database))
    fingerprints.check(studio.database, found, lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]


@pytest.mark.sqlite_first
def test_the_audit_names_the_changed_entry_alone(
    new_database: Callable[[], str], tmp_path: Path
) -> None:
    """What follows a changed entry in its chain is not said to be changed."""
    studio = make_studio(new_database(), tmp_path)
    place_and_run(studio, "a")
    people.top_up(studio.database, DEMO_USER, key="more", now=studio.now())
    with studio.database.write() as tx:
        allow_changes(tx)
        first = (ENTRIES.c.user_id == DEMO_USER) & (ENTRIES.c.seq == 1)
        tx.execute(update(ENTRIES).where(first).values(created_at=5))
    with studio.database.read() as session:
        found = [dict(row) for row in chain_rules.broken(Chained.ENTRY, session)]
    assert found == [{"user_id": DEMO_USER, "seq": 1, "row": "changed"}]
    studio.database.dispose()
