"""Several models for one click: what they share is offered, and each makes its own orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from driver import button, choose_model, drawer, ended, figure, models, open_app, texts
from fake_service import BIG, SMALL, FakeService, SecondProvider
from fakes import OPEN, FakeProvider, Turnstile, form, make_studio, never, png
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from core.audit import audit
from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.orders import generation, submission
from core.orders.pool import workers
from core.people.people import DEMO_MEMBER
from core.pictures import references, uploads
from core.providers.contract import CNY, USUAL_STRENGTH, Model
from core.studio import Studio, use
from core.tables import Generation
from pages.parts.order_form import makers, reference

FINE = Model(
    "fine-1",
    "Fine",
    ("1:1", "16:9", "5:7"),
    sizes=("2K",),
    references=1,
    has_strength=True,
    keeps_reference_format=True,
    qualities=("medium", "low", "high"),
    currency=CNY,
    prices={"2K": Decimal("0.25")},
    note="只认英文提示词。",
)


class FineProvider(FakeProvider):
    """A service that can be told a quality and how far to go from a reference."""

    name = "fine"
    models: tuple[Model, ...] = (FINE,)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Studio]:
    """Return the current studio with three services and four models."""
    with ExitStack() as ends:
        studio = make_studio(
            "", tmp_path / "data", FakeService(), also=(SecondProvider(), FineProvider())
        )
        ends.callback(studio.database.dispose)
        ends.enter_context(use(studio))
        ends.callback(workers.stop)
        yield studio


@pytest.fixture
def app(here: Studio) -> AppTest:
    """Open 生成 with an open prompt chosen."""
    return open_app(prompt=OPEN)


def compare(app: AppTest, *labels: str) -> None:
    """Switch comparing on, and take these models in beside the first."""
    models(app)
    app.toggle(key=makers.COMPARE).set_value(True).run()
    for label in labels:
        choose_model(app, label)
    assert not app.exception


def plainly(app: AppTest) -> str:
    """Return what can be read, without Markdown's backslashes."""
    return texts(app).replace("\\", "")


def order_all(app: AppTest, studio: Studio) -> list[Generation]:
    """Click 生成图片; return the orders in the order of their placing, once all have ended."""
    button(app, "生成图片").click().run()
    orders = ended(studio)
    app.run()
    assert not app.exception
    return sorted(orders, key=lambda order: order.created_at)


def refer(app: AppTest, studio: Studio) -> None:
    """Give the form a reference picture by its address."""
    kept = references.keep(studio, DEMO_MEMBER, uploads.check_reference(png()), "我的照片.png")
    app.session_state[reference.CHOSEN] = reference.Chosen(DEMO_MEMBER, kept.name, kept.file_name)
    app.run()


def test_one_model_is_the_default_and_gives_way_to_another(app: AppTest) -> None:
    """Without comparing, whoever chooses a model has that one alone."""
    assert models(app) == {BIG.label: True, SMALL.label: False, "Second": False, "Fine": False}
    choose_model(app, "Fine")
    assert models(app) == {BIG.label: False, SMALL.label: False, "Second": False, "Fine": True}
    choose_model(app, "Fine")
    assert models(app)["Fine"], "the only one can't be left out"
    assert figure(app, "预计消耗") == "5 代币"


def test_each_model_makes_its_pictures(app: AppTest, here: Studio) -> None:
    """Two pictures of two models are four orders: the pairs of one number share their seed."""
    compare(app, "Second")
    app.segmented_control(key="pictures").set_value(2).run()
    assert figure(app, "预计消耗") == "20 代币"
    orders = order_all(app, here)
    assert [order.provider for order in orders] == ["fake", "second", "fake", "second"]
    assert len({order.placed_by for order in orders}) == 1
    seeds = [order.seed for order in orders]
    assert seeds[0] == seeds[1] != seeds[2] == seeds[3]
    assert figure(app, "余额") == "80"
    assert audit(here.database).clean


def rows(node: Any) -> Iterator[list[str]]:
    """Yield which models' results stand in each grid, in their order."""
    places = [each for each in node.children.values() if isinstance(each, Block)]
    named = [re.findall(r":small\[\*\*(.+?)\*\*", texts(place)) for place in places]
    if places and all(len(names) == 1 for names in named):
        yield [name for names in named for name in names]
        return
    for place in places:
        yield from rows(place)


