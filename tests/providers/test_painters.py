"""Demo pictures are painted beside the app, not in it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from core.errors import GenerationFailed
from core.faults import ProviderFault
from core.providers.contract import ImageRequest, Reference
from core.providers.demo import MODEL
from core.providers.demo.painters import NICENESS, Painters
from core.providers.demo.render import render

REQUEST = ImageRequest("雨后的山谷，光从云隙里落下", MODEL.id, "16:9", 7)
TELLS_ITS_ENVIRONMENT = (
    "import os, struct, sys; sys.stdin.buffer.read(8); told = repr(dict(os.environ)).encode(); "
    "sys.stdout.buffer.write(struct.pack('>I', len(told)) + told)"
)


def python(code: str) -> list[str]:
    """Return the command of a painter that does something else."""
    return [sys.executable, "-I", "-c", code]


@pytest.fixture
def painters() -> Iterator[Painters]:
    """Return one place to paint at; end who waits there."""
    made = Painters(1)
    yield made
    made.close()


def test_a_painter_paints_what_the_renderer_does(painters: Painters) -> None:
    """The same bytes come from beside, with a reference as without one, one after the other."""
    plain = render(REQUEST.text, REQUEST.seed, REQUEST.aspect_ratio, None)
    assert painters.paint(REQUEST) == plain
    reference = Reference(plain, "image/png")
    with_it = ImageRequest(REQUEST.text, MODEL.id, "1:1", 1, reference=reference)
    assert painters.paint(with_it) == render(REQUEST.text, 1, "1:1", plain)


def test_clicks_go_before_pictures(painters: Painters) -> None:
    """A painter has a lower priority than the app, and all pictures of one place have one."""
    waiting = [threading.Thread(target=painters.paint, args=(REQUEST,)) for _ in range(3)]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join()
    (painter,) = painters.idle
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, painter) == min(19, ours + NICENESS)


def test_one_that_died_while_it_waited_is_replaced(painters: Painters) -> None:
    """The next picture is painted by another one, and nobody hears of it."""
    picture = painters.paint(REQUEST)
    (gone,) = painters.idle
    os.kill(gone, signal.SIGKILL)
    assert painters.paint(REQUEST) == picture
    assert painters.idle != [gone]


@pytest.mark.parametrize("says", [b"", b"\0", b"\0\0\0\7half"], ids=repr)
def test_one_that_dies_at_work_is_an_error_of_the_service(says: bytes) -> None:
    """The order ends with a reason, its tokens come back, and the place is free again."""
    dying = Painters(1, lambda: python(f"import sys; sys.stdout.buffer.write({says!r})"))
    for _ in range(2):
        with pytest.raises(GenerationFailed) as failed:
            dying.paint(REQUEST)
        assert failed.value.reason == ProviderFault.SERVICE_FAULT
    assert dying.idle == []


def test_one_that_can_not_start_is_an_error_of_the_service() -> None:
    """A machine without processes to spare is no reason to show a stack."""
    with pytest.raises(GenerationFailed):
        Painters(1, lambda: ["/nowhere/python"]).paint(REQUEST)


def test_no_key_reaches_a_painter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the environment it gets what Python needs to start."""
    monkeypatch.setenv("GEMINI_API_KEY", "a-secret-key")
    with closing(Painters(1, lambda: python(TELLS_ITS_ENVIRONMENT))) as telling:
        told = telling.paint(REQUEST)
    assert b"PATH" in told
    assert b"a-secret-key" not in told


def test_painters_end_when_they_are_told_to(painters: Painters) -> None:
    """After the end of the app nobody waits for a picture to paint."""
    painters.paint(REQUEST)
    (painter,) = painters.idle
    painters.close()
    with pytest.raises(ProcessLookupError):
        os.kill(painter, 0)
