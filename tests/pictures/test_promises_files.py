"""Files and rows in their right order, and a disk that refuses: what a crash can't undo."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pytest
import shelves
from disk import Disk
from fakes import HOUR_MS, PNG, gone, moments_of, order_of, place, png
from structlog.testing import capture_logs

from core.errors import Cancelled, InvalidImage, StorageFailed
from core.faults import ImageFault
from core.orders import endings
from core.orders.sweep import sweep
from core.people import people
from core.people.people import DEMO_USER
from core.pictures.files import build_whole, load_secret, write_whole
from core.pictures.storage import ImageStore
from core.pictures.store.folder import Folder
from core.pictures.store.memory import KEEP_S, Memory
from core.pictures.uploads import check_answer, check_reference
from core.studio import Studio, now_ms
from core.tables import Generation, OrderStatus

ID, OTHER = "0123456789abcdef", "fedcba9876543210"
OLD_S = 1_000_000_000.0  # long before any day of grace


@pytest.fixture
def store(tmp_path: Path) -> ImageStore:
    """Return an empty store."""
    return ImageStore(Folder(tmp_path / "pictures"), b"secret")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return where the store's files are."""
    return tmp_path / "pictures"


def placed_with_picture(studio: Studio) -> Generation:
    """Return a held order whose picture is stored, as it is just before it settles."""
    order = place(studio)
    studio.images.store_original(order.id, check_answer(PNG))
    return order


# --------------------------------------------------------------------------- what a power cut finds


def test_bytes_are_on_the_disk_before_their_name(
    store: ImageStore, tmp_path: Path, disk: Disk
) -> None:
    """Pictures, references and the key are synced whole before they get their name."""
    answer, reference = check_answer(PNG), check_reference(png("red"))
    store.store_original(ID, answer)
    store.store_reference(reference)
    secret = load_secret(tmp_path / "keys", None)
    sizes = [len(answer.thumbnail), len(answer.data), len(reference.data), len(secret)]
    assert [(put.size, put.synced) for put in disk.puts] == [(size, size) for size in sizes]


def test_two_unfinished_files_of_one_name_are_two(tmp_path: Path) -> None:
    """While a file is being written, another writer of its name ends first; the last one stays."""
    file = tmp_path / "picture.png"

    def write(open_file: BinaryIO) -> None:
        open_file.write(b"first ")
        write_whole(file, b"another's")
        assert file.read_bytes() == b"another's"
        open_file.write(b"and last")

    build_whole(file, write)
    assert file.read_bytes() == b"first and last"
    assert list(tmp_path.iterdir()) == [file]


def test_a_key_that_is_there_first_stays(tmp_path: Path, disk: Disk) -> None:
    """While a process writes its key another one puts its own: that is the key of both."""
    theirs = b"k" * 64
    disk.before_put = lambda: (tmp_path / "secret.key").write_bytes(theirs)
    assert load_secret(tmp_path, None) == theirs


@pytest.mark.parametrize("kind", ["picture", "reference", "key"])
def test_a_new_name_is_on_the_disk_before_the_work_goes_on(
    store: ImageStore, tmp_path: Path, disk: Disk, kind: str
) -> None:
    """When storing returns, the folders of all new names are synced: a power cut forgets none."""
    work: dict[str, Callable[[], object]] = {
        "picture": lambda: store.store_original(ID, check_answer(PNG)),
        "reference": lambda: store.store_reference(check_reference(PNG)),
        "key": lambda: load_secret(tmp_path / "keys", None),
    }
    work[kind]()
    assert disk.puts
    assert disk.unsynced == set()


def test_the_original_is_put_last_and_taken_first(store: ImageStore, disk: Disk) -> None:
    """An original means that its thumbnail is there too, at any instant of storing and removing."""
    store.store_original(ID, check_answer(PNG))
    assert [put.name for put in disk.puts] == [f"{ID}.jpg", f"{ID}.png"]
    store.remove(ID)
    assert [path.parent.name for path in disk.deleted] == ["originals", "thumbnails"]


def test_an_original_that_stays_keeps_its_thumbnail(
    store: ImageStore, root: Path, disk: Disk
) -> None:
    """Where the original can't be deleted, the thumbnail is not deleted either."""
    store.store_original(ID, check_answer(PNG))
    disk.refused = {root / "originals" / f"{ID}.png"}
    with pytest.raises(StorageFailed):
        store.remove(ID)
    assert (root / "thumbnails" / f"{ID}.jpg").exists()


def test_storing_leaves_no_handle_open(store: ImageStore, root: Path) -> None:
    """Neither files nor folders stay open: a process has a thousand handles, and pictures more."""
    store.store_original(ID, check_answer(PNG))
    store.store_reference(check_reference(PNG))
    ours = {path.stat().st_ino for path in root.rglob("*")}
    still_open = set()
    for handle in Path("/dev/fd").iterdir():
        with suppress(OSError):  # the one that listed them
            still_open.add(os.fstat(int(handle.name)).st_ino)
    assert ours & still_open == set()


# ----------------------------------------------------------------------------- first row, then file


def test_a_release_is_true_before_its_file_goes(studio: Studio, disk: Disk) -> None:
    """While the row says held, the picture is there: recovery could still settle with it."""
    order = placed_with_picture(studio)
    seen: list[bool] = []

    def look() -> None:
        seen.append(studio.images.find_original(order.id) is not None)

    moments_of(studio).on("commit", look)
    moments_of(studio).on("committed", look)
    assert endings.cancel(studio, DEMO_USER, order.id)
    assert seen == [True, True]
    assert studio.images.find_original(order.id) is None


