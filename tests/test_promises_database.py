"""A database server that restarts, and failures whose facts no JSON knows: no token is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fakes import (
    PNG,
    WatchedDatabase,
    in_threads,
    make_studio,
    moments_of,
    never,
    order_of,
    place,
    provider_of,
)
from sqlalchemy import create_engine, make_url, text

from core.audit import audit
from core.errors import GenerationFailed, StorageFailed
from core.faults import ProviderFault
from core.orders import endings, generation
from core.people import people
from core.people.people import DEMO_USER
from core.studio import Studio
from core.tables import OrderStatus


def fill_pool(studio: Studio) -> None:
    """Open several connections, which then wait in the pool."""
    results = in_threads(4, lambda _: people.find(studio.database, DEMO_USER))
    assert not [result for result in results if isinstance(result, BaseException)]


def cut_all(url: str) -> Callable[..., bytes]:
    """Return what ends every connection to a database, as a restart of its server does."""
    parsed = make_url(url)
    admin = create_engine(parsed.set(database="postgres"))
    # With a patience in ms: it returns when the connection's own process is gone.
    end = text(
        "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = :name"
    )

    def cut(_: Any = None) -> bytes:
        with admin.connect() as connection:
            assert all(connection.scalars(end, {"name": parsed.database}).all())
        admin.dispose()
        return PNG

    return cut


def check_that_it_settles_across(cut: Callable[..., bytes], url: str, folder: Path) -> None:
    """Cut all connections during a call: its order settles, and the next one too."""
    studio = make_studio(url, folder)
    fill_pool(studio)
    order = place(studio)
    provider_of(studio).queue(cut)
    generation.run(studio, order.id, never())
    assert order_of(studio, order.id).status == OrderStatus.SETTLED
    generation.run(studio, place(studio, "next").id, never())
    report = audit(studio.database)
    assert (report.clean, report.held, report.tokens) == (True, 0, 190)
    studio.database.dispose()


def test_postgresql_connections_cut_during_a_call(postgres: Any, tmp_path: Path) -> None:
    """Connections that died in the pool while a service worked are replaced without an error."""
    url = postgres.make()
    check_that_it_settles_across(cut_all(url), url, tmp_path / "data")
    postgres.drop(url)


@pytest.mark.slow
def test_postgresql_restarted_during_a_call(own_postgres: tuple[Any, str], tmp_path: Path) -> None:
    """A whole server that stops and starts while a service works costs no order."""
    server, url = own_postgres

    def restart(_: Any) -> bytes:
        server.stop()
        server.start()
        return PNG

    check_that_it_settles_across(restart, url, tmp_path / "data")


@pytest.mark.parametrize("moment", ["hold", "settle", "release"])
def test_postgresql_connections_cut_in_a_transaction(
    postgres: Any, tmp_path: Path, moment: str
) -> None:
    """Cut before its commit, a transaction has not happened, and the next work finds no trace."""
    url = postgres.make()
    studio = make_studio(url, tmp_path / "data")
    fill_pool(studio)
    cut = cut_all(url)
    if moment == "hold":
        moments_of(studio).once("commit", cut)
        with pytest.raises(StorageFailed):
            place(studio)
        order = place(studio)
    else:
        order = place(studio)
    if moment == "settle":
        moments_of(studio).once("stored", lambda: moments_of(studio).once("commit", cut))
        with pytest.raises(StorageFailed):
            generation.run(studio, order.id, never())
        assert order_of(studio, order.id).error_reason == "database"
    else:
        assert order_of(studio, order.id).status == OrderStatus.HELD
        if moment == "release":
            moments_of(studio).once("commit", cut)
            with pytest.raises(StorageFailed):
                endings.cancel(studio, DEMO_USER, order.id)
        assert endings.cancel(studio, DEMO_USER, order.id)
    report = audit(studio.database)
    assert (report.clean, report.held, report.tokens, report.orders) == (True, 0, 200, 1)
    assert isinstance(studio.database, WatchedDatabase)
    studio.database.dispose()
    postgres.drop(url)


class Unspeakable:
    """An object that can't be put into words."""

    def __str__(self) -> str:
        raise ValueError("no words")

    __repr__ = __str__


def endless() -> list[Any]:
    """Return a list that contains itself."""
    one: list[Any] = []
    one.append(one)
    return one


@pytest.mark.parametrize(
    "fact",
    [
        {1, 2},
        b"\xff\0",
        Decimal("0.1"),
        Path("a"),
        ValueError("v"),
        {("a", 1): "a key that is no string"},
        10**5000,
        endless(),
        Unspeakable(),
        {"deep": [Unspeakable()]},
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_facts_that_json_does_not_know_keep_no_hold(sqlite_studio: Studio, fact: Any) -> None:
    """A failure with any facts releases; what can't be kept of one costs no other, nor a token."""
    order = place(sqlite_studio)
    error = StorageFailed("files", known=7, odd=fact)
    assert endings.release(sqlite_studio, [order.id], error)
    row = order_of(sqlite_studio, order.id)
    assert (row.status, row.error_code, row.error_reason) == ("released", error.code, "files")
    facts = json.loads(row.error_facts)
    assert facts["known"] == 7
    assert isinstance(facts["odd"], str)
    assert people.find(sqlite_studio.database, DEMO_USER).available == 100


def test_a_service_that_fails_with_odd_words_keeps_no_hold(sqlite_studio: Studio) -> None:
    """Words with half a letter, a NUL and a terminal's escapes release like any others."""
    order = place(sqlite_studio)
    odd = GenerationFailed(ProviderFault.NETWORK, detail="\ud83d \0 \x1b[31m" * 200)
    provider_of(sqlite_studio).queue(odd)
    with pytest.raises(GenerationFailed):
        generation.run(sqlite_studio, order.id, never())
    assert order_of(sqlite_studio, order.id).status == OrderStatus.RELEASED
