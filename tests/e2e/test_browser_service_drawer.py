"""图片服务 in a real browser: every service in one drawer, on a phone, with checks that answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.latin import KEPT, latin_leftovers
from e2e.server import Server
from playwright.sync_api import Locator, expect

from core.providers.services import SERVICES
from core.settings import MODELS_FILE
from tests.services.fake_stability import FakeStability

Visit = Callable[..., App]

PHONE = {"width": 375, "height": 812}
NOWHERE = "http://127.0.0.1:9"  # the port of discard: nobody listens
IN_USE = "stability,gemini,zhipu,openai,demo"
KEYS = {
    "STABILITY_API_KEY": "sk-e2e-0123456789-never-to-be-seen",
    "GEMINI_API_KEY": "k",
    "ZHIPU_API_KEY": "k",
}
# What is wider than its drawer.
_BEYOND = """
drawer => [...drawer.querySelectorAll('*')].filter((each) => each.checkVisibility()
  && each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.textContent)
"""


@pytest.mark.slow
def test_every_service_is_told_on_a_phone(serve: Callable[..., Server], visit: Visit) -> None:
    """Each says how it stands; checks answer side by side; nothing is cut off, or English."""
    fake = FakeStability()
    addresses = {"STABILITY_BASE_URL": fake.url, "GEMINI_BASE_URL": NOWHERE}
    server = serve(IMAGE_PROVIDER=IN_USE, NO_PROXY="127.0.0.1", **KEYS, **addresses)
    with fake:  # its threads begin after the server's process
        app = visit(server, server.new_person(), "/ledger", viewport=PHONE, listen=True)
        app.page.get_by_test_id("stExpandSidebarButton").click()
        app.button("图片服务：4 个").click()
        drawer = app.page.get_by_role("dialog").filter(has_text="设置齐全")
        expect(drawer.get_by_text(f"共 {len(SERVICES)} 个，4 个设置齐全。")).to_be_visible()
        for name, stands in {
            "stability": "设置齐全",
            "openai": "缺少设置",
            "ark": "缺少设置",
        }.items():
            expect(_card(drawer, name)).to_contain_text(stands)
        app.button("测试连接", _card(drawer, "stability")).click()
        expect(_card(drawer, "stability")).to_contain_text(
            "地址和密钥有效；剩余 42.5 点（1 点是 1 美分）。"
        )
        app.button("测试连接", _card(drawer, "gemini")).click()
        expect(_card(drawer, "gemini")).to_contain_text("上次失败")
        expect(_card(drawer, "gemini")).to_contain_text("连不上图片服务。")
        expect(_card(drawer, "stability")).to_contain_text("剩余 42.5 点（1 点是 1 美分）。")
        _card(drawer, "stability").get_by_text("个模型：能力与价格").click()
        expect(_card(drawer, "stability").get_by_text("每张 0.08 美元")).to_be_visible()
        assert drawer.evaluate(_BEYOND) == []
        assert latin_leftovers(app.page, KEPT | _names()) == []
        assert app.traffic is not None
        assert app.traffic.mentions([KEYS["STABILITY_API_KEY"], "Stable Image Ultra"]) == [
            "Stable Image Ultra"
        ]


def _card(drawer: Locator, name: str) -> Locator:
    return drawer.locator(f".st-key-service_{name}")


def _names() -> frozenset[str]:
    """Return the words in names of services and models."""
    labels = [row.label for row in SERVICES.values()]
    labels += re.findall('^label = "(.*)"', MODELS_FILE.read_text("utf-8"), re.MULTILINE)
    return frozenset(re.findall(r"[A-Za-z]{2,}", " ".join(labels)))
