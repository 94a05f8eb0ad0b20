"""The files of a deployment fit the app: what can be looked at without Docker is looked at here.

They were built and started nowhere: see README, Several machines.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from core.settings import ROOT, Settings

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
OURS = {"web-1", "web-2", "worker-1", "worker-2"}
PINNED = re.compile(r"[\w./-]+:(?=.*\d)[\w.-]+")


def test_caddy_takes_its_file() -> None:
    """The proxy's file is valid, with the names that compose gives and without any."""
    caddy = Path(sys.executable).parent / "caddy"
    file = ["--config", "deploy/Caddyfile", "--adapter", "caddyfile"]
    for env in ({}, {"SITE": "studio.example", "WEB_1": "a:1", "WEB_2": "b:2"}):
        done = subprocess.run(
            [caddy, "validate", *file],
            cwd=ROOT,
            env={"HOME": "/nonexistent", **env},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_two_of_each_are_started_alike() -> None:
    """Two web processes and two workers have one image and one environment."""
    assert SERVICES.keys() >= OURS
    for name in OURS:
        assert SERVICES[name]["build"] == "."
        assert SERVICES[name]["environment"] == SERVICES["web-1"]["environment"]
    assert all("core.worker" in SERVICES[name]["command"] for name in ("worker-1", "worker-2"))


def test_the_environment_is_made_of_settings() -> None:
    """Every name is one that the app reads, and the values that stand there are good ones."""
    environment: dict[str, str] = SERVICES["web-1"]["environment"]
    assert {name.lower() for name in environment} <= Settings.model_fields.keys()
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
