"""Picture files are whole or absent, and only a signed, unexpired address shows one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import shelves
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from shelves import Shelf

from core.errors import InvalidImage, StorageFailed
from core.faults import ImageFault
from core.pictures import signing
from core.pictures.files import load_secret
from core.pictures.storage import ImageStore, Kind, Known
from core.pictures.store.folder import Folder
from core.pictures.uploads import MIME_OF_SUFFIX, Picture, check_answer, check_reference

pytestmark = [pytest.mark.both_storages, pytest.mark.folder_first]

REPOSITORY = Path(__file__).resolve().parents[2]
ID = "0123456789abcdef"
OTHER = "fedcba9876543210"
HOUR_MS = 3_600_000
NOW_MS = 1_790_000_000_123
BAD_NAMES = (
    "",
    "..",
    "../../etc/passwd",
    "/etc/passwd",
    "0123456",
    "0123456789ABCDEF",
    f"{ID}.png",
    f"{ID}/..",
    f"{ID}\n",
    f"{ID}\0",
    "0" * 65,
    "０１２３４５６７８９",
    "*" * 16,
)


def picture(kind: str = "PNG", colour: str = "teal", size: tuple[int, int] = (640, 480)) -> Picture:
    """Return a checked answer."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return check_answer(buffer.getvalue())


def reference(colour: str = "teal") -> Picture:
    """Return a checked reference."""
    return check_reference(picture(colour=colour).data)


def files(root: Path) -> set[str]:
    """Return every file below root, by its relative path."""
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def keys(images: ImageStore) -> set[str]:
    """Return the keys of all that is stored."""
    return Shelf(images.store).keys()


def nothing(_names: list[str]) -> set[str]:
    """Answer that no row names any of them."""
    return set()


def everything(names: list[str]) -> set[str]:
    """Answer that rows name all of them."""
    return set(names)


@pytest.fixture
def store(tmp_path: Path, storage: dict[str, Any]) -> ImageStore:
    """Return an empty store."""
    return ImageStore(shelves.opened(storage, tmp_path / "pictures"), b"secret")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return where the files of the store are, if it is a folder."""
    return tmp_path / "pictures"


class TestFiles:
    @pytest.mark.parametrize(
        ("kind", "suffix"),
        [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".webp"), ("AVIF", ".avif"), ("GIF", ".gif")],
    )
    def test_original_is_unchanged(self, store: ImageStore, kind: str, suffix: str) -> None:
        """The original comes back byte for byte, under its id and its own suffix."""
        stored = picture(kind)
        store.store_original(ID, stored)
        assert store.read_original(ID) == stored.data
        assert store.find_original(ID) == f"{ID}{suffix}"
        assert MIME_OF_SUFFIX[suffix] == stored.mime
        assert keys(store) == {f"originals/{ID}{suffix}", f"thumbnails/{ID}.jpg"}

    def test_thumbnail(self, store: ImageStore) -> None:
        """The thumbnail is a small JPEG in the picture's proportions."""
        store.store_original(ID, picture())
        with Image.open(BytesIO(store.read_thumbnail(ID))) as small:
            assert (small.format, small.size) == ("JPEG", (320, 240))

    @shelves.folder_only
    def test_original_comes_last(self, store: ImageStore, root: Path) -> None:
        """When the original cannot be put in its place, only its thumbnail is there."""
        (root / "originals" / f"{ID}.png" / "x").mkdir(parents=True)
        with pytest.raises(StorageFailed):
            store.store_original(ID, picture())
        assert store.find_original(ID) is None
        assert files(root) == {f"thumbnails/{ID}.jpg"}

    def test_storing_again_replaces(self, store: ImageStore) -> None:
        """Storing the same id again leaves the newer picture, whole."""
        store.store_original(ID, picture(colour="red"))
        newer = picture(colour="blue")
        store.store_original(ID, newer)
        assert store.read_original(ID) == newer.data

    def test_reference_by_hash(self, store: ImageStore) -> None:
        """Equal references are one file, under the name that the picture brought."""
        one, two = store.store_reference(reference()), store.store_reference(reference())
        assert one == two == reference().name
        assert keys(store) == {f"references/{one}"}
        assert store.read_reference(one) == reference().data

    def test_missing(self, store: ImageStore, root: Path) -> None:
        """What is not there is missing, and looking for it makes nothing."""
        assert store.find_original(ID) is None
        for read, name in ((store.read_original, ID), (store.read_reference, "0" * 64 + ".jpg")):
            with pytest.raises(InvalidImage) as caught:
                read(name)
            assert caught.value.reason == ImageFault.MISSING
        assert not root.exists()
        assert keys(store) == set()

    def test_remove(self, store: ImageStore) -> None:
        """Removing an id deletes its two files and nothing else; again is no error."""
        store.store_original(ID, picture())
        store.store_original(OTHER, picture())
        store.remove(ID)
        store.remove(ID)
        assert keys(store) == {f"originals/{OTHER}.png", f"thumbnails/{OTHER}.jpg"}

    @shelves.folder_only
    def test_private(self, store: ImageStore, root: Path) -> None:
        """Nobody but the owner may read the files."""
        store.store_original(ID, picture())
        assert {path.stat().st_mode & 0o077 for path in root.rglob("*.*")} == {0}

    def test_secret_stays_out_of_the_repr(self, store: ImageStore) -> None:
        """The store's repr, which may reach a log, does not show the secret."""
        assert "b'secret'" not in repr(store)


