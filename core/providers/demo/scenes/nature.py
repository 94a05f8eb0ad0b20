"""自然: a misty lake at dawn, the aurora over snow, dunes at sunset."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field, mix
from core.providers.demo.noise import line, resize
from core.providers.demo.reference import hang
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.scenes.dunes import paint_dunes
from core.providers.demo.things import birds, either, mirror, mist, pines, ridge, stars, veil


def misty_lake(canvas: Canvas, given: SceneInput) -> None:
    """Paint mountains one behind the other in the haze of dawn, mirrored in a lake."""
    rng = given.rng
    low, rim = canvas.colors("#f0a984", "#ffdfb4")
    far, near, dark, haze = canvas.colors("#b9a3bb", "#33446b", "#141d33", "#f6d3c0")
    shore = rng.uniform(0.58, 0.66)
    sun = (rng.uniform(0.2, 0.8), shore * (0.36 if given.picture else rng.uniform(0.48, 0.62)))
    canvas.sky((0, "#2c4273"), (shore * 0.5, "#8f84ae"), (shore * 0.85, low), (shore, rim))
    canvas.glow(sun, 0.75, low, 0.5)
    canvas.glow(sun, 0.22, rim, 0.6)
    if given.picture:
        hang(canvas, given.picture, sun, 0.17)
    else:
        canvas.paint("#fff4dc", canvas.disc(sun, 0.042, soft=3))
    veil(canvas, given.detail, rim, shore)
    birds(canvas, given.detail, near, shore * 0.42)
    for part in np.linspace(0, 1, 5):
        color = mix(far, near, part**1.2)
        form = (shore - 0.01, 0.36 - 0.30 * part, 2 + 2 * part)
        ridge(canvas, rng, form, (color, mix(color, haze, 0.75)), 0.22)
        mist(canvas, rng, shore - 0.05 * (1 - part), 0.035, haze, 0.55 * (1 - 0.4 * part))
    mirror(canvas, rng, shore, "#1d3050", ripple=0.012, depth=0.36)
    canvas.glow((sun[0], shore + 0.12), 0.16, rim, 0.35, squash=0.6)
    mist(canvas, rng, shore + 0.004, 0.022, haze, 0.8)
    _shore_pines(canvas, rng, dark)
    canvas.bloom(0.72, 0.03, 0.35)


def _shore_pines(canvas: Canvas, rng: np.random.Generator, dark: Field) -> None:
    """Plant pines on a bank that rises to one side."""
    side = either(rng, -1, 1)
    slope = np.linspace(-0.5, 0.5, canvas.w, dtype=np.float32) * side
    bank = 1.0 - 0.55 * np.clip(slope, 0, 1) ** 1.6 - 0.015 * line(rng, canvas.w, cells=9)
    at = np.sort(rng.uniform(0.12, 0.5, 11))
    grounds = bank[((0.5 + side * at) * (canvas.w - 1)).astype(int)] + 0.01
    talls = rng.uniform(0.12, 0.2, 11) + 0.35 * np.clip(at - 0.2, 0, 1)
    pines(canvas, rng, dark, zip(0.5 + side * at, grounds, talls, strict=True))
    canvas.below(bank, dark, dark * 0.6, 0.2)


def aurora_snow(canvas: Canvas, given: SceneInput) -> None:
    """Paint curtains of northern light over a snowfield with pines."""
    rng = given.rng
    mid, low = canvas.colors("#0d2142", "#1d4a63")
    snow_light, snow_dark, pine = canvas.colors("#b9d3ea", "#33517c", "#081426")
    ground = rng.uniform(0.68, 0.76)
    canvas.sky((0, "#050b20"), (ground * 0.6, mid), (ground, low))
    stars(canvas, given.detail, 1400, "#eaf4ff", bottom=ground)
    if given.picture:
        at = (either(rng, 0.3, 0.7), ground * 0.42)
        canvas.glow(at, 0.34, mid, 1)
        hang(canvas, given.picture, at, 0.2)
    glow = _curtains(canvas, rng, ground)
    ridge(canvas, rng, (ground - 0.02, 0.16, 4), ("#2b4a6d", "#16304d"), 0.18)
    mist(canvas, rng, ground, 0.03, low, 0.8)
    for part, count in ((0.0, 26), (0.4, 9), (1.0, 4)):
        crest = ground + 0.01 + 0.17 * part - 0.045 * line(rng, canvas.w, cells=1.5, octaves=2)
        light, dark = snow_light * (0.72 + 0.28 * part), snow_dark * (1 - 0.45 * part)
        canvas.below(crest, light, dark, 0.13 + 0.12 * part)
        color = mix(pine, snow_dark, 0.35 * (1 - part))
        _forest(canvas, rng, crest, 0.035 + 0.11 * part**0.7, count, color)
    top = int(ground * canvas.h)
    fall = np.linspace(1, 0.25, canvas.h - top, dtype=np.float32)[:, None]
    canvas.light("#4dffb0", 0.20 * fall * (0.35 + glow[None, :]), top)
    canvas.bloom(0.62, 0.03, 0.35)
    canvas.vignette(0.35)


def _curtains(canvas: Canvas, rng: np.random.Generator, ground: float) -> Field:
    """Add three curtains; return how bright they are over each column, (width,)."""
    total = np.zeros(canvas.w, np.float32)
    ys = canvas.ys[::2] / canvas.h
    for strength in (0.55, 0.75, 1.0):
        sway = 0.2 * (line(rng, canvas.w, cells=2, octaves=2) - 0.5)
        foot = ground * (rng.uniform(0.5, 0.85) + sway)[None, ::2]
        rays = 0.25 + 0.75 * line(rng, canvas.w, cells=16, octaves=4, rough=0.7)
        swell = np.clip(line(rng, canvas.w, cells=2.5, octaves=2) * 1.5 - 0.25, 0, 1)
        reach = (0.10 + 0.22 * line(rng, canvas.w, cells=12, octaves=3))[None, ::2]
        above = foot - ys
        body = np.where(above > 0, np.exp(-above / reach), np.exp(above / 0.03))
        body += 0.3 * np.exp(-np.abs(above) / 0.12)
        body = body * (rays * swell)[None, ::2] * strength
        tint = np.clip(above / (reach * 1.6), 0, 1)
        for color, part in (("#4dffb0", body * (1 - tint)), ("#a06bff", body * tint * 1.3)):
            canvas.light(color, np.clip(resize(part, canvas.h, canvas.w), 0, 1))
        total += rays * swell * strength
    return total / 2


def _forest(
    canvas: Canvas, rng: np.random.Generator, crest: Field, size: float, count: int, color: Field
) -> None:
    """Plant `count` pines of about `size` along a crest, in loose groups."""
    xs = np.clip(rng.choice(rng.uniform(0, 1, 3), count) + rng.normal(0, 0.12, count), 0, 0.999)
    feet = crest[(xs * canvas.w).astype(int)] + 0.008
    pines(canvas, rng, color, zip(xs, feet, size * rng.uniform(0.6, 1.25, count), strict=True))


def desert_dusk(canvas: Canvas, given: SceneInput) -> None:
    """Paint dunes with ridges like blades, lit on one flank by a great setting sun."""
    rng = given.rng
    low, rim = canvas.colors("#f58a5a", "#ffd08a")
    ground, side = rng.uniform(0.50, 0.56), either(rng, -1, 1)
    sun = (0.5 + side * rng.uniform(0.05, 0.24), ground - rng.uniform(0.04, 0.09))
    canvas.sky((0, "#3d2a5c"), (ground * 0.5, "#b0557a"), (ground * 0.85, low), (ground, rim))
    canvas.glow(sun, 0.7, low, 0.6)
    veil(canvas, given.detail, rim, ground)
    canvas.glow(sun, 0.25, rim, 0.6)
    if given.picture:
        hang(canvas, given.picture, (sun[0], ground - 0.17 * canvas.s / canvas.h), 0.2)
    else:
        disc = canvas.disc(sun, 0.125, soft=2)
        canvas.paint("#fff0c8", disc)
        canvas.paint(low, disc * np.clip((canvas.ys / canvas.h - sun[1]) * 5, 0, 0.7))
    paint_dunes(canvas, rng, ground, side)
    mist(canvas, given.detail, ground + 0.02, 0.02, rim, 0.35)
    canvas.bloom(0.7, 0.035, 0.4)
    canvas.vignette(0.25)
