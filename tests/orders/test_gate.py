"""The gate: which form may be ordered by whom, at every bound, whatever the page did."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes import CHEAP, MEMBERS, OPEN, FakeProvider, form, place
from sqlalchemy import update

from core.errors import (
    InsufficientTokens,
    InvalidRequest,
    MembershipRequired,
    PersonNotFound,
    PromptNotFound,
    StudioError,
)
from core.library import prompts, versions
from core.orders import gate, submission
from core.orders.specs import Maker, OrderForm, OrderSpec, specs_of
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.providers.contract import MAX_SEED, Model
from core.studio import Studio
from core.tables import Prompt, User

PLAIN = Model("plain", "Plain", ("1:1", "3:4"), sizes=("1K", "2K"))
FINE = Model("fine", "Fine", ("1:1",), references=1, has_strength=True, qualities=("low", "high"))
FINER = (replace(FINE, id="finer"), replace(FINE, id="finest"))
RICH = Model("rich", "Rich", ("1:1", "16:9"), sizes=("4K",), references=1, seed=True)


class SomeModels(FakeProvider):
    """A service whose first model can do less than the others, and other things."""

    models: tuple[Model, ...] = (PLAIN, RICH, FINE, *FINER)


SERVICES = {"fake": SomeModels()}
BOTH = (Maker("fake", "plain"), Maker("fake", "fine"))
STRONG = {"model": "fine", "reference": "0" * 64 + ".jpg"}


def specs(chosen: OrderForm) -> list[OrderSpec]:
    """Return what a form asks of the service with two models."""
    return specs_of(chosen, SERVICES, lambda: 7)


def check(chosen: OrderForm, *, can_rewrite: bool = False) -> None:
    """Let a form and its specs through the checks that need no database."""
    gate.check_form(chosen)
    for spec in specs(chosen):
        gate.check_spec(spec, SERVICES, can_rewrite=can_rewrite)


@pytest.mark.parametrize(
    "at_bound",
    [
        {"key": "k"},
        {"key": "k" * gate.MAX_KEY},
        {"wish": "愿" * gate.MAX_WISH},
        {"pictures": 1},
        {"pictures": gate.MAX_PICTURES},
        {"seed": 0},
        {"seed": MAX_SEED},
        {"aspect_ratio": "3:4"},
        {"size": "2K"},
        {"model": "rich", "size": "4K"},
        {"model": "rich", "aspect_ratio": "16:9"},
        {"model": "rich", "reference": "0" * 64 + ".jpg"},
        {"reference_name": "海.png"},
        {"model": "fine", "quality": "high"},
        {"model": "fine", "reference": "0" * 64 + ".jpg", "strength": 1},
        {"model": "fine", "reference": "0" * 64 + ".jpg", "strength": 100},
        {"quality": "high"},  # for a model that has none: it is left out
        {"makers": tuple(Maker("fake", name) for name in ("plain", "fine", "finer", "finest"))},
    ],
    ids=str,
)
def test_what_is_just_within_bounds_is_taken(at_bound: dict[str, Any]) -> None:
    """Every parameter may be at its bound, and what the chosen model can do may be asked of it."""
    check(form(**({"key": "k"} | at_bound)))


@pytest.mark.parametrize(
    ("reason", "facts", "beyond"),
    [
        ("key", {}, {"key": ""}),
        ("key", {}, {"key": "k" * (gate.MAX_KEY + 1)}),
        ("wish", {"limit": 500, "length": 501}, {"wish": "愿" * 501}),
        ("pictures", {"limit": 4}, {"pictures": 0}),
        ("pictures", {"limit": 4}, {"pictures": 5}),
        ("pictures", {"limit": 4}, {"pictures": 1.0}),
        ("pictures", {"limit": 4}, {"pictures": True}),
        ("seed", {"limit": 2147483647}, {"seed": -1}),
        ("seed", {"limit": 2147483647}, {"seed": 2147483648}),
        ("seed", {"limit": 2147483647}, {"seed": True}),
        ("seed", {"limit": 2147483647}, {"seed": float("nan")}),
        ("model", {}, {"model": "unknown"}),
        ("aspect_ratio", {}, {"aspect_ratio": ""}),
        ("aspect_ratio", {}, {"aspect_ratio": "16:9"}),
        ("aspect_ratio", {}, {"model": "rich", "aspect_ratio": "3:4"}),
        ("size", {}, {"size": "4K"}),
        ("size", {}, {"model": "rich", "size": "1K"}),
        ("reference", {}, {"reference": "0" * 64 + ".jpg"}),
        ("enhance", {}, {"enhance": True}),
        ("makers", {"limit": 4}, {"makers": ()}),
        ("makers", {"limit": 4}, {"makers": (Maker(), Maker())}),
        ("makers", {"limit": 4}, {"makers": tuple(Maker("fake", str(n)) for n in range(5))}),
        ("size", {}, {"makers": (Maker("fake", "plain"), Maker("fake", "rich")), "size": "1K"}),
        ("reference", {}, {"makers": BOTH, "reference": "0" * 64 + ".jpg"}),
        ("strength", {"limit": 100}, STRONG | {"strength": 0}),
        ("strength", {"limit": 100}, STRONG | {"strength": 101}),
        ("strength", {"limit": 100}, STRONG | {"strength": 50.0}),
        (None, {}, {"wish": "a\0b"}),
        (None, {}, {"reference_name": "\udfff.png"}),
    ],
    ids=str,
)
def test_what_is_just_beyond_is_refused_by_name(
    reason: str | None, facts: dict[str, int], beyond: dict[str, Any]
) -> None:
    """One step beyond a bound is refused, with the parameter's name and the limit for the page.

    What a model can do is asked of the model that was chosen, not of the first one.
    """
    with pytest.raises(InvalidRequest) as caught:
        check(form(**({"key": "k"} | beyond)))
    assert (caught.value.reason, caught.value.facts) == (reason, facts)


def test_rewriting_is_for_studios_that_can() -> None:
    """A form may ask for a rewritten prompt where there is a rewriter, whoever makes pictures."""
    check(form("k", enhance=True), can_rewrite=True)


def test_what_a_form_leaves_open_is_the_first() -> None:
    """A form without a service, model or size gets the first; one that names them gets those."""
    (spec,) = specs(form("k"))
    assert (spec.service, spec.model, spec.size) == ("fake", "plain", "1K")
    (spec,) = specs(form("k", service="fake", model="rich"))
    assert (spec.service, spec.model, spec.size) == ("fake", "rich", "4K")
    (spec,) = specs(form("k", model="plain", size="2K"))
    assert (spec.model, spec.size) == ("plain", "2K")


def test_a_named_service_is_asked_for_or_none() -> None:
    """Of several services a form gets the one it names; the first only where it names none."""
    services = {"fake": FakeProvider(), "two": SomeModels()}
    models = [specs_of(form("k", service=name), services, int)[0].model for name in ("", "two")]
    assert models == [FakeProvider.models[0].id, "plain"]
    with pytest.raises(InvalidRequest) as caught:
        specs_of(form("k", service="three"), services, int)
    assert caught.value.reason == "service"


def test_makers_share_seeds_and_stand_in_turn() -> None:
    """The pictures of one number have one seed, a spec for each maker, each with its own key."""
    made = specs_of(form("k", makers=BOTH, pictures=2, seed=MAX_SEED), SERVICES, int)
    assert [(spec.model, spec.seed) for spec in made] == [
        ("plain", MAX_SEED),
        ("fine", MAX_SEED),
        ("plain", 0),
        ("fine", 0),
    ]
    assert [spec.key for spec in made] == ["k:0", "k:1", "k:2", "k:3"]
    assert len({spec.fingerprint for spec in made}) == 1


def test_quality_and_strength_are_asked_of_who_has_them() -> None:
    """A form's quality and strength reach only models that know them; strength with a reference."""
    asked: dict[str, Any] = {"makers": BOTH, "quality": "high", "strength": 30}
    plain, fine = specs_of(form("k", **asked), SERVICES, int)
    assert (plain.quality, fine.quality) == ("", "high")
    assert (plain.strength, fine.strength) == (None, None)
    plain, fine = specs_of(form("k", reference="0" * 64 + ".jpg", **asked), SERVICES, int)
    assert plain.strength is None, "though it takes a reference"
    assert fine.strength == 30


