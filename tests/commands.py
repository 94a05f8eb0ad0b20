"""Commands as people run them: `python -m core.…` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def command(
    module: str,
    url: str,
    data_dir: Path,
    *given: object,
    storage: dict[str, Any] | None = None,
    **more: Any,
) -> Any:
    """Run a command on the place that a database's URL and a folder name; return how it ended.

    `storage` is where the pictures are, if not in the folder.
    """
    named = {name.upper(): value for name, value in (storage or {}).items()}
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, given)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DATA_DIR": str(data_dir), **named},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        **more,
    )
