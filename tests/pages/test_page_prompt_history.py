"""The versions of a prompt on 生成: read, change, try, decide, archive; and a new prompt."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import lab
from driver import button, choose, drawer, ended, figure, open_app, texts
from fakes import CHEAP, MEMBERS, OPEN, FakeProvider, provider_of
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.errors import AppTestError

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.library import editing, offering, timeline
from core.library.timeline import Timeline
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio

SECRET = "秘密的龙"


def history(studio: Studio, prompt_id: str = CHEAP) -> Timeline:
    return timeline.timeline(studio.database, people.find(studio.database, DEMO_MEMBER), prompt_id)


def save(studio: Studio, text: str, prompt_id: str = CHEAP, **values: str) -> str:
    """Let the member save a version; return its id."""
    saved = editing.save_version(studio, DEMO_MEMBER, prompt_id, text, values, "备注")
    return saved.version.id


def decide(studio: Studio, version_id: str, why: str = "更好", by: str = DEMO_USER) -> None:
    prompt_id = version_id.partition("@")[0]
    seen = history(studio, prompt_id).decisions[0].id
    offering.publish(studio, by, prompt_id, version_id, why=why, seen=seen)


def open_history(prompt_id: str = CHEAP, **address: str) -> AppTest:
    return open_app(versions=prompt_id, **address)


def click(app: AppTest, label: str) -> AppTest:
    """Click a button in the drawer."""
    result: AppTest = button(drawer(app), label).click().run()
    assert not app.exception
    return result


def look_at(app: AppTest, version_id: str) -> None:
    choice(app).set_value(version_id).run()


def choice(app: AppTest) -> Any:
    return next(each for each in drawer(app).get("radio") if each.label == "版本")


def field(app: AppTest, kind: str, label: str) -> Any:
    return next(each for each in drawer(app).get(kind) if each.label == label)


def write(app: AppTest, text: str) -> None:
    """Begin to change the version that is looked at, and write another text."""
    click(app, "基于此版修改")
    field(app, "text_area", "正文").set_value(text).run()


def everything(app: AppTest) -> bytes:
    """Return all that is sent to the browser."""
    return b"".join(
        node.proto.SerializeToString() for node in (*app.main, *drawer(app)) if node.proto
    )


def html(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in drawer(app).get("html"))


# -------------------------------------------------------------------------------------- to read


def test_a_card_opens_its_versions(app_studio: Studio) -> None:
    """版本 on a card names the prompt in the address; a new session with it shows the same."""
    app = open_app()
    app.button(key=f"versions_{CHEAP}").click().run()
    assert app.query_params["versions"] == CHEAP
    for shown in (app, open_history()):
        assert "石子" in texts(drawer(shown))
        assert "a pebble" in html(shown)


def test_an_unknown_prompt_is_said_to_be_unknown(app_studio: Studio) -> None:
    """An address with another prompt's id opens nothing, says so, and lets go of it."""
    app = open_history("nothing")
    assert not app.get("dialog")
    assert "已不在提示词库中" in texts(app)
    button(app, "知道了").click().run()
    assert "versions" not in app.query_params


def test_a_version_is_shown_beside_the_live_one(app_studio: Studio) -> None:
    """Its difference is of characters, with somebody's markup as text; its values are a table."""
    second = save(app_studio, "a <b>{{size}}</b> pebble", size="*big*")
    app = open_history()
    look_at(app, second)
    assert "<ins>&lt;b&gt;{{size}}&lt;/b&gt; </ins>" in html(app).replace("</ins><ins>", "")
    (table,) = drawer(app).get("table")
    assert table.value.iloc[0].tolist() == ["size", "—", r"\*big\*"]


def test_who_is_no_member_reads_no_members_text(app_studio: Studio) -> None:
    """The drawer says that versions exist; nothing of what they say reaches the page."""
    decide(app_studio, save(app_studio, SECRET, MEMBERS), SECRET, DEMO_MEMBER)
    app = open_history(MEMBERS, me=DEMO_USER)
    assert "会员专属" in texts(drawer(app))
    assert SECRET.encode() not in everything(app)
    assert b"dragon" not in everything(app)
    assert {each.label for each in drawer(app).get("button")} == set()
    assert SECRET.encode() in everything(open_history(MEMBERS))


# ------------------------------------------------------------------------------------- to change


def test_a_draft_without_defaults_says_which_are_missing(app_studio: Studio) -> None:
    """A text whose variables have no value yet has a preview that names them."""
    app = open_history()
    write(app, "a {{size}} {{shade}} pebble")
    assert "还没有默认值：size、shade。" in texts(drawer(app))
    field(app, "text_input", "变量“size”的默认值").set_value("big").run()
    assert "还没有默认值：shade。" in texts(drawer(app))


