"""The benchmark's own parts: its data is true, and its helpers compute what they say."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from driver import PAGE_S
from fakes import CHEAP, OPEN, FakeClock, make_studio, order_of, recover_dead
from sqlalchemy import func, select
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from bench import data, loading
from bench.experiments import lab, voting
from bench.measure import Figure, Goal, Times, flatness, number, percentile, table
from bench.replay import recorded, replay
from bench.visitor import visiting
from core.audit import audit
from core.experiments.voting import reads
from core.library.prompts import Card
from core.orders.pool.workers import Pool
from core.people import people
from core.settings import ROOT, Settings
from core.studio import Studio
from core.tables import Generation, OrderStatus, Transaction

PLAN = data.Plan(entries=700, people=7, left_behind=5)


def library() -> list[Card]:
    """Return two prompts as a member sees them."""
    known: dict[str, Any] = {"title": "t", "description": "d", "category": "c", "text": "x"}
    known |= {"members_only": False, "version_id": "x@1", "number": 1, "locked": False}
    return [Card(id=name, cost=cost, **known) for name, cost in ((OPEN, 5), (CHEAP, 1))]


def test_the_books_are_clean(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit finds what the generator writes clean, whatever the size of a batch."""
    monkeypatch.setattr(loading, "BATCH", 64)
    written = data.write(studio.database, PLAN)
    assert audit(studio.database).clean
    with studio.database.read() as session:
        counted = session.scalar(
            select(func.count())
            .select_from(Transaction)
            .where(col(Transaction.user_id).startswith("bench-"))
        )
    assert counted == written.entries >= PLAN.entries


def test_the_schema_is_whole_again(sqlite_studio: Studio) -> None:
    """Loading puts every index and trigger back: entries are append-only as before."""

    def schema() -> set[Any]:
        with sqlite_studio.database.read() as session:
            return set(
                session.connection().exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
            )

    before = schema()
    data.write(sqlite_studio.database, PLAN)
    assert schema() == before
    with sqlite_studio.database.read() as session:
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_the_same_seed_tells_the_same_history() -> None:
    """Equal plans give equal rows; another seed gives others."""
    first, second = (list(data.History(PLAN, library(), 2).rows()) for _ in range(2))
    other = list(data.History(data.Plan(700, people=7, seed=2), library(), 2).rows())
    assert first == second
    assert first != other


def test_what_was_left_behind_can_be_recovered(studio: Studio) -> None:
    """Recovery ends exactly the orders that the generator left held."""
    written = data.write(studio.database, PLAN)
    assert len(written.left_behind) == PLAN.left_behind
    assert recover_dead(studio) == PLAN.left_behind
    with studio.database.read() as session:
        held = select(Generation).where(col(Generation.status) == OrderStatus.HELD)
        assert session.scalars(held).first() is None


def test_pictures_can_be_found(sqlite_studio: Studio) -> None:
    """The linked files are what the store looks for."""
    written = data.write(sqlite_studio.database, PLAN)
    root = sqlite_studio.settings.data_dir
    data.link_pictures(root, written.heavy_pictures, b"original", b"thumbnail")
    order_id = written.heavy_pictures[0]
    assert order_of(sqlite_studio, order_id).user_id == data.HEAVY
    assert sqlite_studio.images.read_original(order_id) == b"original"


def test_a_replay_does_the_same(tmp_path: Path) -> None:
    """The recorded statements, replayed on an equal database, leave the same balance."""
    ours, bare = (make_studio("", tmp_path / name, clock=FakeClock()) for name in ("ours", "bare"))
    with recorded(ours.database) as sent:
        people.top_up(ours.database, people.DEMO_USER, key="k", now=ours.now())
    assert replay(bare.database, sent) > 0
    balances = [people.find(each.database, people.DEMO_USER).balance for each in (ours, bare)]
    assert balances[0] == balances[1] == 100 + people.TOP_UP_TOKENS
    for each in (ours, bare):
        assert audit(each.database).clean
        each.database.dispose()


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([1, 2, 3, 4], 50, 2), ([1, 2, 3, 4], 95, 4), ([7], 5, 7), (list(range(100)), 95, 94)],
)
def test_percentile(values: list[float], percent: int, expected: float) -> None:
    """A percentile is the value at its nearest rank."""
    assert percentile(values, percent) == expected


