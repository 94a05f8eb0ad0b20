"""How much one visitor, and all of them, may take: open sessions, messages, bytes of uploads.

Nothing in here waits, and all of it belongs to the event loop's thread: no locks.
"""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

Clock = Callable[[], float]  # monotonic, in seconds
FileName = tuple[str, str]  # session and file, as they stand in an upload's address

BURST = 5  # times the rate: what may come at once, as from a browser that was asleep
IPV6_NETWORK = 64  # bits: one customer's addresses

# An upload is read by the run that follows it, which takes moments. So a younger file stays, and
# an older one may go when its place is needed; nobody who uploads in turn is ever refused.
NEEDED_S = 10.0
RECONNECT_S = 30.0  # a browser that lost its connection is back by then, or starts anew
LEAST_BYTES = 250_000  # what a smaller file counts: bounds how many there are to look through


def network_of(address: str) -> str:
    """Return what counts as one visitor: an address, or an IPv6 customer's network."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if ip.version == 4 else str(ipaddress.ip_network((ip, IPV6_NETWORK), False))


@dataclass
class Sessions:
    """Count the open sessions of each visitor and of all."""

    most: int
    most_each: int
    _open: Counter[str] = field(default_factory=Counter)

    def is_full(self, address: str) -> bool:
        """Return whether one more session from this address would be too many."""
        mine = self._open[network_of(address)]
        return self._open.total() >= self.most or mine >= self.most_each

    @contextmanager
    def one(self, address: str) -> Iterator[None]:
        """Count a session while the block lasts."""
        visitor = network_of(address)
        self._open[visitor] += 1
        try:
            yield
        finally:
            self._open[visitor] -= 1
            if not self._open[visitor]:
                del self._open[visitor]


class Rate:
    """Let `per_s` messages pass a second, and five times as many at once."""

    def __init__(self, per_s: float, clock: Clock) -> None:
        self._per_s = per_s
        self._clock = clock
        self._left = per_s * BURST
        self._seen = clock()

    def take(self) -> bool:
        """Count one message; return False when it is one too many."""
        now = self._clock()
        self._left = min(self._per_s * BURST, self._left + (now - self._seen) * self._per_s)
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class KeptFiles(Protocol):
    """The uploaded files that the page framework keeps in memory."""

    def is_open(self, session: str) -> bool:
        """Return whether a visitor is connected to this session."""

    def sizes(self) -> Mapping[FileName, int]:
        """Return the bytes of each kept file."""

    def drop(self, session: str, file: str) -> None:
        """Let a file go, whether it is there or not."""


@dataclass
class Uploads:
    """Bound the bytes of uploads, on their way and kept, of each session and of all."""

    files: KeptFiles
    clock: Clock
    most: int
    most_each: int
    _coming: dict[tuple[str, int], int] = field(default_factory=dict)
    _came: dict[FileName, float] = field(default_factory=dict)
    _gone: dict[str, float] = field(default_factory=dict)
    _number: int = 0

    @contextmanager
    def room(self, session: str, file: str, size: int) -> Iterator[bool]:
        """Yield whether there is room for this upload; keep the room while the block lasts."""
        size = max(size, LEAST_BYTES)
        if not self._make_room(session, size):
            yield False
            return
        self._number += 1  # the same file may come twice at once
        coming = (session, self._number)
        self._coming[coming] = size
        try:
            yield True
        finally:
            del self._coming[coming]
            self._came[session, file] = self.clock()

    def drop_ended(self) -> None:
        """Let go of what sessions have left behind that are without a visitor for 30 s."""
        now, kept = self.clock(), list(self.files.sizes())
        left = {session for session, _ in kept if not self.files.is_open(session)}
        self._gone = {session: self._gone.get(session, now) for session in left}
        for session, file in kept:
            if now - self._gone.get(session, now) >= RECONNECT_S:
                self.files.drop(session, file)

    def _make_room(self, session: str, size: int) -> bool:
        """Return whether the size fits, letting old files go where it must: one's own first."""
        self.drop_ended()
        kept = {name: max(bytes_, LEAST_BYTES) for name, bytes_ in self.files.sizes().items()}
        self._came = {name: at for name, at in self._came.items() if name in kept}
        taken = [*((name[0], bytes_) for name, bytes_ in kept.items())]
        taken += [(name[0], bytes_) for name, bytes_ in self._coming.items()]
        spare = self.most - size - sum(bytes_ for _, bytes_ in taken)
        spare_here = self.most_each - size - sum(bytes_ for who, bytes_ in taken if who == session)
        going = []
        for name in self._old(kept, session) if min(spare, spare_here) < 0 else ():
            is_here = name[0] == session
            if spare < 0 or (is_here and spare_here < 0):
                going.append(name)
                spare += kept[name]
                spare_here += kept[name] if is_here else 0
        if spare < 0 or spare_here < 0:
            return False
        for name in going:
            self.files.drop(*name)
        return True

    def _old(self, kept: Mapping[FileName, int], session: str) -> list[FileName]:
        """Return what may go: where nobody is, then this session's files, the oldest first."""
        since = {name: self._came.get(name, float("-inf")) for name in kept}
        ended = {name for name in kept if name[0] in self._gone}
        old = [name for name in kept if name in ended or self.clock() - since[name] >= NEEDED_S]
        return sorted(old, key=lambda name: (name not in ended, name[0] != session, since[name]))
