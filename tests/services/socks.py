"""A SOCKS5 proxy on the loopback, no password, CONNECT to names and IPv4 alone."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from contextlib import suppress


class SocksProxy:
    """Listen on 127.0.0.1; remember in `connected` where everybody wanted to go."""

    def __init__(self) -> None:
        self.connected: list[tuple[str, int]] = []
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.proxy = self  # type: ignore[attr-defined]
        self.url = f"socks5://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> SocksProxy:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        _, methods = self.rfile.read(2)
        self.rfile.read(methods)
        self.connection.sendall(b"\x05\x00")  # no password is wanted
        _, _, _, kind = self.rfile.read(4)
        if kind == 1:
            host = socket.inet_ntoa(self.rfile.read(4))
        else:  # 3, a name with its length before it
            host = self.rfile.read(self.rfile.read(1)[0]).decode()
        (port,) = struct.unpack("!H", self.rfile.read(2))
        self.server.proxy.connected.append((host, port))  # type: ignore[attr-defined]
        with socket.create_connection((host, port)) as beyond:
            self.connection.sendall(b"\x05\x00\x00\x01" + bytes(6))
            back = threading.Thread(target=_pass_on, args=(beyond.makefile("rb"), self.connection))
            back.start()
            _pass_on(self.rfile, beyond)
            back.join()


def _pass_on(source: object, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.read1(65_536):  # type: ignore[attr-defined]
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
