"""账本, through the frame as a browser's session runs it; and what core answers it."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

import pytest
from driver import figure, open_app, sent, texts
from fakes import (
    CHEAP,
    MEMBERS,
    OPEN,
    PROMPT_TEXT,
    FakeClock,
    form,
    never,
    provider_of,
)
from sqlalchemy import text, update
from sqlmodel import col
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from core import messages
from core.audit import RULES
from core.downloads.export import to_csv
from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.ledger import statement, trends
from core.ledger.since import STANDS
from core.ledger.statement import EntryFilter
from core.ledger.trends import PromptSpending
from core.listing.period import Period
from core.messages.audit import AUDIT_RULES
from core.orders import endings, generation, submission
from core.orders.views import reads
from core.orders.views.reads import OrderFilter
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import trash
from core.pictures.file_audit import FILE_RULES
from core.providers.demo import DemoProvider
from core.studio import Studio, use
from core.tables import Generation, Outcome, User
from pages.parts import addresses, formats
from pages.parts.ledger import charts, entries_table, ledger_filter, ledger_table, orders_table

HOUR_MS = 3_600_000
WISH = "秘密的愿望"
DETAIL = "the service repeats: 秘密的愿望"
MARKDOWN = "![x](http://e.com/x)"  # what somebody may call themselves


def open_ledger(**address: str) -> AppTest:
    """Open the ledger as the demo member, or as the address says."""
    app = open_app("ledger.py", **address)
    assert not app.exception
    return app


def order(
    studio: Studio, key: str, prompt_id: str = OPEN, person: str = DEMO_MEMBER, **more: Any
) -> Generation:
    """Order one picture and make it at once; a failure is kept in the order."""
    (placed,) = submission.submit(studio, person, form(key, prompt_id, **more))
    with suppress(GenerationFailed):
        generation.run(studio, placed.id, never())
    return placed


def fail(studio: Studio, key: str, fault: ProviderFault, **more: Any) -> Generation:
    provider_of(studio).queue(GenerationFailed(fault, detail=DETAIL))
    return order(studio, key, **more)


def cancel(studio: Studio, key: str, person: str = DEMO_MEMBER) -> Generation:
    (placed,) = submission.submit(studio, person, form(key))
    assert endings.cancel(studio, person, placed.id)
    return placed


def figures(app: AppTest) -> dict[str, str]:
    return {m.label: m.value for m in app.main.metric}


def table(app: AppTest, nth: int = 0) -> list[dict[Any, Any]]:
    return app.dataframe[nth].value.to_dict("records")


def show(app: AppTest, section: str) -> AppTest:
    app.button_group(key="ledger_section").select(section).run()
    assert not app.exception
    return app


def choose_row(app: AppTest, number: int) -> AppTest:
    """Choose a row of the table as the browser does, which AppTest has no word for."""
    states = WidgetStates()
    state = states.widgets.add()
    state.id = app.dataframe[0].proto.id
    state.string_value = json.dumps({"selection": {"rows": [number], "columns": [], "cells": []}})
    return app._run(states)


def is_open(app: AppTest) -> bool:
    return len(app.get("dialog")) > 0


def test_figures_and_statement(here: Studio, clock: FakeClock) -> None:
    """The figures are the person's own, and opening + granted − spent = closing.

    A closing that is the balance of now is not said a second time: that is in the sidebar.
    """
    order(here, "a")
    submission.submit(here, DEMO_MEMBER, form("held", CHEAP))
    order(here, "b", person=DEMO_USER)
    first_day = formats.local(clock.now).date()
    app = open_ledger()
    assert figures(app) == {"期初": "0", "＋ 发放": "100", "− 消耗": "5"}
    assert figure(app, "余额") == "95"
    assert "期末就是侧栏里的余额" in texts(app)
    clock.advance(24 * HOUR_MS)
    order(here, "c")
    app.button_group(key=addresses.LEDGER_PERIOD).select(ledger_filter.TODAY).run()
    assert figures(app) == {"期初": "95", "＋ 发放": "0", "− 消耗": "5"}
    app.button_group(key=addresses.LEDGER_PERIOD).select(ledger_filter.CUSTOM).run()
    app.date_input(key=addresses.LEDGER_DAYS).set_value((first_day, first_day)).run()
    assert figures(app) == {"期初": "0", "＋ 发放": "100", "− 消耗": "5", "＝ 期末": "95"}
    assert "期末就是" not in texts(app)


def test_what_all_have_is_said_once(here: Studio) -> None:
    """全部 says what is available only where some of it is on hold: else it is the balance."""
    app = open_ledger(ledger_scope="全部")
    now = {"余额": "200", "预留": "0"}
    assert figures(app) == now | {"期初": "0", "＋ 发放": "200", "− 消耗": "0"}
    assert "期末就是上面的余额" in texts(app)
    submission.submit(here, DEMO_MEMBER, form("held", CHEAP))
    app.run()
    assert figures(app)["可用"] != figures(app)["余额"] == "200"


def test_today_begins_at_the_viewers_midnight(here: Studio, clock: FakeClock) -> None:
    """今天 begins at midnight where the viewer is, not in UTC: what was before it is 期初."""
    order(here, "a")  # 22:13 in Shanghai, 14:13 in UTC
    clock.advance(2 * HOUR_MS)  # 00:13 in Shanghai, still the same day in UTC
    order(here, "b", CHEAP)
    app = open_ledger()
    app.button_group(key=addresses.LEDGER_PERIOD).select(ledger_filter.TODAY).run()
    assert figures(app)["期初"] == "95"
    assert [row["提示词"] for row in table(app)] == ["石子"]


def test_days_of_ones_own(here: Studio, clock: FakeClock) -> None:
    """自定义 shows both chosen days whole, and nothing of the next one."""
    order(here, "a")
    day = formats.local(clock.now).date()
    clock.advance(2 * HOUR_MS)
    order(here, "b", CHEAP)
    app = open_ledger()
    app.button_group(key=addresses.LEDGER_PERIOD).select(ledger_filter.CUSTOM).run()
    app.date_input(key=addresses.LEDGER_DAYS).set_value((day, day)).run()
    assert [row["用途"] for row in table(app)] == ["生成《灯塔》", "开户赠送"]


def test_entries(here: Studio) -> None:
    """Each entry has its time, type, status, amount, balance after, prompt, purpose and order."""
    placed = order(here, "a")
    people.top_up(here.database, DEMO_MEMBER, key="t", now=here.now())
    newest, spent, opening = table(open_ledger())
    assert order_in(spent.pop("图片")) == placed.id
    assert spent == {
        "时间": "2026-09-21 22:13:20",
        "类型": "消耗",
        "状态": "已入账",
        "金额（代币）": -5,
        "账后余额（代币）": 95,
        "提示词": "灯塔",
        "用途": "生成《灯塔》",
        "订单号": placed.id,
    }
    assert (newest["用途"], newest["账后余额（代币）"]) == ("补充代币", 195)
    assert (opening["用途"], opening["类型"], opening["订单号"]) == ("开户赠送", "发放", "")
    assert not isinstance(newest["图片"], str)  # it has none, and the table says "—"


def order_in(address: str) -> str:
    """Return the order whose thumbnail an address shows."""
    return urlsplit(address).path.removeprefix("/img/thumbnail/")


def test_no_empty_columns(here: Studio) -> None:
    """A column without a value on the page takes no room in the table; the CSV has all of them."""
    assert {"图片", "提示词", "订单号"}.isdisjoint(table(open_ledger())[0])
    order(here, "a")
    app = show(open_ledger(), "订单")
    assert "没有完成的原因" not in table(app)[0]
    (row,) = reads.all_orders(here.database, OrderFilter())
    (line,) = orders_table.exported([row], UTC, with_names=False)
    assert (line["没有完成的原因"], line["模型"], line["模型编号"]) == ("", "Fake", row.model)


def test_a_services_name_is_not_said_twice(here: Studio) -> None:
    """A model that bears its service's name is not named beside it; the CSV has its id as well."""
    order(here, "a")
    (row,) = reads.all_orders(here.database, OrderFilter())
    demo = DemoProvider()
    painted = replace(row, provider=demo.name, model=demo.models[0].id)
    with use(replace(here, services={**here.services, demo.name: demo})):
        lines = orders_table.exported([row, painted], UTC, with_names=False)
        said = [(line["图片服务"], line["模型"], line["模型编号"]) for line in lines]
    assert said == [("fake", "Fake", row.model), ("演示渲染器", "", painted.model)]