def test_a_version_names_its_experiments(app_studio: Studio) -> None:
    """The newest are linked by question and state, as text; the others are counted, as in the list.

    A reader who may know of none sees no heading without lines.
    """
    made = lab.draft(app_studio, cases=1)
    for number in range(4):
        lab.make(app_studio, replace(made, question=f"*哪张* {number}？"), id=f"e{number}")
    lab.carry(app_studio, lab.start(app_studio, "e1"))
    app = open_history(me=DEMO_USER)
    links = {each.proto.label: each.proto.query_string for each in drawer(app).get("page_link")}
    assert list(links) == [rf"\*哪张\* {number}？（草稿）" for number in (3, 2)] + [
        r"\*哪张\* 1？（待评）"
    ]
    assert next(iter(links.values())) == f"me={DEMO_USER}&e=e3"
    assert "还有 1 个更早的实验。" in texts(drawer(app))
    captions = choice(app).proto.captions
    assert all("4 个实验" in caption for caption in captions)
    theirs = open_history()
    assert len(drawer(theirs).get("page_link")) == 1
    assert "用过这一版的实验" in texts(drawer(theirs))
    assert "用过这一版的实验" not in texts(drawer(open_history(OPEN)))


def test_who_is_no_member_is_told_of_no_experiment(app_studio: Studio) -> None:
    """What a members' prompt was asked stays with those who may read it."""
    made = lab.draft(app_studio, cases=1, prompt_id=MEMBERS, question=SECRET)
    lab.make(app_studio, made, prompt_id=MEMBERS, person=DEMO_MEMBER)
    lab.carry(app_studio, lab.start(app_studio, person=DEMO_MEMBER))
    assert SECRET.encode() in everything(open_history(MEMBERS))
    shown = everything(open_history(MEMBERS, me=DEMO_USER))
    assert SECRET.encode() not in shown
    assert "个实验".encode() not in shown


def test_a_changed_text_is_saved_as_a_version(app_studio: Studio) -> None:
    """The editor shows the difference and the filled text; what is saved is not live."""
    app = open_history()
    write(app, "a {{size}} pebble")
    assert "有未保存的修改" in texts(drawer(app))
    field(app, "text_input", "变量“size”的默认值").set_value("huge").run()
    field(app, "text_input", "备注").set_value("大一点").run()
    assert "a huge pebble" in html(app)
    assert "<ins>{{size}} </ins>" in html(app)
    click(app, "保存为新版本")
    assert "已保存为第 2 版" in texts(drawer(app))
    newest = history(app_studio).versions[0]
    assert (newest.text, newest.note, newest.author) == ("a {{size}} pebble", "大一点", "演示会员")
    assert (newest.parameters, newest.is_live) == ({"size": "huge"}, False)
    assert "有未保存的修改" not in texts(drawer(app))


def test_what_was_typed_outlives_the_drawer(app_studio: Studio) -> None:
    """Closed and opened again it stands there; another prompt has nothing of it."""
    app = open_history()
    write(app, "a boulder")
    del app.query_params["versions"]
    app.run()
    app.button(key=f"versions_{OPEN}").click().run()
    assert not drawer(app).get("text_area")
    app.button(key=f"versions_{CHEAP}").click().run()
    assert field(app, "text_area", "正文").value == "a boulder"
    click(app, "先看看别的版本")
    assert "有未保存的修改（基于第 1 版）" in texts(drawer(app))
    click(app, "继续修改")
    assert field(app, "text_area", "正文").value == "a boulder"
    click(app, "放弃修改")
    assert not drawer(app).get("text_area")
    click(app, "基于此版修改")
    assert field(app, "text_area", "正文").value == "a pebble"
    assert len(history(app_studio).versions) == 1


def test_a_draft_is_its_persons(app_studio: Studio) -> None:
    """Who goes on as somebody else in the same tab sees nothing of what was typed before."""
    app = open_history(MEMBERS)
    write(app, SECRET)
    app.query_params["me"] = DEMO_USER
    app.run()
    assert SECRET.encode() not in everything(app)


def test_broken_braces_are_said_while_they_are_written(app_studio: Studio) -> None:
    """A text that can't be kept is explained with its place, and neither saved nor tried."""
    app = open_history()
    write(app, "a {{si ze}} pebble")
    assert "第 3 个字处的双花括号不成变量" in texts(drawer(app)).replace("\\", "")
    assert button(drawer(app), "保存为新版本").disabled
    assert button(drawer(app), "试一张（1 代币）").disabled


def test_the_same_content_again_says_which_version_it_is(app_studio: Studio) -> None:
    """Saving what the prompt had before makes nothing, and opens that version."""
    save(app_studio, "a boulder")
    app = open_history()
    write(app, "a boulder")
    click(app, "保存为新版本")
    assert "这份内容就是第 2 版" in texts(drawer(app))
    assert len(history(app_studio).versions) == 2


