"""A dump into an empty place: `python -m core.restore FILE`.

    check       every byte of the dump against its digests; nothing is written before
    rows        schema and all rows, read back and compared with the dump
    pictures    into folder or bucket: before the commit they are nobody's
    commit      rows and schema, brought up to today's: until then there is no row for anybody
    audit       of the books as they are then, and their fingerprint

A kill leaves no rows. Then the same dump can be restored again: its own files are no obstacle.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from core import books
from core.audit import Report, audit, describe
from core.database import Database, connection_of
from core.dump import archive, manifest, pictures, rows
from core.dump.archive import BadDump, Member, Reader
from core.dump.manifest import Manifest
from core.dump.progress import Progress, Watch, silent
from core.ledger import fingerprints
from core.migrations import filling, revision_of, revisions
from core.pictures.files import private_file, private_folder
from core.pictures.store.contract import Store
from core.pictures.store.opening import open_store
from core.settings import Settings


class NotEmpty(Exception):
    """Something is there already; the text says what, in one line."""


def restore(
    database: Database, settings: Settings, file: BinaryIO, *, progress: Progress = silent
) -> Manifest:
    """Fill an empty database, and the folder or bucket of pictures; return the dump's manifest.

    Raises `BadDump`, `NotEmpty`, `StorageFailed` or SQLAlchemy's errors, and then leaves no rows.
    """
    reader, store = Reader(file), open_store(settings)
    made = _check(reader, progress)
    _make_place(settings)
    _need_space(database, store, reader)
    progress("schema", 0)
    try:
        with filling(database, made.schema_revision) as connection:
            _need_start(connection, made)
            _fill(connection, reader, made, progress)
            for done, member in enumerate(_pictures(reader), start=1):
                progress("pictures", done)
                store.put(member.name, reader.data(member))
            progress("commit", 0)
    except IntegrityError as error:
        rule = str(error.orig).partition("\n")[0]  # what follows may quote the row
        raise BadDump(f"its rows break the schema: {rule}") from error
    return made


def _check(reader: Reader, progress: Progress) -> Manifest:
    """Read all of the dump; raise `BadDump` for one that is damaged, or of a newer app."""
    progress("check", 0)
    alone = archive.verify(reader, _is_known, partial(progress, "check"))
    if manifest.NAME not in alone:
        raise BadDump(f"it has no {manifest.NAME}")
    made = manifest.read(reader.data(alone[manifest.NAME]))
    if made.schema_revision not in revisions():
        raise BadDump(
            f"its schema {made.schema_revision} is newer than this app's, {revisions()[0]}: "
            "use the version that made it, or a later one"
        )
    return made


def _is_known(name: str) -> bool:
    return name == manifest.NAME or rows.is_member(name) or pictures.is_member(name)


def _pictures(reader: Reader) -> Iterator[Member]:
    return (member for member in reader.members() if pictures.is_member(member.name))


def _make_place(settings: Settings) -> None:
    """Make folder and database file for our own user only, as the app's start does."""
    private_folder(settings.data_dir)
    if settings.database_file:
        private_file(settings.database_file)


def _need_space(database: Database, store: Store, reader: Reader) -> None:
    foreign = pictures.strangers(store, (member.name for member in _pictures(reader)))
    if foreign:
        raise NotEmpty(f"{foreign} picture files that this dump does not hold are in {store}")
    with database.read() as session:
        _need_no_rows(connection_of(session))


def _need_no_rows(connection: Connection) -> None:
    filled = rows.filled_tables(connection)
    if filled:
        raise NotEmpty(f"the database has rows in {', '.join(filled)}")


def _need_start(connection: Connection, made: Manifest) -> None:
    """Look again, now that nobody else can write: somebody may have been faster."""
    _need_no_rows(connection)
    revision = revision_of(connection)
    if revision != made.schema_revision:
        raise NotEmpty(
            f"the database has the schema {revision}, the dump has {made.schema_revision}: "
            "a new database is needed"
        )


def _fill(connection: Connection, reader: Reader, made: Manifest, progress: Progress) -> None:
    """Write all rows and read them back: what is not the same to the byte is not kept."""
    there = {
        rows.member_name(name): table
        for name, table in rows.tables_of(connection).items()
        if name in made.tables
    }
    for member in reader.members():
        if rows.is_member(member.name):
            if member.name not in there:
                raise BadDump(f"its schema has no place for {member.name}")
            told = partial(progress, member.name)
            told(0)
            rows.fill(connection, there[member.name], reader.lines(member), told)
    for name, facts in made.tables.items():
        table = there[rows.member_name(name)]
        if rows.facts_of(connection, table, partial(progress, f"compare {name}")) != facts:
            raise BadDump(f"the rows of {name} are not the same once they are written")
    orphans = rows.orphans(connection)
    if orphans:
        raise BadDump(f"it has rows that refer to nothing in {', '.join(orphans)}")


def conclude(made: Manifest, report: Report, fingerprint: str) -> Iterator[str]:
    """Yield what stands there now as lines for a terminal."""
    yield from describe(report)
    if made.lost or made.altered:
        yield f"{made.lost} files were lost and {made.altered} altered before the dump was made"
    if made.schema_revision != revisions()[0]:
        yield f"the schema was {made.schema_revision}, and is {revisions()[0]} now"
    if fingerprint != made.fingerprint:
        yield f"FAIL the dump's fingerprint is {made.fingerprint}"
    yield f"fingerprint {fingerprint}"


def main() -> int:
    """Restore the dump that the command line names; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m core.restore", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="what core.backup has written")
    path = parser.parse_args().file
    try:
        found = books.named()
        with path.open("rb") as file, books.explained(found, "written"):
            database = found.connect()
            made = restore(database, found.settings, file, progress=Watch())
            report = audit(database)
            with database.read() as session:
                fingerprint = fingerprints.of_everybody(session)
    except OSError as error:
        return books.give_up(f"{path} can't be read: {error.strerror}")
    except (BadDump, NotEmpty) as error:
        return books.give_up(f"{path} is not restored: {error}")
    except books.NoBooks as error:
        return books.give_up(error)
    books.say(conclude(made, report, fingerprint))
    return 0 if report.clean and fingerprint == made.fingerprint else 1


if __name__ == "__main__":
    sys.exit(main())
