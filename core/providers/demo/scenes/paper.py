"""Any other text: layers of cut paper before a light, all chosen by the text itself."""

from __future__ import annotations

import numpy as np

from core.providers.demo.canvas import Canvas
from core.providers.demo.color import Field, digest_rng
from core.providers.demo.noise import clouds, line
from core.providers.demo.reference import hang
from core.providers.demo.scene_input import SceneInput
from core.providers.demo.things import sparks


def paper_layers(canvas: Canvas, given: SceneInput) -> None:
    """Paint waves of paper around a disc; the words choose colours and rhythm, chance the rest."""
    rng, words = given.rng, digest_rng("paper", given.text)
    layers, cells = int(words.integers(6, 10)), words.uniform(0.8, 2.4)
    colors = _colors(canvas, words, layers)
    canvas.sky((0, colors[0] * 0.92), (0.6, colors[0]), (1, colors[1]))
    torn = clouds(rng, canvas.h, canvas.w, cells=3, octaves=4, stretch=2)
    canvas.paint(np.ones(3), np.clip(torn - 0.5, 0, 1) * 0.35)
    at, radius = (rng.uniform(0.32, 0.68), rng.uniform(0.30, 0.38)), rng.uniform(0.17, 0.23)
    canvas.glow(at, radius * 1.9, np.ones(3), 0.55)
    if given.picture:
        hang(canvas, given.picture, (at[0], at[1] - 0.08), radius * 1.1)
    else:
        canvas.paint("#fffaf0", canvas.disc(at, radius) * np.float32(0.95))
    dust = given.detail.random((given.detail.integers(30, 90), 4))
    low, high = np.array([0, 0, 0.8, 0.2]), np.array([canvas.w, 0.55 * canvas.h, 2.6, 0.8])
    sparks(canvas, np.ones(3), low + dust * (high - low))
    lean = rng.uniform(-0.12, 0.12) * (canvas.xs[0] / canvas.w - 0.5)
    for part, color in zip(np.linspace(0, 1, layers), colors[1:], strict=True):
        wave = line(rng, canvas.w, cells=cells + part, octaves=2) - 0.4
        crest = np.asarray(0.44 + 0.46 * part - (0.24 - 0.10 * part) * wave + lean, np.float32)
        _shadow(canvas, crest)
        canvas.below(crest, color, color * 0.84, 0.3)
    canvas.bloom(0.75, 0.03, 0.3)
    canvas.vignette(0.22)


def _colors(canvas: Canvas, words: np.random.Generator, layers: int) -> list[Field]:
    """Return a path of colours from light to dark that turns from one hue to another."""
    start, turn = words.uniform(0, 2 * np.pi), words.choice((-1, 1)) * words.uniform(0.9, 2.4)
    parts = np.linspace(0, 1, layers + 1)
    hues, chromas = start + turn * parts, 0.07 + 0.07 * np.sin(np.pi * parts)
    labs = np.array([0.90 - 0.62 * parts, chromas * np.cos(hues), chromas * np.sin(hues)]).T
    return [canvas.mood.shift(lab) for lab in labs]


def _shadow(canvas: Canvas, crest: Field) -> None:
    """Let the sheet that comes next cast a soft shadow on what lies behind it."""
    above = np.clip(crest[None, :] - canvas.ys / canvas.h, 0, 1)
    canvas.paint(np.zeros(3), np.exp(-above / 0.022) * np.float32(0.34))
