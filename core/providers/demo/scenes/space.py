"""科幻: a ringed planet over the ridges of its moon, a gate between the stars."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas, Place
from core.providers.demo.color import Field, mix
from core.providers.demo.noise import clouds, line
from core.providers.demo.reference import inlay_disc
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import either, mist, nebula, ridge, sparks, stars


def ringed_planet(canvas: Canvas, given: SceneInput) -> None:
    """Paint a planet with rings over the ridges of a moon."""
    rng = given.rng
    canvas.sky((0, "#04060f"), (0.5, "#141a3c"), (0.78, "#4a3566"), (0.92, "#c98a7c"))
    nebula(canvas, given.detail, 0.5, "#3b4fa0", "#8a4a8f")
    stars(canvas, given.detail, 1500, "#f2f0ff", bottom=0.85)
    at = (rng.uniform(0.35, 0.65), rng.uniform(0.34, 0.42))
    _planet(canvas, given, at, rng.uniform(0.21, 0.26))
    _small_moon(canvas, rng, at)
    near, dark, foot, rim = canvas.colors("#5d4468", "#0d0b1a", "#d9a08c", "#c98a7c")
    for part in (0.0, 0.45, 1.0):
        color, form = mix(near, dark, part), (0.80 + 0.13 * part, 0.10 + 0.03 * part, 3 + part)
        ridge(canvas, rng, form, (color, mix(color, foot, 0.6 - 0.5 * part)), 0.13)
        mist(canvas, rng, 0.86 + 0.1 * part, 0.03, rim, 0.4 * (1 - part))
    canvas.bloom(0.6, 0.03, 0.4)
    canvas.vignette(0.3)


def _planet(canvas: Canvas, given: SceneInput, at: Place, radius: float) -> None:
    """Paint the sphere, lit from the upper left, and its rings: behind, then in front."""
    rng = given.rng
    xs, ys = canvas.around(at, radius)
    tilt = rng.uniform(0.18, 0.42) * either(rng, -1, 1)
    canvas.glow(at, radius * 1.45, "#6f7fd8", 0.45)
    along, across = xs * np.cos(tilt) + ys * np.sin(tilt), ys * np.cos(tilt) - xs * np.sin(tilt)
    rings, behind = _rings(rng, np.hypot(along, across / 0.3)), across < 0
    canvas.paint("#e8cfa8", rings * behind)
    ball = canvas.disc(at, radius)
    if given.picture:
        inlay_disc(canvas, given.picture, at, radius)
    else:
        _bands(canvas, given.detail, across, along, ball)
    depth = np.sqrt(np.clip(1 - xs**2 - ys**2, 0, 1))
    day = np.clip(-0.62 * xs - 0.45 * ys + 0.66 * depth + 0.12, 0, 1)
    canvas.paint("#070713", ball * (1 - day) ** 1.4 * 0.96)
    canvas.light("#9fc0ff", ball * (1 - depth) ** 3 * day * 0.9)
    shadow = np.clip(1 - np.abs(np.hypot(along, (across - 0.12) / 0.3) - 1.75) / 0.4, 0, 1)
    canvas.paint("#0a0a18", ball * shadow * (across < 0.1) * 0.5)
    canvas.paint("#e8cfa8", rings * ~behind)


def _rings(rng: np.random.Generator, distance: Field) -> Field:
    """Return the alpha of the rings: grooves by the distance from the planet's middle."""
    at = np.linspace(1.3, 2.3, 512, dtype=np.float32)
    grooves = 0.25 + 0.75 * line(rng, 512, cells=14, octaves=4, rough=0.8)
    edge = np.clip((at - 1.32) * 40, 0, 1) * np.clip((2.25 - at) * 25, 0, 1)
    gap = 1 - 0.85 * np.exp(-(((at - 1.87) / 0.025) ** 2))
    return np.asarray(np.interp(distance, at, grooves * edge * gap * 0.82), np.float32)


def _bands(
    canvas: Canvas, rng: np.random.Generator, across: Field, along: Field, ball: Field
) -> None:
    """Paint the bands of a gas giant, stirred along their length."""
    colors = canvas.colors("#d9a06b", "#f3dcb8", "#b4694f", "#e7bd8b", "#8f5a6a")
    stirred = clouds(rng, canvas.h, canvas.w, cells=9, octaves=4, stretch=3) - 0.5
    latitude = np.clip((across + 0.10 * stirred + 0.04 * along**2 + 1) * 128, 0, 255)
    table = line(rng, 256, cells=9, octaves=3, rough=0.6) * (len(colors) - 1)
    for index, channel in enumerate(canvas.rgb):
        ramp = np.interp(table, np.arange(len(colors)), [color[index] for color in colors])
        channel[...] += (np.interp(latitude, np.arange(256), ramp) - channel) * ball


def _small_moon(canvas: Canvas, rng: np.random.Generator, planet: Place) -> None:
    """Hang a small moon high on the side where the planet is not, half of it in the night."""
    x = (0.12 if planet[0] > 0.5 else 0.88) + rng.uniform(-0.04, 0.04)
    y, radius = rng.uniform(0.07, 0.16), rng.uniform(0.02, 0.04)
    disc, size = canvas.disc((x, y), radius), radius * canvas.s
    lit = (x - 0.45 * size / canvas.w, y - 0.35 * size / canvas.h)
    canvas.paint("#d8cfe0", disc)
    canvas.paint("#141830", np.clip(disc - canvas.disc(lit, radius, 0.5 * size), 0, 1) * 0.92)


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
