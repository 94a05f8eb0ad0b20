"""What a browser waits for beside the page: TCP."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import streamlit_app
from core.studio import Studio
from core.web import listening

MANY = 100


def listen() -> socket.socket:
    """Listen as Streamlit's server does: by a socket of no named protocol."""
    server = socket.socket(socket.AF_INET)
    server.bind(("127.0.0.1", 0))
    server.listen()
    server.setblocking(False)
    return server


def accepted_at_once(server: socket.socket) -> bool:
    """Say whether what a server accepts sends small packets without waiting."""
    with socket.create_connection(server.getsockname()), server:
        server.setblocking(True)
        taken, _ = server.accept()
        with taken:
            return bool(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def open_descriptors() -> int:
    return len(list(Path(listening.DESCRIPTORS).iterdir()))


def test_what_nobody_touched_waits() -> None:
    """Without us an accepted socket waits for ACKs: else there is nothing to do any more."""
    assert not accepted_at_once(listen())


def test_answers_go_out_at_once() -> None:
    """A connection accepted by a listening socket of this process has TCP_NODELAY."""
    server = listen()
    assert listening.answer_at_once() >= 1
    assert not server.getblocking()
    assert accepted_at_once(server)


def test_no_other_socket_is_touched() -> None:
    """A client's own socket stays as it is."""
    with listen() as server, socket.create_connection(server.getsockname()) as client:
        listening.answer_at_once()
        assert not client.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_no_descriptor_is_left_over() -> None:
    """Looking at files, pairs and listening sockets again and again opens nothing for good."""
    one, other = socket.socketpair()
    with listen(), one, other, Path(os.devnull).open("rb"):
        before = open_descriptors()
        for _ in range(MANY):
            listening.answer_at_once()
        assert open_descriptors() < before + MANY  # some belong to other tests' threads


def test_the_app_does_it_before_its_first_visitor(app_studio: Studio) -> None:
    """The lifespan sets it on the socket that the server has made."""
    server = listen()

    async def start_and_stop() -> None:
        async with streamlit_app.lifespan(None):
            pass

    asyncio.run(start_and_stop())
    assert accepted_at_once(server)
