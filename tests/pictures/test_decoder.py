"""A decoder that hangs, crashes, eats memory or loses its parent harms one picture and no more."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import hostile
import pytest
from fakes import PNG, in_threads

from core import log
from core.errors import DecoderFailed, InvalidImage
from core.faults import DecoderFault, ImageFault
from core.pictures import uploads
from core.pictures.decoder import (
    REPLY_BYTES,
    Mark,
    Task,
    Verdict,
    pack_task,
    unpack_reply,
)
from core.pictures.decoder.pool import DecoderPool
from core.pictures.decoder.process import Child, decoder_command
from core.pictures.uploads import check_answer, check_reference, marked_copy

ROOT = Path(__file__).resolve().parents[2]
SOON_S = 20  # for what takes milliseconds, on a machine that is busy with other tests
MEMORY = 2**30

# Fake children: ready, and then each its own way to fail.
_READY = "import os, signal, sys, time; os.write(1, b'R'); "
HANGS = _READY + "time.sleep(600)"
HANGS_HALFWAY = _READY + "os.read(0, 9); os.write(1, b'123'); time.sleep(600)"
CRASHES = _READY + "os.read(0, 9); os.kill(os.getpid(), signal.SIGSEGV)"
GIVES_UP = _READY + "os.read(0, 9); sys.exit(1)"
IS_KILLED = _READY + "os.read(0, 9); os.kill(os.getpid(), signal.SIGKILL)"
BABBLES = _READY + "os.write(1, b'!' * 1000); time.sleep(600)"
SHOWS_NOTHING = _READY + "os.write(1, bytes(30)); time.sleep(600)"
PROMISES_TOO_MUCH = _READY + "os.write(1, bytes(26) + b'\\xff' * 4); time.sleep(600)"


def running(script: str) -> list[str]:
    """Return the command of a child that runs a script of ours."""
    return [sys.executable, "-I", "-S", "-c", script]


@pytest.fixture
def pool(request: pytest.FixtureRequest) -> Iterator[DecoderPool]:
    """Return a pool with what a test's parameter says, else with real children and one place."""
    options = {"places": 1, "cpu_s": 60, "deadline_s": 60, "memory_bytes": MEMORY, "wait_s": 60}
    made = DecoderPool("test", **(options | getattr(request, "param", {})))
    yield made
    made.close()


def with_child(script: str, **more: object) -> dict[str, object]:
    """Return the pool's parameters for fake children."""
    return {"command": lambda: running(script), **more}


