"""Gemini's text model as the rewriter of prompts, for the pictures of any service."""

from __future__ import annotations

from dataclasses import replace

from core.providers.contract import Rewritten, TextModel
from core.providers.gemini.connection import Connection, answer_of
from core.providers.gemini.named import NAMED
from core.providers.rewriting import INSTRUCTION, question


class GeminiRewriter:
    """Ask Gemini's text model for a richer description."""

    name = NAMED.service

    def __init__(self, connection: Connection, text_model: TextModel) -> None:
        self.text_model = text_model
        self._connection = connection

    async def rewrite(self, text: str, wish: str) -> Rewritten:
        """Return prompt and wish as one richer description; raise `GenerationFailed`."""
        client = await self._connection.opened()
        from google.genai import types

        from core.providers.gemini import answers, usage

        config = types.GenerateContentConfig(
            system_instruction=INSTRUCTION, automatic_continuation=False
        )
        model, contents = self.text_model.id, question(text, wish)
        answer = await answer_of(
            client.aio.models.generate_content(model=model, contents=contents, config=config)
        )
        answer = replace(answer, usage=usage.of_words(answer.usage))
        return Rewritten(answers.text_of(answer, self._connection.redaction), answer.usage)
