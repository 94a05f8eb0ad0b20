"""Studios worth a dump, dumps of them, and places to restore them into; some die at it."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from fakes import CHEAP, place, png, provider_of, store_as_its_worker
from schemas import make
from shelves import Shelf
from sqlmodel import Session, SQLModel

from core.audit import audit, describe
from core.backup import backup
from core.database import Database
from core.dump import archive, manifest, rows
from core.dump.archive import Reader
from core.dump.manifest import Manifest
from core.dump.progress import Progress, silent
from core.library import versions
from core.library.versions import Content
from core.migrations import revision_of
from core.orders import endings
from core.people.people import DEMO_MEMBER, DEMO_USER
from core.pictures import references
from core.pictures.store.folder import Folder
from core.pictures.store.opening import open_store
from core.pictures.uploads import check_reference
from core.restore import restore
from core.settings import Settings
from core.studio import Studio
from core.tables import Account, ActKind, AdminAct, Role, User

NOW = 1_790_000_000_000
DIFFICULT = 'a "wish"\n\\ with \u2028 and 🐉 雨后, it\'s ☂\t{}'
TABLES = [table.name for table in SQLModel.metadata.sorted_tables]
Point = tuple[str, int]  # what is told of the progress, and how many of it are done


def fill(studio: Studio) -> dict[str, str]:
    """Make rows of every kind; return the open orders without and with a stored picture."""
    provider_of(studio).queue(png(), png(), png(), b"no picture")
    make.fill(studio)
    references.keep(studio, DEMO_USER, check_reference(png("blue")), "blue.png")
    with studio.database.write(alone=True) as tx:
        content = Content("a {{colour}} pebble", 1, {"colour": "grey"})
        version = versions.add(tx, CHEAP, content, author=DEMO_USER, now=studio.now(), note="n")
        versions.decide(tx, version, by="voter", now=studio.now(), why="why", proof="proof")
        _add_team(tx, now=studio.now())
    endings.cancel(studio, DEMO_USER, place(studio, "cancelled").id)
    paid = replace(studio, budgets={"fake": Decimal(1)})
    waiting = place(paid, "open", CHEAP, wish=DIFFICULT)
    stored = place(paid, "stored", CHEAP)
    store_as_its_worker(studio, stored)
    return {"waiting": waiting.id, "stored": stored.id}


def _add_team(tx: Session, *, now: int) -> None:
    """Let the demo user sign in and be made a publisher."""
    who: dict[str, Any] = {"issuer": "https://id.example", "subject": "1", "email": "a@b.example"}
    tx.add(Account(user_id=DEMO_USER, created_at=now, **who))
    role = {"before": Role.PROPOSER, "after": Role.PUBLISHER, "reason": "trusted"}
    act = {"key": "act", "actor_id": DEMO_MEMBER, "kind": ActKind.ROLE, "acted_at": now, **role}
    tx.add(AdminAct.model_validate({**act, "person_id": DEMO_USER}))
    tx.get_one(User, DEMO_USER).role = Role.PUBLISHER


def dump_of(studio: Studio, file: Path, progress: Progress = silent) -> Manifest:
    """Back a studio up; nothing may be missing."""
    made, copied = backup(studio.database, studio.images.store, file, now=NOW, progress=progress)
    assert not copied.faults
    return made


def place_at(url: str, data_dir: Path, **storage: Any) -> Settings:
    """Return the settings that name a place; `storage` is where pictures are, if not there."""
    return Settings.model_validate({"database_url": url, "data_dir": data_dir, **storage})


def restored(file: Path, to: Settings, progress: Progress = silent) -> Manifest:
    """Restore a dump; the books must be clean then, and every picture there."""
    database = Database(to.database)
    try:
        with file.open("rb") as dump:
            made = restore(database, to, dump, progress=progress)
        report = audit(database)
        assert report.clean, "\n".join(describe(report))
        return made
    finally:
        database.dispose()


def rows_of(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, in an order of its own."""
    with database.read() as session:
        return {
            table.name: sorted(
                (dict(row) for row in session.execute(table.select()).mappings()), key=repr
            )
            for table in SQLModel.metadata.sorted_tables
        }


def files_of(place: Settings) -> dict[str, bytes]:
    """Return every picture file of a place, by its key."""
    return Shelf(open_store(place)).files("originals", "thumbnails", "references")


def members_of(file: Path) -> dict[str, bytes]:
    """Return all members of a dump."""
    with file.open("rb") as dump:
        reader = Reader(dump)
        return {member.name: reader.data(member) for member in list(reader.members())}


def write_dump(file: Path, members: dict[str, bytes]) -> Path:
    """Write a dump of these members, whole as far as its digests tell."""
    with file.open("wb") as out, TemporaryFile() as sums:
        dump = archive.Writer(out, sums, now=NOW)
        for name, data in members.items():
            if name != archive.SUMS:
                dump.add(name, data)
        dump.close()
    return file


def dump_as_it_is(database: Database, file: Path) -> Manifest:
    """Dump a database of any schema, without its pictures, as the app of that time would."""
    members: dict[str, bytes] = {}
    facts = {}
    with database.snapshot() as session:
        connection = session.connection()
        there = rows.tables_of(connection)
        for name in (name for name in TABLES if name in there):
            member = rows.member_name(name)
            members[member] = b""

            def write(data: bytes, member: str = member) -> str:
                members[member] += data
                return sha256(members[member]).hexdigest()

            facts[name] = rows.write_out(connection, there[name], write, nothing)
        revision = revision_of(connection)
    made = Manifest(
        made_at=NOW,
        database="sqlite",
        schema_revision=revision,
        fingerprint="",
        tables=facts,
        files={},
        lost=0,
        altered=0,
    )
    write_dump(file, members | {manifest.NAME: made.to_json()})
    return made


def nothing(_: int) -> None:
    """Hear how many rows are done."""


def _die_at(point: Point) -> Progress:
    def progress(what: str, done: int) -> None:
        if (what, done) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return progress


def back_up_and_die(reports: Connection, url: str, root: Path, file: Path, point: Point) -> None:
    """Back up in a process that is killed at a point of its progress."""
    backup(Database(url), Folder(root), file, now=NOW, progress=_die_at(point))
    reports.send("survived")


def restore_and_die(reports: Connection, to: Settings, file: Path, point: Point) -> None:
    """Restore in a process that is killed at a point of its progress, or at the end."""
    restored(file, to, progress=_die_at(point))
    reports.send("survived")
