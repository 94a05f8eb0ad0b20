"""Every service beside its stand-in: for the tests of all, and for trying the app by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from core.faults import ProviderFault as Fault
from tests.services import gemini_cases, stability_cases
from tests.services.common_cases import COMMON_CASES, LASTING, PICTURES
from tests.services.fake_gemini import FakeGemini
from tests.services.fake_stability import FakeStability
from tests.services.stand_in import StandIn

Cases = Mapping[str, tuple[Fault, int]]


@dataclass(frozen=True)
class Tried:
    """Name a service, what opens its stand-in, and what each script must end in.

    `own` and `own_pictures` are of its protocol alone, beside what is common; `scripts_of_rows`
    has the script for each row of its own tables of failures. `lasting` are scripts that last as
    long as the caller waits, `of_checks` those for 测试连接. `key` and `address` are the settings
    that send the app to the stand-in.
    """

    name: str
    open: Callable[..., StandIn[Any]]
    own: Cases
    own_pictures: Set[str]
    scripts_of_rows: Callable[[], Mapping[str, Fault]]
    lasting: Set[str] = frozenset(LASTING)
    of_checks: Set[str] = frozenset()

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


EVERY: dict[str, Tried] = {
    each.name: each
    for each in (
        Tried(
            "gemini",
            FakeGemini,
            gemini_cases.CASES,
            gemini_cases.PICTURES,
            gemini_cases.scripts_of_rows,
        ),
        Tried(
            "stability",
            FakeStability,
            stability_cases.CASES,
            stability_cases.PICTURES,
            stability_cases.scripts_of_rows,
            of_checks=set(stability_cases.CHECKS),
        ),
    )
}


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
