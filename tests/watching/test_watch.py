"""What a monitor reads: counters that move with the orders, figures that the books have."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from urllib.request import ProxyHandler, build_opener

import pytest
from fakes import (
    CHEAP,
    FakeSeconds,
    failing,
    order_of,
    place,
    place_and_run,
    provider_of,
    wait_until,
)
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from core import meters
from core.errors import Cancelled, GenerationFailed
from core.faults import ProviderFault
from core.orders import endings
from core.people.people import DEMO_USER
from core.settings import InvalidSettings
from core.studio import Studio
from core.tables import OrderStatus
from core.watching.audits import WHOLE_S, Audits
from core.watching.watch import Watch

Told = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def scrape(watch: Watch) -> Told:
    """Return every sample that a monitor reads, by name and labels."""
    address = f"http://127.0.0.1:{watch.port}/metrics"
    with build_opener(ProxyHandler({})).open(address, timeout=30) as answer:
        page = answer.read().decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def at(told: Told, name: str, **labels: str) -> float:
    return told.get((name, tuple(sorted(labels.items()))), 0.0)


@pytest.fixture
def watched(studio: Studio) -> Iterator[tuple[Studio, Watch]]:
    """Return a studio with a budget, and what is served about it on a free port."""
    priced = replace(studio, budgets={"fake": Decimal(7)})
    watch = Watch(priced, lambda: ["worker-1"]).start()
    yield priced, watch
    watch.stop()


def test_each_end_is_counted_once(watched: tuple[Studio, Watch]) -> None:
    """A picture, a refusal of the service, and a cancelled order each move their own counters."""
    studio, watch = watched
    before = scrape(watch)
    place_and_run(studio, "s", CHEAP)
    provider_of(studio).queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED))
    with pytest.raises(GenerationFailed):
        place_and_run(studio, "b", CHEAP)
    cancelled = place(studio, "c")
    endings.cancel(studio, DEMO_USER, cancelled.id)
    endings.cancel(studio, DEMO_USER, cancelled.id)
    endings.take_back(studio, [place(studio, "t").id])
    after = scrape(watch)

    def moved(name: str, **labels: str) -> float:
        return at(after, name, **labels) - at(before, name, **labels)

    ends = {"service": "fake", "outcome": "released"}
    assert moved("studio_orders_total", service="fake", outcome="settled", code="") == 1
    assert moved("studio_orders_total", **ends, code="GENERATION_FAILED/prompt_blocked") == 1
    assert moved("studio_orders_total", **ends, code=str(Cancelled())) == 2
    assert moved("studio_tokens_total", outcome="charged") == 1
    assert moved("studio_tokens_total", outcome="released") == 1 + 5 + 5
    steps = {"waiting": 2, "validate": 2, "generate": 2, "save": 1}
    for step, times in steps.items():
        assert moved("studio_step_seconds_count", service="fake", step=step) == times
    assert moved("studio_service_money_unknown_total", service="fake") == 1


def test_a_first_failure_is_an_increase(studio: Studio) -> None:
    """What an alert counts is told as 0 before it happens: what begins at 1 has not increased."""
    named = replace(studio, services={"never-used": provider_of(studio)})
    watch = Watch(named, lambda: []).start()
    told = scrape(watch)
    watch.stop()
    for code in ("STORAGE_FAILED/files", "STORAGE_FAILED/database", "GENERATION_FAILED/network"):
        labels = {"service": "never-used", "outcome": "released", "code": code}
        assert told["studio_orders_total", tuple(sorted(labels.items()))] == 0


def test_figures_are_those_of_the_books(watched: tuple[Studio, Watch]) -> None:
    """Held tokens, waiting orders and the oldest one's age are what the tables say."""
    studio, watch = watched
    place(studio, "w")
    told = scrape(watch)
    assert at(told, "studio_tokens_held") == 5
    assert at(told, "studio_tokens_balance") == 200
    assert at(told, "studio_orders_waiting", service="fake") == 1
    assert at(told, "studio_orders_running", service="fake") == 0
    assert 0 <= at(told, "studio_oldest_waiting_seconds", service="fake") < 60
    money = {"service": "fake", "currency": "USD"}
    assert at(told, "studio_service_day_limit", **money) == 7
    assert at(told, "studio_service_day_reserved", **money) == 0.3
    assert at(told, "studio_database_up") == 1
    assert at(told, "studio_threads_dead") == 1


