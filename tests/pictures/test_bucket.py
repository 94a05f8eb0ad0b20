"""A bucket that is away, slow, strange or full: what is stored stays true, and nobody pays."""

from __future__ import annotations

import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import obstore.exceptions
import pytest
import shelves
from fakes import (
    PNG,
    FakeSeconds,
    make_studio,
    never,
    order_of,
    place,
    place_and_run,
    recover_dead,
    store_as_its_worker,
)
from obstore.exceptions import BaseError
from shelves import S3, Shelf

from core.audit import audit
from core.errors import InvalidImage, StorageFailed
from core.faults import ImageFault
from core.orders import generation
from core.orders.sweep import SWEEP_AGE_S
from core.people import people
from core.people.people import DEMO_USER
from core.pictures.storage import ImageStore
from core.pictures.store import memory
from core.pictures.store.bucket import PIECE_BYTES, PROBED_S, Bucket, BucketFailed
from core.pictures.store.opening import check
from core.pictures.uploads import check_answer
from core.settings import InvalidSettings, Settings
from core.studio import Studio
from core.tables import OrderStatus
from core.web.readiness import readiness

ID = "0123456789abcdef"
KEY = f"originals/{ID}.png"
BIG = bytes(range(256)) * (2 * PIECE_BYTES // 256) + b"the rest"  # three pieces
ANSWERED_S = 4.0  # a dead store, with its retries, on a busy machine
REFUSALS = [
    each
    for each in vars(obstore.exceptions).values()
    if isinstance(each, type) and issubclass(each, BaseError)
]


@pytest.fixture
def storage(s3: S3) -> dict[str, Any]:
    """Return the settings of a bucket of one's own, for studios too."""
    return s3.settings()


@pytest.fixture
def seconds() -> FakeSeconds:
    """Return the clock of the bucket."""
    return FakeSeconds()


@pytest.fixture
def bucket(storage: dict[str, Any], seconds: FakeSeconds) -> Bucket:
    """Return an empty bucket of one's own."""
    access = Settings.model_validate(storage).bucket
    assert access
    return Bucket(access, seconds)


@contextmanager
def server(answer: bytes, most: int = 1 << 16) -> Iterator[str]:
    """Listen, read at most so many bytes of each request, answer and hang up; yield the address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                asked, _ = listener.accept()
            except OSError:
                return
            with asked:
                asked.recv(most)
                asked.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def answer(status: str, body: str = "") -> bytes:
    """Return an HTTP answer."""
    return f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\n\r\n{body}".encode()


# ------------------------------------------------------------------------------- a store that fails


def test_nobody_pays_for_what_can_not_be_stored(sqlite_studio: Studio) -> None:
    """With the bucket away during 保存 the order ends as STORAGE_FAILED, and its hold is back."""
    studio = sqlite_studio
    order = place(studio, "k")
    with shelves.away(studio.images.store), pytest.raises(StorageFailed):
        generation.run(studio, order.id, never())
    row = order_of(studio, order.id)
    assert (row.status, row.error_code, row.error_reason) == (
        OrderStatus.RELEASED,
        "STORAGE_FAILED",
        "files",
    )
    person = people.find(studio.database, DEMO_USER)
    assert (person.balance, person.held) == (100, 0)
    assert Shelf(studio.images.store).keys() == set()
    assert audit(studio.database, images=studio.images).clean


@pytest.mark.parametrize("error", [*REFUSALS, FileNotFoundError, PermissionError, TimeoutError])
def test_every_refusal_is_translated(bucket: Bucket, error: type[Exception]) -> None:
    """Whatever the client may raise is `StorageFailed` for files, with its cause."""
    with pytest.raises(StorageFailed) as caught, bucket._errors():
        raise error("it said no")
    assert caught.value.reason == "files"
    assert str(caught.value.__cause__) == f"{error.__name__}: it said no"


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "507 Insufficient Storage"])
def test_a_refused_put_is_a_failure(bucket: Bucket, status: str) -> None:
    """No right, no bucket and no room end each put; none is taken for a file that is missing."""
    with server(answer(status)) as at, shelves.away(bucket, at), pytest.raises(StorageFailed):
        bucket.put(KEY, PNG)


def test_half_a_put_leaves_nothing(bucket: Bucket) -> None:
    """When the way breaks in the middle of a picture, no part of it is there, and the old stays."""
    bucket.put(KEY, PNG)
    with server(b"", most=1000) as at, shelves.away(bucket, at), pytest.raises(StorageFailed):
        bucket.put(KEY, BIG)
    assert bucket.get(KEY) == PNG
    with server(b"", most=1000) as at, shelves.away(bucket, at), pytest.raises(StorageFailed):
        bucket.put(f"originals/{ID}.jpg", BIG)
    assert Shelf(bucket).keys() == {KEY}


def test_a_dead_store_answers_soon(bucket: Bucket) -> None:
    """Each question to a store that refuses connections ends within seconds, with its retries."""
    asks: tuple[Callable[[], object], ...] = (
        lambda: bucket.put(KEY, PNG),
        lambda: bucket.get(KEY),
        lambda: bucket.open(KEY),
        lambda: bucket.delete(KEY),
        lambda: list(bucket.names("originals")),
        lambda: bucket.probe("originals"),
    )
    with shelves.away(bucket):
        for ask in asks:
            began = time.monotonic()
            with pytest.raises(StorageFailed):
                ask()
            assert time.monotonic() - began < ANSWERED_S


@pytest.mark.slow
def test_a_store_that_hangs_is_not_waited_for(bucket: Bucket) -> None:
    """A store that takes a question and says nothing has 5 s for it, and is not asked again."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        at = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with shelves.away(bucket, at):
            began = time.monotonic()
            with pytest.raises(StorageFailed):
                bucket.get(KEY)
            assert time.monotonic() - began < 5 + ANSWERED_S


def test_no_bucket_is_not_no_picture(sqlite_studio: Studio) -> None:
    """A proxy or a removed bucket that says 404 to all loses no picture: recovery waits."""
    studio = sqlite_studio
    order = place(studio)
    store_as_its_worker(studio, order)
    shelves.forget(studio.images.store)
    with (
        server(answer("404 Not Found")) as at,
        shelves.away(studio.images.store, at),
    ):
        with pytest.raises(StorageFailed):
            studio.images.find_original(order.id)
        with pytest.raises(StorageFailed):
            studio.images.read_original(order.id)
        assert recover_dead(studio) == 0
    assert order_of(studio, order.id).status == OrderStatus.HELD
    assert recover_dead(studio) == 1
    assert order_of(studio, order.id).status == OrderStatus.SETTLED


def test_a_page_waits_for_one_answer(bucket: Bucket, seconds: FakeSeconds) -> None:
    """After no answer the next questions of a page fail at once; a picture's save still tries."""
    with shelves.away(bucket), pytest.raises(StorageFailed):
        bucket.size(KEY)
    bucket.memory.fell_quiet()
    began = time.monotonic()
    for _ in range(100):
        with pytest.raises(StorageFailed):
            bucket.size(KEY)
    assert time.monotonic() - began < 0.1
    bucket.put(KEY, PNG)
    bucket.memory.forget(KEY)
    with pytest.raises(StorageFailed):
        bucket.size(KEY)
    seconds.advance(memory.QUIET_S + 0.1)
    assert bucket.size(KEY) == len(PNG)


def test_one_refusal_says_nothing_of_others(bucket: Bucket) -> None:
    """What the service refuses for one object keeps no other from being looked for."""
    bucket.put(KEY, b"")  # of no bytes no range can be had
    bucket.memory.forget_all()
    with pytest.raises(StorageFailed):
        bucket.size(KEY)
    assert bucket.size(f"originals/{ID}.jpg") is None


# ------------------------------------------------------------------------------------ what is known


def test_a_picture_is_looked_for_once_a_minute(bucket: Bucket, seconds: FakeSeconds) -> None:
    """Who shows the same pictures again asks nothing; what is missing is asked for each time."""
    images = ImageStore(bucket, b"secret")
    images.store_original(ID, check_answer(PNG))
    bucket.memory.forget_all()
    assert images.has_original(ID)
    with shelves.away(bucket):
        assert images.find_original(ID) == f"{ID}.png"
        seconds.advance(memory.KEEP_S - 0.1)
        assert images.has_original(ID)
        seconds.advance(0.2)
        with pytest.raises(StorageFailed):
            images.has_original(ID)


def test_a_page_of_pictures_is_looked_for_at_once(bucket: Bucket) -> None:
    """Of whatever kind they are, a page's pictures are known before it draws the first of them."""
    images = ImageStore(bucket, b"secret")
    ids = [f"{number:016x}" for number in range(24)]
    for order_id in ids[1:]:
        bucket.put(f"originals/{order_id}.{'png' if int(order_id, 16) % 2 else 'jpg'}", PNG)
    bucket.memory.forget_all()
    images.expect_originals([*ids, "no/name"])
    with shelves.away(bucket):
        assert [images.has_original(order_id) for order_id in ids[1::2]] == [True] * 12
        assert {bucket.size(f"originals/{order_id}.jpg") for order_id in ids[2::2]} == {len(PNG)}
    images.expect_originals(ids)
    assert [images.has_original(order_id) for order_id in ids] == [False] + [True] * 23


def test_a_dead_store_is_asked_for_a_page_once(bucket: Bucket) -> None:
    """A page of 24 pictures waits as long as one for a store that gives no answer."""
    images = ImageStore(bucket, b"secret")
    with shelves.away(bucket):
        began = time.monotonic()
        images.expect_originals(f"{number:016x}" for number in range(24))
        for number in range(24):
            with pytest.raises(StorageFailed):
                images.has_original(f"{number:016x}")
        with pytest.raises(StorageFailed):
            images.remove(ID)
        assert time.monotonic() - began < ANSWERED_S


def test_what_was_removed_is_forgotten(bucket: Bucket) -> None:
    """A picture that this process has removed is not there, whatever it knew a moment ago."""
    images = ImageStore(bucket, b"secret")
    images.store_original(ID, check_answer(PNG))
    assert images.has_original(ID)
    images.remove(ID)
    assert not images.has_original(ID)
    with pytest.raises(InvalidImage) as caught:
        images.read_original(ID)
    assert caught.value.reason == ImageFault.MISSING


def test_the_memory_is_bounded(seconds: FakeSeconds) -> None:
    """However many pictures there are, so many sizes are kept and no more."""
    known = memory.Memory(seconds)
    for number in range(memory.MOST + 10):
        known.keep(f"{number}", number)
    assert len(known._sizes) <= memory.MOST
    assert known.size(f"{memory.MOST + 9}") == memory.MOST + 9


# ----------------------------------------------------------------------------------- piece by piece


def test_a_large_picture_comes_in_pieces(bucket: Bucket) -> None:
    """More than one piece is never in memory, and together they are the picture."""
    bucket.put(KEY, BIG)
    found = bucket.open(KEY)
    assert found
    pieces = list(found.pieces())
    assert [len(piece) for piece in pieces] == [PIECE_BYTES, PIECE_BYTES, len(b"the rest")]
    assert b"".join(pieces) == bucket.get(KEY) == BIG
    for start, stop in ((0, 5), (5, PIECE_BYTES + 3), (PIECE_BYTES + 1, len(BIG)), (7, 7)):
        assert b"".join(found.pieces(start, stop)) == BIG[start:stop]


def test_two_pictures_are_never_mixed(bucket: Bucket) -> None:
    """A picture that is replaced while it is read ends as a failure, not as half of each."""
    bucket.put(KEY, BIG)
    found = bucket.open(KEY)
    assert found
    pieces = found.pieces()
    next(pieces)
    bucket.put(KEY, BIG[::-1])
    with pytest.raises(StorageFailed):
        next(pieces)


# ---------------------------------------------------------------------------------------- its place


def test_another_prefix_is_never_touched(s3: S3) -> None:
    """A sweep takes what is below its own prefix and nothing beside, above or inside of that."""
    name = s3.new_bucket()
    access = [
        Settings.model_validate(s3.settings(name, prefix)).bucket
        for prefix in ("team", "team-b", "team/originals", "", "other")
    ]
    stores = [Bucket(each) for each in access if each]
    for store in stores:
        store.put(KEY, PNG)
        Shelf(store).date(1.0)
    swept = ImageStore(stores[0], b"secret").sweep(
        lambda _: set(), lambda _: set(), SWEEP_AGE_S, int(time.time() * 1000)
    )
    assert swept == 1
    assert [store.get(KEY) for store in stores] == [None, PNG, PNG, PNG, PNG]
    assert list(stores[0].names("originals")) == []


# ------------------------------------------------------------------------------------- what is told


def test_keys_are_in_no_error_and_no_repr(
    storage: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A service that quotes what it was given tells it to nobody, neither in logs nor in words."""
    settings = Settings.model_validate({"data_dir": tmp_path, **storage})
    studio = make_studio("", tmp_path, **storage)
    order = place(studio, "k")
    told = answer("403 Forbidden", f"<Code>No</Code>{shelves.KEY_ID} {shelves.SECRET}")
    with server(told) as at, shelves.away(studio.images.store, at):
        with pytest.raises(StorageFailed) as caught:
            generation.run(studio, order.id, never())
        assert readiness(studio).unready() == ["pictures"]
        shown = "".join(traceback.format_exception(caught.value))
    assert "403 Forbidden" in shown
    logged = "".join(capsys.readouterr())
    assert "bucket.refused" in logged
    shown += logged + repr((settings, studio.settings.bucket, studio.images))
    assert shelves.SECRET not in shown
    assert shelves.KEY_ID not in shown
    assert "s3://" in repr(studio.images)
    studio.database.dispose()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"storage_url": "s3://no-such-bucket"}, "NoSuchBucket"),
        ({"aws_endpoint_url": "REFUSES"}, "403 Forbidden"),
    ],
)
def test_a_wrong_bucket_is_a_line_at_the_start(
    storage: dict[str, Any], change: dict[str, str], words: str
) -> None:
    """A bucket that says no ends the start; one that is fine, or away for now, does not."""
    check(Settings.model_validate(storage))
    check(Settings.model_validate({**storage, "aws_endpoint_url": shelves.NOBODY}))
    with server(answer("403 Forbidden")) as at:
        wrong = {name: value.replace("REFUSES", at) for name, value in change.items()}
        with pytest.raises(InvalidSettings) as caught:
            check(Settings.model_validate({**storage, **wrong}))
    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_readiness_asks_the_bucket_now_and_then(bucket: Bucket, seconds: FakeSeconds) -> None:
    """A good probe serves ten seconds for all folders, a bad one is tried again at once."""
    bucket.probe("originals")
    with shelves.away(bucket):
        bucket.probe("thumbnails")
        seconds.advance(PROBED_S + 0.1)
        for _ in range(2):
            with pytest.raises(StorageFailed) as caught:
                bucket.probe("originals")
            assert isinstance(caught.value.__cause__, BucketFailed)
    bucket.probe("originals")


def test_a_probe_is_no_picture(sqlite_studio: Studio) -> None:
    """What shows that the bucket takes pictures is in no list of them."""
    assert readiness(sqlite_studio).unready() == []
    assert Shelf(sqlite_studio.images.store).keys() == set()


def test_an_order_goes_through_a_bucket(sqlite_studio: Studio) -> None:
    """A whole order goes through a bucket: stored, settled, and its files are what rows say."""
    order = place_and_run(sqlite_studio)
    assert order.status == OrderStatus.SETTLED
    assert sqlite_studio.images.read_original(order.id) == PNG
    assert audit(sqlite_studio.database, images=sqlite_studio.images).clean
