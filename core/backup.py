"""Everything in one file while the app runs: `python -m core.backup FILE`.

    snapshot    every row of every table, at one instant
    pictures    the files that those rows name; no transaction is open meanwhile
    end         manifest and digests; synced, and only then under its name

Exit 0: FILE is there, and nothing is missing in it. Exit 1: it is not there, or some pictures were
lost or altered before: then they are named, and all the rest is in FILE.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from sqlmodel import SQLModel

from core import books
from core.database import Database, connection_of
from core.dump import archive, manifest, pictures, rows
from core.dump.manifest import Manifest, TableFacts
from core.dump.pictures import Copied
from core.dump.progress import Progress, Watch, silent
from core.ledger import fingerprints
from core.migrations import revision_of, revisions
from core.pictures.files import build_whole
from core.pictures.store.contract import Store
from core.pictures.store.opening import open_store
from core.studio import now_ms


def backup(
    database: Database, store: Store, file: Path, *, now: int, progress: Progress = silent
) -> tuple[Manifest, Copied]:
    """Write a dump of the database and of the pictures in `store`; return what is in it.

    `now` is the instant that the dump bears, in milliseconds since 1970. Raises `NoBooks` for a
    schema of another version, `StorageFailed` for what database, disk or bucket refuse: then no
    file is left, but for a kill: that leaves a hidden one, `.NAME.….tmp`.
    """
    made: list[tuple[Manifest, Copied]] = []

    def write(out: BinaryIO) -> None:
        made.append(_write(out, database, store, file.parent, now, progress))

    build_whole(file, write)
    return made[0]


def _write(
    out: BinaryIO, database: Database, store: Store, beside: Path, now: int, progress: Progress
) -> tuple[Manifest, Copied]:
    with TemporaryFile(dir=beside) as sums, TemporaryFile(dir=beside) as notes:
        dump = archive.Writer(out, sums, now=now)
        facts = _write_tables(dump, database, notes, progress)
        notes.seek(0)
        copied = pictures.copy(database, store, notes, dump, partial(progress, "pictures"))
        whole = Manifest(
            made_at=now,
            database="sqlite" if database.is_sqlite else "postgresql",
            **facts,
            files=dict(copied.files),
            lost=copied.faults["lost"],
            altered=copied.faults["altered"],
        )
        progress("manifest", 0)
        dump.add(manifest.NAME, whole.to_json())
        dump.close()
        progress("sync", 0)
        return whole, copied


def _write_tables(
    dump: archive.Writer, database: Database, notes: BinaryIO, progress: Progress
) -> dict[str, Any]:
    """Write all rows of one snapshot, and note which files they name; return its facts."""
    with database.snapshot() as session:
        connection = connection_of(session)
        revision, todays = revision_of(connection), revisions()[0]
        if revision != todays:
            raise books.NoBooks(
                f"the books have the schema {revision or 'of no app'}, this version's is {todays}: "
                "use the version that runs the app"
            )
        tables: dict[str, TableFacts] = {}
        for table in SQLModel.metadata.sorted_tables:
            name = rows.member_name(table.name)
            progress(name, 0)
            with dump.member(name) as write:
                told = partial(progress, name)
                tables[table.name] = rows.write_out(connection, table, write, told)
        pictures.note_wanted(session, notes)
        fingerprint = fingerprints.of_everybody(session)
    return {"schema_revision": revision, "tables": tables, "fingerprint": fingerprint}


def describe(made: Manifest, copied: Copied) -> Iterator[str]:
    """Yield what a dump holds as lines for a terminal."""
    for name, facts in made.tables.items():
        yield f"{facts.rows} rows of {name}"
    for folder, count in made.files.items():
        yield f"{count} files of {folder}"
    yield from copied.named
    if made.lost or made.altered:
        yield f"FAIL {made.lost} files are lost, {made.altered} are altered; all others are in it"
    yield f"schema {made.schema_revision}, fingerprint {made.fingerprint}"


def main() -> int:
    """Write the dump that the command line names; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m core.backup", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="the dump; it must not be there")
    file = parser.parse_args().file.absolute()
    if file.exists():
        return books.give_up(f"{file} is there already")
    try:
        found = books.existing()
        with books.explained(found):
            database, store = found.connect(), open_store(found.settings)
            made, copied = backup(database, store, file, now=now_ms(), progress=Watch())
    except books.NoBooks as error:
        return books.give_up(error)
    books.say(describe(made, copied))
    return 1 if copied.faults else 0


if __name__ == "__main__":
    sys.exit(main())
