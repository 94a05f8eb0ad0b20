"""The list of experiments, and the state that each is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from core.database import Database
from core.experiments import outcomes
from core.experiments.outcomes import Outcome
from core.experiments.plan import UNDONE, last_tries
from core.experiments.voting import looks
from core.experiments.voting.looks import is_sealed
from core.listing.pages import MOST_LISTS, Listed, Page, fetch_page, listed
from core.tables import (
    REVEALED,
    Answer,
    Arm,
    Cell,
    Experiment,
    ExperimentCase,
    GeneratedImage,
    Generation,
    Judgement,
    OrderStatus,
    Prompt,
    User,
    in_status,
)

STRIP = 8  # pictures of an experiment that its row shows

_Later: Any = aliased(Judgement)
# The answers that count: a person's last one, unless it only takes the one before back.
COUNTED = and_(
    col(Judgement.answer) != Answer.UNDONE.value,
    ~exists().where(
        _Later.order_id == col(Judgement.order_id),
        _Later.person_id == col(Judgement.person_id),
        _Later.n > col(Judgement.n),
    ),
)


class State(StrEnum):
    """How an experiment stands.

    `DONE` says that its votes are revealed, or without votes that all of its pictures were judged.
    """

    DRAFT = "draft"
    RUNNING = "running"
    JUDGING = "judging"
    DONE = "done"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class ExperimentFilter:
    """Narrow the list; None or False wants nothing of it.

    `waiting` asks for experiments with a picture that the reader may judge and has not, or a pair
    that wants their vote; `voting` asks for the latter alone. Archived ones are listed only where
    their state is asked for.
    """

    mine: bool = False
    waiting: bool = False
    voting: bool = False
    state: State | None = None


@dataclass(frozen=True)
class ExperimentRow:
    """One experiment of the list; `strip` are orders whose pictures may be shown.

    `spent` is in tokens; `places` counts the cells of the matrix, `ended` those that have an
    outcome. Where arms and pictures are sealed for the reader, `arms` and all that says what came
    of them are 0 and empty.
    """

    id: str
    owner_id: str
    owner: str
    prompt_id: str
    prompt_title: str
    question: str
    state: State
    arms: int
    cases: int
    repeats: int
    voters: int
    is_revealed: bool
    created_at: int
    is_sealed: bool = False
    ended: int = 0
    pictures: int = 0
    spent: int = 0
    strip: tuple[str, ...] = ()

    @property
    def places(self) -> int:
        """Return how many cells the matrix has; 0 where it is sealed."""
        return self.arms * self.cases * self.repeats


def _orders(status: OrderStatus) -> Any:
    """Return the query for an experiment's cells whose order stands like this."""
    return (
        exists()
        .where(
            col(Cell.experiment_id) == col(Experiment.id),
            col(Generation.id) == col(Cell.order_id),
            in_status(status),
        )
        .correlate(Experiment)
    )


def _unjudged(*by: Any) -> Any:
    """Return the condition that a picture is there without an answer that counts."""
    judged = exists().where(col(Judgement.order_id) == col(Cell.order_id), COUNTED, *by)
    return (
        exists()
        .where(
            col(Cell.experiment_id) == col(Experiment.id),
            col(GeneratedImage.generation_id) == col(Cell.order_id),
            col(GeneratedImage.trashed_at).is_(None),  # a hole is judged by nobody
            ~judged.correlate(Cell),
        )
        .correlate(Experiment)
    )


# One expression for the list, its filter and the page of one.
STATE = case(
    (col(Experiment.archived_at).is_not(None), State.ARCHIVED.value),
    (col(Experiment.frozen_at).is_(None), State.DRAFT.value),
    (_orders(OrderStatus.HELD), State.RUNNING.value),
    (and_(col(Experiment.voters) > 0, REVEALED), State.DONE.value),
    (
        or_(col(Experiment.voters) > 0, _unjudged(), ~_orders(OrderStatus.SETTLED)),
        State.JUDGING.value,
    ),
    else_=State.DONE.value,
)


def list_experiments(
    database: Database, person: User, chosen: ExperimentFilter, *, number: int, size: int
) -> Page[ExperimentRow]:
    """Return one page of experiments, newest first; others' drafts are in no list."""
    page = fetch_page(database, _rows(person.id, chosen), _row, number=number, size=size)
    with database.read() as session:
        filled = _filled(session, person, page.rows)
    return Page(filled, page.number, page.pages, page.total)


def _row(**columns: Any) -> ExperimentRow:
    columns["state"] = State(columns["state"])
    return ExperimentRow(**columns)


@lru_cache(MOST_LISTS)
def _rows(person_id: str, chosen: ExperimentFilter) -> Listed:
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Experiment.id),
            col(Experiment.owner).label("owner_id"),
            col(User.name).label("owner"),
            col(Experiment.prompt_id),
            col(Prompt.title).label("prompt_title"),
            col(Experiment.question),
            STATE.label("state"),
            _count_of(Arm).label("arms"),
            _count_of(ExperimentCase).label("cases"),
            col(Experiment.repeats),
            col(Experiment.voters),
            REVEALED.label("is_revealed"),
            col(Experiment.created_at),
        )
        .join(User, col(User.id) == col(Experiment.owner))
        .join(Prompt, col(Prompt.id) == col(Experiment.prompt_id))
        .where(*_conditions(person_id, chosen))
    )
    return listed(query, newest_by=(col(Experiment.created_at), col(Experiment.id)))


def _count_of(table: type[Arm] | type[ExperimentCase]) -> Any:
    count = select(func.count()).where(col(table.experiment_id) == col(Experiment.id))
    return count.correlate(Experiment).scalar_subquery()


def _conditions(person_id: str, chosen: ExperimentFilter) -> list[Any]:
    own = col(Experiment.owner) == person_id
    wanted: list[Any] = [own if chosen.mine else or_(own, col(Experiment.frozen_at).is_not(None))]
    if chosen.state is not None:
        wanted.append(chosen.state.value == STATE)
    else:
        wanted.append(col(Experiment.archived_at).is_(None))
    to_vote = and_(~_orders(OrderStatus.HELD), looks.waits_for(person_id))
    if chosen.voting:
        wanted.append(to_vote)
    if chosen.waiting:
        to_judge = and_(
            or_(own, col(Experiment.voters) == 0), _unjudged(col(Judgement.person_id) == person_id)
        )
        wanted.append(or_(to_judge, to_vote))
    return wanted


def _filled(session: Session, person: User, found: Sequence[ExperimentRow]) -> list[ExperimentRow]:
    """Return rows with what their cells have come to, by one query for all of them."""
    cells: dict[str, list[Outcome]] = defaultdict(list)
    for cell in outcomes.cells_of(session, [row.id for row in found]):
        cells[cell.experiment_id].append(cell)
    return [_with_cells(row, cells[row.id], person) for row in found]


def _with_cells(row: ExperimentRow, cells: Sequence[Outcome], person: User) -> ExperimentRow:
    if is_sealed(row.owner_id, row.voters, person.id, revealed=row.is_revealed):
        return replace(row, is_sealed=True, arms=0)
    last = last_tries(map(outcomes.try_of, cells))
    settled = [each for each in cells if each.status == OrderStatus.SETTLED]
    shown = [each.order_id for each in settled if each.trashed_at is None]
    return replace(
        row,
        ended=sum(each.came not in UNDONE for each in last.values()),
        pictures=len(settled),
        spent=sum(each.cost for each in settled),
        strip=tuple(shown[:STRIP]),
    )
