"""What the environment says of picture services: which there are, their keys and addresses."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings

from core.settings.kinds import ServiceAddress, ServiceKey, listed


class ServiceSettings(BaseSettings):
    """Hold what names and opens the services; an address "" is the one in data/services.toml."""

    image_provider: str = ""  # names of the table in core.providers.services
    gemini_api_key: ServiceKey = None
    gemini_base_url: ServiceAddress = "https://generativelanguage.googleapis.com"
    gemini_api_version: str = Field(default="v1beta", pattern=r"^v\d+[a-z0-9]*$")
    gemini_models: str = ""
    openai_api_key: ServiceKey = None
    openai_base_url: ServiceAddress = ""
    ark_api_key: ServiceKey = None
    ark_base_url: ServiceAddress = ""
    zhipu_api_key: ServiceKey = None
    zhipu_base_url: ServiceAddress = ""
    siliconflow_api_key: ServiceKey = None
    siliconflow_base_url: ServiceAddress = ""
    local_api_key: ServiceKey = None
    local_base_url: ServiceAddress = ""
    stability_api_key: ServiceKey = None
    stability_base_url: ServiceAddress = "https://api.stability.ai"
    enhance_model: str = ""

    @property
    def service_names(self) -> tuple[str, ...]:
        """Return the names in IMAGE_PROVIDER, each once; () where it says nothing."""
        return tuple(dict.fromkeys(listed(self.image_provider.lower())))
