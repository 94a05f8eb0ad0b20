"""One experiment, with all that one person may see of it; by a handful of queries at any size.

Who may not read a members' prompt sees the pictures and the figures, but no text and no values.
Where votes are planned, others than the owner see neither arms nor pictures before the reveal, and
none again from an extension to the next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from core.database import Database, Source, reading
from core.experiments import outcomes, plan, rows, statements
from core.experiments.outcomes import Outcome
from core.experiments.overview import State
from core.experiments.plan import Came, Place, Try
from core.experiments.shapes import ArmShape, CaseShape
from core.experiments.views import figures
from core.experiments.views.figures import ArmFigures, Result
from core.experiments.voting.looks import is_sealed
from core.library.prompts import may_read
from core.providers import services
from core.tables import (
    Answer,
    Arm,
    Cell,
    Experiment,
    OrderStatus,
    PromptVersion,
    Reason,
    User,
)


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


def find(source: Source, person: User, experiment_id: str) -> ExperimentView:
    """Return an experiment as this person may see it; raise `ExperimentNotFound`."""
    with reading(source) as session:
        whole = rows.find_whole(session, experiment_id)
        experiment: Experiment = whole.Experiment
        arms, versions = rows.arms_of(session, experiment_id)
        cases = rows.cases_of(session, experiment_id)
        is_revealed = whole.is_revealed
        sealed = is_sealed(experiment.owner, experiment.voters, person.id, revealed=is_revealed)
        cells = () if sealed else _cells(session, experiment_id)
    locked = not may_read(person, members_only=whole.members_only)
    return ExperimentView(
        experiment=experiment,
        state=State(whole.state),
        owner=whole.owner,
        prompt_title=whole.title,
        is_own=experiment.owner == person.id,
        is_locked=locked,
        is_sealed=sealed,
        is_revealed=is_revealed,
        arms={} if sealed else _arms(arms, versions, locked=locked),
        cases={
            number: replace(case, variables={}) if locked or sealed else case
            for number, case in cases.items()
        },
        cells=cells,
    )


def of_order(database: Database, order_id: str) -> str | None:
    """Return the experiment that an order is a cell of, or None: the way back from an order."""
    with database.read() as session:
        return session.scalar(select(col(Cell.experiment_id)).where(col(Cell.order_id) == order_id))


def services_of(database: Database, experiment_ids: Sequence[str]) -> dict[str, set[str]]:
    """Return the services that the arms of each of these experiments name."""
    query = select(col(Arm.experiment_id), col(Arm.service)).where(
        col(Arm.experiment_id).in_(experiment_ids)
    )
    found: dict[str, set[str]] = defaultdict(set)
    with database.read() as session:
        for row in session.execute(query):
            found[row.experiment_id].add(row.service)
    return found


def is_running(database: Database, experiment_id: str) -> bool:
    """Return whether any cell of an experiment is open; False for an unknown one."""
    with database.read() as session:
        return rows.is_running(session, experiment_id)


def _arms(
    arms: Mapping[int, ArmShape], versions: Mapping[str, PromptVersion], *, locked: bool
) -> dict[int, ArmView]:
    found = {}
    for number, shape in arms.items():
        version = versions[shape.version_id]
        text = "" if locked else version.text
        found[number] = ArmView(number, shape, version.number, text, version.cost)
    return found


def _cells(session: Session, experiment_id: str) -> tuple[CellView, ...]:
    said = _said(session, experiment_id)
    found = outcomes.cells_of(session, [experiment_id])
    return tuple(_cell(row, said[row.order_id]) for row in found)


def _cell(row: Outcome, said: Mapping[str, Said]) -> CellView:
    is_picture = row.status == OrderStatus.SETTLED
    return CellView(
        tried=outcomes.try_of(row),
        order_id=row.order_id,
        cost=row.cost,
        error_code=row.error_code,
        error_reason=row.error_reason,
        picture_micros=_picture_micros(row),
        picture_currency=row.picture_currency,
        took_ms=_worked_ms(row),
        has_begun=row.started_at is not None,
        has_file=is_picture and row.trashed_at is None,
        is_gone=is_picture and row.trashed_at is not None,
        said=said,
    )


def _worked_ms(row: Outcome) -> int | None:
    """Return how long a service has worked on a picture."""
    if row.status != OrderStatus.SETTLED or row.saving_at is None or row.generating_at is None:
        return None
    return row.saving_at - row.generating_at


def _picture_micros(row: Outcome) -> int | None:
    """Return what an order's service took; of a call that failed that is often not known."""
    is_known_free = row.generating_at is None or services.is_free(row.provider)
    return 0 if row.picture_micros is None and is_known_free else row.picture_micros


def _said(session: Session, experiment_id: str) -> dict[str, dict[str, Said]]:
    """Return the answers that count, by order and person."""
    said: dict[str, dict[str, Said]] = defaultdict(dict)
    for row in session.execute(statements.SAID, {"experiment": experiment_id}):
        answer = Said(Answer(row.answer), Reason(row.reason), row.judged_at)
        said[row.order_id][row.person_id] = answer
    return said


def _by_case(cell: CellView) -> tuple[int, int, int]:
    place = cell.tried.place
    return place.case, place.repeat, place.arm
