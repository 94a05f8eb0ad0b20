"""What this service is called, and the settings that its failures may be about."""

from __future__ import annotations

from core.providers.contract import Named

NAMED = Named("stability", key="STABILITY_API_KEY", address="STABILITY_BASE_URL")
LABEL = "Stability AI"
