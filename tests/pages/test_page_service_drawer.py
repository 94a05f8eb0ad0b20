"""图片服务 in the sidebar: one line, and a drawer with every service there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from driver import button, drawer, open_app, texts
from fake_service import BIG, TEXT_MODEL, FakeService, SecondProvider, YuanProvider
from fakes import FakeClock, FakeProvider, place_and_run
from streamlit.testing.v1 import AppTest

from core.errors import GenerationFailed
from core.faults import ProviderFault as Fault
from core.providers.calling import Cancel
from core.providers.contract import Checked, ImageRequest, Proof, TokenPrices
from core.providers.demo import DemoProvider
from core.providers.services import SERVICES
from core.settings import MODELS_FILE
from core.studio import Studio
from pages.parts.service import model_facts

Serve = Callable[..., Studio]
REQUEST = ImageRequest("text", BIG.id, "1:1", 1)
MINUTE_MS = 60_000


class Third(FakeService):
    """A service that can be checked, too, and rewrites nothing that anybody asks it to."""

    name = "third"


@pytest.fixture
def service() -> FakeService:
    """Return a service that can do everything."""
    return FakeService()


def sidebar_line(app: AppTest) -> Any:
    """Return the one line of services in the sidebar."""
    buttons: Any = app.get("button")
    (line,) = [each for each in buttons if each.label.startswith("图片服务")]
    return line


def opened_drawer() -> Any:
    """Open the app and the drawer; return the drawer."""
    app = open_app("ledger.py")
    sidebar_line(app).click().run()
    assert not app.exception
    return drawer(app)


def card(node: Any, name: str) -> Any:
    """Return a service's card."""
    (found,) = [each for each in _inside(node) if _id(each).endswith(f"-service_{name}")]
    return found


def said(node: Any, name: str) -> str:
    """Return what a service's card says, as a reader sees it."""
    return plainly(texts(card(node, name)))


