"""The form of 生成: whose reference it has, what it says it costs, and why it can't order."""

from __future__ import annotations

import shutil
from dataclasses import fields

import pytest
from driver import button, choose, ended, figure, open_app, texts
from fakes import CHEAP, OPEN, Turnstile, form, leave_out, open_lives, png, provider_of
from sqlalchemy import delete, insert, update
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from core.orders import submission
from core.orders.pool import workers
from core.orders.specs import OrderForm
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import Generation, User
from pages.parts import formats
from pages.parts.order_form import inputs
from pages.parts.progress import queue_line, step_times


@pytest.fixture
def app(app_studio: Studio) -> AppTest:
    """Open the app as the demo member."""
    return open_app()


def upload(app: AppTest, name: str, colour: str = "teal") -> None:
    app.file_uploader[0].set_value((name, png(colour), "image/png")).run()


def previews(app: AppTest) -> list[str]:
    addresses = [image.proto.imgs[0].url for image in app.get("image")]
    return [address for address in addresses if "/img/reference/" in address]


def as_new_person(studio: Studio, app: AppTest, tokens: int) -> User:
    person = people.create(
        studio.database, "own", "自己", is_member=True, opening=tokens, now=studio.now()
    )
    app.query_params["me"] = person.id
    app.run()
    return person


# --------------------------------------------------------------------------------- the reference


def test_a_reference_stays_with_who_uploaded_it(app: AppTest, app_studio: Studio) -> None:
    """After a switch the form has no reference, nor the order; it is there again on return."""
    choose(app, OPEN)
    upload(app, "猫.png")
    app.selectbox(key="identity").set_value(DEMO_USER).run()
    assert previews(app) == []
    assert "猫.png" not in texts(app)
    assert "reference" not in app.query_params
    button(app, "生成图片").click().run()
    assert [order.reference for order in ended(app_studio, DEMO_USER)] == [None]
    app.selectbox(key="identity").set_value(DEMO_MEMBER).run()
    assert "猫.png" in texts(app)


@pytest.mark.parametrize("known", [True, False])
def test_an_address_never_shows_somebody_elses_reference(app_studio: Studio, known: bool) -> None:
    """Another person's reference in the address is answered exactly as one that is nowhere."""
    picture = check_reference(png())
    name = picture.name
    if known:
        references.keep(app_studio, DEMO_USER, picture, "只有我知道.png")
    app = open_app(reference=name)
    assert previews(app) == []
    assert [box.value for box in app.error] == [
        formats.plain("参考图片已不在服务器上。请重新上传参考图片。")
    ]
    assert "只有我知道" not in texts(app)
    assert "reference" not in app.query_params
    assert not app.exception


def test_a_reload_finds_the_reference_by_its_name(app_studio: Studio) -> None:
    """One's own reference in the address is shown under the name that its file had."""
    name = references.keep(app_studio, DEMO_MEMBER, check_reference(png()), "我的*猫*.png").name
    app = open_app(reference=name)
    assert len(previews(app)) == 1
    assert "我的*猫*.png" in [text.value for text in app.text]


def test_another_upload_replaces_the_reference(app: AppTest, app_studio: Studio) -> None:
    """The uploader stays; a second file takes the first one's place; a bad one leaves it."""
    choose(app, OPEN)
    upload(app, "一.png", "red")
    first = previews(app)
    upload(app, "二.png", "blue")
    assert "二.png" in texts(app)
    assert "一.png" not in texts(app)
    assert len(previews(app)) == 1
    assert previews(app) != first
    app.file_uploader[0].set_value(("三.png", b"no picture", "image/png")).run()
    assert "不是图片" in texts(app)
    assert "二.png" in texts(app)
    button(app, "移除").click().run()
    assert previews(app) == []


