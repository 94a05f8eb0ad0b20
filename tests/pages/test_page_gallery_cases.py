"""加入用例 in 图库's drawer: which case a picture becomes, in which set, and what is refused."""

from __future__ import annotations

from typing import Any

from driver import button, drawer, open_app, texts
from fakes import CHEAP, MEMBERS, FakeClock, FakeSeconds, place_and_run, png
from sqlalchemy import update
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from core.experiments import sets
from core.experiments.sets import KeptSet
from core.experiments.shapes import CaseShape
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import MAX_CASES, GeneratedImage, Generation, User
from pages.parts import click_keys


def made(studio: Studio, key: str = "k", prompt_id: str = CHEAP, **more: Any) -> Generation:
    return place_and_run(studio, key, prompt_id, person=DEMO_MEMBER, **more)


def ask(order: Generation) -> AppTest:
    """Open a picture's drawer and 加入用例 in it."""
    return asked_again(open_app("gallery.py", picture=order.id), order)


def asked_again(app: AppTest, order: Generation) -> AppTest:
    app.session_state[f"case_popover_{order.id}"] = True
    return app.run()


def field(app: AppTest, label: str) -> Any:
    (found,) = [each for each in drawer(app).get("text_input") if each.label == label]
    return found


def kept(studio: Studio) -> dict[str, list[str]]:
    """Return the titles of each set's cases."""
    found = [sets.find(studio.database, row.id) for row in sets.all_sets(studio.database)]
    return {each.name: [case.title for case in each.cases] for each in found}


def id_of(name: str) -> str:
    return name.encode().hex()


def a_set(studio: Studio, name: str, cases: int = 0, person: str = DEMO_MEMBER) -> KeptSet:
    shapes = [CaseShape(f"用例 {number}") for number in range(cases)]
    return sets.create(studio, id_of(name), person, name, shapes)


def test_a_picture_begins_a_set(here: Studio) -> None:
    """Who has no set names one; its first case has the picture's reference, the wish as title."""
    reference = references.keep(here, DEMO_MEMBER, check_reference(png("red")), "船.png")
    order = made(here, wish="雨后", reference=reference.name, reference_name="船.png")
    app = ask(order)
    assert "参考图片：船.png" in texts(drawer(app))
    field(app, "新测试集的名称").set_value("雨天")
    button(drawer(app), "加入").click().run()
    assert kept(here) == {"雨天": ["雨后"]}
    (row,) = sets.all_sets(here.database)
    assert sets.find(here.database, row.id).cases[0].reference == reference.name
    assert "已新建测试集“雨天”，并加入用例“雨后”" in texts(drawer(app))
    assert "用测试集" in texts(drawer(app))
    assert not app.exception


def test_a_picture_joins_a_set(here: Studio) -> None:
    """One's own sets stand for choice and nobody else's; the title can be another one."""
    a_set(here, "雨天", 1)
    a_set(here, "雪天", 2)
    a_set(here, "别人的", person=DEMO_USER)
    app = ask(made(here, wish="雨后"))
    (choice,) = drawer(app).get("selectbox")
    assert choice.options == ["雨天（1 个用例）", "雪天（2 个用例）", "新建测试集…"]
    choice.set_value(id_of("雪天"))
    field(app, "用例的标题").set_value("雨_后_")
    button(drawer(app), "加入").click().run()
    assert kept(here)["雪天"] == ["用例 0", "用例 1", "雨_后_"]
    assert "已加入测试集“雪天”：用例“雨\\_后\\_”" in texts(drawer(app))  # as it was typed
    assert "加入哪个测试集" not in [each.label for each in drawer(app).get("selectbox")]


def test_a_double_click_adds_one_case(here: Studio) -> None:
    """Two clicks at once are one wish, for an old set and a new one; a later one is another."""
    assert isinstance(here.monotonic, FakeSeconds)
    a_set(here, "雨天")
    order = made(here, wish="雨后")
    app = ask(order)
    for name in ("雨天", "雪天"):
        for _ in range(2):
            asked_again(app, order)
            if name not in kept(here):
                drawer(app).get("selectbox")[0].set_value("new").run()
                field(app, "新测试集的名称").set_value(name)
            button(drawer(app), "加入").click().run()
        here.monotonic.advance(click_keys.DOUBLE_CLICK_S + 0.1)
    assert kept(here) == {"雨天": ["雨后"], "雪天": ["雨后"]}
    assert "已新建测试集“雪天”" in texts(drawer(app))
    button(drawer(asked_again(app, order)), "加入").click().run()
    assert kept(here) == {"雨天": ["雨后"], "雪天": ["雨后", "雨后 2"]}


