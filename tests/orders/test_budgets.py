"""A service's money for a day: reserved with the hold, given back and counted with the end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import lab
import pytest
from decoders import crashing_decoders
from fakes import (
    CHEAP,
    PNG,
    FakeClock,
    FakeProvider,
    failing,
    form,
    in_threads,
    make_studio,
    never,
    order_of,
    place,
    place_and_run,
    recover_dead,
    store_as_its_worker,
)
from sqlalchemy import select, text
from sqlmodel import col

from core import meters
from core.audit import audit, describe
from core.errors import (
    BudgetSpent,
    Cancelled,
    GenerationFailed,
    Stopping,
    StorageFailed,
    StudioError,
)
from core.faults import ProviderFault
from core.orders import endings, generation, submission
from core.orders.limits import budgets, usage
from core.orders.limits.budgets import HOUR_MS, Wanted
from core.orders.limits.per_person import UseFilter
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures.storage import ImageStore
from core.pictures.uploads import Picture, check_answer
from core.providers.contract import (
    CNY,
    ImageAnswer,
    ImageRequest,
    Model,
    Provider,
    TokenPrices,
    Usage,
)
from core.studio import Studio
from core.tables import Generation, ServiceDay

PRICED = Model("fake-1", "Fake", ("1:1",), seed=True, prices={"1K": Decimal("0.1")})
CENTS = 10_000  # millionths in one
NOON = 1_790_000_000_000 // 86_400_000 * 86_400_000 + 4 * HOUR_MS  # of a team at UTC+8


class Paid(FakeProvider):
    """A fake whose picture costs 10 cents."""

    models: tuple[Model, ...] = (PRICED,)


class Unpriced(Paid):
    """A fake whose picture costs nobody knows what."""

    models: tuple[Model, ...] = (replace(PRICED, prices={}),)


class Dear(FakeProvider):
    """A second service, of another currency."""

    name = "dear"
    models: tuple[Model, ...] = (replace(PRICED, currency=CNY, prices={"1K": Decimal("0.5")}),)


class Free(FakeProvider):
    """A service that costs nobody anything."""

    name = "free"
    models: tuple[Model, ...] = (replace(PRICED, prices={"1K": Decimal(0)}),)


Opened = Callable[..., Studio]


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Opened:
    """Return a function that opens a studio of paid services, whose clock stands still at noon."""

    def open_it(budget: str = "1", provider: FakeProvider | None = None, **more: Any) -> Studio:
        allowed = {"fake": Decimal(budget), "dear": Decimal(1), "free": Decimal(1)}
        known: dict[str, Any] = {
            "clock": FakeClock(NOON),
            "opening_tokens": 1000,
            "open_orders": 1000,
        }
        known |= {"also": (Dear(), Free()), "budgets": allowed}
        return make_studio(database_url, tmp_path, provider or Paid(), **known | more)

    return open_it


def days(studio: Studio) -> dict[str, tuple[int, int]]:
    """Return what is reserved and spent of each service, in cents; the books must be clean."""
    report = audit(studio.database)
    assert report.clean, "\n".join(describe(report))
    with studio.database.read() as session:
        rows = session.scalars(select(ServiceDay)).all()
    return {row.service: (row.reserved // CENTS, row.spent // CENTS) for row in rows}


def by_day(studio: Studio) -> list[tuple[int, int]]:
    """Return what is reserved and spent on each day, in cents, the first day first."""
    with studio.database.read() as session:
        rows = session.scalars(select(ServiceDay).order_by(col(ServiceDay.day))).all()
    return [(row.reserved // CENTS, row.spent // CENTS) for row in rows]


def advance(studio: Studio, ms: int) -> None:
    assert isinstance(studio.now, FakeClock)
    studio.now.advance(ms)


# --------------------------------------------------------------------------- reserved with the hold


def test_so_many_orders_pass_as_there_is_money(opened: Opened) -> None:
    """Of 20 people's clicks at once exactly those pass that the day's money covers."""
    studio = opened("0.7")
    results = in_threads(
        20, lambda n: place(studio, f"k{n}", CHEAP, person=(DEMO_USER, DEMO_MEMBER)[n % 2])
    )
    refused = [result for result in results if isinstance(result, BaseException)]
    assert {type(error) for error in refused} == {BudgetSpent}
    assert len(refused) == 13
    assert days(studio) == {"fake": (70, 0)}
    assert audit(studio.database).held == 7


def test_orders_are_reserved_all_or_none(opened: Opened) -> None:
    """A placing that the rest of the day's money does not cover whole leaves nothing at all."""
    studio = opened("0.3")
    place(studio, "first", CHEAP)
    with pytest.raises(BudgetSpent) as caught:
        submission.submit(studio, DEMO_USER, form("k", CHEAP, pictures=3))
    assert caught.value.reason is None
    assert caught.value.facts == {
        "service": "fake",
        "currency": "USD",
        "limit": 30 * CENTS,
        "used": 10 * CENTS,
        "needed": 30 * CENTS,
        "at": NOON,
        "again_at": NOON + 12 * HOUR_MS,
    }
    assert days(studio) == {"fake": (10, 0)}
    assert audit(studio.database).orders == 1


