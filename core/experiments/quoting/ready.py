"""What is missing before an experiment can run. Pure: the page shows it, the run refuses it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from core.errors import ExperimentRefused, InvalidRequest, StudioError
from core.experiments.plan import Planned
from core.experiments.rows import Matrix
from core.experiments.shapes import ArmShape, CaseShape
from core.faults import ExperimentFault
from core.library import variables
from core.people.people import DEMO_MEMBER
from core.providers.contract import Model, Provider, find_model
from core.tables import MAX_ARMS, MAX_CELLS, PromptVersion


def faults(matrix: Matrix, services: Mapping[str, Provider]) -> Iterator[StudioError]:
    """Yield what keeps a matrix from running, the first to be set right first."""
    if matrix.is_revealed:  # until an extension: what comes now would change what was counted
        yield ExperimentRefused(ExperimentFault.REVEALED)
    if not matrix.experiment.question:
        yield ExperimentRefused(ExperimentFault.QUESTION)
    if not 2 <= len(matrix.arms) <= MAX_ARMS:
        yield ExperimentRefused(ExperimentFault.ARMS)
    elif sum(arm.is_base for arm in matrix.arms.values()) != 1:
        yield ExperimentRefused(ExperimentFault.BASE)
    if matrix.experiment.voters and matrix.experiment.owner == DEMO_MEMBER and not matrix.tries:
        yield ExperimentRefused(ExperimentFault.ANYBODY_OWNS)
    yield from _equal_arms(matrix)
    if not matrix.cases:
        yield ExperimentRefused(ExperimentFault.CASES)
    for number, arm in matrix.arms.items():
        yield from _faults_of_arm(matrix, number, arm, services)


def demand(matrix: Matrix, services: Mapping[str, Provider], cells: Sequence[Planned]) -> None:
    """Raise what keeps a matrix from running, or `ExperimentRefused("too_many")` for its cells."""
    for fault in faults(matrix, services):
        raise fault
    if len(cells) > MAX_CELLS:
        raise ExperimentRefused(ExperimentFault.TOO_MANY, cells=len(cells), limit=MAX_CELLS)


def values_for(version: PromptVersion, case: CaseShape) -> dict[str, str]:
    """Return the case's values that the version's text has a place for; a blank one is none."""
    return {
        name: case.variables[name]
        for name in variables.names(version.text)
        if case.variables.get(name, "").strip()
    }


def _equal_arms(matrix: Matrix) -> Iterator[StudioError]:
    first: dict[tuple[str, ...], int] = {}
    for number, arm in matrix.arms.items():
        if (earlier := first.setdefault(arm.makes, number)) != number:
            yield ExperimentRefused(ExperimentFault.SAME_ARMS, first=earlier, second=number)


def _faults_of_arm(
    matrix: Matrix, number: int, arm: ArmShape, services: Mapping[str, Provider]
) -> Iterator[StudioError]:
    service = services.get(arm.service)
    model = find_model(service.models, arm.model) if service else None
    if service is None or model is None:
        yield InvalidRequest("service" if service is None else "model")
        return
    if arm.aspect_ratio not in model.aspect_ratios:
        yield InvalidRequest("aspect_ratio")
    if arm.size not in model.sizes:
        yield InvalidRequest("size")
    for case_number, case in matrix.cases.items():
        facts = {"case": case_number, "arm": number}
        yield from _faults_of_cell(matrix, arm, case, model, facts)


def _faults_of_cell(
    matrix: Matrix, arm: ArmShape, case: CaseShape, model: Model, facts: Mapping[str, int]
) -> Iterator[StudioError]:
    version = matrix.versions[arm.version_id]
    values = json.loads(version.parameters) | values_for(version, case)
    for name in variables.missing(version.text, values):
        yield InvalidRequest("case_missing", name=name, **facts)
    if case.reference is not None and model.references < 1:
        yield InvalidRequest("case_reference", **facts)