def test_the_books_are_audited_while_it_runs(watched: tuple[Studio, Watch]) -> None:
    """The first audit comes by itself, and its age and result are told."""
    _, watch = watched
    wait_until(lambda: ("studio_audit_age_seconds", ()) in scrape(watch), "the first audit")
    told = scrape(watch)
    assert at(told, "studio_audit_broken_rules") == 0
    assert at(told, "studio_audit_age_seconds") >= 0


def test_broken_books_are_seen_by_the_next_audit(sqlite_studio: Studio) -> None:
    """After a clean one only news is looked at; what is broken then is told, and all is asked."""
    studio = replace(sqlite_studio, monotonic=FakeSeconds())
    audits = Audits(studio)
    audits.run_once()
    assert audits.last is not None
    assert audits.last.broken == 0
    order = place_and_run(studio, "k", CHEAP)
    with studio.database.write() as tx:
        tx.execute(text('UPDATE "user" SET balance = balance + 1'))
    audits.run_once()
    assert audits.last.broken > 0
    with studio.database.write() as tx:
        tx.execute(text('UPDATE "user" SET balance = balance - 1'))
    audits.run_once()
    assert audits.last.broken == 0
    assert order.status == OrderStatus.SETTLED


def test_one_audit_a_day_looks_at_everything(sqlite_studio: Studio) -> None:
    """What the audits of news can't see, an old name gone, is seen a day later at most."""
    seconds = FakeSeconds()
    studio = replace(sqlite_studio, monotonic=seconds)
    place_and_run(studio, "k", CHEAP)
    audits = Audits(studio)
    audits.run_once()
    with studio.database.write() as tx:
        for trigger in tx.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")):
            tx.execute(text(f"DROP TRIGGER {trigger}"))
        tx.execute(text("UPDATE generation SET wish = 'another'"))
    audits.run_once()
    assert audits.last is not None
    assert audits.last.broken == 0, "it looked at more than news: this test has lost its point"
    seconds.advance(WHOLE_S)
    audits.run_once()
    assert audits.last.broken > 0


def test_a_database_that_is_down_is_told(watched: tuple[Studio, Watch]) -> None:
    """A scrape answers without the figures; counters and the process's own are there."""
    studio, watch = watched
    with failing(studio.database.engine):
        told = scrape(watch)
    assert at(told, "studio_database_up") == 0
    assert ("studio_tokens_held", ()) not in told
    assert at(told, "process_open_fds") > 0


def test_no_order_ends_otherwise_because_it_is_counted(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With meters that raise, pictures are charged and holds given back as ever."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no meter")

    for meter in ("_orders", "_tokens", "_steps", "_money", "_unknown"):
        monkeypatch.setattr(f"core.meters.{meter}.labels", broken)
    assert place_and_run(studio, "k", CHEAP).status == OrderStatus.SETTLED
    waiting = place(studio, "w")
    endings.cancel(studio, DEMO_USER, waiting.id)
    assert order_of(studio, waiting.id).status == OrderStatus.RELEASED


def test_a_taken_port_is_one_line(sqlite_studio: Studio) -> None:
    """The start says which setting it is."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = sqlite_studio.settings.model_copy(update={"metrics_port": port})
        watch = Watch(replace(sqlite_studio, settings=settings), list)
        with pytest.raises(InvalidSettings, match="METRICS_PORT"):
            watch.start()
        watch.stop()


def test_a_stopped_watch_tells_nothing(sqlite_studio: Studio) -> None:
    """Its figures are gone from the process's registry, so that a next one can be there."""
    watch = Watch(sqlite_studio, list).start()
    watch.stop()
    assert not [m for m in meters.REGISTRY.collect() if m.name == "studio_database_up"]
    assert not [thread for thread in watch.dead() if thread]