def test_one_services_lack_refuses_all_services_orders(opened: Opened) -> None:
    """Orders of several services are placed together or not: no reservation stays alone."""
    studio = opened("1")
    makers = [form("x", CHEAP, service=name).makers[0] for name in ("fake", "dear", "free")]
    submission.submit(studio, DEMO_USER, form("k", CHEAP, makers=tuple(makers), pictures=2))
    assert days(studio) == {"fake": (20, 0), "dear": (100, 0)}
    with pytest.raises(BudgetSpent) as caught:
        submission.submit(studio, DEMO_USER, form("more", CHEAP, makers=tuple(makers)))
    assert (caught.value.facts["service"], caught.value.facts["currency"]) == ("dear", CNY)
    assert days(studio) == {"fake": (20, 0), "dear": (100, 0)}


def test_more_than_a_whole_day_is_refused_at_once(opened: Opened) -> None:
    """A day's first orders meet no row: what is more than its money is refused all the same."""
    studio = opened("0.2")
    with pytest.raises(BudgetSpent) as caught:
        submission.submit(studio, DEMO_USER, form("k", CHEAP, pictures=3))
    assert caught.value.reason == "at_once"
    assert days(studio) == {}


def test_an_unknown_price_keeps_a_set_maximum(opened: Opened) -> None:
    """A picture of unknown price reserves UNKNOWN_PRICE, and has spent that once it is made."""
    studio = opened("1", Unpriced(), unknown_price=Decimal("0.4"))
    order = place(studio, "a", CHEAP)
    place(studio, "b", CHEAP)
    with pytest.raises(BudgetSpent):
        place(studio, "c", CHEAP)
    generation.run(studio, order.id, never())
    assert days(studio) == {"fake": (40, 40)}


def test_what_costs_nothing_keeps_nothing(opened: Opened) -> None:
    """A free picture, and a service without a budget, make no row and ask for none."""
    studio = opened("1")
    without = replace(studio, budgets={})
    with failing(studio.database.engine, "serviceday") as asked:
        place_and_run(studio, "free", CHEAP, service="free")
        place_and_run(without, "paid", CHEAP)
    assert asked == []
    assert days(studio) == {}


def test_a_second_click_reserves_nothing(opened: Opened) -> None:
    """The same key, twice and at once, keeps one picture's money."""
    studio = opened("1")
    in_threads(8, lambda _: place(studio, "same", CHEAP))
    place(studio, "same", CHEAP)
    assert days(studio) == {"fake": (10, 0)}


def test_an_experiment_is_reserved_whole_or_refused(opened: Opened) -> None:
    """A run's cells come from the same money; a run that is refused can be started later."""
    studio = opened("0.4")
    place(studio, "click", CHEAP)
    lab.make(studio)
    with pytest.raises(BudgetSpent):
        lab.start(studio)
    assert days(studio) == {"fake": (10, 0)}
    advance(studio, 12 * HOUR_MS)
    assert len(lab.start(studio)) == 4
    assert by_day(studio) == [(10, 0), (40, 0)]


# ------------------------------------------------------------------------------------ the end, once


def test_a_picture_moves_what_it_cost(opened: Opened) -> None:
    """A settled order's reservation becomes what its answer really cost, and a monitor is told."""

    class ByTokens(Paid):
        models: tuple[Model, ...] = (
            replace(PRICED, token_prices=TokenPrices(picture_out=Decimal(10))),
        )

        async def generate(self, request: ImageRequest) -> ImageAnswer:
            made = await super().generate(request)
            return replace(made, usage=Usage(text_in=0, picture_in=0, text_out=0, picture_out=2000))

    def told() -> float:
        labels = {"service": "fake", "currency": "USD"}
        return meters.REGISTRY.get_sample_value("studio_service_money_total", labels) or 0.0

    studio, before = opened("1", ByTokens()), told()
    place_and_run(studio, "k", CHEAP)
    assert days(studio) == {"fake": (0, 2)}
    assert told() - before == pytest.approx(0.02)


