"""Orders placed together: one gate, all or none, at the version's price, with their text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from fakes import (
    CHEAP,
    MEMBERS,
    OPEN,
    PROMPT_TEXT,
    form,
    in_threads,
    never,
    order_of,
    png,
    provider_of,
)
from sqlalchemy import text

from core import messages
from core.audit import audit
from core.errors import (
    InsufficientTokens,
    InvalidImage,
    InvalidRequest,
    KeyConflict,
    KeySpent,
    MembershipRequired,
    TooManyOrders,
)
from core.library import versions
from core.library.versions import Content
from core.orders import endings, generation, placing, submission
from core.orders.specs import OrderSpec
from core.orders.views import reads
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.providers.contract import USUAL_STRENGTH, Model
from core.studio import Studio
from core.tables import Generation, PromptVersion

SEASONS = "a pebble in {{季节}}, {{季节}} light, {{mood}}"


def spec(key: str, prompt_id: str = CHEAP, **more: Any) -> OrderSpec:
    """Return one order's spec, with what a test does not care about filled in."""
    known: dict[str, Any] = {
        "service": "fake",
        "model": "fake-1",
        "aspect_ratio": "1:1",
        "size": "1K",
        "seed": 1,
    }
    known |= {"fingerprint": f"of {key}"}
    return OrderSpec(key=key, prompt_id=prompt_id, **known | more)


def many(count: int) -> list[OrderSpec]:
    """Return so many specs, each with a key of its own."""
    return [spec(f"cell:{number}", wish=f"wish {number}") for number in range(count)]


def add(studio: Studio, content: Content, prompt_id: str = CHEAP, *, live: bool) -> PromptVersion:
    """Let the member write a version of a prompt, and make it the live one or not."""
    with studio.database.write(alone=True) as tx:
        version = versions.add(tx, prompt_id, content, author=DEMO_MEMBER, now=studio.now())
        if live:
            versions.decide(tx, version, by=DEMO_MEMBER, now=studio.now(), why="for a test")
    return version


def numbers(studio: Studio, person_id: str = DEMO_USER) -> tuple[int, int]:
    """Return a person's balance and held tokens."""
    person = people.find(studio.database, person_id)
    return person.balance, person.held


# ------------------------------------------------------------------------------ many at once


def test_a_batch_is_held_as_one(studio: Studio) -> None:
    """64 orders of a batch have one hold, one placing, their own keys, and the specs' order."""
    specs = many(64)
    placed = placing.place(studio, DEMO_USER, specs, batch=True)
    assert [order.key for order in placed] == [one.key for one in specs]
    assert numbers(studio) == (100, 64)
    assert len({order.placed_by for order in placed} - {""}) == 1
    assert all(order_of(studio, order.id).batch for order in placed[::9])
    instants = [order.created_at for order in placed]
    assert instants == sorted(set(instants))


def test_what_is_placed_apart_is_told_apart(studio: Studio) -> None:
    """A form's pictures share a placing that no other form has, and are no batch."""
    first = submission.submit(studio, DEMO_USER, form("a", CHEAP, pictures=2))
    (second,) = submission.submit(studio, DEMO_USER, form("b", CHEAP))
    assert first[0].placed_by == first[1].placed_by != second.placed_by
    assert not any(order.batch for order in (*first, second))