def test_pictures_are_for_their_owners(here: Studio) -> None:
    """The tables of everybody have no thumbnails, one's own have one for each paid picture."""
    placed = order(here, "a")
    fail(here, "b", ProviderFault.TIMED_OUT)
    rows = table(show(open_ledger(), "订单"))
    shown = {row["状态"]: row["图片"] for row in rows}
    assert order_in(shown["已完成"]) == placed.id
    assert not isinstance(shown["失败"], str)
    for section in ("账目", "订单"):
        assert "图片" not in table(show(open_ledger(ledger_scope="全部"), section))[0]


def test_a_deleted_pictures_row_says_so(here: Studio) -> None:
    """Both tables say 图片已删除 beside the place of a purged picture, and of no other's.

    Where no picture of the page is deleted, nothing is said; nor in everybody's tables.
    """
    gone, kept = order(here, "a"), order(here, "b")
    trash.trash(here, DEMO_MEMBER, [gone.id])
    for section in ("账目", "订单"):
        assert "图片说明" not in table(show(open_ledger(), section))[0]
    with here.database.write() as tx:
        tx.execute(text("UPDATE generatedimage SET purged_at = trashed_at WHERE trashed_at > 0"))
    for section in ("账目", "订单"):
        rows = {row["订单号"]: row for row in table(show(open_ledger(), section))}
        assert rows[gone.id]["图片说明"] == "图片已删除"
        assert not isinstance(rows[gone.id]["图片"], str)
        assert rows[kept.id]["图片说明"] == ""
        assert order_in(rows[kept.id]["图片"]) == kept.id
        assert "图片说明" not in table(show(open_ledger(ledger_scope="全部"), section))[0]