def test_what_is_refused_stays_typed(here: Studio) -> None:
    """A taken name and a full set are said where the button is, and nothing is added or lost."""
    a_set(here, "满", MAX_CASES)
    order = made(here)
    app = ask(order)
    field(app, "用例的标题").set_value("灯下")
    button(drawer(app), "加入").click().run()
    assert f"这个测试集已有 {MAX_CASES} 个用例" in texts(drawer(app))
    drawer(app).get("selectbox")[0].set_value("new").run()
    field(app, "新测试集的名称").set_value("满")
    button(drawer(app), "加入").click().run()
    assert "你已有同名的测试集。" in texts(drawer(app))
    assert "已有 64 个用例" not in texts(drawer(app))
    field(app, "新测试集的名称").set_value("")
    button(drawer(app), "加入").click().run()
    assert "测试集的名称应为 1 到 50 字。" in texts(drawer(app))
    assert field(app, "用例的标题").value == "灯下"
    assert len(kept(here)["满"]) == MAX_CASES
    assert len(kept(here)) == 1


def test_a_set_that_is_gone(here: Studio) -> None:
    """A set that was deleted meanwhile is said to be, and the rest stands for choice."""
    a_set(here, "雨天")
    a_set(here, "雪天")
    app = ask(made(here))
    drawer(app).get("selectbox")[0].set_value(id_of("雪天"))
    sets.delete(here, DEMO_MEMBER, id_of("雪天"))
    button(drawer(app), "加入").click().run()
    assert "找不到这个测试集。" in texts(drawer(app))
    assert drawer(app).get("selectbox")[0].value == id_of("雨天")
    assert kept(here) == {"雨天": []}


def test_a_members_values_are_said_to_stay(here: Studio) -> None:
    """A member is told who will see the values of a members' prompt; who is none sees none."""
    order = made(here, prompt_id=MEMBERS)
    with here.database.write() as tx:
        values = '{"mood": "secret"}'
        tx.execute(
            update(Generation).where(col(Generation.id) == order.id).values(variables=values)
        )
    assert "这些变量的值，非会员也会看到" in texts(drawer(ask(order)))
    with here.database.write() as tx:
        tx.execute(update(User).where(col(User.id) == DEMO_MEMBER).values(is_member=False))
    app = ask(order)
    assert "变量的值不会带上" in texts(drawer(app))
    assert "非会员也会看到" not in texts(drawer(app))
    assert "secret" not in texts(app)
    field(app, "新测试集的名称").set_value("龙")
    button(drawer(app), "加入").click().run()
    (row,) = sets.all_sets(here.database)
    assert sets.find(here.database, row.id).cases[0].variables == {}


def test_a_purged_picture_becomes_no_case(here: Studio) -> None:
    """Of a picture that was purged while it was looked at, the drawer says so and asks nothing."""
    order = made(here)
    app = ask(order)
    assert "加入" in [each.label for each in drawer(app).get("button")]
    with here.database.write() as tx:
        at = here.now() + 60_000
        tx.execute(update(GeneratedImage).values(trashed_at=at, purged_at=at))
    app.run()
    assert "图片已删除" in texts(drawer(app))
    assert "加入" not in [each.label for each in drawer(app).get("button")]


def test_the_next_picture_says_nothing_of_the_last(here: Studio, clock: FakeClock) -> None:
    """What a picture became is said while it is shown, and not again when it is opened later."""
    a_set(here, "雨天")
    first = made(here, "a")
    clock.advance(60_000)
    made(here, "b")
    app = ask(first)
    button(drawer(app), "加入").click().run()
    assert "已加入测试集" in texts(drawer(app))
    for way in ("较新", "较旧"):
        button(drawer(app), way).click().run()
        assert "已加入测试集" not in texts(drawer(app))
