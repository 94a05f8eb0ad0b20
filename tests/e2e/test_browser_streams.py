"""A standard error that takes nothing more costs lines of the log, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from e2e.app import App
from e2e.server import Server

pytestmark = pytest.mark.slow

Visit = Callable[..., App]
Serve = Callable[..., Server]


def a_full_disk() -> int:
    """Return a standard error on which every write fails for lack of room."""
    return os.open("/dev/full", os.O_WRONLY)


def a_broken_pipe() -> int:
    """Return a standard error whose reader has gone, as `2> >(head -n 12)` leaves it."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


@pytest.mark.parametrize("stream", [a_full_disk, a_broken_pipe])
def test_orders_end_without_a_log(serve: Serve, visit: Visit, stream: Callable[[], int]) -> None:
    """Eight orders of two clicks are made and charged though no line of the log can be written."""
    server = serve(stderr=stream())
    person = server.new_person()
    app = visit(server, person)
    app.choose("misty-lake")
    app.pick("图片数量", "4")
    for left in (80, 60):
        app.generate()
        app.expect_tokens(left)
    assert server.amounts(person) == [100] + [-5] * 8