@pytest.mark.parametrize("span_s", [0, 1, 4, 30, 200, 359, 361, 7000, 86_400, 500_000, 10**7])
def test_no_label_of_a_time_axis_stands_twice(span_s: int) -> None:
    """Between two ticks of a time axis, of about that number, lies the format's smallest unit."""
    axis = charts.time_axis(span_s * 1000)
    smallest = {"%H:%M:%S": 1, "%m-%d %H:%M": 60, "%Y-%m-%d": 86_400}[axis["format"]]
    assert axis["tickCount"] == 1 or span_s / axis["tickCount"] >= smallest


def test_filters_of_entries(here: Studio) -> None:
    """Type and prompt narrow the entries; nothing left says how to go on."""
    order(here, "a")
    order(here, "b", CHEAP)
    app = open_ledger()
    app.selectbox(key="ledger_type").set_value("token_consumption").run()
    assert len(table(app)) == 2
    app.selectbox(key=addresses.LEDGER_PROMPT).set_value(CHEAP).run()
    assert [row["金额（代币）"] for row in table(app)] == [-1]
    app.selectbox(key="ledger_type").set_value("grant").run()
    assert not app.dataframe
    assert "请放宽时间范围、类型或提示词" in texts(app)


def test_pages(here: Studio) -> None:
    """Each row is on one page; past the end is the last page; a new filter begins at the first."""
    for number in range(ledger_table.ROWS + 10):
        people.top_up(here.database, DEMO_MEMBER, key=f"t{number}", now=here.now())
    app = open_ledger()
    first = [row["账后余额（代币）"] for row in table(app)]
    pages: Any = app.get("pagination")[0]
    pages.set_value(2).run()
    second = [row["账后余额（代币）"] for row in table(app)]
    assert first + second == list(range(6100, 0, -100))
    app.selectbox(key="ledger_type").set_value("grant").run()
    assert len(table(app)) == ledger_table.ROWS
    assert len(table(open_ledger(ledger_page="99"))) == 11
    assert len(table(open_ledger(ledger_page="-1²"))) == ledger_table.ROWS


def test_orders(here: Studio) -> None:
    """Failed and cancelled orders are listed with 0 tokens and their reason, filtered by state."""
    order(here, "a")
    fail(here, "b", ProviderFault.TIMED_OUT)
    cancel(here, "c")
    submission.submit(here, DEMO_MEMBER, form("d"))
    app = show(open_ledger(), "订单")
    seen = {row["状态"]: (row["扣除（代币）"], row["没有完成的原因"]) for row in table(app)}
    assert seen["已完成"] == (5, "")
    assert seen["失败"] == (0, f"图片服务太久没有完成。（服务的说明：{DETAIL}）")
    assert seen["已取消"] == (0, "订单已取消。")
    assert seen["进行中"] == (0, "")
    for state in seen:
        app.selectbox(key="ledger_outcome").set_value(state).run()
        assert [row["状态"] for row in table(app)] == [state]


