"""One experiment, with all that one person may see of it; by a handful of queries at any size.

Who may not read a members' prompt sees the pictures and the figures, but no text and no values.
Where votes are planned, others than the owner see neither arms nor pictures before the reveal, and
none again from an extension to the next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session, col

from core.database import Database, Source, reading
from core.experiments import outcomes, rows, statements
from core.experiments.outcomes import Outcome
from core.experiments.overview import State
from core.experiments.shapes import ArmShape
from core.experiments.views.view import ArmView, CellView, ExperimentView, Said
from core.experiments.voting.looks import is_sealed
from core.library.prompts import may_read
from core.providers import services
from core.tables import Answer, Arm, Cell, Experiment, OrderStatus, PromptVersion, Reason, User


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