def _inside(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from _inside(child)


def _id(node: Any) -> str:
    return str(getattr(getattr(node, "proto", None), "id", ""))


def plainly(words: str) -> str:
    """Return words as a reader sees them, without Markdown's backslashes."""
    return words.replace("\\", "")


def labels(node: Any) -> list[str]:
    """Return what the buttons in a part of the page say."""
    return [each.label for each in node.get("button")]


def check(app: AppTest, name: str = "fake") -> Any:
    """Click 测试连接 of a service in the drawer and return the drawer.

    Both clicks go in one run: this harness draws whole pages, where a browser redraws the drawer.
    """
    sidebar_line(app).click().run()
    pressed = button(card(drawer(app), name), "测试连接").click()
    sidebar_line(app).click()
    pressed.run()
    assert not app.exception
    return drawer(app)


# --------------------------------------------------------------------------- the sidebar's line


def test_one_service_is_named(serve: Serve, service: FakeService) -> None:
    """With one service the line has its name, and without its key says that it can't be used."""
    serve(service)
    assert sidebar_line(open_app("ledger.py")).label == "图片服务：fake"
    service.missing = ("FAKE_KEY",)
    assert sidebar_line(open_app("ledger.py")).label == "图片服务：fake（缺少设置）"


def test_several_services_are_one_line(serve: Serve, service: FakeService) -> None:
    """It counts those that can make pictures, and names them when it is pointed at."""
    third = Third()
    serve(service, third, SecondProvider())
    assert sidebar_line(open_app("ledger.py")).label == "图片服务：3 个"
    service.missing = ("FAKE_KEY",)
    line = sidebar_line(open_app("ledger.py"))
    assert (line.label, line.help.partition("。")[0]) == (
        "图片服务：2 个",
        "设置齐全：third、second",
    )


def test_several_services_that_all_lack_something(serve: Serve, service: FakeService) -> None:
    """None is named as if it could make pictures."""
    third = Third()
    service.missing, third.missing = ("FAKE_KEY",), ("THIRD_KEY",)
    serve(service, third)
    assert sidebar_line(open_app("ledger.py")).label == "图片服务：都缺少设置"


def test_the_badge_of_demo_pictures_is_for_the_demo_alone(
    serve: Serve, service: FakeService
) -> None:
    """It stands where no other service makes pictures, and nowhere else."""
    badge = "演示图片，非人工智能生成"
    serve(DemoProvider())
    assert badge in texts(open_app("ledger.py"))
    serve(service, DemoProvider())
    assert badge not in texts(open_app("ledger.py"))


# ------------------------------------------------------------------------------------ the list


def test_every_service_of_the_table_is_there(serve: Serve, service: FakeService) -> None:
    """Those in use come first, the default marked; the others follow with what is to be set."""
    serve(service, Third())
    shown = opened_drawer()
    cards = [
        _id(each).rpartition("-service_")[2] for each in _inside(shown) if "service_" in _id(each)
    ]
    assert cards == ["fake", "third", *SERVICES]
    assert f"共 {len(cards)} 个，2 个设置齐全。" in texts(shown)
    assert [name for name in cards if "默认" in said(shown, name)] == ["fake"]
    assert "**Google Gemini** :gray-badge[:material/key_off: 缺少设置]" in said(shown, "gemini")
    assert "设置 `GEMINI_API_KEY`，然后重启。" in said(shown, "gemini")
    assert labels(card(shown, "gemini")) == []


def test_models_of_a_service_that_is_not_in_use_are_shown(serve: Serve) -> None:
    """Who is to set a key can see before what it gives."""
    serve(FakeProvider())
    told = said(opened_drawer(), "gemini")
    assert "**Gemini 3 Pro Image · 高质量**" in told
    assert "价格]　每张 1K 0.134 美元、2K 0.134 美元、4K 0.24 美元（2026-11-22 核对）" in told


def test_a_file_of_models_that_was_broken_later_hides_only_them(
    serve: Serve, tmp_path: Path
) -> None:
    """The drawer opens all the same, and says of each service what it can."""
    models = tmp_path / "models.toml"
    models.write_bytes(MODELS_FILE.read_bytes())
    serve(FakeProvider(), models_file=models)
    models.write_text("[[model]", "utf-8")
    shown = opened_drawer()
    assert "设置 `GEMINI_API_KEY`" in said(shown, "gemini")
    assert "Gemini 3 Pro" not in said(shown, "gemini")
    assert "**Fake**" in said(shown, "fake")


@pytest.mark.parametrize(
    ("settings", "name", "words"),
    [
        ({}, "gemini", "设置 `GEMINI_API_KEY`，然后重启。"),
        (
            {"image_provider": "demo"},
            "gemini",
            "设置 `GEMINI_API_KEY`，在 `IMAGE_PROVIDER` 中加上 `gemini`，然后重启。",
        ),
        (
            {"image_provider": "demo", "gemini_api_key": "k"},
            "gemini",
            "在 `IMAGE_PROVIDER` 中加上 `gemini`，然后重启。",
        ),
        ({}, "demo", "把 `IMAGE_PROVIDER` 设为 `fake,demo`，然后重启。"),
        ({"image_provider": "gemini"}, "demo", "在 `IMAGE_PROVIDER` 中加上 `demo`，然后重启。"),
    ],
)
def test_what_is_to_be_set_is_said(
    settings: dict[str, Any], name: str, words: str, serve: Serve
) -> None:
    """What is named is what this operator has still to set, and nothing that is set already."""
    serve(FakeProvider(), **settings)
    shown = opened_drawer()
    assert next(each.value for each in card(shown, name).get("caption")) == words
    badge = "缺少设置" if "API_KEY" in words else "未启用"
    assert f" {badge}]" in said(shown, name)


def test_a_service_in_use_without_its_setting(serve: Serve, service: FakeService) -> None:
    """The setting is named, and nothing can be tested."""
    service.missing = ("FAKE_KEY", "FAKE_BASE_URL")
    serve(service)
    shown = opened_drawer()
    assert "还缺少设置：`FAKE_KEY`、`FAKE_BASE_URL`。设好后重启。" in said(shown, "fake")
    assert ":red-badge[:material/key_off: 缺少设置]" in said(shown, "fake")
    assert labels(card(shown, "fake")) == []


def test_the_demo_is_told_as_that(serve: Serve, service: FakeService) -> None:
    """Our own renderer has nothing to test; alone, it says how to get other pictures."""
    how = "设好下面任何一个服务，图片就由人工智能生成。"
    serve(DemoProvider())
    shown = opened_drawer()
    told = said(shown, "demo")
    assert "由内置的演示渲染器画出，每张都标着“演示”，不收费。" in told
    assert how in told
    assert labels(card(shown, "demo")) == []
    assert "润色" not in texts(shown)
    serve(service, DemoProvider())
    assert how not in said(opened_drawer(), "demo")


# --------------------------------------------------------------------- how the last calls went


@pytest.fixture
def clock() -> FakeClock:
    """Return the clock of what is served."""
    return FakeClock()


def fail(studio: Studio, service: FakeService, fault: Fault) -> None:
    """Let a picture fail."""
    service.queue(GenerationFailed(fault))
    with pytest.raises(GenerationFailed):
        studio.caller.call(service, REQUEST, Cancel())


def test_a_service_that_was_never_called(serve: Serve, service: FakeService) -> None:
    """Nothing is claimed of a service before its first call."""
    serve(service)
    told = said(opened_drawer(), "fake")
    assert ":green-badge[:material/check_circle: 设置齐全]" in told
    assert "最近没有调用过。" in told


def test_the_last_failure_says_when_why_and_what_to_do(
    serve: Serve, service: FakeService, clock: FakeClock
) -> None:
    """A service whose last call failed is marked, with the words of its fault, the newest last."""
    studio = serve(service, clock=clock)
    studio.caller.call(service, REQUEST, Cancel())
    clock.advance(2 * 60 * MINUTE_MS)
    fail(studio, service, Fault.RATE_LIMITED)
    clock.advance(3 * MINUTE_MS)
    told = said(opened_drawer(), "fake")
    assert ":orange-badge[:material/warning: 上次失败]" in told
    assert (
        "上次成功：2 小时前。上次失败：3 分钟前（生成图片），"
        "图片服务正忙，请求太多。请等一分钟再试。"
    ) in told


def test_a_failure_that_was_made_good_is_history(
    serve: Serve, service: FakeService, clock: FakeClock
) -> None:
    """After a success the service is ready again; what it failed at stands before it."""
    studio = serve(service, clock=clock)
    fail(studio, service, Fault.NETWORK)
    clock.advance(24 * 60 * MINUTE_MS)
    studio.caller.call(service, REQUEST, Cancel())
    told = said(opened_drawer(), "fake")
    assert "设置齐全]" in told
    assert ("上次失败：1 天前（生成图片），连不上图片服务。上次成功：刚刚。") in told


def test_a_rewriting_that_failed_is_told_as_one(serve: Serve, service: FakeService) -> None:
    """What the service was asked for stands beside its failure."""
    studio = serve(service)
    service.rewritings.append(GenerationFailed(Fault.TIMED_OUT))
    with pytest.raises(GenerationFailed):
        studio.caller.rewrite(service, "text", "", Cancel())
    assert "上次失败：刚刚（润色提示词），图片服务太久没有完成。" in said(opened_drawer(), "fake")


def test_what_another_process_was_answered_is_told_too(
    serve: Serve, service: FakeService, clock: FakeClock
) -> None:
    """With workers of their own no call is made here: the orders say how they went."""
    studio = serve(service, clock=clock)
    service.queue(GenerationFailed(Fault.QUOTA_EXHAUSTED))
    with suppress(GenerationFailed):
        place_and_run(studio)
    clock.advance(3 * MINUTE_MS + 30_000)
    serve(service, clock=clock)
    shown = opened_drawer()
    assert "上次失败：3 分钟前（生成图片），" in said(shown, "fake")
    assert ":orange-badge[:material/warning: 上次失败]" in said(shown, "fake")


# ----------------------------------------------------------------------------------- 测试连接


@pytest.mark.parametrize(
    ("checked", "words"),
    [
        (Checked("B*g", Proof.MODEL), "地址和模型都有效，密钥没有被拒绝；不证明额度还够用。"),
        (
            Checked("B*g", Proof.KEY),
            "地址和密钥有效；不证明有权使用这个模型，也不证明额度还够用。",
        ),
        (
            Checked("B*g", Proof.CREDITS, Decimal("42.50")),
            "地址和密钥有效；剩余 42.5 点（1 点是 1 美分）。",
        ),
        (
            Checked("B*g", Proof.CREDITS, Decimal("1E+3")),
            "地址和密钥有效；剩余 1,000 点（1 点是 1 美分）。",
        ),
        (Checked("B*g", Proof.CREDITS), "地址和密钥有效；服务没有说明还剩多少点。"),
    ],
)
def test_a_check_says_what_it_proves(
    checked: Checked, words: str, serve: Serve, service: FakeService
) -> None:
    """One call is made; who answered and what that proves is said, its Markdown as letters."""
    service.checked = checked
    serve(service)
    (success,) = check(open_app("ledger.py")).get("success")
    assert "连接正常：B\\*g 在" in success.value
    assert plainly(success.value).endswith(f"内应答。{words}")
    assert (service.checks, service.requests) == (1, [])


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            GenerationFailed(Fault.KEY_INVALID, setting="OTHER_KEY"),
            "图片服务不认可当前的密钥。（设置：OTHER_KEY）请管理员检查密钥的设置。",
        ),
        (GenerationFailed(Fault.MODEL_RETIRED), "图片服务找不到这个模型，它可能已经下线。"),
        (GenerationFailed(Fault.NETWORK), "连不上图片服务。"),
        (
            GenerationFailed(Fault.SETTINGS, setting="ALL_PROXY"),
            "图片服务的设置有误。（设置：ALL_PROXY）请管理员改正设置并重启",
        ),
    ],
)
def test_a_check_that_fails(
    error: GenerationFailed, words: str, serve: Serve, service: FakeService
) -> None:
    """It says in Chinese what is wrong and what to do, after one call, and marks the service."""
    service.checked = error
    serve(service)
    shown = check(open_app("ledger.py"))
    (refused,) = shown.get("error")
    assert plainly(refused.value).startswith(words)
    assert "连接正常" not in texts(shown)
    assert service.checks == 1
    assert ":orange-badge[:material/warning: 上次失败]" in said(shown, "fake")
    assert "上次失败：" not in said(shown, "fake"), "it is said once"
    assert "上次失败：刚刚（测试连接）" in said(opened_drawer(), "fake")


