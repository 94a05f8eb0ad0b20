"""What administrators see of the team's limits, and what people read when one refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from driver import button, choose, open_app, texts
from fakes import CHEAP, FakeProvider, place, place_and_run
from streamlit.testing.v1 import AppTest

from core import messages
from core.errors import BudgetSpent
from core.messages import limits
from core.people import people
from core.people.people import DEMO_MEMBER
from core.providers.contract import Model, Provider
from core.studio import Studio, use
from pages.parts import error_box


def usage_tab() -> None:
    """Draw the tab alone."""
    from pages.parts.admin import usage

    usage.draw()


class Gemini(FakeProvider):
    """A service with a name that people know."""

    name = "gemini"
    models: tuple[Model, ...] = (
        Model("m", "M", ("1:1",), seed=True, prices={"1K": Decimal("0.25")}),
    )


def drawn(studio: Studio) -> AppTest:
    """Draw the tab to the demo member, who is here."""
    app = AppTest.from_function(usage_tab, default_timeout=20)
    here = people.find(studio.database, DEMO_MEMBER)
    app.session_state["standing"] = SimpleNamespace(person=here)
    app.run()
    assert not app.exception
    return app


def test_money_and_tokens_stand_in_two_tables(app_studio: Studio) -> None:
    """Each service's money has its currency, each person's tokens their limit."""
    paid = replace(
        app_studio,
        services=dict[str, Provider]({"gemini": Gemini(), "fake": FakeProvider()}),
        budgets={"gemini": Decimal(20)},
    )
    with use(paid):
        place_and_run(paid, "made", CHEAP)
        place(paid, "open", CHEAP)
        app = drawn(paid)
    (money,) = (table.value for table in app.table)
    row = dict(money.iloc[0])
    assert row["图片服务"] == "Google Gemini"
    shown = {name: told.replace("\\", "") for name, told in row.items()}
    assert shown | {"图片服务": ""} == {
        "图片服务": "",
        "预留": "0.25 美元",
        "已花费": "0.25 美元",
        "上限": "20 美元",
        "还可用": "19.5 美元",
    }
    assert app.dataframe[0].value.to_dict("records") == [
        {
            "名字": "演示用户",
            "24 小时代币": 2,
            "还可用代币": 999_998,
            "1 分钟订单": 2,
            "未结束订单": 1,
        }
    ]
    said = texts(app).replace("\\", "")
    assert "24 小时内最多用 1,000,000 代币" in said
    assert "1 分钟内最多下 10,000 个订单" in said
    assert f"同时最多 {paid.settings.open_orders:,} 个未结束" in said


def test_the_form_tells_a_shortage_before_the_click(serve: Callable[..., Studio]) -> None:
    """生成图片 is off, and the refusal said, as long as the day's money does not pay for it."""
    serve(Gemini(), budgets={"gemini": Decimal("0.6")})
    app = open_app()
    choose(app, CHEAP)
    app.session_state["pictures"] = 3
    app.run()
    assert button(app, "生成图片").disabled
    assert "一整天的团队预算" in texts(app)
    app.session_state["pictures"] = 2
    app.run()
    assert not button(app, "生成图片").disabled


def test_nothing_used_is_said(app_studio: Studio) -> None:
    """Without a budget and without orders the tab says so instead of showing empty tables."""
    app = drawn(app_studio)
    assert not app.table
    assert len(app.info) == 2


@pytest.mark.parametrize(
    ("code", "reason", "facts"),
    [
        ("TOO_MANY_A_MINUTE", None, {"limit": 60, "used": 60, "new": 2}),
        ("TOKENS_PER_DAY", None, {"limit": 2000, "used": 1999, "new": 2}),
        ("TOKENS_PER_DAY", "at_once", {"limit": 2000, "used": 0, "new": 2001}),
        ("PEOPLE_PER_DAY", None, {"limit": 100}),
        ("TOP_UP_LIMIT", None, {"limit": 2000, "left": 40, "new": 100}),
        ("TOP_UP_LIMIT", "at_once", {"limit": 2000, "left": 0, "new": 2001}),
    ],
)
def test_a_refusal_says_when_and_what_to_do(
    code: str, reason: str | None, facts: dict[str, int]
) -> None:
    """Each limit's words have every number, how long to wait, and a way on."""
    timed = facts if reason else facts | {"at": 1_000, "again_at": 1_000 + 61_000}
    message = messages.explain(code, reason, timed)
    words = message.what + message.advice
    assert "？" not in words
    assert ("2 分钟后" in words) is (reason is None)


def test_a_budgets_refusal_names_service_and_money() -> None:
    """People read the service's own name, what is left, and when the team's next day begins."""
    money: dict[str, Any] = {"limit": 20_000_000, "used": 19_500_000, "needed": 600_000}
    facts: dict[str, Any] = {
        "service": "gemini",
        "currency": "USD",
        "at": 0,
        "again_at": 5 * 3_600_000,
    }
    words = error_box.words(BudgetSpent(**facts, **money)).replace("\\", "")
    assert "Google Gemini 今天的团队预算还剩 0.5 美元，这次预计最多花费 0.6 美元。" in words
    assert "约 5 小时后" in words
    alone = error_box.words(BudgetSpent("at_once", **facts, **money | {"limit": 500_000}))
    assert "0.6 美元，超过 Google Gemini 一整天的团队预算 0.5 美元" in alone.replace("\\", "")


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (-5, "1 秒"),
        (1_001, "2 秒"),
        (59_000, "59 秒"),
        (60_001, "2 分钟"),
        (3_600_000, "1 小时"),
        (3_600_001, "1 小时 1 分钟"),
    ],
)
def test_a_wait_is_never_said_shorter_than_it_is(milliseconds: int, said: str) -> None:
    """Whole seconds, minutes, hours: each rounded up."""
    assert limits.wait(milliseconds) == said
