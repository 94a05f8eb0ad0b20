"""Every try of an experiment as a row, for spreadsheets: who writes the file defuses its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from core.experiments.plan import Came
from core.experiments.views.view import CellView, ExperimentView
from core.messages.report import CELLS, UNKNOWN
from core.messages.services import currency
from core.tables import MICROS, Answer

HEADER = list(CELLS.values())


def rows(
    view: ExperimentView, names: Mapping[int, str], stands: Callable[[CellView], str]
) -> Iterator[list[Any]]:
    """Yield each try, case by case: `names` are of arms, `stands` says how a cell does."""
    for cell in sorted(view.cells, key=_by_case):
        facts = _facts(view, names, cell) | {"state": stands(cell)}
        yield [facts[column] for column in CELLS]


def _by_case(cell: CellView) -> tuple[int, int, int, int]:
    place = cell.tried.place
    return place.case, place.repeat, place.arm, cell.tried.attempt


def _facts(view: ExperimentView, names: Mapping[int, str], cell: CellView) -> dict[str, Any]:
    place, result = cell.tried.place, cell.result
    case = view.cases[place.case]
    answers = [said.answer for said in cell.said.values()]
    return {
        "case": place.case,
        "title": case.title,
        "variables": "\n".join(f"{name}：{value}" for name, value in case.variables.items()),
        "look_for": case.look_for,
        "arm": names[place.arm],
        "repeat": place.repeat,
        "attempt": cell.tried.attempt,
        "order": cell.order_id,
        "tokens": result.tokens,
        "money": _money(cell),
        "currency": _currency(cell),
        "seconds": None if cell.took_ms is None else cell.took_ms / 1000,
        "usable": answers.count(Answer.USABLE),
        "judges": len(answers),
    }


def _money(cell: CellView) -> float | str | None:
    """Return what its service took; nothing while it is open, and what is not known is not 0."""
    if cell.tried.came == Came.OPEN:
        return None
    return UNKNOWN if cell.picture_micros is None else cell.picture_micros / MICROS


def _currency(cell: CellView) -> str | None:
    return None if cell.tried.came == Came.OPEN else currency(cell.picture_currency)