class TestNames:
    @pytest.mark.parametrize("name", BAD_NAMES)
    def test_other_names_are_unknown(self, store: ImageStore, name: str) -> None:
        """A name of another form is unknown to every question and refused by every order."""
        store.store_original(ID, picture())
        before = keys(store)
        assert store.find_original(name) is None
        for read in (store.read_original, store.read_reference):
            with pytest.raises(InvalidImage):
                read(name)
        with pytest.raises(ValueError, match="id"):
            store.store_original(name, picture())
        with pytest.raises(ValueError, match="name"):
            store.address("thumbnail", name, NOW_MS)
        store.remove(name)
        assert keys(store) == before

    def test_an_answer_is_no_reference(self, store: ImageStore) -> None:
        """Only what check_reference made is stored as a reference."""
        with pytest.raises(ValueError, match="reference"):
            store.store_reference(picture("PNG"))

    def test_a_reference_name_with_a_path_is_unknown(self, store: ImageStore) -> None:
        """A path that leads to an existing file is as unknown as any other wrong name."""
        name = store.store_reference(reference())
        for path in (f"../references/{name}", f"./{name}", f"{name}/", f"/references/{name}"):
            with pytest.raises(InvalidImage):
                store.read_reference(path)


class TestFailingDisk:
    def test_a_file_in_place_of_the_folder(self, tmp_path: Path) -> None:
        """Whatever the disk refuses is StorageFailed for files, and never "not there"."""
        (tmp_path / "blocked").write_text("")
        store = ImageStore(Folder(tmp_path / "blocked"), b"secret")
        for work in (
            lambda: store.store_original(ID, picture()),
            lambda: store.find_original(ID),
            lambda: store.read_original(ID),
            lambda: store.store_reference(reference()),
            lambda: load_secret(tmp_path / "blocked", None),
        ):
            with pytest.raises(StorageFailed) as caught:
                work()
            assert caught.value.reason == "files"
            assert isinstance(caught.value.__cause__, OSError)

    def test_a_full_disk_leaves_nothing(self, tmp_path: Path) -> None:
        """A disk that takes only part of a file leaves no part of it, and the old one stays."""
        red, blue = tmp_path / "red.png", tmp_path / "blue.png"
        red.write_bytes(picture(colour="red").data)
        blue.write_bytes(picture(colour="blue").data)
        program = """
import resource, sys
from pathlib import Path
from core.errors import StorageFailed
from core.pictures.storage import ImageStore
from core.pictures.store.folder import Folder
from core.pictures.uploads import check_answer
root, red, blue, name = sys.argv[1:]
store = ImageStore(Folder(Path(root)), b"secret")
store.store_original(name, check_answer(Path(red).read_bytes()))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    store.store_original(name, check_answer(Path(blue).read_bytes()))
except StorageFailed as error:
    print(type(error.__cause__).__name__)
"""
        root = tmp_path / "pictures"
        store = ImageStore(Folder(root), b"secret")
        done = run(program, root, red, blue, ID)
        assert done.stdout.strip() == "OSError", done.stderr
        assert files(root) == {f"originals/{ID}.png", f"thumbnails/{ID}.jpg"}
        assert store.read_original(ID) == red.read_bytes()


