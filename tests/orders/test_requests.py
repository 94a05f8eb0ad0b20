"""What an order asks of its service, what came back, and what its row keeps of both."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from fake_service import BIG, REWRITING, REWRITING_MICROS, REWRITTEN, SAID, SMALL, FakeService
from fakes import (
    MEMBERS,
    OPEN,
    PATIENCE_S,
    PNG,
    PROMPT_TEXT,
    Turnstile,
    failing,
    form,
    make_studio,
    never,
    order_of,
    place,
    place_and_run,
    png,
)
from sqlalchemy import MetaData, insert, select, update
from sqlmodel import col

from core.audit import audit
from core.database import Database
from core.errors import Cancelled, GenerationFailed, InvalidRequest
from core.faults import ProviderFault as Fault
from core.migrations import migrate
from core.orders import endings, generation, submission
from core.orders.requests import AnswerRecord, RewritingRecord
from core.orders.views import reads
from core.orders.views.reads import OrderFilter
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.providers.calling import Caller, Cancel
from core.providers.contract import ImageRequest, Reference, TokenPrices, Usage
from core.studio import Studio
from core.tables import ORDERS, Generation, User

FAULTS = (Fault.QUOTA_EXHAUSTED, Fault.PROMPT_BLOCKED, Fault.NETWORK, Fault.UNREADABLE_ANSWER)
DEADLINE_S = 0.5
# Longer than the columns for names, with letters that PostgreSQL or neither database takes.
ODD = "a\0b\ud800c" + "x" * 300


@pytest.fixture
def service() -> FakeService:
    """Return a service that rewrites and paints whatever it is asked."""
    return FakeService()


@pytest.fixture
def served(studio: Studio, service: FakeService) -> Studio:
    """Return the studio of each database, served by that service."""
    return replace(studio, services={service.name: service}, rewriter=service)


@pytest.fixture
def served_once(sqlite_studio: Studio, service: FakeService) -> Studio:
    """Return such a studio for what no database decides."""
    return replace(sqlite_studio, services={service.name: service}, rewriter=service)


def placed(studio: Studio, prompt_id: str = OPEN, person: str = DEMO_USER, **more: Any) -> str:
    """Place one order that nobody works on yet."""
    return place(studio, "k", prompt_id, person=person, **more).id


def made(studio: Studio, prompt_id: str = OPEN, person: str = DEMO_USER, **more: Any) -> Generation:
    """Place one order, run it to its end, and return its row."""
    return place_and_run(studio, "k", prompt_id, person=person, **more)


def failed(studio: Studio, **more: Any) -> Generation:
    """Place one order that fails, and return its row."""
    order_id = placed(studio, **more)
    with pytest.raises(GenerationFailed):
        generation.run(studio, order_id, never())
    return order_of(studio, order_id)


def tokens(studio: Studio, person: str = DEMO_USER) -> tuple[int, int]:
    """Return the person's balance and what is held of it."""
    found = people.find(studio.database, person)
    return found.balance, found.held


def test_everything_ordered_is_asked_for_and_kept(served: Studio, service: FakeService) -> None:
    """Prompt with wish, model, size, format, seed and the stored reference reach the service."""
    picture = check_reference(png("olive", 300, 200))
    name = references.keep(served, DEMO_USER, picture, "山.png").name
    order = made(
        served,
        wish="清晨",
        model=BIG.id,
        size="2K",
        seed=7,
        reference=name,
        reference_name="山.png",
    )
    asked = ImageRequest(
        text=f"{PROMPT_TEXT}\n清晨",
        model=BIG.id,
        aspect_ratio="1:1",
        seed=7,
        size="2K",
        reference=Reference(picture.data, "image/jpeg"),
    )
    assert service.requests == [asked]
    assert service.asked_to_rewrite == []
    assert (order.sent_text, order.model, order.size) == (asked.text, BIG.id, "2K")
    assert (order.aspect_ratio, order.seed, order.reference) == ("1:1", 7, name)
    assert (order.enhance, order.enhanced_text, order.enhance_model) == (False, "", "")


