"""What is damaged, strange or would mix with something is refused, and leaves nothing."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import dumps
import pytest
from commands import command
from dumps import dump_of, files_of, members_of, place_at, restored, rows_of, write_dump
from fakes import (
    make_studio,
    place_and_run,
)
from sqlalchemy import inspect, make_url
from test_upgrades import DUMPS, load

from core.audit import audit
from core.database import Database
from core.dump.archive import BadDump
from core.dump.rows import filled_tables
from core.migrations import migrate
from core.restore import NotEmpty, restore
from core.settings import Settings
from core.studio import Studio

Fresh = Callable[[], str]


def has_no_table(to: Settings) -> bool:
    """Return whether a place's database is as empty as it can be."""
    database = Database(to.database)
    with database.read() as session:
        there = inspect(session.connection()).get_table_names()
    database.dispose()
    return not there


def test_a_damaged_dump_leaves_nothing(sqlite_studio: Studio, tmp_path: Path) -> None:
    """With any byte altered or any end cut off it is refused before anything is written."""
    place_and_run(sqlite_studio)
    file = tmp_path / "a.tar"
    dump_of(sqlite_studio, file)
    whole = file.read_bytes()
    to = place_at("", tmp_path / "new")
    database = Database(to.database)
    bad = tmp_path / "bad.tar"
    for at in range(0, len(whole), 61):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]):
            bad.write_bytes(damaged)
            with bad.open("rb") as dump, pytest.raises(BadDump):
                restore(database, to, dump)
    assert list(to.data_dir.iterdir()) == []
    database.dispose()


def test_strangers_are_refused(sqlite_studio: Studio, tmp_path: Path) -> None:
    """What is no dump of ours, or is newer, or holds what we don't know is told in a line."""
    place_and_run(sqlite_studio)
    dump_of(sqlite_studio, tmp_path / "a.tar")
    members = members_of(tmp_path / "a.tar")
    manifest = json.loads(members["manifest.json"])

    def changed(**more: object) -> bytes:
        return write_dump(
            tmp_path / "b.tar",
            members | {"manifest.json": json.dumps(manifest | more).encode()},
        ).read_bytes()

    def with_member(name: str) -> bytes:
        return write_dump(tmp_path / "b.tar", {name: b"", **members}).read_bytes()

    without = {name: data for name, data in members.items() if name != "manifest.json"}
    newer = (tmp_path / "a.tar").read_bytes().replace(b"studio-dump-1/", b"studio-dump-2/")
    cases = {
        b"": "cut short",
        b"hello": "not a dump",
        b"hello" * 1000: "not a dump",
        bytes(20_000): "not a dump",
        Path(str(make_url(sqlite_studio.settings.database).database)).read_bytes(): "not a dump",
        with_first_header(newer): "of format 2; this app reads format 1",
        changed(schema_revision="9999"): "9999 is newer than this app's",
        changed(tables={}): "no place for tables/",
        changed(lost=-1): "manifest.json is not one",
        write_dump(tmp_path / "b.tar", without).read_bytes(): "no manifest.json",
        with_member("originals/../../../etc/passwd"): "which this app does not know",
        with_member("library.toml"): "which this app does not know",
        with_member("tables/stranger.jsonl"): "no place for tables/stranger.jsonl",
        with_member("originals/0123456789abcdef.png") + b"\1": "its end is damaged",
    }
    to = place_at("", tmp_path / "new")
    database = Database(to.database)
    for number, (content, words) in enumerate(cases.items()):
        file = tmp_path / f"{number}.tar"
        file.write_bytes(content)
        with file.open("rb") as dump, pytest.raises(BadDump, match=words):
            restore(database, to, dump)
    database.dispose()
    assert not files_of(to)
    assert has_no_table(to)


def with_first_header(content: bytes) -> bytes:
    """Return a tar file whose first header has the sum of its bytes again."""
    header = bytearray(content[:512])
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + content[512:]


def told_of(members: dict[str, bytes], name: str, data: bytes) -> dict[str, bytes]:
    """Return a changed member, and the manifest that tells of it."""
    manifest = json.loads(members["manifest.json"])
    facts = {"rows": data.count(b"\n"), "sha256": sha256(data).hexdigest()}
    manifest["tables"][Path(name).stem] = facts
    return {name: data, "manifest.json": json.dumps(manifest).encode()}