class TestWholeOrNotAtAll:
    def test_a_reader_never_sees_half_a_file(self, store: ImageStore) -> None:
        """While pictures replace each other, a reader gets one of them, whole."""
        noisy = [check_answer(noise(seed)) for seed in (1, 2)]
        stop = threading.Event()
        seen = set()

        def read() -> None:
            last = False
            while not last:  # one more after the last picture, however late this thread began
                last = stop.is_set()
                if store.find_original(ID):
                    seen.add(store.read_original(ID))

        reader = threading.Thread(target=read)
        reader.start()
        for turn in range(20):
            store.store_original(ID, noisy[turn % 2])
        stop.set()
        reader.join()
        assert seen <= {one.data for one in noisy}
        assert seen

    @pytest.mark.slow
    def test_kill_leaves_whole_files_only(self, tmp_path: Path) -> None:
        """After kill -9 at a random instant every original is whole and has its thumbnail."""
        program = """
import sys
from pathlib import Path
from core.pictures.storage import ImageStore
from core.pictures.store.folder import Folder
from core.pictures.uploads import check_answer
root, prefix, *paths = sys.argv[1:]
store = ImageStore(Folder(Path(root)), b"secret")
pictures = [check_answer(Path(path).read_bytes()) for path in paths]
print("ready", flush=True)
for turn in range(10**6):
    store.store_original(f"{prefix}{turn:08x}", pictures[turn % 3])
"""
        inputs = [tmp_path / f"{seed}.png" for seed in range(3)]
        for seed, path in enumerate(inputs):
            path.write_bytes(noise(seed))
        wholes = [noise(seed) for seed in range(3)]
        dice = random.Random(5)
        root = tmp_path / "pictures"
        store = ImageStore(Folder(root), b"secret")
        for turn in range(4):
            worker = start(program, root, f"{turn:08x}", *inputs)
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
            time.sleep(dice.uniform(0.02, 0.2))
            worker.kill()
            worker.communicate()
        originals = list((root / "originals").glob("[0-9a-f]*"))
        assert len(originals) > 4
        for path in originals:
            assert path.read_bytes() in wholes
            with Image.open(root / "thumbnails" / f"{path.stem}.jpg") as small:
                small.load()
        store.sweep(everything, everything, -60, int(time.time() * 1000))
        assert not list(root.rglob("*.tmp"))


