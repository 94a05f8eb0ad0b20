"""Money on an experiment's page where its services bill in different currencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import lab
import pytest
from driver import texts
from fake_service import BIG, FakeService, YuanProvider
from fakes import png
from lab import LAB
from lab_pages import figures, opened
from streamlit.testing.v1 import AppTest

from core.experiments.report import contents, document
from core.experiments.report.document import Told
from core.experiments.shapes import CaseShape
from core.experiments.views import reads
from core.people import people
from core.people.people import DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio, use
from pages.parts.experiments import figures_table, quote_words


@pytest.fixture
def yuan() -> YuanProvider:
    """Return a service that is billed in yuan."""
    return YuanProvider()


@pytest.fixture
def both(app_studio: Studio, yuan: YuanProvider) -> Iterator[Studio]:
    """Make a studio the current one with a service billed in dollars and one billed in yuan."""
    dollars = FakeService()
    services = {each.name: each for each in (dollars, yuan)}
    with use(replace(app_studio, services=services)) as made:
        yield made


def make(studio: Studio, *cases: CaseShape) -> None:
    """Make an experiment between the two."""
    drafted = lab.draft(studio, cases=2)
    models = {"fake": BIG.id, "yuan": "yuan-1"}
    arms = [
        replace(arm, service=name, model=models[name])
        for arm, name in zip(drafted.arms, models, strict=True)
    ]
    lab.make(studio, replace(drafted, arms=tuple(arms), cases=cases or drafted.cases))


def plainly(app: AppTest) -> str:
    """Return what can be read, without Markdown's backslashes."""
    return texts(app).replace("\\", "")


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ({}, []),
        ({"USD": None}, ["服务费用未知"]),
        ({"USD": None, "CNY": None}, ["服务费用未知"]),
        ({"USD": Decimal(0)}, ["服务免费"]),
        ({"USD": Decimal("1.0752")}, ["服务约 1.08 美元"]),
        ({"CNY": Decimal("0.004")}, ["服务不到 0.01 元"]),
        ({"CNY": Decimal(1234), "USD": Decimal(2)}, ["服务约 1,234.00 元 + 约 2.00 美元"]),
        ({"CNY": Decimal("0.5"), "USD": Decimal(0)}, ["服务约 0.50 元"]),
        ({"CNY": Decimal("0.5"), "": None}, ["服务约 0.50 元", "另有一部分服务费用未知"]),
        ({"CNY": Decimal(0), "USD": None}, ["服务免费", "另有一部分服务费用未知"]),
    ],
)
def test_what_services_take_in_words(
    amounts: Mapping[str, Decimal | None], words: list[str]
) -> None:
    """Each currency by itself; what is not known is said beside what is, and is never 0."""
    assert quote_words.money(amounts) == words


def test_a_quote_and_what_was_spent_name_both(both: Studio) -> None:
    """The offer before the run, and the head after it, have dollars and yuan."""
    make(both)
    assert "4 张，4 代币，服务约 0.50 元 + 约 0.07 美元" in plainly(opened())
    lab.carry(both, lab.start(both))
    assert "已用 4 代币，服务约 0.50 元 + 约 0.07 美元" in plainly(opened("matrix"))


def test_the_figures_have_a_line_for_each(both: Studio) -> None:
    """An arm has nothing in the other one's currency, which is not 0."""
    make(both)
    lab.carry(both, lab.start(both))
    said = figures(opened("matrix"))
    assert said["总花费（元）"] == ["—", "0.5"]
    assert said["总花费（美元）"] == ["0.0672", "—"]
    view = reads.find(both.database, people.find(both.database, DEMO_USER), LAB)
    header = figures_table._exported_header(view.figures)
    rows = figures_table._exported(view.figures, {1: "A", 2: "B"})
    spent = [dict(zip(header, row, strict=True)) for row in rows]
    assert [each["总花费（元）"] for each in spent] == [None, 0.5]
    assert [each["总花费（美元）"] for each in spent] == [0.0672, None]


def test_the_report_has_them_too(both: Studio) -> None:
    """Its figures are those of the page."""
    make(both)
    lab.carry(both, lab.start(both))
    found = contents.read(both, people.find(both.database, DEMO_USER), LAB)
    told = Told(
        names={1: "A", 2: "B"},
        sides={},
        figures=figures_table.lines(found.view.figures),
        meanings="",
        stands=lambda _: "",
        moment=str,
    )
    page = document.to_html(found, told).decode()
    assert "<th>总花费（元）</th><td>—</td><td>0.5</td>" in page
    assert "<th>总花费（美元）</th><td>0.0672</td><td>—</td>" in page


# ------------------------------------------------------------------------------ an arm's model


def test_an_arms_model_says_what_to_know(both: Studio, yuan: YuanProvider) -> None:
    """Its note stands below its row, and that a seed has no effect on it."""
    yuan.models = (replace(yuan.models[0], note="*只*认英文。", seed=False),)
    make(both)
    assert "*只*认英文。　不使用种子：同一格每次都不同。" in plainly(opened())


@pytest.mark.parametrize("has_reference", [True, False])
def test_a_format_that_a_reference_decides_is_said_where_there_is_one(
    has_reference: bool, both: Studio, yuan: YuanProvider
) -> None:
    """Without a reference nothing is said of it."""
    yuan.models = (replace(yuan.models[0], references=1, keeps_reference_format=True),)
    case = CaseShape("船", {"mood": "calm"})
    make(both, with_reference(both, case) if has_reference else case)
    assert ("有参考图片的用例，画幅由参考图片决定。" in plainly(opened())) == has_reference


@pytest.mark.parametrize("has_reference", [True, False])
def test_a_model_that_takes_no_reference_says_so_where_it_is_chosen(
    has_reference: bool, both: Studio, yuan: YuanProvider
) -> None:
    """A selectbox greys nothing out: the option's own words are the warning, while it matters."""
    first = yuan.models[0]
    yuan.models = (first, replace(first, id="able", label="Able", references=1))
    case = CaseShape("船", {"mood": "calm"})
    make(both, with_reference(both, case) if has_reference else case)
    *_, model = [each for each in opened().selectbox if each.label == "模型"]
    more = "（不接受参考图片）" if has_reference else ""
    assert model.options == [f"{first.label}{more}", "Able"]


def test_a_reference_that_a_model_does_not_take_keeps_it_from_running(both: Studio) -> None:
    """The case and the arm are named before anybody clicks."""
    make(both, with_reference(both, CaseShape("船", {"mood": "calm"})))
    app = opened()
    assert "第 1 个用例有参考图片，第 2 个版本的模型不支持。" in plainly(app)
    assert next(each for each in app.button if each.label == "运行").disabled


def with_reference(studio: Studio, case: CaseShape) -> CaseShape:
    """Return a case with a reference."""
    kept = references.keep(studio, DEMO_USER, check_reference(png("red")), "船.png")
    return replace(case, reference=kept.name, reference_name="船.png")
