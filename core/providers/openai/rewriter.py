"""Any text model behind the chat protocol as the rewriter of prompts."""

from __future__ import annotations

from core.providers.connection import HttpConnection
from core.providers.contract import Rewritten, TextModel
from core.providers.openai.dialect import ServiceRow
from core.providers.rewriting import INSTRUCTION, question

CHAT = "/chat/completions"


class ChatRewriter:
    """Ask a service's text model for a richer description."""

    def __init__(self, row: ServiceRow, connection: HttpConnection, text_model: TextModel) -> None:
        self.name = row.name
        self.text_model = text_model
        self._row = row
        self._connection = connection

    async def rewrite(self, text: str, wish: str) -> Rewritten:
        """Return prompt and wish as one richer description; raise `GenerationFailed`."""
        await self._connection.opened()
        from core.providers.openai.answers import Reader

        messages = [
            {"role": "system", "content": INSTRUCTION},
            {"role": "user", "content": question(text, wish)},
        ]
        asked = {"model": self.text_model.id, "messages": messages}
        reader = Reader(self._row, self._connection.redaction)
        return await self._connection.ask("POST", CHAT, reader.words, json=asked)