def test_a_check_is_of_its_own_service(serve: Serve, service: FakeService) -> None:
    """The button on a card asks that service alone, and the answer stands on that card."""
    third = Third()
    serve(service, third)
    shown = check(open_app("ledger.py"), "third")
    assert (service.checks, third.checks) == (0, 1)
    assert "连接正常" in said(shown, "third")
    assert "连接正常" not in said(shown, "fake")


def test_a_drawer_opened_anew_shows_no_old_check(serve: Serve, service: FakeService) -> None:
    """What was proved then may not hold now; when it succeeded is still said."""
    serve(service)
    app = open_app("ledger.py")
    check(app)
    sidebar_line(app).click().run()
    told = said(drawer(app), "fake")
    assert "连接正常" not in told
    assert "上次成功：刚刚。" in told


def test_a_service_without_a_free_call_says_so(serve: Serve, service: FakeService) -> None:
    """In place of a button stands how its settings can be tried."""
    service.has_check = False
    serve(service)
    shown = opened_drawer()
    assert "这个服务没有不收费的调用，不能测试：生成一张图片，才知道" in said(shown, "fake")
    assert labels(card(shown, "fake")) == []


# ------------------------------------------------------------------------------- what models do


def lines(node: Any, name: str) -> list[str]:
    """Return the facts of a service's models, one a line."""
    return [line.strip() for line in said(node, name).splitlines() if line.startswith(":gray[")]