def test_a_release_that_fails_takes_no_file(studio: Studio) -> None:
    """When the database refuses the release, row and picture are as they were."""
    order = placed_with_picture(studio)
    moments_of(studio).once("commit", gone())
    with pytest.raises(StorageFailed):
        endings.cancel(studio, DEMO_USER, order.id)
    assert order_of(studio, order.id).status == OrderStatus.HELD
    assert studio.images.read_original(order.id) == PNG


# --------------------------------------------------------------------- a file that can't be deleted


def test_tokens_go_back_where_the_file_stays(studio: Studio, disk: Disk) -> None:
    """A file that can't be deleted keeps no hold; the sweep takes it when it can."""
    order = placed_with_picture(studio)
    original = studio.settings.data_dir / shelves.original(studio, order.id)
    disk.refused = {original}
    assert endings.cancel(studio, DEMO_USER, order.id)
    assert order_of(studio, order.id).error_code == Cancelled.code
    assert people.find(studio.database, DEMO_USER).available == 100
    assert original.exists()
    disk.refused.clear()
    object.__setattr__(studio, "now", lambda: 2**42 + 48 * HOUR_MS)
    assert sweep(studio) == 2
    assert not original.exists()


@pytest.mark.parametrize("folder", ["originals", "thumbnails", "references"])
def test_the_sweep_goes_on_past_a_file_that_stays(
    store: ImageStore, root: Path, disk: Disk, folder: str
) -> None:
    """One file that can't be deleted stops no other's end; it is logged, and not counted."""
    for name in (ID, OTHER):
        store.store_original(name, check_answer(PNG))
        store.store_reference(check_reference(png("red" if name == ID else "blue")))
    (root / "originals" / f".{ID}.png.0123456789abcdef.tmp").write_bytes(b"half")
    everything = [path for path in root.rglob("*") if path.is_file()]
    for path in everything:
        os.utime(path, (OLD_S, OLD_S))
    stays = min((root / folder).iterdir())
    disk.refused = {stays}
    with capture_logs() as events:
        removed = store.sweep(lambda _: set(), lambda _: set(), 0.0, int(OLD_S * 1000) + HOUR_MS)
    assert [path for path in everything if path.exists()] == [stays]
    assert removed == len(everything) - 1
    assert [event["event"] for event in events] == ["file.not_deleted"]


# ----------------------------------------------------------------- a file that goes at a bad moment


def test_a_picture_that_goes_while_it_is_read_is_missing(store: ImageStore, root: Path) -> None:
    """Swept or removed between looking and reading, a picture is missing and nothing worse."""
    store.store_original(ID, check_answer(PNG))
    found = store.open_original(ID)
    assert found
    assert store.find_original(ID)
    (root / "originals" / f"{ID}.png").unlink()
    with pytest.raises(FileNotFoundError):
        next(found.pieces())
    with pytest.raises(InvalidImage) as caught:
        store.read_original(ID)
    assert caught.value.reason == ImageFault.MISSING


def test_a_picture_that_cannot_be_read_is_not_missing(store: ImageStore, root: Path) -> None:
    """A disk that refuses to read is a failure of the files: the picture may still be there."""
    store.store_original(ID, check_answer(PNG))
    path = root / "originals" / f"{ID}.png"
    found = store.open_original(ID)
    assert found
    path.unlink()
    path.symlink_to(path.name)  # a loop: no system reads that, not even for root
    with pytest.raises(StorageFailed):
        store.read_original(ID)
    with pytest.raises(StorageFailed):
        next(found.pieces())


def test_a_file_that_goes_during_the_sweep_is_no_failure(store: ImageStore, root: Path) -> None:
    """What a release removes while the sweep asks for its row is not counted, and stops nothing."""
    for name in (ID, OTHER):
        store.store_original(name, check_answer(PNG))
    for path in root.rglob("*.*"):
        os.utime(path, (OLD_S, OLD_S))

    def release_one(names: list[str]) -> set[str]:
        store.remove(ID)
        return set()

    assert store.sweep(release_one, lambda _: set(), 0.0, int(OLD_S * 1000) + HOUR_MS) == 2


def test_a_sweep_that_the_disk_refuses_says_so(tmp_path: Path) -> None:
    """Folders that can't be read end the sweep as a failure of the files."""
    (tmp_path / "blocked").write_text("")
    with pytest.raises(StorageFailed):
        ImageStore(Folder(tmp_path / "blocked"), b"secret").sweep(
            lambda _: set(), lambda _: set(), 0.0, int(OLD_S * 1000)
        )


def test_pages_believe_for_a_minute_that_a_picture_is_there(tmp_path: Path) -> None:
    """One that somebody took away by hand is missed a minute later; recovery sees it at once."""
    seconds = [100.0]
    folder = Folder(tmp_path, Memory(lambda: seconds[0]))
    store = ImageStore(folder, b"secret")
    assert [store.has_original(ID) for _ in range(2)] == [False, False]
    store.store_original(ID, check_answer(PNG))
    assert store.has_original(ID), "that it was missing is not believed"
    (tmp_path / "originals" / f"{ID}.png").unlink()
    assert store.has_original(ID)
    assert store.find_original(ID) is None
    seconds[0] += KEEP_S
    assert not store.has_original(ID)


@pytest.mark.parametrize("swept", [False, True])
def test_pages_know_at_once_what_was_deleted_here(tmp_path: Path, *, swept: bool) -> None:
    """What this process deletes or sweeps is missed by the next page."""
    store = ImageStore(Folder(tmp_path), b"secret")
    store.store_original(ID, check_answer(PNG))
    assert store.has_original(ID)
    if swept:
        store.sweep(lambda _: set(), lambda _: set(), older_than_s=-60, now_ms=now_ms())
    else:
        store.remove(ID)
    assert not store.has_original(ID)
