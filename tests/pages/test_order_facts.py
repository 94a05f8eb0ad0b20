"""What an order asked of its model and was answered, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fake_service import BIG, SMALL, FakeService
from fakes import place_and_run, png

from core.orders.specs import Maker
from core.people.people import DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.providers.contract import Usage
from core.studio import Studio, use
from core.tables import Generation
from pages.parts import order_facts

FINE = replace(BIG, qualities=("low", "vivid"), has_strength=True)
NEW = ("画质", "参考强度", "实际使用的种子")


@pytest.fixture
def service() -> FakeService:
    """Return a service whose first model can do everything, and whose second one little."""
    made = FakeService(said={})
    made.models = (FINE, SMALL)
    return made


@pytest.fixture
def served(sqlite_studio: Studio, service: FakeService) -> Studio:
    """Return a studio with that service."""
    return replace(sqlite_studio, services={service.name: service})


def facts(studio: Studio, order: Generation) -> dict[str, str]:
    """Return an order's facts while this studio is the current one."""
    with use(studio):
        return order_facts.by_name(order)


def made(studio: Studio, **more: Any) -> dict[str, str]:
    """Order one picture with this seed, and return its facts."""
    return facts(studio, place_and_run(studio, seed=7, **more))


def test_what_was_left_to_the_model_is_no_fact(served: Studio) -> None:
    """A quality that nobody chose is the model's own; without strength or another seed, no word."""
    told = made(served)
    assert [name for name in NEW if name in told] == ["画质"]
    assert told["种子"] == "7"


def test_quality_and_strength_are_said(served: Studio) -> None:
    """As they were asked for; a name that we have no word for stays as it is."""
    kept = references.keep(served, DEMO_USER, check_reference(png("red")), "船.png")
    told = made(served, quality="low", strength=65, reference=kept.name)
    assert (told["画质"], told["参考强度"]) == ("低", "65%")
    assert made(served, key="again", quality="vivid")["画质"] == "vivid"


def test_a_seed_without_effect_says_so(served: Studio) -> None:
    """A model that takes none is named as one; of a model that is gone that is not known."""
    order = place_and_run(served, seed=7, makers=(Maker("fake", SMALL.id),))
    assert facts(served, order)["种子"] == "7（这个模型不使用种子）"
    assert facts(replace(served, services={}), order)["种子"] == "7"


@pytest.mark.parametrize(
    ("used", "shown"), [(None, None), (7, None), (0, "0"), (4294967294, "4294967294")]
)
def test_the_seed_that_was_used_is_said_where_it_is_another(
    used: int | None, shown: str | None, served: Studio, service: FakeService
) -> None:
    """A service that took our seed, or says nothing of it, adds no line."""
    service.said = {"seed": used}
    assert made(served).get("实际使用的种子") == shown


@pytest.mark.parametrize("name", ["total_token_count", "total_tokens"])
def test_the_sum_of_a_services_tokens_is_said(
    name: str, served: Studio, service: FakeService
) -> None:
    """Whichever of the two protocols counted them."""
    service.said = {"usage": Usage(text_in=21, picture_out=1_120, raw={name: 1_200})}
    assert made(served)["用量"] == "1,200 词元（文字输入 21、图片输出 1,120）"


def test_a_free_services_pictures_have_no_price(sqlite_studio: Studio) -> None:
    """The demo renderer bills nobody, which is not a price of 0."""
    order = place_and_run(sqlite_studio)
    order.provider = "demo"
    assert order_facts.COST not in facts(sqlite_studio, order)
