"""科幻: a ringed planet over the ridges of its moon."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field
from core.providers.demo.noise import clouds, line
from core.providers.demo.reference import Picture
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import nebula, stars
from core.providers.demo.water import mist


def ringed_planet(canvas: Canvas, given: SceneInput) -> None:
    """Paint a planet with rings over the ridges of a moon."""
    rng, mood = given.rng, given.mood
    high, mid, low, rim = mood.colors("#04060f", "#141a3c", "#4a3566", "#c98a7c")
    canvas.sky([(0, high), (0.5, mid), (0.78, low), (0.92, rim)])
    nebula(canvas, given.detail, mood.colors("#3b4fa0", "#8a4a8f"), 0.5)
    stars(canvas, given.detail, 1500, mood.color("#f2f0ff"), bottom=0.85)
    at = (rng.uniform(0.35, 0.65), rng.uniform(0.34, 0.42))
    radius = rng.uniform(0.21, 0.26)
    _planet(canvas, given, at, radius)
    _small_moon(canvas, given, at)
    ridge, foot = mood.colors("#5d4468", "#d9a08c")
    dark = mood.color("#0d0b1a")
    for part in (0.0, 0.45, 1.0):
        peaks = line(rng, canvas.w, cells=3 + part, sharp=True)
        crest = 0.80 + 0.13 * part - (0.10 + 0.03 * part) * peaks
        color = ridge + (dark - ridge) * part
        canvas.below(crest, color, color + (foot - color) * (0.6 - 0.5 * part), 0.13)
        mist(canvas, rng, 0.86 + 0.1 * part, 0.03, rim, 0.4 * (1 - part))
    canvas.bloom(0.6, 0.03, 0.4)
    canvas.vignette(0.3)


def _planet(canvas: Canvas, given: SceneInput, at: tuple[float, float], radius: float) -> None:
    """Paint the sphere, lit from the upper left, and its rings: behind, then in front."""
    rng, mood = given.rng, given.mood
    size = radius * canvas.s
    xs, ys = (canvas.xs - at[0] * canvas.w) / size, (canvas.ys - at[1] * canvas.h) / size
    tilt = rng.uniform(0.18, 0.42) * rng.choice((-1, 1))
    canvas.glow(*at, radius * 1.45, mood.color("#6f7fd8"), 0.45)
    along, across = xs * np.cos(tilt) + ys * np.sin(tilt), ys * np.cos(tilt) - xs * np.sin(tilt)
    rings = _rings(rng, np.hypot(along, across / 0.3))
    tint = mood.color("#e8cfa8")
    behind = across < 0
    canvas.paint(tint, rings * behind)
    ball = np.clip((1 - np.hypot(xs, ys)) * size / 1.2 + 0.5, 0, 1)
    if given.picture:
        _globe(canvas, given.picture, xs, ys, ball)
    else:
        _bands(canvas, given, across, along, ball)
    depth = np.sqrt(np.clip(1 - xs**2 - ys**2, 0, 1))
    day = np.clip(-0.62 * xs - 0.45 * ys + 0.66 * depth + 0.12, 0, 1)
    canvas.paint(mood.color("#070713"), ball * (1 - day) ** 1.4 * 0.96)
    canvas.light(mood.color("#9fc0ff"), ball * (1 - depth) ** 3 * day * 0.9)
    shadow = np.clip(1 - np.abs(np.hypot(along, (across - 0.12) / 0.3) - 1.75) / 0.4, 0, 1)
    canvas.paint(mood.color("#0a0a18"), ball * shadow * (across < 0.1) * 0.5)
    canvas.paint(tint, rings * ~behind)


def _rings(rng: np.random.Generator, distance: Field) -> Field:
    """Return the alpha of the rings: grooves by the distance from the planet's middle."""
    grooves = 0.25 + 0.75 * line(rng, 512, cells=14, octaves=4, rough=0.8)
    spread = np.interp(distance, np.linspace(1.32, 2.25, 512), grooves, left=0, right=0)
    edge = np.clip((distance - 1.32) * 40, 0, 1) * np.clip((2.25 - distance) * 25, 0, 1)
    gap = 1 - 0.85 * np.exp(-(((distance - 1.87) / 0.025) ** 2))
    return np.asarray(spread * edge * gap * 0.82, np.float32)


def _bands(canvas: Canvas, given: SceneInput, across: Field, along: Field, ball: Field) -> None:
    """Paint the bands of a gas giant, stirred along their length."""
    colors = given.mood.colors("#d9a06b", "#f3dcb8", "#b4694f", "#e7bd8b", "#8f5a6a")
    stirred = clouds(given.detail, canvas.h, canvas.w, cells=9, octaves=4, stretch=3) - 0.5
    latitude = np.clip((across + 0.10 * stirred + 0.04 * along**2 + 1) / 2, 0, 1)
    table = line(given.detail, 256, cells=9, octaves=3, rough=0.6) * (len(colors) - 1)
    mixed = np.interp(latitude, np.linspace(0, 1, 256), table)
    for channel in range(3):
        ramp = [color[channel] for color in colors]
        value = np.interp(mixed, np.arange(len(colors)), ramp).astype(np.float32)
        canvas.rgb[channel] += (value - canvas.rgb[channel]) * ball


def _globe(canvas: Canvas, picture: Picture, xs: Field, ys: Field, ball: Field) -> None:
    """Wrap the reference around the half of the sphere that we see."""
    side = 768
    texture = picture.cover(side, side)
    bulge = np.sqrt(np.clip(1 - np.clip(xs**2 + ys**2, 0, 1), 0, 1))
    spread = (1 + 0.35 * (1 - bulge)) / 1.35 * 0.5 * side
    columns = np.clip(side / 2 + xs * spread, 0, side - 1).astype(np.int32)
    rows = np.clip(side / 2 + ys * spread, 0, side - 1).astype(np.int32)
    for channel, source in zip(canvas.rgb, texture, strict=True):
        channel[...] += (
            np.ascontiguousarray(source).ravel()[rows * side + columns] - channel
        ) * ball


def _small_moon(canvas: Canvas, given: SceneInput, planet: tuple[float, float]) -> None:
    """Hang a small moon high on the side where the planet is not, half of it in the night."""
    rng = given.rng
    x = (0.12 if planet[0] > 0.5 else 0.88) + rng.uniform(-0.04, 0.04)
    y, radius = rng.uniform(0.07, 0.16), rng.uniform(0.02, 0.04)
    disc = canvas.disc(x, y, radius)
    canvas.paint(given.mood.color("#d8cfe0"), disc)
    size = radius * canvas.s
    lit = canvas.disc(
        x - 0.45 * size / canvas.w, y - 0.35 * size / canvas.h, radius, soft=0.5 * size
    )
    canvas.paint(given.mood.color("#141830"), np.clip(disc - lit, 0, 1) * 0.92)
