"""What a scene works from; every scene is a function of a canvas and a `SceneInput`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.providers.demo.color import Mood, digest_rng
from core.providers.demo.reference import Picture


@dataclass(frozen=True)
class SceneInput:
    """Hold chance for the composition, the mood for the colours, the words, and the reference."""

    rng: np.random.Generator
    mood: Mood
    words: str
    picture: Picture | None = None

    def detail_rng(self) -> np.random.Generator:
        """Return the chance that depends on the words: what a wish changes beside the colours."""
        return digest_rng("detail", self.words)
