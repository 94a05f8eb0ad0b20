"""An issuer that people sign in at in a browser test, and the app's side of it."""

from __future__ import annotations

import json
import logging
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import insert
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from core.database import Database
from core.people import act_rows
from core.people.people import DEMO_MEMBER
from core.studio import now_ms
from core.tables import Account, ActKind, AdminAct, User

NOWHERE = "http://localhost:9"  # an issuer that nobody asks: visitors bring their cookie
COOKIE, COOKIE_SECRET = "_streamlit_user", "a secret of the tests alone, long enough"
SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "studio"
client_secret = "of the tests"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""


def write_secrets(folder: Path, port: int, issuer: str) -> Path:
    """Write the secrets of an app on this port; return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"secrets-{port}.toml"
    text = SECRETS.format(port=port, secret=COOKIE_SECRET, issuer=issuer)
    path.write_text(text, encoding="utf-8")
    return path


def cookie_of(subject: str, site: str, issuer: str = NOWHERE, **claims: Any) -> Any:
    """Return the cookie of somebody who has signed in at a site, as Playwright takes it."""
    said = claims | {
        "iss": issuer,
        "sub": subject,
        "name": subject,
        "origin": site,
        "is_logged_in": True,
        "provider": "default",
    }
    value = create_signed_value(COOKIE_SECRET, COOKIE, json.dumps(said)).decode()
    return {"name": COOKIE, "value": value, "domain": "localhost", "path": "/"}


def keep_account(
    database: Database, person_id: str, issuer: str = NOWHERE, email: str = ""
) -> None:
    """Have a person sign in with their id as their subject, if they can't yet.

    Who is a member already is one by an act: who signs in begins as none.
    """
    account = {"user_id": person_id, "issuer": issuer, "subject": person_id, "email": email}
    with database.write(alone=True) as tx:
        if tx.get(Account, person_id) is None:
            tx.execute(insert(Account).values(account | {"created_at": now_ms()}))
            if person_id != DEMO_MEMBER and tx.get_one(User, person_id).is_member:
                act_rows.add(tx, _membership(person_id, act_rows.instant(tx, now_ms())))


def _membership(person_id: str, now: int) -> AdminAct:
    return AdminAct(
        key=f"member:{person_id}",
        kind=ActKind.MEMBERSHIP,
        actor_id=person_id,
        person_id=person_id,
        before="0",
        after="1",
        reason="测试的成员",
        acted_at=now,
    )


def come_in(page: Page, subject: str) -> None:
    """Click 登录 and say at the issuer who one is."""
    page.get_by_role("button", name="登录").click()
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()


@dataclass(frozen=True)
class Issuer:
    """A provider that believes everybody."""

    url: str

    def know(self, subject: str, **claims: Any) -> None:
        """Say this of a subject from now on."""
        address, said = f"{self.url}/users/{subject}", json.dumps(claims).encode()
        head = {"content-type": "application/json"}
        request = urllib.request.Request(address, said, head, method="PUT")
        with urllib.request.urlopen(request, timeout=10):
            return


@contextmanager
def running() -> Iterator[Issuer]:
    """Run an issuer on a free port of this machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its library warns of what comes with its next version
        from oidc_provider_mock import run_server_in_thread

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with run_server_in_thread() as server:
        yield Issuer(f"http://localhost:{server.server_port}")
