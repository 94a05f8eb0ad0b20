"""实验 from a card to its figures: a version, its cases, one run, judged; and where some fail."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from e2e.app import App, jpeg
from e2e.canvas import insist, spot
from e2e.judging import expect_judged
from e2e.server import Server
from playwright.sync_api import expect

from tests.services.fake_gemini import FakeGemini

Visit = Callable[..., App]
Serve = Callable[..., Server]

LAPTOP = {"width": 1440, "height": 900}
PROMPT = "misty-lake"  # 5 tokens a picture
QUESTION = "哪张更像水墨？"
CASES = {"春天的湖": "桃花", "夏天的湖": "荷花", "秋天的湖": "红叶", "冬天的湖": "新雪"}
FAILING = {"断线": "晴", "被拦截": "fake:block_SAFETY", "正常": "fake:picture"}
LOOK_FOR = "湖面要空"
A, B = "A · 第 1 版 · 基准（演示）", "B · 第 2 版（演示）"
RUN_S = 400  # what eight pictures of the demo renderer may take while others use both cores
# Where a click goes in a table that is drawn on a canvas, in px and in shares of its width.
EDITOR_ROW, EDITOR_TITLE, EDITOR_LOOK_FOR = 54, 0.1, 0.6
MATRIX_ROW, MATRIX_A, MATRIX_STANDS = 110, 0.33, 0.9
PASTES = ["clipboard-read", "clipboard-write"]


@pytest.mark.slow
def test_from_a_card_to_the_figures(serve: Serve, visit: Visit) -> None:
    """Steps 1 to 6 on the demo renderer: at their end the books are right to the token."""
    server = serve(DEMO_DELAY_S="5", CALL_TIMEOUT_S="600", WORKERS="2")
    person = server.new_person()
    app = visit(server, person, viewport=LAPTOP, permissions=PASTES)
    _write_a_version(app)
    _draft(app, CASES)
    _type_what_to_look_for(app)
    _give_a_reference(app)
    _try_one(app, server, person)
    app.expect_tokens(95)
    _run(app, "2 版 × 4 用例 × 1 次 = 8 张，40 代币，服务免费")
    _watch_it_run(app)
    assert {order.error_reason or order.error_code for order in server.orders(person)} == {""}
    _see_it_filled(app)
    app.expect_tokens(55)
    _open_the_first_cell(app)
    _compare(app)
    _judge_by_keys(app)
    _read_the_figures(app)
    assert server.amounts(person) == [100] + [-5] * 9
    assert (server.person(person).balance, server.person(person).held) == (55, 0)
    server.check_books(files=True)


@pytest.mark.slow
def test_what_failed_is_made_again_and_a_block_is_not(serve: Serve, visit: Visit) -> None:
    """Faults and a block cost nothing; 补齐 asks again for what failed, and for nothing else."""
    fake = FakeGemini(script="reset")
    server = serve(GEMINI_API_KEY="a-key", GEMINI_BASE_URL=fake.url, NO_PROXY="127.0.0.1")
    with fake:  # its threads begin after the server's process
        person = server.new_person()
        app = visit(server, person, viewport=LAPTOP, permissions=PASTES)
        _write_a_version(app)
        _draft(app, FAILING)
        _run(app, "2 版 × 3 用例 × 1 次 = 6 张，30 代币")
        again = app.button("补齐失败的 4 格")
        expect(again).to_be_visible()
        app.expect_tokens(95)
        reasons = sorted(order.error_reason for order in server.orders(person))
        assert reasons == ["", *["network"] * 4, "prompt_blocked"]
        assert len(fake.asked) == 6

        fake.forget()  # from now on it answers whatever it is asked with a picture
        app.double_click(again)
        app.expect_tokens(75)
        expect(app.main.get_by_text("待评", exact=True)).to_be_visible()
        expect(app.main.get_by_role("button", name="补齐")).to_have_count(0)
        _expect_figure(app, "被拦截", "0 格", "1 格")
        _expect_figure(app, "总花费", "15 代币", "10 代币")
        assert len(fake.asked) == 4
        assert not [asked for asked in fake.asked if "fake:" in asked.text]
    assert server.amounts(person) == [100] + [-5] * 5
    assert server.person(person).held == 0
    server.check_books(files=True)


# ---------------------------------------------------------------------------- 版本, 设置, 运行


def _write_a_version(app: App) -> None:
    """Change the live text, see the change and the whole, keep it, and go on to 实验."""
    app.button("版本", app.card(PROMPT)).click()
    drawer = app.page.get_by_role("dialog")
    app.button("基于此版修改", drawer).click()
    text = drawer.get_by_role("textbox", name="正文")
    expect(text).not_to_have_value("")  # it is drawn before its value comes
    text.fill(f"水墨画，{text.input_value()}{{{{时节}}}}")
    text.blur()
    expect(drawer.locator("ins").first).to_have_text("水墨画，")
    drawer.get_by_role("textbox", name="时节").fill("春天")
    drawer.get_by_role("textbox", name="备注").fill("试试水墨")
    drawer.get_by_role("textbox", name="备注").blur()
    expect(drawer.locator(".prompt-text").first).to_have_text(re.compile("^水墨画，.*春天$"))
    app.double_click(app.button("保存为新版本", drawer))
    expect(drawer.get_by_text("已保存为第 2 版。它还不是线上版。")).to_be_visible()
    app.button("拿它做实验", drawer).click()
    expect(app.main.get_by_text("比较提示词")).to_be_visible()
    app.settle()


def _draft(app: App, cases: dict[str, str]) -> None:
    """Write the question, and paste the cases as a spreadsheet gives them."""
    question = app.main.get_by_role("textbox", name="问题")
    question.fill(QUESTION)
    question.press("Enter")
    expect(app.main.get_by_role("heading", name=QUESTION)).to_be_visible()
    copied = "\n".join("\t".join(case) for case in cases.items())
    app.page.evaluate("text => navigator.clipboard.writeText(text)", copied)

    def paste() -> None:
        app.page.mouse.click(*spot(app, EDITOR_TITLE, EDITOR_ROW))
        app.page.keyboard.press("Control+V")

    insist(app, paste, app.main.get_by_text(f"2 版 × {len(cases)} 用例"))


def _type_what_to_look_for(app: App) -> None:
    """Type the first case's 必查点 into the table."""
    box = app.page.locator("#portal").get_by_role("textbox")
    insist(app, lambda: app.page.mouse.dblclick(*spot(app, EDITOR_LOOK_FOR, EDITOR_ROW)), box)
    app.page.keyboard.insert_text(LOOK_FOR)
    expect(box).to_have_value(LOOK_FOR)
    app.page.keyboard.press("Enter")
    expect(box).to_have_count(0)
    expect(app.main.get_by_test_id("glide-cell-3-0")).to_have_text(LOOK_FOR)


