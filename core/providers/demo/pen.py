"""A pen for smooth shapes: coordinates are the canvas's pixels, the oversampling stays in here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from core.providers.demo.color import Field

# Shapes are drawn this much larger and then reduced: their edges come out smooth.
OVERSAMPLE = 2


class Pen:
    """Draw on a mask; `strength` 255 is opaque. A later shape replaces what it covers."""

    def __init__(self, width: int, height: int) -> None:
        self._mask = Image.new("L", (width * OVERSAMPLE, height * OVERSAMPLE))
        self._draw = ImageDraw.Draw(self._mask)

    def polygon(self, points: Sequence[tuple[float, float]], strength: int = 255) -> None:
        """Fill a polygon."""
        self._draw.polygon(_large(points), strength)

    def box(
        self, left: float, top: float, right: float, bottom: float, strength: int = 255
    ) -> None:
        """Fill a rectangle."""
        self._draw.rectangle(_large([(left, top), (right, bottom)]), strength)

    def dot(self, x: float, y: float, radius: float, strength: int = 255) -> None:
        """Fill a circle."""
        self._draw.circle((x * OVERSAMPLE, y * OVERSAMPLE), radius * OVERSAMPLE, strength)

    def line(
        self, points: Sequence[tuple[float, float]], width: float = 1, strength: int = 255
    ) -> None:
        """Draw a line through points."""
        thick = max(round(width * OVERSAMPLE), 1)
        self._draw.line(_large(points), strength, thick, joint="curve")

    def alpha(self) -> Field:
        """Return what was drawn: (height, width), 0 to 1."""
        return np.asarray(self._mask.reduce(OVERSAMPLE), np.float32) / 255


def _large(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points]
