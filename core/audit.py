"""The books, checked in one snapshot: each rule is one query for the rows that break it.

`python -m core.audit` checks the books of whatever DATABASE_URL names: exit 0 and a summary, or
exit 1 and what is wrong, row by row.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from core import books
from core.database import Database
from core.ledger import audit_rules as ledger_rules
from core.library import audit_rules as library_rules
from core.orders import audit_rules as order_rules

MAX_ROWS = 20  # breaking rows named for each rule; the count is always the whole


@dataclass(frozen=True)
class Finding:
    """What one rule found: how many rows break it, and the first of them in words."""

    rule: str
    broken: int
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The whole audit: what was counted, and one finding for each rule, clean ones too."""

    people: int
    orders: int
    entries: int
    tokens: int
    held: int
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Return whether no rule is broken."""
        return not any(finding.broken for finding in self.findings)


# Each room says what must hold in its own tables.
RULES: dict[str, str] = {**ledger_rules.RULES, **order_rules.RULES, **library_rules.RULES}

_COUNTS = """
    SELECT (SELECT COUNT(*) FROM "user") AS people,
           (SELECT COUNT(*) FROM generation) AS orders,
           (SELECT COUNT(*) FROM "transaction") AS entries,
           (SELECT COALESCE(SUM(balance), 0) FROM "user") AS tokens,
           (SELECT COALESCE(SUM(held), 0) FROM "user") AS held"""

Progress = Callable[[str, int, int], None]


def audit(database: Database, progress: Progress | None = None) -> Report:
    """Check every rule over everybody in one snapshot; tell `progress(rule, done, all)` of each."""
    findings = []
    with database.snapshot() as session:
        counts = session.execute(text(_COUNTS)).mappings().one()
        for done, (rule, query) in enumerate(RULES.items()):
            if progress:
                progress(rule, done, len(RULES))
            findings.append(_check(session, rule, query))
    whole = {name: int(count) for name, count in counts.items()}  # PostgreSQL sums to NUMERIC
    return Report(**whole, findings=tuple(findings))


def _check(session: Session, rule: str, query: str) -> Finding:
    broken = 0
    rows: list[str] = []
    for row in session.execute(text(query)).mappings():
        broken += 1
        if len(rows) < MAX_ROWS:
            rows.append(", ".join(f"{name}={value}" for name, value in row.items()))
    return Finding(rule, broken, tuple(rows))


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
    """Print the report; return the exit status."""
    try:
        found = books.existing()
        with books.explained(found):
            report = audit(found.connect())
    except books.NoBooks as error:
        return books.give_up(error)
    books.say(describe(report))
    return 0 if report.clean else 1


if __name__ == "__main__":
    sys.exit(main())