def _give_a_reference(app: App) -> None:
    """Drop a picture on the first case; the others need none."""
    app.main.get_by_text("给用例加参考图片").click()
    app.upload("湖.jpg", jpeg())
    expect(app.main.get_by_text("参考图片（1 个用例有）")).to_be_visible()
    expect(app.main.get_by_alt_text("参考图片", exact=True)).to_be_visible()
    app.settle()


def _try_one(app: App, server: Server, person: str) -> None:
    """Have one picture made before the run, which is no cell of it."""
    trying = app.button("试这一格")
    insist(app, app.button("先试一格").click, trying)
    trying.click()
    expect(app.main.get_by_text(re.compile("^试画"))).to_be_visible()
    insist(app, lambda: app.page.keyboard.press("Escape"), trying, state="hidden")
    server.wait_for_ends(person, within_s=RUN_S)
    expect(app.main.get_by_text("试画（演示图片），5 代币")).to_be_visible()


def _run(app: App, quote: str) -> None:
    expect(app.main.get_by_text(quote)).to_be_visible()
    app.settle()
    app.double_click(app.button("运行"))
    expect(app.page).to_have_url(re.compile("tab=matrix"))


# ---------------------------------------------------------------------------- 矩阵, 对照, 筛选


def _watch_it_run(app: App) -> None:
    expect(app.main.get_by_text(re.compile(r"^已完成 \d/8 格"))).to_be_visible()
    expect(app.main.get_by_text("待评", exact=True)).to_be_visible(timeout=RUN_S * 1000)


