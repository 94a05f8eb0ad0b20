"""The app where people sign in: the door, one's own place in the sidebar, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from admins import join
from driver import button, open_app, open_as, sent, sent_by, texts
from fakes import FakeSeconds, make_studio, place_and_run
from streamlit.testing.v1 import AppTest

from core.orders.pool import workers
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio, use
from core.tables import Role
from pages.parts.frame import sign_in_settings

MING = {
    "is_logged_in": True,
    "iss": "https://issuer.example",
    "sub": "s-1",
    "name": "王小明",
    "email": "ming@example.com",
    "email_verified": True,
}
PAGES = ("generate.py", "gallery.py", "experiments.py", "ledger.py")
GONE = {"补充代币", "以新名字开始"}


pytestmark = pytest.mark.both_databases


@pytest.fixture(params=[{}])
def signed(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Studio]:
    """Make a studio where people sign in the current one."""
    known: dict[str, Any] = {"sign_in": True, "monotonic": FakeSeconds()} | request.param
    made = make_studio(database_url, tmp_path / "data", **known)
    with use(made):
        yield made
        workers.stop()
    made.database.dispose()


@pytest.fixture(autouse=True)
def one_issuer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have one issuer without a name, as `[auth]` of a secrets file would say."""
    monkeypatch.setattr(sign_in_settings, "issuers", lambda: [None])


def read(statements: list[str]) -> list[str]:
    """Return what reads people and the library: the pool's threads read orders, and sweep."""
    tables = ('"user"', "FROM account", "FROM prompt", "FROM entry", "FROM experiment")
    selects = [each for each in statements if each.startswith("SELECT")]
    return [each for each in selects if any(table in each for table in tables)]


def labels(app: AppTest) -> set[str]:
    """Return what the app's buttons say."""
    return {each.label for each in app.button}


@pytest.mark.parametrize("address", [{}, {"me": DEMO_MEMBER}, {"prompt": "open", "order": "0a1b"}])
def test_signed_out_sees_a_door_and_nothing_is_read(
    signed: Studio, address: dict[str, str]
) -> None:
    """Without a sign-in there is a name, a sentence and 登录; the database is asked nothing."""
    shown: list[AppTest] = []
    asked = sent_by(signed, lambda: shown.append(open_as({"is_logged_in": False}, **address)))
    assert read(asked) == []
    (app,) = shown
    assert labels(app) == {"登录"}
    assert not app.metric
    assert not app.sidebar.children
    assert [title.value for title in app.title] == ["AI 图片工坊"]


def test_a_first_sign_in_has_the_opening_grant(signed: Studio) -> None:
    """Name, address and 100 tokens stand in the sidebar; nothing there grants more."""
    app = open_as(MING)
    assert not app.exception
    assert "王小明" in texts(app.sidebar)
    assert [metric.value for metric in app.sidebar.metric] == ["100", "0", "100"]
    assert "退出登录" in labels(app)
    assert labels(app) & GONE == set()
    assert not [each for each in app.selectbox if each.label == "演示身份"]


@pytest.mark.sqlite_first
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", [DEMO_MEMBER, DEMO_USER, "nobody"])
def test_no_address_leads_to_a_demo_person(signed: Studio, page: str, who: str) -> None:
    """`me` is dropped unread: everybody is who they have signed in as, and links omit it."""
    place_and_run(signed, person=DEMO_USER)
    app = open_as(MING, page, me=who)
    assert "王小明" in texts(app.sidebar)
    assert "me" not in app.query_params
    assert "找不到" not in texts(app)
    assert f"me={who}" not in sent(app)


def test_no_value_of_a_session_leads_to_a_demo_person(signed: Studio) -> None:
    """What a raw message could put under the names of the demo's choice is not asked."""
    app = open_as(MING)
    for name in ("me", "identity"):
        app.session_state[name] = DEMO_MEMBER
    app.run()
    assert "王小明" in texts(app.sidebar)
    assert people.find(signed.database, DEMO_MEMBER).balance == 100


def test_two_people_are_two(signed: Studio) -> None:
    """Another subject has a name and a balance of their own."""
    open_as(MING)
    app = open_as(MING | {"sub": "s-2"})
    assert "王小明 2" in texts(app.sidebar)


@pytest.mark.sqlite_first
@pytest.mark.parametrize("signed", [{"sign_in_domains": "example.com"}], indirect=True)
@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "a@other.test"}, "不属于可以进入的公司邮箱"),
        ({"email_verified": False}, "没有经过确认的邮箱地址"),
        ({"sub": ""}, "登录服务没有说明你是谁"),
    ],
)
def test_who_may_not_come_in_is_told_whom_to_ask(
    signed: Studio, claims: dict[str, Any], why: str
) -> None:
    """A refusal says why and whom to ask, shows the way out alone, and makes nobody."""
    shown: list[AppTest] = []
    asked = sent_by(signed, lambda: shown.append(open_as(MING | claims)))
    assert read(asked) == []
    assert why in texts(shown[0])
    assert "管理员" in texts(shown[0])
    assert labels(shown[0]) == {"退出登录"}


@pytest.mark.parametrize("signed", [{"admins": "MING@example.com"}], indirect=True)
def test_an_administrator_sees_that_they_are_one(signed: Studio) -> None:
    """The badge says what ADMINS gives; another person does not have it."""
    assert "管理员" in texts(open_as(MING).sidebar)
    other = open_as(MING | {"sub": "s-2", "email": "other@example.com"})
    assert "管理员" not in texts(other.sidebar)


def test_the_ledger_says_who_grants(signed: Studio) -> None:
    """账本 explains 发放 by what there is: no 补充代币, and an administrator's grants as 调整."""
    app = open_as(MING, "ledger.py")
    (granted,) = (metric for metric in app.main.metric if metric.label == "＋ 发放")
    assert "补充代币" not in sent(app)
    assert "管理员发放或收回的记为“调整”" in granted.help


@pytest.mark.parametrize("signed", [{"opening_tokens": 1}], indirect=True)
def test_too_few_tokens_name_who_grants(signed: Studio) -> None:
    """Where tokens are missing, an administrator is named, and no button that is not there."""
    app = open_as(MING)
    app.button(key="choose_open").click().run()
    assert "请管理员发放代币" in texts(app)
    assert "补充代币" not in texts(app)


def test_nobody_enters_who_signs_in_where_nobody_does(app_studio: Studio) -> None:
    """With sign-in switched off again, no address leads to a person who has an account."""
    join(app_studio, "ming", Role.PROPOSER)
    app = open_app(me="ming")
    assert "找不到" in texts(app)
    assert app.query_params["me"] == DEMO_MEMBER
    assert "ming" not in sent(app)


def test_without_sign_in_the_demo_stays(app_studio: Studio) -> None:
    """The demo people, 补充代币 and 以新名字开始 are there where nobody signs in."""
    app = open_app()
    assert labels(app) >= GONE
    assert button(app, "补充代币")