def test_without_a_wish_the_prompt_alone_is_sent(served_once: Studio, service: FakeService) -> None:
    """No wish adds nothing to the prompt, not even an empty line; the defaults are filled in."""
    order = made(served_once)
    assert service.requests[0].text == order.sent_text == PROMPT_TEXT
    assert (order.model, order.size) == (BIG.id, "1K")


def test_what_came_back_is_kept(served: Studio) -> None:
    """Finish reason, version, words, usage and the estimated cost stay with the order."""
    order = made(served)
    assert (order.status, order.cost) == ("settled", 5)
    assert (order.finish_reason, order.model_version) == ("STOP", "fake-big-001")
    assert order.service_text == SAID["text"]
    assert json.loads(order.usage) == SAID["usage"].raw
    assert (order.usage_text_in, order.usage_picture_out) == (21, 1120)
    assert (order.usage_picture_in, order.usage_text_out, order.usage_thinking) == (None,) * 3
    assert (order.picture_micros, order.enhance_micros) == (33_600, None)


@pytest.mark.parametrize("record", [RewritingRecord, AnswerRecord])
def test_what_is_recorded_has_its_column(record: type[Any]) -> None:
    """Every field of a record is a column of the order's row: an unknown one would be left out."""
    assert {field.name for field in fields(record)} <= set(ORDERS.c.keys())


def test_a_rewritten_prompt_is_sent_and_kept(served: Studio, service: FakeService) -> None:
    """The text model gets prompt and wish; what it wrote is sent, and kept with its own cost."""
    order = made(served, wish="清晨", enhance=True)
    assert service.asked_to_rewrite == [(PROMPT_TEXT, "清晨")]
    assert [asked.text for asked in service.requests] == [REWRITTEN]
    assert order.enhanced_text == order.sent_text == REWRITTEN
    assert (order.prompt_text, order.wish) == (PROMPT_TEXT, "清晨")
    assert (order.enhance_model, order.enhance_error) == ("fake-text", "")
    assert (order.picture_micros, order.enhance_micros) == (33_600, REWRITING_MICROS)


@pytest.mark.parametrize("ordered", [{}, {"size": "2K"}, {"model": SMALL.id}, {"enhance": True}])
def test_the_tokens_are_the_prompts_alone(ordered: dict[str, Any], served_once: Studio) -> None:
    """Whatever model, size or rewriting an order asks for, it costs what its prompt costs."""
    assert made(served_once, **ordered).cost == 5
    assert tokens(served_once) == (95, 0)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_rewriting_goes_on_with_the_plain_prompt(
    fault: Fault, served_once: Studio, service: FakeService
) -> None:
    """The order is made from the plain text, says why, and costs the prompt's tokens alone."""
    service.rewritings.append(GenerationFailed(fault))
    order = made(served_once, wish="清晨", enhance=True)
    assert service.requests[0].text == order.sent_text == f"{PROMPT_TEXT}\n清晨"
    assert (order.enhance_error, order.enhanced_text) == (fault.value, "")
    assert (order.status, order.error_code, order.enhance_micros) == ("settled", "", None)
    assert tokens(served_once) == (95, 0)


def test_a_rewriting_that_takes_too_long_is_given_up(sqlite_studio: Studio) -> None:
    """After its deadline the order goes on with the plain prompt and says that time was over."""
    service = FakeService(lambda _: asyncio.Event().wait())
    slow = replace(
        sqlite_studio, services={service.name: service}, rewriter=service, caller=Caller(DEADLINE_S)
    )
    order = made(slow, enhance=True)
    assert (order.status, order.enhance_error) == ("settled", Fault.TIMED_OUT.value)
    assert service.requests[0].text == order.sent_text == PROMPT_TEXT