def is_running(pid: int) -> bool:
    """Say whether a process is there and not just unburied."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_for_end(pid: int) -> None:
    """Return when the process is gone; fail if it stays."""
    ends = time.monotonic() + SOON_S
    while is_running(pid):
        assert time.monotonic() < ends, "it is still there"
        time.sleep(0.01)


def own_children() -> set[int]:
    """Return the processes that this one has started and not buried."""
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {int(pid) for path in listed for pid in path.read_text().split()}


def reason_of(pool: DecoderPool) -> str | None:
    """Return why a good picture could not be decoded."""
    with pytest.raises(DecoderFailed) as caught:
        check_answer(PNG, pool)
    return caught.value.reason


FAILING = [
    (with_child(HANGS, deadline_s=0.3), DecoderFault.TIMED_OUT),
    (with_child(HANGS_HALFWAY, deadline_s=0.3), DecoderFault.TIMED_OUT),
    (with_child(CRASHES), DecoderFault.CRASHED),
    (with_child(GIVES_UP), DecoderFault.CRASHED),
    (with_child(BABBLES), DecoderFault.CRASHED),
    (with_child(SHOWS_NOTHING), DecoderFault.CRASHED),
    (with_child(PROMISES_TOO_MUCH), DecoderFault.CRASHED),
    (with_child(IS_KILLED), DecoderFault.NO_MEMORY),
]


@pytest.mark.parametrize(("pool", "fault"), FAILING, indirect=["pool"])
def test_a_failing_decoder_is_told_apart_from_damage(pool: DecoderPool, fault: str) -> None:
    """Whatever a decoder dies of, an answer is not called damaged, and nothing is left behind."""
    before = own_children()
    assert reason_of(pool) == fault
    assert own_children() == before
    with pytest.raises(InvalidImage) as caught:
        check_reference(PNG, pool)
    assert caught.value.reason == ImageFault.TOO_COMPLEX


@pytest.mark.parametrize(
    "pool",
    [with_child("pass"), with_child("print('what?')"), {"command": lambda: ["/no/python"]}],
    indirect=True,
)
def test_no_decoder_is_nobodys_picture(pool: DecoderPool) -> None:
    """Where no child can be started, neither an upload nor an answer is blamed."""
    for check in (check_reference, check_answer):
        with pytest.raises(DecoderFailed) as caught:
            check(PNG, pool)
        assert caught.value.reason == DecoderFault.UNAVAILABLE


def test_the_next_picture_gets_a_fresh_decoder(tmp_path: Path) -> None:
    """After a decoder was killed at its deadline, the next picture is decoded as ever."""
    commands = [running(HANGS), decoder_command(MEMORY, 60)]
    pool = DecoderPool(
        "test",
        places=1,
        cpu_s=60,
        deadline_s=SOON_S,
        memory_bytes=MEMORY,
        wait_s=60,
        command=lambda: commands.pop(0),
    )
    pool._deadline_s = 0.2
    assert reason_of(pool) == DecoderFault.TIMED_OUT
    pool._deadline_s = SOON_S
    assert check_answer(PNG, pool).data == PNG
    pool.close()


def test_a_decoder_that_died_while_it_waited(pool: DecoderPool) -> None:
    """A child that the system ended between two pictures is replaced, and nobody notices."""
    check_answer(PNG, pool)
    (first,) = pool.idle
    os.kill(first, signal.SIGKILL)
    assert check_answer(PNG, pool).data == PNG
    (second,) = pool.idle
    assert first != second
    assert first not in own_children()  # buried


def test_a_child_is_used_again(pool: DecoderPool) -> None:
    """One child decodes picture after picture, damaged ones between them."""
    check_answer(PNG, pool)
    (child,) = pool.idle
    for _ in range(3):
        with pytest.raises(InvalidImage):
            check_answer(PNG[:60], pool)
        assert check_answer(PNG, pool).data == PNG
    assert pool.idle == [child]


@pytest.mark.parametrize("pool", [{"cpu_s": 1}], indirect=True)
def test_processor_time_is_bounded(pool: DecoderPool) -> None:
    """A picture that would take minutes is ended after its seconds of work, by the system."""
    endless = hostile.many_scans(20_000, 2000, 2000)  # not counted here: straight to the decoder
    with pytest.raises(DecoderFailed) as caught:
        pool.decode(Task("JPEG", 25_000_000, 16_384, 320, 80), endless)
    assert caught.value.reason == DecoderFault.TIMED_OUT


MANY_BYTES = {
    "Python notices": lambda: hostile.png(3000, 3000, colour=6),
    "a C library gives up": lambda: hostile.webp(3000, 3000),
}


@pytest.mark.parametrize("name", MANY_BYTES)
@pytest.mark.parametrize("pool", [{"memory_bytes": 100 * 2**20}], indirect=True)
def test_lack_of_memory_is_not_damage(pool: DecoderPool, name: str) -> None:
    """A good picture for which the memory does not suffice is not damaged, however it shows."""
    data = MANY_BYTES[name]()
    with pytest.raises(DecoderFailed) as caught:
        check_answer(data, pool)
    assert caught.value.reason == DecoderFault.NO_MEMORY
    assert pool.idle == []  # who has once been short of memory decodes no more
    with pytest.raises(InvalidImage) as refused:
        check_answer(PNG[:60], pool)
    assert refused.value.reason == ImageFault.DAMAGED


def test_much_memory_is_given_back(pool: DecoderPool) -> None:
    """A child that has grown ends after its picture, so that none rests with what it needed."""
    assert check_reference(hostile.webp(4500, 4500), pool).width == 2048
    for pid in pool.idle:
        resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
        assert resident < 70 * 2**20


# ------------------------------------------------------------------------------------- places


@pytest.mark.parametrize("pool", [with_child(HANGS, deadline_s=SOON_S, wait_s=0.05)], indirect=True)
def test_an_upload_waits_a_bounded_time(pool: DecoderPool) -> None:
    """With all places taken, an upload is refused with its own reason after its time."""
    holder = threading.Thread(target=lambda: in_threads(1, lambda _: check_answer(PNG, pool)))
    holder.start()
    ends = time.monotonic() + SOON_S
    while pool._places._value:
        assert time.monotonic() < ends
        time.sleep(0.005)
    with pytest.raises(InvalidImage) as caught:
        check_reference(PNG, pool)
    assert caught.value.reason == ImageFault.BUSY
    for pid in own_children():
        with suppress(OSError):
            if b"time.sleep(600)" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
    holder.join(SOON_S)


@contextmanager
def full(*pools: DecoderPool) -> Iterator[None]:
    """Take every place of these pools during the block."""
    taken: list[DecoderPool] = []
    try:
        for one in pools:
            while one._places.acquire(blocking=False):
                taken.append(one)
        assert {*taken} == {*pools}
        yield
    finally:
        for one in taken:
            one._places.release()


# What each of the app's pools is for.
IN_USE: dict[str, tuple[DecoderPool, Callable[[], object]]] = {
    "uploads": (uploads.UPLOADS, lambda: check_reference(PNG)),
    "answers": (uploads.ANSWERS, lambda: check_answer(PNG)),
    "copies": (uploads.COPIES, lambda: marked_copy(PNG, Mark.AI)),
}
# At most so many seconds of processor time and by the clock, and bytes.
BOUNDS = {"uploads": (10, 30, 2**30), "answers": (20, 60, 2**31), "copies": (20, 60, 2**31)}
SLOWEST_S = {"uploads": 2, "answers": 4, "copies": 4}  # what an honest picture takes


@pytest.mark.parametrize("name", IN_USE)
def test_no_pool_takes_anothers_place(name: str) -> None:
    """With all places of the others taken, an upload, an answer and a copy are each decoded."""
    own, work = IN_USE[name]
    done = threading.Event()
    others = [pool for pool, _ in IN_USE.values() if pool is not own]

    def decode() -> None:
        work()
        done.set()

    with full(*others):
        thread = threading.Thread(target=decode, daemon=True)
        thread.start()
        assert done.wait(SOON_S), "it waited for a place of another's"
    thread.join(SOON_S)
    idle = [set(pool.idle) for pool, _ in IN_USE.values()]
    assert sum(map(len, idle)) == len(set().union(*idle)), "a process has two masters"


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="reads Linux's /proc")
@pytest.mark.parametrize("name", IN_USE)
def test_the_pools_in_use_are_bounded(name: str) -> None:
    """Uploads, answers and copies have each a deadline, a processor limit and a memory limit."""
    pool, work = IN_USE[name]
    most_cpu_s, most_s, most_bytes = BOUNDS[name]
    work()
    child = Path(f"/proc/{pool.idle[-1]}")
    limits = (child / "limits").read_text()
    ticks = (child / "stat").read_text().rpartition(")")[2].split()[11:13]
    spent_s = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")  # the limit counts from its start
    cpu_s, memory = (
        int(next(line for line in limits.splitlines() if line.startswith(what)).split()[3])
        for what in ("Max cpu time", "Max address space")
    )
    assert SLOWEST_S[name] < cpu_s - spent_s <= most_cpu_s + 1  # whole seconds
    assert 2**29 <= memory <= most_bytes
    assert SLOWEST_S[name] < pool._deadline_s <= most_s


@pytest.mark.parametrize("pool", [{"places": 2}], indirect=True)
def test_many_at_once(pool: DecoderPool) -> None:
    """Eight threads get each their own picture's reply, from no more children than places."""
    files = [hostile.jpeg(40 + number, 30) for number in range(8)]

    def widths(number: int) -> set[int]:
        return {check_reference(files[number], pool).width for _ in range(5)}

    assert in_threads(8, widths) == [{40 + number} for number in range(8)]
    assert 1 <= len(pool.idle) <= 2


