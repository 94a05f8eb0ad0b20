"""A stand-in for OpenAI and the services that speak its protocol.

    python -m tests.services.fake_openai --service zhipu --port 8789 [--script NAME]

It takes what the documents of the service say and nothing else, answers with pictures, and
misbehaves as it is told: see `tests.services.stand_in`.
"""

from __future__ import annotations

import argparse
import threading
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from tests.services.multipart import Part, parts_of
from tests.services.openai_rules import RULES, problem_of
from tests.services.openai_scripts import CHAT_SCRIPTS, SCRIPTS
from tests.services.openai_shapes import Asked, error, text_of
from tests.services.replies import Reply, painted, tiny
from tests.services.stand_in import Incoming, StandIn

BEARER = "Bearer "
SCRIPTED = "/scripts/"  # below it, each script's answer has an address of its own


class FakeOpenai(StandIn[Asked]):
    """Speak the protocol as one service does; `address` is what its setting is to say."""

    scripts = SCRIPTS | CHAT_SCRIPTS

    def __init__(self, name: str = "openai", **more: Any) -> None:
        super().__init__(**more)
        self.name = name
        self.rules = RULES[name]
        self.address = self.url + self.rules.base
        self.kept: dict[str, bytes] = {}

    def read(self, incoming: Incoming) -> Asked | None:
        """Return the request; None for an address that is not there."""
        method, path, headers, body = incoming
        fields: Any = {}
        files: list[Part] = []
        if method == "POST" and (parts := parts_of(headers.get("content-type", ""), body)):
            fields = {part.name: part.data.decode() for part in parts if not part.filename}
            files = [part for part in parts if part.filename]
        elif method == "POST" and headers.get("content-type") == "application/json":
            fields = text_of(body)
        known = self._is_known(method, urlsplit(path).path, is_form=bool(files))
        if not known or not isinstance(fields, dict) or (method == "POST" and not fields):
            return None
        key = headers.get("authorization", "").removeprefix(BEARER)
        return Asked(self.name, method, path, headers, key, fields, files, self.kept)

    def _is_known(self, method: str, path: str, *, is_form: bool) -> bool:
        base, rules = self.rules.base, self.rules
        if method == "POST":
            pictures = f"{base}/images/{'edits' if is_form else 'generations'}"
            return path == f"{base}/chat/completions" or (
                path == pictures and (not is_form or bool(rules.edits))
            )
        return (
            path in self.kept
            or path.startswith(SCRIPTED)
            or (rules.has_models and path == f"{base}/models")
            or (rules.has_model and path.startswith(f"{base}/models/"))
        )

    def reply(self, asked: Asked) -> Reply:
        """Answer at a script's own address by that script, all else as it is told."""
        if not asked.path.startswith(SCRIPTED):
            return super().reply(asked)
        self.asked.append(asked)
        self.arrived.release()
        return self.scripts[asked.path.removeprefix(SCRIPTED)](asked, self.paint)

    def refusal_of(self, asked: Asked) -> Reply | None:
        """Return the service's error for a request that it would not take."""
        script = None
        if asked.path in self.kept:
            if asked.key:
                script = error(400, "A stranger's key came to a store of pictures.")
        elif self.rules.needs_key and not _has_key(asked):
            script = error(401, "You didn't provide an API key.")
        elif asked.wants_picture:
            if asked.fields.get("model") not in self.rules.models:
                script = error(404, "The model does not exist.", "model_not_found")
            elif problem := problem_of(asked, self.rules):
                script = error(400, problem)
        return script(asked, tiny) if script else None


def _has_key(asked: Asked) -> bool:
    return bool(asked.key) and asked.headers["authorization"].startswith(BEARER)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--service", choices=RULES, default="openai")
    parser.add_argument("--port", type=int, default=8789)
    parser.add_argument("--script", choices=SCRIPTS, default="picture", metavar="NAME")
    options = parser.parse_args()
    with FakeOpenai(
        options.service, port=options.port, script=options.script, paint=painted
    ) as fake:
        fake.talks = True
        print(f"fake {fake.name} on {fake.address}, script {fake.script}", flush=True)  # noqa: T201
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