@pytest.mark.parametrize("told", [{"quality": "max"}, {"quality": "high", "model": "plain"}])
def test_a_spec_names_a_quality_that_its_model_has(told: dict[str, Any]) -> None:
    """Whoever places specs without a form is refused what the model does not know."""
    (spec,) = specs(form("k", model="fine"))
    with pytest.raises(InvalidRequest) as caught:
        gate.check_spec(replace(spec, **told), SERVICES, can_rewrite=False)
    assert caught.value.reason == "quality"


def test_a_strength_wants_a_reference_and_a_model_that_can_be_told() -> None:
    """A spec with a strength and nothing to be strong about is refused."""
    (fine,) = specs(form("k", model="fine"))
    (plain,) = specs(form("k"))
    for spec in (fine, plain):
        with pytest.raises(InvalidRequest) as caught:
            gate.check_spec(replace(spec, strength=50), SERVICES, can_rewrite=False)
        assert caught.value.reason == "strength"


@pytest.mark.parametrize("open_still", ["service", "model", "size", "aspect_ratio"])
def test_a_spec_leaves_nothing_open(open_still: str) -> None:
    """What a form may leave to the first that is offered, a spec must name."""
    nothing: dict[str, Any] = {open_still: ""}
    (spec,) = specs(form("k"))
    with pytest.raises(InvalidRequest) as caught:
        gate.check_spec(replace(spec, **nothing), SERVICES, can_rewrite=False)
    assert caught.value.reason == open_still


