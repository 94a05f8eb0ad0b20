"""What a person sees when the service fails, and what kill -9 leaves behind: nothing lost."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.server import Server
from playwright.sync_api import expect

from core.people import people
from core.studio import now_ms

KILLS = 20
RECOVERED_WITHIN_S = 35  # of a start: a lease stands still for 20 s, a look comes each 5 s

Visit = Callable[..., App]
Serve = Callable[..., Server]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("blocked", "提示词或补充描述被图片服务的安全规则拦截。"),
        pytest.param("error", "图片服务出了故障。", marks=pytest.mark.slow),
        pytest.param("broken", "图片服务返回的内容不是完整的图片。", marks=pytest.mark.slow),
        pytest.param("hang", "图片服务太久没有完成。", marks=pytest.mark.slow),
    ],
)
def test_a_failure_is_told_and_free(serve: Serve, visit: Visit, fault: str, reason: str) -> None:
    """Whatever the service does, the reason is told in Chinese and nothing is charged."""
    server = serve(DEMO_FAULT=fault, CALL_TIMEOUT_S="1" if fault == "hang" else "20")
    person = server.new_person()
    app = visit(server, person)
    app.choose("misty-lake")
    app.generate()
    expect(app.results.first.get_by_text(f"{reason}没有扣除任何代币。")).to_be_visible()
    expect(app.open_orders).to_have_count(0)
    app.expect_tokens(100)
    assert server.amounts(person) == [100]
    expect(app.button("再试一次", app.results.first)).to_be_enabled()
    expect(app.button("生成图片")).to_be_enabled()


@pytest.mark.slow
def test_kill_9_in_the_middle_of_four_orders_loses_nothing(serve: Serve, visit: Visit) -> None:
    """After kill -9 and a restart four orders end within 35 s: interrupted, and all free."""
    server = serve(DEMO_DELAY_S="60")
    person = server.new_person()
    app = visit(server, person)
    app.choose("misty-lake")
    app.pick("图片数量", "4")
    app.generate()
    expect(app.open_orders).to_have_count(1)
    app.expect_tokens(100, held=20)

    server.kill()
    server.check_books()
    assert server.person(person).held == 20
    server.start()
    server.wait_for_ends(person, within_s=RECOVERED_WITHIN_S)
    app.open()
    told = "4 张都没有生成。生成途中服务停止或重启了。没有扣除任何代币。"
    expect(app.results.get_by_text(told)).to_have_count(1)
    app.expect_tokens(100)
    assert server.amounts(person) == [100]
    app.problems.clear()  # the browser complains about the connection that we cut


@pytest.mark.slow
def test_an_open_form_outlives_its_server(serve: Serve, visit: Visit) -> None:
    """After kill -9 and a restart the form is as it was filled in, and one click orders that."""
    server = serve()
    person = server.new_person()
    app = visit(server, person)
    app.choose("misty-lake")
    app.wish("清晨")
    app.pick("画幅", "16:9")
    app.pick("图片数量", "2")
    app.more_settings()
    app.switch_on("固定种子")
    seed = app.page.get_by_role("spinbutton", name="种子")
    seed.fill("42")
    seed.blur()
    expect(app.main.get_by_text("已固定种子 42")).to_be_visible()
    app.settle()
    server.kill()
    app.expect_connected(False)
    people.top_up(server.database, person, key="meanwhile", now=now_ms())
    server.start()
    app.expect_tokens(200)  # the new process has drawn the page
    app.settle()
    expect(app.page.get_by_label("补充描述")).to_have_value("清晨")
    app.generate()
    expect(app.pictures).to_have_count(2)
    orders = server.orders(person)
    assert [(order.wish, order.aspect_ratio) for order in orders] == [("清晨", "16:9")] * 2
    assert [order.seed for order in orders] == [42, 43]
    app.problems.clear()  # the browser complains about the connection that we cut


@pytest.mark.soak
def test_many_kills_at_any_moment_lose_nothing(serve: Serve, visit: Visit) -> None:
    """Twenty times kill -9 at a random moment: each picture has its entry, each entry a picture."""
    server = serve(WORKERS="2")
    person = server.new_person(tokens=10_000)
    moment = random.Random(20261123)
    for _ in range(KILLS):
        app = visit(server, person)
        app.choose("misty-lake")
        app.pick("图片数量", "4")
        app.generate()
        app.page.wait_for_timeout(moment.uniform(50, 2_500))
        server.kill()
        server.check_books()
        app.page.close()
        app.problems.clear()
        server.start()
    server.wait_for_ends(person, within_s=RECOVERED_WITHIN_S)
    settled = [order for order in server.orders(person) if order.status == "settled"]
    assert server.amounts(person) == [10_000] + [-5] * len(settled)
    for order in settled:
        assert server.original(order.id)
