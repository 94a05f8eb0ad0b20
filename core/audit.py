"""The books, checked in one snapshot: each rule is one claim, asked for the rows that break it.

`python -m core.audit` checks the books of whatever DATABASE_URL names: exit 0 and a summary, or
exit 1 and what is wrong, row by row; with `--files` also the files of all pictures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from core import books
from core.administration import audit_rules as administration_rules
from core.auditing import checkpoint_file
from core.auditing.checking import Finding, Progress, check_rules, finding_of, unheard
from core.database import Database
from core.errors import InvalidRequest
from core.experiments import audit_rules as experiment_rules
from core.experiments.voting import audit_rules as voting_rules
from core.ledger import audit_rules as ledger_rules
from core.ledger import chain_rules, checkpoints, fingerprints
from core.ledger.checkpoints import Checkpoint
from core.ledger.fingerprints import Verdict
from core.ledger.since import narrow
from core.library import audit_rules as library_rules
from core.orders import audit_rules as order_rules
from core.orders.statistics import audit_rules as statistics_rules
from core.people import audit_rules as people_rules
from core.pictures import audit_rules as picture_rules
from core.pictures.file_audit import FILE_RULES
from core.pictures.storage import ImageStore
from core.pictures.store.opening import open_store
from core.studio import now_ms
from core.tables.claims import Claim


@dataclass(frozen=True)
class Report:
    """The whole audit: what was counted, and one finding for each rule, clean ones too."""

    people: int
    orders: int
    entries: int
    tokens: int
    held: int
    findings: tuple[Finding, ...]
    checkpoint: Checkpoint | None = None  # of books that were found clean as a whole

    @property
    def clean(self) -> bool:
        """Return whether no rule is broken."""
        return not any(finding.broken for finding in self.findings)


# Each room says what must hold in its own tables.
RULES: dict[str, Claim] = {
    **ledger_rules.RULES,
    **order_rules.RULES,
    **picture_rules.RULES,
    **library_rules.RULES,
    **people_rules.RULES,
    **administration_rules.RULES,
    **chain_rules.RULES,
    **statistics_rules.RULES,
    **experiment_rules.RULES,
    **voting_rules.RULES,
}

NOT_SEEN = (
    "not looked at: what was there at the last full audit ({:%Y-%m-%d %H:%M:%S} UTC), but for how"
    " many rows that was and where each chain ended; the statistics; and what services spent a day"
)

_COUNTS = """
    SELECT (SELECT COUNT(*) FROM "user") AS people,
           (SELECT COUNT(*) FROM generation) AS orders,
           (SELECT COUNT(*) FROM "transaction") AS entries,
           (SELECT COALESCE(SUM(balance), 0) FROM "user") AS tokens,
           (SELECT COALESCE(SUM(held), 0) FROM "user") AS held"""

# PostgreSQL's 4 MB send every sort and hash of these rules to the disk: ten times as slow.
_SORT_IN_MEMORY = "SET LOCAL work_mem = '64MB'"


def audit(
    database: Database,
    progress: Progress = unheard,
    *,
    images: ImageStore | None = None,
    since: Checkpoint | None = None,
    now: int | None = None,
) -> Report:
    """Check every rule over everybody in one snapshot; tell `progress(rule, done, all)` of each.

    With `images`, check their files as well, after that: of these rules `done` counts files. With
    `since`, look only at what came after that (`core.ledger.since` says what is not seen then).
    With `now`, in ms, the report of clean books has a checkpoint, unless it was made by one.
    """
    if since is not None:  # short, and its tables are one session's
        with database.snapshot() as session:
            report = audit_snapshot(session, progress, since=since)
    else:
        with database.twin_snapshots() as (session, beside):
            report = audit_snapshot(session, progress, beside=beside)
            if report.clean and now is not None:
                report = replace(report, checkpoint=checkpoints.take(session, now=now))
    if images is None:
        return report
    files = _check_files(database, images, progress)
    return replace(report, findings=(*report.findings, *files))


def _check_files(database: Database, images: ImageStore, progress: Progress) -> Iterator[Finding]:
    for rule, claim in FILE_RULES.items():
        yield finding_of(rule, claim(database, images, partial(progress, rule)))


def audit_snapshot(
    session: Session,
    progress: Progress = unheard,
    *,
    since: Checkpoint | None = None,
    beside: Session | None = None,
) -> Report:
    """Check every rule in a transaction whose queries all see the same instant.

    `beside` is another one that sees it too: then two threads share the rules.
    """
    for reader in filter(None, (session, beside)):
        if reader.get_bind().dialect.name != "sqlite":
            reader.execute(text(_SORT_IN_MEMORY))
    rules = narrow(session, since, RULES) if since else RULES
    counts = session.execute(text(_COUNTS)).mappings().one()
    whole: dict[str, Any] = {name: int(count) for name, count in counts.items()}  # no NUMERIC
    return Report(**whole, findings=check_rules(rules, session, progress, beside))


def describe(report: Report) -> Iterator[str]:
    """Yield the report as lines for a terminal."""
    yield (
        f"{report.people} people, {report.orders} orders, {report.entries} entries; "
        f"{report.tokens} tokens, {report.held} of them held"
    )
    for finding in report.findings:
        yield f"{'ok  ' if not finding.broken else 'FAIL'} {finding.rule} ({finding.broken} broken)"
        yield from (f"     {row}" for row in finding.rows)


def main() -> int:
    """Print the report, or what became of kept fingerprints; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m core.audit", description="Check the books.")
    parser.add_argument("--files", action="store_true", help="also the files of all pictures")
    parser.add_argument(
        "--fingerprint",
        metavar="LINE|FILE",
        help="only whether what somebody kept is still part of the books",
    )
    parser.add_argument(
        "--since-last",
        action="store_true",
        help="only what came after the last audit of everything that found the books clean",
    )
    options = parser.parse_args()
    try:
        found = books.existing()
        with books.explained(found):
            if options.fingerprint is not None:
                return _check_kept(found.connect(), options.fingerprint)
            return _check(found, files=options.files, since_last=options.since_last)
    except books.NoBooks as error:
        return books.give_up(error)