def test_a_cancel_while_rewriting_releases_at_once(served: Studio, service: FakeService) -> None:
    """Taken back during the rewriting, the order asks for no picture and costs nothing."""
    turnstile, cancel, ended = Turnstile(), Cancel(), threading.Event()
    service.rewritings.append(turnstile)
    order_id = placed(served, enhance=True)

    def work() -> None:
        with pytest.raises(Cancelled):
            generation.run(served, order_id, cancel)
        ended.set()

    thread = threading.Thread(target=work)
    thread.start()
    turnstile.wait_for()
    assert endings.cancel(served, DEMO_USER, order_id)
    cancel.set()
    assert ended.wait(PATIENCE_S)
    thread.join()
    order = order_of(served, order_id)
    assert (order.status, order.error_code, order.enhanced_text) == ("released", "CANCELLED", "")
    assert service.requests == []
    assert tokens(served) == (100, 0)


def test_a_cancel_elsewhere_is_seen_after_the_rewriting(
    served: Studio, service: FakeService
) -> None:
    """An order that another process released meanwhile is not asked for any more."""
    order_id = placed(served, enhance=True)

    def rewrite(_: str) -> Any:
        endings.cancel(served, DEMO_USER, order_id)
        return REWRITING

    service.rewritings.append(rewrite)
    with pytest.raises(Cancelled):
        generation.run(served, order_id, never())
    assert service.requests == []
    assert order_of(served, order_id).error_code == "CANCELLED"
    assert tokens(served) == (100, 0)


@pytest.mark.parametrize(
    ("ordered", "micros"),
    [({"size": "2K"}, None), ({"size": "1K"}, 33_600), ({"model": SMALL.id}, 0)],
)
def test_an_unknown_price_is_unknown(
    ordered: dict[str, str], micros: int | None, served: Studio
) -> None:
    """A size without a price costs NULL, which is not 0; what is free costs 0, which is known."""
    assert made(served, **ordered).picture_micros == micros


def test_an_unknown_usage_has_an_unknown_cost(served: Studio, service: FakeService) -> None:
    """Where the service counts no tokens, the rewriting's cost is NULL and never 0."""
    service.rewritings.append(replace(REWRITING, usage=None))
    service.said = {"usage": None}
    order = made(served, enhance=True)
    assert order.enhanced_text == REWRITTEN
    assert order.enhance_micros is None
    assert (order.usage, order.finish_reason, order.model_version) == ("{}", "", "")


def test_a_failed_order_keeps_what_was_sent(served: Studio, service: FakeService) -> None:
    """After a refusal one can still read what was refused, and what the rewriting has cost."""
    service.queue(GenerationFailed(Fault.IMAGE_BLOCKED, service_reason="IMAGE_SAFETY"))
    order = failed(served, wish="清晨", enhance=True)
    assert (order.status, order.error_reason) == ("released", "image_blocked")
    assert order.sent_text == order.enhanced_text == REWRITTEN
    assert (order.model, order.size, order.enhance_model) == (BIG.id, "1K", "fake-text")
    assert (order.picture_micros, order.enhance_micros) == (None, REWRITING_MICROS)
    assert tokens(served) == (100, 0)


USED = Usage(text_in=100, picture_in=0, picture_out=1000, thinking=0, raw={"total": 1100})
PRICED = replace(
    BIG,
    token_prices=TokenPrices(Decimal(5), Decimal(8), Decimal(2), Decimal(30)),
)


def test_a_picture_is_priced_by_its_tokens(served: Studio, service: FakeService) -> None:
    """Where the table has prices of tokens, the counts decide, and not the size."""
    service.models = (PRICED,)
    service.said = {"usage": replace(USED, text_out=0)}
    assert made(served).picture_micros == 30_500


