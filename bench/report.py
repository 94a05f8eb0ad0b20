"""Keep what was measured: bench/results/{date}.json, with the machine and the code it was on."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.measure import Figure
from core.settings import ROOT

RESULTS = ROOT / "bench" / "results"


def machine() -> dict[str, Any]:
    """Return what the figures depend on beside the code."""
    return {
        "cpu": _line("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory": _line("/proc/meminfo", "MemTotal"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "streamlit": version("streamlit"),
        "sqlalchemy": version("sqlalchemy"),
        "load_at_start": os.getloadavg()[0],
    }


def revision() -> str:
    """Return the commit that was measured, with a + if files differ from it."""
    commit, changed = _git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain")
    return commit + ("+" if changed else "")


def save(facts: dict[str, Any], points: Mapping[str, Sequence[Figure]]) -> Path:
    """Write today's file; points of today that were not measured this time stay in it."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y-%m-%d}.json"
    known = json.loads(path.read_text(encoding="utf-8"))["points"] if path.exists() else {}
    measured = {
        name: facts | {"figures": [figure.as_json() for figure in figures]}
        for name, figures in points.items()
    }
    text = json.dumps({"points": known | measured}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return answer.stdout.strip()


def _line(file: str, key: str) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return ""
    return next((line.split(":")[1].strip() for line in lines if line.startswith(key)), "")
