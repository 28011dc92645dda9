"""Drawing of objects as shaded vector shapes on a supersampled picture.

Object units: x to the right, y up, the object stands on y = 0 and is about one
unit high. Shapes given a `shade` above zero are filled with nested copies that
grow lighter towards the light, which reads as a rounded solid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import ImageDraw

from photoclip.scenes.light import RGB, Light

Points = Sequence[tuple[float, float]] | npt.NDArray[np.float64]

_TURN = np.linspace(0.0, 2 * np.pi, 65)[:-1]
_CIRCLES = {
    n: np.stack([np.cos(_TURN[:: 64 // n]), np.sin(_TURN[:: 64 // n])], axis=1)
    for n in (16, 32, 64)
}


@dataclass(frozen=True)
class Look:
    """What one instance of an object looks like."""

    rng: np.random.Generator
    colour: RGB
    """Main colour (already jittered); the concept's own default when the spec names none."""
    name: str | None
    """Name of the main colour, or None."""
    light: Light
    detail: int
    """Number of small repeated parts (leaves, petals) is in proportion to this: 1 small, 3 large."""


def spline(points: Points, per_segment: int = 6) -> npt.NDArray[np.float64]:
    """Closed Catmull-Rom curve through `points`: array (len(points) * per_segment, 2)."""
    p = np.asarray(points, dtype=np.float64)
    a, c, d = np.roll(p, 1, 0), np.roll(p, -1, 0), np.roll(p, -2, 0)
    t = (np.arange(per_segment) / per_segment)[None, :, None]
    a, b, c, d = a[:, None], p[:, None], c[:, None], d[:, None]
    out = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
    flat: npt.NDArray[np.float64] = out.reshape(-1, 2)
    return flat


