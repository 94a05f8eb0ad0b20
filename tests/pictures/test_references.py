"""Whose a reference is: rows made at the upload, kept by orders, forgotten without one."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from alembic import command
from alembic.config import Config
from fakes import HOUR_MS, form, in_threads, png
from sqlalchemy import select, text
from sqlmodel import col

from core import migrations
from core.database import Database
from core.errors import InvalidImage, PersonNotFound
from core.orders import submission
from core.orders.sweep import SWEEP_AGE_S, sweep
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.uploads import check_reference
from core.studio import Studio
from core.tables import UploadedReference


def keep(studio: Studio, person: str = DEMO_MEMBER, colour: str = "red") -> str:
    """Upload a picture of one colour as somebody."""
    return references.keep(studio, person, check_reference(png(colour)), "山.png").name


def owned(studio: Studio, person: str, name: str) -> bool:
    """Return what core answers about a person and a reference."""
    with studio.database.read() as session:
        return references.owned(session, person, name)


def later(studio: Studio, hours: int) -> None:
    """Move the studio's clock, and with it the age of every file."""
    now = studio.now() + hours * HOUR_MS
    object.__setattr__(studio, "now", lambda: now)


def test_a_reference_belongs_to_who_uploaded_it(studio: Studio) -> None:
    """Only the uploader has it; another who uploads the same picture has it too, as their own."""
    name = keep(studio)
    assert (owned(studio, DEMO_MEMBER, name), owned(studio, DEMO_USER, name)) == (True, False)
    with pytest.raises(InvalidImage, match="missing"):
        references.find(studio.database, DEMO_USER, name)
    with pytest.raises(InvalidImage, match="missing"), studio.database.read() as session:
        references.admit(session, DEMO_USER, name)
    assert keep(studio, DEMO_USER) == name
    assert references.find(studio.database, DEMO_USER, name).file_name == "山.png"


@pytest.mark.parametrize("name", ["", "no-such.jpg", "\0", "\ud800", "x" * 9000], ids=len)
def test_words_that_are_no_reference_are_nobodys(studio: Studio, name: str) -> None:
    """Whatever an address holds is answered as unknown, never as a crash."""
    assert not owned(studio, DEMO_MEMBER, name)
    with pytest.raises(InvalidImage, match="missing"):
        references.find(studio.database, DEMO_MEMBER, name)


def test_the_same_upload_many_times_at_once_is_one_row(studio: Studio) -> None:
    """Eight uploads of one picture at one instant all succeed and leave one row."""
    assert set(in_threads(8, lambda _: keep(studio))) == {keep(studio)}
    with studio.database.read() as session:
        assert len(session.scalars(select(col(UploadedReference.name))).all()) == 1


def test_an_upload_without_an_order_is_forgotten_after_a_day(studio: Studio) -> None:
    """A row keeps its file for a day of grace, an order keeps both, and a row alone keeps none."""
    used, unused = keep(studio, colour="red"), keep(studio, colour="blue")
    submission.submit(studio, DEMO_MEMBER, form("k", reference=used, reference_name="山.png"))
    folder = studio.settings.data_dir / "references"
    for path in folder.iterdir():  # the files are old, the rows are not: files can be restored
        os.utime(path, (1, 1))
    later(studio, 23)
    assert sweep(studio) == 0
    later(studio, 2)
    assert sweep(studio) == 1
    assert studio.images.read_reference(used)
    assert owned(studio, DEMO_MEMBER, used)
    assert not owned(studio, DEMO_MEMBER, unused)


def test_one_persons_order_keeps_nobody_elses_row(studio: Studio) -> None:
    """The row of who never ordered goes, though the same picture stays for who did."""
    name = keep(studio)
    keep(studio, DEMO_USER)
    submission.submit(studio, DEMO_MEMBER, form("k", reference=name))
    later(studio, 2 * SWEEP_AGE_S // 3600)
    assert sweep(studio) == 0
    assert (owned(studio, DEMO_MEMBER, name), owned(studio, DEMO_USER, name)) == (True, False)


def test_a_repeated_upload_begins_a_new_day(studio: Studio) -> None:
    """Who uploads again before the day is over keeps the reference for another day."""
    name = keep(studio)
    later(studio, 23)
    keep(studio)
    later(studio, 2)
    sweep(studio)
    assert owned(studio, DEMO_MEMBER, name)


def test_an_upload_of_nobody_is_refused(studio: Studio) -> None:
    """Whose books were replaced under an open page is told so."""
    with pytest.raises(PersonNotFound):
        keep(studio, "nobody")


def test_a_repeated_upload_has_its_last_name(studio: Studio) -> None:
    """The same picture under another file's name is one reference, called as it was last."""
    name = keep(studio)
    references.keep(studio, DEMO_MEMBER, check_reference(png("red")), "海.png")
    assert references.find(studio.database, DEMO_MEMBER, name).file_name == "海.png"


def test_orders_from_before_name_their_people(new_database: Callable[[], str]) -> None:
    """The migration gives each earlier order's person the reference, under its file's name."""
    database = Database(new_database())
    _upgrade(database, "0002")
    with database.write() as tx:
        tx.execute(text(_PEOPLE))
        tx.execute(text(_PROMPT))
        for number, (person, name, called, when) in enumerate(_BEFORE):
            order = {"id": f"o{number}", "user": person, "name": name, "called": called}
            tx.execute(text(_ORDER), order | {"when": when})
    migrations.migrate(database)
    with database.read() as session:
        rows = session.scalars(select(UploadedReference).order_by(UploadedReference.user_id)).all()
        found = [(row.user_id, row.name, row.file_name, row.uploaded_at) for row in rows]
    database.dispose()
    assert found == [("a", "r.jpg", "山.png", 1000), ("b", "r.jpg", "", 3000)]


_BEFORE = [
    ("a", "r.jpg", "", 1000),
    ("a", "r.jpg", "山.png", 2000),
    ("b", "r.jpg", "", 3000),
    ("b", None, "", 4000),
]
_PEOPLE = """
INSERT INTO "user" (id, name, is_member, balance, held, created_at)
VALUES ('a', 'A', true, 0, 0, 0), ('b', 'B', true, 0, 0, 0)
"""
_PROMPT = """
INSERT INTO prompt (id, title, description, category, text, cost, members_only, active, position)
VALUES ('p', 'P', '', '', '', 1, false, true, 0)
"""
_ORDER = """
INSERT INTO generation (id, user_id, key, fingerprint, prompt_id, prompt_title, prompt_category,
  prompt_text, prompt_members_only, wish, reference, reference_name, aspect_ratio, seed, provider,
  model, cost, status, error_code, error_reason, error_facts, expires_at, created_at, ended_at)
VALUES (:id, :user, :id, '', 'p', 'P', '', '', false, '', :name, :called, '1:1', 0, 'fake', 'm', 1,
  'released', 'CANCELLED', '', '{}', 0, :when, :when)
"""


def _upgrade(database: Database, revision: str) -> None:
    with database.engine.connect() as connection:
        writing = connection.execution_options(write=True)
        with writing.begin():
            config = Config()
            folder = migrations.__file__.rpartition("/")[0]
            config.set_main_option("script_location", folder)
            config.attributes["connection"] = writing
            command.upgrade(config, revision)
