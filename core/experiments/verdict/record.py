"""A verdict as text, as it is kept: the same verdict is the same text on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from core.experiments.verdict.rule import ArmVerdict, Kind


def to_text(verdicts: Mapping[int, ArmVerdict]) -> str:
    """Return verdicts by arm as one line of JSON."""
    return json.dumps({arm: asdict(verdicts[arm]) for arm in sorted(verdicts)})


def from_text(text: str) -> dict[int, ArmVerdict]:
    """Return the verdicts that `to_text` has written."""
    return {int(arm): _from_facts(facts) for arm, facts in json.loads(text).items()}


def _from_facts(facts: dict[str, Any]) -> ArmVerdict:
    facts["kind"] = Kind(facts["kind"])
    facts["missing_cases"] = tuple(facts["missing_cases"])
    return ArmVerdict(**facts)
