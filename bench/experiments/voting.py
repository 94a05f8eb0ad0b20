"""Blind votes by the thousand: a vote and the next pair, and what came of all votes.

All votes but one person's are written as rows. The last voter votes, first in a browser, then as a
page's callback does; the last of these votes reveals.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from random import Random
from urllib.parse import urlencode

from sqlalchemy import insert, select
from sqlmodel import col

from bench.beside_bare import Seen, beside_bare
from bench.browser import chromium
from bench.experiments import culling, keys, lab
from bench.experiments.lab import ARMS, Lab, Size
from bench.measure import Figure, Goal, Times
from bench.parts import add_person
from bench.server import BARE, INSTANT_APP, Server, serving
from bench.workspace import POSTGRESQL, SQLITE, Workspace
from core.experiments.voting import ballots, pairs, reads, votes
from core.orders.pool.workers import Pool
from core.people import people
from core.studio import Studio
from core.tables import MAX_CELLS, Ballot, Choice, Pair, Vote

NEXT_GOAL, CONCLUSION_GOAL = Goal(150), Goal(300)
CASES, SIZE = 21, Size(repeats=4, voters=20)  # 252 pairs that want 5,040 votes
QUICK_CASES, QUICK_SIZE = 6, Size(repeats=2, voters=3)
VOTER = "bench-voter-{}"
LAST = VOTER.format(0)  # who votes while it is measured
KEY = "1"
ANSWERS = (Choice.LEFT, Choice.RIGHT, Choice.SAME, Choice.NEITHER, Choice.SKIP)
CONCLUSIONS = 20  # readings


def measure(place: Workspace) -> Iterator[Figure]:
    """Yield the figures of core on both databases, and those of pages on SQLite."""
    size = SIZE if not place.quick else QUICK_SIZE
    for database in (SQLITE, POSTGRESQL):
        settings = place.settings(database)
        owned = lab.open_lab(settings)
        experiment_id = filled(owned, place.repeats(CASES, QUICK_CASES), size)
        if database == SQLITE:
            with serving(INSTANT_APP, settings.data_dir) as server:
                yield _keys(place, server, owned, experiment_id)
        yield vote_on(owned.studio, database, experiment_id)
        yield _conclusion(owned.studio, database, experiment_id)
        if database == SQLITE:
            with serving(INSTANT_APP, settings.data_dir) as server:
                yield from _page(place, server, owned, experiment_id)
        owned.studio.database.dispose()


def filled(owned: Lab, cases: int, size: Size) -> str:
    """Run an experiment and write all its votes but the last voter's; return its id."""
    pool = Pool(owned.studio).start()
    try:
        a_run = MAX_CELLS // (ARMS * size.repeats)
        experiment_id = lab.filled(owned, pool, cases, a_run=a_run, size=size)
    finally:
        pool.stop()
    pairs.open_all(owned.studio, experiment_id)
    for number in range(size.voters):
        add_person(owned.studio, VOTER.format(number))
        if number:
            _write_votes(owned.studio, experiment_id, number)
    return experiment_id


def _write_votes(studio: Studio, experiment_id: str, number: int) -> None:
    """Write one person's ballots and votes on all pairs, the same each time but for tokens."""
    random, now, person = Random(number), studio.now(), VOTER.format(number)
    with studio.database.write() as tx:
        found = tx.scalars(select(col(Pair.id)).where(col(Pair.experiment_id) == experiment_id))
        seen = [
            Ballot(
                pair_id=pair_id,
                person_id=person,
                arm_is_left=random.random() < 0.5,
                left_token=studio.new_id() + studio.new_id(),
                right_token=studio.new_id() + studio.new_id(),
                shown_at=now,
            ).model_dump()
            for pair_id in found.all()
        ]
        said = [
            Vote(
                pair_id=ballot["pair_id"],
                person_id=person,
                n=1,
                answer=random.choice(ANSWERS).value,
                look=1,
                voted_at=now,
            ).model_dump()
            for ballot in seen
        ]
        tx.execute(insert(Ballot), seen)
        tx.execute(insert(Vote), said)


def vote_on(studio: Studio, database: str, experiment_id: str) -> Figure:
    """Have the last voter vote on what is left; return how long a vote and the next pair took."""
    times, filled_before = Times(), _filled(studio, experiment_id)
    sight = ballots.next_sight(studio, LAST, experiment_id)
    while sight:
        with times.one():
            cast = votes.vote(studio, LAST, sight.pair_id, Choice.LEFT)
            sight = None if cast.ends else ballots.next_sight(studio, LAST, experiment_id)
    note = f"{len(times.ms)} votes, after {filled_before:,}; without a page, copies made on the way"
    return times.figure(f"{database}: a vote and the next pair", goal=NEXT_GOAL, note=note)


def _filled(studio: Studio, experiment_id: str) -> int:
    person = people.find(studio.database, LAST)
    return reads.vote_state(studio.database, person, experiment_id).progress.filled


def _conclusion(studio: Studio, database: str, experiment_id: str) -> Figure:
    person, times = people.find(studio.database, LAST), Times()
    for _ in range(CONCLUSIONS):
        with times.one():
            found = reads.conclusion(studio.database, person, experiment_id)
    if found is None:
        raise RuntimeError("not revealed: what was measured is worth nothing")
    name = f"{database}: what came of {found.revealed[-1].votes:,} votes"
    return times.figure(name, goal=CONCLUSION_GOAL, note="read and counted, without a page")


def _keys(place: Workspace, server: Server, owned: Lab, experiment_id: str) -> Figure:
    """Return how long a key takes in 盲评, beside a page that does nothing but show two more."""
    before = _filled(owned.studio, experiment_id)
    query = urlencode({"me": LAST, "e": experiment_id, "tab": "vote"})
    folder = place.folder("bare-voting")
    with (
        keys.copies(place, _addresses(owned.studio, server)) as pictures,
        serving(culling.BARE, folder, BENCH_PICTURES=pictures, BENCH_BESIDE="2") as bare,
        chromium() as browser,
    ):
        ours = keys.open_page(browser, f"{server.url}/experiments?{query}")
        plain = keys.open_page(browser, bare.url)
        cpu_ms, turns = server.cpu_ms, place.repeats(10, 1)
        ours_ms, plain_ms = keys.in_turns(ours, plain, KEY, turns)
        a_key = (server.cpu_ms - cpu_ms) / keys.presses(turns)
    server.check()
    note = f"{len(ours_ms.ms)} keys after {before:,} votes, {a_key:.0f} ms of processor time each"
    return ours_ms.figure("盲评: key to next pair", floor=plain_ms, goal=NEXT_GOAL, note=note)


def _addresses(studio: Studio, server: Server) -> list[str]:
    """Return the addresses of another voter's pairs: copies that are made on the way as well."""
    tokens = select(col(Ballot.left_token), col(Ballot.right_token)).where(
        col(Ballot.person_id) == VOTER.format(1)
    )
    with studio.database.read() as session:
        found = [token for row in session.execute(tokens) for token in row]
    return [f"{server.url}/ballot/{token}" for token in found]


def _page(place: Workspace, server: Server, owned: Lab, experiment_id: str) -> Iterator[Figure]:
    query = urlencode({"me": owned.owner, "e": experiment_id, "tab": "conclusion"})
    seen = Seen("结论", "experiments", query, goal=CONCLUSION_GOAL)
    with serving(BARE, place.folder("bare")) as bare:
        yield from asyncio.run(beside_bare(place, seen, server, bare))
    server.check()
