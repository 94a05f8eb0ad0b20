"""Every service beside its stand-in: for the tests of all, and for trying the app by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.faults import ProviderFault as Fault
from tests.services import gemini_cases, openai_cases, stability_cases
from tests.services.common_cases import COMMON_CASES, LASTING, PICTURES
from tests.services.fake_gemini import FakeGemini
from tests.services.fake_openai import FakeOpenai
from tests.services.fake_stability import FakeStability
from tests.services.openai_codes import ROWS, code_cases, code_scripts, scripts_of_rows
from tests.services.openai_scripts import CHAT_SCRIPTS
from tests.services.stand_in import StandIn

Cases = Mapping[str, tuple[Fault, int]]


@dataclass(frozen=True)
class Tried:
    """Name a service, what opens its stand-in, and what each script must end in.

    `own` and `own_pictures` are of its protocol alone, beside what is common; `scripts_of_rows`
    has the script for each row of its own tables of failures. `lasting` are scripts that last as
    long as the caller waits, `of_others` those for what is no picture. `key` and `address` are the
    settings that send the app to the stand-in.
    """

    name: str
    open: Callable[..., StandIn[Any]]
    own: Cases
    own_pictures: Set[str]
    scripts_of_rows: Callable[[], Mapping[str, Fault]]
    lasting: Set[str] = frozenset(LASTING)
    of_others: Set[str] = frozenset()

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"{self.name}_api_key"

    @property
    def address(self) -> str:
        return f"{self.name}_base_url"

    @property
    def cases(self) -> dict[str, tuple[Fault, int]]:
        """Return each script that brings no picture: its fault, and how often it is asked."""
        return {**COMMON_CASES, **self.own}

    @property
    def pictures(self) -> set[str]:
        """Return the scripts that bring a picture."""
        return {*PICTURES, *self.own_pictures}

    @property
    def all_scripts(self) -> set[str]:
        """Return every script that this service's stand-in is tried with, here or elsewhere."""
        return {*self.cases, *self.pictures, *self.lasting, *self.of_others}


def _speaker(name: str) -> Tried:
    """Return a service that speaks OpenAI's protocol, beside its stand-in."""
    is_at_an_address = ROWS[name].dialect.answer == "url"
    return Tried(
        name,
        partial(_open_speaker, name),
        openai_cases.CASES[name] | code_cases(name),
        openai_cases.MADE - ({"other_alphabet"} if is_at_an_address else set()),
        partial(scripts_of_rows, name),
        lasting=openai_cases.LASTS if is_at_an_address else LASTING,
        of_others=set(CHAT_SCRIPTS),
    )


def _open_speaker(name: str, **options: Any) -> FakeOpenai:
    fake = FakeOpenai(name, **options)
    fake.scripts = {**fake.scripts, **code_scripts(name)}
    return fake


_ALL = (
    Tried(
        "gemini",
        FakeGemini,
        gemini_cases.CASES,
        gemini_cases.PICTURES,
        gemini_cases.scripts_of_rows,
    ),
    *map(_speaker, ROWS),
    Tried(
        "stability",
        FakeStability,
        stability_cases.CASES,
        stability_cases.PICTURES,
        stability_cases.scripts_of_rows,
        of_others=set(stability_cases.CHECKS),
    ),
)
EVERY: dict[str, Tried] = {each.name: each for each in _ALL}


def key_of(name: str) -> str:
    """Return a key for this service alone."""
    return f"{name}-key-0123456789-never-to-be-seen"


def settings_for(urls: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that send each of these services to its address, with its key."""
    keys = {EVERY[name].key: key_of(name) for name in urls}
    return keys | {EVERY[name].address: url for name, url in urls.items()}


@contextmanager
def all_running(**options: Any) -> Iterator[dict[str, StandIn[Any]]]:
    """Run every stand-in, each on a free port; `options` are those of `StandIn`."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(each.open(**options)) for name, each in EVERY.items()}
