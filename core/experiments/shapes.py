"""What people fill in: arms, cases, a whole draft; checked before any of it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.errors import InvalidRequest
from core.library import variables
from core.tables import MAX_ARMS, MAX_CASES, MAX_REPEATS, MAX_VOTERS
from core.text_checks import is_storable

MAX_QUESTION = 500  # characters, as are the next two
MAX_TITLE = 100
MAX_LOOK_FOR = 500
MAX_VALUES = 50  # of one case: more than any text has variables


@dataclass(frozen=True)
class ArmShape:
    """One arm as it is filled in; its number is its place among the others, from 1."""

    version_id: str
    service: str
    model: str
    aspect_ratio: str
    size: str
    is_base: bool = False

    @property
    def makes(self) -> tuple[str, ...]:
        """Return all that decides what the arm makes."""
        return self.version_id, self.service, self.model, self.aspect_ratio, self.size


@dataclass(frozen=True)
class CaseShape:
    """One case as it is filled in; `reference` is the name of a stored, checked picture."""

    title: str
    variables: Mapping[str, str] = field(default_factory=dict)
    look_for: str = ""
    reference: str | None = None
    reference_name: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """Return the columns of its row, whichever table it goes to."""
        return {
            "title": self.title.strip(),
            "variables": json.dumps(dict(self.variables)),
            "look_for": self.look_for.strip(),
            "reference": self.reference,
            "reference_name": self.reference_name,
        }


@dataclass(frozen=True)
class Draft:
    """All that the owner decides before the first run; anything may still be missing."""

    question: str = ""
    arms: tuple[ArmShape, ...] = ()
    cases: tuple[CaseShape, ...] = ()
    repeats: int = 1
    voters: int = 0
    own_votes: bool = False


def check(draft: Draft) -> None:
    """Refuse with `InvalidRequest` what no row could keep; what is missing is no fault yet."""
    if len(draft.question) > MAX_QUESTION or not is_storable(draft.question):
        raise InvalidRequest("question", limit=MAX_QUESTION)
    if not _is_whole(draft.repeats, 1, MAX_REPEATS):
        raise InvalidRequest("repeats", limit=MAX_REPEATS)
    if not _is_whole(draft.voters, 0, MAX_VOTERS):
        raise InvalidRequest("voters", limit=MAX_VOTERS)
    check_arms(draft.arms)
    check_cases(draft.cases)


def check_arms(arms: Sequence[ArmShape], *, before: int = 0) -> None:
    """Refuse with `InvalidRequest` arms that are too many, or of a text that no row keeps.

    `before` are those that are there already.
    """
    if before + len(arms) > MAX_ARMS:
        raise InvalidRequest("arms", limit=MAX_ARMS)
    if not all(is_storable("".join(arm.makes)) for arm in arms):
        raise InvalidRequest


def check_cases(cases: Sequence[CaseShape], *, before: int = 0) -> None:
    """Refuse with `InvalidRequest` what cases can't keep, naming the case by its number."""
    if before + len(cases) > MAX_CASES:
        raise InvalidRequest("cases", limit=MAX_CASES)
    for number, case in enumerate(cases, start=before + 1):
        _check_case(number, case)


def _check_case(number: int, case: CaseShape) -> None:
    if not 1 <= len(case.title.strip()) <= MAX_TITLE:
        raise InvalidRequest("case_title", case=number, limit=MAX_TITLE)
    if len(case.look_for) > MAX_LOOK_FOR:
        raise InvalidRequest("case_look_for", case=number, limit=MAX_LOOK_FOR)
    for name, value in case.variables.items():
        if len(name) > variables.MAX_NAME or len(value) > variables.MAX_VALUE:
            facts = {"name": name[: variables.MAX_NAME], "limit": variables.MAX_VALUE}
            raise InvalidRequest("case_value", case=number, **facts)
    texts = (case.title, case.look_for, case.reference or "", case.reference_name)
    values = (word for pair in case.variables.items() for word in pair)
    if len(case.variables) > MAX_VALUES or not is_storable("".join((*texts, *values))):
        raise InvalidRequest("case_text", case=number)


def _is_whole(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high