# ------------------------------------------------------------------- what a child has and says


def test_a_child_has_no_key_and_no_terminal(
    pool: DecoderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that reads hostile files has no key in its environment and no file of the app."""
    monkeypatch.setenv("GEMINI_API_KEY", "a-secret-key")
    check_answer(PNG, pool)
    (child,) = pool.idle
    assert b"a-secret-key" not in Path(f"/proc/{child}/environ").read_bytes()
    assert os.getsid(child) != os.getsid(0)  # a Ctrl-C is not for it
    opened = {str(path.readlink()) for path in Path(f"/proc/{child}/fd").iterdir()}
    assert all(name == "/dev/null" or name.startswith("pipe:") for name in opened)


def test_odd_metadata_writes_nothing(pool: DecoderPool, capfd: pytest.CaptureFixture[str]) -> None:
    """Metadata of which Pillow warns, two lines a tag, reaches neither the log nor the terminal."""
    assert check_reference(hostile.odd_exif(5000), pool).width == 64
    said = "".join(capfd.readouterr())  # another test's thread may have a line of its own
    assert not re.search("PIL|UserWarning|Tag data", said)


def test_a_failure_is_one_line_in_the_log(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A decoder that fails writes one line with its reason, and nothing of the picture."""
    log.configure("text")
    pool = DecoderPool(
        "test",
        places=1,
        cpu_s=1,
        deadline_s=60,
        memory_bytes=MEMORY,
        wait_s=1,
        command=lambda: running(CRASHES),
    )
    assert reason_of(pool) == DecoderFault.CRASHED
    (line,) = [line for text in capfd.readouterr() for line in text.splitlines()]
    assert "decoder.failed" in line
    assert "crashed" in line


# --------------------------------------------------------------------- when the parent goes

_PARENT = """
import sys, threading, time
sys.path[:0] = sys.argv[2:4]
import hostile
from core.pictures.decoder import Mark, Task
from core.pictures.decoder.pool import DecoderPool
from fakes import PNG
pool = DecoderPool("test", places=2, cpu_s=600, deadline_s=600, memory_bytes=2**30, wait_s=None)
pool.decode(Task("PNG", 10**6, 10**4, 320, 80), PNG)
(idle,) = pool.idle
print(idle, flush=True)
if sys.argv[1] != "idle":
    endless = hostile.many_scans(50_000, 2000, 2000)
    work = lambda: pool.decode(Task("JPEG", 25_000_000, 16_384, 320, 80), endless)
    threading.Thread(target=work, daemon=True).start()
    while pool.idle:
        time.sleep(0.01)
    time.sleep(0.3)  # it is in the middle of it
print("busy", flush=True)
if sys.argv[1] != "exits":
    time.sleep(600)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "sent"),
    [("idle", signal.SIGKILL), ("busy", signal.SIGKILL), ("busy", signal.SIGTERM), ("exits", 0)],
)
def test_no_child_outlives_its_parent(tmp_path: Path, state: str, sent: int) -> None:
    """However the app ends, its children end with it, in the middle of a picture too."""
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, state, str(ROOT), str(ROOT / "tests")],
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        text=True,
    )
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert parent.stdout.readline() == "busy\n"
    assert state == "exits" or is_running(child)
    began = time.monotonic()
    if sent:
        parent.send_signal(sent)
    assert parent.wait(SOON_S) == -sent
    wait_for_end(child)
    assert time.monotonic() - began < 10  # and not the minutes that the picture takes
    parent.stdout.close()


_ASYNC = 0o20000  # O_ASYNC, as the system shows it


def is_watching(pid: int) -> bool:
    """Say whether a child is to be ended by its parent's end: it is in the middle of a picture."""
    with suppress(FileNotFoundError):  # it has just closed one of its files
        shown = [path.read_text() for path in Path(f"/proc/{pid}/fdinfo").iterdir()]
        return any(int(text.partition("flags:")[2].split()[0], 8) & _ASYNC for text in shown)
    return False


def test_what_a_parent_still_says_ends_no_child() -> None:
    """The system may tell of a busy parent's last write when the child has begun: it works on.

    Here the parent writes once more meanwhile, a bit of its next task: the same, each time.
    """
    child = Child(decoder_command(MEMORY, 600))
    ends_at = time.monotonic() + 4 * SOON_S
    child.wait_until_ready(ends_at)
    try:
        slow = hostile.many_scans(60, 2000, 2000)
        task = Task("JPEG", 25_000_000, 16_384, 320, 80)
        child._write(pack_task(task, len(slow)) + slow, ends_at)
        while not is_watching(child.pid):
            assert child.is_alive
            time.sleep(0.001)
        following = pack_task(Task("PNG", 10**6, 10**4, 320, 80), len(PNG)) + PNG
        child._write(following[:1], ends_at)
        for rest in (following[1:], b""):
            reply, size = unpack_reply(child._read(REPLY_BYTES, ends_at))
            child._read(size, ends_at)
            assert reply.verdict == Verdict.TAKEN
            child._write(rest, ends_at)
    finally:
        child.end()


def test_a_closed_pool_starts_nothing(pool: DecoderPool) -> None:
    """At the end of the process the waiting children are ended, and no new ones started."""
    check_answer(PNG, pool)
    (child,) = pool.idle
    pool.close()
    assert not is_running(child)
    assert reason_of(pool) == DecoderFault.UNAVAILABLE
