"""生成 and the frame around it, through the frame as a browser's session runs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from driver import button, choose, ended, figure, open_app, texts
from fakes import CHEAP, MEMBERS, OPEN, PROMPT_TEXT, FakeSeconds, png, provider_of
from streamlit.testing.v1 import AppTest

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.library import prompts, samples, seed
from core.orders.pool import workers
from core.people import people
from core.people.people import DEMO_MEMBER
from core.settings import LIBRARY_FILE
from core.studio import Studio, use
from pages.parts import click_keys
from pages.parts.generate.samples import place_of


@pytest.fixture
def seconds() -> FakeSeconds:
    """Return the clock that tells a double click from a later one: a slow machine moves it not."""
    return FakeSeconds()


@pytest.fixture
def app_studio(sqlite_studio: Studio, seconds: FakeSeconds) -> Iterator[Studio]:
    """Make a studio with a clock of the test's own the current one."""
    studio = replace(sqlite_studio, monotonic=seconds)
    with use(studio):
        yield studio
        workers.stop()


@pytest.fixture
def app(app_studio: Studio) -> AppTest:
    """Open the app as the demo member."""
    return open_app()


def test_no_page_is_broken(app: AppTest) -> None:
    """Each page opens without an exception."""
    for page in ("gallery.py", "ledger.py", "generate.py"):
        assert not app.switch_page(page).run().exception


def test_a_picture(app: AppTest, app_studio: Studio) -> None:
    """One click orders what the form says, and the charge is the announced one."""
    choose(app, OPEN)
    assert figure(app, "预计消耗") == "5 代币"
    assert figure(app, "生成后余额") == "95 代币"
    app.text_area(key="wish").set_value("清晨").run()
    button(app, "生成图片").click().run()
    ended(app_studio)
    app.run()
    (order,) = ended(app_studio)
    assert (order.wish, order.status, order.cost) == ("清晨", "settled", 5)
    assert figure(app, "余额") == "95"
    assert "扣除 5 代币" in texts(app)
    assert not app.exception


def test_several_pictures(app: AppTest, app_studio: Studio) -> None:
    """Three pictures are three orders, each with a seed of its own."""
    choose(app, OPEN)
    app.segmented_control(key="pictures").set_value(3).run()
    button(app, "生成图片").click().run()
    ended(app_studio)
    assert len({order.seed for order in ended(app_studio)}) == 3


def test_a_double_click_is_one_order(app: AppTest, app_studio: Studio) -> None:
    """The button's second click on the same form orders nothing, even after the end."""
    choose(app, OPEN)
    button(app, "生成图片").click().run()
    ended(app_studio)
    app.run()
    button(app, "生成图片").click().run()
    ended(app_studio)
    assert len(ended(app_studio)) == 1


def test_a_later_click_is_a_new_order(
    app: AppTest, app_studio: Studio, seconds: FakeSeconds
) -> None:
    """Once its end was shown and the moment of a double click is over, the form orders again."""
    choose(app, OPEN)
    button(app, "生成图片").click().run()
    ended(app_studio)
    app.run()
    seconds.advance(click_keys.DOUBLE_CLICK_S + 0.1)
    button(app, "生成图片").click().run()
    ended(app_studio)
    assert len(ended(app_studio)) == 2


def test_top_up_once(app: AppTest) -> None:
    """Two clicks close together on 补充代币 grant 100 tokens once."""
    button(app, "补充代币").click().run()
    button(app, "补充代币").click().run()
    assert figure(app, "余额") == "200"


def test_again(app: AppTest, app_studio: Studio) -> None:
    """再来一张 orders the same with a new seed, once for a double click."""
    choose(app, OPEN)
    button(app, "生成图片").click().run()
    ended(app_studio)
    app.run()
    button(app, "再来一张").click().run()
    ended(app_studio)
    first = ended(app_studio)[-1]
    app.run()
    app.button(key=f"again_{first.id}").click().run()
    ended(app_studio)
    orders = ended(app_studio)
    assert len(orders) == 2
    assert orders[0].seed != orders[1].seed
    assert orders[0].prompt_id == orders[1].prompt_id


