"""The books, checked in one snapshot: each rule is one query for the rows that break it.

`python -m core.audit` checks the books of whatever DATABASE_URL names: exit 0 and a summary, or
exit 1 and what is wrong, row by row.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlmodel import Session

from core import settings
from core.database import Database
from core.errors import StudioError

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


# Each query returns one row for each violation; its columns are named in the report.
RULES: dict[str, str] = {
    "balance_is_sum_of_entries": """
        SELECT u.id AS person, u.balance, COALESCE(t.total, 0) AS entries
        FROM "user" u LEFT JOIN
          (SELECT user_id, SUM(amount) AS total FROM "transaction" GROUP BY user_id) t
          ON t.user_id = u.id
        WHERE u.balance <> COALESCE(t.total, 0)
        UNION ALL
        SELECT t.user_id, NULL, SUM(t.amount)  -- entries of somebody who is not there
        FROM "transaction" t LEFT JOIN "user" u ON u.id = t.user_id
        WHERE u.id IS NULL GROUP BY t.user_id""",
    "held_is_sum_of_open_orders": """
        SELECT u.id AS person, u.held, COALESCE(g.total, 0) AS open_orders
        FROM "user" u LEFT JOIN
          (SELECT user_id, SUM(cost) AS total FROM generation WHERE status = 'held'
           GROUP BY user_id) g ON g.user_id = u.id
        WHERE u.held <> COALESCE(g.total, 0)
        UNION ALL
        SELECT g.user_id, NULL, SUM(CASE WHEN g.status = 'held' THEN g.cost ELSE 0 END)
        FROM generation g LEFT JOIN "user" u ON u.id = g.user_id
        WHERE u.id IS NULL GROUP BY g.user_id""",
    "nobody_overdrawn": """
        SELECT id AS person, balance, held FROM "user"
        WHERE balance < 0 OR held < 0 OR held > balance""",
    "running_sum_is_balance_after": """
        SELECT user_id AS person, seq, balance_after, running FROM
          (SELECT user_id, seq, balance_after,
                  SUM(amount) OVER (PARTITION BY user_id ORDER BY seq) AS running
           FROM "transaction") e
        WHERE balance_after <> running""",
    "numbers_have_no_gap": """
        SELECT user_id AS person, COUNT(*) AS entries, MIN(seq) AS first, MAX(seq) AS last
        FROM "transaction" GROUP BY user_id
        HAVING MIN(seq) <> 1 OR MAX(seq) <> COUNT(*) OR COUNT(DISTINCT seq) <> COUNT(*)""",
    "opening_is_an_entry": """
        SELECT u.id AS person FROM "user" u LEFT JOIN "transaction" t
          ON t.user_id = u.id AND t.seq = 1 AND t.type = 'grant' AND t.key = 'opening'
        WHERE t.id IS NULL""",
    "settled_has_one_entry": """
        SELECT g.id AS order_id, g.status, g.cost, t.amount, d.entries
        FROM generation g LEFT JOIN "transaction" t ON t.generation_id = g.id LEFT JOIN
          (SELECT generation_id, COUNT(*) AS entries FROM "transaction"
           GROUP BY generation_id) d ON d.generation_id = g.id
        WHERE (g.status = 'settled') <> (t.id IS NOT NULL) OR d.entries > 1
           OR t.amount <> -g.cost OR t.user_id <> g.user_id OR t.type <> 'token_consumption'
           OR (t.id IS NOT NULL AND COALESCE(t.prompt_id, '') <> g.prompt_id)""",
    "settled_has_one_image": """
        SELECT g.id AS order_id, g.status, COUNT(i.id) AS images
        FROM generation g LEFT JOIN generatedimage i ON i.generation_id = g.id
        GROUP BY g.id, g.status
        HAVING COUNT(i.id) <> CASE WHEN g.status = 'settled' THEN 1 ELSE 0 END""",
    "consumption_has_order": """
        SELECT t.id AS entry, t.generation_id AS order_id
        FROM "transaction" t LEFT JOIN generation g ON g.id = t.generation_id
        WHERE (t.type = 'token_consumption' AND g.id IS NULL)
           OR (t.type = 'grant' AND (t.amount <= 0 OR t.generation_id IS NOT NULL))
           OR t.type NOT IN ('token_consumption', 'grant')""",
    "image_has_order": """
        SELECT i.id AS image, i.generation_id AS order_id
        FROM generatedimage i LEFT JOIN generation g ON g.id = i.generation_id
        WHERE g.id IS NULL""",
    "amounts_are_whole": """
        SELECT id AS entry, amount, balance_after, status FROM "transaction"
        WHERE amount = 0 OR amount <> CAST(amount AS BIGINT) OR status <> 'completed'
           OR balance_after < 0""",
    "ended_orders_have_times": """
        SELECT id AS order_id, status, ended_at, error_code FROM generation
        WHERE (status = 'held') <> (ended_at IS NULL)
           OR (status = 'released') <> (error_code <> '')""",
}

_COUNTS = """
    SELECT (SELECT COUNT(*) FROM "user"), (SELECT COUNT(*) FROM generation),
           (SELECT COUNT(*) FROM "transaction"), (SELECT COALESCE(SUM(balance), 0) FROM "user"),
           (SELECT COALESCE(SUM(held), 0) FROM "user")"""

Progress = Callable[[str, int, int], None]


def audit(database: Database, progress: Progress | None = None) -> Report:
    """Check every rule over everybody in one snapshot; tell `progress(rule, done, all)` of each."""
    findings = []
    with database.snapshot() as session:
        people, orders, entries, tokens, held = map(int, session.execute(text(_COUNTS)).one())
        for done, (rule, query) in enumerate(RULES.items()):
            if progress:
                progress(rule, done, len(RULES))
            findings.append(_check(session, rule, query))
    return Report(people, orders, entries, tokens, held, tuple(findings))


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
        url = make_url(settings.load().database)
    except settings.InvalidSettings as error:
        return _give_up(str(error))
    books = url.render_as_string()  # without its password
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return _give_up(f"there are no books at {books}")
    try:
        report = audit(Database(url.render_as_string(hide_password=False)))
    except (SQLAlchemyError, StudioError) as error:
        cause = type(error.orig if isinstance(error, DBAPIError) else error).__name__
        why = "damaged, not a database of this app, or out of reach"
        return _give_up(f"the books at {books} can't be read ({cause}): {why}")
    try:
        sys.stdout.writelines(f"{line}\n" for line in describe(report))
        sys.stdout.flush()
    except BrokenPipeError:  # a reader such as `head` has seen enough; nor is more of it flushed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if report.clean else 1


def _give_up(why: str) -> int:
    sys.stdout.write(f"{why}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