def test_pictures_of_one_number_stand_in_one_row(app: AppTest, here: Studio) -> None:
    """Two pictures of three models are two grids: in no window does another number come between."""
    compare(app, "Second", "Fine")
    app.segmented_control(key="pictures").set_value(2).run()
    order_all(app, here)
    (row, other) = [found for found in rows(app.main) if len(found) > 1]
    assert [name.replace("\\", "") for name in row] == [BIG.label, "Second", "Fine"]
    assert row == other


def test_a_result_that_is_not_shown_leaves_the_others_in_their_rows(
    app: AppTest, here: Studio
) -> None:
    """The first of four stands elsewhere: its number's other one keeps a row of its own."""
    compare(app, "Second")
    app.segmented_control(key="pictures").set_value(2).run()
    first, *_ = order_all(app, here)
    app.query_params["order"] = first.id
    app.run()
    shown = [[name.replace("\\", "") for name in row] for row in rows(app.main) if row]
    assert ["Second"] in shown
    assert [BIG.label, "Second"] in shown


def test_results_say_who_made_them(app: AppTest, here: Studio) -> None:
    """Each result has its model, service and price beside it; 2K of the first has no known one."""
    compare(app, "Fine")
    order_all(app, here)
    said = plainly(app)
    assert f"**{BIG.label}**" in said
    assert "**Fine**" in said
    assert "fake　价格未知" in said
    assert "fine　0.25 元" in said
    assert len(re.findall(r"\d 秒　5 代币", said)) == 2


def test_a_failure_stands_in_its_place(app: AppTest, here: Studio) -> None:
    """One model's refusal costs nothing and holds nobody up: the others are charged."""
    second = here.services["second"]
    assert isinstance(second, SecondProvider)
    second.queue(GenerationFailed(ProviderFault.IMAGE_BLOCKED))
    compare(app, "Second", "Fine")
    orders = order_all(app, here)
    assert [order.status for order in orders] == ["settled", "released", "settled"]
    assert figure(app, "余额") == "90"
    (error,) = app.error
    assert "生成的图片被图片服务的安全规则拦截" in error.value
    assert "没有扣除任何代币" in error.value
    button(app, "再试一次").click().run()
    assert [order.provider for order in ended(here)[:1]] == ["second"]


def refuse(studio: Studio, *services: str) -> None:
    """Have these services refuse their next pictures, one for each time that they are named."""
    for number, name in enumerate(services):
        provider = studio.services[name]
        assert isinstance(provider, FakeProvider)
        detail = f"Request {number} was blocked."
        provider.queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED, detail=detail))


def test_several_models_failures_of_one_cause_are_one_box(app: AppTest, here: Studio) -> None:
    """What two models refuse for one reason is one box that names them, with one 再试一次."""
    refuse(here, "fake", "second", "fake", "second")
    compare(app, "Second")
    app.segmented_control(key="pictures").set_value(2).run()
    before = order_all(app, here)
    (error,) = app.error
    said = error.value.replace("\\", "")
    assert said.startswith(f"4 张都没有生成（{BIG.label}、Second）。提示词或补充描述被图片服务的")
    assert [each.label for each in app.button if each.label.startswith("再试一次")] == ["再试一次"]
    button(app, "再试一次").click().run()
    button(app, "再试一次").click().run()
    again = ended(here)[:4]
    assert len(ended(here)) == 8, "once for a double click"
    asked = [(order.provider, order.model, order.size) for order in before]
    assert sorted((order.provider, order.model, order.size) for order in again) == sorted(asked)
    app.run()
    assert figure(app, "余额") == "80"


def test_who_failed_of_a_number_keeps_the_place(app: AppTest, here: Studio) -> None:
    """Of three models two fail alike: the third's picture is there, their places say 失败."""
    refuse(here, "second", "fine")
    compare(app, "Second", "Fine")
    order_all(app, here)
    (error,) = app.error
    assert error.value.startswith("2 张没有生成（Second、Fine）。")
    assert [name.replace("\\", "") for row in rows(app.main) for name in row] == [
        BIG.label,
        "Second",
        "Fine",
    ]
    assert [each.value for each in app.caption].count("没有生成") == 2


