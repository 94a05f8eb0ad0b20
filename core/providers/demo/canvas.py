"""The canvas: an RGB field that scenes paint on, from the sky behind to the shore in front.

Places are fractions of width and height, sizes are fractions of the shorter side; so one scene
fits every format. Colours are (3,) from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from core.providers.demo.color import Field
from core.providers.demo.noise import resize
from core.providers.demo.pen import Pen

# Soft light has no detail: a quarter of the resolution is enough, and sixteen times as fast.
SOFT = 4


class Canvas:
    """Hold the picture in the making: `rgb` is (3, height, width), float32, 0 to 1."""

    def __init__(self, width: int, height: int) -> None:
        self.w, self.h, self.s = width, height, min(width, height)
        self.rgb: Field = np.zeros((3, height, width), np.float32)
        self.xs: Field = np.arange(width, dtype=np.float32)[None, :]
        self.ys: Field = np.arange(height, dtype=np.float32)[:, None]

    def paint(self, color: Field, alpha: Field, top: int = 0) -> None:
        """Lay a colour over the rows from `top` on, as thick as `alpha` (rows, width) says."""
        band = self.rgb[:, top : top + alpha.shape[0]]
        for channel, value in zip(band, color, strict=True):
            channel[...] += (np.float32(value) - channel) * alpha

    def light(self, color: Field, amount: Field, top: int = 0) -> None:
        """Add light (screen): never beyond white, whatever was there before."""
        band = self.rgb[:, top : top + amount.shape[0]]
        for channel, value in zip(band, color, strict=True):
            channel[...] += (1 - channel) * (amount * np.float32(value))

    def sky(self, stops: Sequence[tuple[float, Field]]) -> None:
        """Fill everything with a vertical gradient; a stop is (height from 0 to 1, colour)."""
        at = [height for height, _ in stops]
        rows = np.linspace(0, 1, self.h)
        for channel in range(3):
            ramp = np.interp(rows, at, [color[channel] for _, color in stops])
            self.rgb[channel] = smooth(ramp, self.h // 12)[:, None]

    def glow(
        self,
        x: float,
        y: float,
        radius: float,
        color: Field,
        strength: float = 1,
        squash: float = 1,
    ) -> None:
        """Add a soft round light; `squash` > 1 makes it flat."""
        xs, ys = self.xs[:, ::SOFT] - x * self.w, (self.ys[::SOFT] - y * self.h) * squash
        spot = strength * np.exp(-(xs**2 + ys**2) / (radius * self.s) ** 2)
        self.light(color, np.clip(resize(spot, self.h, self.w), 0, 1))

    def disc(self, x: float, y: float, radius: float, soft: float = 1.2) -> Field:
        """Return the alpha of a disc with an edge of `soft` pixels."""
        away = np.hypot(self.xs - x * self.w, self.ys - y * self.h)
        return np.asarray(np.clip((radius * self.s - away) / soft + 0.5, 0, 1), np.float32)

    def below(
        self, crest: Field, color: Field, foot: Field, depth: float, *, follow: int = 0
    ) -> None:
        """Fill everything under a line (width,) of heights from 0 to 1.

        It has `color` at the crest and reaches `foot` at `depth` of the height below it; the
        gradient follows the line's broad shape only (over `follow` pixels to both sides), or each
        small peak would draw a streak.
        """
        edge = np.asarray(crest * self.h, np.float32)[None, :]
        broad = smooth(edge[0], follow or self.w // 8)[None, :]
        top = max(int(edge.min()) - 1, 0)
        alpha = np.clip(self.ys[top:] - edge + 0.5, 0, 1)
        part = np.clip((self.ys[top:] - broad) / (depth * self.h), 0, 1)
        for channel, near, far in zip(self.rgb[:, top:], color, foot, strict=True):
            channel[...] += (np.float32(near) + part * np.float32(far - near) - channel) * alpha

    def pen(self) -> Pen:
        """Return a pen for shapes of this canvas's size."""
        return Pen(self.w, self.h)

    def box(self, left: float, top: float, right: float, bottom: float) -> Field:
        """Return the alpha of a rectangle; its sides are in pixels and fall on whole ones."""
        alpha = np.zeros((self.h, self.w), np.float32)
        x, y = max(round(left), 0), max(round(top), 0)
        alpha[y : max(round(bottom), 0), x : max(round(right), 0)] = 1
        return alpha

    def bloom(self, threshold: float = 0.6, radius: float = 0.02, strength: float = 0.5) -> None:
        """Let what is bright shine over its surroundings."""
        small = self.rgb[:, ::SOFT, ::SOFT]
        bright = np.clip((small - threshold) / (1 - threshold), 0, 1) * 255
        image = Image.fromarray(bright.transpose(1, 2, 0).astype(np.uint8))
        image = image.filter(ImageFilter.GaussianBlur(radius * self.s / SOFT))
        image = image.resize((self.w, self.h), Image.Resampling.BICUBIC)
        shine = np.asarray(image, np.float32).transpose(2, 0, 1) * (strength / 255)
        self.rgb += (1 - self.rgb) * shine

    def vignette(self, strength: float = 0.3) -> None:
        """Darken the corners a little."""
        xs, ys = self.xs[:, ::SOFT] / self.w - 0.5, self.ys[::SOFT] / self.h - 0.5
        shade = 1 - strength * np.clip((xs**2 + ys**2) * 2, 0, 1) ** 1.5
        self.rgb *= resize(shade, self.h, self.w)

    def finish(self, rng: np.random.Generator) -> Image.Image:
        """Return the picture, dithered by half a step so that soft gradients show no bands."""
        dither = rng.random((self.h, self.w), dtype=np.float32)
        values = np.clip(self.rgb, 0, 1) * np.float32(254.999) + (dither - 0.5)
        pixels = np.clip(values + 0.5, 0, 255).astype(np.uint8)
        return Image.fromarray(np.ascontiguousarray(pixels.transpose(1, 2, 0)))


def smooth(ramp: Field, reach: int) -> Field:
    """Return a line (n,) averaged over `reach` places on both sides."""
    sums = np.cumsum(np.pad(ramp, (reach + 1, reach), mode="edge"), dtype=np.float64)
    span = 2 * reach + 1
    return np.asarray((sums[span:] - sums[:-span]) / span, np.float32)
