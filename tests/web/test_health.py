"""Health: who watches over the process learns what is wrong, soon, whatever hangs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from core.studio import Studio
from core.web import health
from core.web.health import health_routes
from core.web.readiness import Readiness, readiness


def nothing() -> list[str]:
    return []


def broken() -> list[str]:
    raise RuntimeError("what somebody typed")


def ask(path: str, dead: Callable[[], list[str]], unready: Callable[[], list[str]]) -> Response:
    return TestClient(Starlette(routes=health_routes(dead, unready))).get(path)


class TestRoutes:
    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_all_is_well(self, path: str) -> None:
        """Where nothing is wrong both answer 200, and no cache keeps that."""
        answer = ask(path, nothing, nothing)
        assert (answer.status_code, answer.text) == (200, "ok\n")
        assert answer.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_dead_threads_are_named(self, path: str) -> None:
        """A thread that must live and does not makes both answer 503 with its name."""
        answer = ask(path, lambda: ["worker-1", "keeper-renew"], nothing)
        assert (answer.status_code, answer.text) == (503, "not ok: worker-1, keeper-renew\n")

    def test_not_ready_is_not_dead(self) -> None:
        """A database that does not answer is no reason to restart the process."""
        assert ask("/healthz", nothing, lambda: ["database"]).status_code == 200
        answer = ask("/readyz", nothing, lambda: ["database"])
        assert (answer.status_code, answer.text) == (503, "not ok: database\n")

    def test_a_look_that_fails_is_not_well(self) -> None:
        """What can't be found out counts as wrong, and no word of the error is told."""
        assert ask("/healthz", broken, nothing).text == "not ok: threads\n"
        assert ask("/readyz", nothing, broken).text == "not ok: readiness\n"

    def test_many_who_ask_cause_one_look(self) -> None:
        """An answer serves a second: a flood of questions does not become a flood of looks."""
        looks: list[int] = []

        def unready() -> list[str]:
            looks.append(1)
            return []

        with TestClient(Starlette(routes=health_routes(nothing, unready))) as client:
            for _ in range(20):
                assert client.get("/readyz").status_code == 200
        assert len(looks) < 20

    def test_a_look_that_hangs_is_not_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever asks is answered in time, and nobody starts a second look beside it."""
        monkeypatch.setattr(health, "PATIENCE_S", 0.05)
        go, looks = threading.Event(), []

        def hang() -> list[str]:
            looks.append(1)
            go.wait()
            return []

        async def ask_twice() -> list[list[str]]:
            look = health._Look(hang)
            try:
                return [await look.wrong(), await look.wrong()]
            finally:
                go.set()

        assert asyncio.run(ask_twice()) == [["readiness: no answer in time"]] * 2
        assert len(looks) == 1


class TestReadiness:
    def test_a_studio_that_works_is_ready(self, studio: Studio) -> None:
        """The database answers and the folder takes a file, which does not stay."""
        assert readiness(studio).unready() == []
        assert list(studio.settings.data_dir.rglob("*.tmp")) == []

    def test_a_folder_that_takes_no_files_is_named(self, sqlite_studio: Studio) -> None:
        """Where no picture could be kept, nobody should order one."""
        folder = sqlite_studio.settings.data_dir / "originals"
        if folder.exists():
            folder.rmdir()
        folder.write_bytes(b"a file where the folder was")
        assert readiness(sqlite_studio).unready() == ["pictures"]
        folder.unlink()
        folder.mkdir()
        assert readiness(sqlite_studio).unready() == []

    def test_a_database_that_does_not_answer_is_named(self, sqlite_studio: Studio) -> None:
        """A database without its tables, or none at all, is not ready."""
        with sqlite_studio.database.write() as tx:
            tx.connection().exec_driver_sql('ALTER TABLE "user" RENAME TO gone')
        assert readiness(sqlite_studio).unready() == ["database"]
        with sqlite_studio.database.write() as tx:
            tx.connection().exec_driver_sql('ALTER TABLE gone RENAME TO "user"')
        assert readiness(sqlite_studio).unready() == []

    def test_a_check_that_hangs_is_named_and_not_started_again(self) -> None:
        """The others are still told apart from it, and it runs once until it ends."""
        go, starts = threading.Event(), []

        def hang() -> None:
            starts.append(1)
            go.wait()

        checks = Readiness({"slow": hang, "fine": lambda: None}, answer_s=0.2)
        assert checks.unready() == ["slow"]
        assert checks.unready() == ["slow"]
        assert len(starts) == 1
        go.set()
        checks._running["slow"].join()
        assert checks.unready() == []
