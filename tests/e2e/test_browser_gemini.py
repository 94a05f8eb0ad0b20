"""The whole app against the stand-in for Gemini: a real browser, the real SDK, real HTTP."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e.app import App, jpeg
from e2e.server import Server
from playwright.sync_api import Locator, expect

from tests.services.fake_gemini import FakeGemini
from tests.services.gemini_shapes import pick
from tests.services.replies import tiny

Visit = Callable[..., App]

KEY = "e2e-key-0123456789-never-to-be-seen"
WISH = "远处有一只小船"
MODEL = "gemini-3-pro-image"
MODEL_LABEL = "Gemini 3 Pro Image · 高质量"
COST = "0.136806 美元"  # 0.134 for the picture; 21 tokens read and 1120 written for its prompt
REFUSED = "提示词或补充描述被图片服务的安全规则拦截。（原因：内容安全）没有扣除任何代币。"


@pytest.mark.slow
def test_an_order_goes_to_gemini_and_comes_back(serve: Callable[..., Server], visit: Visit) -> None:
    """All that a person chose is sent as chosen, what came back is shown, and the key is not."""
    fake = FakeGemini()
    server = serve(GEMINI_API_KEY=KEY, GEMINI_BASE_URL=fake.url, NO_PROXY="127.0.0.1")
    with fake:  # its threads begin after the server's process
        person = server.new_person()
        app = visit(server, person, listen=True)
        _check_the_service(app, fake)
        _order(app)
        _see_what_was_sent(server, person, fake)
        _see_what_came_back(app)
        _be_refused(app, server, person, fake)
        assert app.traffic is not None
        assert app.traffic.mentions([WISH, MODEL_LABEL]) == [WISH, MODEL_LABEL]  # it does listen
        assert app.traffic.mentions([KEY]) == []
    server.check_books()
    for secret in (KEY, WISH, "fake:"):
        assert secret not in server.log
    assert "provider.picture" in server.log


def _check_the_service(app: App, fake: FakeGemini) -> None:
    """测试连接 in the badge's drawer makes one free call and says that the service answered."""
    app.button("图片服务：Google Gemini").click()
    drawer = app.page.get_by_role("dialog")
    expect(drawer.get_by_text("最近没有调用过。")).to_be_visible()
    app.button("测试连接", drawer).click()
    expect(drawer.get_by_text("连接正常：The gemini-nano-banana-2.1 在")).to_be_visible()
    expect(
        drawer.get_by_text("地址和模型都有效，密钥没有被拒绝；不证明额度还够用。")
    ).to_be_visible()
    expect(drawer.get_by_text("上次成功：刚刚。")).to_be_visible()
    assert [(asked.method, asked.key) for asked in fake.asked] == [("GET", KEY)]
    fake.forget()
    app.page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def _order(app: App) -> None:
    """Order with everything: a reference, a wish, another model, format and size, rewriting."""
    app.choose("misty-lake")
    app.upload("我的照片.jpg", jpeg())
    app.expect_reference("我的照片.jpg")
    app.wish(WISH)
    app.choose_model(MODEL_LABEL)
    app.pick("画幅", "16:9")
    app.more_settings()
    app.pick("尺寸", "2K")
    app.switch_on("润色提示词")
    expect(app.figure("预计消耗")).to_have_text("5 代币")
    app.generate()
    expect(app.pictures).to_have_count(1)
    app.expect_tokens(95)


def _see_what_was_sent(server: Server, person: str, fake: FakeGemini) -> None:
    """Two calls with the key in the header: the rewriting, and the picture with the reference."""
    (order,) = server.orders(person)
    rewriting, picture = fake.asked
    assert [asked.key for asked in fake.asked] == [KEY, KEY]
    assert all(KEY not in asked.path + str(asked.body) for asked in fake.asked)
    assert rewriting.text == f"画面描述：{order.prompt_text}\n补充要求：{WISH}"
    assert picture.text == order.sent_text == order.enhanced_text
    assert WISH in picture.text
    assert picture.model == order.model == MODEL
    assert (pick(picture.image, "aspectRatio"), pick(picture.image, "imageSize")) == ("16:9", "2K")
    assert picture.config["seed"] == order.seed
    assert order.reference is not None
    stored = (server.data_dir / "references" / order.reference).read_bytes()
    assert picture.references == [("image/jpeg", stored)]
    assert server.original(order.id) == tiny(picture)
    assert server.amounts(person) == [100, -5]


def _see_what_came_back(app: App) -> None:
    """图库 shows the picture, what it was made with, what it cost, and the text that was sent."""
    app.go("图库")
    expect(app.main.get_by_role("img", name="晨雾湖山")).to_have_count(1)
    app.cards.click()
    drawer = app.page.get_by_role("dialog")
    for name, fact in {
        "画幅": "16:9",
        "尺寸": "2K",
        "图片服务": "Google Gemini",
        "模型": MODEL_LABEL,
        "实际模型版本": f"{MODEL}-001",
        "结束原因": "正常完成",
        "用量": "1,141 词元",
        "润色": "Gemini 3.5 Flash-Lite",
        "估计成本": COST,
    }.items():
        expect(_facts(drawer)).to_contain_text(f"{name}　{fact}")
    expect(drawer.get_by_text("润色后的提示词")).to_be_visible()


def _facts(drawer: Locator) -> Locator:
    return drawer.get_by_test_id("stMarkdown").filter(has_text="实际模型版本")


def _be_refused(app: App, server: Server, person: str, fake: FakeGemini) -> None:
    """A prompt that the service blocks is told as that, asked for once, and costs nothing."""
    fake.forget()
    app.page.keyboard.press("Escape")
    app.go("生成")
    app.expect_reference("我的照片.jpg")
    app.wish("fake:block_SAFETY")
    app.generate()
    expect(app.results.get_by_text(REFUSED)).to_be_visible()
    app.expect_tokens(95)
    assert server.amounts(person) == [100, -5]
    assert [order.error_reason for order in server.orders(person)] == ["", "prompt_blocked"]
    assert len([asked for asked in fake.asked if asked.wants_picture]) == 1