def _check(found: books.Books, *, files: bool, since_last: bool) -> int:
    """Say what an audit finds, and what it doesn't look at; return 0 if the books are clean."""
    folder = found.settings.data_dir
    secret = checkpoint_file.key(found.settings)
    since = checkpoint_file.last(folder, secret) if since_last else None
    if since_last and since is None:
        raise books.NoBooks(f"{folder} has no checkpoint of a clean audit with this SECRET_KEY")
    images = ImageStore(open_store(found.settings), secret=b"") if files else None  # signs nothing
    report = audit(found.connect(), images=images, since=since, now=now_ms())
    books.say(describe(report))
    if since:
        books.say([NOT_SEEN.format(datetime.fromtimestamp(since.made_at / 1000, UTC))])
    elif report.checkpoint and not checkpoint_file.keep(report.checkpoint, folder, secret):
        books.say([f"no checkpoint was kept: {folder} can't be written"])
    return 0 if report.clean else 1


def _check_kept(database: Database, kept: str) -> int:
    """Say of each kept fingerprint what became of it; return 0 if all before it is unchanged."""
    try:
        told = fingerprints.parse(fingerprints.text_of(kept))
    except InvalidRequest as error:
        where = f" (line {error.facts['line']})" if "line" in error.facts else ""
        return books.give_up(f"this is no fingerprint, or not all of its file{where}")
    checked = fingerprints.check(database, told)
    books.say(f"{one.verdict:9} {one.fingerprint}" for one in checked)
    return 0 if all(one.verdict is Verdict.UNCHANGED for one in checked) else 1


if __name__ == "__main__":
    sys.exit(main())
