"""The picture being painted: sky, ground, water, ridges and stamped objects.

Positions on the canvas are fractions of its width and height, y down. The image
is float32 (H, W, 3), display-referred RGB 0..1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from photoclip.scenes import noise
from photoclip.scenes.light import RGB, Light, mix, scale, times
from photoclip.scenes.noise import Floats
from photoclip.scenes.pen import Look, Pen

SpriteDraw = Callable[[Pen, Look], None]


@dataclass(frozen=True)
class Sprite:
    """A rendered object: premultiplied colour (h, w, 3) and alpha (h, w), float32 0..1."""

    colour: Floats
    alpha: Floats
    foot: tuple[float, float]
    """Pixel (x, y) within the sprite at which object units have their origin."""


def rgb(c: RGB) -> Floats:
    """Colour as an array of shape (3,)."""
    return np.array(c, dtype=np.float32)


class Canvas:
    """One picture in the making."""

    def __init__(
        self, width: int, height: int, light: Light, rng: np.random.Generator, horizon: float
    ) -> None:
        """`horizon` is the height of the eye line as a fraction from the top."""
        self.width = width
        self.height = height
        self.light = light
        self.rng = rng
        self.horizon = horizon
        self.img: Floats = np.zeros((height, width, 3), dtype=np.float32)
        half = np.float32(0.5)
        rows = (np.arange(height, dtype=np.float32) + half) / np.float32(height)
        columns = (np.arange(width, dtype=np.float32) + half) / np.float32(width)
        self.yy: Floats = rows[:, None]
        self.xx: Floats = columns[None, :]
        self.unit = min(width, height)
        self.detail = 1 if self.unit < 200 else 2 if self.unit < 600 else 3

    def lit(self, c: RGB) -> RGB:
        """Colour under the light of the surroundings."""
        return times(c, self.light.ambient)

    def row(self, y: float) -> int:
        """Pixel row of a height fraction, within the picture."""
        return int(min(self.height, max(0, round(y * self.height))))

    def origin(self) -> tuple[float, float]:
        """Random place in a noise tile."""
        a, b = self.rng.uniform(0, noise.SIDE, 2)
        return float(a), float(b)

    def gradient(self, y0: float, y1: float, top: RGB, low: RGB, power: float = 1.0) -> None:
        """Fill rows between two heights with a vertical gradient."""
        r0, r1 = self.row(y0), self.row(y1)
        if r1 <= r0:
            return
        t = (np.clip((self.yy[r0:r1] - y0) / max(1e-6, y1 - y0), 0, 1) ** power)[:, :, None]
        self.img[r0:r1] = rgb(top) * (1 - t) + rgb(low) * t

    def blend(self, mask: Floats, c: Floats, r0: int = 0) -> None:
        """Lay colour `c` (broadcastable to (rows, W, 3)) over rows from `r0` with `mask` (rows, W)."""
        part = self.img[r0 : r0 + mask.shape[0]]
        part += (c - part) * mask[:, :, None]

    def sky(self, bottom: float | None = None) -> None:
        """Sky gradient, clouds, stars and the glow about the sun, down to `bottom`."""
        low = self.horizon if bottom is None else bottom
        light = self.light
        self.gradient(
            0.0, low + 0.02, light.sky_top, light.sky_low, 0.9 if not light.night else 1.4
        )
        r1 = self.row(low + 0.02)
        if r1 < 2:
            return
        origin = self.origin()
        if light.stars:
            self.stars(r1)
        if light.clouds > 0:
            self._clouds(r1, origin, low)

    def stars(self, rows: int) -> None:
        """Scattered points of light in the first `rows` rows."""
        count = 46
        place = self.rng.uniform(0, 1, (count, 3))
        size = max(1, self.unit // 260)
        for x, y, b in place.tolist():
            r, c = int(y * rows * 0.95), int(x * self.width)
            self.img[r : r + size, c : c + size] += 0.25 + 0.65 * b

    def _clouds(self, rows: int, origin: tuple[float, float], low: float) -> None:
        light = self.light
        depth: Floats = 1.0 / (low - self.yy[:rows] + 0.16)
        u: Floats = (self.xx - 0.5) * depth * 42 + origin[1]
        v: Floats = depth * 46 + origin[0]
        field = noise.sample(noise.tile("cloud"), u, v)
        if self.unit >= 200:
            field = field + 0.25 * noise.sample(noise.tile("rough"), u * 5, v * 5)
        threshold = 1.9 - 2.9 * light.clouds
        cover = np.clip((field - threshold) * 0.75, 0, 1)
        bright = mix(light.sky_low, (1.0, 1.0, 1.0), 0.75 if not light.night else 0.05)
        if light.ambient[0] - light.ambient[2] > 0.2:
            bright = mix(light.sky_low, (1.0, 0.72, 0.55), 0.6)
        elif light.ambient[2] > light.ambient[0] * 1.2 and not light.night:
            bright = mix(light.sky_low, (0.86, 0.55, 0.62), 0.5)
        dark = scale(mix(light.sky_low, light.sky_top, 0.5), 0.78 if light.clouds > 0.5 else 0.95)
        t = np.clip((field - threshold) * (0.5 if light.clouds < 0.5 else 0.22), 0, 1)[:, :, None]
        colour = rgb(bright) * (1 - t * (0.25 if light.clouds < 0.5 else 1.0))
        colour = colour + rgb(dark) * (t * (0.25 if light.clouds < 0.5 else 1.0))
        self.blend((cover * 0.9).astype(np.float32), colour)

    def perspective(
        self, r0: int, r1: int, kind: str, density: float, stretch: float = 1.0
    ) -> Floats:
        """Noise (rows, W) laid on the ground plane in rows r0..r1.

        `density` is in tile pixels per width near the eye.
        """
        t = (self.yy[r0:r1] - self.horizon) / max(0.05, 1.0 - self.horizon)
        depth = 1.0 / np.maximum(t + 0.03, 0.03)
        origin = self.origin()
        u = (self.xx - 0.5) * depth * density + origin[1]
        v = depth * density * 0.5 * stretch + origin[0]
        return noise.sample(noise.tile(kind), u, np.broadcast_to(v, u.shape))

    def ground(
        self,
        near: RGB,
        far: RGB,
        kind: str,
        contrast: float,
        density: float,
        top: float | None = None,
    ) -> None:
        """Textured plane from `top` (the horizon unless given) to the bottom of the picture."""
        y0 = self.horizon if top is None else top
        r0 = self.row(y0)
        if r0 >= self.height:
            return
        t = np.clip((self.yy[r0:] - y0) / max(1e-3, 1 - y0), 0, 1)[:, :, None]
        base = rgb(self.lit(far)) * (1 - t) + rgb(self.lit(near)) * t
        fine = self.perspective(r0, self.height, kind, density)
        broad = self.perspective(r0, self.height, "cloud", density * 0.12)
        fade = np.minimum(1.0, 0.25 + 1.2 * t[:, :, 0])
        texture = 1.0 + contrast * (fine * fade * 0.5 + broad * 0.35)
        if self.unit >= 200:
            texture += (
                contrast * 0.3 * self.perspective(r0, self.height, "grain", density * 3.1) * fade
            )
        self.img[r0:] = base * texture[:, :, None]

    def fog_band(self, strength: float, top: float | None = None) -> None:
        """Haze that is densest at the horizon."""
        if strength <= 0:
            return
        y0 = self.horizon if top is None else top
        distance = np.abs(self.yy - y0)
        mask = strength * (0.35 + 0.65 * np.exp(-((distance / 0.22) ** 2)))
        self.blend(
            np.broadcast_to(mask, (self.height, self.width)).astype(np.float32),
            rgb(self.light.fog_colour),
        )

    def ridge(
        self,
        heights: Floats,
        top: RGB,
        low: RGB | None = None,
        depth: float = 0.25,
        texture: float = 0.0,
        haze: float = 0.0,
        kind: str = "rough",
        span: float = 160.0,
    ) -> Floats:
        """Fill below the line `heights` (W,) and return the mask (H, W).

        The colour `top` fades to `low` over `depth`.
        """
        r0 = max(0, int(float(heights.min()) * self.height) - 1)
        mask: Floats = np.clip((self.yy - heights[None, :]) * self.height + 0.5, 0, 1)
        if r0 >= self.height:
            return mask
        sky = mix(self.light.sky_low, self.light.fog_colour, min(1.0, self.light.fog * 1.1))
        haze = min(1.0, haze + 0.75 * self.light.fog * (0.4 + haze))
        a = mix(self.lit(top), sky, haze)
        b = a if low is None else mix(self.lit(low), sky, haze)
        t = np.clip((self.yy[r0:] - heights[None, :]) / depth, 0, 1)[:, :, None]
        colour = rgb(a) * (1 - t) + rgb(b) * t
        if texture > 0:
            patch = noise.window(
                noise.tile(kind), self.height - r0, self.width, span, self.origin()
            )
            colour = colour * (1 + texture * (1 - haze) * patch[:, :, None])
        self.blend(mask[r0:], colour.astype(np.float32), r0)
        return mask

    def water(
        self,
        y0: float,
        y1: float,
        c: RGB,
        mirror: float = 0.55,
        waves: float = 0.2,
        tilt: float = 40.0,
    ) -> None:
        """Water between two heights: mirrors what is above, broken by ripples."""
        r0, r1 = self.row(y0), self.row(y1)
        rows = r1 - r0
        if rows < 2:
            return
        source = np.clip(r0 - 1 - (np.arange(rows) * 0.9).astype(np.int64), 0, self.height - 1)
        t = np.clip((self.yy[r0:r1] - y0) / max(1e-3, y1 - y0), 0.02, 1)
        depth = 1.0 / (t + 0.08)
        origin = self.origin()
        u = (self.xx - 0.5) * depth * tilt + origin[1]
        v = np.broadcast_to(depth * tilt * 3.0 + origin[0], u.shape)
        ripple = noise.sample(noise.tile("ripple"), u, v)
        shift = np.clip(
            source[:, None] + (ripple * t * self.height * 0.05 * waves * 5).astype(np.int64),
            0,
            max(0, r0 - 1),
        )
        seen = self.img[shift, np.arange(self.width)[None, :]]
        own = rgb(self.lit(c)) * (1.12 - 0.35 * t[:, :, None])
        share = (mirror * (1 - 0.45 * t))[:, :, None]
        glint = (ripple * waves * (0.35 + 0.65 * t))[:, :, None]
        mixed = own * (1 - share) + seen * share
        self.img[r0:r1] = mixed * (1 + glint)

    def glow(
        self, x: float, y: float, radius: float, c: RGB, strength: float, power: float = 2.0
    ) -> None:
        """Add a soft round light; `radius` in short sides."""
        r = radius * self.unit
        cx, cy = x * self.width, y * self.height
        x0, x1 = max(0, int(cx - 2 * r)), min(self.width, int(cx + 2 * r) + 1)
        y0, y1 = max(0, int(cy - 2 * r)), min(self.height, int(cy + 2 * r) + 1)
        if x1 <= x0 or y1 <= y0:
            return
        dx = (np.arange(x0, x1, dtype=np.float32) + 0.5 - cx)[None, :] / r
        dy = (np.arange(y0, y1, dtype=np.float32) + 0.5 - cy)[:, None] / r
        fall = np.exp(-((dx * dx + dy * dy) ** (power / 2)) * 1.8)
        self.img[y0:y1, x0:x1] += (fall * strength)[:, :, None] * rgb(c)

    def disc(self, x: float, y: float, radius: float, c: RGB) -> None:
        """Sharp-edged round light such as the sun; `radius` in short sides."""
        r = radius * self.unit
        dx = self.xx * self.width - x * self.width
        dy = self.yy * self.height - y * self.height
        mask = np.clip(r - np.sqrt(dx * dx + dy * dy) + 0.5, 0, 1)
        self.blend(mask.astype(np.float32), rgb(c))

    def shadow(self, x: float, y: float, rx: float, ry: float, strength: float) -> None:
        """Darken a soft ellipse; half axes in short sides."""
        px, py = max(1.0, rx * self.unit), max(0.8, ry * self.unit)
        cx, cy = x * self.width, y * self.height
        x0, x1 = max(0, int(cx - 2 * px)), min(self.width, int(cx + 2 * px) + 1)
        y0, y1 = max(0, int(cy - 2 * py)), min(self.height, int(cy + 2 * py) + 1)
        if x1 <= x0 or y1 <= y0:
            return
        dx = (np.arange(x0, x1, dtype=np.float32) + 0.5 - cx)[None, :] / px
        dy = (np.arange(y0, y1, dtype=np.float32) + 0.5 - cy)[:, None] / py
        self.img[y0:y1, x0:x1] *= (1 - strength * np.exp(-(dx * dx + dy * dy) * 1.3))[:, :, None]

    def blur(self, radius: float) -> None:
        """Gaussian blur of everything painted so far; `radius` in short sides."""
        px = radius * self.unit
        if px < 0.3:
            return
        picture = Image.fromarray((np.clip(self.img, 0, 1) * 255).astype(np.uint8))
        out = picture.filter(ImageFilter.GaussianBlur(px) if px < 6 else ImageFilter.BoxBlur(px))
        self.img = np.asarray(out, dtype=np.float32) / np.float32(255)

    def sprite(
        self,
        draw: SpriteDraw,
        look: Look,
        size: float,
        box: tuple[float, float],
        flip: bool = False,
        angle: float = 0.0,
        relief: float = 0.5,
        fur: float = 0.10,
    ) -> Sprite:
        """Render an object, `size` short sides to its unit.

        `box` is its (width, height) in object units.
        """
        px = max(4.0, size * self.unit)
        over = 3 if px < 70 else 2 if px < 900 else 1
        pad = 0.06
        w = max(3, int(np.ceil((box[0] + 2 * pad) * px)))
        h = max(3, int(np.ceil((box[1] + 2 * pad) * px)))
        picture = Image.new("RGBA", (w * over, h * over))
        a = np.deg2rad(angle)
        turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) @ np.diag(
            [-1.0 if flip else 1.0, 1.0]
        )
        matrix = np.diag([px * over, -px * over]) @ turn
        pivot = np.array([0.0, box[1] / 2])
        foot = np.array([w / 2 * over, (h - pad * px) * over])
        # Turning is about the middle of the box, so that a turned object stays inside it.
        origin = foot + np.diag([px * over, -px * over]) @ (pivot - turn @ pivot)
        draw(Pen(ImageDraw.Draw(picture), matrix, origin, look.light), look)
        small = picture.convert("RGBa").reduce(over) if over > 1 else picture.convert("RGBa")
        data = np.frombuffer(small.tobytes(), dtype=np.uint8).reshape(small.height, small.width, 4)
        values = data.astype(np.float32) * np.float32(1 / 255)
        colour, alpha = values[:, :, :3], values[:, :, 3]
        if relief > 0:
            soft = Image.fromarray(data[:, :, 3]).filter(ImageFilter.BoxBlur(max(1.0, px * 0.05)))
            s = np.asarray(soft, dtype=np.float32) / 255
            k = max(1, round(px * 0.035))
            slope = np.zeros_like(s)
            slope[k:] += s[k:] - s[:-k]
            side = k if look.light.side > 0 else -k
            slope += np.roll(s, side, axis=1) - s
            shade = 1 + relief * (0.75 * slope + 0.25 * (s - 0.85))
            if fur > 0:
                grain = noise.window(
                    noise.tile("rough"), s.shape[0], s.shape[1], 150.0, self.origin()
                )
                shade += fur * 0.6 * grain
                if self.unit >= 200:
                    grain = noise.window(
                        noise.tile("grain"), s.shape[0], s.shape[1], 500.0, self.origin()
                    )
                    shade += fur * 0.35 * grain
            colour = colour * shade[:, :, None]
        return Sprite(colour, alpha, (w / 2, h - pad * px))

    def paste(
        self, sprite: Sprite, x: float, y: float, fog: float = 0.0, opacity: float = 1.0
    ) -> None:
        """Lay a sprite with its foot at (x, y)."""
        h, w = sprite.alpha.shape
        left = round(x * self.width - sprite.foot[0])
        top = round(y * self.height - sprite.foot[1])
        x0, x1 = max(0, left), min(self.width, left + w)
        y0, y1 = max(0, top), min(self.height, top + h)
        if x1 <= x0 or y1 <= y0:
            return
        cut = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
        alpha = sprite.alpha[cut][:, :, None]
        colour = sprite.colour[cut]
        if fog > 0:
            colour = colour * (1 - fog) + rgb(self.light.fog_colour) * (alpha * fog)
        part = self.img[y0:y1, x0:x1]
        part *= 1 - alpha * opacity
        part += colour * opacity

    def cast(self, sprite: Sprite, x: float, y: float, strength: float) -> None:
        """Shadow thrown on the ground by a standing sprite, away from the light."""
        h, w = sprite.alpha.shape
        flat = max(2, int(h * 0.22))
        lean = -self.light.side * 1.6
        extra = int(abs(lean) * flat)
        source = Image.fromarray((sprite.alpha * 255).astype(np.uint8)).resize((w, flat))
        # The top of the sprite is thrown furthest; row r of the result lies r rows above the foot.
        offset = extra if lean < 0 else 0
        shear = (1.0, lean, -offset - lean * flat, 0.0, 1.0, 0.0)
        out = source.transform(
            (w + extra, flat), Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR
        )
        out = out.filter(ImageFilter.BoxBlur(max(0.6, flat * 0.06)))
        mask = np.asarray(out, dtype=np.float32) * (strength / 255)
        left = round(x * self.width - sprite.foot[0]) - offset
        top = round(y * self.height) - flat + max(1, flat // 12)
        x0, x1 = max(0, left), min(self.width, left + mask.shape[1])
        y0, y1 = max(0, top), min(self.height, top + flat)
        if x1 > x0 and y1 > y0:
            self.img[y0:y1, x0:x1] *= 1 - mask[y0 - top : y1 - top, x0 - left : x1 - left, None]

    def mirror(self, sprite: Sprite, x: float, y: float, strength: float) -> None:
        """Reflection of a floating sprite in the water below it."""
        h = sprite.alpha.shape[0]
        base = int(sprite.foot[1])
        rows = np.clip(base - np.arange(int(h * 0.6)) * 1.4, 0, h - 1).astype(np.int64)
        fade = np.linspace(1.0, 0.1, rows.size, dtype=np.float32)[:, None]
        wobble = np.sin(np.arange(rows.size) * 55.0 / max(20, h)) * h * 0.012
        columns = np.arange(sprite.alpha.shape[1])[None, :] + wobble[:, None].astype(np.int64)
        columns = np.clip(columns, 0, sprite.alpha.shape[1] - 1)
        alpha = sprite.alpha[rows[:, None], columns] * fade
        colour = sprite.colour[rows[:, None], columns] * fade[:, :, None] * np.float32(0.85)
        self.paste(Sprite(colour, alpha, (sprite.foot[0], 0.0)), x, y, 0.0, strength)

    def shapes(self, paint: Callable[[Pen], None], fog: float = 0.0) -> None:
        """Draw vector shapes over the whole picture, in canvas units.

        x runs from 0 to width / short side and y is *down from the top* in short
        sides, so that round things are round.
        """
        over = 2 if self.unit < 400 else 1 if self.unit > 1400 else 2
        picture = Image.new("RGBA", (self.width * over, self.height * over))
        matrix: npt.NDArray[np.float64] = np.eye(2) * (self.unit * over)
        paint(Pen(ImageDraw.Draw(picture), matrix, np.zeros(2), self.light))
        small = picture.convert("RGBa").reduce(over) if over > 1 else picture.convert("RGBa")
        data = np.frombuffer(small.tobytes(), dtype=np.uint8).reshape(self.height, self.width, 4)
        values = data.astype(np.float32) * np.float32(1 / 255)
        self.paste(Sprite(values[:, :, :3], values[:, :, 3], (0.0, 0.0)), 0.0, 0.0, fog)