def test_a_file_that_comes_twice_is_taken_once(app: AppTest) -> None:
    """A timer's rerun may bring a file again: the uploader that waits stays the one on the page."""
    put_in = app.file_uploader[0].set_value(("一.png", b"no picture", "image/png"))
    put_in.run()
    waiting = app.file_uploader[0].proto.id
    put_in.run()
    assert app.file_uploader[0].proto.id == waiting
    assert "不是图片" not in texts(app), "it was told once"
    upload(app, "二.png")
    assert "二.png" in texts(app)


# ------------------------------------------------------------------------------------ the figures


def test_figures_before_a_prompt_is_chosen(app: AppTest) -> None:
    """Nothing chosen costs nothing that could be said."""
    assert (figure(app, "预计消耗"), figure(app, "生成后余额")) == ("—", "—")


def test_no_balance_after_what_cannot_be_paid(app: AppTest, app_studio: Studio) -> None:
    """With 3 tokens the cost of 5 is said, and no balance of −2."""
    as_new_person(app_studio, app, tokens=3)
    choose(app, OPEN)
    assert (figure(app, "预计消耗"), figure(app, "生成后余额")) == ("5 代币", "—")
    assert [box.value for box in app.warning] == [
        "代币不足，还差 2 代币。请在侧边栏点击“补充代币”，或减少数量、换个便宜的提示词。"
    ]


def test_an_open_order_is_no_shortage(app: AppTest, app_studio: Studio) -> None:
    """While an order is made with the last tokens, no warning with a coin says 正在生成."""
    gate = Turnstile()
    provider_of(app_studio).queue(gate)
    person = as_new_person(app_studio, app, tokens=5)
    choose(app, OPEN)
    button(app, "生成图片").click().run()
    gate.wait_for()
    app.run()
    assert [box.value for box in app.warning] == []
    assert "这张表单的图片正在生成" in texts(app)
    choose(app, CHEAP)
    assert [box.value for box in app.warning] == [
        "代币不足，还差 1 代币。请在侧边栏点击“补充代币”，或减少数量、换个便宜的提示词。"
    ]
    gate.open()
    ended(app_studio, person.id)


def test_again_needs_tokens(app: AppTest, app_studio: Studio) -> None:
    """再来一张 is off, with the reason, until the tokens are enough; also without the prompt."""
    person = as_new_person(app_studio, app, tokens=7)
    choose(app, OPEN)
    button(app, "生成图片").click().run()
    ended(app_studio, person.id)
    app.run()
    again = button(app, "再来一张")
    assert again.disabled
    assert (
        again.help
        == "代币不足，还差 3 代币。请在侧边栏点击“补充代币”，或减少数量、换个便宜的提示词。"
    )
    button(app, "补充代币").click().run()
    assert not button(app, "再来一张").disabled
    leave_out(OPEN, app_studio)
    app.run()
    assert (
        button(app, "再来一张").help == "这个提示词已不在提示词库中。请刷新页面，选择另一个提示词。"
    )


# ------------------------------------------------------------------------------ what else is said


def test_the_queue_counts_what_is_being_made(studio: Studio) -> None:
    """One order being made and one waiting are two before a third; of two ends none is left."""
    placed = [submission.submit(studio, DEMO_MEMBER, form(key))[0] for key in "abc"]
    person = people.find(studio.database, DEMO_MEMBER)

    def lines() -> list[str]:
        return [queue_line(life) for life in open_lives(studio, person)]

    assert lines()[0] == "排队中，前面没有订单"
    with studio.database.write() as tx:
        started = update(Generation).where(col(Generation.id) == placed[0].id)
        tx.execute(started.values(started_at=studio.now()))
    assert lines()[1:] == [f"排队中，前面还有 {n} 个（含正在生成的）" for n in (1, 2)]


def test_no_duration_is_negative(sqlite_studio: Studio) -> None:
    """A clock that was set back shows steps of 0 seconds."""
    (order,) = submission.submit(sqlite_studio, DEMO_MEMBER, form("k"))
    order.generating_at = order.created_at - 3_600_000
    assert [step.took_ms for step in step_times(order, order.created_at - 7_200_000)][:2] == [0, 0]
    assert formats.seconds(-5) == "0.0 秒"