# ---------------------------------------------------------------------------------------- to try


def test_a_changed_text_is_tried_as_a_version(app_studio: Studio) -> None:
    """试一张 saves it and orders one picture of it, of its text alone, in the form's format."""
    app = open_app()
    app.text_area(key="wish").set_value("one bird").run()
    app.get("button_group")  # the form's formats are there
    app.session_state["ratio"] = "16:9"
    app.button(key=f"versions_{CHEAP}").click().run()
    write(app, "a boulder")
    click(app, "试一张（1 代币）")
    (order,) = ended(app_studio)
    assert (order.version_id, order.sent_text, order.cost) == (f"{CHEAP}@2", "a boulder", 1)
    assert order.aspect_ratio == "16:9"
    app.run()
    assert "最近结果" in texts(drawer(app))
    assert any(each.proto.imgs[0].alt.startswith("石子") for each in drawer(app).get("image"))


def test_a_saved_version_stays_chosen(app_studio: Studio) -> None:
    """A message that the browser sent before it heard of the choice does not take it back."""
    app = open_history()
    write(app, "a boulder")
    late = WidgetStates(widgets=[choice(app)._widget_state])
    click(app, "保存为新版本")
    app._run(late)
    assert choice(app).value == f"{CHEAP}@2"
    assert "已保存为第 2 版" in texts(drawer(app))


def test_a_try_that_fails_costs_nothing(app_studio: Studio) -> None:
    """The version stays, the reason is in the drawer, and 试一张 can be clicked again."""
    provider: FakeProvider = provider_of(app_studio)
    provider.queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED))
    app = open_history()
    write(app, "a boulder")
    click(app, "试一张（1 代币）")
    ended(app_studio)
    app.run()
    assert "没有扣除任何代币" in texts(drawer(app))
    assert not button(drawer(app), "试一张（1 代币）").disabled
    assert people.find(app_studio.database, DEMO_MEMBER).balance == 100


def test_a_double_click_tries_once(app_studio: Studio) -> None:
    """The second half of a double click makes no second version and no second order."""
    app = open_history()
    write(app, "a boulder")
    click(app, "试一张（1 代币）")
    with suppress(AppTestError):  # a button that is off takes no click
        click(app, "试一张（1 代币）")
    assert len(ended(app_studio)) == 1
    assert len(history(app_studio).versions) == 2


def test_what_cant_be_paid_is_not_tried(app_studio: Studio) -> None:
    """Without the tokens 试一张 is off; the text can be saved all the same."""
    people.create(
        app_studio.database, "own", "自己", is_member=True, opening=4, now=app_studio.now()
    )
    app = open_history(OPEN, me="own")
    assert button(drawer(app), "试一张（5 代币）").disabled
    write(app, "a boulder")
    assert button(drawer(app), "试一张（5 代币）").disabled
    click(app, "保存为新版本")
    assert len(history(app_studio, OPEN).versions) == 2


# ------------------------------------------------------------------------------------- to decide


def test_a_decision_wants_a_sentence(app_studio: Studio) -> None:
    """设为线上 without a word is refused and changes nothing; with one the card shows it."""
    second = save(app_studio, "a boulder")
    app = open_history()
    look_at(app, second)
    click(app, "设为线上")
    assert "理由应为 1 到 200 个字" in texts(drawer(app))
    assert history(app_studio).live.number == 1
    app.text_input(key=f"why_{second}").set_value("更像石头").run()
    click(app, "设为线上")
    assert "第 2 版现在是线上版" in texts(drawer(app))
    last = history(app_studio).decisions[0]
    assert (last.version_id, last.by, last.why) == (second, "演示会员", "更像石头")
    assert "更像石头" in texts(drawer(app))


def test_who_decides_second_is_told(app_studio: Studio) -> None:
    """A decision after the drawer was drawn wins; the click says so and changes nothing."""
    second, third = save(app_studio, "a boulder"), save(app_studio, "a cliff")
    app = open_history()
    look_at(app, third)
    app.text_input(key=f"why_{third}").set_value("更高").run()
    decide(app_studio, second, "更像石头")
    click(app, "设为线上")
    said = texts(drawer(app)).replace("\\", "")
    assert "线上版已换成第 2 版（演示用户，更像石头）" in said
    assert "换版的时间" in said
    assert history(app_studio).live.id == second


def test_to_go_back_is_one_click(app_studio: Studio) -> None:
    """回退到此版 has its sentence already, and makes the earlier version live, not a new one."""
    decide(app_studio, save(app_studio, "a boulder"))
    app = open_history()
    look_at(app, f"{CHEAP}@1")
    click(app, "回退到此版")
    assert [version.is_live for version in history(app_studio).versions] == [False, True]
    assert history(app_studio).decisions[0].why == "回退到第 1 版"


