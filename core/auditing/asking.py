"""Asking claims of one snapshot: by one reader, or by two who begin at the two ends."""

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


def found(rule: str, violating: Iterable[Row]) -> Finding:
    """Return what a rule found: all are counted, the first are put in words."""
    broken = 0
    rows: list[str] = []
    for row in violating:
        broken += 1
        if len(rows) < MAX_ROWS:
            rows.append(", ".join(f"{name}={value}" for name, value in row.items()))
    return Finding(rule, broken, tuple(rows))


def ask(
    rules: Rules, session: Session, progress: Progress, beside: Session | None = None
) -> tuple[Finding, ...]:
    """Return what each rule finds, in their order.

    `beside` reads the same instant, and works in a thread of its own: SQL runs outside of Python's
    lock, so it begins with the rules that are functions and we with those that are SQL, until both
    meet. `progress(rule, done, all)` hears of each rule once, in the caller's thread.
    """
    asked = _Questions(rules, progress)
    if beside is None:
        asked.answer(session)
        return asked.findings()
    with ThreadPoolExecutor(1, "audit") as reader:
        try:
            other = reader.submit(asked.answer_from_front, beside)
            asked.answer(session)
            asked.tell(rules)  # of what the other one is still at
        finally:
            asked.drop()
        other.result()
    return asked.findings()


class _Questions:
    """Rules that wait to be asked, and what came of the others; two threads may take from it."""

    def __init__(self, rules: Rules, progress: Progress) -> None:
        self._rules = rules
        self._progress = progress
        self._untold = dict.fromkeys(rules)
        self._waiting = deque(_asked_together(rules))
        self._found: dict[str, Finding] = {}

    def answer(self, session: Session) -> None:
        """Ask one question after another, the last first, until none waits; tell of all found."""
        for rules in _until_empty(self._waiting.pop):
            self.tell([*tuple(self._found), *rules])
            self._ask(rules, session)

    def answer_from_front(self, session: Session) -> None:
        """Ask one question after another, the first first, until none waits; tell nobody."""
        for rules in _until_empty(self._waiting.popleft):
            self._ask(rules, session)

    def tell(self, rules: Iterable[str]) -> None:
        """Tell of those rules of which nothing was told yet."""
        for rule in rules:
            if rule in self._untold:
                del self._untold[rule]
                done = len(self._rules) - len(self._untold) - 1
                self._progress(rule, done, len(self._rules))

    def _ask(self, rules: Rules, session: Session) -> None:
        """Ask a rule; those of one table's rows in one pass, and singly where one is broken."""
        are_right = hold_in_all_rows(session, list(rules.values()))
        for rule, claim in rules.items():
            self._found[rule] = found(rule, () if are_right else violations(session, claim))

    def drop(self) -> None:
        """Ask nothing more: whoever waits for the answers has gone."""
        self._waiting.clear()

    def findings(self) -> tuple[Finding, ...]:
        """Return what each rule has found, in the rules' order."""
        return tuple(self._found[rule] for rule in self._rules)


def _until_empty(take: Callable[[], Rules]) -> Iterator[Rules]:
    while True:
        try:
            rules = take()
        except IndexError:  # the other reader was faster
            return
        yield rules


def _asked_together(rules: Rules) -> Iterator[Rules]:
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