def test_a_folder_that_cannot_be_read_breaks_no_page(app: AppTest, app_studio: Studio) -> None:
    """With the pictures' folders unreadable each page says so in Chinese and nothing crashes."""
    choose(app, OPEN)
    upload(app, "猫.png")
    button(app, "生成图片").click().run()
    (order,) = ended(app_studio, DEMO_MEMBER)
    for name in ("originals", "references", "thumbnails"):
        shutil.rmtree(app_studio.settings.data_dir / name)
        (app_studio.settings.data_dir / name).write_text("a file where a folder should be")
    app.run()
    assert not app.exception
    assert "图片文件现在读不到" in texts(app)
    assert "参考图片现在读不到" in texts(app)
    upload(app, "狗.png", "red")
    assert "图片文件无法保存。" in texts(app).replace("\\", "")
    for page, drawer in (("gallery.py", "picture"), ("ledger.py", "order")):
        app.switch_page(page)
        app.query_params[drawer] = order.id
        assert not app.run().exception
        assert "图片文件现在读不到" in texts(app)
        del app.query_params[drawer]


def test_a_top_up_that_core_refuses_is_told(app: AppTest, app_studio: Studio) -> None:
    """A refusal of core is a message in Chinese on whichever page, and no crash."""
    with app_studio.database.write() as tx:
        gone = User(id="gone", name="走了", is_member=True, created_at=0).model_dump()
        tx.execute(insert(User).values(gone))
    app.query_params["me"] = "gone"
    app.run()
    with app_studio.database.write() as tx:
        tx.execute(delete(User).where(col(User.id) == "gone"))
    button(app, "补充代币").click().run()
    assert any("找不到这个身份" in toast.value for toast in app.toast)
    assert not app.exception


@pytest.mark.parametrize("page", ["gallery.py", "ledger.py"])
def test_every_choice_that_takes_typing_filters(
    app: AppTest, app_studio: Studio, page: str
) -> None:
    """No selectbox takes letters and shows all options as before."""
    workers.current().submit(DEMO_MEMBER, form("k"))
    ended(app_studio, DEMO_MEMBER)
    app.switch_page(page).run()
    boxes = app.selectbox
    assert len(boxes) >= 3
    known = boxes[0].proto.DESCRIPTOR.fields_by_name["filter_mode"].enum_type.values_by_number
    assert {known[box.proto.filter_mode].name for box in boxes} == {"FILTER_MODE_CONTAINS"}


def test_too_many_open_orders_are_refused_until_some_have_ended(
    app: AppTest, app_studio: Studio
) -> None:
    """The refusal names limit and open orders, and goes when fewer are open than it says."""
    provider_of(app_studio).queue(*[Turnstile()] * 20)
    placed = [
        order
        for number in range(5)
        for order in workers.current().submit(DEMO_MEMBER, form(f"k{number}", CHEAP, pictures=4))
    ]
    app.run()
    choose(app, CHEAP)
    button(app, "生成图片").click().run()
    assert "进行中的订单最多 20 个，现在已有 20 个，这次又要 1 个。" in texts(app)
    workers.current().cancel(DEMO_MEMBER, placed[-1].id)
    app.run()
    assert "进行中的订单最多" not in texts(app)


# -------------------------------------------------------------------------------- the list of it


def test_every_field_of_an_order_has_its_input() -> None:
    """A choice that the gate knows and no input carries would be lost by 再来一张 and 重置."""
    named = {each.field for each in inputs.INPUTS} - {""}
    assert named | {"key", "makers", "reference", "reference_name"} == {
        field.name for field in fields(OrderForm)
    }


def test_a_seed_of_zero_is_a_seed(app: AppTest, app_studio: Studio) -> None:
    """A fixed seed is ordered as it stands, also the one that Python takes for nothing."""
    choose(app, OPEN)
    app.toggle(key="fix_seed").set_value(True).run()
    app.number_input(key="seed").set_value(0).run()
    button(app, "生成图片").click().run()
    assert [order.seed for order in ended(app_studio, DEMO_MEMBER)] == [0]