def test_a_failure_that_cost_nothing_gives_all_back(opened: Opened) -> None:
    """A refused, a cancelled and a taken back order have spent nothing."""
    studio = opened("1", Paid(GenerationFailed(ProviderFault.NETWORK)))
    with pytest.raises(GenerationFailed):
        place_and_run(studio, "failed", CHEAP)
    endings.cancel(studio, DEMO_USER, place(studio, "cancelled", CHEAP).id)
    orders = [place(studio, f"k{n}", CHEAP, person=DEMO_MEMBER) for n in range(3)]
    endings.take_back(studio, [order.id for order in orders])
    assert days(studio) == {"fake": (0, 0)}


@pytest.mark.parametrize("way", ["cancelled", "interrupted", "timed out"])
def test_a_call_that_was_left_is_spent(opened: Opened, way: str) -> None:
    """Who has orders ended while their service works uses the day's money up, and no token."""
    studio = opened("0.2")
    for number in range(2):
        order = place(studio, f"k{number}", CHEAP)
        store_as_its_worker(studio, order)
        if way == "cancelled":
            endings.cancel(studio, DEMO_USER, order.id)
        else:
            fault = ProviderFault[way.replace(" ", "_").upper()]
            endings.release(studio, [order.id], GenerationFailed(fault))
    assert days(studio) == {"fake": (0, 20)}
    with pytest.raises(BudgetSpent):
        place(studio, "third", CHEAP)
    assert people.find(studio.database, DEMO_USER).balance == 1000
    assert audit(studio.database).clean


class FullDisk(ImageStore):
    """A store that keeps nothing."""

    def store_original(self, generation_id: str, picture: Picture) -> None:
        """Raise what a full disk does."""
        raise StorageFailed("images")


def test_a_picture_that_could_not_be_kept_is_spent(opened: Opened) -> None:
    """A picture that came uses its estimate up where nobody knows its price, kept or not."""
    studio = opened("1", Unpriced(), unknown_price=Decimal("0.4"))
    full = replace(studio, images=FullDisk(studio.images.store, studio.images.secret))
    with pytest.raises(StorageFailed):
        place_and_run(full, "k", CHEAP)
    assert days(studio) == {"fake": (0, 40)}
    assert people.find(studio.database, DEMO_USER).balance == 1000


@pytest.mark.parametrize("lost", ["unreadable", "decoder"])
def test_an_answer_that_nobody_could_read_is_spent(opened: Opened, lost: str) -> None:
    """What came and is no picture, or could not be looked at, may be billed all the same."""
    is_picture = lost == "decoder"
    service = Unpriced(PNG if is_picture else PNG[:60])
    studio = opened("1", service, unknown_price=Decimal("0.4"))
    with crashing_decoders() if is_picture else nullcontext(), pytest.raises(StudioError):
        place_and_run(studio, "k", CHEAP)
    assert days(studio) == {"fake": (0, 40)}


def test_a_failure_that_is_billed_is_spent(opened: Opened) -> None:
    """What a refusal has used up is counted, though no token was charged."""

    class Billed(Paid):
        models: tuple[Model, ...] = (
            replace(PRICED, token_prices=TokenPrices(text_in=Decimal(10))),
        )

    counted = Usage(text_in=3000, picture_in=0, text_out=0, picture_out=0)
    studio = opened("1", Billed(GenerationFailed(ProviderFault.PROMPT_BLOCKED, usage=counted)))
    with pytest.raises(GenerationFailed):
        place_and_run(studio, "k", CHEAP)
    assert days(studio) == {"fake": (0, 3)}


def test_ends_that_race_correct_once(opened: Opened) -> None:
    """Settle, release and cancel of one order, all twice and at once, move it once.

    Its service was asked: whoever ends it, its picture or its estimate is spent.
    """
    studio = opened("1")
    for number in range(5):
        order = place(studio, f"k{number}", CHEAP)
        store_as_its_worker(studio, order)
        assert in_threads(6, partial(_end, studio, order)) == [None] * 6
        assert days(studio)["fake"][0] == 0
    assert days(studio) == {"fake": (0, 50)}