def test_no_orders_yet(here: Studio) -> None:
    """Without orders, the tables' place says so and leads to 生成."""
    for section in ("订单", "提示词表现"):
        app = show(open_ledger(), section)
        assert not app.dataframe
        assert "没有" in texts(app)
        assert app.get("page_link")


def test_everybody_without_words(here: Studio) -> None:
    """全部 shows everybody's rows and sums, never a wish, prompt text or service's words."""
    order(here, "a", wish=WISH)
    fail(here, "b", ProviderFault.TIMED_OUT, person=DEMO_USER, wish=WISH)
    order(here, "c", MEMBERS, wish=WISH)
    app = open_ledger(ledger_scope="全部")
    assert figures(app)["余额"] == "187"
    assert {row["姓名"] for row in table(app)} == {"演示会员", "演示用户"}
    for section in ("账目", "订单", "图表", "提示词表现", "核对结果"):
        drawn = sent(show(app, section))
        assert WISH not in drawn
        assert PROMPT_TEXT not in drawn
        assert "dragon" not in drawn
        assert DETAIL not in drawn
    for row in reads.all_orders(here.database, OrderFilter()):
        assert DETAIL not in row.error_facts


def exported(header: list[str], rows: Any) -> list[dict[str, str]]:
    text = to_csv(header, (list(row.values()) for row in rows)).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def assert_exported(rows: list[dict[str, Any]], shown: list[dict[Any, Any]]) -> None:
    seen = [{name: str(cell) for name, cell in row.items() if name != "图片"} for row in shown]
    lines = exported(list(rows[0]), rows)
    assert [{name: line[name] for name in seen[0]} for line in lines] == seen


@pytest.mark.parametrize("person_id", [DEMO_MEMBER, None])
def test_export_is_what_the_filter_shows(here: Studio, person_id: str | None) -> None:
    """The CSV has the table's columns but the picture, and exactly its rows, in the same order."""
    order(here, "a")
    fail(here, "b", ProviderFault.TIMED_OUT)
    order(here, "c", person=DEMO_USER)
    order(here, "d", CHEAP)
    scope = ledger_filter.MINE if person_id else ledger_filter.EVERYBODY
    app = open_ledger(ledger_scope=scope)
    app.selectbox(key=addresses.LEDGER_PROMPT).set_value(OPEN).run()
    entries = statement.all_entries(here.database, EntryFilter(person_id, prompt_id=OPEN))
    rows = entries_table.readable(entries, formats.zone(), with_names=not person_id)
    assert_exported(list(rows), table(app))
    show(app, "订单")
    found = reads.all_orders(here.database, OrderFilter(person_id, prompt_id=OPEN))
    rows = orders_table.readable(found, formats.zone(), with_names=not person_id)
    assert_exported(list(rows), table(app))


def test_export_runs_no_formulas(here: Studio) -> None:
    """A name that a spreadsheet would run comes out as text, and amounts stay numbers."""
    people.create(here.database, "p", "=HYPERLINK(1)", is_member=False, opening=100, now=here.now())
    rows = statement.all_entries(here.database, EntryFilter("p"))
    (row,) = entries_table.readable(rows, formats.zone(), with_names=True)
    (line,) = exported(list(row), [row])
    assert line["姓名"] == "'=HYPERLINK(1)"
    assert line["金额（代币）"] == "100"


def test_a_row_opens_its_order(here: Studio) -> None:
    """Choosing a row opens the order's life and names it in the address; a grant has none."""
    placed = order(here, "a", wish=WISH)
    app = choose_row(open_ledger(), 0)
    assert app.query_params["order"] == placed.id
    assert is_open(app)
    app = choose_row(open_ledger(), 1)
    assert not is_open(app)
    assert "没有对应的订单" in app.toast[0].value
    app = choose_row(show(open_ledger(), "订单"), 0)
    assert app.query_params["order"] == placed.id


