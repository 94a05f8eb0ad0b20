"""What is asked of one experiment's rows, by the parameter "experiment"; each built once.

Building a statement costs more than most of its answers. Of what there may be hundreds of, columns
are read and no objects: a page reads all of it again at each answer to a picture. What has come of
its cells is in `outcomes`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import col

from core.experiments.overview import COUNTED, STATE
from core.tables import (
    REVEALED,
    Arm,
    Cell,
    Experiment,
    ExperimentCase,
    Generation,
    Judgement,
    OrderStatus,
    Prompt,
    PromptVersion,
    User,
    in_status,
)

ARMS = (
    select(Arm, PromptVersion)
    .join(PromptVersion, col(PromptVersion.id) == col(Arm.version_id))
    .where(col(Arm.experiment_id) == bindparam("experiment"))
    .order_by(col(Arm.number))
)
CASES: Select[*tuple[Any, ...]] = (
    select(
        col(ExperimentCase.number),
        col(ExperimentCase.title),
        col(ExperimentCase.variables),
        col(ExperimentCase.look_for),
        col(ExperimentCase.reference),
        col(ExperimentCase.reference_name),
    )
    .where(col(ExperimentCase.experiment_id) == bindparam("experiment"))
    .order_by(col(ExperimentCase.number))
)
TRIES: Select[*tuple[Any, ...]] = (
    select(
        col(Cell.arm),
        col(Cell.case_number),
        col(Cell.repeat),
        col(Cell.attempt),
        col(Generation.status),
        col(Generation.error_code),
        col(Generation.error_reason),
    )
    .join(Generation, col(Generation.id) == col(Cell.order_id))
    .where(col(Cell.experiment_id) == bindparam("experiment"))
)
# The experiment with what stands around it.
WHOLE: Select[*tuple[Any, ...]] = (
    select(
        Experiment,
        col(User.name).label("owner"),
        col(Prompt.title),
        col(Prompt.members_only),
        STATE.label("state"),
        REVEALED.label("is_revealed"),
    )
    .join(User, col(User.id) == col(Experiment.owner))
    .join(Prompt, col(Prompt.id) == col(Experiment.prompt_id))
    .where(col(Experiment.id) == bindparam("experiment"))
)
RUNNING = (
    select(col(Cell.order_id))
    .join(Generation, col(Generation.id) == col(Cell.order_id))
    .where(col(Cell.experiment_id) == bindparam("experiment"), in_status(OrderStatus.HELD))
    .limit(1)
)
SAID: Select[*tuple[Any, ...]] = (
    select(
        col(Judgement.order_id),
        col(Judgement.person_id),
        col(Judgement.answer),
        col(Judgement.reason),
        col(Judgement.judged_at),
    )
    .join(Cell, col(Cell.order_id) == col(Judgement.order_id))
    .where(col(Cell.experiment_id) == bindparam("experiment"), COUNTED)
)
