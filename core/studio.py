"""The frozen bag of real parts, and the only place that knows which of them are real."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

from sqlmodel import Session

from core import log
from core.database import Database
from core.library import seed
from core.migrations import migrate
from core.people import people
from core.pictures import signing
from core.pictures.files import load_secret, private_file, private_folder
from core.pictures.storage import FOLDERS, ImageStore
from core.pictures.store.opening import open_store
from core.providers import services
from core.providers.calling import Caller
from core.providers.calls import Shared, unshared
from core.providers.contract import MAX_SEED, Provider, Rewriter
from core.settings import LIBRARY_FILE, Settings, load
from core.tables import Generation

Deferring = Callable[[Session, Sequence[Generation]], object]


@dataclass(frozen=True, eq=False)
class Studio:
    """Hold every part that core functions need.

    `now` is the wall's time in milliseconds since 1970, UTC; `monotonic` counts seconds for
    durations. `instance` is the owner that this process's orders name. `services` has every image
    service by its name, the default first; an order's row says which of them makes it. `rewriter`
    rewrites prompts for any of them, None where nobody can. `budgets` says what a service may cost
    the team a day, of its own currency; one that has none may cost anything. `defer` leaves new
    orders, in their hold's transaction, to workers in other processes; None: who places works.
    """

    settings: Settings
    database: Database
    images: ImageStore
    services: Mapping[str, Provider]
    rewriter: Rewriter | None
    caller: Caller
    instance: str
    now: Callable[[], int]
    monotonic: Callable[[], float]
    new_id: Callable[[], str]
    new_seed: Callable[[], int]
    budgets: Mapping[str, Decimal] = field(default_factory=dict)
    defer: Deferring | None = None

    @property
    def default_service(self) -> Provider:
        """Return the service that makes the pictures unless another one is chosen: the first."""
        return next(iter(self.services.values()))


def now_ms() -> int:
    """Return the time in whole milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """Return a fresh id: 16 random hexadecimal digits."""
    return secrets.token_hex(8)


def new_seed() -> int:
    """Return a fresh seed from 0 to MAX_SEED."""
    return secrets.randbelow(MAX_SEED + 1)


def open_studio(settings: Settings) -> Studio:
    """Open the database, migrate it, load the library and, where nobody signs in, demo people."""
    studio = open_parts(settings)
    seed.load_library(studio.database, LIBRARY_FILE, now=studio.now())
    if not settings.sign_in:
        opening = settings.opening_tokens
        people.ensure_demo_people(studio.database, opening=opening, now=studio.now())
    return studio


def open_parts(settings: Settings) -> Studio:
    """Open what works orders, and migrate the database: no person and no prompt is made."""
    log.configure(settings.log_format)
    budgets = services.day_budgets(settings)  # a wrong name refuses before anything is made
    _keep_private(settings)
    given = settings.secret_key.get_secret_value() if settings.secret_key else None
    database = Database(settings.database)
    migrate(database)
    defer, shared = _engine(settings)
    return Studio(
        settings=settings,
        database=database,
        images=ImageStore(
            open_store(settings),
            load_secret(settings.data_dir, given),
            address_s=signing.period_s(sign_in=settings.sign_in),
        ),
        services=services.open_services(settings),
        rewriter=services.open_rewriter(settings),
        caller=Caller(
            settings.call_timeout_s, calls=settings.provider_calls, now=now_ms, shared=shared
        ),
        instance=new_id(),
        now=now_ms,
        monotonic=time.monotonic,
        new_id=new_id,
        new_seed=new_seed,
        budgets=budgets,
        defer=defer,
    )


def _engine(settings: Settings) -> tuple[Deferring | None, Shared]:
    """Return what leaves orders to workers, and the places that all processes share, if they do."""
    if settings.queue == "pool":
        return None, unshared
    from core.orders.engine import jobs, places

    return jobs.defer, places.SharedPlaces(settings.database, settings.provider_calls).take


def _keep_private(settings: Settings) -> None:
    """Make what the database and the pictures live in, or take it away from other users."""
    private_folder(settings.data_dir)
    for folder in () if settings.bucket else FOLDERS.values():
        private_folder(settings.data_dir / folder)
    if settings.database_file:
        private_file(settings.database_file)


_lock = threading.Lock()
_current: Studio | None = None
_configured: Settings | None = None


def configure(settings: Settings) -> None:
    """Say what the process's studio is to be opened with, before its first use."""
    global _configured  # noqa: PLW0603
    _configured = settings


def current_studio() -> Studio:
    """Return the process's studio; open it at first use, from the environment if nobody said."""
    global _current  # noqa: PLW0603
    with _lock:
        if _current is None:
            _current = open_studio(_configured or load())
        return _current


@contextmanager
def use(studio: Studio) -> Iterator[Studio]:
    """Make `studio` the current one during the block: for tests."""
    global _current  # noqa: PLW0603
    with _lock:
        before, _current = _current, studio
    try:
        yield studio
    finally:
        with _lock:
            _current = before
