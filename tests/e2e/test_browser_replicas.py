"""Several machines as one studio: what dies or is replaced takes nothing along."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from e2e.app import App
from e2e.fleet import WEBS, WORKERS, Fleet
from fakes import form
from playwright.sync_api import BrowserContext, expect
from shelves import S3
from sqlalchemy import select

from core.audit import audit, describe
from core.orders.engine.front import Front
from core.people import people
from core.people.people import DEMO_MEMBER
from core.settings import Settings
from core.studio import Studio, now_ms, open_studio
from core.tables import Generation, OrderStatus

ORDERS = 40
PROMPT = "misty-lake"
WITHIN_S = 120.0


@pytest.mark.slow
def test_what_dies_or_is_replaced_takes_nothing_along(
    own_postgres: tuple[Any, str],
    s3: S3,
    tmp_path: Path,
    new_context: Callable[..., BrowserContext],
) -> None:
    """40 orders, one web process and one worker killed, the others replaced: none is lost.

    Every order is settled or released, its service is asked once at most, the books are right, and
    a browser that was open goes on without being loaded again, its form filled in as it was.
    """
    _, url = own_postgres
    places = {name.upper(): str(value) for name, value in s3.settings().items()}
    env = {"DATABASE_URL": url, "QUEUE": "procrastinate", "SECRET_KEY": "s" * 32, **places}
    env |= {"IMAGE_PROVIDER": "demo", "DEMO_DELAY_S": "1", "WORKERS": "2", "OPEN_ORDERS": "100"}
    named = {name.lower(): value for name, value in env.items()}
    with Fleet(tmp_path, **env).running() as fleet:  # all of them find an empty database
        studio = open_studio(Settings.model_validate({**named, "data_dir": tmp_path / "operator"}))
        people.create(studio.database, "ann", "小安", is_member=False, opening=1000, now=now_ms())
        app = App(new_context().new_page(), fleet, DEMO_MEMBER)  # type: ignore[arg-type]
        app.open("/")
        queue = Front(studio)
        for number in range(ORDERS):
            queue.submit("ann", form(f"k{number}", PROMPT))
        wait_for_ends(studio, 4)
        fleet.kill(WEBS[0])
        fleet.kill(WORKERS[0])
        fleet.start(WEBS[0], WORKERS[0])
        fleet.restart(WEBS[1])  # whichever of them the browser was on has gone by now
        fleet.restart(WORKERS[1])
        app.go("图库")
        app.go("生成")
        app.choose(PROMPT)
        app.button("生成图片").click()
        expect(app.pictures.first).to_be_visible()
        wait_for_ends(studio, ORDERS + 1)
        order_while_the_process_dies(app, fleet, studio)
        begun = fleet.begun()
        assert "Traceback" not in fleet.log(*WEBS), fleet.log(*WEBS)[-3000:]
    found = orders(studio)
    assert {order.status for order in found} <= {OrderStatus.SETTLED, OrderStatus.RELEASED}
    released = [order for order in found if order.status == OrderStatus.RELEASED]
    assert {order.error_reason for order in released} <= {"interrupted"}
    assert len(released) <= 4, "more than what two workers had in hand"
    assert set(begun.values()) == {1}
    assert {order.id for order in found if order.status == OrderStatus.SETTLED} <= begun.keys()
    report = audit(studio.database, images=studio.images)
    studio.database.dispose()
    assert report.clean, "\n".join(describe(report))


def order_while_the_process_dies(app: App, fleet: Fleet, studio: Studio) -> None:
    """Place an order that nobody works on, kill what took it: the next process knows the form."""
    for name in WORKERS:
        fleet.kill(name)
    app.wish("清晨")
    app.generate()
    while len(orders(studio)) < ORDERS + 2:
        time.sleep(0.01)
    for name in WEBS:
        fleet.kill(name)
    app.expect_connected(False)
    fleet.start(*WEBS)
    app.expect_connected()
    expect(app.page.get_by_label("补充描述")).to_have_value("清晨")
    expect(app.main.get_by_text("这张表单的图片正在生成")).to_be_visible()
    expect(app.button("生成图片")).to_be_disabled()
    fleet.start(*WORKERS)
    wait_for_ends(studio, ORDERS + 2)
    expect(app.button("生成图片")).to_be_enabled()


def wait_for_ends(studio: Studio, count: int) -> None:
    """Return when so many orders have ended; those of a dead worker after a lease of 20 s."""
    ends = time.monotonic() + WITHIN_S
    while sum(order.status != OrderStatus.HELD for order in orders(studio)) < count:
        assert time.monotonic() < ends, "an order never ended"
        time.sleep(0.1)


def orders(studio: Studio) -> list[Generation]:
    """Return all orders."""
    with studio.database.read() as session:
        return list(session.scalars(select(Generation)))