@pytest.mark.sqlite_first
def test_rows_that_break_the_schema(
    sqlite_studio: Studio, new_database: Fresh, tmp_path: Path
) -> None:
    """Rows that no schema takes, that are told wrongly, or that refer to nothing, leave no row."""
    place_and_run(sqlite_studio)
    dump_of(sqlite_studio, tmp_path / "a.tar")
    members = members_of(tmp_path / "a.tar")
    user, entry = "tables/user.jsonl", "tables/transaction.jsonl"
    first = members[entry].splitlines(keepends=True)[0]
    broken = {
        "break the schema": {user: members[user].replace(b'"held":0', b'"held":500')},
        "no row of the table user": {user: b"[]\n"},
        "no row of the table transaction": {entry: members[entry] + b'{"id":9}\n'},
        "(not the same|break the schema)": {entry: members[entry].replace(first, b"")},
        "refer to nothing in transaction|break the schema": told_of(
            members, entry, members[entry].replace(b'"prompt_id":"open"', b'"prompt_id":"lost"')
        ),
    }
    to = place_at(new_database(), tmp_path / "new")
    database = Database(to.database)
    for words, changed in broken.items():
        file = write_dump(tmp_path / "b.tar", members | changed)
        with file.open("rb") as dump, pytest.raises(BadDump, match=words) as refused:
            restore(database, to, dump)
        assert len(str(refused.value).splitlines()) == 1
        with database.read() as session:
            assert filled_tables(session.connection()) == []
    database.dispose()
    restored(tmp_path / "a.tar", to)


@pytest.mark.sqlite_first
def test_a_place_that_is_not_empty(studio: Studio, tmp_path: Path) -> None:
    """Where rows or other pictures are, nothing is written; the dump's own files may be there."""
    place_and_run(studio)
    root, url = studio.settings.data_dir, studio.settings.database
    dump_of(studio, tmp_path / "a.tar")
    before = rows_of(studio.database), files_of(studio.settings)
    with (
        (tmp_path / "a.tar").open("rb") as dump,
        pytest.raises(NotEmpty, match="rows in prompt, user"),
    ):
        restore(studio.database, place_at(url, root), dump)
    assert (rows_of(studio.database), files_of(studio.settings)) == before
    beside = place_at(f"sqlite:///{tmp_path / 'beside.sqlite3'}", root)
    (root / "originals" / ".0123456789abcdef.png.0123456789abcdef.tmp").write_bytes(b"half")
    restored(tmp_path / "a.tar", beside)
    other = place_at(f"sqlite:///{tmp_path / 'other.sqlite3'}", root)
    (root / "thumbnails" / "0123456789abcdef.jpg").write_bytes(b"another's")
    with pytest.raises(NotEmpty, match="1 picture files"):
        restored(tmp_path / "a.tar", other)
    assert has_no_table(other)


def test_somebody_is_faster(studio: Studio, new_database: Fresh, tmp_path: Path) -> None:
    """An app that starts in the place in the last moment keeps it; nothing is mixed in."""
    place_and_run(studio)
    dump_of(studio, tmp_path / "a.tar")
    to = place_at(new_database(), tmp_path / "new")
    started: list[Studio] = []

    def start(what: str, done: int) -> None:
        if what == "schema":
            started.append(make_studio(to.database, to.data_dir))

    with pytest.raises(NotEmpty, match="rows in"):
        restored(tmp_path / "a.tar", to, start)
    (new,) = started
    assert audit(new.database).clean
    assert rows_of(new.database)["generation"] == []
    assert not files_of(to)
    new.database.dispose()


@pytest.mark.sqlite_first
def test_a_newer_place_is_refused(new_database: Fresh, tmp_path: Path) -> None:
    """Empty tables of another schema than the dump's are told apart, in one line."""
    url = new_database()
    kind = make_url(url).get_backend_name()
    old = load(DUMPS / f"21e2f49.{kind}.sql", url)
    dumps.dump_as_it_is(old, tmp_path / "a.tar")
    old.dispose()
    to = place_at(new_database(), tmp_path / "new")
    database = Database(to.database)
    migrate(database)
    database.dispose()
    with pytest.raises(NotEmpty, match="a new database is needed"):
        restored(tmp_path / "a.tar", to)


@pytest.mark.slow
def test_the_command_refuses_in_one_line(sqlite_studio: Studio, tmp_path: Path) -> None:
    """A dump that is not there, a bad one, bad settings and a full disk are a line each, exit 1."""
    dumps.fill(sqlite_studio)
    dump_of(sqlite_studio, tmp_path / "a.tar")
    (tmp_path / "bad.tar").write_bytes(b"no dump")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    cases: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        ((url, tmp_path / "new", tmp_path / "none.tar"), "can't be read", {}),
        ((url, tmp_path / "new", tmp_path / "bad.tar"), "not a dump of this app", {}),
        (("nonsense", tmp_path / "new", tmp_path / "a.tar"), "DATABASE_URL", {}),
        ((url, tmp_path / "new", tmp_path / "a.tar"), "can't be written", {"preexec_fn": small}),
    )
    for given, words, more in cases:
        done = command("core.restore", *given, **more)
        assert (done.returncode, len(done.stdout.splitlines())) == (1, 1), done
        assert words in done.stdout
        assert "Traceback" not in done.stderr
