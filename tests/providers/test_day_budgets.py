"""What SERVICE_DAY_BUDGETS may say, and that the defaults allow one full experiment a day."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.providers import services
from core.providers.catalog import all_picture_models
from core.settings import InvalidSettings, Settings
from core.studio import open_studio
from core.tables import MAX_CELLS


def test_a_service_with_a_key_has_a_budget() -> None:
    """Without the setting each service that sends a bill has one; demo and one's own have none."""
    budgets = services.day_budgets(Settings())
    assert budgets.keys() == services.SERVICES.keys() - {"demo", "local"}
    assert set(budgets.values()) == {services.USUAL_BUDGET}


def test_the_defaults_allow_one_full_experiment_a_day() -> None:
    """A run of all cells at a service's dearest picture, and at an unknown price, is covered."""
    settings = Settings()
    models = all_picture_models(settings.models_file)
    for name, budget in services.day_budgets(settings).items():
        prices = [price for model in models[name] for price in model.prices.values()]
        assert MAX_CELLS * max([settings.unknown_price, *prices]) <= budget, name


def test_amounts_are_read_by_name() -> None:
    """Names and decimal amounts, blanks and capitals aside; 0 is an amount; others stay usual."""
    settings = Settings(service_day_budgets=" OpenAI: 12.5 ,zhipu:0,, local:3")
    budgets = services.day_budgets(settings)
    assert budgets["openai"] == Decimal("12.5")
    assert (budgets["zhipu"], budgets["local"]) == (Decimal(0), Decimal(3))
    assert budgets["gemini"] == services.USUAL_BUDGET


@pytest.mark.parametrize(
    "said",
    ["openai", "openai:", "openai:-1", "openai:1e3", "openai:nan", "openai:1,openai:2", ":1"],
)
def test_what_is_no_amount_is_refused(said: str) -> None:
    """Whatever is not service:amount refuses, and so does a service that stands there twice."""
    with pytest.raises(ValidationError):
        Settings(service_day_budgets=said)


def test_a_name_that_is_no_service_refuses_at_start(tmp_path: Path) -> None:
    """A mistyped name would leave its service without the budget that somebody meant."""
    folder = tmp_path / "data"
    with pytest.raises(InvalidSettings, match="SERVICE_DAY_BUDGETS") as caught:
        open_studio(Settings(data_dir=folder, service_day_budgets="opnai:20"))
    assert "opnai" not in str(caught.value)
    assert not folder.exists()


@pytest.mark.parametrize("price", ["0", "-1", "nan", "inf", "1001"])
def test_an_unknown_price_is_some_money(price: str) -> None:
    """Nothing would be reserved at 0, and no more than a set maximum is meant."""
    with pytest.raises(ValidationError):
        Settings(unknown_price=Decimal(price))
