"""Alert rules and dashboard: every name in them is one that a process tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from fakes import CHEAP, make_studio, place_and_run, wait_until
from watching.test_watch import scrape

from core.errors import Cancelled, GenerationFailed, StorageFailed
from core.faults import ProviderFault
from core.watching.watch import Watch

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
ALERTS = DEPLOY / "prometheus" / "alerts.yml"
DASHBOARD = DEPLOY / "grafana" / "studio.json"
OF_PROMETHEUS = {"up"}  # what it says itself of each scrape
LABELS_OF_PROMETHEUS = {"job", "instance"}


def expressions() -> Iterator[tuple[str, str]]:
    """Yield each expression in the files, with the name of its alert or panel."""
    for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"]
    for panel in json.loads(DASHBOARD.read_text("utf-8"))["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


ALL = sorted(expressions())


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return the labels of every name that a process tells after a picture and a refusal."""
    folder = tmp_path_factory.mktemp("told")
    studio = make_studio("", folder, budgets={"fake": Decimal(9)})
    watch = Watch(studio, list).start()
    place_and_run(studio, "k", CHEAP)
    studio.default_service.queue(GenerationFailed(ProviderFault.PROMPT_BLOCKED))  # type: ignore[attr-defined]
    with pytest.raises(GenerationFailed):
        place_and_run(studio, "b", CHEAP)
    audited = ("studio_audit_age_seconds", ())
    wait_until(lambda: audited in scrape(watch), "the first audit")
    found: dict[str, set[str]] = {}
    for name, labels in scrape(watch):
        found.setdefault(name, set()).update(label for label, _ in labels)
    watch.stop()
    studio.database.dispose()
    return found


def selectors(node: Any) -> Iterator[Any]:
    """Yield every selector of a series in a parsed expression."""
    if isinstance(node, promql_parser.VectorSelector):
        yield node
    for part in ("lhs", "rhs", "expr", "vector_selector"):
        if (below := getattr(node, part, None)) is not None:
            yield from selectors(below)
    for argument in getattr(node, "args", None) or ():
        yield from selectors(argument)


@pytest.mark.parametrize(
    ("where", "expression"), ALL, ids=[f"{w}-{n}" for n, (w, _) in enumerate(ALL)]
)
def test_every_name_is_told(where: str, expression: str, told: dict[str, set[str]]) -> None:
    """Each expression is PromQL, and asks for names and labels that exist."""
    found = list(selectors(promql_parser.parse(expression)))
    assert found, where
    known = set(told) | OF_PROMETHEUS
    for selector in found:
        assert selector.name in known
        if selector.name in OF_PROMETHEUS:
            continue
        labels = {matcher.name for matcher in selector.matchers.matchers}
        assert labels <= told[selector.name] | LABELS_OF_PROMETHEUS
    grouped = re.findall(r"by \(([^)]*)\)", expression)
    asked = {label.strip() for each in grouped for label in each.split(",")}
    of_all = set().union(*(told.get(selector.name, set()) for selector in found))
    assert asked <= of_all | LABELS_OF_PROMETHEUS


def test_codes_in_the_rules_are_ours() -> None:
    """Each pattern of a code fits a code that an order can end with, or its rule never fires."""
    ours = {str(GenerationFailed(fault)) for fault in ProviderFault}
    ours |= {str(StorageFailed("files")), str(StorageFailed("database")), str(Cancelled())}
    patterns = re.findall(r'code[=!]~?"([^"]+)"', ALERTS.read_text("utf-8"))
    assert patterns
    for pattern in patterns:
        assert [code for code in ours if re.fullmatch(pattern, code)], pattern


def test_each_alert_says_what_it_is() -> None:
    """Name, summary and severity; and the README says what to do about each."""
    readme = (DEPLOY.parent / "README.md").read_text("utf-8")
    for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"]:
        for rule in group["rules"]:
            assert rule["annotations"]["summary"]
            assert rule["labels"]["severity"] in {"page", "ticket"}
            assert rule["alert"] in readme
