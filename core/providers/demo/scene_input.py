"""What a scene works from; every scene is a function of a canvas and a `SceneInput`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.providers.demo.reference import Picture


@dataclass(frozen=True)
class SceneInput:
    """Hold the seed's chance for the composition, the text's for the details, the reference."""

    rng: np.random.Generator
    detail: np.random.Generator
    text: str
    picture: Picture | None = None