def test_a_models_abilities_and_prices(serve: Serve, service: FakeService) -> None:
    """Each is said in words; a price that is not known is 未知, and one that is nothing is 0."""
    serve(service)
    shown = opened_drawer()
    assert lines(shown, "fake") == [
        ":gray[价格]　每张 1K 0.0336 美元、2K 未知（2026-11-22 核对）",
        ":gray[画幅]　1:1、2:3、3:2、4:1、9:16、16:9、21:9",
        ":gray[尺寸]　1K、2K",
        ":gray[参考]　最多 3 张参考图片",
        ":gray[种子]　有效",
        ":gray[价格]　每张 0 美元",
        ":gray[画幅]　1:1、16:9",
        ":gray[尺寸]　1K",
        ":gray[参考]　不接受参考图片",
        ":gray[种子]　无效，每次都不同",
    ]
    assert "fake 的 Writer：每百万词元输入 0.3 美元、输出 2.5 美元（2026-11-22 核对）" in plainly(
        texts(shown)
    )


def test_what_only_some_models_have(serve: Serve, service: FakeService) -> None:
    """Qualities, strength, a format that the reference decides, and a note are said with them."""
    service.models = (
        replace(
            BIG,
            qualities=("medium", "low", "vivid"),
            has_strength=True,
            keeps_reference_format=True,
            note="圆括号会被当作*权重*。",
        ),
    )
    serve(service)
    shown = opened_drawer()
    told = lines(shown, "fake")
    assert ":gray[画质]　中、低、vivid" in told
    assert ":gray[参考]　最多 3 张参考图片，可设强度，画幅由参考图片决定" in told
    assert "圆括号会被当作*权重*。" in said(shown, "fake")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "每张 1K 0.0336 美元、2K 未知（2026-11-22 核对）"),
        ({"prices": {}, "priced_on": ""}, "未知"),
        (
            {"prices": {"1K": Decimal(100), "2K": Decimal("1.2E-6")}},
            "每张 1K 100 美元、2K 0.0000012 美元",
        ),
        ({"prices": {"1K": Decimal("0.04"), "2K": Decimal("0.04")}}, "每张 0.04 美元"),
        ({"currency": "CNY", "sizes": ("1K",)}, "每张 0.0336 元"),
        (
            {
                "prices": {},
                "token_prices": TokenPrices(text_in=Decimal(5), picture_out=Decimal(30)),
            },
            "每百万词元文字输入 5 美元、图片输出 30 美元（",
        ),
        (
            {"token_prices": TokenPrices(picture_out=Decimal(30)), "currency": "CNY"},
            "每张 1K 0.0336 元、2K 未知；每百万词元图片输出 30 元（",
        ),
    ],
)
def test_prices_read_as_people_write_them(changed: dict[str, Any], words: str) -> None:
    """In the model's own currency, by picture or by tokens, without exponents; unknown is no 0."""
    assert model_facts.price(replace(BIG, **changed)).startswith(words)


