"""What an experiment costs where its services bill in different currencies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import lab
import pytest
from fake_service import YuanProvider
from lab import LAB

from core.errors import GenerationFailed
from core.experiments import run
from core.experiments.report import cells
from core.experiments.views import reads
from core.experiments.views.view import ExperimentView
from core.faults import ProviderFault
from core.messages.report import CELLS
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio


@pytest.fixture
def yuan() -> YuanProvider:
    """Return a service that is billed in yuan."""
    return YuanProvider()


@pytest.fixture
def both(studio: Studio, yuan: YuanProvider) -> Studio:
    """Return a studio with that service, too, and an experiment of two cases between both."""
    made = replace(studio, services={**studio.services, yuan.name: yuan})
    drafted = lab.draft(made, cases=2)
    ours: dict[str, Any] = {"service": yuan.name, "model": yuan.models[0].id}
    lab.make(made, replace(drafted, arms=(drafted.arms[0], replace(drafted.arms[1], **ours))))
    return made


def view(studio: Studio) -> ExperimentView:
    """Return the experiment as its owner sees it."""
    return reads.find(studio.database, people.find(studio.database, DEMO_USER), LAB)


def money(studio: Studio) -> dict[int, dict[str, Any]]:
    """Return what each arm has spent in each currency."""
    return {arm: dict(each.spent.money) for arm, each in view(studio).figures.items()}


def test_each_currency_is_quoted_and_counted_by_itself(both: Studio) -> None:
    """An arm that is billed in yuan has no dollars, and is known where the other one is not."""
    assert run.quoted(both, DEMO_USER, LAB).money == (("CNY", Decimal("0.50")), ("USD", None))
    orders = lab.start(both)
    assert money(both) == {1: {}, 2: {}}, "what is still open has cost nothing yet"
    lab.carry(both, orders)
    assert money(both) == {1: {"USD": None}, 2: {"CNY": 500_000}}


def test_a_failure_keeps_the_currency_of_its_model(both: Studio, yuan: YuanProvider) -> None:
    """What a blocked picture has cost is not known, but it was no dollars."""
    yuan.queue(*[GenerationFailed(ProviderFault.IMAGE_BLOCKED)] * 2)
    lab.carry(both, lab.start(both))
    assert money(both)[2] == {"CNY": None}


def test_what_was_taken_back_has_cost_nothing_of_its_own_currency(both: Studio) -> None:
    """A cell that no service was asked for is known to be free."""
    lab.start(both)
    run.stop(both, DEMO_USER, LAB)
    assert money(both) == {1: {"USD": 0}, 2: {"CNY": 0}}


def test_a_model_that_nobody_offers_has_no_known_currency(both: Studio, studio: Studio) -> None:
    """A quote does not pretend to know what a model costs whose service is gone."""
    gone = replace(both, services=studio.services)
    assert run.quoted(gone, DEMO_USER, LAB).money == (("", None), ("USD", None))


def test_a_row_of_the_table_of_cells_names_its_currency(both: Studio) -> None:
    """Each try stands with its own; an open one has neither an amount nor a currency."""

    def told() -> set[tuple[Any, ...]]:
        rows = cells.rows(view(both), {1: "A", 2: "B"}, lambda _: "")
        named = [dict(zip(CELLS, row, strict=True)) for row in rows]
        return {(row["arm"], row["money"], row["currency"]) for row in named}

    orders = lab.start(both)
    assert told() == {("A", None, None), ("B", None, None)}
    lab.carry(both, orders)
    assert told() == {("A", "未知", "美元"), ("B", 0.25, "元")}