def _end(studio: Studio, order: Generation, way: int) -> None:
    """End an order in one of three ways."""
    if way % 3 == 0:
        _settle(studio, order)
    elif way % 3 == 1:
        endings.release(studio, [order.id], GenerationFailed(ProviderFault.INTERRUPTED))
    else:
        endings.cancel(studio, DEMO_USER, order.id)


def _settle(studio: Studio, order: Generation) -> None:
    with suppress(Cancelled):  # another end was first
        endings.settle(studio, order, check_answer(PNG), now=studio.now())


def test_a_dead_processs_reservation_is_given_back(opened: Opened) -> None:
    """Recovery gives back what the dead had reserved, and counts a picture that was stored."""
    studio = opened("1")
    place(studio, "lost", CHEAP)
    stored = place(studio, "stored", CHEAP, person=DEMO_MEMBER)
    store_as_its_worker(studio, stored)
    assert days(studio) == {"fake": (20, 0)}
    assert recover_dead(studio) == 2
    assert days(studio) == {"fake": (0, 10)}


def test_many_ends_and_placings_lock_in_one_order(opened: Opened) -> None:
    """Two people's clicks and releases at two services at once never wait for each other."""
    studio = opened("100", budgets={"fake": Decimal(100), "dear": Decimal(100)})
    makers = tuple(form("x", CHEAP, service=name).makers[0] for name in ("fake", "dear"))

    def click_and_take_back(number: int) -> None:
        for turn in range(5):
            person = (DEMO_USER, DEMO_MEMBER)[number % 2]
            turned = makers[:: 1 if number % 3 else -1]
            key = f"{number}:{turn}"
            placed = submission.submit(studio, person, form(key, CHEAP, makers=turned, pictures=2))
            endings.take_back(studio, [order.id for order in placed])

    results = in_threads(8, click_and_take_back)
    assert results == [None] * 8
    assert days(studio) == {"fake": (0, 0), "dear": (0, 0)}


def test_an_end_after_midnight_belongs_to_the_day_of_its_order(opened: Opened) -> None:
    """An order that ends on the next day frees and spends the money of the day it was placed on."""
    studio = opened("0.1")
    late = place(studio, "late", CHEAP)
    with pytest.raises(BudgetSpent) as caught:
        place(studio, "more", CHEAP)
    again_at = caught.value.facts["again_at"]
    advance(studio, again_at - NOON - 1)
    with pytest.raises(BudgetSpent):
        place(studio, "more", CHEAP)
    advance(studio, 1)
    place(studio, "more", CHEAP)
    generation.run(studio, late.id, never())
    assert by_day(studio) == [(0, 10), (10, 0)]
    assert days(studio)


def test_an_end_needs_no_setting_and_no_table(opened: Opened) -> None:
    """Without its budget, and with a price in another currency, its estimate is what it cost."""
    studio = opened("1")
    order = place(studio, "k", CHEAP)

    class Changed(Paid):
        models: tuple[Model, ...] = (replace(PRICED, currency=CNY, prices={"1K": Decimal("0.5")}),)

    changed = replace(studio, services=dict[str, Provider](fake=Changed()), budgets={})
    generation.run(changed, order.id, never())
    assert days(studio) == {"fake": (0, 10)}


def test_a_lost_day_does_not_lose_a_picture(opened: Opened) -> None:
    """An order whose day somebody deleted is settled all the same; the audit tells of the day."""
    studio = opened("1")
    order = place(studio, "k", CHEAP)
    with studio.database.write() as tx:
        tx.execute(text("DELETE FROM serviceday"))
    generation.run(studio, order.id, never())
    assert order_of(studio, order.id).status == "settled"
    broken = {finding.rule for finding in audit(studio.database).findings if finding.broken}
    assert broken == {"service_days_spent_what_ended"}


def test_a_day_that_was_made_anew_does_not_keep_an_order(opened: Opened) -> None:
    """An order ends although its day's row, which somebody has deleted, keeps less than it did."""
    studio = opened("1")
    first = place(studio, "first", CHEAP)
    with studio.database.write() as tx:
        tx.execute(text("DELETE FROM serviceday"))
    place_and_run(studio, "second", CHEAP)
    endings.cancel(studio, DEMO_USER, first.id)
    assert order_of(studio, first.id).status == "released"
    assert days(studio) == {"fake": (0, 10)}


