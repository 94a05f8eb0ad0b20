"""What the pages show of the picture service: its choices, its state, and what an order asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from driver import button, choose_model, drawer, ended, figure, models, open_app, texts
from fake_service import BIG, REWRITING, REWRITTEN, SMALL, FakeService, SecondProvider
from fakes import MEMBERS, OPEN, PROMPT_TEXT, FakeProvider, form, never
from sqlalchemy import update
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from core.errors import GenerationFailed, StudioError
from core.faults import ProviderFault as Fault
from core.orders import endings, generation, submission
from core.orders.specs import Maker
from core.people.people import DEMO_MEMBER
from core.providers.contract import TokenPrices, Usage
from core.studio import Studio
from core.tables import Generation, User
from pages.parts.order_form import makers
from pages.parts.order_form.form import ERROR as FORM_ERROR

BADGE = "图片服务：fake"

Serve = Callable[..., Studio]


@pytest.fixture
def service() -> FakeService:
    """Return a service that can do everything."""
    return FakeService()


@pytest.fixture
def served(serve: Serve, service: FakeService) -> Studio:
    """Return the current studio, with that service."""
    return serve(service)


@pytest.fixture
def app(served: Studio) -> AppTest:
    """Open the app with that service as the demo member, an open prompt chosen."""
    return opened()


def opened(page: str = "generate.py", **address: str) -> AppTest:
    """Open a page; on 生成 an open prompt is chosen."""
    return open_app(page, prompt=OPEN, **address)


def keys(app: AppTest) -> set[str | None]:
    """Return the keys of every input on the page."""
    kinds = ("selectbox", "pills", "segmented_control", "button_group", "toggle", "checkbox")
    return {element.key for kind in kinds for element in app.get(kind)}


def plainly(words: str) -> str:
    """Return words as a reader sees them, without Markdown's backslashes."""
    return words.replace("\\", "")


def table(node: Any) -> dict[str, list[str]]:
    """Return the first table's columns."""
    return {name: list(column) for name, column in node.get("table")[0].value.items()}


def ordered(app: AppTest, studio: Studio) -> Generation:
    """Click 生成图片 and return the new order when it has ended."""
    before = ended(studio)
    button(app, "生成图片").click().run()
    assert not app.exception
    assert FORM_ERROR not in app.session_state, app.session_state[FORM_ERROR]
    after = ended(studio)
    app.run()
    assert len(after) == len(before) + 1
    return after[0]


def made(studio: Studio, prompt_id: str = OPEN, **more: Any) -> Generation:
    """Order one picture past the pages, and carry it to its end."""
    (order,) = submission.submit(studio, DEMO_MEMBER, form("k", prompt_id, **more))
    with suppress(StudioError):  # the order keeps it
        generation.run(studio, order.id, never())
    return order


def test_one_model_of_one_size_is_no_choice(serve: Serve) -> None:
    """A plain service shows formats and nothing else to choose."""
    serve(FakeProvider())
    shown = keys(opened())
    assert "ratio" in shown
    assert shown.isdisjoint({"compare_models", "size", "quality", "enhance"})


def test_several_models_are_a_choice(app: AppTest) -> None:
    """Each model is offered by its name; the first is chosen, with its own formats and sizes."""
    assert models(app) == {BIG.label: True, SMALL.label: False}
    assert app.pills(key="ratio").options == list(BIG.aspect_ratios)
    assert app.segmented_control(key="size").options == list(BIG.sizes)
    assert "各种尺寸消耗的代币相同。" in texts(app)


def test_another_models_choices_fall_back(
    app: AppTest, served: Studio, service: FakeService
) -> None:
    """What the new model does not offer gives way to its first, and the order is taken."""
    app.pills(key="ratio").set_value("4:1").run()
    app.segmented_control(key="size").set_value("2K").run()
    choose_model(app, SMALL.label)
    assert app.pills(key="ratio").options == list(SMALL.aspect_ratios)
    assert app.pills(key="ratio").value == "1:1"
    assert "size" not in keys(app)
    order = ordered(app, served)
    assert (order.status, order.model) == ("settled", SMALL.id)
    assert (order.aspect_ratio, order.size) == ("1:1", "1K")
    assert [asked.model for asked in service.requests] == [SMALL.id]