def test_the_life_of_a_settled_order(here: Studio) -> None:
    """The drawer tells hold, true steps, charge and entry, the parameters and the words."""
    placed = order(here, "a", wish=f"{WISH}{MARKDOWN}", seed=77)
    app = open_ledger(order=placed.id)
    points = [point.label for point in app.get("dialog")[0].expander]
    assert points[:4] == ["预留 5 代币", "步骤与用时", "扣除 5 代币", "第 2 笔账目"]
    for step in messages.STEPS.values():
        assert step in texts(app)
    assert "-5 代币，记账后余额 95 代币" in texts(app)
    sent = f"{PROMPT_TEXT}\n{WISH}{MARKDOWN}"
    assert [text.value for text in app.text] == [f"{WISH}{MARKDOWN}", PROMPT_TEXT, sent]
    assert "77" in app.table[0].value.to_string()
    assert app.get("image") or app.get("imgs")


def test_the_books_outlive_the_files(here: Studio) -> None:
    """An order whose picture is gone from the disk still shows its life, and says so."""
    placed = order(here, "a")
    here.images.remove(placed.id)
    app = open_ledger(order=placed.id)
    assert app.warning[0].value == "图片文件读不到了。"
    assert "第 2 笔账目" in [point.label for point in app.get("dialog")[0].expander]


def test_the_life_of_a_deleted_picture(here: Studio) -> None:
    """An order says that its picture is in the bin, then that it is deleted; all else stays."""
    placed = order(here, "a")
    trash.trash(here, placed.user_id, [placed.id])
    app = open_ledger(order=placed.id)
    assert "图片在回收站" in app.info[0].value
    assert app.get("image") or app.get("imgs")
    with here.database.write() as tx:
        tx.execute(text("UPDATE generatedimage SET purged_at = trashed_at"))
    here.images.remove(placed.id)
    app = open_ledger(order=placed.id)
    assert "图片已删除" in app.info[0].value
    assert not app.warning
    assert "第 2 笔账目" in [point.label for point in app.get("dialog")[0].expander]


def test_the_life_of_orders_without_a_picture(here: Studio) -> None:
    """A failed or cancelled order tells its reason and that it was free; an open one waits."""
    failed = open_ledger(order=fail(here, "b", ProviderFault.TIMED_OUT).id)
    assert "图片服务太久没有完成。" in failed.error[0].value
    cancelled = open_ledger(order=cancel(here, "c").id)
    assert "订单已取消。" in cancelled.info[0].value
    for app in (failed, cancelled):
        points = [point.label for point in app.get("dialog")[0].expander]
        assert points[2:4] == ["退回 5 代币", "没有账目"]
        assert messages.NOTHING_CHARGED in texts(app)
    (held,) = submission.submit(here, DEMO_MEMBER, form("d"))
    app = open_ledger(order=held.id)
    assert "等待结果" in [point.label for point in app.get("dialog")[0].expander]


def test_prompt_text_is_for_those_who_may_read_it(here: Studio) -> None:
    """Who is not a member any more sees the order of a members' prompt without its text."""
    placed = order(here, "a", MEMBERS)
    assert "dragon" in sent(open_ledger(order=placed.id))
    with here.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == DEMO_MEMBER).values(is_member=False))
    app = open_ledger(order=placed.id)
    assert is_open(app)
    assert "dragon" not in sent(app)


@pytest.mark.parametrize("address", ["nonsense", "another's"])
def test_an_unknown_order(here: Studio, address: str) -> None:
    """Another person's order is answered exactly as one that does not exist."""
    placed = order(here, "a", person=DEMO_USER, wish=WISH)
    app = open_ledger(order=placed.id if address == "another's" else "nonsense")
    assert [error.value for error in app.error] == [
        "找不到这个订单。它可能属于另一个身份：请在侧边栏切换演示身份后再打开。"
    ]
    assert not is_open(app)
    assert WISH not in sent(app)
    next(button for button in app.button if button.label == "知道了").click().run()
    assert "order" not in app.query_params
    assert not app.error


def test_another_persons_row(here: Studio) -> None:
    """Another person's row says whose it is, as plain text, and nothing more."""
    person = people.create(
        here.database, "p", MARKDOWN, is_member=False, opening=100, now=here.now()
    )
    order(here, "a", person=person.id, wish=WISH)
    app = choose_row(open_ledger(ledger_scope="全部", ledger_section="订单"), 0)
    assert is_open(app)
    (hint,) = (info.value for info in app.info)
    assert formats.plain(MARKDOWN) in hint
    assert MARKDOWN not in hint
    assert WISH not in sent(app)
    assert not app.table


