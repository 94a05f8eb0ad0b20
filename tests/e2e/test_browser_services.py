"""One click on several services in a real browser, against the stand-ins of their protocols."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from e2e.app import App, jpeg
from e2e.server import Server
from playwright.sync_api import Locator, expect

from tests.services.every import EVERY, key_of, settings_for
from tests.services.stand_in import StandIn

Visit = Callable[..., App]

MODELS = {
    "gemini": "Nano Banana 2.1 · 标准",
    "openai": "GPT Image 2.6 Flare · 标准",
    "stability": "Stable Image Core · 快速",
}
PRICES = {"gemini": "0.0336 美元", "openai": "美元"}  # OpenAI's is of the tokens that it counts


@pytest.mark.slow
def test_one_prompt_on_three_services_one_of_them_failing(
    serve: Callable[..., Server], visit: Visit
) -> None:
    """Two pictures, one reason in its place, two charged; no key reaches the browser or the log."""
    fakes = {name: EVERY[name].open() for name in MODELS}
    urls = {name: fake.address for name, fake in fakes.items()}
    settings = {name.upper(): said for name, said in settings_for(urls).items()}
    server = serve(**settings, NO_PROXY="127.0.0.1")
    with ExitStack() as running:
        for fake in fakes.values():  # their threads begin after the server's process
            running.enter_context(fake)
        fakes["stability"].script = "moderated"
        app = visit(server, server.new_person(), listen=True)
        _compare(app)
        _see_results(app)
        _see_who_was_asked(fakes)
        assert app.traffic is not None
        assert app.traffic.mentions([MODELS["stability"]])  # it does listen
        assert app.traffic.mentions([key_of(name) for name in MODELS]) == []
    server.check_books()
    assert all(key_of(name) not in server.log for name in MODELS)


def _compare(app: App) -> None:
    """Choose three models in one opening of the choice; the price counts all of them."""
    app.choose("misty-lake")
    app.compare_models(MODELS["openai"], MODELS["stability"])
    expect(app.figure("预计消耗")).to_have_text("15 代币")
    app.generate()
    expect(app.pictures).to_have_count(2)
    app.expect_tokens(90)


def _see_results(app: App) -> None:
    """Each has its maker, its seconds and its price below it; the refused one says why."""
    for name, label in MODELS.items():
        cell = _cell(app, label)
        if name == "stability":
            expect(cell).to_contain_text("被图片服务的安全规则拦截")
            expect(cell).to_contain_text("没有扣除任何代币")
            expect(cell.get_by_role("button", name="再试一次")).to_be_enabled()
        else:
            expect(cell).to_contain_text(re.compile(r"\d 秒　5 代币"))
            expect(cell).to_contain_text(PRICES[name])


def _cell(app: App, label: str) -> Locator:
    return app.main.locator("[class*=st-key-beside_]").filter(has_text=label)


def _see_who_was_asked(fakes: dict[str, StandIn]) -> None:
    """Each service got one request, with the key that is its own."""
    assert {name: [asked.key for asked in fake.asked] for name, fake in fakes.items()} == {
        name: [key_of(name)] for name in MODELS
    }


@pytest.mark.slow
def test_a_place_is_as_its_reference_where_that_decides(
    serve: Callable[..., Server], visit: Visit
) -> None:
    """A model that keeps the reference's format has a place of that, empty, whatever the pill."""
    fake = EVERY["stability"].open()
    settings = settings_for({"stability": fake.address})
    server = serve(**{name.upper(): said for name, said in settings.items()}, NO_PROXY="127.0.0.1")
    fake.script = "hang"
    with fake:
        app = visit(server, server.new_person())
        app.choose("misty-lake")
        app.upload("宽.jpg", jpeg(600, 200))
        app.expect_reference("宽.jpg")
        app.choose_model("Stable Diffusion 3.5 Medium · 经济")
        app.generate()
        place = app.open_orders.locator(".picture-to-come")
        expect(place.locator("img")).to_have_js_property("naturalWidth", 600)
        expect(place.locator("img")).to_be_hidden()
        box = place.bounding_box()
        assert box
        assert box["width"] / box["height"] == pytest.approx(3, rel=0.02)
        app.button("取消", app.open_orders).click()
        expect(app.open_orders).to_have_count(0)
