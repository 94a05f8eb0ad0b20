"""What 生成 shows of orders placed together, while they are made and when they have ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from driver import button, choose, ended, figure, open_app, texts
from fakes import (
    CHEAP,
    OPEN,
    FakeSeconds,
    Turnstile,
    never,
    place_and_run,
    provider_of,
    wait_until,
)
from fakes import (
    form as order_form,
)
from streamlit.testing.v1 import AppTest

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.orders import generation, submission
from core.orders.pool import workers
from core.orders.views import results
from core.people import people
from core.people.people import DEMO_MEMBER
from core.pictures import trash
from core.providers.calling import Caller
from core.providers.contract import ImageRequest
from core.studio import Studio, use
from core.tables import Generation
from pages.parts import notices
from pages.parts.order_form import form

STEPS = ("验证", "生成", "保存", "完成")
BLOCKED = GenerationFailed(ProviderFault.PROMPT_BLOCKED)
TIMED_OUT = GenerationFailed(ProviderFault.TIMED_OUT)


@pytest.fixture
def rest() -> Turnstile:
    """Return what a call passes through between two tries."""
    return Turnstile()


@pytest.fixture
def app_studio(sqlite_studio: Studio, rest: Turnstile) -> Iterator[Studio]:
    """Make a studio the current one whose calls rest as long as the test wants."""

    async def sleep(_: float) -> None:
        await rest.pass_through()

    caller = Caller(20.0, sleep=sleep)
    with use(replace(sqlite_studio, caller=caller, monotonic=FakeSeconds())) as studio:
        yield studio
        workers.stop()


def order(app: AppTest, pictures: int = 1, prompt_id: str = OPEN) -> None:
    """Choose a prompt and order so many pictures of it."""
    choose(app, prompt_id)
    app.segmented_control(key="pictures").set_value(pictures).run()
    button(app, "生成图片").click().run()


def test_what_is_in_the_bin_is_not_shown(app_studio: Studio) -> None:
    """A trashed picture leaves 最近结果, which says where it is."""
    app = open_app()
    order(app, 2)
    first, second = (order.id for order in ended(app_studio))
    trash.trash(app_studio, DEMO_MEMBER, [first])
    app.run()
    assert labels(app, "再来一张") == ["再来一张"]
    assert "1 张图片在图库的回收站里。" in texts(app)
    trash.trash(app_studio, DEMO_MEMBER, [second])
    app.run()
    assert labels(app, "再来一张") == []
    assert "2 张图片在图库的回收站里。" in texts(app)


def labels(app: AppTest, *among: str) -> list[str]:
    """Return those of the page's buttons that say one of these, in their order."""
    return [each.label for each in app.button if each.label in among]


def status(app: AppTest) -> tuple[str, str, str]:
    """Return the label, the state and the text of the one status that is there."""
    (found,) = app.status
    return found.label, found.state, found.markdown[0].value


def keys(app: AppTest, beginning: str) -> list[str]:
    """Return the keys of the page's buttons that begin so."""
    return [each.key for each in app.button if each.key and each.key.startswith(beginning)]


def test_four_have_one_status_that_counts(app_studio: Studio) -> None:
    """Of four orders each step says how many have passed it; running until all have ended."""
    slow = Turnstile()
    provider_of(app_studio).queue(slow, slow)
    app = open_app()
    order(app, 4)
    slow.wait_for(2)
    made = [each.id for each in ended_of(app_studio, 2)]
    app.run()
    label, state, steps = status(app)
    assert (label, state) == ("生成进度", "running")
    for name, passed in zip(STEPS, (4, 2, 2, 2), strict=True):
        assert f"{name}　{passed}/4" in steps
    assert sorted(keys(app, "again_")) == sorted(f"again_{each}" for each in made)
    assert labels(app, "取消", "全部取消") == ["全部取消", "取消", "取消"]
    assert not [each for each in app.expander if each.label == "更多信息"], "no result yet"
    assert not app.exception, "each picture is there once"
    slow.open()
    ended(app_studio)
    app.run()
    label, state, steps = status(app)
    assert (label, state) == ("生成进度", "complete")
    assert all(f"{name}　4/4" in steps for name in STEPS)
    assert "扣除 20 代币" in texts(app)
    assert not app.exception