@pytest.mark.parametrize(
    ("person", "prompt"),
    [(DEMO_USER, OPEN), (DEMO_USER, CHEAP), (DEMO_MEMBER, OPEN), (DEMO_MEMBER, MEMBERS)],
)
def test_who_may_order_what(sqlite_studio: Studio, person: str, prompt: str) -> None:
    """Everybody may order open prompts, members also theirs; the gate returns both rows."""
    with sqlite_studio.database.read() as session:
        user, chosen = gate.admit(session, person, prompt)
    assert (user.id, chosen.id) == (person, prompt)


@pytest.mark.parametrize(
    ("person", "prompt", "refusal"),
    [
        (DEMO_USER, MEMBERS, MembershipRequired),
        (DEMO_USER, "unknown", PromptNotFound),
        ("nobody", OPEN, PersonNotFound),
        ("nobody", "unknown", PersonNotFound),
    ],
)
def test_who_may_not(
    sqlite_studio: Studio, person: str, prompt: str, refusal: type[Exception]
) -> None:
    """A stranger, an unknown prompt and a members' prompt for others are each refused by name."""
    with sqlite_studio.database.read() as session, pytest.raises(refusal):
        gate.admit(session, person, prompt)


def test_a_prompt_out_of_the_library_is_not_found(sqlite_studio: Studio) -> None:
    """An archived prompt can't be ordered, though old orders still name it."""
    with sqlite_studio.database.write() as tx:
        tx.execute(update(Prompt).values(archived=True))
    with sqlite_studio.database.read() as session, pytest.raises(PromptNotFound):
        gate.admit(session, DEMO_MEMBER, OPEN)


def new_person(studio: Studio, tokens: int) -> User:
    """Return somebody with so many tokens who is no member."""
    return people.create(
        studio.database, "new", "新", is_member=False, opening=tokens, now=studio.now()
    )


def said_before(
    studio: Studio, person_id: str, prompt_id: str, pictures: int
) -> StudioError | None:
    """Return what a page says to this person before the click."""
    person = people.find(studio.database, person_id)
    cards = {card.id: card for card in prompts.cards(studio.database, person)}
    return gate.why_not(person, prompt_id, cards.get(prompt_id), pictures)


