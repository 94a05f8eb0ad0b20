"""What is kept on the disk belongs to the user who runs the studio, and to nobody else."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

import pytest
from pydantic import SecretStr

from core.database import Database
from core.errors import StorageFailed
from core.pictures import files
from core.pictures.files import private_file, private_folder
from core.pictures.store.folder import Folder
from core.settings import ROOT, Settings
from core.studio import open_studio


def mode(path: Path) -> int:
    return S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """Let everybody read and write what says nothing else: a mode must not hang on the umask."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_fresh_studio_is_private(tmp_path: Path) -> None:
    """Folders are 0700; the database, what SQLite keeps beside it, and the key are 0600."""
    settings = Settings(data_dir=tmp_path / "data", image_provider="demo")
    studio = open_studio(settings)
    found = {path.name: mode(path) for path in settings.data_dir.rglob("*")}
    studio.database.dispose()
    assert mode(settings.data_dir) == 0o700
    assert {name for name, bits in found.items() if bits == 0o700} == {
        "originals",
        "thumbnails",
        "references",
        "blind",
    }
    assert {name for name, bits in found.items() if bits == 0o600} == {
        "secret.key",
        "studio.sqlite3",
        "studio.sqlite3-wal",
        "studio.sqlite3-shm",
    }
    assert len(found) == 8


def test_folders_made_on_the_way_are_private(tmp_path: Path) -> None:
    """Whatever folders DATA_DIR and DATABASE_URL need are made for our own user alone."""
    data, books = tmp_path / "a" / "b" / "data", tmp_path / "c" / "d" / "books.sqlite3"
    url = SecretStr(f"sqlite:///{books}")
    settings = Settings(data_dir=data, database_url=url, image_provider="demo")
    open_studio(settings).database.dispose()
    Database(f"sqlite:///{tmp_path / 'e' / 'f' / 'books.sqlite3'}").dispose()
    files.write_whole(tmp_path / "g" / "h" / "a.png", b"picture")
    Folder(tmp_path / "i").probe("j")
    made = [path for path in tmp_path.rglob("*") if path.is_dir()]
    assert {path.name: oct(mode(path)) for path in made if mode(path) != 0o700} == {}
    assert {path.name for path in made} >= {*"abcdefghij"}


def test_an_older_studio_becomes_private(tmp_path: Path) -> None:
    """Folders and files of an earlier version are tightened at the start; what is in them stays."""
    data = tmp_path / "data"
    (data / "originals").mkdir(parents=True)
    elsewhere = tmp_path / "books"
    elsewhere.mkdir()
    book = elsewhere / "old.sqlite3"
    url = f"sqlite:///{book}"
    settings = Settings(data_dir=data, database_url=SecretStr(url), image_provider="demo")
    open_studio(settings).database.dispose()
    for path in (data, data / "originals"):
        path.chmod(0o755)
    book.chmod(0o644)
    wal = book.with_name(f"{book.name}-wal")
    wal.write_bytes(b"")
    wal.chmod(0o644)
    studio = open_studio(settings)
    assert [mode(path) for path in (data, data / "originals", book, wal)] == [0o700] * 2 + [
        0o600
    ] * 2
    assert mode(elsewhere) == 0o777  # somebody's own folder, with other things in it
    with studio.database.read() as session:
        assert session.connection().exec_driver_sql('SELECT count(*) FROM "user"').scalar() == 2
    studio.database.dispose()


def test_a_shared_folder_stays_shared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder like /tmp is nobody's own: it stays as it is, and the log says so."""
    tmp_path.chmod(0o1777)
    private_folder(tmp_path)
    assert mode(tmp_path) == 0o1777
    assert "files.not_private" in "".join(capsys.readouterr())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_somebody_elses_folder_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of another user is not changed, even by root; the log names it."""
    tmp_path.chmod(0o755)
    os.chown(tmp_path, 12345, 12345)
    private_folder(tmp_path)
    assert mode(tmp_path) == 0o755
    assert "files.not_private" in "".join(capsys.readouterr())


def test_what_cannot_be_tightened_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's folder does not stop the start; the log names it."""

    def refuse(self: Path, bits: int) -> None:
        raise PermissionError

    tmp_path.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", refuse)
    private_folder(tmp_path)
    assert "files.not_private" in "".join(capsys.readouterr())


def test_a_file_in_the_folders_place_is_a_failure_of_the_disk(tmp_path: Path) -> None:
    """What is no folder is refused in the studio's own words."""
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(StorageFailed):
        private_folder(tmp_path / "data" / "inside")
    with pytest.raises(StorageFailed):
        private_file(tmp_path)
    with pytest.raises(StorageFailed):
        Folder(tmp_path).probe("data")


@pytest.mark.parametrize(
    "name", [".env", ".env.local", ".streamlit/secrets.toml", "data/studio.sqlite3"]
)
def test_git_ignores_secrets(name: str) -> None:
    """What may hold a key is not offered to git."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    asked = subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT, check=False)
    assert asked.returncode == 0


def test_a_folder_that_a_file_needs_is_private(tmp_path: Path) -> None:
    """Where a picture's folder was taken away, the next picture makes it for our user alone."""
    files.write_whole(tmp_path / "originals" / "a.png", b"picture")
    assert mode(tmp_path / "originals") == 0o700