def test_a_failure_is_free_and_explained(app: AppTest, app_studio: Studio) -> None:
    """A provider's failure shows its reason and that nothing was charged."""
    provider_of(app_studio).queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED))
    choose(app, OPEN)
    button(app, "生成图片").click().run()
    ended(app_studio)
    app.run()
    assert "安全规则" in texts(app)
    assert "没有扣除任何代币" in texts(app)
    assert figure(app, "余额") == "100"


def test_not_enough_tokens(app: AppTest, app_studio: Studio) -> None:
    """Without enough tokens the button is off and the page says how to get more."""
    poor = people.create(
        app_studio.database, "poor", "穷", is_member=True, opening=3, now=app_studio.now()
    )
    app.query_params["me"] = poor.id
    app.run()
    choose(app, OPEN)
    assert button(app, "生成图片").disabled
    assert "补充代币" in texts(app)
    button(app, "补充代币").click().run()
    assert not button(app, "生成图片").disabled


def test_locked_prompts(app: AppTest) -> None:
    """Somebody who is not a member sees a locked card and never its text."""
    app.selectbox(key="identity").set_value(people.DEMO_USER).run()
    assert app.button(key=f"choose_{MEMBERS}").disabled
    app.query_params["prompt"] = MEMBERS
    app.run()
    assert "a dragon for members" not in texts(app)
    assert button(app, "生成图片").disabled


def test_an_open_prompt_can_be_read(app: AppTest) -> None:
    """The chosen prompt's text is there for those who may read it."""
    choose(app, OPEN)
    assert PROMPT_TEXT in texts(app)


def test_filters(app: AppTest) -> None:
    """Category and words narrow the cards."""
    app.text_input(key="prompt_words").set_value("石子").run()
    shown = {b.key for b in app.button if (b.key or "").startswith("choose_")}
    assert shown == {f"choose_{CHEAP}"}


def test_reset(app: AppTest) -> None:
    """重置 empties every input of the form."""
    choose(app, OPEN)
    app.text_area(key="wish").set_value("清晨").run()
    app.pills(key="ratio").set_value("16:9").run()
    app.segmented_control(key="pictures").set_value(2).run()
    app.toggle(key="fix_seed").set_value(True).run()
    button(app, "重置").click().run()
    assert app.text_area(key="wish").value == ""
    assert app.pills(key="ratio").value == "1:1"
    assert app.segmented_control(key="pictures").value == 1
    assert app.toggle(key="fix_seed").value is False
    assert figure(app, "预计消耗") == "—"


def test_a_reference_survives_navigation(app: AppTest, app_studio: Studio) -> None:
    """A checked reference stays with the form on other pages, and goes with the order."""
    choose(app, OPEN)
    app.file_uploader[0].set_value(("猫.png", png(), "image/png")).run()
    app.switch_page("gallery.py").run()
    app.switch_page("generate.py").run()
    assert "猫.png" in texts(app)
    button(app, "生成图片").click().run()
    ended(app_studio)
    assert ended(app_studio)[0].reference
    assert provider_of(app_studio).requests[0].reference is not None


def test_a_bad_upload_is_refused(app: AppTest) -> None:
    """A file that is no picture is refused in Chinese and nothing else changes."""
    choose(app, OPEN)
    app.file_uploader[0].set_value(("a.png", b"no picture at all", "image/png")).run()
    assert "不是图片" in texts(app)
    assert figure(app, "预计消耗") == "5 代币"


def test_an_unknown_identity(app_studio: Studio) -> None:
    """An address with an unknown person says so and goes on as the demo member."""
    app = open_app(me="nobody")
    assert "找不到这个身份" in texts(app)
    assert app.selectbox(key="identity").value == people.DEMO_MEMBER


