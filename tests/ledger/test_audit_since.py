"""An audit of what came after a checkpoint sees there what an audit of everything would see."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from commands import command
from corruptions import Found, TakeBack, books, check, spoilable_books, spoilt_later, unprotect  # noqa: F401
from fakes import CHEAP, make_studio, never, place, place_and_run
from ledger import test_audit_chain, test_audit_entries
from orders import test_audit_orders
from pictures import test_audit_pictures
from sqlalchemy import text

from core.audit import RULES, audit, audit_snapshot, describe
from core.auditing import checkpoint_file
from core.ledger import checkpoints
from core.ledger.checkpoints import Checkpoint
from core.ledger.since import STANDS
from core.orders import endings, generation
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio

EVERYTHING = {
    **{f"entry: {what}": found for what, found in test_audit_entries.CORRUPTIONS.items()},
    **{f"order: {what}": found for what, found in test_audit_orders.CORRUPTIONS.items()},
    **{f"picture: {what}": found for what, found in test_audit_pictures.CORRUPTIONS.items()},
    **{f"change of {what}": found for what, found in test_audit_chain.CHANGES.items()},
    **{f"link: {what}": found for what, found in test_audit_chain.OTHERS.items()},
}

# Where a rule would need older rows, another one speaks.
OTHERWISE = {
    "entry: entries of nobody": STANDS,
    "entry: a number below the first": STANDS,
    "entry: a key twice": "entries_are_chained",
    "picture: a picture of a lost order": "settled_has_one_image",
    "picture: a picture of no order": "settled_has_one_image",
    "link: the first digest gone": STANDS,
}
KEY = b"a key of this studio"


def checkpoint_of(studio: Studio) -> Checkpoint:
    """Return the checkpoint of books that are clean."""
    checkpoint = audit(studio.database, now=studio.now()).checkpoint
    assert checkpoint is not None
    return checkpoint


@pytest.mark.sqlite_first
@pytest.mark.parametrize("what", EVERYTHING)
def test_a_later_corruption_is_named(
    spoilt_later: Found,  # noqa: F811
    what: str,
    request: pytest.FixtureRequest,
) -> None:
    """What was changed after the checkpoint is named by the rule that it breaks."""
    corruption = EVERYTHING[what]
    check(spoilt_later, corruption._replace(rule=OTHERWISE.get(what, corruption.rule)), request)


def test_later_books_are_clean(studio: Studio) -> None:
    """Orders that were open at the checkpoint may end, and everybody may go on, new people too."""
    spoilable_books(studio)
    held, goes_on = place(studio, "held"), place(studio, "goes on")
    checkpoint = checkpoint_of(studio)
    generation.run(studio, goes_on.id, never())
    place_and_run(studio, "n", CHEAP)
    people.create(studio.database, "ann", "Ann", is_member=True, opening=9, now=studio.now())
    place_and_run(studio, "o", CHEAP, person="ann")
    place(studio, "p", CHEAP, person="ann")
    endings.cancel(studio, DEMO_USER, held.id)
    report = audit(studio.database, since=checkpoint)
    assert report.clean, "\n".join(describe(report))
    rules = {finding.rule for finding in report.findings}
    assert {*RULES, STANDS} - rules == {"buckets_are_right", "service_days_spent_what_ended"}
    assert audit(studio.database).clean


def test_nothing_new_is_clean(studio: Studio) -> None:
    """An audit after a checkpoint leaves nothing behind, and makes no checkpoint of its own."""
    books(studio)
    checkpoint = checkpoint_of(studio)
    for _ in range(2):
        report = audit(studio.database, since=checkpoint, now=studio.now())
        assert report.clean
        assert report.checkpoint is None


def test_a_slow_transaction_is_later(studio: Studio) -> None:
    """What was committed after the checkpoint is later, even if it took its id before."""
    checkpoint = checkpoint_of(studio).model_copy(update={"last_entry": 10**9})
    place_and_run(studio, "n", CHEAP)
    assert audit(studio.database, since=checkpoint).clean


OLDER = {  # what is done to rows from before the checkpoint, and whether that is seen
    "an entry gone": ('DELETE FROM "transaction" WHERE seq = 2', True),
    "an order gone": ("DELETE FROM generation WHERE key = 'r:0'", True),
    "a person gone": ("DELETE FROM \"user\" WHERE id = 'demo-member'", True),
    "somebody gone who never ordered": ("DELETE FROM \"user\" WHERE id = 'ann'", True),
    "a balance": ('UPDATE "user" SET balance = balance + 1', True),
    "a hold": ('UPDATE "user" SET held = held + 1', True),
    "an open order closed": (
        "UPDATE generation SET status = 'released', ended_at = 1, error_code = 'x'"
        " WHERE key = 'h:0'",
        True,
    ),
    "the last running balance": (
        "UPDATE \"transaction\" SET balance_after = 7 WHERE user_id = 'demo-user' AND seq = 3",
        True,
    ),
    "the last entry's digest": (
        "UPDATE entrydigest SET digest = 'x' WHERE user_id = 'demo-user' AND seq = 3",
        True,
    ),
    "the last order's digest": (
        "UPDATE orderdigest SET digest = 'x' WHERE user_id = 'demo-user' AND number = 3",
        True,
    ),
    "a price": ("UPDATE promptversion SET cost = cost + 1", True),
    "an amount in the middle": ('UPDATE "transaction" SET amount = -9 WHERE seq = 2', False),
    "a wish": ("UPDATE generation SET wish = 'another' WHERE key = 'r:0'", False),
}


@pytest.mark.sqlite_first
@pytest.mark.parametrize("what", OLDER)
def test_of_older_rows_the_ends_are_looked_at(studio: Studio, what: str) -> None:
    """How many they are, and where chains and balances ended: the rest only a full audit sees."""
    statement, seen = OLDER[what]
    spoilable_books(studio)
    people.create(studio.database, "ann", "Ann", is_member=False, opening=9, now=studio.now())
    checkpoint = checkpoint_of(studio)
    with suppress(TakeBack), studio.database.write() as tx:
        unprotect(tx.connection())
        tx.execute(text(statement))
        assert audit_snapshot(tx).clean is False
        later = audit_snapshot(tx, since=checkpoint)
        assert later.clean is not seen, "\n".join(describe(later))
        raise TakeBack


def test_the_chain_of_somebody_new_is_followed(studio: Studio) -> None:
    """Who came after the checkpoint has a chain from its beginning."""
    checkpoint = checkpoint_of(studio)
    people.create(studio.database, "ann", "Ann", is_member=False, opening=9, now=studio.now())
    with suppress(TakeBack), studio.database.write() as tx:
        unprotect(tx.connection())
        tx.execute(text("UPDATE entrydigest SET digest = 'x' WHERE user_id = 'ann'"))
        later = audit_snapshot(tx, since=checkpoint)
        assert {each.rule for each in later.findings if each.broken} == {"entries_are_chained"}
        raise TakeBack


def test_a_checkpoint_is_only_what_its_key_has_signed(studio: Studio, tmp_path: Path) -> None:
    """It is read as it was kept; changed, signed with another key, or gone, it is none."""
    books(studio)
    checkpoint = checkpoint_of(studio)
    assert checkpoint_file.keep(checkpoint, tmp_path, KEY)
    assert checkpoint_file.last(tmp_path, KEY) == checkpoint
    assert checkpoint_file.last(tmp_path, b"another key") is None
    assert checkpoint_file.last(tmp_path / "elsewhere", KEY) is None
    kept = checkpoint.sealed(KEY)
    for forged in (b"", b"\n", kept[1:], kept.replace(b'"balance":', b'"balance": '), kept + b" "):
        assert checkpoints.unsealed(forged, KEY) is None
    assert (tmp_path / checkpoint_file.NAME).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_takes_no_file_keeps_no_checkpoint(studio: Studio, tmp_path: Path) -> None:
    """Nothing is raised where a checkpoint can't be written, or there is no key to sign it."""
    checkpoint = checkpoint_of(studio)
    (tmp_path / "file").touch()
    assert not checkpoint_file.keep(checkpoint, tmp_path / "file", KEY)
    assert not checkpoint_file.keep(checkpoint, tmp_path, None)
    assert checkpoint_file.last(tmp_path, None) is None