def test_a_rewriter_without_known_prices_costs_an_unknown_amount(
    serve: Serve, service: FakeService
) -> None:
    """Its price is 未知, in words and not as nothing."""
    service.text_model = replace(TEXT_MODEL, input_price=None, currency="CNY")
    serve(service)
    assert "每百万词元输入 未知、输出 2.5 元" in plainly(texts(opened_drawer()))


def test_no_english_is_said(serve: Serve, service: FakeService) -> None:
    """Beside names, and settings that are typed as they are, all words are Chinese."""
    service.has_check = False
    third = Third()
    third.missing = ("THIRD_KEY",)
    serve(service, third, YuanProvider())
    words = re.sub(r"`[^`]*`|:(material|\w+-badge|gray)\b[/\w]*:?", " ", texts(opened_drawer()))
    latin = set(re.findall(r"[A-Za-z]{2,}", words))
    names = {"fake", "third", "yuan", "Big", "Small", "Yuan", "Writer"}
    names |= set(re.findall(r"[A-Za-z]{2,}", " ".join(row.label for row in SERVICES.values())))
    table = MODELS_FILE.read_text("utf-8")
    names |= set(re.findall(r"[A-Za-z]{2,}", " ".join(re.findall('^label = "(.*)"', table, re.M))))
    assert latin <= names
