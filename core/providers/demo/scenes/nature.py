"""自然: a misty lake at dawn, the aurora over snow, dunes at sunset."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field
from core.providers.demo.noise import clouds, line, resize
from core.providers.demo.reference import Picture, inlay, inlay_disc
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import birds, pines, stars
from core.providers.demo.water import mirror, mist


def misty_lake(canvas: Canvas, given: SceneInput) -> None:
    """Paint mountains one behind the other in the haze of dawn, mirrored in a lake."""
    rng, mood = given.rng, given.mood
    high, mid, low, rim = mood.colors("#2c4273", "#8f84ae", "#f0a984", "#ffdfb4")
    far, near, dark, haze = mood.colors("#b9a3bb", "#33446b", "#141d33", "#f6d3c0")
    sun_x, shore = rng.uniform(0.2, 0.8), rng.uniform(0.58, 0.66)
    canvas.sky([(0, high), (shore * 0.5, mid), (shore * 0.85, low), (shore, rim)])
    sun_y = shore * rng.uniform(0.58, 0.72)
    canvas.glow(sun_x, sun_y, 0.75, low, 0.5)
    canvas.glow(sun_x, sun_y, 0.22, rim, 0.6)
    canvas.paint(mood.color("#fff4dc"), canvas.disc(sun_x, sun_y, 0.042, soft=3))
    veil = clouds(given.detail, int(shore * canvas.h), canvas.w, cells=4, stretch=5)
    canvas.paint(rim, np.clip(veil - 0.5, 0, 1) * 1.1)
    birds(canvas, given.detail, near, int(given.detail.integers(4, 10)), shore * 0.42)
    layers = 5
    for layer in range(layers):
        part = layer / (layers - 1)
        crest = shore - (0.36 - 0.30 * part) * line(rng, canvas.w, cells=2 + 2 * part, sharp=True)
        color = far + (near - far) * part**1.2
        canvas.below(crest - 0.01, color, color + (haze - color) * 0.75, 0.22)
        mist(canvas, rng, shore - 0.05 * (1 - part), 0.035, haze, 0.55 * (1 - 0.4 * part))
    water = canvas.h - int(shore * canvas.h)
    image = given.picture.cover(canvas.w, water)[:, ::-1] if given.picture else None
    mirror(canvas, rng, shore, deep=mood.color("#1d3050"), depth=0.36, image=image)
    canvas.glow(sun_x, shore + 0.12, 0.16, rim, 0.4 if image is None else 0, squash=0.6)
    mist(canvas, rng, shore + 0.004, 0.022, haze, 0.8)
    _shore_pines(canvas, rng, dark)
    canvas.bloom(0.72, 0.03, 0.35)


def _shore_pines(canvas: Canvas, rng: np.random.Generator, dark: Field) -> None:
    side = rng.choice((-1, 1))
    slope = np.linspace(-0.5, 0.5, canvas.w, dtype=np.float32) * side
    bank = 1.0 - 0.55 * np.clip(slope, 0, 1) ** 1.6 - 0.015 * line(rng, canvas.w, cells=9)
    at = np.sort(rng.uniform(0.12, 0.5, 11))
    places = []
    for offset in at:
        x = 0.5 + side * offset
        ground = float(bank[min(int(x * canvas.w), canvas.w - 1)])
        places.append((x, ground + 0.01, rng.uniform(0.12, 0.2) + 0.35 * max(offset - 0.2, 0)))
    pines(canvas, rng, dark, places)
    canvas.below(bank, dark, dark * 0.6, 0.2)


def aurora_snow(canvas: Canvas, given: SceneInput) -> None:
    """Paint curtains of northern light over a snowfield with pines."""
    rng, mood = given.rng, given.mood
    high, mid, low = mood.colors("#050b20", "#0d2142", "#1d4a63")
    green, violet = mood.colors("#4dffb0", "#a06bff")
    ground = rng.uniform(0.68, 0.76)
    canvas.sky([(0, high), (ground * 0.6, mid), (ground, low)])
    stars(canvas, given.detail, 1400, mood.color("#eaf4ff"), bottom=ground)
    if given.picture:
        at = (rng.choice((0.3, 0.7)), ground * 0.42)
        canvas.glow(*at, 0.34, mid, 1)
        inlay_disc(canvas, given.picture, at, 0.2)
    glow = _curtains(canvas, rng, ground, (green, violet))
    snow_light, snow_dark, pine = mood.colors("#b9d3ea", "#33517c", "#081426")
    peaks = ground - 0.02 - 0.16 * line(rng, canvas.w, cells=4, sharp=True)
    canvas.below(peaks, mood.color("#2b4a6d"), mood.color("#16304d"), 0.18)
    mist(canvas, rng, ground, 0.03, low, 0.8)
    for part in (0.0, 0.4, 1.0):
        crest = ground + 0.01 + 0.17 * part - 0.045 * line(rng, canvas.w, cells=1.5, octaves=2)
        light = snow_light * (0.72 + 0.28 * part)
        canvas.below(crest, light, snow_dark * (1 - 0.45 * part), 0.13 + 0.12 * part)
        count = (26, 9, 4)[int(part * 2)]
        size = 0.035 + 0.11 * part**0.7
        _forest(canvas, rng, (crest, size, count), pine + (snow_dark - pine) * 0.35 * (1 - part))
    top = int(ground * canvas.h)
    fall = np.linspace(1, 0.25, canvas.h - top, dtype=np.float32)[:, None]
    canvas.light(green, 0.20 * fall * (0.35 + glow[None, :]), top)
    canvas.bloom(0.62, 0.03, 0.35)
    canvas.vignette(0.35)


def _curtains(
    canvas: Canvas, rng: np.random.Generator, ground: float, colors: tuple[Field, Field]
) -> Field:
    """Add three curtains; return how bright they are over each column, (width,)."""
    green, violet = colors
    total = np.zeros(canvas.w, np.float32)
    ys = canvas.ys[::2] / canvas.h
    for strength in (0.55, 0.75, 1.0):
        foot = ground * (
            rng.uniform(0.5, 0.85) + 0.2 * (line(rng, canvas.w, cells=2, octaves=2) - 0.5)
        )
        rays = 0.25 + 0.75 * line(rng, canvas.w, cells=16, octaves=4, rough=0.7)
        swell = np.clip(line(rng, canvas.w, cells=2.5, octaves=2) * 1.5 - 0.25, 0, 1)
        reach = 0.10 + 0.22 * line(rng, canvas.w, cells=12, octaves=3)
        above = foot[None, ::2] - ys
        body = np.where(above > 0, np.exp(-above / reach[None, ::2]), np.exp(above / 0.03))
        body += 0.3 * np.exp(-np.abs(above) / 0.12)
        body = body * (rays * swell)[None, ::2] * strength
        tint = np.clip(above / (reach[None, ::2] * 1.6), 0, 1)
        for color, part in ((green, body * (1 - tint)), (violet, body * tint * 1.3)):
            canvas.light(color, np.clip(resize(part, canvas.h, canvas.w), 0, 1))
        total += rays * swell * strength
    return total / 2


def _forest(
    canvas: Canvas,
    rng: np.random.Generator,
    stand: tuple[Field, float, int],
    color: Field,
) -> None:
    """Plant `count` pines of about `size` along a crest, in loose groups."""
    crest, size, count = stand
    middle = rng.uniform(0, 1, 3)
    places = []
    for _ in range(count):
        x = float(np.clip(rng.choice(middle) + rng.normal(0, 0.12), 0, 0.999))
        places.append((x, float(crest[int(x * canvas.w)]) + 0.008, size * rng.uniform(0.6, 1.25)))
    pines(canvas, rng, color, places)


def desert_dusk(canvas: Canvas, given: SceneInput) -> None:
    """Paint dunes with lit and shaded flanks before a great setting sun."""
    rng, mood = given.rng, given.mood
    high, mid, low, rim = mood.colors("#3d2a5c", "#b0557a", "#f58a5a", "#ffd08a")
    ground = rng.uniform(0.5, 0.6)
    sun = (rng.uniform(0.25, 0.75), ground - rng.uniform(0.03, 0.12))
    canvas.sky([(0, high), (ground * 0.5, mid), (ground * 0.85, low), (ground, rim)])
    canvas.glow(*sun, 0.7, low, 0.6)
    veil = clouds(given.detail, int(ground * canvas.h), canvas.w, cells=3, stretch=6)
    canvas.paint(rim, np.clip(veil - 0.52, 0, 1) * 1.3)
    canvas.glow(*sun, 0.25, rim, 0.6)
    disc = canvas.disc(*sun, 0.125, soft=2)
    canvas.paint(mood.color("#fff0c8"), disc)
    canvas.paint(low, disc * np.clip((canvas.ys / canvas.h - sun[1]) * 5, 0, 0.7))
    lit = mood.colors("#e9a679", "#f0a765", "#f2a35c", "#e8934e")
    shade = mood.colors("#b06f74", "#94505f", "#6c3450", "#3d1f3c")
    side = 1 if sun[0] < 0.5 else -1
    for layer, part in enumerate((0.0, 0.3, 0.62, 1.0)):
        if layer == 3 and given.picture:
            _slab(canvas, given, given.picture, (0.5 + side * 0.2, ground + 0.27))
        form = (ground + 0.30 * part, 0.05 + 0.13 * part, part)
        _dune(canvas, rng, form, (lit[layer], shade[layer]), side)
        if layer < 2:
            mist(canvas, rng, ground + 0.30 * part + 0.02, 0.03, rim, 0.35)
    canvas.bloom(0.7, 0.035, 0.4)
    canvas.vignette(0.25)


def _dune(
    canvas: Canvas,
    rng: np.random.Generator,
    form: tuple[float, float, float],
    colors: tuple[Field, Field],
    side: int,
) -> None:
    """Paint one dune: (base, height, nearness) from 0 to 1; its shaded flank lies on `side`."""
    base, tall, near = form
    lit, shade = colors
    peak, span = rng.uniform(0.2, 0.8), rng.uniform(0.28, 0.5)
    xs = canvas.xs[0] / canvas.w
    hill = np.exp(-(np.abs((xs - peak) / span) ** 1.5))
    swell = 0.35 * line(rng, canvas.w, cells=1.6, octaves=2)
    crest = np.asarray(base - tall * (hill + swell - 0.3), np.float32)
    top = max(int(crest.min() * canvas.h) - 2, 0)
    canvas.below(crest, lit, lit * 0.86, 0.3)
    down = canvas.ys[top:] / canvas.h - (base - tall * float(hill.max() + 0.1))
    bends = 0.05 * np.sin(down * rng.uniform(14, 22) / (0.5 + near) + rng.uniform(0, 6))
    spine = peak + side * (bends + down * rng.uniform(0.1, 0.5))
    away = (xs[None, :] - spine) * side
    flank = np.clip(away * canvas.w / 2 + 0.5, 0, 1) * np.clip(1.12 - np.abs(away) * 1.3, 0, 1)
    under = np.clip((canvas.ys[top:] - crest[None, :] * canvas.h) + 0.5, 0, 1)
    canvas.paint(shade, (0.9 * flank * under).astype(np.float32), top)
    wind = clouds(rng, canvas.h - top, canvas.w, cells=90, octaves=2, stretch=10) - 0.5
    canvas.paint(shade, np.clip(wind, 0, 1) * under * (0.28 * near), top)


def _slab(canvas: Canvas, given: SceneInput, picture: Picture, at: tuple[float, float]) -> None:
    """Stand a framed slab in the sand that shows the reference; `at` is its foot."""
    half = 0.17 * canvas.s
    x, foot = at[0] * canvas.w, at[1] * canvas.h
    top, edge = foot - 2.7 * half, 5
    frame = canvas.box(x - half - edge, top - edge, x + half + edge, foot + edge)
    canvas.paint(given.mood.color("#2b1630"), frame)
    inlay(canvas, picture, (x - half, top, x + half, foot), frame)