def test_prompt_statistics(here: Studio, clock: FakeClock) -> None:
    """Each prompt has its counts, rate and durations; cancelled orders are not failures."""

    def slow_and_wrong(_: object) -> bytes:
        clock.advance(2000)
        return b"not a picture"

    provider_of(here).queue(slow_and_wrong)
    order(here, "a")
    order(here, "b")
    fail(here, "c", ProviderFault.TIMED_OUT)
    fail(here, "d", ProviderFault.TIMED_OUT)
    cancel(here, "e")
    app = show(open_ledger(), "提示词表现")
    (line,) = table(app)
    assert (line["订单"], line["成功"], line["失败"], line["取消"]) == (5, 1, 3, 1)
    assert line["成功率"] == 0.25
    assert (line["用时中位数（约，秒）"], line["消耗（代币）"]) == (0.0, 5)
    reasons = {row["原因"]: row["次数"] for row in table(app, 1)}
    assert reasons == {"图片服务太久没有完成。": 2, "图片服务返回的内容不是完整的图片。": 1}
    codes = {row["代码"] for row in table(app, 1)}
    assert codes == {"GENERATION_FAILED/timed_out", "GENERATION_FAILED/unreadable_answer"}


def let_have_made(studio: Studio, order: Generation, service: str, model: str, **more: Any) -> None:
    """Say that another service or model made an order's picture, and what of it is known."""
    changed = update(Generation).where(col(Generation.id) == order.id)
    with studio.database.write() as tx:
        tx.execute(changed.values(provider=service, model=model, **more))


def a_few_services(studio: Studio) -> None:
    """Make pictures and failures by three services, one of them the studio's."""
    dollar = {"picture_micros": 39_000}
    let_have_made(studio, order(studio, "a"), "fake", "fake-1", **dollar)
    refused = fail(studio, "b", ProviderFault.TIMED_OUT)
    let_have_made(studio, refused, "fake", "fake-1", picture_micros=1_000)
    yuan = {"picture_micros": 200_000, "picture_currency": "CNY"}
    let_have_made(studio, order(studio, "c"), "second", "second-1", **yuan)
    let_have_made(studio, order(studio, "d", CHEAP), "second", "second-2")
    let_have_made(studio, fail(studio, "e", ProviderFault.RATE_LIMITED), "third", "third-1")


def test_services_are_compared(here: Studio) -> None:
    """A line for each service, or for each model: its counts, and a picture's cost in its money."""
    a_few_services(here)
    app = show(open_ledger(), "提示词表现")
    costs = {line["提示词"]: line["每张成本"] for line in table(app)}
    assert costs == {"灯塔": "0.02 美元 + 0.1 元", "石子": "未知（已知 0/1 张）"}
    assert {line["提示词"] for line in table(app, 1)} == {"灯塔"}
    app.button_group(key=addresses.LEDGER_GROUPING).select("图片服务").run()
    lines = {line["图片服务"]: line for line in table(app)}
    assert [line["订单"] for line in lines.values()] == [2, 2, 1]
    assert lines["fake"]["每张成本"] == "0.04 美元"  # the refusal that was billed with it
    assert lines["second"]["每张成本"] == "未知（已知 1/2 张）"
    assert not isinstance(lines["third"]["每张成本"], str)  # there is none, and the table says "—"
    assert (lines["fake"]["成功率"], lines["second"]["成功率"]) == (0.5, 1)
    reasons = {line["图片服务"]: line["次数"] for line in table(app, 1)}
    assert reasons == {"fake": 1, "third": 1}
    app = open_ledger(ledger_section="提示词表现", ledger_grouping="图片服务与模型")
    told = {(line["图片服务"], line["模型"]): line["每张成本"] for line in table(app)}
    assert told["fake", "Fake"] == "0.04 美元"
    assert told["second", "second-1"] == "0.2 元"
    assert told["second", "second-2"] == "未知（已知 0/1 张）"
    assert "提示词" not in table(app, 1)[0]
    assert table(app, 1)[0]["模型"] in ("Fake", "third-1")