@pytest.mark.sqlite_first
@pytest.mark.parametrize(
    ("last", "error"),
    [
        (spec("x", OPEN), InsufficientTokens),
        (spec("x", MEMBERS), MembershipRequired),
        (spec("x", version_id=f"{OPEN}@1"), InvalidRequest),
        (spec("x", version_id=f"{CHEAP}@9"), InvalidRequest),
        (spec("x", version_id="a\0b"), InvalidRequest),
        (spec("x", variables=(("a", "b"),)), InvalidRequest),
        (spec("x", variables=(("a", "\0"),)), InvalidRequest),
        (spec("x", service="gone"), InvalidRequest),
        (spec("x", model="gone"), InvalidRequest),
        (spec("x", model=""), InvalidRequest),
        (spec("x", size="16K"), InvalidRequest),
        (spec("x", size=""), InvalidRequest),
        (spec("x", seed=2**31), InvalidRequest),
        (spec("x", seed=True), InvalidRequest),
        (spec("k" * 201, fingerprint="f"), InvalidRequest),
        (spec("cell:0"), InvalidRequest),
        (spec(""), InvalidRequest),
        (spec("x", reference="0" * 64 + ".jpg"), InvalidImage),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_one_refused_spec_refuses_all(
    studio: Studio, last: OrderSpec, error: type[Exception]
) -> None:
    """Where one of many may not be ordered, nothing is held and no order is written."""
    with pytest.raises(error):
        placing.place(studio, DEMO_USER, [*many(96), last], batch=True)
    assert audit(studio.database).orders == 0
    assert numbers(studio) == (100, 0)


def test_somebody_elses_reference_is_refused(studio: Studio) -> None:
    """A reference that another person uploaded can't be ordered with, though its file is there."""
    theirs = references.keep(studio, DEMO_MEMBER, check_reference(png("olive", 300, 200)), "山.png")
    with pytest.raises(InvalidImage):
        placing.place(studio, DEMO_USER, [spec("x", CHEAP, reference=theirs.name)])
    assert audit(studio.database).orders == 0
    (order,) = placing.place(studio, DEMO_MEMBER, [spec("x", CHEAP, reference=theirs.name)])
    assert order.reference == theirs.name


def test_nothing_is_not_placed(sqlite_studio: Studio) -> None:
    """No specs are refused, instead of a hold of nothing."""
    with pytest.raises(InvalidRequest):
        placing.place(sqlite_studio, DEMO_USER, [])


def test_a_batch_has_no_limit_of_clicks(studio: Studio) -> None:
    """A batch may be larger than what one may click, and leaves clicks their whole limit."""
    limit = studio.settings.open_orders
    placing.place(studio, DEMO_USER, many(limit + 1), batch=True)
    for number in range(limit):
        submission.submit(studio, DEMO_USER, form(f"k{number}", CHEAP))
    with pytest.raises(TooManyOrders) as caught:
        submission.submit(studio, DEMO_USER, form("more", CHEAP))
    assert caught.value.facts == {"open": limit, "new": 1, "limit": limit}


# ------------------------------------------------------------------------------ one key, one order


def test_a_batch_placed_again_is_the_same(studio: Studio) -> None:
    """The same specs, in whatever order, return their orders; nothing more is held."""
    specs = many(12)
    placed = placing.place(studio, DEMO_USER, specs, batch=True)
    again = placing.place(studio, DEMO_USER, specs[::-1], batch=True)
    assert [order.id for order in again] == [order.id for order in placed[::-1]]
    assert numbers(studio) == (100, 12)


@pytest.mark.parametrize(
    "other",
    [
        lambda specs: [*specs, spec("more")],
        lambda specs: [replace(specs[0], fingerprint="other"), *specs[1:]],
    ],
    ids=["more", "other"],
)
def test_what_was_placed_together_stays_together(studio: Studio, other: Any) -> None:
    """Known keys beside new ones, or with another content, conflict and hold nothing."""
    specs = many(3)
    placing.place(studio, DEMO_USER, specs)
    with pytest.raises(KeyConflict):
        placing.place(studio, DEMO_USER, other(specs))
    assert numbers(studio) == (100, 3)


def test_keys_are_spent_when_all_have_been_released(studio: Studio) -> None:
    """A batch that was taken back is not placed again; one that was so in part is returned."""
    placed = placing.place(studio, DEMO_USER, many(2))
    endings.cancel(studio, DEMO_USER, placed[0].id)
    assert len(placing.place(studio, DEMO_USER, many(2))) == 2
    endings.cancel(studio, DEMO_USER, placed[1].id)
    with pytest.raises(KeySpent):
        placing.place(studio, DEMO_USER, many(2))


def test_a_batch_placed_by_many_at_once_is_one(studio: Studio) -> None:
    """Eight placings of one batch at one instant make its orders once."""
    results = in_threads(8, lambda _: [o.id for o in placing.place(studio, DEMO_USER, many(20))])
    assert all(result == results[0] for result in results), results
    assert numbers(studio) == (100, 20)


# ------------------------------------------------------------------------- versions and their text


def test_an_order_names_its_version(studio: Studio) -> None:
    """An order is linked to the live version, and keeps a copy of its text and price."""
    (order,) = submission.submit(studio, DEMO_USER, form("k", OPEN))
    assert (order.version_id, order.prompt_text, order.cost) == (f"{OPEN}@1", PROMPT_TEXT, 5)


def test_what_nobody_chose_is_kept_as_it_is_sent(studio: Studio) -> None:
    """A model's first quality, and the usual strength of a reference, stand in the order's row."""
    fine = Model("fine", "Fine", ("1:1",), references=1, has_strength=True, qualities=("low", "hd"))
    provider_of(studio).models = (fine,)
    upload = references.keep(studio, DEMO_USER, check_reference(png("olive", 300, 200)), "山.png")
    plain, pictured, chosen = placing.place(
        studio,
        DEMO_USER,
        [
            spec("a", model="fine"),
            spec("b", model="fine", reference=upload.name),
            spec("c", model="fine", reference=upload.name, quality="hd", strength=30),
        ],
    )
    assert (plain.quality, plain.strength) == ("low", None)
    assert (pictured.quality, pictured.strength) == ("low", USUAL_STRENGTH)
    assert (chosen.quality, chosen.strength) == ("hd", 30)


def test_what_was_shown_is_what_is_charged(studio: Studio) -> None:
    """A form that shows a version orders it at its price, although another one is live by now."""
    add(studio, Content("a boulder", 7), live=True)
    (shown,) = submission.submit(studio, DEMO_USER, form("a", CHEAP, version_id=f"{CHEAP}@1"))
    (live,) = submission.submit(studio, DEMO_USER, form("b", CHEAP))
    assert (shown.version_id, shown.prompt_text, shown.cost) == (f"{CHEAP}@1", "a pebble", 1)
    assert (live.version_id, live.prompt_text, live.cost) == (f"{CHEAP}@2", "a boulder", 7)
    assert numbers(studio) == (100, 8)


def test_a_decision_at_the_same_instant_makes_no_mixture(studio: Studio) -> None:
    """Orders placed while the live version changes have one version's text and price, never two."""
    contents = [Content("a pebble", 1), Content("a boulder", 7)]
    made = [add(studio, content, live=True) for content in contents]

    def work(number: int) -> Any:
        if number % 2:
            return submission.submit(studio, DEMO_USER, form(f"k{number}", CHEAP))[0]
        with studio.database.write(alone=True) as tx:
            versions.decide(tx, made[number // 2 % 2], by=DEMO_MEMBER, now=studio.now())
        return None

    orders = [order for order in in_threads(12, work) if order is not None]
    assert len(orders) == 6
    known = {version.id: (version.text, version.cost) for version in made}
    for order in orders:
        assert isinstance(order, Generation), order
        assert (order.prompt_text, order.cost) == known[str(order.version_id)]


def test_values_take_their_places(studio: Studio) -> None:
    """What is stored at the click is what is sent: the text with its values, the wish below it."""
    version = add(studio, Content(SEASONS, 2, {"mood": "calm", "季节": "spring"}), live=True)
    chosen = form("k", CHEAP, variables=(("季节", "{{winter}}"),), wish="one bird")
    (order,) = submission.submit(studio, DEMO_USER, chosen)
    sent = "a pebble in {{winter}}, {{winter}} light, calm\none bird"
    assert (order.prompt_text, order.sent_text) == (version.text, sent)
    assert json.loads(order.variables) == {"mood": "calm", "季节": "{{winter}}"}
    add(studio, Content("another text", 2), live=True)
    generation.run(studio, order.id, never())
    assert provider_of(studio).requests[0].text == order_of(studio, order.id).sent_text == sent


@pytest.mark.parametrize(
    ("values", "reason", "name"),
    [
        ({}, "variable_missing", "季节"),
        ({"季节": "  "}, "variable_missing", "季节"),
        ({"季节": "x", "colour": "red"}, "variable_unknown", "colour"),
        ({"季节": "x" * 201}, "variable_long", "季节"),
    ],
    ids=["missing", "blank", "unknown", "long"],
)
def test_a_value_out_of_place_is_refused_before_the_hold(
    studio: Studio, values: dict[str, str], reason: str, name: str
) -> None:
    """A missing, unknown or long value is refused by name, in words of its own; nothing is held."""
    add(studio, Content(SEASONS, 2, {"mood": "calm"}), live=True)
    with pytest.raises(InvalidRequest) as caught:
        submission.submit(studio, DEMO_USER, form("k", CHEAP, variables=tuple(values.items())))
    assert (caught.value.reason, caught.value.facts["name"]) == (reason, name)
    said = messages.explain(caught.value.code, caught.value.reason, caught.value.facts)
    assert name in said.what
    assert numbers(studio) == (100, 0)


def test_values_of_a_members_prompt_are_for_members(sqlite_studio: Studio) -> None:
    """Whose membership ends reads no text of a members' order any more, its values included."""
    add(sqlite_studio, Content("a {{size}} dragon", 8, {"size": "huge"}), MEMBERS, live=True)
    (order,) = submission.submit(sqlite_studio, DEMO_MEMBER, form("k", MEMBERS))
    with sqlite_studio.database.write() as tx:
        tx.execute(text('UPDATE "user" SET is_member = false'))
    person = people.find(sqlite_studio.database, DEMO_MEMBER)
    seen = reads.find(sqlite_studio.database, person, order.id).order
    assert (seen.prompt_text, seen.sent_text, seen.variables) == ("", "", "{}")


@pytest.mark.parametrize(
    "odd",
    [
        {"variables": (("mood", "a\0b"),)},
        {"version_id": f"{CHEAP}@1\0"},
        {"wish": "\ud800"},
        {"prompt_id": "\udfff"},
        {"fingerprint": "a\0"},
    ],
)
def test_what_no_database_keeps_is_refused_before_it_is_asked(
    studio: Studio, odd: dict[str, Any]
) -> None:
    """A NUL or half a letter in any text of a spec is refused as such, and nothing is held."""
    add(studio, Content(SEASONS, 2, {"mood": "calm", "季节": "spring"}), live=True)
    with pytest.raises(InvalidRequest) as caught:
        placing.place(studio, DEMO_USER, [spec("k", **odd)])
    assert caught.value.reason is None
    assert numbers(studio) == (100, 0)
