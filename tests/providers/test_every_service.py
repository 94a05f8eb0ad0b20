"""Every script of every stand-in, through the real flow and a real database: how an order ends.

What each must end in stands in one table: `COMMON_CASES` and, beside it, each service's own.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import templates
from fakes import PATIENCE_S, order_of, place, wait_until
from pydantic import SecretStr
from sqlalchemy import select
from sqlmodel import SQLModel

from core.audit import audit, describe
from core.errors import StudioError
from core.messages import explain_stored
from core.messages.errors import ERRORS
from core.orders import generation
from core.orders.specs import Maker
from core.orders.views.reads import OrderFilter, all_orders
from core.people.people import DEMO_MEMBER
from core.providers import refusals
from core.providers.calling import Caller, Cancel
from core.providers.services import SERVICES
from core.settings import Settings
from core.studio import Studio, open_studio
from core.tables import Generation, Transaction, User
from tests.services.common_cases import COMMON_CASES
from tests.services.common_scripts import common
from tests.services.every import EVERY, Tried, all_running, key_of, settings_for
from tests.services.fake_gemini import FakeGemini
from tests.services.gemini_asking import no_sleep
from tests.services.replies import Reply
from tests.services.stand_in import StandIn

StandIns = dict[str, StandIn[Any]]

DEADLINE_S = 3.0  # time enough to ask on a busy machine, in which nobody answers
ON_BOTH = "openai"  # every service is tried on SQLite
OFTEN = {"gemini", ON_BOTH, "stability"}  # one of each protocol: the others are slow
PROMPT, WISH = "misty-lake", "a wish that nobody may log"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Where an order's row keeps its own words, and its service's: for its owner alone.
FREE_WORDS = {"prompt_text", "wish", "sent_text", "service_text", "error_facts"}
every_service = pytest.mark.parametrize(
    "tried",
    [
        pytest.param(tried, marks=() if name in OFTEN else pytest.mark.slow)
        for name, tried in EVERY.items()
    ],
    ids=str,
)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[StandIn[Any]]:
    """Return another origin, to which redirects lead, and where nothing may arrive."""
    with FakeGemini() as server:
        yield server


@pytest.fixture(scope="module")
def stand_ins(elsewhere: StandIn[Any]) -> Iterator[StandIns]:
    """Return all stand-ins, running."""
    with all_running(redirect_to=elsewhere.url) as running:
        yield running


@pytest.fixture
def studio(
    request: pytest.FixtureRequest,
    stand_ins: StandIns,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Studio]:
    """Return a real studio with every service, each asking its stand-in; nobody waits for tries."""
    tried = request.node.callspec.params.get("tried")
    if tried and tried.name != ON_BOTH and "postgresql" in database_url:
        pytest.skip("which database it is makes no difference between services")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for each in stand_ins.values():
        each.forget()
    more: dict[str, Any] = settings_for({name: each.address for name, each in stand_ins.items()})
    settings = Settings(
        data_dir=tmp_path,
        database_url=SecretStr(database_url),
        orders_per_minute=10_000,  # one person tries every script
        **more,
    )
    if settings.database_file:
        templates.place(settings.database_file)
    opened = open_studio(settings)
    yield replace(opened, caller=Caller(PATIENCE_S, sleep=no_sleep))
    report = audit(opened.database)
    opened.database.dispose()
    assert report.clean, "\n".join(describe(report))


def ordered(studio: Studio, service: str, key: str) -> Generation:
    """Place an order at this service, carry it to its end, and return its row."""
    order = place_at(studio, service, key)
    with suppress(StudioError):
        generation.run(studio, order.id, Cancel())
    return order_of(studio, order.id)


def place_at(studio: Studio, service: str, key: str) -> Generation:
    """Place an order at this service's first model."""
    maker = Maker(service, studio.services[service].models[0].id)
    return place(studio, key, PROMPT, person=DEMO_MEMBER, makers=(maker,), wish=WISH)


def run_scripts(studio: Studio, service: StandIn[Any], scripts: Any) -> dict[str, tuple[str, ...]]:
    """Return for each script how its order ended, and how often the service was asked."""
    ends: dict[str, tuple[str, ...]] = {}
    for script in scripts:
        service.forget()
        service.script = script
        order = ordered(studio, service.name, script)
        pictures = [asked for asked in service.asked if asked.wants_picture]
        ends[script] = (order.status, order.error_code, order.error_reason, str(len(pictures)))
    return ends


