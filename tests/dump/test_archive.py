"""A dump's tar file: any size in little memory, and every byte of it counts."""

from __future__ import annotations

import io
import tarfile
import tracemalloc
from hashlib import sha256
from tempfile import TemporaryFile
from typing import Any

import pytest
from dumps import NOW, dump_of, nothing
from sqlalchemy import text
from sqlmodel import SQLModel

from core.dump import archive, rows
from core.dump.archive import BadDump, Reader, Writer
from core.dump.progress import Watch
from core.studio import Studio


def written(*members: tuple[str, bytes]) -> io.BytesIO:
    """Return a dump of these members."""
    file, sums = io.BytesIO(), io.BytesIO()
    dump = Writer(file, sums, now=NOW)
    for name, data in members:
        dump.add(name, data)
    dump.close()
    return file


def test_members_come_back_as_they_were() -> None:
    """Names, sizes and bytes are the same, for empty members and for those that fill blocks."""
    members = [(f"a/{size}", bytes([size % 251]) * size) for size in (0, 1, 511, 512, 513, 2**21)]
    reader = Reader(written(*members))
    *found, sums = [(member.name, reader.data(member)) for member in list(reader.members())]
    assert found == members
    lines = (f"{sha256(data).hexdigest()}  {name}\n" for name, data in members)
    assert sums == ("SHA256SUMS", "".join(lines).encode())
    told: list[int] = []
    assert archive.verify(reader, lambda name: True, told.append) == {}
    assert told == list(range(len(members) + 1))


def test_others_read_it_too() -> None:
    """Python's own tarfile finds the same; members are private, of the dump's own time."""
    with tarfile.open(fileobj=io.BytesIO(written(("a/b", b"content")).getvalue())) as tar:
        names = tar.getnames()
        info = tar.getmember("studio-dump-1/a/b")
        file = tar.extractfile(info)
        assert file is not None
        assert file.read() == b"content"
    assert names == ["studio-dump-1/a/b", "studio-dump-1/SHA256SUMS"]
    assert (info.mode, info.mtime) == (0o600, NOW // 1000)


def test_a_member_may_be_larger_than_tar_once_allowed() -> None:
    """A header tells sizes above 8 GiB too, and where such a member ends."""

    class Endless(io.RawIOBase):
        """A file that is mostly zeros, which nobody keeps."""

        def __init__(self) -> None:
            self.at = 0
            self.end = 0
            self.kept: dict[int, bytes] = {}

        def write(self, data: Any) -> int:
            if any(data[:1024]) or len(data) == 512:
                self.kept[self.at] = bytes(data)
            self.at += len(data)
            self.end = max(self.end, self.at)
            return len(data)

        def tell(self) -> int:
            return self.at

        def seek(self, offset: int, whence: int = 0) -> int:
            self.at = self.end if whence == 2 else offset
            return self.at

    file = Endless()
    dump = Writer(file, io.BytesIO(), now=NOW)  # type: ignore[arg-type]
    size = 9 * 2**30
    with dump.member("a/b"):
        file.seek(512 + size)
        file.end = file.at
    info = tarfile.TarInfo.frombuf(file.kept[0], "utf-8", "strict")
    assert (info.name, info.size) == ("studio-dump-1/a/b", size)


def test_lines_cross_pieces() -> None:
    """Lines are whole wherever a piece ends, and other members may be read between two of them."""
    lines = [b"x" * (number * 7919 % 300_000) + b"\n" for number in range(40)]
    file = written(("a/a", b"".join(lines)), ("a/b", b"other"), ("a/c", b"no end"))
    reader = Reader(file)
    first, second, third, _ = list(reader.members())
    found = []
    for line in reader.lines(first):
        found.append(line)
        assert reader.data(second) == b"other"
    assert found == lines
    assert list(reader.lines(third)) == [b"no end"]


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ((("a/b", b"1"), ("SHA256SUMS", b"")), "holds SHA256SUMS"),
        ((("stranger", b"1"),), "holds stranger"),
    ],
)
def test_a_dump_of_another_kind_is_refused(members: Any, words: str) -> None:
    """Digests in the middle are no digests, and an unknown name is told."""
    with pytest.raises(BadDump, match=words):
        archive.verify(Reader(written(*members)), lambda name: "/" in name, nothing)


