"""Workers in processes of their own: deploys, deaths, lost jobs, a database that goes away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import victims
from commands import ROOT, command
from databases import FILLED
from fakes import (
    CHEAP,
    PATIENCE_S,
    FakeProvider,
    Turnstile,
    form,
    make_studio,
    order_of,
    provider_of,
    wait_until,
)
from orders.engines import ended, jobs_of, running, statuses, waiting_room, working
from shelves import S3
from sqlalchemy import text

from core.audit import audit, describe
from core.errors import PersonNotFound, StorageFailed
from core.orders import endings, submission
from core.orders.engine import jobs
from core.orders.engine.front import Front
from core.orders.views.ahead import orders_ahead
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.settings import InvalidSettings, Settings, load
from core.studio import Studio, open_parts, open_studio
from core.tables import OrderStatus


def run_sql(studio: Studio, statement: str) -> None:
    """Change something behind everybody's back."""
    with studio.database.write() as tx:
        tx.execute(text(statement))


def test_what_waits_survives_a_deploy(engine: Studio) -> None:
    """A worker that stops releases what hangs, and leaves what waits to the next worker."""
    provider_of(engine).queue(Turnstile())
    with waiting_room(engine) as queue:
        (hangs,) = queue.submit(DEMO_USER, form("hangs", CHEAP))
        waiting = queue.submit(DEMO_USER, form("waits", CHEAP, pictures=3))
        with working(engine, drain_s=0.05):
            wait_until(lambda: len(provider_of(engine).requests) == 1, "one is being made")
        row = order_of(engine, hangs.id)
        assert (row.status, row.error_reason) == (OrderStatus.RELEASED, "interrupted")
    assert statuses(engine, *waiting) == [OrderStatus.HELD] * 3
    assert {order_of(engine, order.id).owner for order in waiting} == {None}
    with working(engine):
        ended(engine, *waiting)
    assert statuses(engine, *waiting) == [OrderStatus.SETTLED] * 3
    assert jobs_of(engine) == []


def test_what_is_being_made_may_end_during_a_stop(engine: Studio) -> None:
    """A worker that is told to stop lets a running order have its picture."""
    slow = Turnstile()
    provider_of(engine).queue(slow)
    with waiting_room(engine) as queue, working(engine) as worker:
        (order,) = queue.submit(DEMO_USER, form("k", CHEAP))
        slow.wait_for()
        worker.stop()
        slow.open()
    assert order_of(engine, order.id).status == OrderStatus.SETTLED


def test_a_missing_job_is_deferred(engine: Studio) -> None:
    """What waits without a job, as after a restored backup, gets one from any process's keeper."""
    (order,) = submission.submit(engine, DEMO_USER, form("k"))
    run_sql(engine, "DELETE FROM procrastinate_jobs")
    with waiting_room(engine, recover_s=0.01):
        wait_until(lambda: len(jobs_of(engine)) == 1, "a keeper has deferred it")
    with running(engine):
        ended(engine, order)
    assert order_of(engine, order.id).status == OrderStatus.SETTLED


def test_a_dead_workers_job_wakes_another(engine: Studio) -> None:
    """What a worker was handed before it died, and had not begun, is handed out again."""
    (order,) = submission.submit(engine, DEMO_USER, form("k"))
    run_sql(engine, "UPDATE procrastinate_jobs SET status = 'doing'")
    jobs.mend(engine)
    with running(engine):
        ended(engine, order)
    assert order_of(engine, order.id).status == OrderStatus.SETTLED


def test_jobs_of_what_has_ended_or_begun_are_left_to_nobody(engine: Studio) -> None:
    """A keeper deletes what would wake for nothing, and defers nothing for what has begun."""
    orders = submission.submit(engine, DEMO_USER, form("k", pictures=3))
    begun = (
        f"UPDATE generation SET started_at = created_at, owner = 'w' WHERE id = '{orders[1].id}'"
    )
    run_sql(engine, begun)
    queue = Front(engine)
    assert queue.cancel(DEMO_USER, orders[0].id)
    run_sql(engine, f"DELETE FROM procrastinate_jobs WHERE queueing_lock = '{orders[1].id}'")
    run_sql(engine, "UPDATE procrastinate_jobs SET status = 'failed'")
    jobs.mend(engine)
    assert [job.queueing_lock for job in jobs_of(engine)] == [orders[2].id]
    jobs.mend(engine)
    assert len(jobs_of(engine)) == 1