def test_statistics_of_one_service(here: Studio) -> None:
    """A service or a model of the person's own orders narrows the statistics."""
    a_few_services(here)
    order(here, "mine", person=DEMO_USER)
    app = show(open_ledger(), "提示词表现")
    choice = app.selectbox(key=addresses.LEDGER_MAKER)
    assert choice.options == [
        *("fake", "fake · Fake", "second", "second · second-1", "second · second-2"),
        *("third", "third · third-1"),
    ]
    choice.set_value("second").run()
    assert {line["提示词"]: line["订单"] for line in table(app)} == {"灯塔": 1, "石子": 1}
    assert "没有失败的订单" in texts(app)
    app.selectbox(key=addresses.LEDGER_MAKER).set_value("second · second-1").run()
    assert [line["提示词"] for line in table(app)] == ["灯塔"]
    app.selectbox(key="identity").set_value(DEMO_USER).run()
    assert app.selectbox(key=addresses.LEDGER_MAKER).options == ["fake", "fake · Fake"]
    assert not app.exception


def test_statistics_without_orders_of_a_service(here: Studio, clock: FakeClock) -> None:
    """Where a chosen service has none in the period, the page says what to change."""
    a_few_services(here)
    clock.advance(24 * HOUR_MS)
    app = show(open_ledger(ledger_maker="third", ledger_period="今天"), "提示词表现")
    assert "请放宽筛选" in texts(app)
    assert not app.dataframe


def test_orders_of_one_service(here: Studio) -> None:
    """订单 is narrowed to a service or a model that occurs in the scope; the address keeps it."""
    a_few_services(here)
    let_have_made(here, order(here, "other", person=DEMO_USER), "others", "o-1")
    app = show(open_ledger(ledger_maker="second"), "订单")
    assert {row["模型"] for row in table(app)} == {"second-1", "second-2"}
    app.selectbox(key="ledger_outcome").set_value("失败").run()
    assert "没有符合条件的订单" in texts(app)
    assert "others" not in app.selectbox(key=addresses.LEDGER_MAKER).options
    app = show(open_ledger(ledger_scope="全部", ledger_maker="others · o-1"), "订单")
    assert [row["姓名"] for row in table(app)] == ["演示用户"]
    app.button_group(key=addresses.LEDGER_SCOPE).select(ledger_filter.MINE).run()
    assert len(table(app)) == 5  # a service that nobody here has used narrows nothing
    assert not app.exception


def test_orders_are_summed_up_by_model(here: Studio) -> None:
    """按模型汇总 shows the same orders by service and model, of the chosen service and prompt."""
    a_few_services(here)
    app = show(open_ledger(ledger_maker="second"), "订单")
    next(button for button in app.button if button.label == "按模型汇总").click().run()
    assert [(line["模型"], line["订单"]) for line in table(app)] == [
        *(("second-1", 1), ("second-2", 1)),
    ]
    assert app.query_params["ledger_section"] == "提示词表现"
    app.selectbox(key=addresses.LEDGER_PROMPT).set_value(CHEAP).run()
    show(app, "订单")
    next(button for button in app.button if button.label == "按模型汇总").click().run()
    assert [(line["模型"], line["订单"]) for line in table(app)] == [("second-2", 1)]
    assert not app.exception


def test_the_csv_says_what_an_order_cost(here: Studio) -> None:
    """Quality and cost are in the CSV alone; what is not known is empty, and 0 is 0."""
    rewritten = {"enhance_model": "w", "enhance_micros": 180}
    for key, more in (
        ("a", {"picture_micros": 39_000, "quality": "high"} | rewritten),
        ("b", {"picture_micros": 0, "picture_currency": "CNY"}),
        ("c", {}),
    ):
        let_have_made(here, order(here, key), key, "m", **more)
    rows = reads.all_orders(here.database, OrderFilter())
    lines = list(orders_table.exported(rows, UTC, with_names=False))
    told = {line["图片服务"]: [*line.values()][-5:] for line in exported([*lines[0]], lines)}
    assert told == {
        "a": ["high", "0.039", "USD", "0.00018", "USD"],
        "b": ["", "0.0", "CNY", "", ""],
        "c": ["", "", "", "", ""],
    }


def test_charts(here: Studio) -> None:
    """The charts have Chinese descriptions, the same sums as the statement, and an empty state."""
    order(here, "a")
    order(here, "b", person=DEMO_USER)
    for scope, count in ((ledger_filter.MINE, 2), (ledger_filter.EVERYBODY, 3)):
        app = show(open_ledger(ledger_scope=scope), "图表")
        charts = app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
        assert len(charts) == count
        assert all("图：" in chart.proto.alt for chart in charts)
    fresh = people.create(here.database, "p", "小林", is_member=False, opening=1, now=here.now())
    assert "没有消耗" in texts(show(open_ledger(me=fresh.id), "图表"))


