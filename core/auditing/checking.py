"""Check rules in one snapshot: by one reader, or by two who begin at the two ends of the list."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlmodel import Session

from core.tables.claims import Claim, EachRow, Row, hold_in_all_rows, violations

MAX_ROWS = 20  # breaking rows named for each rule; the count is always the whole

Progress = Callable[[str, int, int], None]
Rules = Mapping[str, Claim]


@dataclass(frozen=True)
class Finding:
    """What one rule found: how many rows break it, and the first of them in words."""

    rule: str
    broken: int
    rows: tuple[str, ...]


def unheard(*_: object) -> None:
    """Tell nobody."""


def finding_of(rule: str, violating: Iterable[Row]) -> Finding:
    """Return what a rule found: all rows are counted, the first of them put in words."""
    broken = 0
    rows: list[str] = []
    for row in violating:
        broken += 1
        if len(rows) < MAX_ROWS:
            rows.append(", ".join(f"{name}={value}" for name, value in row.items()))
    return Finding(rule, broken, tuple(rows))


def check_rules(
    rules: Rules, session: Session, progress: Progress, beside: Session | None = None
) -> tuple[Finding, ...]:
    """Return what each rule finds, in their order.

    `beside` reads the same instant, and works in a thread of its own: SQL runs outside of Python's
    lock, so it begins with the rules that are functions and we with those that are SQL, until both
    meet. `progress(rule, done, all)` hears of each rule once, in the caller's thread.
    """
    check = _Check(rules, progress)
    if beside is None:
        check.work(session)
        return check.findings()
    with ThreadPoolExecutor(1, "audit") as second:
        try:
            helped = second.submit(check.help, beside)
            check.work(session)
            check.tell(check.helper_is_at)
        finally:
            check.stop()
        helped.result()
    check.tell(rules)
    return check.findings()


class _Check:
    """Rules that wait to be checked, and what came of the others; two threads take from it."""

    def __init__(self, rules: Rules, progress: Progress) -> None:
        self._rules = rules
        self._progress = progress
        self._untold = dict.fromkeys(rules)
        self._waiting = deque(_checked_together(rules))
        self._findings: dict[str, Finding] = {}
        self.helper_is_at: Rules = {}

    def work(self, session: Session) -> None:
        """Check rules, the last ones first, until none waits; tell of these and of the helper's."""
        for rules in _until_empty(self._waiting.pop):
            self.tell(rule for rule in self._rules if rule in self._findings)
            self.tell(rules)
            self._check(rules, session)

    def help(self, session: Session) -> None:
        """Check rules, the first ones first, until none waits, and tell nobody.

        Where that fails nothing more is checked: the audit has failed.
        """
        try:
            for rules in _until_empty(self._waiting.popleft):
                self.helper_is_at = rules
                self._check(rules, session)
        except BaseException:
            self.stop()
            raise

    def tell(self, rules: Iterable[str]) -> None:
        """Tell of those rules of which nothing was told yet."""
        for rule in rules:
            if rule in self._untold:
                del self._untold[rule]
                done = len(self._rules) - len(self._untold) - 1
                self._progress(rule, done, len(self._rules))

    def _check(self, rules: Rules, session: Session) -> None:
        """Check a rule; those of one table's rows in one pass, and singly where one is broken."""
        are_right = hold_in_all_rows(session, list(rules.values()))
        for rule, claim in rules.items():
            self._findings[rule] = finding_of(rule, () if are_right else violations(session, claim))

    def stop(self) -> None:
        """Check nothing more: the caller has gone, or the audit has failed."""
        self._waiting.clear()

    def findings(self) -> tuple[Finding, ...]:
        """Return what each rule has found, in the rules' order."""
        return tuple(self._findings[rule] for rule in self._rules)


def _until_empty(take: Callable[[], Rules]) -> Iterator[Rules]:
    while True:
        try:
            rules = take()
        except IndexError:  # the other one was faster
            return
        yield rules


def _checked_together(rules: Rules) -> Iterator[Rules]:
    """Yield the functions, then SQL: each rule by itself, or with those of its table's rows."""
    of_rows: dict[str, dict[str, Claim]] = {}
    sql: dict[str, Claim] = {}
    for rule, claim in rules.items():
        if isinstance(claim, EachRow):
            of_rows.setdefault(claim.table, {})[rule] = claim
        elif isinstance(claim, str):
            sql[rule] = claim
        else:
            yield {rule: claim}
    yield from ({rule: claim} for rule, claim in sql.items())
    yield from of_rows.values()