def test_a_choice_that_both_models_offer_stays(app: AppTest) -> None:
    """A format survives the change of model, even where a list becomes buttons."""
    app.pills(key="ratio").set_value("16:9").run()
    choose_model(app, SMALL.label)
    assert app.pills(key="ratio").value == "16:9"
    choose_model(app, BIG.label)
    assert app.pills(key="ratio").value == "16:9"


def test_a_model_no_longer_offered_falls_back(app: AppTest, served: Studio) -> None:
    """An earlier order of a model that is gone fills the form with the first one."""
    order = made(served)
    with served.database.write() as tx:
        tx.execute(update(Generation).values(model="gone", aspect_ratio="7:7", size="8K"))
    gallery = opened("gallery.py", picture=order.id)
    button(drawer(gallery), "用同样参数再生成").click().run()
    assert not gallery.exception
    again = ordered(gallery, served)
    assert (again.status, again.model, again.aspect_ratio) == ("settled", BIG.id, "1:1")


def test_rewriting_is_offered_by_a_rewriter(
    app: AppTest, served: Studio, service: FakeService
) -> None:
    """润色提示词 is a switch, off at first; switched on, the rewritten text is what is sent."""
    assert app.toggle(key="enhance").label == "润色提示词"
    assert app.toggle(key="enhance").value is False
    app.toggle(key="enhance").set_value(True).run()
    order = ordered(app, served)
    assert order.enhance
    assert service.requests[0].text == order.sent_text == REWRITTEN


def test_rewriting_left_over_from_another_service_is_not_ordered(serve: Serve) -> None:
    """An order that was rewritten can be repeated with a service that cannot rewrite."""
    studio = serve(FakeProvider())
    order = made(studio)
    with studio.database.write() as tx:
        tx.execute(update(Generation).values(enhance=True, model="fake-big"))
    app = opened("gallery.py", picture=order.id)
    button(drawer(app), "用同样参数再生成").click().run()
    assert "enhance" not in keys(app)
    assert not ordered(app, studio).enhance


def test_the_tokens_are_the_prompts_alone(app: AppTest, served: Studio) -> None:
    """No model, size or rewriting changes the announced or the charged tokens."""
    app.segmented_control(key="size").set_value("2K").run()
    app.toggle(key="enhance").set_value(True).run()
    assert figure(app, "预计消耗") == "5 代币"
    assert ordered(app, served).cost == 5
    assert figure(app, "余额") == "95"
    choose_model(app, SMALL.label)
    assert figure(app, "预计消耗") == "5 代币"


def test_reset_takes_the_choices_back(app: AppTest) -> None:
    """重置 brings back the first model with its first format and size, and no rewriting."""
    choose_model(app, SMALL.label)
    app.pills(key="ratio").set_value("16:9").run()
    app.toggle(key="enhance").set_value(True).run()
    button(app, "重置").click().run()
    assert models(app) == {BIG.label: True, SMALL.label: False}
    assert app.pills(key="ratio").value == "1:1"
    assert app.segmented_control(key="size").value == "1K"
    assert app.toggle(key="enhance").value is False


# ------------------------------------------------------------------------ several services


@pytest.fixture
def two(serve: Serve, service: FakeService) -> Studio:
    """Return the current studio, with two services."""
    return serve(service, SecondProvider())


def test_one_service_is_no_choice(app: AppTest) -> None:
    """With one service nothing asks which, and the sidebar names it alone."""
    assert "Second" not in models(app)
    assert [b.label for b in app.button if b.label.startswith("图片服务")] == [BADGE]