def test_unequal_failures_are_tried_again_each_by_its_model(app: AppTest, here: Studio) -> None:
    """One of one model and two of another are no one form's: each model has a button that says so.

    Every one of them orders as many as have failed of it.
    """
    refuse(here, "fake", "second", "second")
    compare(app, "Second")
    app.segmented_control(key="pictures").set_value(2).run()
    order_all(app, here)
    assert app.error[0].value.startswith("3 张没有生成")
    tried = [each.label for each in app.button if each.label.startswith("再试一次")]
    assert {label.replace("\\", "") for label in tried} == {
        f"再试一次：{BIG.label}",
        "再试一次：Second",
    }
    button(app, "再试一次：Second").click().run()
    assert [order.provider for order in ended(here)[:2]] == ["second", "second"]
    assert len(ended(here)) == 6


def test_all_are_held_or_none(app: AppTest, here: Studio) -> None:
    """Whoever has tokens for four pictures of eight can't place any of them."""
    compare(app, SMALL.label, "Second", "Fine")
    app.segmented_control(key="pictures").set_value(4).run()
    assert figure(app, "预计消耗") == "80 代币"
    assert len(order_all(app, here)) == 16
    assert figure(app, "余额") == "20"
    app.segmented_control(key="pictures").set_value(2).run()
    assert button(app, "生成图片").disabled
    assert figure(app, "生成后余额") == "—"


def test_more_than_four_are_refused(here: Studio, app: AppTest) -> None:
    """With four chosen a fifth can't be; it says what to do."""
    more = Model("fine-2", "Finer", ("1:1",), references=1)
    here.services["fine"].models = (FINE, more)
    compare(app, SMALL.label, "Second", "Fine")
    assert "Finer" not in models(app)
    assert "已选 4 个，这是一次的上限" in texts(app)
    choose_model(app, "Second")
    assert models(app)["Finer"] is False


def test_switching_comparing_off_leaves_one(app: AppTest) -> None:
    """The first of those that were compared stays."""
    compare(app, "Second")
    app.toggle(key=makers.COMPARE).set_value(False).run()
    assert [label for label, is_chosen in models(app).items() if is_chosen] == [BIG.label]
    assert figure(app, "预计消耗") == "5 代币"


def test_only_what_all_models_have_is_offered(app: AppTest) -> None:
    """Formats and sizes are those of all chosen models, with a word on what was left out."""
    compare(app, "Fine")
    assert app.pills(key="ratio").options == ["1:1", "16:9"]
    assert "没有列出：2:3、3:2、4:1、9:16、21:9、5:7" in texts(app)
    assert "没有列出：1K" in texts(app)


def test_without_a_common_size_each_has_its_own(app: AppTest, here: Studio) -> None:
    """The form says so, and the orders are of each model's first size."""
    compare(app, "Second")
    assert f"各用自己的默认尺寸：{BIG.label} 1K、Second S" in plainly(app)
    assert [order.size for order in order_all(app, here)] == ["1K", "S"]


def test_quality_is_for_models_that_have_one(app: AppTest, here: Studio) -> None:
    """The chosen quality goes to those models alone, and the form says to which."""
    compare(app, "Fine")
    assert "画质只对 Fine 有效" in texts(app)
    app.segmented_control(key="quality").set_value("high").run()
    assert [order.quality for order in order_all(app, here)] == ["", "high"]
    fine = here.services["fine"]
    assert isinstance(fine, FineProvider)
    assert [request.quality for request in fine.requests] == ["high"]


def test_strength_comes_with_a_reference(app: AppTest, here: Studio) -> None:
    """How far to go from a reference is asked where there is one, of models that can be told."""
    compare(app, "Fine")
    assert not app.slider
    refer(app, here)
    assert "参考强度只对 Fine 有效" in texts(app)
    assert "Fine 的画幅由参考图片决定" in texts(app)
    app.slider(key="strength").set_value(30).run()
    assert [order.strength for order in order_all(app, here)] == [None, 30]


def test_a_place_has_the_references_format_where_that_decides(app: AppTest, here: Studio) -> None:
    """Of two models with a reference the one that keeps its format gets a place as the picture is.

    The other's has the chosen format.
    """
    compare(app, "Fine")
    refer(app, here)
    slow = Turnstile()
    for name in ("fake", "fine"):
        provider = here.services[name]
        assert isinstance(provider, FakeProvider)
        provider.queue(slow)
    button(app, "生成图片").click().run()
    app.run()
    shown = [each.proto.body for each in app.get("html") if "picture-to-come" in each.proto.body]
    assert len(shown) == 2
    assert 'canvas width="1" height="1"' in shown[0]
    assert re.search(r'<img src="http://[^"]+/img/reference/[^"]+" alt="">', shown[1])
    slow.open()
    ended(here)