@pytest.mark.parametrize(("text_out", "micros"), [(0, 30_500), (None, None)])
def test_a_refusal_that_was_billed_keeps_its_usage(
    text_out: int | None, micros: int | None, served: Studio, service: FakeService
) -> None:
    """The order is released and costs no token; its row has what the service counted.

    Its cost is that of the tokens, and never the price of a picture that nobody got.
    """
    service.models = (PRICED,)
    used = replace(USED, text_out=text_out)
    service.queue(GenerationFailed(Fault.IMAGE_BLOCKED, usage=used))
    order = failed(served)
    assert (order.status, order.error_reason) == ("released", "image_blocked")
    assert (order.usage_text_in, order.usage_text_out) == (100, text_out)
    assert (order.usage_picture_out, order.usage_thinking) == (1000, 0)
    assert json.loads(order.usage) == {"total": 1100}
    assert (order.picture_micros, order.error_facts) == (micros, "{}")
    assert tokens(served) == (100, 0)


def test_a_usage_that_cannot_be_kept_hides_no_refusal(served: Studio, service: FakeService) -> None:
    """Should the database fail at that instant, the order still ends with the refusal's reason."""
    service.queue(GenerationFailed(Fault.IMAGE_BLOCKED, usage=USED))
    order_id = placed(served)
    with (
        failing(served.database.engine, "usage_thinking=", times=1) as hit,
        pytest.raises(GenerationFailed),
    ):
        generation.run(served, order_id, never())
    order = order_of(served, order_id)
    assert len(hit) == 1
    assert (order.error_reason, order.usage_text_in) == ("image_blocked", None)
    assert tokens(served) == (100, 0)


def test_a_rewriting_that_was_refused_may_be_billed(served: Studio, service: FakeService) -> None:
    """The order goes on with its plain prompt, and its row has what the rewriting cost."""
    used = Usage(text_in=100, text_out=50, thinking=10)
    service.rewritings.append(GenerationFailed(Fault.PROMPT_BLOCKED, usage=used))
    order = made(served, enhance=True)
    assert (order.enhance_error, order.enhance_micros) == ("prompt_blocked", REWRITING_MICROS)


def test_odd_words_cost_nobody_the_picture(served: Studio, service: FakeService) -> None:
    """Words that no database takes, or where none belong, are made to fit: the order settles."""
    service.rewritings.append(replace(REWRITING, text=ODD))
    service.said = {"finish_reason": ODD, "model_version": ODD, "text": ODD}
    service.said["usage"] = Usage(text_in=2**80, picture_out=-1, thinking=True, raw={"a": 1})
    order = made(served, enhance=True)
    assert order.status == "settled"
    assert order.enhanced_text == order.sent_text == service.requests[0].text
    for words in (order.enhanced_text, order.service_text):
        assert words.startswith("abcx")
    assert (order.model_version, order.finish_reason) == ("", "UNKNOWN")
    assert (order.usage_text_in, order.usage_picture_out, order.usage_thinking) == (None,) * 3


def test_everybody_sees_codes_alone(served_once: Studio, service: FakeService) -> None:
    """全部 and its CSV have a service's known codes and numbers, and nothing that may be words."""
    said: dict[str, Any] = {
        "detail": f"no {PROMPT_TEXT}",
        "service_reason": "清晨 in words",
        "setting": "清晨",
    }
    codes: dict[str, Any] = {"service_reason": "SAFETY", "setting": "ALL_PROXY"}
    service.queue(GenerationFailed(Fault.NO_IMAGE, **said))
    failed(served_once, wish="清晨")
    service.queue(GenerationFailed(Fault.NO_IMAGE, detail="words", **codes))
    order_id = submission.submit(served_once, DEMO_USER, form("k2", OPEN))[0].id
    with pytest.raises(GenerationFailed):
        generation.run(served_once, order_id, never())
    mine, everybodys = OrderFilter(person_id=DEMO_USER), OrderFilter()
    own = [json.loads(row.error_facts) for row in reads.all_orders(served_once.database, mine)]
    assert sorted(own, key=len) == [codes | {"detail": "words"}, said]
    page = reads.list_orders(served_once.database, everybodys, number=1, size=9).rows
    for rows in (page, list(reads.all_orders(served_once.database, everybodys))):
        assert sorted((json.loads(row.error_facts) for row in rows), key=len) == [{}, codes]