def test_an_archived_prompt_comes_back(app_studio: Studio) -> None:
    """归档 takes the card away and leaves its history to be read; it is found again below."""
    app = open_history()
    click(app, "归档")
    assert "已归档" in texts(drawer(app))
    assert "a pebble" in html(app)
    assert not [each.key for each in app.button if each.key == f"choose_{CHEAP}"]
    assert "用这一版" not in [each.label for each in drawer(app).get("button")]
    click(app, "恢复到提示词库")
    assert app.button(key=f"choose_{CHEAP}")


# -------------------------------------------------------------------------------------- to order


def test_a_version_that_is_not_live_is_ordered(app_studio: Studio) -> None:
    """用这一版 fills the form, which names the version and its price; 换回线上版 goes back."""
    decide(app_studio, save(app_studio, "a boulder"))
    app = open_history()
    look_at(app, f"{CHEAP}@1")
    click(app, "用这一版")
    assert not app.get("dialog")
    assert "第 1 版（非线上）" in texts(app)
    assert (app.query_params["prompt"], app.query_params["version"]) == (CHEAP, f"{CHEAP}@1")
    button(app, "生成图片").click().run()
    assert [order.version_id for order in ended(app_studio)] == [f"{CHEAP}@1"]
    button(app, "换回线上版").click().run()
    assert "非线上" not in texts(app)
    assert "version" not in app.query_params
    button(app, "生成图片").click().run()
    assert ended(app_studio)[0].version_id == f"{CHEAP}@2"


def test_another_version_costs_what_it_cost(app_studio: Studio, tmp_path: Any) -> None:
    """The form shows and charges the named version's price, also after a reload."""
    third = save(app_studio, "a {{size}} boulder")
    app = open_app(prompt=CHEAP, version=third)
    assert "提示词里的“size”还没有填" in texts(app).replace("\\", "")
    assert button(app, "生成图片").disabled


def test_a_version_that_does_not_exist_is_said_to_be_unknown(app_studio: Studio) -> None:
    """The live one takes its place, at its price, and one notice says so."""
    unknown = open_app(prompt=CHEAP, version=f"{OPEN}@1")
    assert figure(unknown, "预计消耗") == "1 代币"
    assert "version" not in unknown.query_params
    (notice,) = unknown.toast
    assert notice.value == "链接里的那一版不存在：现在选中的是线上版（第 1 版）。"
    assert not unknown.exception


def test_two_clicks_before_the_version_is_drawn_order_it(app_studio: Studio) -> None:
    """Who clicks 用这一版 and at once 生成图片 gets that version, never the live one."""
    decide(app_studio, save(app_studio, "a boulder"))
    app = open_app()
    choose(app, OPEN)
    for name, value in (("prompt", CHEAP), ("version_shown", f"{CHEAP}@1")):
        app.session_state[name] = value
    app.session_state["version_wanted"] = f"{CHEAP}@1"
    button(app, "生成图片").click().run()
    assert [order.version_id for order in ended(app_studio)] == [f"{CHEAP}@1"]


# ---------------------------------------------------------------------------------- a new prompt


def test_a_new_prompt_is_chosen(app_studio: Studio) -> None:
    """新建提示词 puts it into the library, live, and into the form; a refusal keeps all."""
    app = open_app()
    button(app, "新建提示词").click().run()
    field(app, "text_area", "正文").set_value("a {{size}} lake").run()
    field(app, "text_input", "变量“size”的默认值").set_value("big").run()
    click(app, "创建")
    assert "标题应为 1 到 50 个字" in texts(drawer(app))
    assert field(app, "text_area", "正文").value == "a {{size}} lake"
    for label, words in (("标题", "新湖"), ("说明", "一片湖"), ("分类", "自然")):
        field(app, "text_input", label).set_value(words).run()
    click(app, "创建")
    assert not app.get("dialog")
    prompt_id = app.query_params["prompt"]
    known = history(app_studio, prompt_id)
    assert (known.title, known.live.cost, known.live.author) == ("新湖", 5, "演示会员")
    button(app, "生成图片").click().run()
    assert [order.sent_text for order in ended(app_studio)] == ["a big lake"]


def test_who_is_no_member_makes_no_members_prompt(app_studio: Studio) -> None:
    """The switch is off for them; core refuses it in any case."""
    app = open_app(me=DEMO_USER)
    button(app, "新建提示词").click().run()
    assert field(app, "toggle", "会员专属").disabled


def test_choosing_a_card_is_as_before(app_studio: Studio) -> None:
    """选择 on a card orders the live version, whatever version was asked for before."""
    second = save(app_studio, "a boulder")
    app = open_app(prompt=CHEAP, version=second)
    choose(app, OPEN)
    choose(app, CHEAP)
    button(app, "生成图片").click().run()
    assert [order.version_id for order in ended(app_studio)] == [f"{CHEAP}@1"]
