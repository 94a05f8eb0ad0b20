"""科幻: a gate between the stars."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas, Place
from core.providers.demo.color import Field
from core.providers.demo.noise import clouds
from core.providers.demo.reference import inlay_disc
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import nebula, sparks, stars

AIR = "#6fb8ff"
SHINE = "#7fd4ff"


def star_gate(canvas: Canvas, given: SceneInput) -> None:
    """Paint a ring between the stars, and what shines through it."""
    rng = given.rng
    canvas.sky((0, "#03040c"), (1, "#0e1030"))
    nebula(canvas, given.detail, 0.95, "#2f62c4", "#b03f8f", "#d98a4f")
    stars(canvas, given.detail, 2200, "#ffffff")
    at, radius = (rng.uniform(0.44, 0.56), rng.uniform(0.40, 0.48)), rng.uniform(0.27, 0.32)
    canvas.glow(at, radius * 1.7, SHINE, 0.55)
    xs, ys = canvas.around(at, radius)
    distance, angle, inside = np.hypot(xs, ys), np.arctan2(ys, xs), canvas.disc(at, radius)
    if given.picture:
        inlay_disc(canvas, given.picture, at, radius)
    else:
        canvas.paint("#0b1e5e", inside * 0.92)
    _swirl(canvas, given, distance, angle, inside * np.float32(0.4 if given.picture else 1))
    _ring(canvas, distance, angle, radius * canvas.s)
    _horizon(canvas, rng)
    _ships(canvas, given.detail, at)
    canvas.bloom(0.6, 0.03, 0.6)
    canvas.vignette(0.35)


def _swirl(canvas: Canvas, given: SceneInput, distance: Field, angle: Field, inside: Field) -> None:
    """Fill the gate with spiral light that grows towards its middle."""
    arms, twist = int(given.detail.integers(3, 6)), given.detail.uniform(4, 8)
    torn = clouds(given.detail, canvas.h, canvas.w, cells=5, octaves=4)
    wave = 0.5 + 0.5 * np.sin(arms * angle + twist * np.log(distance + 0.08) + 2.6 * torn)
    rim = np.clip(distance, 0, 1) ** 9
    canvas.light("#3aa0ff", inside * np.clip(wave * (0.25 + 0.75 * torn) + rim, 0, 1) * 0.9)
    canvas.light("#f4fbff", inside * np.exp(-((distance / 0.38) ** 2)) * (0.45 + 0.55 * wave))


def _ring(canvas: Canvas, distance: Field, angle: Field, size: float) -> None:
    """Paint the ring's metal, its plates and its lamps."""
    dark = canvas.color("#0c1020")
    body = np.clip((0.105 - np.abs(distance - 1.1)) * size + 0.5, 0, 1)
    round_ = np.clip(1 - ((distance - 1.08) / 0.105) ** 2, 0, 1)
    side = 0.35 + 0.65 * np.clip(0.5 - 0.5 * np.sin(angle + 0.8), 0, 1)
    plates = np.abs(((angle / np.pi * 24) % 1) - 0.5) > 0.46
    canvas.paint(dark, body)
    canvas.paint("#8f9cc0", body * round_ * side * np.where(plates, 0.35, 0.85))
    canvas.paint(dark, body * np.exp(-(((distance - 1.1) / 0.012) ** 2)) * 0.8)
    canvas.light(SHINE, np.exp(-(((distance - 1.0) / 0.022) ** 2)) * 0.95)
    lamps = ((((angle / np.pi * 12) % 1) - 0.5) / 0.06) ** 2 + ((distance - 1.15) / 0.014) ** 2
    canvas.light("#ffe2a8", np.exp(-lamps))


def _horizon(canvas: Canvas, rng: np.random.Generator) -> None:
    """Paint the night side of a planet below, with its towns and its thin shining air."""
    middle, radius = rng.uniform(0.2, 0.8) * canvas.w, 1.5 * canvas.w
    away = np.hypot(canvas.xs - middle, canvas.ys - 0.86 * canvas.h - radius) - radius
    canvas.light(AIR, np.exp(-np.clip(away, 0, None) / (0.035 * canvas.s)) * 0.6)
    canvas.paint("#05070f", np.clip(0.5 - away, 0, 1))
    canvas.light(AIR, np.exp(-((away / (0.012 * canvas.s)) ** 2)) * 0.55)
    xs, ys = rng.uniform(0, canvas.w, 160), rng.uniform(0.9, 1, 160) * canvas.h
    ground = np.hypot(xs - middle, ys - 0.86 * canvas.h - radius) < radius - 0.02 * canvas.s
    size, strength = rng.uniform(0.6, 1.4, 160), rng.uniform(0.2, 0.8, 160) * ground
    sparks(canvas, "#ffcf8a", zip(xs, ys, size, strength, strict=True))


def _ships(canvas: Canvas, rng: np.random.Generator, gate: Place) -> None:
    """Send a few small ships towards the gate, each with its trail."""
    for _ in range(rng.integers(3, 6)):
        angle, steps = rng.uniform(0.15, 0.85) * np.pi, np.linspace(0, 1, 60)
        reach = (rng.uniform(0.40, 0.55) + 0.09 * steps) * canvas.s
        xs = gate[0] * canvas.w + np.cos(angle) * reach
        ys = gate[1] * canvas.h + np.sin(angle) * reach * 0.8
        trail = zip(xs, ys, 2.1 - 1.5 * steps, 0.4 * (1 - steps), strict=True)
        sparks(canvas, "#d8f2ff", trail)