def test_several_services_are_a_choice(two: Studio, service: FakeService) -> None:
    """The chosen service makes the picture, with a model, format and size of its own."""
    app = opened()
    assert models(app) == {BIG.label: True, SMALL.label: False, "Second": False}
    choose_model(app, "Second")
    assert not app.exception
    assert app.pills(key="ratio").options == ["1:1", "5:7"]
    order = ordered(app, two)
    assert (order.status, order.provider, order.model) == ("settled", "second", "second-1")
    assert (order.size, service.requests) == ("S", [])
    choose_model(app, SMALL.label)
    assert ordered(app, two).provider == "fake"


def test_the_same_again_is_made_by_the_same_service(two: Studio) -> None:
    """再来一张 and 用同样参数再生成 ask the order's own service, not the default one."""
    order = made(two, service="second", size="L")
    app = opened()
    button(app, "再来一张").click().run()
    again = ended(two)[0]
    assert (again.id != order.id, again.provider, again.size) == (True, "second", "L")
    gallery = opened("gallery.py", picture=order.id)
    button(drawer(gallery), "用同样参数再生成").click().run()
    assert gallery.session_state[makers.CHOSEN] == (Maker("second", "second-1"),)
    assert ordered(gallery, two).provider == "second"


def test_an_order_of_a_service_that_is_gone_can_be_repeated(serve: Serve) -> None:
    """Its facts still name its service and model; the form falls back to the default service."""
    studio = serve(SecondProvider())
    order = made(studio)
    with studio.database.write() as tx:
        tx.execute(update(Generation).values(provider="gone", model="gone-1"))
    told = facts_of(order)
    assert ":gray[图片服务]　gone" in told
    assert ":gray[模型]　gone-1" in told
    gallery = opened("gallery.py", picture=order.id)
    button(drawer(gallery), "用同样参数再生成").click().run()
    assert ordered(gallery, studio).provider == "second"


# ----------------------------------------------------- what an order asked and was answered


def facts_of(order: Generation) -> str:
    """Return what 图库 shows of an order in its drawer."""
    app = opened("gallery.py", picture=order.id)
    assert not app.exception
    return plainly(texts(drawer(app)))


def life_of(order: Generation) -> str:
    """Return what 账本 shows of an order's life."""
    app = opened("ledger.py", order=order.id)
    assert not app.exception
    rows = table(drawer(app))
    pairs = [f":gray[{name}]　{fact}" for name, fact in zip(*rows.values(), strict=True)]
    return plainly("\n".join([texts(drawer(app)), *pairs]))


@pytest.mark.parametrize("shown", [facts_of, life_of])
def test_an_orders_facts(shown: Callable[[Generation], str], served: Studio) -> None:
    """The gallery's drawer and the order's life show model, usage, cost, and every text."""
    told = shown(made(served, wish="清晨", enhance=True))
    for fact in (
        ":gray[模型]　Big · 标准",
        ":gray[尺寸]　1K",
        ":gray[实际模型版本]　fake-big-001",
        ":gray[结束原因]　正常完成",
        ":gray[用量]　1,141 词元（文字输入 21、图片输出 1,120）",
        ":gray[润色]　Writer",
        ":gray[估计成本]　0.03378 美元",
    ):
        assert fact in told
    for text in (PROMPT_TEXT, REWRITTEN, "Here it is."):
        assert text in told


def test_an_unknown_cost_is_said_to_be_unknown(served: Studio) -> None:
    """A size without a price says 未知 and no number of dollars."""
    told = facts_of(made(served, size="2K"))
    assert ":gray[估计成本]　未知" in told
    assert "美元" not in told


def test_an_unknown_cost_of_the_rewriting_stands_beside_the_known_one(
    served: Studio, service: FakeService
) -> None:
    """A known price and an unknown one do not add up to the known one, and do not hide it."""
    service.rewritings.append(replace(REWRITING, usage=None))
    told = facts_of(made(served, enhance=True))
    assert ":gray[估计成本]　0.0336 美元 + 润色未知（" in told


def test_a_free_picture_costs_nothing(served: Studio) -> None:
    """A price of 0 is known, and shown as 0."""
    assert ":gray[估计成本]　0 美元" in facts_of(made(served, model=SMALL.id))