@pytest.mark.parametrize(
    ("tokens", "prompt_id", "pictures", "expected"),
    [
        (5, OPEN, 1, None),
        (4, OPEN, 1, InsufficientTokens(needed=5, available=4)),
        (20, OPEN, 4, None),
        (19, OPEN, 4, InsufficientTokens(needed=20, available=19)),
        (100, MEMBERS, 1, MembershipRequired()),
        (1, MEMBERS, 1, MembershipRequired()),
        (100, "gone", 1, PromptNotFound()),
    ],
)
def test_a_page_says_what_the_order_would_meet(
    studio: Studio, tokens: int, prompt_id: str, pictures: int, expected: StudioError | None
) -> None:
    """Before the click a person reads the very refusal, facts included, that the hold gives."""
    person = new_person(studio, tokens)
    met: list[StudioError | None] = [said_before(studio, person.id, prompt_id, pictures), None]
    try:
        submission.submit(studio, person.id, form("k", prompt_id, pictures=pictures))
    except StudioError as error:
        met[1] = error
    for refusal in met:
        assert type(refusal) is type(expected)
        assert refusal is expected is None or vars(refusal) == vars(expected)


def test_an_earlier_order_is_repeated_at_its_own_price(sqlite_studio: Studio) -> None:
    """What is made again needs its own version's price and values, not the card's."""
    person = new_person(sqlite_studio, 12)
    order = place(sqlite_studio, person=person.id)
    left = people.find(sqlite_studio.database, person.id)
    cards = {card.id: card for card in prompts.cards(sqlite_studio.database, left)}
    dearer = replace(cards[OPEN], cost=8, missing=("size",))
    assert gate.why_not(left, OPEN, dearer, again=order) is None
    refusal = gate.why_not(left, OPEN, replace(dearer, cost=1), 2, again=order)
    assert isinstance(refusal, InsufficientTokens)
    assert (refusal.needed, refusal.available) == (10, 7)


def test_an_order_of_a_members_text_is_repeated_by_members(sqlite_studio: Studio) -> None:
    """Who may not read an order's text can't repeat it, though its prompt is open by now."""
    person = new_person(sqlite_studio, 100)
    order = place(sqlite_studio, person=person.id)
    order.prompt_members_only = True
    cards = {card.id: card for card in prompts.cards(sqlite_studio.database, person)}
    refusal = gate.why_not(person, OPEN, cards[OPEN], again=order)
    assert isinstance(refusal, MembershipRequired)


def test_a_variable_without_a_value_is_told_before_the_click(sqlite_studio: Studio) -> None:
    """A page says of a live text with an empty variable what the order would be refused for."""
    content = versions.Content("a {{big}} {{red}} pebble", 1, {"big": "big", "red": " "})
    with sqlite_studio.database.write(alone=True) as tx:
        new = versions.add(tx, CHEAP, content, author=None, now=sqlite_studio.now())
        versions.decide(tx, new, by=None, now=sqlite_studio.now())
    said = said_before(sqlite_studio, DEMO_USER, CHEAP, 1)
    assert isinstance(said, InvalidRequest)
    with pytest.raises(InvalidRequest) as met:
        submission.submit(sqlite_studio, DEMO_USER, form("k", CHEAP))
    assert vars(said) == vars(met.value)
    assert said.facts == {"name": "red"}


def test_held_tokens_are_not_offered_again(studio: Studio) -> None:
    """What an open order holds is not available for the next one, before the click either."""
    person = new_person(studio, 9)
    submission.submit(studio, person.id, form("first"))
    refusal = said_before(studio, person.id, OPEN, 1)
    assert isinstance(refusal, InsufficientTokens)
    assert (refusal.needed, refusal.available) == (5, 4)


def test_nothing_chosen_is_not_a_lost_prompt(sqlite_studio: Studio) -> None:
    """Whoever has chosen no prompt is asked to choose one."""
    refusal = gate.why_not(people.find(sqlite_studio.database, DEMO_USER), "", None)
    assert isinstance(refusal, InvalidRequest)
    assert refusal.reason == "prompt"
