"""Open the SDK's client, closed to everything that could send the key elsewhere.

What the SDK would do by itself (google-genai 3.4, read in its source): take another key from
GOOGLE_API_KEY; go to Vertex for GOOGLE_GENAI_USE_VERTEXAI or …_ENTERPRISE; take its address from
GOOGLE_GEMINI_BASE_URL; follow a redirect with the key to another origin; and switch to aiohttp,
with other exceptions and a hidden second try, as soon as somebody installs it.
"""

from __future__ import annotations

import httpx2
from google import genai
from google.genai import types


def open_client(
    key: str, *, base_url: str, api_version: str, timeout_s: float, trust_env: bool
) -> genai.Client:
    """Return a client for this key and this address alone."""
    ssl_context = httpx2.create_ssl_context(trust_env=trust_env)
    sealed = {"follow_redirects": False, "trust_env": trust_env, "verify": ssl_context}
    options = types.HttpOptions(
        base_url=base_url,
        api_version=api_version,
        timeout=round(timeout_s * 1000),
        client_args=sealed,  # only the synchronous half looks at these; we never use it
        # An HTTP client of our own is the only way to keep `aio` off aiohttp.
        httpx_async_client=httpx2.AsyncClient(
            follow_redirects=False, trust_env=trust_env, verify=ssl_context
        ),
    )
    return genai.Client(api_key=key, enterprise=False, http_options=options)
