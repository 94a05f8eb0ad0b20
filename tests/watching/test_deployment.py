"""The files of a deployment fit the app: what can be looked at without Docker is looked at here.

They were built and started nowhere: see README, Several machines.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import DEVNULL
from threading import Thread
from typing import Any

import httpx
import yaml
from e2e.fleet import CADDY, CADDYFILE
from fakes import wait_until

from bench.server import free_port
from core.settings import ROOT, Settings

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
OURS = {"web-1", "web-2", "worker-1", "worker-2"}
HEALTH_S = 1.0  # between two questions of Caddy's, as its file says
OF_UVICORN = {"forwarded_allow_ips"}
PINNED = re.compile(r"[\w./-]+:(?=.*\d)[\w.-]+")


def test_caddy_takes_its_file() -> None:
    """The proxy's file is valid, with the names that compose gives and without any."""
    for env in ({}, {"SITE": "studio.example", "WEB_1": "a:1", "WEB_2": "b:2"}):
        done = subprocess.run(
            [CADDY, "validate", *CADDYFILE],
            cwd=ROOT,
            env={"HOME": "/nonexistent", **env},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_a_browser_stays_at_a_process_and_no_part_that_is_gone_closes_the_site(
    tmp_path: Path,
) -> None:
    """Who came to one process stays there, ready or not; when it dies, another one answers."""
    with ExitStack() as ends:
        webs = [ends.enter_context(serving_unready(name)) for name in ("a", "b")]
        site = f"http://127.0.0.1:{free_port()}"
        env = {"SITE": site, "HOME": str(tmp_path)}
        env |= {f"WEB_{n}": f"127.0.0.1:{web.server_port}" for n, web in enumerate(webs, 1)}
        caddy = subprocess.Popen([CADDY, "run", *CADDYFILE], cwd=ROOT, env=env, stderr=DEVNULL)
        ends.callback(caddy.wait, 10)
        ends.callback(caddy.kill)
        browser = ends.enter_context(httpx.Client(base_url=site, trust_env=False))
        wait_until(lambda: answers(browser), "Caddy answers")
        time.sleep(2 * HEALTH_S)  # it has asked each of them how it is
        seen = {browser.get("/").text for _ in range(10)}
        assert len(seen) == 1
        (gone,) = (web for web, name in zip(webs, "ab", strict=True) if name in seen)
        gone.shutdown()
        gone.server_close()
        assert {browser.get("/").text for _ in range(3)} == {"a", "b"} - seen


@contextmanager
def serving_unready(name: str) -> Iterator[ThreadingHTTPServer]:
    """Run a process that lives, says its name, and is not ready."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503 if self.path == "/readyz" else 200)
            self.send_header("content-length", str(len(name)))
            self.end_headers()
            self.wfile.write(name.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def answers(browser: httpx.Client) -> bool:
    """Return whether there is an answer, whatever it is."""
    with suppress(httpx.TransportError):
        return bool(browser.get("/"))
    return False


def test_two_of_each_are_started_alike() -> None:
    """Two web processes and two workers have one image and one environment."""
    assert SERVICES.keys() >= OURS
    for name in OURS:
        assert SERVICES[name]["build"] == "."
        assert SERVICES[name]["environment"] == SERVICES["web-1"]["environment"]
    assert all("core.worker" in SERVICES[name]["command"] for name in ("worker-1", "worker-2"))


def test_the_environment_is_made_of_settings() -> None:
    """Every name is one that is read, and the values that stand there are good ones.

    What else stands in .env reaches the app as well.
    """
    assert all(SERVICES[name]["env_file"] == ".env" for name in OURS)
    environment: dict[str, str] = SERVICES["web-1"]["environment"]
    known = Settings.model_fields.keys() | OF_UVICORN
    assert {name.lower() for name in environment} <= known
    filled = {
        name.lower(): re.sub(r"\$\{\w+(:-(\w*)|:\?)\}", lambda m: m[2] or "x" * 16, value)
        for name, value in environment.items()
    }
    settings = Settings.model_validate(
        {k: v for k, v in filled.items() if v != "x" * 16 or "key" in k}
    )
    assert (settings.queue, settings.storage_url) == ("procrastinate", "s3://studio-pictures")


def test_images_are_pinned() -> None:
    """No image is whatever is newest on the day of a deploy."""
    images = [service["image"] for service in SERVICES.values() if "image" in service]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert len(images) == 5
    assert [image for image in images if not PINNED.fullmatch(image)] == []


def test_the_image_has_what_the_app_needs() -> None:
    """What is copied is there and not ignored, and nothing that the app imports is left out."""
    copied = {line.split()[0] for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.M)}
    assert copied >= {"core", "pages", "data", "streamlit_app.py", "requirements.lock"}
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = tuple(line[1:].partition("*")[0] for line in ignored if line.startswith("!"))
    for name in copied:
        assert (ROOT / name).exists()
        assert any(name.startswith(one) or one.startswith(f"{name}/") for one in allowed), name