class TestAddresses:
    @pytest.fixture
    def full(self, store: ImageStore) -> ImageStore:
        """Return a store with one picture and one reference."""
        store.store_original(ID, picture())
        store.store_reference(reference())
        return store

    def opened(self, store: ImageStore, address: str, now_ms: int = NOW_MS) -> str | None:
        """Ask the store for what an address names, as the route does; return its key."""
        parts = urlsplit(address)
        _, prefix, kind, name = parts.path.split("/")
        assert prefix == "img"
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        found = store.open_signed(kind, name, query["until"], query["signature"], now_ms)
        return found.key if found else None

    def test_round_trip(self, full: ImageStore) -> None:
        """An address opens exactly the file that it was made for."""
        addressed: tuple[tuple[Kind, str, str], ...] = (
            ("original", ID, f"originals/{ID}.png"),
            ("thumbnail", ID, f"thumbnails/{ID}.jpg"),
            ("reference", reference().name, f"references/{reference().name}"),
        )
        for kind, name, key in addressed:
            assert self.opened(full, full.address(kind, name, NOW_MS)) == key

    def test_file_gone(self, full: ImageStore) -> None:
        """A right address of a removed picture opens nothing."""
        address = full.address("original", ID, NOW_MS)
        full.remove(ID)
        assert self.opened(full, address) is None

    @given(now_ms=st.integers(0, 4_000_000_000_000))
    def test_ends_at_a_full_hour(self, now_ms: int) -> None:
        """An address ends at a full hour, at least one and at most two hours ahead."""
        address = ImageStore(Folder(Path("nowhere")), b"secret").address("original", ID, now_ms)
        until_ms = int(parse_qs(urlsplit(address).query)["until"][0]) * 1000
        assert until_ms % HOUR_MS == 0
        assert HOUR_MS < until_ms - now_ms <= 2 * HOUR_MS

    def test_stays_within_the_hour(self, store: ImageStore) -> None:
        """Within one hour the address stays the same, so that the browser's cache works."""
        start_ms = NOW_MS - NOW_MS % HOUR_MS
        hour = {store.address("thumbnail", ID, start_ms + x) for x in (0, 1, HOUR_MS - 1)}
        assert len(hour) == 1
        assert store.address("thumbnail", ID, start_ms + HOUR_MS) not in hour

    def test_ends_sooner_where_people_sign_in(self) -> None:
        """Where people sign in an address ends 15 to 30 minutes ahead, at a full quarter."""
        period_s = signing.period_s(sign_in=True)
        store = ImageStore(Folder(Path("nowhere")), b"secret", period_s)
        start_ms = NOW_MS - NOW_MS % 900_000
        for now_ms, left_ms in ((start_ms, 1_800_000), (start_ms + 899_999, 900_001)):
            address = store.address("original", ID, now_ms)
            until_ms = int(parse_qs(urlsplit(address).query)["until"][0]) * 1000
            assert until_ms - now_ms == left_ms

    def test_expired(self, full: ImageStore) -> None:
        """From its last millisecond on an address opens nothing."""
        address = full.address("original", ID, NOW_MS)
        until_ms = int(parse_qs(urlsplit(address).query)["until"][0]) * 1000
        assert self.opened(full, address, until_ms - 1)
        assert self.opened(full, address, until_ms) is None

    def test_any_changed_character(self, full: ImageStore) -> None:
        """One changed character, wherever it is in name, end or signature, opens nothing."""
        full.store_original(OTHER, picture())
        query = parse_qs(urlsplit(full.address("original", ID, NOW_MS)).query)
        right = [ID, query["until"][0], query["signature"][0]]
        opened = partial(full.open_signed, "original", now_ms=NOW_MS)
        assert opened(*right)
        for place, part in enumerate(right):
            for at, character in enumerate(part):
                changed = part[:at] + ("1" if character == "0" else "0") + part[at + 1 :]
                address = [*right[:place], changed, *right[place + 1 :]]
                assert opened(*address) is None, address

    def test_parts_of_other_addresses(self, full: ImageStore) -> None:
        """A signature is of no use for another name, kind, end or secret."""
        full.store_original(OTHER, picture())
        query = parse_qs(urlsplit(full.address("original", ID, NOW_MS)).query)
        until, signature = query["until"][0], query["signature"][0]
        later = str(int(until) + 3600)
        stranger = ImageStore(full.store, b"another secret")
        assert full.open_signed("original", ID, until, signature, NOW_MS)
        assert full.open_signed("original", OTHER, until, signature, NOW_MS) is None
        assert full.open_signed("thumbnail", ID, until, signature, NOW_MS) is None
        assert full.open_signed("original", ID, later, signature, NOW_MS) is None
        assert full.open_signed("original", ID, f"0{until}", signature, NOW_MS) is None
        assert stranger.open_signed("original", ID, until, signature, NOW_MS) is None

    @shelves.folder_only
    @pytest.mark.parametrize("bad", ["", "x", "é" * 64, "\ud800", "\0", "-1", "１２３", "9" * 5000])
    def test_anything_from_the_network(self, full: ImageStore, bad: str) -> None:
        """Whatever the network sends in any place, the answer is None and never an exception."""
        query = parse_qs(urlsplit(full.address("original", ID, NOW_MS)).query)
        right: list[Any] = ["original", ID, query["until"][0], query["signature"][0], NOW_MS]
        assert full.open_signed(*right)
        for place in range(4):
            given = [*right[:place], bad, *right[place + 1 :]]
            assert full.open_signed(*given) is None

    @shelves.folder_only
    @pytest.mark.parametrize("name", BAD_NAMES)
    def test_signed_traversal(self, full: ImageStore, name: str) -> None:
        """Even with a right signature a name of another form opens nothing."""
        until = str(NOW_MS // 1000 + 3600)
        for kind in ("original", "thumbnail", "reference"):
            signature = signing.sign(full.secret, "picture", kind, name, until)
            assert full.open_signed(kind, name, until, signature, NOW_MS) is None


class TestSweep:
    GRACE_S = 3600.0

    def aged(self, store: ImageStore, hours: float = 2.0) -> None:
        """Make every file older."""
        Shelf(store.store).age(hours)

    def swept(
        self, store: ImageStore, generations: Known = nothing, references: Known = nothing
    ) -> int:
        """Sweep with an hour's grace, now."""
        return store.sweep(generations, references, self.GRACE_S, int(time.time() * 1000))

    def test_unknown_files_go(self, store: ImageStore) -> None:
        """Old files that no row names are deleted, all kinds of them, and counted."""
        store.store_original(ID, picture())
        store.store_reference(reference())
        store.store.put(f"originals/.{OTHER}.png.0123456789abcdef.tmp", b"half")
        self.aged(store)
        assert self.swept(store) == 4
        assert keys(store) == set()

    def test_known_files_stay(self, store: ImageStore) -> None:
        """Files that rows name stay, however old they are."""
        store.store_original(ID, picture())
        store.store_original(OTHER, picture())
        name = store.store_reference(reference())
        self.aged(store, hours=10_000)
        assert self.swept(store, lambda names: {ID} & set(names), everything) == 2
        assert store.find_original(ID)
        assert store.read_reference(name)
        assert store.find_original(OTHER) is None

    def test_young_files_stay(self, store: ImageStore) -> None:
        """Within the grace period nothing goes, unfinished files included."""
        store.store_original(ID, picture())
        store.store_reference(reference())
        store.store.put(f"originals/.{ID}.png.0123456789abcdef.tmp", b"half")
        self.aged(store, hours=0.9)
        asked: list[str] = []

        def note(names: list[str]) -> set[str]:
            asked.extend(names)
            return set()

        assert self.swept(store, note) == 0
        assert asked == []

    def test_reference_used_again_is_young(self, store: ImageStore) -> None:
        """An old reference that was just stored again has its grace period again."""
        store.store_reference(reference())
        self.aged(store)
        store.store_reference(reference())
        assert self.swept(store) == 0

    def test_used_again_during_the_sweep(self, store: ImageStore) -> None:
        """A reference that is stored again while the sweep asks for its row is kept."""
        store.store_reference(reference())
        self.aged(store)

        def used(_names: list[str]) -> set[str]:
            store.store_reference(reference())
            return set()

        assert self.swept(store, references=used) == 0
        assert store.read_reference(reference().name)

    @shelves.folder_only
    def test_batches(self, store: ImageStore, root: Path) -> None:
        """Many files are asked for in bounded questions, each file once."""
        folder = root / "originals"
        folder.mkdir(parents=True)
        for number in range(1_201):
            (folder / f"{number:08x}.png").touch()
        self.aged(store)
        asked = []

        def odd(names: list[str]) -> set[str]:
            asked.append(len(names))
            return {name for name in names if int(name, 16) % 2}

        assert self.swept(store, odd) == 601
        assert asked == [500, 500, 201]
        assert len(files(root)) == 600

    def test_foreign_files_stay(self, store: ImageStore) -> None:
        """Files that the store would not make are none of its business."""
        for name in ("README", f"{ID}.txt", "notes.png", ".hidden", f"{ID}"):
            store.store.put(f"originals/{name}", b"")
        self.aged(store)
        assert self.swept(store) == 0

    def test_empty_store(self, store: ImageStore) -> None:
        """A store that was never written to has nothing to sweep."""
        assert self.swept(store) == 0


class TestSecret:
    def test_given(self, tmp_path: Path) -> None:
        """A given key is used as it is, and no file is made."""
        assert load_secret(tmp_path, "of my own") == b"of my own"
        assert files(tmp_path) == set()

    @pytest.mark.parametrize("given_key", [None, ""])
    def test_made_once(self, tmp_path: Path, given_key: str | None) -> None:
        """Without one a key is made, kept for the owner alone, and read from then on."""
        folder = tmp_path / "data"
        secret = load_secret(folder, given_key)
        assert len(secret) >= 32
        assert load_secret(folder, given_key) == secret
        assert files(folder) == {"secret.key"}
        assert (folder / "secret.key").stat().st_mode & 0o777 == 0o600
        assert load_secret(tmp_path / "other", None) != secret

    def test_threads_agree(self, tmp_path: Path) -> None:
        """Threads that start at once get one key."""
        barrier = threading.Barrier(16)
        secrets = []

        def load() -> None:
            barrier.wait()
            secrets.append(load_secret(tmp_path, None))

        threads = [threading.Thread(target=load) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(secrets) == 16
        assert len(set(secrets)) == 1
        assert files(tmp_path) == {"secret.key"}

    def test_processes_agree(self, tmp_path: Path) -> None:
        """Processes that start at once get one key."""
        program = """
import sys
from pathlib import Path
from core.pictures.files import load_secret
print("ready", flush=True)
input()
print(load_secret(Path(sys.argv[1]), None).decode())
"""
        workers = [start(program, tmp_path) for _ in range(4)]
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
        for worker in workers:
            assert worker.stdin is not None
            worker.stdin.write("\n")
            worker.stdin.flush()
        assert len({worker.communicate()[0] for worker in workers}) == 1
        assert files(tmp_path) == {"secret.key"}

    @pytest.mark.parametrize("content", [b"", b"short", b" " * 64])
    def test_a_file_without_a_key(self, tmp_path: Path, content: bytes) -> None:
        """A key file that holds no key is refused, because anybody could sign with that."""
        (tmp_path / "secret.key").write_bytes(content)
        with pytest.raises(StorageFailed):
            load_secret(tmp_path, None)


def noise(seed: int) -> bytes:
    """Return a PNG of some 60 kB that is the same in every process."""
    grain = random.Random(seed).randbytes(200 * 100 * 3)
    buffer = BytesIO()
    Image.frombytes("RGB", (200, 100), grain).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def start(program: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start a Python program that can import core."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a Python program to its end."""
    worker = start(program, *arguments)
    out, err = worker.communicate(timeout=30)
    return subprocess.CompletedProcess([], worker.returncode, out, err)
