"""A script for each code that data/services.toml declares, so that no row of it is left untried."""

from __future__ import annotations

from core.faults import ProviderFault as Fault
from core.providers.openai import faults
from core.providers.openai.dialect import read_services
from core.settings import SERVICES_FILE
from tests.services.openai_shapes import error
from tests.services.replies import Script

ROWS = {row.name: row for row in read_services(SERVICES_FILE)}
TRIES = {Fault.RATE_LIMITED: 3, Fault.SERVICE_FAULT: 2}
# The script of the stand-in that says each of the protocol's own codes.
SAYING = {
    "invalid_api_key": "key_invalid",
    "unsupported_country_region_territory": "country",
    "model_not_found": "model_not_found",
    "moderation_blocked": "moderation",
    "billing_hard_limit_reached": "hard_limit",
    "insufficient_quota": "no_quota",
    "rate_limit_exceeded": "rate_limited",
}


def code_scripts(service: str) -> dict[str, Script]:
    """Return a script for each code of the service, with a status that alone says another thing."""
    return {
        f"code_{code}": error(503 if fault is Fault.REQUEST_REJECTED else 400, "No.", code)
        for code, fault in ROWS[service].codes.items()
    }


def code_cases(service: str) -> dict[str, tuple[Fault, int]]:
    """Return what each of these scripts must end in, and how often the service is asked."""
    codes = ROWS[service].codes
    return {f"code_{code}": (fault, TRIES.get(fault, 1)) for code, fault in codes.items()}


def scripts_of_rows(service: str) -> dict[str, Fault]:
    """Return the script for each row of the service's own table, or of the protocol's, its fault.

    A service that declares no codes of its own speaks in the protocol's.
    """
    own = {script: fault for script, (fault, _) in code_cases(service).items()}
    return own or {SAYING[code]: row.fault for code, row in faults.CODES.items()}