def _see_it_filled(app: App) -> None:
    stands = app.main.get_by_test_id(re.compile("^glide-cell-4-"))
    expect(stands).to_have_text(["A：1/1 张；B：1/1 张"] * len(CASES))
    expect(app.main.get_by_text("已用 40 代币")).to_be_visible()


def _open_the_first_cell(app: App) -> None:
    def click() -> None:  # on another one first: a second click on a chosen cell enlarges it
        app.page.mouse.click(*spot(app, MATRIX_STANDS, MATRIX_ROW))
        app.page.mouse.click(*spot(app, MATRIX_A, MATRIX_ROW))

    insist(app, click, app.main.get_by_role("img", name=f"春天的湖，{A}，第 1 次"))
    expect(app.main.get_by_text(f"必查点　{LOOK_FOR}")).to_be_visible()
    expect(app.main.get_by_role("link", name="账本中的订单")).to_be_visible()


def _compare(app: App) -> None:
    """See each case's pictures side by side, and in what the versions' texts differ."""
    app.pick("设置", "对照")
    for number, title in enumerate(CASES, start=1):
        expect(app.main.get_by_role("combobox", name=f"用例（{number}/4）")).to_be_visible()
        for name in (A, B):
            expect(app.main.get_by_role("img", name=f"{title}，{name}，第 1 次")).to_be_visible()
        app.settle()
        if number < len(CASES):
            app.page.keyboard.press("ArrowRight")
    app.main.get_by_text("各版本提示词的差别").click()
    expect(app.main.locator("ins").first).to_have_text("水墨画，")


def _judge_by_keys(app: App) -> None:
    """Answer for all pictures: B's are usable, and A's are not, the first one for a reason."""
    app.pick("设置", "筛选")
    expect_judged(app, 0, of=8)
    told = False
    for count in range(1, 9):
        is_b = app.main.get_by_text(f"来自 {B}").count() == 1
        app.page.keyboard.press("1" if is_b else "2")
        expect_judged(app, count, of=8)
        if not (is_b or told):
            app.page.keyboard.press("9")
            expect(app.main.get_by_text("上一张不可用的原因：偏离提示词")).to_be_visible()
            app.settle()
            told = True
    expect(app.main.get_by_text("你看完了全部 8 张：可用 4 张，不可用 4 张")).to_be_visible()


def _read_the_figures(app: App) -> None:
    app.pick("设置", "矩阵")
    expect(app.main.get_by_test_id("stTable").get_by_text(A)).to_be_visible()
    _expect_figure(app, "成功率", "100%（4/4 格）", "100%（4/4 格）")
    _expect_figure(app, "可用率", "0%（0/4 张已评）", "100%（4/4 张已评）")
    _expect_figure(app, "总花费", "20 代币", "20 代币")
    _expect_figure(app, "每张可用图片", "—", "5 代币")


def _expect_figure(app: App, name: str, *of_arms: str) -> None:
    """Expect a line of the figures' table: its name, and what it says of A and B."""
    lines = app.main.get_by_test_id("stTable").get_by_role("row")
    line = lines.filter(has=app.page.get_by_text(name, exact=True))
    expect(line.locator("th, td")).to_have_text([name, *of_arms])
