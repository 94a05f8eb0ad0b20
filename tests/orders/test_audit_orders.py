"""Each corruption of an order is found by the rule named for it."""

from __future__ import annotations

import pytest
from corruptions import Corruption, Found, check, spoilt  # noqa: F401 - a fixture

pytestmark = pytest.mark.sqlite_first


def settled(change: str) -> str:
    return f"UPDATE generation SET {change} WHERE key = 's:0'"


def released(change: str) -> str:
    return f"UPDATE generation SET {change} WHERE key = 'r:0'"


def held(change: str) -> str:
    return f"UPDATE generation SET {change} WHERE key = 'h:0'"


def with_reference(change: str) -> str:
    return f"UPDATE generation SET {change} WHERE key = 'm:0'"


def copied(change: str, key: str) -> str:
    """Return an INSERT of a copy of the released order under another id or key."""
    return f"""
        INSERT INTO generation (id, user_id, key, fingerprint, placed_by, prompt_id, prompt_title,
          prompt_category, version_id, prompt_text, prompt_members_only, wish, reference_name,
          aspect_ratio, seed, provider, model, cost, status, error_code, error_reason, error_facts,
          owner, lease, created_at, ended_at, batch, enhance, quality, picture_currency,
          enhance_currency)
        SELECT {change}, user_id, {key}, fingerprint, placed_by, prompt_id, prompt_title,
          prompt_category, version_id, prompt_text, prompt_members_only, wish, reference_name,
          aspect_ratio, seed, provider, model, cost, status, error_code, error_reason, error_facts,
          owner, lease, created_at, ended_at, batch, enhance, quality, picture_currency,
          enhance_currency
        FROM generation WHERE key = 'r:0'"""


COUNTS = (
    *("usage_text_in", "usage_picture_in", "usage_text_out", "usage_picture_out"),
    *("usage_thinking", "used_seed", "picture_micros", "enhance_micros"),
)
ONE_ENTRY, TIMES, STEPS = "settled_has_one_entry", "ended_orders_have_times", "steps_are_in_order"
OWNER, WHOLE, SINGLE = (
    "started_orders_have_an_owner",
    "numbers_of_orders_are_whole",
    "orders_are_single",
)
CURRENCY, STRENGTH = "prices_of_orders_have_a_currency", "strengths_are_of_a_reference"
VERSION, THERE, REFERENCE = (
    "orders_keep_their_version",
    "orders_have_person_and_prompt",
    "references_are_their_persons",
)