def test_a_failed_rewriting_is_said(served: Studio, service: FakeService) -> None:
    """The order says that its rewriting failed and why, and that the plain prompt was used."""
    service.rewritings.append(GenerationFailed(Fault.RATE_LIMITED))
    told = life_of(made(served, wish="清晨", enhance=True))
    assert ":gray[润色]　没有成功，已用原提示词继续：图片服务正忙，请求太多。" in told
    assert ":gray[估计成本]　0.0336 美元" in told
    assert f"{PROMPT_TEXT}\n清晨" in told


def test_a_failed_rewriting_is_said_beside_the_picture(
    app: AppTest, served: Studio, service: FakeService
) -> None:
    """On 生成, too, the finished picture says that it was made from the plain prompt."""
    service.rewritings.append(GenerationFailed(Fault.TIMED_OUT))
    app.toggle(key="enhance").set_value(True).run()
    assert ordered(app, served).enhance_error == "timed_out"
    assert "润色没有成功，已用原提示词" in texts(app)


def test_what_a_click_cost_the_operator_is_said_under_more(app: AppTest, served: Studio) -> None:
    """With one model, too, the service's price stands by the result, in its own currency."""
    ordered(app, served)
    (more,) = [each for each in app.expander if each.label == "更多信息"]
    assert ":gray[估计成本]　0.0336 美元" in plainly(more.markdown[0].value)


def test_a_price_that_all_pictures_of_a_click_have_is_each_ones(
    app: AppTest, served: Studio
) -> None:
    """Said once for two, it does not look like the price of both together."""
    app.segmented_control(key="pictures").set_value(2).run()
    button(app, "生成图片").click().run()
    ended(served)
    app.run()
    (more,) = [each for each in app.expander if each.label == "更多信息"]
    assert ":gray[每张估计成本]　0.0336 美元" in plainly(more.markdown[0].value)


def test_a_failed_order_shows_what_was_sent(served: Studio, service: FakeService) -> None:
    """The life of a refused order shows the text that was refused, and what rewriting it cost."""
    service.queue(GenerationFailed(Fault.IMAGE_BLOCKED, service_reason="IMAGE_SAFETY"))
    told = life_of(made(served, enhance=True))
    assert REWRITTEN in told
    assert "生成的图片被图片服务的安全规则拦截。（原因：图片内容安全）没有扣除任何代币。" in told
    assert "估计成本]　0.00018 美元" in told


def test_a_refusal_that_was_billed_shows_its_cost(served: Studio, service: FakeService) -> None:
    """What was billed for a picture that nobody got is shown like any other cost."""
    prices = TokenPrices(text_in=Decimal(5), picture_out=Decimal(30))
    service.models = (replace(BIG, token_prices=prices),)
    used = Usage(text_in=100, picture_out=1000)
    service.queue(GenerationFailed(Fault.IMAGE_BLOCKED, usage=used))
    told = life_of(made(served))
    assert ":gray[估计成本]　0.0305 美元" in told
    assert ":gray[用量]　文字输入 100、图片输出 1,000 词元" in told


def test_an_order_taken_back_says_nothing_of_a_rewriting(served: Studio) -> None:
    """An order that ended before its rewriting began does not look as if that went on."""
    (order,) = submission.submit(served, DEMO_MEMBER, form("k", enhance=True))
    assert "尚未完成" in life_of(order)
    endings.cancel(served, DEMO_MEMBER, order.id)
    assert ":gray[润色]" not in life_of(order)


@pytest.mark.parametrize("shown", [facts_of, life_of])
def test_membership_lost_hides_texts_and_no_facts(
    shown: Callable[[Generation], str], served: Studio
) -> None:
    """Who is no member any more reads the same facts and costs, and none of the texts."""
    order = made(served, MEMBERS, enhance=True)
    with served.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == DEMO_MEMBER).values(is_member=False))
    told = shown(order)
    assert ":gray[润色]　Writer" in told
    assert ":gray[估计成本]　0.03378 美元" in told
    for text in ("a dragon for members", REWRITTEN, "Here it is."):
        assert text not in told