def ended_of(studio: Studio, count: int) -> list[Generation]:
    """Return the member's ended orders once there are so many."""
    person = people.find(studio.database, DEMO_MEMBER)

    def those() -> list[Generation]:
        placings = results.last_ended(studio.database, person, orders=9)
        named = [each.id for placing in placings for each in placing]
        read = results.placings_of(studio.database, person, named)
        return [each for placing in read for each in placing.orders]

    wait_until(lambda: len(those()) == count, f"{count} ends")
    return those()


def scrolled(app: AppTest) -> list[str]:
    """Return the keys of the containers that the last run has scrolled to, on windows of any width.

    A library's end is a thousand px below what was ordered.
    """
    scripts = "".join(each.proto.body for each in app.get("html"))
    return re.findall(r'data-key="(\w+)" data-when="all"', scripts)


def test_what_was_ordered_is_brought_into_sight_once(app_studio: Studio) -> None:
    """The run after a click scrolls to what is made, or to its end where that was quicker."""
    slow = Turnstile()
    provider_of(app_studio).queue(slow)
    app = open_app()
    order(app)
    slow.wait_for()
    assert scrolled(app) == ["being_made"]
    assert scrolled(app.run()) == []
    slow.open()
    (made,) = ended(app_studio)
    assert scrolled(app.run()) == []
    app.session_state[form.JUST_PLACED] = True  # as if it had ended before its page was drawn
    assert scrolled(app.run()) == [f"placing_{made.id}"]


def test_one_alone_shows_its_steps(app_studio: Studio) -> None:
    """One order's status has the four steps by name, and after its end they are all there."""
    slow = Turnstile()
    provider_of(app_studio).queue(slow)
    app = open_app()
    order(app)
    slow.wait_for()
    app.run()
    label, state, steps = status(app)
    assert (label, state) == ("生成进度", "running")
    assert all(name in steps for name in STEPS)
    assert "1/1" not in steps
    slow.open()
    ended(app_studio)
    app.run()
    assert status(app)[1] == "complete"
    app.run()
    assert not app.status, "a status sleeps: later runs draw what looks like one"
    (steps_,) = [each for each in app.expander if each.label == "生成进度"]
    assert all(name in steps_.markdown[0].value for name in STEPS)


def plainly(words: str) -> str:
    """Return what can be read, without Markdown's backslashes."""
    return words.replace("\\", "")


def test_failures_of_one_cause_are_one_box(app_studio: Studio) -> None:
    """Four that were refused for one reason, however worded, are one box with one 再试一次."""
    for number in range(4):
        said = f"Request {number} was blocked."
        provider_of(app_studio).queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED, detail=said))
    app = open_app()
    order(app, 4)
    ended(app_studio)
    app.run()
    (box,) = app.error
    assert box.value.startswith("4 张都没有生成。提示词或补充描述被图片服务的安全规则拦截。")
    assert "没有扣除任何代币。" in box.value
    assert re.search(r"服务的说明：Request \d was blocked. 等，各张不同", plainly(box.value))
    assert status(app)[1] == "error"
    assert labels(app, "再试一次", "再来一张") == ["再试一次"]
    button(app, "再试一次").click().run()
    button(app, "再试一次").click().run()
    assert len(ended(app_studio)) == 8, "once for a double click"
    app.run()
    assert figure(app, "余额") == "80"


def test_each_cause_has_its_box_below_the_pictures(app_studio: Studio) -> None:
    """Two pictures, one refused, one too late: two boxes below them, each with a way on."""
    provider_of(app_studio).queue(BLOCKED, TIMED_OUT)
    app = open_app()
    order(app, 4)
    ended(app_studio)
    app.run()
    assert sorted(each.value[:8] for each in app.error) == ["1 张没有生成。"] * 2
    assert labels(app, "再试一次", "再来一张") == ["再来一张"] * 2 + ["再试一次"] * 2
    assert "扣除 10 代币" in texts(app)