def test_a_goal_looks_at_value_or_ratio() -> None:
    """Goals are upper limits unless they say otherwise; no floor means no ratio to reach."""
    assert Figure("", 10, "ms", goal=Goal(10)).is_met
    assert not Figure("", 10, "ms", floor=4, goal=Goal(2, "ratio")).is_met
    assert Figure("", 10, "/s", floor=40, goal=Goal(0.25, "ratio", at_least=True)).is_met
    assert not Figure("", 10, "ms", goal=Goal(2, "ratio")).is_met
    assert Figure("", 10, "ms").is_met is None


def test_flatness_compares_the_slowest_with_the_fastest() -> None:
    """The ratio is the largest median by the smallest, whichever size they belong to."""
    figure = flatness(
        "list", {"10": Times([2.0]), "100": Times([1.0]), "1000": Times([3.0])}, limit=2
    )
    assert (figure.value, figure.floor, figure.is_met) == (3.0, 1.0, False)


def test_the_table_lines_up() -> None:
    """Every line is as wide as the others on a terminal, with Chinese in it too."""
    lines = list(table([Figure("图库", 12.34, "ms", 20, 6.17, Goal(3.5, "ratio"), "note")]))
    assert "12.3 ms" in lines[2]
    assert "2 x" in lines[2]
    assert "✓" in lines[2]
    assert len(lines[0]) == len(lines[1]) == len(lines[2]) + 2  # two letters, two columns each
    assert number(1234.5) == "1,234"


def test_visitors_stay_on_this_machine() -> None:
    """The websocket client refuses any host but the loopback address."""

    async def visit() -> None:
        async with visiting("http://example.com:80"):
            pass

    with pytest.raises(ValueError, match="this machine"):
        asyncio.run(visit())


def test_an_experiment_is_filled_run_by_run(tmp_path: Path) -> None:
    """The benchmark's experiment has a picture in each cell, and the books are clean after it."""
    opened = lab.open_lab(Settings(data_dir=tmp_path / "lab", image_provider="demo"))
    pool = Pool(opened.studio).start()
    try:
        experiment_id = lab.filled(opened, pool, cases=2, a_run=1)
    finally:
        pool.stop()
    assert len(lab.picture_orders(opened, experiment_id)) == 2 * lab.ARMS
    assert audit(opened.studio.database).clean
    opened.studio.database.dispose()


def test_votes_that_were_written_are_ended_by_the_last_voter(tmp_path: Path) -> None:
    """All pairs want one more vote each; those reveal, and the books are clean after it."""
    opened = lab.open_lab(Settings(data_dir=tmp_path / "lab", image_provider="demo"))
    experiment_id = voting.filled(opened, 1, lab.Size(repeats=1, voters=3))
    figure = voting.vote_on(opened.studio, "SQLite", experiment_id)
    assert figure.note.startswith(f"{lab.ARMS - 1} votes, after {2 * (lab.ARMS - 1)};")
    owner = people.find(opened.studio.database, opened.owner)
    found = reads.conclusion(opened.studio.database, owner, experiment_id)
    assert found
    assert [each.votes for each in found.revealed] == [3 * (lab.ARMS - 1)]
    assert audit(opened.studio.database).clean
    opened.studio.database.dispose()


def test_bare_pages_draw_what_ours_are_compared_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bare page has a matrix of 16 rows; the bare culling goes on by one picture a click."""
    bare = AppTest.from_file(str(ROOT / "bench/bare_page.py"), default_timeout=PAGE_S)
    bare.query_params.update({"matrix": "1", "table": "1"})
    bare.run()
    assert not bare.exception
    assert len(bare.dataframe[0].value) == lab.CASES_A_RUN
    addresses = [f"http://127.0.0.1/{number}.png" for number in range(4)]
    (tmp_path / "pictures").write_text("\n".join(addresses), encoding="utf-8")
    monkeypatch.setenv("BENCH_PICTURES", str(tmp_path / "pictures"))
    place = str(ROOT / "bench/experiments/bare_culling.py")
    culling = AppTest.from_file(place, default_timeout=PAGE_S).run()
    culling.button[0].click().run()
    assert culling.session_state["shown"] == 1
    assert not culling.exception
