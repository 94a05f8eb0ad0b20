"""The app as a process of its own, on a free port and a data folder that nobody else has."""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from admins import BOSS, click, with_roles
from e2e import issuer as issuers
from fakes import FakeProvider, place_and_run, png
from sqlalchemy import select
from sqlmodel import col

from bench.server import free_port, inherited
from core.administration import people_acts
from core.audit import audit, describe
from core.database import Database
from core.people import people
from core.people.people import DEMO_MEMBER
from core.pictures.storage import ImageStore
from core.pictures.store.folder import Folder
from core.settings import Settings
from core.studio import Studio, now_ms, open_studio
from core.tables import Generation, Role, Transaction, User

ROOT = Path(__file__).resolve().parent.parent.parent
RUN = (sys.executable, "-m", "streamlit", "run", "streamlit_app.py")
START_S = 60  # on two busy cores a start takes about 3 s
STOP_S = 10  # what a stop may take, whatever is running
# Every server asks for sign-in, and every visitor has signed in: `make test-sign-in`.
EVERYBODY_SIGNS_IN = os.environ.get("E2E_SIGN_IN") == "1"


class Server:
    """One `streamlit run`, and a look into its database and files from outside.

    `stderr` is a file descriptor for its standard error, where it should not go into the log.
    `issuer` is the address of who people sign in at; "" where they don't.
    """

    def __init__(
        self, folder: Path, *, stderr: int = subprocess.STDOUT, issuer: str = "", **env: str
    ) -> None:
        self.data_dir = folder
        self._stderr = stderr
        self.port = free_port()
        self.issuer = issuer or (issuers.NOWHERE if EVERYBODY_SIGNS_IN else "")
        self.url = f"http://{'localhost' if self.issuer else '127.0.0.1'}:{self.port}"
        self.database = Database(f"sqlite:///{folder / 'studio.sqlite3'}")
        self._log = folder.parent / f"{folder.name}.log"
        self._env = inherited() | env | {"DATA_DIR": str(folder)}
        self._process: subprocess.Popen[bytes] | None = None

    @contextmanager
    def beside(self, painter: FakeProvider, **parts: Any) -> Iterator[Studio]:
        """Open what the server keeps, with a painter and other parts of the test's own."""
        opened = open_studio(Settings(data_dir=self.data_dir))
        yield replace(opened, services={painter.name: painter}, **parts)
        opened.database.dispose()

    def make_pictures(self, person: str, count: int) -> None:
        """Make so many pictures for somebody, an order each: painting them would take longer."""
        with self.beside(FakeProvider(always=png(width=480, height=320))) as studio:
            for number in range(count):
                place_and_run(studio, f"{person}:{number}", "misty-lake", person=person)

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Start, and always end: no page may have crashed, and the books must balance."""
        try:
            yield self.start()
            self.stop()
            assert "page.crashed" not in self.log, self.log[-4000:]
            assert "Traceback" not in self.log, self.log[-4000:]
            self.check_books()
        finally:
            self.kill()
            self.database.dispose()

    def start(self) -> Server:
        """Start on the same port and folder as before; return when the app answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*RUN, "--server.port", str(self.port), *self._sign_in()],
                cwd=ROOT,
                env=self._env,
                stdout=log,
                stderr=self._stderr,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - the tests start no threads
            )
        ends = time.monotonic() + START_S
        while not self._answers():
            assert self._process.poll() is None, self.log
            assert time.monotonic() < ends, self.log
            time.sleep(0.05)
        return self

    def _sign_in(self) -> list[str]:
        if not self.issuer:
            return []
        secrets_file = issuers.write_secrets(self._log.parent, self.port, self.issuer)
        return ["--secrets.files", str(secrets_file)]

    def stop(self) -> None:
        """Ask it to stop, as a terminal or a container does; fail if it takes longer than 10 s."""
        if self._process:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(STOP_S)
            self._process = None

    def kill(self) -> None:
        """Kill -9: no handler, no finally, no lifespan."""
        if self._process:
            self._process.kill()
            self._process.wait(STOP_S)
            self._process = None

    @property
    def log(self) -> str:
        """Return everything that the server has written so far."""
        return self._log.read_text("utf-8", "replace")

    def check_books(self, *, files: bool = False) -> None:
        """Assert that no rule of the audit is broken; if asked, of pictures' files neither."""
        images = ImageStore(Folder(self.data_dir), secret=b"") if files else None  # signs nothing
        report = audit(self.database, images=images)
        assert report.clean, "\n".join(describe(report))

    def new_person(self, *, member: bool = True, tokens: int = 100) -> str:
        """Make a person for one test alone; return the id."""
        number = secrets.randbelow(10**12)  # no letters: a name stands on pages that are Chinese
        person_id = f"test-{number}"
        people.create(
            self.database,
            person_id,
            f"小测{number}",
            is_member=member,
            opening=tokens,
            now=now_ms(),
        )
        if self.issuer:
            issuers.keep_account(self.database, person_id, self.issuer)
        return person_id

    def let_publish(self, person_id: str) -> None:
        """Have an administrator make somebody a publisher; where nobody signs in everybody is."""
        if not self.issuer:
            return
        people.ensure_demo_people(self.database, opening=100, now=now_ms())
        issuers.keep_account(self.database, DEMO_MEMBER, self.issuer, BOSS)
        with self.beside(FakeProvider()) as studio:
            given = click(f"publish-{person_id}", reason="负责发布")
            people_acts.set_role(with_roles(studio), given, person_id, Role.PUBLISHER)

    def person(self, person_id: str) -> User:
        """Return the person as the database has it now."""
        return people.find(self.database, person_id)

    def orders(self, person_id: str) -> list[Generation]:
        """Return the person's orders, oldest first."""
        query = select(Generation).where(col(Generation.user_id) == person_id)
        with self.database.read() as session:
            return list(
                session.scalars(query.order_by(col(Generation.created_at), col(Generation.key)))
            )

    def wait_for_ends(self, person_id: str, within_s: float = 120) -> None:
        """Return when none of the person's orders is held any more."""
        ends = time.monotonic() + within_s
        while any(order.status == "held" for order in self.orders(person_id)):
            assert time.monotonic() < ends, "an order never ended"
            time.sleep(0.05)

    def amounts(self, person_id: str) -> list[int]:
        """Return the amounts of the person's ledger entries, oldest first."""
        query = select(col(Transaction.amount)).where(col(Transaction.user_id) == person_id)
        with self.database.read() as session:
            return list(session.scalars(query.order_by(col(Transaction.seq))))

    def original(self, order_id: str) -> bytes:
        """Return the stored original of an order, read from the disk."""
        (path,) = (self.data_dir / "originals").glob(f"{order_id}.*")
        return path.read_bytes()

    def _answers(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
            return True
        return False


def _die_with_parent() -> None:
    """Take the server along when the test process is killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
