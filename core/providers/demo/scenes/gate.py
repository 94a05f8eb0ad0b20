"""科幻: a gate between the stars."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field
from core.providers.demo.noise import clouds
from core.providers.demo.reference import inlay
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import nebula, spark, stars


def star_gate(canvas: Canvas, given: SceneInput) -> None:
    """Paint a ring between the stars, and what shines through it."""
    rng, mood = given.rng, given.mood
    high, low = mood.colors("#03040c", "#0e1030")
    canvas.sky([(0, high), (1, low)])
    nebula(canvas, given.detail, mood.colors("#2f62c4", "#b03f8f", "#d98a4f"), 0.95)
    stars(canvas, given.detail, 2200, mood.color("#ffffff"))
    at, radius = (rng.uniform(0.44, 0.56), rng.uniform(0.40, 0.48)), rng.uniform(0.27, 0.32)
    glow = mood.color("#7fd4ff")
    canvas.glow(*at, radius * 1.7, glow, 0.55)
    size = radius * canvas.s
    xs, ys = (canvas.xs - at[0] * canvas.w) / size, (canvas.ys - at[1] * canvas.h) / size
    distance, angle = np.hypot(xs, ys), np.arctan2(ys, xs)
    inside = np.clip((1 - distance) * size + 0.5, 0, 1)
    if given.picture:
        x, y = at[0] * canvas.w, at[1] * canvas.h
        inlay(canvas, given.picture, (x - size, y - size, x + size, y + size), inside)
        canvas.light(glow, inside * np.clip(distance, 0, 1) ** 7 * 0.8)
    else:
        _swirl(canvas, given, distance, angle, inside)
    _ring(canvas, given, distance, angle, size)
    _horizon(canvas, given)
    _ships(canvas, given, at)
    canvas.bloom(0.6, 0.03, 0.6)
    canvas.vignette(0.35)


def _swirl(canvas: Canvas, given: SceneInput, distance: Field, angle: Field, inside: Field) -> None:
    """Fill the gate with spiral light that grows towards its middle."""
    deep, mid, core = given.mood.colors("#0b1e5e", "#3aa0ff", "#f4fbff")
    arms, twist = int(given.detail.integers(3, 6)), given.detail.uniform(4, 8)
    torn = clouds(given.detail, canvas.h, canvas.w, cells=5, octaves=4)
    wave = 0.5 + 0.5 * np.sin(arms * angle + twist * np.log(distance + 0.08) + 2.6 * torn)
    canvas.paint(deep, inside * 0.92)
    canvas.light(mid, inside * wave * (0.25 + 0.75 * torn) * 0.9)
    canvas.light(core, inside * np.exp(-((distance / 0.38) ** 2)) * (0.45 + 0.55 * wave))
    canvas.light(mid, inside * np.clip(distance, 0, 1) ** 9 * 0.9)


def _ring(canvas: Canvas, given: SceneInput, distance: Field, angle: Field, size: float) -> None:
    """Paint the ring's metal, its plates and its lamps."""
    dark, metal, lamp = given.mood.colors("#0c1020", "#8f9cc0", "#ffe2a8")
    body = np.clip((0.105 - np.abs(distance - 1.1)) * size + 0.5, 0, 1)
    round_ = np.clip(1 - ((distance - 1.08) / 0.105) ** 2, 0, 1)
    side = 0.35 + 0.65 * np.clip(0.5 - 0.5 * np.sin(angle + 0.8), 0, 1)
    plates = np.abs(((angle / np.pi * 24) % 1) - 0.5) > 0.46
    canvas.paint(dark, body)
    canvas.paint(metal, body * round_ * side * np.where(plates, 0.35, 0.85))
    groove = np.exp(-(((distance - 1.1) / 0.012) ** 2))
    canvas.paint(dark, body * groove * 0.8)
    canvas.light(given.mood.color("#7fd4ff"), np.exp(-(((distance - 1.0) / 0.022) ** 2)) * 0.95)
    spot = np.exp(-(((((angle / np.pi * 12) % 1) - 0.5) / 0.06) ** 2)) * np.exp(
        -(((distance - 1.15) / 0.014) ** 2)
    )
    canvas.light(lamp, spot.astype(np.float32))


def _horizon(canvas: Canvas, given: SceneInput) -> None:
    """Paint the night side of a planet below, with its thin shining air."""
    night, air = given.mood.colors("#05070f", "#6fb8ff")
    middle, radius = given.rng.uniform(0.2, 0.8), 1.5 * canvas.w
    away = np.hypot(canvas.xs - middle * canvas.w, canvas.ys - 0.86 * canvas.h - radius) - radius
    canvas.light(air, np.clip(np.exp(-np.clip(away, 0, None) / (0.035 * canvas.s)), 0, 1) * 0.6)
    canvas.paint(night, np.clip(0.5 - away, 0, 1))
    canvas.light(air, np.exp(-((away / (0.012 * canvas.s)) ** 2)) * 0.55)
    towns = np.zeros((canvas.h, canvas.w), np.float32)
    for _ in range(160):
        x, y = given.rng.uniform(0, canvas.w), given.rng.uniform(0.9, 1) * canvas.h
        spark(towns, x, y, given.rng.uniform(0.6, 1.4), given.rng.uniform(0.2, 0.8))
    canvas.light(given.mood.color("#ffcf8a"), np.clip(towns, 0, 1) * (away < -0.02 * canvas.s))


def _ships(canvas: Canvas, given: SceneInput, gate: tuple[float, float]) -> None:
    """Send a few small ships towards the gate, each with its trail."""
    rng = given.detail
    trail = np.zeros((canvas.h, canvas.w), np.float32)
    for _ in range(int(rng.integers(3, 6))):
        angle, start = rng.uniform(0.15, 0.85) * np.pi, rng.uniform(0.40, 0.55)
        for step in np.linspace(0, 1, 60):
            reach = (start + 0.09 * step) * canvas.s
            x = gate[0] * canvas.w + np.cos(angle) * reach
            y = gate[1] * canvas.h + np.sin(angle) * reach * 0.8
            spark(trail, x, y, 2.1 - 1.5 * step, 0.5 * (1 - step))
    canvas.light(given.mood.color("#d8f2ff"), np.clip(trail, 0, 1))