def rows_of(studio: Studio) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, in an order that writing does not change."""
    with studio.database.read() as session:
        return {
            name: sorted((dict(row) for row in session.execute(select(table)).mappings()), key=str)
            for name, table in SQLModel.metadata.tables.items()
        }


def assert_untold(studio: Studio, logged: str) -> None:
    """Fail if a key is in any row or line, or an order's words where they don't belong."""
    rows = rows_of(studio)
    assert "provider.picture" in logged
    for name in EVERY:
        assert key_of(name) not in f"{rows}{logged}"
    everybody = list(all_orders(studio.database, OrderFilter()))
    assert len(everybody) == len(rows["generation"])
    assert WISH not in str(everybody), "a wish was shown to everybody"
    assert all("detail" not in row.error_facts for row in everybody)
    for row in rows["generation"]:
        assert not [name for name, said in row.items() if "\x1b" in str(said)]
        for words in (row["wish"], row["prompt_text"]):
            assert words not in logged
            told = {name for name, said in row.items() if words in str(said)}
            assert told <= FREE_WORDS


@every_service
@pytest.mark.sqlite_first
def test_every_failure_ends_as_the_table_says(
    tried: Tried,
    capsys: pytest.CaptureFixture[str],
    stand_ins: StandIns,
    elsewhere: StandIn[Any],
    studio: Studio,
) -> None:
    """Each failure has its code and reason, charges nothing, says so in Chinese, hides the key."""
    before = rows_of(studio)
    ends = run_scripts(studio, stand_ins[tried.name], tried.cases)
    assert ends == {
        script: ("released", "GENERATION_FAILED", fault.value, str(tries))
        for script, (fault, tries) in tried.cases.items()
    }
    after = rows_of(studio)
    for table in (User.__tablename__, Transaction.__tablename__, "generatedimage"):
        assert after[str(table)] == before[str(table)], "something was charged, held or kept"
    for order in after["generation"]:
        code, reason = order["error_code"], order["error_reason"]
        assert f"{code}/{reason}" in ERRORS
        shown = explain_stored(code, reason, order["error_facts"])
        assert CHINESE.search(shown.what)
        assert CHINESE.search(shown.advice)
    assert elsewhere.asked == []
    assert_untold(studio, capsys.readouterr().err)


@every_service
def test_every_picture_is_charged_once(
    tried: Tried, capsys: pytest.CaptureFixture[str], stand_ins: StandIns, studio: Studio
) -> None:
    """However a picture comes, its order is settled for its price, and no word gets past."""
    ends = run_scripts(studio, stand_ins[tried.name], tried.pictures)
    assert ends == dict.fromkeys(tried.pictures, ("settled", "", "", "1"))
    rows = rows_of(studio)
    spent = [entry["amount"] for entry in rows["transaction"] if entry["amount"] < 0]
    assert spent == [-order["cost"] for order in rows["generation"]]
    assert_untold(studio, capsys.readouterr().err)


@every_service
@pytest.mark.sqlite_first
def test_what_lasts_ends_with_the_deadline(
    tried: Tried, stand_ins: StandIns, studio: Studio
) -> None:
    """A hang and a byte now and then are given up in time, and asked for once."""
    run_scripts(studio, stand_ins[tried.name], sorted(tried.pictures)[:1])  # its SDK is loaded
    hurried = replace(studio, caller=Caller(DEADLINE_S, sleep=no_sleep))
    ends = run_scripts(hurried, stand_ins[tried.name], tried.lasting)
    over = ("released", "GENERATION_FAILED", "timed_out", "1")
    assert ends == dict.fromkeys(tried.lasting, over)


@every_service
@pytest.mark.sqlite_first
def test_no_service_holds_up_another(tried: Tried, stand_ins: StandIns, studio: Studio) -> None:
    """While one hangs in its only place, orders of all others are settled; then it is cancelled."""
    narrow = replace(studio, caller=Caller(PATIENCE_S, sleep=no_sleep, calls=1))
    stand_ins[tried.name].script = "hang"
    order, cancel = place_at(narrow, tried.name, "hangs"), Cancel()

    def hang() -> None:
        with suppress(StudioError):
            generation.run(narrow, order.id, cancel)

    hanging = threading.Thread(target=hang)
    hanging.start()
    try:
        wait_until(lambda: bool(stand_ins[tried.name].asked), "the hanging call")
        others = [name for name in EVERY if name != tried.name]
        assert [ordered(narrow, name, name).status for name in others] == ["settled"] * len(others)
        assert order_of(narrow, order.id).status == "held"
    finally:
        cancel.set()
        hanging.join(PATIENCE_S)
    ended = order_of(narrow, order.id)
    assert (ended.status, ended.error_code) == ("released", "CANCELLED")


def test_every_service_behind_a_network_is_tried() -> None:
    """No service of the table of services is left out here but the demo, which asks nobody."""
    assert set(EVERY) == {name for name, row in SERVICES.items() if row.requires}


def test_every_script_has_its_end(stand_ins: StandIns) -> None:
    """What a stand-in can say is in the table of a service of its protocol, and nothing else is."""
    for kind in {type(each) for each in stand_ins.values()}:
        alike = [name for name, each in stand_ins.items() if isinstance(each, kind)]
        sayable = {script for name in alike for script in stand_ins[name].scripts}
        assert {script for name in alike for script in EVERY[name].all_scripts} == sayable


@every_service
def test_every_row_of_a_services_own_tables_has_a_script(tried: Tried) -> None:
    """A service's own table of failures has no row that the stand-in never causes."""
    rows = tried.scripts_of_rows()
    assert rows
    assert {script: tried.cases[script][0] for script in rows} == rows


def test_every_row_of_the_common_table_has_a_script() -> None:
    """Each HTTP status that means something of its own, and each hundred, is in a common script."""
    asked = type("Asked", (), {"key": "k", "text": "t"})()
    scripts = common(lambda *_: Reply(200), lambda status, *_, **__: lambda *_: Reply(status))
    replies = {name: script(asked, lambda _: b"") for name, script in scripts.items()}
    said = {reply.status for name, reply in replies.items() if name in COMMON_CASES}
    assert set(refusals.CODES) <= said
    assert replies["redirect"].wire == "redirect"
    hundreds = {3} | {status // 100 for status in said - set(refusals.CODES)}
    assert hundreds == set(refusals.HUNDREDS)
