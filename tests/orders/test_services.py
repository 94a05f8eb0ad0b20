"""Two services side by side: an order's row decides who makes it, whatever else is configured."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_service import REWRITTEN, FakeService, SecondProvider
from fakes import PROMPT_TEXT, FakeProvider, form, never, order_of

from core import messages
from core.errors import GenerationFailed, InvalidRequest, KeyConflict
from core.faults import ProviderFault as Fault
from core.orders import generation, submission
from core.orders.specs import Maker
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import Generation


@pytest.fixture
def first() -> FakeProvider:
    """Return the default service."""
    return FakeProvider()


@pytest.fixture
def second() -> SecondProvider:
    """Return the other service."""
    return SecondProvider()


@pytest.fixture
def both(studio: Studio, first: FakeProvider, second: SecondProvider) -> Studio:
    """Return the studio of each database, with two services."""
    return replace(studio, services={first.name: first, second.name: second})


def placed(studio: Studio, key: str, service: str = "", *, enhance: bool = False) -> str:
    """Place one order that nobody works on yet."""
    (order,) = submission.submit(studio, DEMO_USER, form(key, service=service, enhance=enhance))
    return order.id


def ended(studio: Studio, order_id: str) -> Generation:
    """Carry an order to its end and return its row."""
    generation.run(studio, order_id, never())
    return order_of(studio, order_id)


def tokens(studio: Studio) -> tuple[int, int]:
    """Return the person's balance and what is held of it."""
    found = people.find(studio.database, DEMO_USER)
    return found.balance, found.held


def test_each_order_is_made_by_the_service_of_its_row(
    both: Studio, first: FakeProvider, second: SecondProvider
) -> None:
    """Of two orders each service makes the one that names it, with a model and a size of its own.

    A default that changes after the hold changes nothing.
    """
    of_first, of_second = placed(both, "a"), placed(both, "b", "second")
    other_default = replace(both, services={second.name: second, first.name: first})
    one, two = ended(other_default, of_first), ended(both, of_second)
    assert (one.provider, one.model, one.size) == ("fake", "fake-1", "1K")
    assert (two.provider, two.model, two.size) == ("second", "second-1", "S")
    assert [asked.model for asked in first.requests] == ["fake-1"]
    assert [asked.model for asked in second.requests] == ["second-1"]
    assert tokens(both) == (90, 0)


def test_another_service_of_the_same_form_is_another_order(both: Studio) -> None:
    """A key that ordered from one service can't be used for the other."""
    placed(both, "a")
    with pytest.raises(KeyConflict):
        placed(both, "a", "second")


def test_an_unknown_service_holds_nothing(both: Studio) -> None:
    """A form that names a service that is not there is refused by name."""
    with pytest.raises(InvalidRequest) as caught:
        placed(both, "a", "third")
    assert caught.value.reason == "service"
    assert tokens(both) == (100, 0)


def test_an_order_of_a_service_that_is_gone_is_given_back(
    both: Studio, first: FakeProvider, second: SecondProvider
) -> None:
    """No other service takes its place: it is released with its own reason, and nobody is asked."""
    rewriter = FakeService()
    order_id = placed(replace(both, rewriter=rewriter), "a", "second", enhance=True)
    without = replace(both, services={first.name: first}, rewriter=rewriter)
    with pytest.raises(GenerationFailed) as caught:
        generation.run(without, order_id, never())
    order = order_of(both, order_id)
    assert caught.value.fault is Fault.SERVICE_GONE
    assert (order.status, order.error_reason) == ("released", "service_gone")
    assert tokens(both) == (100, 0)
    assert first.requests == second.requests == []
    assert rewriter.asked_to_rewrite == []
    said = messages.explain_stored(order.error_code, order.error_reason, order.error_facts)
    assert said != messages.explain("GENERATION_FAILED")
    assert "停用" in said.what


def test_a_service_that_cannot_write_has_its_prompts_rewritten(
    both: Studio, first: FakeProvider, second: SecondProvider
) -> None:
    """The rewriter is a part of its own: the picture is made by whoever the row names."""
    rewriter = FakeService()
    studio = replace(both, rewriter=rewriter)
    order = ended(studio, placed(studio, "a", "second", enhance=True))
    assert (order.status, order.enhance_model) == ("settled", "fake-text")
    assert rewriter.asked_to_rewrite == [(PROMPT_TEXT, "")]
    assert [asked.text for asked in second.requests] == [REWRITTEN]
    assert first.requests == rewriter.requests == []


def test_without_a_rewriter_nothing_is_rewritten(both: Studio, first: FakeProvider) -> None:
    """An order placed while there was a rewriter goes on with its plain prompt."""
    order_id = placed(replace(both, rewriter=FakeService()), "a", enhance=True)
    order = ended(both, order_id)
    assert (order.status, order.sent_text, order.enhance_model) == ("settled", PROMPT_TEXT, "")
    assert [asked.text for asked in first.requests] == [PROMPT_TEXT]


def test_each_maker_makes_all_pictures_of_a_form(both: Studio) -> None:
    """Two pictures of two services are four orders: as many as the page says before the click."""
    asked = form("k", pictures=2, makers=(Maker("fake"), Maker("second")))
    assert asked.orders == len(submission.submit(both, DEMO_USER, asked)) == 4