def test_retrying_four_needs_the_tokens_of_four(app_studio: Studio) -> None:
    """再试一次 of four is off where the tokens are enough for three."""
    own = people.create(
        app_studio.database, "own", "小林", is_member=True, opening=20, now=app_studio.now()
    )
    provider_of(app_studio).queue(*[BLOCKED] * 4)
    app = open_app(me=own.id)
    order(app, 4)
    ended(app_studio, own.id)
    app.run()
    assert not button(app, "再试一次").disabled
    place_and_run(app_studio, "spent", OPEN, person=own.id)
    app.run()
    assert (figure(app, "可用"), button(app, "再试一次").disabled) == ("15", True)


def test_cancelled_orders_do_not_crowd(app_studio: Studio) -> None:
    """What was cancelled is one box above four pictures, and gone with the next result."""
    for number in range(4):
        place_and_run(app_studio, f"k{number}", CHEAP, person=DEMO_MEMBER)
    slow = Turnstile()
    provider_of(app_studio).queue(*[slow] * 4)
    app = open_app()
    order(app, 4)
    button(app, "全部取消").click().run()
    app.run()
    (box,) = app.info
    assert box.value == "4 张：订单已取消。没有扣除任何代币。需要时可以再次生成。"
    assert labels(app, "再来一张", "再试一次") == ["再来一张"] * 4
    place_and_run(app_studio, "next", CHEAP, person=DEMO_MEMBER)
    app.run()
    assert "订单已取消" not in texts(app)
    assert labels(app, "再来一张") == ["再来一张"] * 4
    slow.open()


def test_older_results_are_folded(app_studio: Studio) -> None:
    """Four pictures are seen at once, older ones when 更早的结果 is opened."""
    placed = [place_and_run(app_studio, f"k{n}", CHEAP, person=DEMO_MEMBER) for n in range(6)]
    newest_first = [f"again_{each.id}" for each in reversed(placed)]
    app = open_app()
    assert keys(app, "again_") == newest_first[:4]
    assert "更早的结果" in [each.label for each in app.expander]
    app.session_state["older_results"] = True
    assert keys(app.run(), "again_") == newest_first
    assert not app.exception


@pytest.mark.parametrize("count", [5, 6])
def test_the_order_of_the_address_is_not_among_the_older_ones_again(
    app_studio: Studio, count: int
) -> None:
    """Where ?order=… names an older one, it stands first and not below 更早的结果."""
    placed = [place_and_run(app_studio, f"k{n}", CHEAP, person=DEMO_MEMBER) for n in range(count)]
    app = open_app(order=placed[0].id)
    app.session_state["older_results"] = True
    assert keys(app.run(), "again_")[0] == f"again_{placed[0].id}"
    assert sorted(keys(app, "again_")) == sorted(f"again_{each.id}" for each in placed)
    assert ("更早的结果" in [each.label for each in app.expander]) is (count == 6), "never empty"


def test_the_order_of_the_address_stands_with_what_is_being_made(app_studio: Studio) -> None:
    """An ended order of a click that is at work is drawn there alone, though ?order= names it."""
    wish = order_form("k", CHEAP, pictures=2)
    first, _ = submission.submit(app_studio, DEMO_MEMBER, wish)
    generation.run(app_studio, first.id, never())
    app = open_app(order=first.id)
    assert not app.exception
    assert keys(app, "again_") == [f"again_{first.id}"]


def test_the_order_of_the_address_stands_first_and_once(app_studio: Studio) -> None:
    """?order=… shows its order before the newest, and not a second time below."""
    placed = [place_and_run(app_studio, f"k{n}", CHEAP, person=DEMO_MEMBER) for n in range(3)]
    app = open_app(order=placed[0].id)
    assert not app.exception
    shown = [f"again_{each.id}" for each in (placed[0], placed[2], placed[1])]
    assert keys(app, "again_") == shown


def test_seed_and_times_stand_under_more(app_studio: Studio) -> None:
    """更多信息 has each picture's seed and times; the caption has neither."""
    app = open_app()
    order(app, 2)
    placed = ended(app_studio)
    app.run()
    (more,) = [each for each in app.expander if each.label == "更多信息"]
    said = more.markdown[0].value
    for number, each in enumerate(sorted(placed, key=lambda one: one.created_at), 1):
        assert f"第 {number} 张]　种子 {each.seed}　" in said
    outside = [each.value for each in app.markdown if each.value != said]
    assert not any(str(each.seed) in line for each in placed for line in outside)


