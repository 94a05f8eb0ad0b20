"""Noise: soft fields and mountain lines, each from the generator that is passed in."""

from __future__ import annotations

import numpy as np
from PIL import Image

from core.providers.demo.color import Field


def resize(field: Field, height: int, width: int) -> Field:
    """Return a field (h, w) smoothly resized to (height, width), float32."""
    if field.shape == (height, width):
        return field.astype(np.float32)
    image = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    return np.asarray(image.resize((width, height), Image.Resampling.BICUBIC))


def clouds(
    rng: np.random.Generator,
    height: int,
    width: int,
    *,
    cells: float = 4,
    octaves: int = 5,
    stretch: float = 1,
) -> Field:
    """Return fractal noise (height, width), about 0 to 1 around 0.5.

    `cells` is how many blobs stand along the longer side; `stretch` > 1 draws them out sideways.
    """
    small_h, small_w = max(height // 2, 1), max(width // 2, 1)
    total = np.zeros((small_h, small_w), np.float32)
    unit, weight, weights = max(height, width) / cells, 1.0, 0.0
    for _ in range(octaves):
        grid_h, grid_w = int(height / unit) + 2, int(width / unit / stretch) + 2
        total += weight * resize(rng.random((grid_h, grid_w)), small_h, small_w)
        weights += weight
        unit, weight = unit / 2, weight * 0.5
    spread = 0.5 + (total / weights - 0.5) * 1.8
    return np.clip(resize(spread, height, width), 0, 1)


def line(
    rng: np.random.Generator,
    width: int,
    *,
    cells: float = 3,
    octaves: int = 7,
    rough: float = 0.5,
    sharp: bool = False,
) -> Field:
    """Return a fractal line (width,), 0 to 1; `sharp` makes peaks of it, `rough` their detail."""
    total, weight = np.zeros(width, np.float32), 1.0
    for _ in range(octaves):
        knots = rng.random(int(cells) + 3)
        at = np.linspace(0, cells, width) + rng.random()
        low = at.astype(int)
        part = at - low if sharp else (at - low) ** 2 * (3 - 2 * (at - low))
        total += weight * (knots[low] * (1 - part) + knots[low + 1] * part)
        cells, weight = cells * 2, weight * rough
    return np.asarray((total - total.min()) / max(float(np.ptp(total)), 1e-6), np.float32)
