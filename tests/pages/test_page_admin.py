"""管理: seen by administrators alone; each act from a click to its row, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from admins import acts_of, claims, click, join, said, team
from driver import button, open_app, open_as, sent, texts
from fakes import CHEAP, OPEN, FakeSeconds, place
from streamlit.testing.v1 import AppTest

from core.administration import library, people_acts, prompt_acts
from core.administration.acts import ActFilter
from core.administration.members import MemberFilter
from core.errors import NotAllowed
from core.orders.limits.per_person import UseFilter
from core.orders.pool import workers
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio, use
from core.tables import Role
from pages.parts.admin import acts_table, members_table, usage

pytestmark = pytest.mark.both_databases


@pytest.fixture
def boss(studio: Studio) -> Iterator[Studio]:
    """Make a team's studio the current one: the demo member administers."""
    with use(replace(team(studio), monotonic=FakeSeconds())) as current:
        yield current
        workers.stop()


def balance(studio: Studio, person_id: str = DEMO_USER) -> int:
    return people.find(studio.database, person_id).balance


def put(app: AppTest, name: str, value: object) -> Any:
    """Change an input of a drawer, whose key ends with the number of acts before; return it."""
    inputs = [*app.text_input, *app.number_input, *app.selectbox]
    (found,) = (each for each in inputs if str(each.key).startswith(f"act_{name}_"))
    return found.set_value(value)


def fill(app: AppTest, name: str, value: object) -> None:
    """Fill an input of a drawer, and wait for what the page says of it."""
    put(app, name, value).run()


def opened(page: str = "admin.py", who: str = DEMO_MEMBER, **address: str) -> AppTest:
    """Open a page as somebody."""
    app = open_as(claims(who), page, **address)
    assert not app.exception
    return app


def test_administrators_see_everybody(boss: Studio) -> None:
    """The table has each person's name, role, balance, hold and orders of late."""
    place(boss, "a", OPEN)
    join(boss, "ann", Role.PUBLISHER)
    rows = opened().dataframe[0].value.to_dict("records")
    told = {
        row["名字"]: [row[name] for name in ("角色", "余额", "预留", "近 30 天订单")]
        for row in rows
    }
    assert told == {
        "演示用户": ["提议者", 100, 5, 1],
        "演示会员": ["管理员", 100, 0, 0],
        "ann": ["发布者", 100, 0, 0],
    }
    assert {row["邮箱"] for row in rows} >= {"ann@example.com"}


def test_the_list_is_narrowed(boss: Studio) -> None:
    """By words of the name or e-mail, and by role."""
    join(boss, "ann", Role.PUBLISHER)
    app = opened(member_words="EXAMPLE.com")
    assert set(app.dataframe[0].value["名字"]) == {"ann", "演示会员"}
    app = opened(member_words="nobody at all")
    assert not app.dataframe
    assert "没有符合条件的人" in texts(app)


@pytest.mark.parametrize("role", [Role.PROPOSER, Role.PUBLISHER])
def test_others_see_nothing_of_it(boss: Studio, role: Role) -> None:
    """For them there is no such page, whatever the address names: not a name, not a button."""
    ann = join(boss, "ann", role)
    people.create(boss.database, "secret", "机密的人", is_member=True, opening=7, now=boss.now())
    app = opened("generate.py", ann, member="secret", admin_section="成员")
    assert "机密的人" not in sent(app)
    with pytest.raises(ValueError, match="navigation page"):
        app.switch_page("admin.py")


def test_without_sign_in_there_is_no_administration(app_studio: Studio) -> None:
    """The demo shows nothing of it to anybody."""
    app = open_app(member=DEMO_USER)
    assert "调整余额" not in sent(app)
    with pytest.raises(ValueError, match="navigation page"):
        app.switch_page("admin.py")


def test_a_balance_is_adjusted(boss: Studio) -> None:
    """What the click will do is shown before it; then the entry and the row are there."""
    app = opened(member=DEMO_USER)
    fill(app, "reason", "补偿失败的批量")
    fill(app, "amount", -30)
    assert "余额 100 → 70 代币" in texts(app)
    app.button(key="act_balance").click().run()
    assert not app.exception
    assert balance(boss) == 70
    assert [said(act) for act in acts_of(boss)] == [
        ("balance", DEMO_USER, "100", "70", "补偿失败的批量")
    ]


