"""The canvas: an RGB field that scenes paint on, from the sky behind to the shore in front.

Places are fractions of width and height, sizes are fractions of the shorter side; so one scene
fits every format.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from core.providers.demo.color import Color, Field, Mood
from core.providers.demo.noise import resize

Place = tuple[float, float]

# Soft light has no detail: a quarter of the resolution is enough, and sixteen times as fast.
SOFT = 4


class Canvas:
    """Hold the picture in the making: `rgb` is (3, height, width), float32, 0 to 1."""

    def __init__(self, width: int, height: int, mood: Mood | None = None) -> None:
        self.w, self.h, self.s = width, height, min(width, height)
        self.mood = mood or Mood()
        self.rgb: Field = np.zeros((3, height, width), np.float32)
        self.xs: Field = np.arange(width, dtype=np.float32)[None, :]
        self.ys: Field = np.arange(height, dtype=np.float32)[:, None]

    def color(self, color: Color) -> Field:
        """Return a colour as the mood has it; one that is mixed already stays as it is."""
        return self.mood.color(color) if isinstance(color, str) else color

    def colors(self, *codes: str) -> list[Field]:
        """Return several colours as the mood has them."""
        return [self.mood.color(code) for code in codes]

    def paint(self, color: Color, alpha: Field, top: int = 0, left: int = 0) -> None:
        """Lay a colour as thick as `alpha` (rows, columns) says; it begins at `top` and `left`."""
        band = self.rgb[:, top : top + alpha.shape[0], left : left + alpha.shape[1]]
        for channel, value in zip(band, self.color(color), strict=True):
            channel[...] += (np.float32(value) - channel) * alpha

    def light(self, color: Color, amount: Field, top: int = 0) -> None:
        """Add light (screen): never beyond white, whatever was there before."""
        band = self.rgb[:, top : top + amount.shape[0]]
        for channel, value in zip(band, self.color(color), strict=True):
            channel[...] += (1 - channel) * (amount * np.float32(value))

    def sky(self, *stops: tuple[float, Color]) -> None:
        """Fill everything with a vertical gradient; a stop is (height from 0 to 1, colour)."""
        at, colors = [height for height, _ in stops], [self.color(color) for _, color in stops]
        for index, channel in enumerate(self.rgb):
            ramp = np.interp(np.linspace(0, 1, self.h), at, [color[index] for color in colors])
            channel[...] = smooth(ramp, self.h // 12)[:, None]

    def glow(
        self, at: Place, radius: float, color: Color, strength: float, squash: float = 1
    ) -> None:
        """Add a soft round light; `squash` > 1 makes it flat."""
        xs, ys = self.xs[:, ::SOFT] - at[0] * self.w, (self.ys[::SOFT] - at[1] * self.h) * squash
        spot = strength * np.exp(-(xs**2 + ys**2) / (radius * self.s) ** 2)
        self.light(color, np.clip(resize(spot, self.h, self.w), 0, 1))

    def around(self, at: Place, radius: float) -> tuple[Field, Field]:
        """Return how far every pixel lies to the right of a place and below it, in radii."""
        size = radius * self.s
        return (self.xs - at[0] * self.w) / size, (self.ys - at[1] * self.h) / size

    def disc(self, at: Place, radius: float, soft: float = 1.2) -> Field:
        """Return the alpha of a disc with an edge of `soft` pixels."""
        inside = 1 - np.hypot(*self.around(at, radius))
        return np.asarray(np.clip(inside * (radius * self.s / soft) + 0.5, 0, 1), np.float32)

    def below(
        self, crest: Field, color: Color, foot: Color, depth: float, *, follow: int = 0
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
        ends = (self.color(color), self.color(foot))
        for channel, near, far in zip(self.rgb[:, top:], *ends, strict=True):
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

    def bloom(self, threshold: float, radius: float, strength: float) -> None:
        """Let what is bright shine over its surroundings."""
        small = self.rgb[:, ::SOFT, ::SOFT]
        bright = np.clip((small - threshold) / (1 - threshold), 0, 1) * 255
        image = Image.fromarray(bright.transpose(1, 2, 0).astype(np.uint8))
        image = image.filter(ImageFilter.GaussianBlur(radius * self.s / SOFT))
        image = image.resize((self.w, self.h), Image.Resampling.BICUBIC)
        shine = np.asarray(image, np.float32).transpose(2, 0, 1) * (strength / 255)
        self.rgb += (1 - self.rgb) * shine

    def vignette(self, strength: float) -> None:
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


# Shapes are drawn this much larger and then reduced: their edges come out smooth.
OVERSAMPLE = 2


class Pen:
    """Draw on a mask; `strength` 255 is opaque. A later shape replaces what it covers."""

    def __init__(self, width: int, height: int) -> None:
        self._mask = Image.new("L", (width * OVERSAMPLE, height * OVERSAMPLE))
        self._draw = ImageDraw.Draw(self._mask)

    def polygon(self, points: Sequence[tuple[float, float]], strength: int = 255) -> None:
        """Fill a polygon."""
        self._draw.polygon(_large(points), strength)

    def box(
        self, left: float, top: float, right: float, bottom: float, strength: int = 255
    ) -> None:
        """Fill a rectangle."""
        self._draw.rectangle(_large([(left, top), (right, bottom)]), strength)

    def dot(self, x: float, y: float, radius: float, strength: int = 255) -> None:
        """Fill a circle."""
        self._draw.circle((x * OVERSAMPLE, y * OVERSAMPLE), radius * OVERSAMPLE, strength)

    def line(
        self, points: Sequence[tuple[float, float]], width: float = 1, strength: int = 255
    ) -> None:
        """Draw a line through points."""
        thick = max(round(width * OVERSAMPLE), 1)
        self._draw.line(_large(points), strength, thick, joint="curve")

    def alpha(self) -> Field:
        """Return what was drawn: (height, width), 0 to 1."""
        return np.asarray(self._mask.reduce(OVERSAMPLE), np.float32) / 255


def _large(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points]