@pytest.mark.parametrize(
    ("ordered", "reason"),
    [({"model": "x"}, "model"), ({"size": "8K"}, "size"), ({"enhance": True}, "enhance")],
)
def test_what_the_service_cannot_do_is_refused(
    ordered: dict[str, Any], reason: str, sqlite_studio: Studio
) -> None:
    """An unknown model or size, and rewriting by a service that cannot, hold no token."""
    with pytest.raises(InvalidRequest) as caught:
        placed(sqlite_studio, **ordered)
    assert caught.value.reason == reason
    assert tokens(sqlite_studio) == (100, 0)


def test_membership_lost_hides_every_text(served: Studio) -> None:
    """Who is no member any more sees the order's facts, and no text made from the prompt."""
    order = made(served, MEMBERS, DEMO_MEMBER, wish="清晨", enhance=True)
    names = ("prompt_text", "sent_text", "enhanced_text", "service_text")
    assert all(getattr(order, name) for name in names)
    assert _seen(served, order.id, names) == [getattr(order, name) for name in names]
    _set_member(served, False)
    assert _seen(served, order.id, names) == [""] * 4
    found = reads.find(served.database, people.find(served.database, DEMO_MEMBER), order.id)
    assert (found.order.model, found.order.picture_micros) == (BIG.id, 33_600)
    assert (found.order.wish, found.order.enhance_micros) == ("清晨", REWRITING_MICROS)
    assert order_of(served, order.id).enhanced_text == REWRITTEN, "reading must change nothing"
    _set_member(served, True)
    assert _seen(served, order.id, names) == [getattr(order, name) for name in names]


def test_membership_lost_hides_the_refusals_words(
    served_once: Studio, service: FakeService
) -> None:
    """What the service said when it refused may quote the prompt: it goes with the other texts."""
    service.queue(GenerationFailed(Fault.NO_IMAGE, detail="I can't draw a dragon"))
    order = failed(served_once, prompt_id=MEMBERS, person=DEMO_MEMBER)
    assert "dragon" in _seen(served_once, order.id, ("error_facts",))[0]
    (row,) = reads.all_orders(served_once.database, OrderFilter(person_id=DEMO_MEMBER))
    assert "dragon" in row.error_facts
    _set_member(served_once, False)
    assert "dragon" not in _seen(served_once, order.id, ("error_facts",))[0]
    (row,) = reads.all_orders(served_once.database, OrderFilter(person_id=DEMO_MEMBER))
    assert row.error_facts == "{}"
    assert order_of(served_once, order.id).error_reason == "no_image"


def _seen(studio: Studio, order_id: str, names: tuple[str, ...]) -> list[str]:
    person = people.find(studio.database, DEMO_MEMBER)
    order = reads.find(studio.database, person, order_id).order
    return [getattr(order, name) for name in names]


def _set_member(studio: Studio, is_member: bool) -> None:
    with studio.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == DEMO_MEMBER).values(is_member=is_member))


