"""账本指纹 on the page: shown to keep, carried by the CSV, and checked when somebody brings it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from driver import button, open_app, texts
from fakes import make_studio, place_and_run
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from core.ledger import fingerprints, statement
from core.ledger.statement import EntryFilter
from core.orders.pool import workers
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.studio import Studio, use
from pages.parts import addresses, formats
from pages.parts.ledger import entries_table


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Studio]:
    """Make a studio with one settled order the current one."""
    made = make_studio("", tmp_path / "data")
    place_and_run(made, "a", person=DEMO_MEMBER)
    with use(made):
        yield made
        workers.stop()
    made.database.dispose()


def report(**address: str) -> AppTest:
    """Open 核对结果."""
    return open_app("ledger.py", **{addresses.LEDGER_SECTION: "核对结果", **address})


def check(app: AppTest, words: str) -> str:
    """Bring a text and click 核对指纹; return what is then said."""
    app.text_area(key="fingerprint_text").set_value(words).run()
    button(app, "核对指纹").click().run()
    assert not app.exception
    return texts(app)


def test_a_kept_fingerprint_is_confirmed(here: Studio) -> None:
    """Nothing was changed: all lines of everybody's file are said to fit."""
    said = check(report(), fingerprints.whole_file(here.database))
    assert "2 个指纹全部吻合" in said


def test_a_change_is_told(here: Studio) -> None:
    """A changed entry makes the fingerprint that includes it wrong, and only that one."""
    kept = fingerprints.whole_file(here.database)
    with here.database.write() as tx:
        tx.execute(text("DROP TRIGGER transaction_no_update"))
        tx.execute(text("UPDATE \"transaction\" SET created_at = 5 WHERE user_id = 'demo-member'"))
    app = report()
    assert "2 个指纹中有 1 个不吻合" in check(app, kept)
    (table,) = app.table
    assert "有账目被改动、替换或删除" in table.value.to_csv()


@pytest.mark.parametrize("words", ["", "这不是指纹"])
def test_what_is_no_fingerprint_is_said_to_be_none(here: Studio, words: str) -> None:
    """The refusal says which line, and what to do."""
    assert "第 1 行不是账本指纹" in check(report(), words)


def test_a_changed_file_is_refused(here: Studio) -> None:
    """A file that lost a line is not half checked."""
    _, *rest = fingerprints.whole_file(here.database).splitlines()
    assert "指纹文件不完整" in check(report(), "\n".join(rest))


def test_the_csv_carries_each_entrys_fingerprint(here: Studio) -> None:
    """Each row of it has its number and a fingerprint that the check takes."""
    rows = statement.all_entries(here.database, EntryFilter())
    told: list[dict[str, Any]] = list(entries_table.exported(rows, formats.zone(), with_names=True))
    assert [row["编号"] for row in told if row["姓名"] == "演示会员"] == [2, 1]
    lines = "\n".join(row["账本指纹"] for row in told)
    found = fingerprints.check(here.database, fingerprints.parse(lines))
    assert len(found) == 3
    assert {one.verdict for one in found} == {fingerprints.Verdict.UNCHANGED}
    assert DEMO_USER not in lines