@pytest.mark.sqlite_first
@pytest.mark.parametrize(
    ("act", "field", "drawn", "typed", "after"),
    [
        ("balance", "amount", 5, 50, "150"),
        ("role", "role", Role.PUBLISHER, Role.ADMINISTRATOR, "administrator"),
        ("cost", f"cost_{CHEAP}", 3, 4, "4"),
        ("live", f"live_{CHEAP}", f"{CHEAP}@1", f"{CHEAP}@2", f"{CHEAP}@2"),
    ],
)
def test_a_click_takes_what_stands_in_the_field(
    boss: Studio, act: str, field: str, drawn: object, typed: object, after: str
) -> None:
    """Who changes a value and clicks at once acts with that value, not with the one before it."""
    for cost in (7, 8) if act == "live" else ():  # three versions to choose from
        (seen,) = (row.decision for row in library.prompts(boss.database) if row.id == CHEAP)
        prompt_acts.set_cost(boss, click(f"c{cost}"), CHEAP, cost, seen=seen)
    of_prompt = {"admin_section": "提示词", "managed": CHEAP}
    app = opened(**of_prompt if act in ("cost", "live") else {"member": DEMO_USER})
    fill(app, "reason", "补偿")
    fill(app, field, drawn)
    put(app, field, typed)
    app.button(key=f"act_{act}").click().run()
    assert acts_of(boss)[-1].after == after


def test_a_drawer_is_closed_to_who_administers_no_longer(boss: Studio) -> None:
    """A drawer is drawn by itself: it asks for the right as the page does, and shows nothing."""

    def drawer() -> None:
        import streamlit as st

        from pages.parts.admin import acting

        acting.begin_drawer()
        st.write("余额 100")

    for who, is_shown in ((DEMO_MEMBER, True), (DEMO_USER, False)):
        app = AppTest.from_function(drawer)
        app.session_state["standing"] = SimpleNamespace(person=people.find(boss.database, who))
        app.run()
        assert not app.exception
        assert ("余额 100" in texts(app)) is is_shown


def test_a_double_click_is_one_act(boss: Studio) -> None:
    """The second half of a double click, sent with the same fields, changes nothing more."""
    app = opened(member=DEMO_USER)
    fill(app, "reason", "补偿")
    fill(app, "amount", 5)
    app.button(key="act_balance").click().run()
    fill(app, "reason", "补偿")
    fill(app, "amount", 5)
    app.button(key="act_balance").click().run()
    assert balance(boss) == 105
    assert len(acts_of(boss)) == 1


def test_an_act_without_a_reason_is_refused(boss: Studio) -> None:
    """The drawer says that a reason is missing, and nothing has changed."""
    app = opened(member=DEMO_USER)
    app.button(key="act_membership").click().run()
    assert "原因应为 1 到 200 个字" in texts(app)
    assert not people.find(boss.database, DEMO_USER).is_member


def test_what_is_held_is_not_taken(boss: Studio) -> None:
    """An adjustment below the hold is refused in words."""
    place(boss, "a", OPEN)
    app = opened(member=DEMO_USER)
    fill(app, "reason", "收回")
    fill(app, "amount", -96)
    app.button(key="act_balance").click().run()
    assert "最多只能减少 95 代币" in texts(app)
    assert balance(boss) == 100


def test_membership_and_role_change(boss: Studio) -> None:
    """Two more acts of one card, each with its reason."""
    app = opened(member=DEMO_USER)
    fill(app, "reason", "付费")
    app.button(key="act_membership").click().run()
    fill(app, "reason", "负责发布")
    fill(app, "role", Role.PUBLISHER)
    app.button(key="act_role").click().run()
    person = people.find(boss.database, DEMO_USER)
    assert (person.is_member, person.role) == (True, Role.PUBLISHER)
    assert [act.reason for act in acts_of(boss)] == ["付费", "负责发布"]


def test_a_role_that_goes_while_the_form_is_open(boss: Studio) -> None:
    """Whose role was taken away meanwhile changes nothing by the form that still stands there."""
    ann = join(boss, "ann", Role.ADMINISTRATOR)
    app = opened(who=ann, member=DEMO_USER)
    fill(app, "reason", "补偿")
    fill(app, "amount", 5)
    people_acts.set_role(boss, click("gone"), ann, Role.PROPOSER)
    app.button(key="act_balance").click().run()
    assert balance(boss) == 100
    assert "调整余额" not in [each.label for each in app.button]


def test_a_prompt_gets_another_price(boss: Studio) -> None:
    """The next order pays it."""
    app = opened(admin_section="提示词", managed=CHEAP)
    fill(app, "reason", "成本上涨")
    fill(app, f"cost_{CHEAP}", 3)
    app.button(key="act_cost").click().run()
    assert not app.exception
    assert place(boss, "a", CHEAP).cost == 3
    assert [said(act) for act in acts_of(boss)] == [("cost", CHEAP, "1", "3", "成本上涨")]