def test_a_retry_is_explained(app_studio: Studio, rest: Turnstile) -> None:
    """While a call rests the page says why, when it goes on, and which retry that is."""
    busy = GenerationFailed(ProviderFault.RATE_LIMITED, retries=2, retry_after=8)
    provider_of(app_studio).queue(busy)
    app = open_app()
    order(app)
    rest.wait_for()
    app.run()
    assert "服务繁忙，8 秒后第 1 次重试" in texts(app)
    rest.open()
    ended(app_studio)
    app.run()
    assert "重试" not in texts(app)


def test_no_toast_says_what_the_page_shows(app_studio: Studio) -> None:
    """Neither an order, nor its picture, nor its failure is told a second time on 生成."""
    provider_of(app_studio).queue(BLOCKED)
    app = open_app()
    order(app, 2)
    told = [toast.value for toast in app.toast]
    ended(app_studio)
    app.run()
    assert told + [toast.value for toast in app.toast] == []


def test_ends_are_told_once_on_other_pages(app_studio: Studio) -> None:
    """Who left 生成 meanwhile learns there, in one toast, what was made, charged and refused."""
    slow = Turnstile()

    async def refuse(_: ImageRequest) -> bytes:
        await slow.pass_through()
        raise BLOCKED

    provider_of(app_studio).queue(slow, slow, refuse)
    app = open_app()
    order(app, 3)
    slow.wait_for(3)
    app.switch_page("ledger.py").run()
    slow.open()
    ended(app_studio)
    (toast,) = app.run().toast
    assert toast.value == (
        "2 张图片完成：扣除 10 代币。1 张没有生成，没有扣除代币；原因在“生成”页。"
    )
    app.session_state[notices.NOTICES] = []
    assert not app.run().toast
    assert not app.switch_page("generate.py").run().toast


def test_somebody_elses_ends_wait_for_them(app_studio: Studio) -> None:
    """The end of an order is told to who placed it, also where somebody else was here meanwhile."""
    slow = Turnstile()
    provider_of(app_studio).queue(slow)
    app = open_app()
    order(app)
    slow.wait_for()
    app.switch_page("ledger.py").run()
    app.selectbox(key="identity").set_value("demo-user").run()
    slow.open()
    ended(app_studio)
    assert not app.run().toast
    app.selectbox(key="identity").set_value(DEMO_MEMBER).run()
    assert [toast.value for toast in app.toast] == ["1 张图片完成：扣除 5 代币。"]


def test_several_notices_are_one_toast(app_studio: Studio) -> None:
    """What several clicks tell is one toast."""
    app = open_app("ledger.py")
    kept: list[Any] = app.session_state[notices.NOTICES]
    kept.extend(notices._Notice(words, ":material/info:") for words in ("甲", "乙"))
    app.run()
    assert [toast.value for toast in app.toast] == ["甲\n\n乙"]


def test_what_is_told_later_is_a_toast_of_its_own(app_studio: Studio) -> None:
    """What a run before has shown is not said again with it; the same words said again are."""
    app = open_app("ledger.py")
    for words in ("甲", "乙", "甲"):
        app.session_state[notices.NOTICES].append(notices._Notice(words, ":material/info:"))
        app.run()
        assert app.toast[-1].value == words
    told = [toast.value for toast in app.toast]
    assert told == ["甲", "乙", "甲"][-len(told) :]


def test_the_same_is_told_once(app_studio: Studio) -> None:
    """全部取消 that comes too late for two orders says so once."""
    slow = Turnstile()
    provider_of(app_studio).queue(slow, slow)
    app = open_app()
    order(app, 2)
    slow.wait_for(2)
    app.run()
    slow.open()
    ended(app_studio)
    button(app, "全部取消").click().run()
    assert [toast.value for toast in app.toast] == ["来不及取消：订单已经结束。"]
