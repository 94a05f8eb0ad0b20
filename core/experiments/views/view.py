"""What one person may see of an experiment: its arms, its cases, and what came of each try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from core.experiments import plan
from core.experiments.overview import State
from core.experiments.plan import Came, Place, Try
from core.experiments.shapes import ArmShape, CaseShape
from core.experiments.views import figures
from core.experiments.views.figures import ArmFigures, Result
from core.tables import Answer, Experiment, Reason


@dataclass(frozen=True)
class ArmView:
    """An arm as its reader may see it: `text` is empty where that is a members' prompt's."""

    number: int
    shape: ArmShape
    version: int
    text: str
    cost: int


@dataclass(frozen=True)
class Said:
    """One person's answer that counts, and the instant of it in ms."""

    answer: Answer
    reason: Reason
    at: int


class CellView(NamedTuple):
    """One try of a place: its order, what came of it, what was said of its picture.

    `has_file` says that the picture can be shown; `is_gone`, that it was and is in the bin or
    purged: a hole that says so. `has_begun` says that somebody has worked on its order. `took_ms`
    is how long its service worked; `picture_micros` what it took, in millionths of its currency,
    None where that is not known. `said` is by person.
    """

    tried: Try
    order_id: str
    cost: int
    error_code: str
    error_reason: str
    picture_micros: int | None
    picture_currency: str
    took_ms: int | None
    has_begun: bool
    has_file: bool
    is_gone: bool
    said: Mapping[str, Said]

    @property
    def money(self) -> dict[str, int | None]:
        """Return what its service took by currency: nothing yet of an order that is open."""
        is_open = self.tried.came == Came.OPEN
        return {} if is_open else {self.picture_currency: self.picture_micros}

    @property
    def result(self) -> Result:
        """Return it as the figures take it."""
        return Result(
            self.tried,
            tokens=self.cost if self.tried.came == Came.PICTURE else 0,
            money=self.money,
            took_ms=self.took_ms,
            answers={person_id: said.answer for person_id, said in self.said.items()},
        )


@dataclass(frozen=True)
class ExperimentView:
    """One experiment as its reader may see it.

    `is_locked` says that texts and values are a members' prompt's, `is_sealed` that arms and
    pictures are hidden until the reveal, `is_revealed` that it was, and that no look has begun
    since; `cells` has every try, oldest first.
    """

    experiment: Experiment
    state: State
    owner: str
    prompt_title: str
    is_own: bool
    is_locked: bool
    is_sealed: bool
    is_revealed: bool
    arms: Mapping[int, ArmView]
    cases: Mapping[int, CaseShape]
    cells: tuple[CellView, ...]

    @property
    def base(self) -> int:
        """Return the arm that the others are held against: a run has one."""
        return next(number for number, arm in self.arms.items() if arm.shape.is_base)

    @cached_property
    def places(self) -> list[Place]:
        """Return all places of the matrix that the reader may see."""
        return plan.places(self.arms, self.cases, self.experiment.repeats)

    @cached_property
    def counted(self) -> dict[Place, CellView]:
        """Return the try of each place that counts: the last one."""
        last = plan.last_tries(cell.tried for cell in self.cells)
        return {
            cell.tried.place: cell for cell in self.cells if last[cell.tried.place] == cell.tried
        }

    @cached_property
    def figures(self) -> dict[int, ArmFigures]:
        """Return the figures of each arm."""
        return figures.by_arm(self.places, [cell.result for cell in self.cells])

    def unjudged_by(self, person_id: str) -> list[CellView]:
        """Return the pictures that this person has not judged, case by case."""
        unjudged = [c for c in self.counted.values() if c.has_file and person_id not in c.said]
        return sorted(unjudged, key=_by_case)


def _by_case(cell: CellView) -> tuple[int, int, int]:
    place = cell.tried.place
    return place.case, place.repeat, place.arm