def test_wrong_books_leave_no_checkpoint(studio: Studio) -> None:
    """Only an audit that found everything right is a place to begin from."""
    with studio.database.write() as tx:
        tx.execute(text('UPDATE "user" SET balance = balance + 1'))
    assert audit(studio.database, now=studio.now()).checkpoint is None
    with studio.database.write() as tx:
        tx.execute(text('UPDATE "user" SET balance = balance - 1'))


@pytest.mark.slow
@pytest.mark.sqlite_first
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # core.restore: both
def test_the_command_begins_at_the_last_full_audit(database_url: str, tmp_path: Path) -> None:
    """--since-last needs an audit of everything before it, and says what it doesn't look at."""
    studio = make_studio(database_url, tmp_path / "data")
    books(studio)
    missing = command("core.audit", database_url, tmp_path, "--since-last")
    assert (missing.returncode, len(missing.stdout.splitlines())) == (1, 1)
    assert "no checkpoint" in missing.stdout
    assert "not looked at" not in command("core.audit", database_url, tmp_path).stdout
    place_and_run(studio, "n", CHEAP)
    quick = command("core.audit", database_url, tmp_path, "--since-last")
    assert (quick.returncode, quick.stderr) == (0, "")
    assert "not looked at: what was there at the last full audit (20" in quick.stdout
    with studio.database.write() as tx:
        tx.execute(text("UPDATE \"user\" SET balance = 77 WHERE id = 'demo-user'"))
    wrong = command("core.audit", database_url, tmp_path, "--since-last")
    assert wrong.returncode == 1
    assert "FAIL balance_is_sum_of_entries (1 broken)" in wrong.stdout
    studio.database.dispose()