def test_who_takes_no_reference_is_greyed_out(app: AppTest, here: Studio) -> None:
    """While a reference is set, such a model can't be chosen, and says why."""
    refer(app, here)
    assert set(models(app)) == {BIG.label, "Fine"}
    assert "不接受参考图片；移除参考图片后可以选择。" in texts(app)


def test_a_reference_that_a_chosen_model_refuses_is_said_before_a_click(
    app: AppTest, here: Studio
) -> None:
    """A reference that comes later keeps the button from ordering, and loses nothing."""
    choose_model(app, "Second")
    refer(app, here)
    assert button(app, "生成图片").disabled
    assert "所选模型里有不接受参考图片的" in texts(app)
    choose_model(app, "Fine")
    assert not button(app, "生成图片").disabled


def test_a_seed_without_effect_is_said(app: AppTest) -> None:
    """A fixed seed says for which models it does nothing."""
    compare(app, "Fine")
    app.toggle(key="fix_seed").set_value(True).run()
    assert "种子无效：Fine 不使用种子" in texts(app)


def test_a_models_note_stands_beside_it(app: AppTest) -> None:
    """What people should know of a model is in its box's help, and below it once it is chosen."""
    models(app)
    (box,) = (box for box in app.checkbox if box.label.startswith("Fine"))
    assert box.help == "只认英文提示词。"
    choose_model(app, "Fine")
    assert "只认英文提示词。" in texts(app)


def test_a_version_is_tried_by_one_model(app: AppTest, here: Studio) -> None:
    """试一张 costs what it says: the first of the models that are compared makes it."""
    compare(app, SMALL.label, "Second", "Fine")
    app.query_params["versions"] = OPEN
    app.run()
    button(drawer(app), "试一张（5 代币）").click().run()
    assert [order.model for order in ended(here)] == [BIG.id]


@pytest.mark.parametrize(
    ("gone", "said"), [("service", "没有这个图片服务"), ("model", "没有这个模型")]
)
def test_nobody_else_makes_it_again(here: Studio, gone: str, said: str) -> None:
    """再来一张 of who is not offered any more is closed, and says why: nobody takes their place."""
    (order,) = submission.submit(here, DEMO_MEMBER, form("k", service="second", size="S"))
    generation.run(here, order.id, never())
    if gone == "service":
        studio = replace(here, services={"fake": here.services["fake"]})
    else:
        here.services["second"].models = (replace(FINE, id="other"),)
        studio = here
    with use(studio):
        app = open_app(prompt=OPEN)
        again = button(app, "再来一张")
        assert again.disabled
        assert said in again.help


def test_the_price_is_of_the_chosen_size(app: AppTest) -> None:
    """A size without a price has none, whatever the first one costs."""
    assert "0.0336 美元" in plainly(app)
    app.segmented_control(key="size").set_value("2K").run()
    assert f"**{BIG.label}**　:gray[未知]" in plainly(app)


def test_no_common_quality_is_said(app: AppTest, here: Studio) -> None:
    """Each model has its own, as with sizes; of a part in common the rest is named."""
    other = replace(FINE, id="fine-2", label="Other", qualities=("standard", "hd"))
    half = replace(FINE, id="fine-3", label="Half", qualities=("low", "high"))
    here.services["fine"].models = (FINE, other, half)
    compare(app, "Fine", "Other")
    assert "各用自己的默认画质：Fine 中、Other 标准" in plainly(app)
    choose_model(app, "Other")
    choose_model(app, "Half")
    assert "只列出所选模型都支持的画质；没有列出：中" in plainly(app)


def test_what_nobody_chose_is_kept_as_it_was_sent(here: Studio) -> None:
    """An order without a quality or strength has its model's own, in its row and its request."""
    kept = references.keep(here, DEMO_MEMBER, uploads.check_reference(png()), "a.png")
    wish = form("k", service="fine", size="2K", reference=kept.name)
    (order,) = submission.submit(here, DEMO_MEMBER, wish)
    assert (order.quality, order.strength) == ("medium", USUAL_STRENGTH)


def test_rewritten_texts_differ_and_that_is_said(app: AppTest) -> None:
    """Each order is rewritten by itself; who reads the prompt has a name."""
    compare(app, "Fine")
    assert "几个模型收到的文字会不同" not in texts(app)
    app.toggle(key="enhance").set_value(True).run()
    assert "几个模型收到的文字会不同" in texts(app)
    assert "Writer" in app.toggle(key="enhance").help