class Pen:
    """Draws shapes in object units onto an RGBA picture."""

    def __init__(
        self,
        draw: ImageDraw.ImageDraw,
        matrix: npt.NDArray[np.float64],
        origin: npt.NDArray[np.float64],
        light: Light,
    ) -> None:
        """`matrix` (2, 2) and `origin` (2,) take object units to pixels of the supersampled picture."""
        self._draw = draw
        self._matrix = matrix
        self._origin = origin
        self.light = light
        self.unit = float(np.sqrt(abs(np.linalg.det(matrix))))
        self._towards = np.array([light.side, -0.75])

    def at(
        self, x: float, y: float, size: float = 1.0, angle: float = 0.0, flip: bool = False
    ) -> Pen:
        """A pen whose own (0, 0) is at (x, y), scaled, turned by `angle` degrees counter-clockwise."""
        a = np.deg2rad(angle)
        turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) * size
        if flip:
            turn = turn @ np.diag([-1.0, 1.0])
        origin = self._origin + self._matrix @ np.array([x, y])
        return Pen(self._draw, self._matrix @ turn, origin, self.light)

    def pixels(self, points: Points) -> npt.NDArray[np.float64]:
        """Pixel positions (n, 2) of points in object units."""
        out: npt.NDArray[np.float64] = (
            np.asarray(points, dtype=np.float64) @ self._matrix.T + self._origin
        )
        return out

    def _ink(self, c: RGB, k: float, emit: bool, alpha: float) -> tuple[int, int, int, int]:
        key = (1.0, 1.0, 1.0) if emit else self.light.key
        r, g, b = (
            max(0, min(255, int(255 * v * k * w + 0.5))) for v, w in zip(c, key, strict=True)
        )
        return (r, g, b, int(255 * alpha))

    def _steps(self, extent: float) -> int:
        return 3 if extent < 30 else 5 if extent < 80 else 9 if extent < 250 else 18

    def poly(
        self, points: Points, c: RGB, shade: float = 0.0, emit: bool = False, alpha: float = 1.0
    ) -> None:
        """Filled polygon."""
        p = self.pixels(points)
        if shade <= 0.0:
            self._draw.polygon(p.ravel().tolist(), fill=self._ink(c, 1.0, emit, alpha))
            return
        low, high = p.min(axis=0), p.max(axis=0)
        half = (high - low) / 2
        centre = (low + high) / 2
        steps = self._steps(float(half.max()) * 2)
        for i in range(steps):
            f = i / steps
            k = 1.0 - 0.42 * shade + 0.62 * shade * f
            q = centre + (p - centre) * (1 - f) + self._towards * half * (f * 0.42)
            self._draw.polygon(q.ravel().tolist(), fill=self._ink(c, k, emit, alpha))

    def smooth(
        self, points: Points, c: RGB, shade: float = 0.0, emit: bool = False, alpha: float = 1.0
    ) -> None:
        """Filled closed curve through the points."""
        self.poly(spline(points, 4 if self.unit < 200 else 8), c, shade, emit, alpha)

    def ellipse(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        c: RGB,
        shade: float = 0.0,
        angle: float = 0.0,
        emit: bool = False,
        alpha: float = 1.0,
    ) -> None:
        """Filled ellipse with half axes `rx`, `ry`, turned by `angle` degrees."""
        extent = max(rx, ry) * self.unit
        circle = _CIRCLES[16 if extent < 25 else 32 if extent < 120 else 64]
        p = circle * (rx, ry)
        if angle:
            a = np.deg2rad(angle)
            p = p @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
        self.poly(np.add(p, (x, y)), c, shade, emit, alpha)

    def disc(
        self,
        x: float,
        y: float,
        r: float,
        c: RGB,
        shade: float = 0.0,
        emit: bool = False,
        alpha: float = 1.0,
    ) -> None:
        """Filled circle."""
        self.ellipse(x, y, r, r, c, shade, 0.0, emit, alpha)

    def rect(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        c: RGB,
        shade: float = 0.0,
        radius: float = 0.0,
        emit: bool = False,
        alpha: float = 1.0,
    ) -> None:
        """Filled rectangle, its corners rounded by `radius`."""
        if radius <= 0.0:
            self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], c, shade, emit, alpha)
            return
        r = min(radius, (x1 - x0) / 2, (y1 - y0) / 2)
        circle = _CIRCLES[32]
        quarter = [
            circle[i * 8 : i * 8 + 9] if i < 3 else np.vstack([circle[24:], circle[:1]])
            for i in range(4)
        ]
        corners = [(x1 - r, y1 - r), (x0 + r, y1 - r), (x0 + r, y0 + r), (x1 - r, y0 + r)]
        self.poly(
            np.vstack([q * r + p for q, p in zip(quarter, corners, strict=True)]),
            c,
            shade,
            emit,
            alpha,
        )

    def line(
        self, points: Points, width: float, c: RGB, emit: bool = False, alpha: float = 1.0
    ) -> None:
        """Open line with round ends; `width` in object units."""
        p = self.pixels(points)
        w = max(1.0, width * self.unit)
        ink = self._ink(c, 1.0, emit, alpha)
        self._draw.line(
            [(float(a), float(b)) for a, b in p], fill=ink, width=round(w), joint="curve"
        )
        if w > 3:
            for a, b in (p[0], p[-1]):
                self._draw.ellipse((a - w / 2, b - w / 2, a + w / 2, b + w / 2), fill=ink)

    def limb(
        self,
        a: tuple[float, float],
        b: tuple[float, float],
        wa: float,
        wb: float,
        c: RGB,
        shade: float = 0.0,
    ) -> None:
        """Tapered rounded bar from `a` (width wa) to `b` (width wb)."""
        d = np.array([b[0] - a[0], b[1] - a[1]])
        n = np.array([-d[1], d[0]]) / (np.hypot(d[0], d[1]) + 1e-9)
        pa, pb = np.array(a), np.array(b)
        u = d / (np.hypot(d[0], d[1]) + 1e-9)
        points = np.stack(
            [
                pa + n * wa / 2,
                pa - u * wa * 0.4,
                pa - n * wa / 2,
                pb - n * wb / 2,
                pb + u * wb * 0.4,
                pb + n * wb / 2,
            ]
        )
        self.poly(spline(points, 4), c, shade)

    def ring(self, x: float, y: float, r: float, width: float, c: RGB) -> None:
        """Circle outline."""
        circle = _CIRCLES[32 if r * self.unit < 60 else 64]
        self.line(np.vstack([circle, circle[:2]]) * r + (x, y), width, c)