CORRUPTIONS: dict[str, Corruption] = {
    "a settled order gone": Corruption(ONE_ENTRY, "DELETE FROM generation WHERE key = 's:0'"),
    "a settled order of another id": Corruption(ONE_ENTRY, settled("id = 'ffffffffffffffff'")),
    "a settled order of another person": Corruption(ONE_ENTRY, settled("user_id = 'demo-member'")),
    "a settled order of another prompt": Corruption(ONE_ENTRY, settled("prompt_id = 'cheap'")),
    "a settled order of another cost": Corruption(ONE_ENTRY, settled("cost = cost + 1")),
    "a settled order said to be released": Corruption(
        ONE_ENTRY, settled("status = 'released', error_code = 'x'")
    ),
    "a settled order said to be held": Corruption(
        ONE_ENTRY, settled("status = 'held', ended_at = NULL")
    ),
    "a released order said to be settled": Corruption(
        ONE_ENTRY, released("status = 'settled', error_code = ''")
    ),
    "an end at another time": Corruption(ONE_ENTRY, settled("ended_at = ended_at + 1")),
    "a held order said to be released": Corruption(
        "held_is_sum_of_open_orders", held("status = 'released', ended_at = 1, error_code = 'x'")
    ),
    "an unknown status": Corruption(TIMES, released("status = 'lost'")),
    "no status": Corruption(TIMES, released("status = NULL"), "sqlite"),
    "an end without a time": Corruption(TIMES, settled("ended_at = NULL")),
    "a release without a time": Corruption(TIMES, released("ended_at = NULL")),
    "an end of what is held": Corruption(TIMES, held("ended_at = 9999999999999")),
    "a release without a reason": Corruption(TIMES, released("error_code = ''")),
    "a reason without a release": Corruption(TIMES, settled("error_code = 'x'")),
    "a reason of what is held": Corruption(TIMES, held("error_code = 'x'")),
    "started before it was placed": Corruption(STEPS, settled("started_at = created_at - 1")),
    "made before it was started": Corruption(STEPS, settled("generating_at = started_at - 1")),
    "made without a start": Corruption(STEPS, settled("started_at = NULL")),
    "saved before it was made": Corruption(STEPS, settled("saving_at = generating_at - 1")),
    "saved without being made": Corruption(STEPS, settled("generating_at = NULL")),
    "settled without being saved": Corruption(STEPS, settled("saving_at = NULL")),
    "ended before it was saved": Corruption(STEPS, settled("ended_at = saving_at - 1")),
    "ended before it was made": Corruption(
        STEPS, released("started_at = created_at, generating_at = ended_at + 1")
    ),
    "ended before it was started": Corruption(STEPS, released("started_at = ended_at + 1")),
    "ended before it was placed": Corruption(STEPS, released("ended_at = created_at - 1")),
    "placed after its end": Corruption(STEPS, released("created_at = ended_at + 1")),
    "a start without an owner": Corruption(OWNER, settled("owner = NULL")),
    "a start of an owner without a name": Corruption(OWNER, settled("owner = ''")),
    "an early order that is held by nobody": Corruption(
        OWNER, held("owner = NULL, placed_by = '', started_at = created_at")
    ),
    "half a cost": Corruption(WHOLE, held("cost = 5.5"), "sqlite"),
    "no cost": Corruption(WHOLE, held("cost = NULL"), "sqlite"),
    "a cost below nought": Corruption(WHOLE, released("cost = -5")),
    "a seed below nought": Corruption(WHOLE, released("seed = -1")),
    "half a seed": Corruption(WHOLE, released("seed = 0.5"), "sqlite"),
    "a lease below nought": Corruption(WHOLE, released("lease = -1")),
    "half a lease": Corruption(WHOLE, released("lease = 0.5"), "sqlite"),
    **{
        f"{name} of a half": Corruption(WHOLE, released(f"{name} = 0.5"), "sqlite")
        for name in ("strength", *COUNTS)
    },
    **{f"{name} below nought": Corruption(WHOLE, released(f"{name} = -1")) for name in COUNTS},
    "a price in another money": Corruption(CURRENCY, settled("picture_currency = 'EUR'")),
    "a price in no money": Corruption(CURRENCY, settled("picture_currency = ''")),
    "a rewriting's price in another money": Corruption(CURRENCY, held("enhance_currency = 'EUR'")),
    "a price without a currency": Corruption(CURRENCY, held("picture_currency = NULL"), "sqlite"),
    "a strength of no reference": Corruption(STRENGTH, released("strength = 50")),
    "no strength at all": Corruption(STRENGTH, with_reference("strength = 0")),
    "more than all strength": Corruption(STRENGTH, with_reference("strength = 101")),
    "no quality, not even an empty one": Corruption(STRENGTH, held("quality = NULL"), "sqlite"),
    "half an instant of placing": Corruption(WHOLE, released("created_at = 0.5"), "sqlite"),
    "words for an instant of placing": Corruption(WHOLE, released("created_at = 'now'"), "sqlite"),
    "half an instant of starting": Corruption(WHOLE, settled("started_at = 0.5"), "sqlite"),
    "half an instant of making": Corruption(WHOLE, settled("generating_at = 0.5"), "sqlite"),
    "half an instant of saving": Corruption(WHOLE, settled("saving_at = 0.5"), "sqlite"),
    "half an instant of ending": Corruption(WHOLE, released("ended_at = 'now'"), "sqlite"),
    "for members, perhaps": Corruption(WHOLE, released("prompt_members_only = 2"), "sqlite"),
    "in a batch, perhaps": Corruption(WHOLE, released("batch = 2"), "sqlite"),
    "rewritten, perhaps": Corruption(WHOLE, released("enhance = 2"), "sqlite"),
    "an id twice": Corruption(SINGLE, copied("id", "'x:0'")),
    "a key twice": Corruption(SINGLE, copied("'ffffffffffffffff'", "key")),
    "a released order of another cost": Corruption(VERSION, released("cost = cost + 1")),
    "a released order of another text": Corruption(VERSION, released("prompt_text = 'x'")),
    "a released order of another prompt": Corruption(VERSION, released("prompt_id = 'cheap'")),
    "a version that is not there": Corruption(VERSION, released("version_id = 'open@9'")),
    "no version": Corruption(VERSION, released("version_id = NULL")),
    "a version gone": Corruption(VERSION, "DELETE FROM promptversion WHERE id = 'open@1'"),
    "a version's price": Corruption(VERSION, "UPDATE promptversion SET cost = 6"),
    "a version's text": Corruption(VERSION, "UPDATE promptversion SET text = 'another'"),
    "a person gone": Corruption(THERE, "DELETE FROM \"user\" WHERE id = 'demo-user'"),
    "an order of nobody": Corruption(THERE, released("user_id = 'nobody'")),
    "a prompt gone": Corruption(THERE, "DELETE FROM prompt WHERE id = 'open'"),
    "an order of no prompt": Corruption(THERE, released("prompt_id = 'gone'")),
    "somebody else's reference": Corruption(
        REFERENCE, released("reference = (SELECT name FROM uploadedreference)")
    ),
    "a reference that is not there": Corruption(
        REFERENCE, "UPDATE generation SET reference = 'x.jpg' WHERE key = 'm:0'"
    ),
    "an upload gone": Corruption(REFERENCE, "DELETE FROM uploadedreference"),
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_corruption_is_named(spoilt: Found, what: str, request: pytest.FixtureRequest) -> None:  # noqa: F811
    """What was changed with triggers, checks and keys off is named by the rule that it breaks."""
    check(spoilt, CORRUPTIONS[what], request)