def test_a_prompt_is_archived_and_restored(boss: Studio) -> None:
    """Both are acts; the table says what it is now."""
    app = opened(admin_section="提示词", managed=CHEAP)
    fill(app, "reason", "不再用")
    app.button(key="act_archived").click().run()
    shown = app.dataframe[0].value.set_index("标题")
    assert shown.loc["石子", "状态"] == "已归档"
    assert [said(act)[2:4] for act in acts_of(boss)] == [("0", "1")]


def test_a_quick_second_thought_is_an_act_of_its_own(boss: Studio) -> None:
    """Who takes an act back within a second, with a reason, is no double click."""
    app = opened(admin_section="提示词", managed=CHEAP)
    for reason in ("不再用", "点错了"):
        fill(app, "reason", reason)
        app.button(key="act_archived").click().run()
    app.button(key="act_archived").click().run()  # the second half of a double click
    assert [said(act)[2:] for act in acts_of(boss)] == [("0", "1", "不再用"), ("1", "0", "点错了")]


def test_the_record_is_shown(boss: Studio) -> None:
    """Who did what to whom, from what to what, and why; narrowed by its kind."""
    people_acts.adjust_balance(boss, click("a"), DEMO_USER, 5)
    people_acts.set_membership(boss, click("b", reason="付费"), DEMO_USER, is_member=True)
    shown = opened(admin_section="操作记录").dataframe[0].value
    assert shown.drop(columns="时间").to_numpy().tolist() == [
        ["演示会员", "演示用户", "会员资格", "非会员", "会员", "付费", 2],
        ["演示会员", "演示用户", "余额", "100 代币", "105 代币", "补偿", 1],
    ]


@pytest.mark.sqlite_first
def test_everybodys_use_is_shown(boss: Studio) -> None:
    """用量 has all who have ordered, page by page, is narrowed by a name, and can be exported."""
    for number in range(51):
        name = f"p{number:02}"
        people.create(boss.database, name, name, is_member=False, opening=9, now=boss.now())
        place(boss, name, CHEAP, person=name)
    app = opened(admin_section="用量")
    assert len(app.dataframe[0].value) == 50
    assert "共 51 人，每页 50 人" in texts(app)
    assert len(opened(admin_section="用量", use_page="2").dataframe[0].value) == 1
    app = opened(admin_section="用量", use_words="p07")
    assert app.dataframe[0].value.to_numpy().tolist() == [["p07", 1, 999_999, 1, 1]]
    assert "导出 CSV" in sent(app)
    assert "没有符合条件的人" in texts(opened(admin_section="用量", use_words="nobody"))


def test_an_export_asks_for_the_right_at_its_click(boss: Studio) -> None:
    """A file is built after the page was drawn: who administers no longer gets none of it."""
    place(boss, "a", CHEAP)
    exports: list[tuple[Any, Any]] = [
        (usage, UseFilter()),
        (members_table, MemberFilter()),
        (acts_table, ActFilter()),
    ]
    for table, chosen in exports:
        list(table._exported(boss, DEMO_MEMBER, chosen))
        with pytest.raises(NotAllowed):
            list(table._exported(boss, DEMO_USER, chosen))


def test_a_row_of_use_opens_its_person(boss: Studio) -> None:
    """Who is at a limit is one click away from the tokens and the membership that they have."""
    place(boss, "a", OPEN)
    app = opened(admin_section="用量", member=DEMO_USER)
    assert "调整余额" in [each.label for each in app.button]


def test_the_ledger_of_all_is_one_click_away(boss: Studio) -> None:
    """The links lead to what 账本 has of everybody: nothing is shown a second time."""
    app = opened(admin_section="全队账本")
    links = app.get("page_link")
    assert len(links) == 5


def test_an_unknown_person_is_said_to_be_unknown(boss: Studio) -> None:
    """An address that names nobody opens no card."""
    app = opened(member="nobody")
    assert "找不到这个账户" in texts(app)


# ------------------------------------------------------------------------------ proposers elsewhere


def test_a_proposer_finds_the_doors_closed(boss: Studio) -> None:
    """新建提示词 and 归档 are there, disabled, and say whom to ask."""
    ann = join(boss, "ann")
    app = opened("generate.py", ann, versions=CHEAP)
    for label in ("新建提示词", "归档"):
        closed = button(app, label)
        assert closed.disabled
        assert "发布者" in closed.help


def test_a_publisher_finds_them_open(boss: Studio) -> None:
    """With the role the same buttons work."""
    ann = join(boss, "ann", Role.PUBLISHER)
    app = opened("generate.py", ann, versions=CHEAP)
    assert not button(app, "归档").disabled
    assert not button(app, "新建提示词").disabled
    assert ann != DEMO_MEMBER