def test_the_audit(here: Studio) -> None:
    """核对账目 shows each rule with its result, until it is run again."""
    app = open_ledger()
    next(button for button in app.button if button.label == "核对账目").click().run()
    assert f"账目正确：{len(RULES)} 条规则全部成立。" in texts(app)
    for rule in RULES:
        assert AUDIT_RULES[rule] in texts(app)
    with here.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == DEMO_USER).values(balance=101))
    app.button_group(key=addresses.LEDGER_PERIOD).select(ledger_filter.WEEK).run()
    show(app, "账目")
    assert "账目正确" in texts(show(app, "核对结果"))
    next(button for button in app.button if button.label == "核对账目").click().run()
    assert f"{len(RULES)} 条规则中有 1 条不成立" in app.error[0].value
    assert "1 处不符" in texts(app)
    assert not app.exception


def test_the_audit_of_files(here: Studio) -> None:
    """连同图片文件核对 shows the rules of files too, and finds what 核对账目 does not look at."""
    here.images.remove(order(here, "a").id)
    app = show(open_ledger(), "核对结果")
    next(button for button in app.button if button.label == "连同图片文件核对").click().run()
    assert f"{len(RULES) + len(FILE_RULES)} 条规则中有 2 条不成立" in app.error[0].value
    for rule in FILE_RULES:
        assert AUDIT_RULES[rule] in texts(app)
    next(button for button in app.button if button.label == "核对账目").click().run()
    assert "账目正确" in texts(app)
    assert not app.exception


def test_the_quick_audit(here: Studio) -> None:
    """快速核对 is there after a clean 核对账目, and says what it did not look at."""
    app = show(open_ledger(), "核对结果")
    assert "快速核对" not in [button.label for button in app.button]
    next(button for button in app.button if button.label == "核对账目").click().run()
    next(button for button in app.button if button.label == "快速核对").click().run()
    assert f"账目正确：{len(RULES) - 1} 条规则全部成立。" in texts(app)  # two less, the mark more
    assert AUDIT_RULES[STANDS] in texts(app)
    assert "这是快速核对" in texts(app)
    with here.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == DEMO_USER).values(balance=101))
    next(button for button in app.button if button.label == "快速核对").click().run()
    assert "1 处不符" in texts(app)
    assert not app.exception


def test_what_everybody_has_and_spent(studio: Studio) -> None:
    """On both databases, sums over everybody and by prompt are those of the statement."""
    for key, prompt_id, person in (
        ("a", OPEN, DEMO_MEMBER), ("b", CHEAP, DEMO_USER), ("c", CHEAP, DEMO_MEMBER)
    ):  # fmt: skip
        order(studio, key, prompt_id, person)
    (held,) = submission.submit(studio, DEMO_USER, form("held"))
    together, sums = statement.overview(studio.database, None, Period())
    assert (together.people, together.balance, together.held) == (2, 193, 5)
    assert together.available == 188
    assert statement.overview(studio.database, DEMO_USER, Period())[0].balance == 99
    spent = trends.spent_by_prompt(studio.database, None, Period())
    assert spent == [PromptSpending("灯塔", 1, 5), PromptSpending("石子", 2, 2)]
    assert sum(row.spent for row in spent) == sums.spent
    assert endings.cancel(studio, DEMO_USER, held.id)


def test_orders_by_how_they_ended(studio: Studio) -> None:
    """On both databases, cancelled and failed orders are told apart, newest first in the export."""
    first = fail(studio, "a", ProviderFault.TIMED_OUT)
    second = cancel(studio, "b")
    third = order(studio, "c")
    for chosen, ids in (
        (OrderFilter(DEMO_MEMBER, Outcome.CANCELLED), {second.id}),
        (OrderFilter(DEMO_MEMBER, Outcome.FAILED), {first.id}),
        (OrderFilter(DEMO_MEMBER, Outcome.SETTLED), {third.id}),
        (OrderFilter(DEMO_MEMBER, Outcome.OPEN), set()),
        (OrderFilter(DEMO_MEMBER), {first.id, second.id, third.id}),
    ):
        page = reads.list_orders(studio.database, chosen, number=1, size=10)
        exported_ids = [row.id for row in reads.all_orders(studio.database, chosen)]
        assert exported_ids == [row.id for row in page.rows]
        assert set(exported_ids) == ids