def test_another_persons_order_is_unknown(app: AppTest, app_studio: Studio) -> None:
    """An order of another identity is answered as unknown, with the hint to switch."""
    choose(app, OPEN)
    button(app, "生成图片").click().run()
    ended(app_studio)
    (order,) = ended(app_studio)
    app.selectbox(key="identity").set_value(people.DEMO_USER).run()
    app.query_params["order"] = order.id
    app.run()
    assert "找不到这个订单" in texts(app)
    assert not [b for b in app.button if b.label == "再来一张"]


# ----------------------------------------------------------------------------- samples, the library


def images(app: AppTest) -> list[str]:
    return [image.proto.imgs[0].url for image in app.get("image")]


def with_samples(studio: Studio) -> dict[str, str]:
    """Give the real library to the studio, whose samples ship; return their addresses by prompt."""
    seed.load_library(studio.database, LIBRARY_FILE, now=studio.now())
    return samples.addresses()


def test_each_card_shows_its_prompts_sample(app_studio: Studio) -> None:
    """Every prompt of the library is seen by its shipped sample, before anything is ordered."""
    addresses = with_samples(app_studio)
    shown = images(open_app())
    assert len(addresses) == 9
    for address in addresses.values():
        assert any(one.endswith(address) for one in shown), address


def test_a_prompt_without_a_sample_is_a_card_too(app: AppTest) -> None:
    """The test library has no samples: each card says so, and nothing is suggested.

    Its category stands where a picture would, and who hears the page is told what is missing.
    """
    assert images(app) == []
    places = [each.proto.body for each in app.get("html") if "no-sample" in each.proto.body]
    assert len(places) == len([b for b in app.button if str(b.key).startswith("choose_")])
    (lighthouse,) = (place for place in places if "灯塔" in place)
    assert 'role="img" aria-label="灯塔还没有样张"' in lighthouse
    assert re.findall(r">([^<>]+)<", lighthouse) == ["自然", "还没有样张"]
    assert app.button(key=f"choose_{OPEN}")
    assert not [b for b in app.button if b.label == "试试这个"]


def test_words_in_a_samples_place_stay_words(app_studio: Studio) -> None:
    """A category or a title that looks like HTML is shown as it was typed, and nothing more."""
    (first, *_) = prompts.cards(app_studio.database, people.find(app_studio.database, DEMO_MEMBER))
    place = place_of(replace(first, category="<b>粗</b>", title='a" onload="x'))
    assert "&lt;b&gt;粗&lt;/b&gt;" in place
    assert 'a" onload' not in place


def test_a_suggestion_chooses_and_orders_nothing(app_studio: Studio) -> None:
    """Three prompts that one may use are suggested until there is a result; one click chooses."""
    with_samples(app_studio)
    app = open_app(me=people.DEMO_USER)
    offered = [str(b.key).removeprefix("try_") for b in app.button if b.label == "试试这个"]
    assert len(offered) == 3
    assert not [name for name in offered if app.button(key=f"choose_{name}").disabled]
    button(app, "试试这个").click().run()
    assert app.query_params["prompt"] == offered[0]
    assert ended(app_studio, people.DEMO_USER) == []
    button(app, "生成图片").click().run()
    ended(app_studio, people.DEMO_USER)
    app.run()
    assert not [b for b in app.button if b.label == "试试这个"]


def test_the_library_folds_after_a_choice(app: AppTest) -> None:
    """换一个提示词 is offered once something is chosen, and unfolds the library until the next."""

    def folded() -> bool:
        return any(b.label == "换一个提示词" for b in app.button)

    assert not folded()
    choose(app, OPEN)
    assert folded()
    button(app, "换一个提示词").click().run()
    assert not folded()
    choose(app, CHEAP)
    assert folded()
    button(app, "重置").click().run()
    assert not folded()
