"""What this service is called, and the settings that its failures may be about."""

from __future__ import annotations

from core.providers.contract import Named

NAMED = Named("gemini", key="GEMINI_API_KEY", address="GEMINI_BASE_URL")