def test_a_job_of_what_has_ended_is_deleted(engine: Studio) -> None:
    """An order that ended without its worker being told, as at a crash, wakes nobody later."""
    first, second = submission.submit(engine, DEMO_USER, form("k", pictures=2))
    assert endings.cancel(engine, DEMO_USER, first.id)
    jobs.mend(engine)
    assert [job.queueing_lock for job in jobs_of(engine)] == [second.id]


def test_what_is_missing_is_deferred_beside_what_waits(engine: Studio) -> None:
    """A keeper gives each order that waits one job, whatever the others have."""
    first, second = submission.submit(engine, DEMO_USER, form("k", pictures=2))
    run_sql(engine, f"DELETE FROM procrastinate_jobs WHERE queueing_lock = '{second.id}'")
    jobs.mend(engine)
    assert {job.queueing_lock for job in jobs_of(engine)} == {first.id, second.id}


def test_what_is_made_without_a_job_is_ahead(engine: Studio) -> None:
    """An order that is being made comes first, its job or not; each person sees their own alone."""
    first, second = submission.submit(engine, DEMO_USER, form("k", pictures=2))
    (other,) = submission.submit(engine, DEMO_MEMBER, form("k"))
    run_sql(engine, f"DELETE FROM procrastinate_jobs WHERE queueing_lock = '{first.id}'")
    begun = f"UPDATE generation SET started_at = created_at, owner = 'w' WHERE id = '{first.id}'"
    run_sql(engine, begun)
    with engine.database.read() as session:
        assert orders_ahead(session, DEMO_MEMBER) == {other.id: 1}
        assert orders_ahead(session, DEMO_USER) == {second.id: 2}


def test_a_worker_keeps_its_leases(engine: Studio) -> None:
    """While an order is made its worker raises its lease: nobody takes it for dead."""
    slow = Turnstile()
    provider_of(engine).queue(slow)
    with running(engine, renew_s=0.01) as queue:
        (order,) = queue.submit(DEMO_USER, form("k"))
        slow.wait_for()
        # More often than its steps do that.
        wait_until(lambda: order_of(engine, order.id).lease > 10, "its lease is raised")
        slow.open()
        ended(engine, order)


def test_an_order_of_a_service_that_is_gone_ends(engine: Studio) -> None:
    """What no worker will ever take is released after ten minutes, with the reason; not before."""
    (order,) = submission.submit(engine, DEMO_USER, form("k"))
    without = replace(engine, services={"other": FakeProvider()})
    Front(without).end_strays()
    assert order_of(engine, order.id).status == OrderStatus.HELD
    for studio in (engine, without):
        Front(replace(studio, now=lambda: engine.now() + 600_001)).end_strays()
        reason = order_of(engine, order.id).error_reason
        assert reason == ("" if studio is engine else "service_gone")
    assert provider_of(engine).requests == []


def test_an_order_is_made_once_however_often_it_is_handed_out(engine: Studio) -> None:
    """Jobs that come again while their order is made, and after it, find nothing to do."""
    slow = Turnstile()
    provider_of(engine).queue(slow)
    object.__setattr__(engine.settings, "workers", 4)
    with running(engine) as queue:
        (order,) = queue.submit(DEMO_USER, form("k"))
        slow.wait_for()
        with engine.database.write() as tx:
            jobs.defer(tx, [order])
        wait_until(lambda: len(jobs_of(engine)) == 1, "the second job has ended")
        slow.open()
        ended(engine, order)
        with engine.database.write() as tx:
            jobs.defer(tx, [order])
        wait_until(lambda: jobs_of(engine) == [], "the third job has ended")
    assert len(provider_of(engine).requests) == 1
    assert order_of(engine, order.id).status == OrderStatus.SETTLED