def test_a_release_corrects_no_order_that_another_one_ended(opened: Opened) -> None:
    """Of two that are given up together one was settled meanwhile: its money is counted once."""
    studio = opened("1")
    made, still_open = place(studio, "a", CHEAP), place(studio, "b", CHEAP)
    generation.run(studio, made.id, never())
    assert days(studio) == {"fake": (10, 10)}
    given_up = [made.id, still_open.id]
    assert endings.release(studio, given_up, Stopping()) == [still_open.id]
    assert days(studio) == {"fake": (0, 10)}


# ---------------------------------------------------------------------------- said before, and seen


def test_a_shortage_is_told_before_the_click(opened: Opened) -> None:
    """What a page asks beforehand is what the hold would refuse, and changes nothing."""
    studio = opened("0.3")
    place(studio, "k", CHEAP)
    with studio.database.read() as session:
        two, three = ([Wanted("fake", PRICED, "1K")] * n for n in (2, 3))
        assert budgets.shortage(studio, session, two, now=NOON) is None
        said = budgets.shortage(studio, session, three, now=NOON)
    assert said is not None
    with pytest.raises(BudgetSpent) as caught:
        submission.submit(studio, DEMO_USER, form("more", CHEAP, pictures=3))
    assert (said.reason, said.facts) == (caught.value.reason, caught.value.facts)


def test_an_administrator_sees_what_is_used(opened: Opened) -> None:
    """Per service today's money, also of one that nobody asked yet; per person a day's tokens."""
    studio = opened("1")
    place_and_run(studio, "a", CHEAP)
    place(studio, "b", CHEAP, person=DEMO_MEMBER, pictures=1)
    place(studio, "c", "open", person=DEMO_MEMBER)
    endings.cancel(studio, DEMO_USER, place(studio, "gone", CHEAP).id)
    used = usage.find(studio, UseFilter(), number=1, size=50)
    assert used.day_ends_at == NOON + 12 * HOUR_MS
    assert [(u.service, u.currency, u.reserved, u.spent, u.limit) for u in used.services] == [
        ("dear", CNY, 0, 0, 100 * CENTS),
        ("fake", "USD", 20 * CENTS, 10 * CENTS, 100 * CENTS),
        ("free", "USD", 0, 0, 100 * CENTS),
    ]
    told = [(p.id, p.tokens, p.clicks, p.open_clicks) for p in used.people.rows]
    assert told == [(DEMO_MEMBER, 6, 2, 2), (DEMO_USER, 1, 2, 0)]


CORRUPTIONS = {
    "a reservation of nothing": (
        "service_days_keep_what_is_open",
        "UPDATE serviceday SET reserved = reserved + 1",
    ),
    "an open order's part": (
        "service_days_keep_what_is_open",
        "UPDATE generation SET budget_micros = budget_micros + 1 WHERE status = 'held'",
    ),
    "an open order's day": (
        "service_days_keep_what_is_open",
        "UPDATE generation SET budget_day = budget_day + 1 WHERE status = 'held'",
    ),
    "an open order's service": (
        "service_days_keep_what_is_open",
        "UPDATE generation SET provider = 'dear' WHERE status = 'held'",
    ),
    "money spent on nothing": (
        "service_days_spent_what_ended",
        "UPDATE serviceday SET spent = spent - 1",
    ),
    "an ended order's currency": (
        "service_days_spent_what_ended",
        "UPDATE generation SET budget_currency = 'CNY' WHERE status = 'settled'",
    ),
    "an ended order's price": (
        "service_days_spent_what_ended",
        "UPDATE generation SET picture_micros = 1 WHERE status = 'settled'",
    ),
    "a day gone": ("service_days_spent_what_ended", "DELETE FROM serviceday"),
    "a part below nought": (
        "numbers_of_orders_are_whole",
        "UPDATE generation SET budget_micros = -1",
    ),
}


@pytest.mark.sqlite_first
@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_corruption_of_a_day_is_named(opened: Opened, what: str) -> None:
    """What was changed behind the app's back is named by the rule that it breaks."""
    studio = opened("1")
    place_and_run(studio, "settled", CHEAP)
    place(studio, "held", CHEAP)
    assert days(studio) == {"fake": (10, 10)}
    rule, change = CORRUPTIONS[what]
    with studio.database.write() as tx:
        tx.execute(text(change))
    broken = {finding.rule for finding in audit(studio.database).findings if finding.broken}
    assert rule in broken
