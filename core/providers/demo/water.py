"""Water and mist: what stands above a shore line, mirrored below it with ripples."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Color
from core.providers.demo.noise import clouds


def mirror(
    canvas: Canvas,
    rng: np.random.Generator,
    shore: float,
    deep: Color,
    *,
    ripple: float,
    depth: float,
) -> None:
    """Mirror everything above `shore` (0 to 1) below it; the water turns to `deep` in front."""
    top = int(shore * canvas.h)
    rows = canvas.h - top
    down = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    # Ripples around 0: fine and close at the shore, broad in front.
    flat = clouds(rng, rows, canvas.w, cells=46, octaves=3, stretch=9) - 0.5
    waves = flat[(np.linspace(0, 1, rows) ** 0.5 * (rows - 1)).astype(np.int32)]
    sway = waves * (ripple * canvas.s * (0.1 + 2 * down))
    heights = top - 1 - np.arange(rows, dtype=np.float32)[:, None] * (top / max(rows, top))
    ys = np.clip(heights + 2.5 * sway, 0, top - 1).astype(np.int32)
    index = ys * canvas.w + np.clip(canvas.xs + sway, 0, canvas.w - 1).astype(np.int32)
    for channel in canvas.rgb:
        channel[top:] = channel.ravel()[index]
    canvas.paint(deep, depth * down**0.8 + 0.08, top)
    canvas.light(np.ones(3), np.clip(waves - 0.05, 0, 1) * 0.16 * down, top)


def mist(
    canvas: Canvas,
    rng: np.random.Generator,
    level: float,
    thickness: float,
    color: Color,
    strength: float,
) -> None:
    """Lay a bank of mist around a height (0 to 1), torn by noise."""
    top = max(int((level - 2 * thickness) * canvas.h), 0)
    bottom = min(int((level + 2 * thickness) * canvas.h), canvas.h)
    away = (canvas.ys[top:bottom] / canvas.h - level) / thickness
    torn = clouds(rng, bottom - top, canvas.w, cells=5, octaves=4, stretch=3)
    bank = np.exp(-(away**2) * 2) * (0.35 + 0.9 * torn) * strength
    canvas.paint(color, np.clip(bank, 0, 1), top)