def test_orders_of_the_first_version_are_kept(
    new_database: Callable[[], str], tmp_path: Path
) -> None:
    """Migration 0002 loses nothing of 0001's rows: size 1K, nothing asked, no cost claimed."""
    url = new_database()
    before = _rows_of_0001(url)
    studio = make_studio(url, tmp_path / "data", FakeService())
    with studio.database.read() as session:
        after = [row.model_dump() for row in session.scalars(select(Generation))]
    assert len(after) == 2
    for row in before:
        del row["expires_at"]  # a lease is a counter since 0003
    for old, new in zip(before, sorted(after, key=lambda row: row["id"]), strict=True):
        assert {name: new[name] for name in old} == old
        added = {name: value for name, value in new.items() if name not in old}
        assert added == {
            "size": "1K",
            "enhance": False,
            "enhance_model": "",
            "enhance_error": "",
            "enhanced_text": "",
            "sent_text": "",
            "finish_reason": "",
            "model_version": "",
            "service_text": "",
            "usage": "{}",
            "usage_text_in": None,
            "usage_picture_in": None,
            "usage_text_out": None,
            "usage_picture_out": None,
            "usage_thinking": None,
            "picture_micros": None,
            "picture_currency": "USD",
            "enhance_micros": None,
            "enhance_currency": "USD",
            "quality": "",
            "strength": None,
            "used_seed": None,
            "owner": None,
            "lease": 0,
            "placed_by": "",
            "batch": False,
            "version_id": "old@1",
            "variables": "{}",
            "folded": False,
            "budget_day": 0,
            "budget_currency": "",
            "budget_micros": 0,
        }
    person = people.find(studio.database, "ann")
    assert reads.find(studio.database, person, "aaaaaaaa").image is not None
    assert made(studio, person="ann", enhance=True).status == "settled"
    assert audit(studio.database).clean
    studio.database.dispose()


def _rows_of_0001(url: str) -> list[dict[str, Any]]:
    """Make a database of the first version with one person's two orders; return those."""
    database = Database(url)
    with database.engine.connect().execution_options(write=True) as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(Path(migrate.__code__.co_filename).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection)
        for table, rows in FIRST_VERSION.items():
            connection.execute(insert(tables.tables[table]), rows)
        orders_then = tables.tables["generation"]
        kept = connection.execute(select(orders_then).order_by(orders_then.c.id)).mappings().all()
    database.dispose()
    return [dict(row) for row in kept]


_ORDER = {
    "user_id": "ann",
    "fingerprint": "f" * 64,
    "prompt_id": "old",
    "prompt_title": "旧",
    "prompt_category": "自然",
    "prompt_text": "an old text",
    "prompt_members_only": False,
    "wish": "清晨",
    "reference": None,
    "reference_name": "",
    "aspect_ratio": "16:9",
    "seed": 7,
    "provider": "demo",
    "model": "demo-renderer-1",
    "cost": 5,
    "error_facts": "{}",
    "expires_at": 20,
    "created_at": 10,
    "started_at": 11,
    "generating_at": 12,
    "saving_at": 13,
    "ended_at": 14,
}
_ENTRY = {"user_id": "ann", "status": "completed", "created_at": 14}
FIRST_VERSION: dict[str, list[dict[str, Any]]] = {
    "user": [
        {"id": "ann", "name": "安", "is_member": True, "balance": 95, "held": 0, "created_at": 1}
    ],
    "prompt": [
        {
            "id": "old",
            "title": "旧",
            "description": "旧的",
            "category": "自然",
            "text": "an old text",
            "cost": 5,
            "members_only": False,
            "active": True,
            "position": 0,
        }
    ],
    "generation": [
        _ORDER
        | {
            "id": "aaaaaaaa",
            "key": "a:0",
            "status": "settled",
            "error_code": "",
            "error_reason": "",
        },
        _ORDER
        | {
            "id": "bbbbbbbb",
            "key": "b:0",
            "status": "released",
            "error_code": "GENERATION_FAILED",
            "error_reason": "no_image",
        },
    ],
    "generatedimage": [
        {
            "id": "cccccccc",
            "generation_id": "aaaaaaaa",
            "mime": "image/png",
            "width": 48,
            "height": 32,
            "size_bytes": len(PNG),
            "sha256": "0" * 64,
            "created_at": 14,
        }
    ],
    "transaction": [
        _ENTRY
        | {
            "seq": 1,
            "key": "opening",
            "type": "grant",
            "amount": 100,
            "balance_after": 100,
            "generation_id": None,
            "prompt_id": None,
            "created_at": 1,
        },
        _ENTRY
        | {
            "seq": 2,
            "key": "aaaaaaaa",
            "type": "token_consumption",
            "amount": -5,
            "balance_after": 95,
            "generation_id": "aaaaaaaa",
            "prompt_id": "old",
        },
    ],
}
