"""The names that a service's failure may bring: why it refused, and what to set right."""

from __future__ import annotations

from core.settings import Settings

# Every name of a reason that may be kept and shown, `core.messages` has the words for each; what a
# service says beyond these is kept as UNKNOWN, because it may be anything.
UNKNOWN = "UNKNOWN"
REASONS = frozenset(
    (
        UNKNOWN,
        "NO_KEY",
        "SAFETY",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "RECITATION",
        "LANGUAGE",
        "JAILBREAK",
        "MODEL_ARMOR",
        "ESCALATION",
        "IMAGE_SAFETY",
        "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION",
        "IMAGE_OTHER",
        "NO_IMAGE",
        "MAX_TOKENS",
        "OTHER",
        "BLOCKED_REASON_UNSPECIFIED",
        "PUP_LIMITED_DISABLED",
        "CONTINUATION",
        "MALFORMED_RESPONSE",
        "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL",
        "TOO_MANY_TOOL_CALLS",
        "MISSING_THOUGHT_SIGNATURE",
        "PROMPT_OR_IMAGE",
        "CONTENT_FILTERED",
        "CONTENT_MODERATION",
        "PROMPT_TOO_LONG",
        "REFERENCE_NOT_TAKEN",
        "REFERENCE_TOO_LARGE",
        "REFERENCE_TOO_SMALL",
    )
)
PACKAGES = ("google-genai", "socksio")  # what requirements.txt has for services
# What a failure may name as the thing to set right: a setting, or what stands around a service.
SETTINGS = frozenset(
    (
        *(name.upper() for name in Settings.model_fields),
        "ALL_PROXY",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "SSL_CERT_FILE",
        *PACKAGES,
    )
)