def test_a_dump_without_its_digests_is_half_a_dump() -> None:
    """What ends before the digests is refused, even where its last file reads like them."""
    line = archive.sum_line(sha256(b"1").hexdigest(), "a/a")
    file = written(("a/a", b"1"), ("a/b", line))
    *_, sums = Reader(file).members()
    half = file.getvalue()[: sums.start - 512] + bytes(1024)
    with pytest.raises(BadDump, match="it has no SHA256SUMS"):
        archive.verify(Reader(io.BytesIO(half)), lambda name: True, nothing)


def test_where_a_dump_was_cut_is_told() -> None:
    """A member whose bytes are not all there is named, before any of them is read."""
    file = written(("a/a", b"1" * 2000))
    first, _ = Reader(file).members()
    half = file.getvalue()[: first.start + 600]
    with pytest.raises(BadDump, match="cut short in a/a"):
        list(Reader(io.BytesIO(half)).members())


def test_missing_members_are_noticed() -> None:
    """A member that only the digests name has been taken out."""
    file = written(("a/a", b"1"), ("a/b", b"2"))
    reader = Reader(file)
    _, second, sums = list(reader.members())
    whole = file.getvalue()
    without = whole[: second.start - 512] + whole[sums.start - 512 :]
    with pytest.raises(BadDump, match="names what is not there"):
        archive.verify(Reader(io.BytesIO(without)), lambda name: True, nothing)


def test_links_and_folders_are_refused() -> None:
    """Only plain files of a dump's own folder are members."""
    for kind in (tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.LNKTYPE):
        info = tarfile.TarInfo("studio-dump-1/a/b")
        info.type, info.linkname = kind, "/etc/passwd"
        content = info.tobuf(tarfile.GNU_FORMAT) + bytes(1024)
        with pytest.raises(BadDump, match="not a dump of this app"):
            list(Reader(io.BytesIO(content)).members())


@pytest.mark.slow
def test_many_members_take_little_memory() -> None:
    """Neither writing nor checking keeps anything of a member that is done."""
    with TemporaryFile() as file, TemporaryFile() as sums:
        tracemalloc.start()
        dump = Writer(file, sums, now=NOW)
        for number in range(5_000):
            dump.add(f"originals/{number:016x}.png", b"p")
        dump.close()
        archive.verify(Reader(file), lambda name: True, nothing)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 2.5 * 2**20  # two pieces; 5,000 kept members would be more


@pytest.mark.slow
def test_a_long_table_takes_little_memory(studio: Studio, tmp_path: Any) -> None:
    """Rows are read, written and inserted a batch at a time."""
    with studio.database.write() as tx:
        insert = "INSERT INTO uploadedreference VALUES ('demo-user', :name, :file, 0)"
        many = [{"name": f"{number:064x}.jpg", "file": "x" * 180} for number in range(30_000)]
        tx.execute(text(insert), many)
        del many
    whole = 30_000 * 300  # bytes of the lines
    table = SQLModel.metadata.tables["uploadedreference"]
    tracemalloc.start()
    with studio.database.snapshot() as session:
        facts = rows.facts_of(session.connection(), table, nothing)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert facts.rows == 30_000
    assert peak < whole / 3
    with studio.database.write() as tx:
        tx.execute(text("DELETE FROM uploadedreference"))


def test_progress_is_told_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each thing that begins, and for each ten thousand of it; all on stderr."""
    watch = Watch()
    for done in (0, 1000, 9000, 10_000, 11_000, 25_000):
        watch("rows", done)
    watch("sync", 0)
    told = capsys.readouterr()
    assert told.err == "rows\nrows 10000\nrows 25000\nsync\n"
    assert told.out == ""


def test_dumps_of_equal_studios_are_equal(sqlite_studio: Studio, tmp_path: Any) -> None:
    """The same books at the same instant make the same file, byte for byte."""
    dump_of(sqlite_studio, tmp_path / "a.tar")
    dump_of(sqlite_studio, tmp_path / "b.tar")
    assert (tmp_path / "a.tar").read_bytes() == (tmp_path / "b.tar").read_bytes()