def test_a_cancel_that_reaches_no_worker_holds(
    engine: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its job cannot be dropped the order is released; a renewal of leases ends its call."""
    slow = Turnstile()
    provider_of(engine).queue(slow)

    def fail(*_: Any) -> None:
        raise StorageFailed("database")

    monkeypatch.setattr(jobs, "drop", fail)
    with running(engine, renew_s=0.01) as queue:
        (order,) = queue.submit(DEMO_USER, form("k"))
        slow.wait_for()
        assert queue.cancel(DEMO_USER, order.id)
        (after,) = queue.submit(DEMO_USER, form("after"))
        ended(engine, after)
    assert statuses(engine, order, after) == [OrderStatus.RELEASED, OrderStatus.SETTLED]


@pytest.mark.slow
def test_a_killed_workers_orders_end_and_are_asked_once(postgres: Any, tmp_path: Path) -> None:
    """Kill -9 of one of two workers with orders in hand: each order ends, none is asked for twice.

    What the dead one had begun is released, all the rest is made by the other; the books agree.
    """
    url, asked = postgres.make(FILLED), tmp_path / "asked"
    asked.touch()
    studio = make_studio(url, tmp_path / "data", is_filled=True, queue="procrastinate")
    workers = [
        victims.start(victims.work_for_others, url, tmp_path / "data", asked) for _ in range(2)
    ]
    queue = Front(studio)
    orders = [
        order
        for number in range(6)
        for person in (DEMO_USER, DEMO_MEMBER)
        for order in queue.submit(person, form(f"k{number}", CHEAP, wish=f"{person}{number}"))
    ]
    (doomed, reports), (_, other_reports) = workers
    assert (reports.recv(), other_reports.recv()) == ("started", "started")
    wait_until(lambda: len(asked.read_text().split()) >= 8, "both have their hands full")
    os.kill(doomed.pid, signal.SIGKILL)
    (tmp_path / "go").touch()
    ended(studio, *orders)
    lines = asked.read_text().split()
    assert len(lines) == len(set(lines)), "a call was made twice"
    lost = [order for order in orders if order_of(studio, order.id).status != OrderStatus.SETTLED]
    assert len(lost) == 4
    assert {order_of(studio, order.id).error_reason for order in lost} == {"interrupted"}
    report = audit(studio.database)
    assert report.clean, "\n".join(describe(report))
    assert report.held == 0
    workers[1][0].kill()
    workers[1][0].join(20)
    studio.database.dispose()
    postgres.drop(url)


@pytest.mark.slow
def test_a_worker_survives_a_restart_of_postgresql(
    own_postgres: tuple[Any, str], tmp_path: Path
) -> None:
    """A server that stops and starts ends neither the worker nor what it is making."""
    server, url = own_postgres
    slow = Turnstile()
    studio = make_studio(url, tmp_path / "data", FakeProvider(slow), queue="procrastinate")
    with working(studio, drain_s=0.05), waiting_room(studio, recover_s=3600) as queue:
        (during,) = queue.submit(DEMO_USER, form("during"))
        slow.wait_for()
        server.stop()
        server.start()
        (after,) = queue.submit(DEMO_USER, form("after"))
        ended(studio, after)
        slow.open()
        ended(studio, during)
    assert statuses(studio, during, after) == [OrderStatus.SETTLED] * 2
    report = audit(studio.database)
    studio.database.dispose()
    assert report.clean, "\n".join(describe(report))


def environment(url: str, s3: S3, folder: Path) -> dict[str, str]:
    """Return what tells a process to be one of several."""
    places = {name.upper(): str(value) for name, value in s3.settings().items()}
    given = {"DATABASE_URL": url, "DATA_DIR": str(folder / "data"), "QUEUE": "procrastinate"}
    return {**given, **places, "IMAGE_PROVIDER": "demo"}


def settings_of(given: dict[str, Any]) -> Settings:
    """Return what a process with this environment reads of it."""
    return Settings(**{name.lower(): value for name, value in given.items()})


@contextmanager
def started(given: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Start a worker as people do; yield it, and what it says, once it works; leave none behind."""
    process = subprocess.Popen(
        [sys.executable, "-m", "core.worker"],
        cwd=ROOT,
        env={**os.environ, **given},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said: list[str] = []
    reader = threading.Thread(target=said.extend, args=(process.stderr,))
    reader.start()
    try:
        wait_until(lambda: any("worker.started" in line for line in said), "the worker has begun")
        yield process, said
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stderr.close()


@pytest.mark.slow
def test_a_stop_does_not_wait_for_a_database_that_is_gone(
    own_postgres: tuple[Any, str], s3: S3, tmp_path: Path
) -> None:
    """A worker that is making an order, and can tell nobody how it ends, ends within its 15 s."""
    server, url = own_postgres
    given = environment(url, s3, tmp_path) | {"DEMO_FAULT": "hang"}
    with started(given) as (process, said):
        studio = open_studio(settings_of(given))
        Front(studio).submit(DEMO_USER, form("k", "misty-lake"))
        wait_until(lambda: any("step=generate" in line for line in said), "it is being made")
        studio.database.dispose()
        server.stop()
        process.send_signal(signal.SIGTERM)
        assert process.wait(2 * PATIENCE_S) == 0


@pytest.mark.slow
def test_the_command_works_until_it_is_told_to_stop(postgres: Any, s3: S3, tmp_path: Path) -> None:
    """`python -m core.worker` makes an order that another process placed, and SIGTERM ends it: 0.

    It makes nobody and no prompt: those are the web processes' to make. On a processor that both
    use, they go first.
    """
    url = postgres.make()
    given = environment(url, s3, tmp_path)
    with started(given) as (process, said):
        studio = open_parts(settings_of(given))
        with pytest.raises(PersonNotFound):
            people.find(studio.database, DEMO_USER)
        studio.database.dispose()
        studio = open_studio(settings_of(given))
        (order,) = Front(studio).submit(DEMO_USER, form("k", "misty-lake"))
        ended(studio, order)
        assert (
            os.getpriority(os.PRIO_PROCESS, process.pid) >= os.getpriority(os.PRIO_PROCESS, 0) + 5
        )
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    lines = "".join(said)
    assert lines.count(order.id) >= 4
    assert "order.settled" in lines
    assert "worker.stopped" in lines
    report = audit(studio.database)
    studio.database.dispose()
    postgres.drop(url)
    assert (report.clean, report.orders, report.held) == (True, 1, 0)


@pytest.mark.parametrize("url", ["", "sqlite:///books.sqlite3"])
def test_an_engine_without_postgresql_is_one_line(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """QUEUE=procrastinate on SQLite is refused before anything is opened, and says what to set."""
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("QUEUE", "procrastinate")
    with pytest.raises(InvalidSettings) as refused:
        load()
    assert str(refused.value) == (
        "QUEUE: procrastinate needs PostgreSQL: DATABASE_URL=postgresql://…"
    )
    assert Settings(queue="pool").queue == "pool"


def test_an_engine_with_a_folder_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers elsewhere could not see a folder of this machine: the start is refused."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("QUEUE", "procrastinate")
    with pytest.raises(InvalidSettings, match="STORAGE_URL=s3://"):
        load()


@pytest.mark.slow
def test_a_worker_without_its_bucket_is_one_line(
    monkeypatch: pytest.MonkeyPatch, s3: S3, tmp_path: Path
) -> None:
    """A worker that could store nothing takes no order, which its service would be paid for."""
    monkeypatch.setenv("QUEUE", "procrastinate")
    nowhere = {**s3.settings(), "storage_url": "s3://no-such-bucket"}
    url = "postgresql://nobody@127.0.0.1:9/none"
    refused = command("core.worker", url, tmp_path / "data", storage=nowhere)
    assert refused.returncode == 1
    assert refused.stderr.startswith("STORAGE_URL: ")
    assert len(refused.stderr.splitlines()) == 1


def test_a_worker_of_no_engine_is_one_line(tmp_path: Path) -> None:
    """A worker beside web processes that work themselves would do nothing: it says so, exit 1."""
    refused = command("core.worker", "", tmp_path / "data")
    assert refused.returncode == 1
    assert refused.stderr.startswith("QUEUE: a worker needs QUEUE=procrastinate")
    assert not (tmp_path / "data").exists()
