"""Parts that landscapes are made of: mountains, trees, winding ways, scattered plants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from photoclip.scenes import noise
from photoclip.scenes.canvas import Canvas, Sprite, SpriteDraw, rgb
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.noise import Floats
from photoclip.scenes.pen import Look, Pen


def pick(canvas: Canvas, low: float, high: float) -> float:
    """Uniform random number."""
    return float(canvas.rng.uniform(low, high))


def chance(canvas: Canvas, share: float) -> bool:
    """True with probability `share`."""
    return bool(canvas.rng.uniform() < share)


def plane(canvas: Canvas) -> tuple[Floats, Floats]:
    """Columns (1, W) and rows (H, 1) in short sides, y down, so that slopes keep their form."""
    x = canvas.xx * np.float32(canvas.width / canvas.unit)
    y = canvas.yy * np.float32(canvas.height / canvas.unit)
    return x, y


def tall(canvas: Canvas) -> float:
    """Height of the picture in short sides."""
    return canvas.height / canvas.unit


def wide(canvas: Canvas) -> float:
    """Width of the picture in short sides."""
    return canvas.width / canvas.unit


def hazed(canvas: Canvas, c: RGB, haze: float) -> RGB:
    """Colour under the light of the surroundings, seen through haze."""
    light = canvas.light
    air = mix(light.sky_low, light.fog_colour, min(1.0, light.fog * 1.1))
    return mix(canvas.lit(c), air, min(1.0, haze + 0.75 * light.fog * (0.4 + haze)))


def surroundings(canvas: Canvas, colour: RGB, lift: float = 0.0) -> Look:
    """Look of things lit as the landscape is; `lift` adds a share of the light on subjects."""
    key = mix(canvas.light.ambient, canvas.light.key, lift)
    return Look(canvas.rng, colour, None, replace(canvas.light, key=key), canvas.detail)


def stand(
    canvas: Canvas,
    draw: SpriteDraw,
    colour: RGB,
    place: tuple[float, float],
    size: float,
    box: tuple[float, float],
    lift: float = 0.5,
    flip: bool = False,
    shadow: float = 1.0,
    relief: float = 0.4,
    fur: float = 0.08,
) -> Sprite:
    """Draw one thing standing at `place`, with its shadow and the haze before it."""
    look = surroundings(canvas, colour, lift)
    sprite = canvas.sprite(draw, look, size, box, flip, 0.0, relief, fur)
    x, y = place
    if shadow > 0:
        canvas.cast(sprite, x, y, canvas.light.cast * shadow)
    canvas.paste(sprite, x, y, canvas.light.fog * 0.4)
    return sprite


def scatter(
    canvas: Canvas,
    draw: SpriteDraw,
    colours: Sequence[RGB],
    box: tuple[float, float],
    levels: Sequence[tuple[float, float, int]],
    spread: float = 0.01,
    gap: tuple[float, float] = (0.5, 0.5),
    variants: int = 2,
    lift: float = 0.0,
) -> None:
    """Rows of like things, far ones first; a level is (foot height, size, count).

    Nothing stands between the two columns of `gap`. A few sprites are drawn for
    each level and laid down many times, which is what makes a wood affordable.
    """
    for k, (y, size, count) in enumerate(levels):
        haze = canvas.light.fog * (0.75 - 0.45 * k / max(1, len(levels) - 1))
        made = []
        for _ in range(variants):
            c = jitter(canvas.rng, colours[int(canvas.rng.integers(len(colours)))], 0.16)
            s = size * pick(canvas, 0.78, 1.22)
            made.append(canvas.sprite(draw, surroundings(canvas, c, lift), s, box, fur=0.14))
        for i in range(count):
            x = (i + pick(canvas, 0.0, 1.0)) / count * 1.1 - 0.05
            foot = y + pick(canvas, -spread, spread)
            if not gap[0] < x < gap[1]:
                sprite = made[int(canvas.rng.integers(variants))]
                canvas.shadow(x, foot, size * 0.3, size * 0.06, canvas.light.cast)
                canvas.paste(sprite, x, foot, haze)


def peak(
    canvas: Canvas,
    x: float,
    top: float,
    left: float,
    right: float,
    rock: RGB,
    snow: float,
    haze: float = 0.1,
) -> None:
    """Mountain with its summit at (x, top) in short sides; `left`, `right` are its slopes.

    `snow` is how far the snow reaches below the summit. A crest that wanders down
    from the summit divides the lit face from the shaded one.
    """
    xs, ys = plane(canvas)
    rng = canvas.rng
    dx = xs - np.float32(x)
    rough = noise.curve(rng, canvas.width, 14, 4, 0.6)
    line = (
        top + np.where(dx < 0, -dx * left, dx * right) + 0.03 * rough * np.minimum(1, abs(dx) * 7)
    )
    r0 = canvas.row((float(line.min()) - 0.01) / tall(canvas))
    rows = ys[r0:]
    if rows.size == 0:
        return
    fall = np.maximum(rows - top, 0)
    down = rows - line
    a, b = canvas.origin()
    fan = noise.sample(noise.tile("rough"), dx / (fall + 0.22) * 26 + a, rows * 45 + b)
    sway = noise.sample(noise.tile("cloud"), rows * 70 + a, np.full_like(rows, b))
    split = dx - pick(canvas, -0.35, 0.35) * fall - 0.05 * sway * np.minimum(1, fall * 4)
    toward = -1.0 if canvas.light.side < 0 else 1.0
    lit = np.clip(0.5 + split * toward * 9 + 0.42 * fan, 0, 1)[:, :, None]
    white = np.clip((snow + 0.10 * fan - 0.55 * fall - 0.45 * down) * 26, 0, 1)[:, :, None]
    stone = rgb(scale(rock, 0.5)) * (1 - lit) + rgb(scale(rock, 1.25)) * lit
    stone = stone * (1 + 0.10 * fan[:, :, None])
    ice = rgb((0.56, 0.66, 0.84)) * (1 - lit) + rgb((1.0, 0.99, 0.98)) * lit
    colour = (stone * (1 - white) + ice * white) * rgb(canvas.light.ambient)
    air = rgb(mix(canvas.light.sky_low, canvas.light.fog_colour, min(1.0, canvas.light.fog * 1.1)))
    share = min(1.0, haze + 0.7 * canvas.light.fog * (0.4 + haze))
    mask = np.clip(down * canvas.unit + 0.5, 0, 1).astype(np.float32)
    canvas.blend(mask, (colour + (air - colour) * share).astype(np.float32), r0)


def ranges(canvas: Canvas, base: float, height: float, rock: RGB, snow: float, count: int) -> None:
    """Several mountains side by side, the far ones first; `height` and `base` in short sides."""
    width = wide(canvas)
    for k in range(count):
        near = k / max(1, count - 1)
        x = width * ((k * 0.618 + pick(canvas, 0.0, 0.35)) % 1.0)
        h = height * pick(canvas, 0.72, 1.0) * (1.0 - 0.25 * near)
        left, right = pick(canvas, 0.55, 1.05), pick(canvas, 0.55, 1.05)
        peak(canvas, x, base - h, left, right, rock, snow * h, 0.32 - 0.22 * near)


def way(
    canvas: Canvas, foot: float, width: float, bend: float, far: float = 0.5
) -> tuple[int, Floats, Floats, Floats]:
    """A road or river that runs to the horizon.

    Returns the first row, its mask (rows, W), the position across it (-1..1 between
    its edges) and the distance along it (rows, 1). `foot` is where it meets the lower
    edge, `width` its half width there, `far` where it meets the horizon.
    """
    r0 = canvas.row(canvas.horizon)
    t = np.clip((canvas.yy[r0:] - canvas.horizon) / (1 - canvas.horizon), 0, 1)
    phase = pick(canvas, 0, 6.28)
    swing = bend * np.sin(phase + 5.2 * np.sqrt(t)) * np.sqrt(t) * (1.15 - t)
    centre = far + (foot - far) * t + swing
    half = np.maximum(width * (t**1.15 + 0.012), 1e-4)
    across = (canvas.xx - centre) / half
    mask = np.clip((1 - abs(across)) * half * canvas.width + 0.5, 0, 1).astype(np.float32)
    return r0, mask, across.astype(np.float32), (1 / (t + 0.06)).astype(np.float32)


def leafy(pen: Pen, look: Look) -> None:
    """Broad-leaved tree in box (0.95, 1.0)."""
    rng = look.rng
    lean = float(rng.uniform(-0.05, 0.05))
    bark: RGB = (0.34, 0.24, 0.16)
    pen.limb((0, 0.01), (lean, 0.55), 0.10, 0.05, bark, 0.6)
    for sx in (-1.0, 1.0):
        pen.limb((lean * 0.6, 0.32), (sx * 0.2, 0.58), 0.05, 0.02, bark)
    rx, ry = float(rng.uniform(0.24, 0.32)), float(rng.uniform(0.20, 0.27))
    pen.ellipse(lean, 0.66, rx, ry, scale(look.colour, 0.6), 0.5)
    blobs = rng.uniform(-1, 1, (13, 3)).tolist()
    blobs.sort(key=lambda q: q[1])
    for a, b, k in blobs:
        s = 1.0 - 0.35 * abs(b)
        c = scale(look.colour, 0.86 + 0.14 * k + 0.12 * b)
        pen.disc(lean + a * rx * s, 0.66 + b * ry * 0.9, 0.115 + 0.03 * k, c, 0.75)
    if look.detail > 1:
        for a, b, k in rng.normal(0, 0.5, (70 * look.detail, 3)).tolist():
            r = float(np.hypot(a, b))
            if r < 1.15:
                c = scale(look.colour, 1.0 + 0.45 * k)
                y = 0.67 + b * (ry + 0.07)
                pen.ellipse(lean + a * (rx + 0.08), y, 0.016, 0.011, c, 0.0, 90 * k)


def conifer(snow: float = 0.0) -> SpriteDraw:
    """Fir or spruce in box (0.56, 1.0); `snow` is the share of white on its branches."""

    def draw(pen: Pen, look: Look) -> None:
        rng = look.rng
        slim = float(rng.uniform(0.75, 1.05))
        pen.rect(-0.025, 0.0, 0.025, 0.2, (0.27, 0.19, 0.13))
        tiers = 6
        for k in range(tiers):
            low = 0.08 + 0.135 * k
            top = low + 0.27 if k < tiers - 1 else 1.0
            half = 0.27 * slim * (1 - k / (tiers + 0.4)) * float(rng.uniform(0.88, 1.1))
            teeth = 7
            edge = [
                (
                    half * (2 * i / teeth - 1),
                    low + (0.035 if i % 2 else -0.012) + 0.03 * abs(i / 3.5 - 1),
                )
                for i in range(teeth + 1)
            ]
            dark = scale(look.colour, 0.72 + 0.05 * k)
            pen.poly([(0.0, top), *edge], dark, 0.55)
            if snow > 0:
                cap = [
                    (p * 0.92, low + 0.075 + (0.035 if i % 2 else 0.0))
                    for i, (p, _) in enumerate(edge)
                ]
                pen.poly([(0.0, top), *cap], (0.93, 0.95, 0.99), 0.3, alpha=snow)

    return draw


def palm(pen: Pen, look: Look) -> None:
    """Coconut palm in box (0.95, 1.0)."""
    rng = look.rng
    lean = float(rng.uniform(-0.2, 0.2))
    bark: RGB = (0.50, 0.38, 0.25)
    for i in range(7):
        a, b = i / 7, (i + 1) / 7
        p, q = (lean * a * a, 0.66 * a), (lean * b * b, 0.66 * b)
        pen.limb(p, q, 0.055 - 0.02 * a, 0.055 - 0.02 * b, scale(bark, 1.1 if i % 2 else 0.9), 0.5)
    cx, cy = lean, 0.66
    count = 9
    for i in range(count):
        angle = np.pi * (-0.18 + 1.36 * (i + float(rng.uniform(-0.2, 0.2))) / (count - 1))
        reach = float(rng.uniform(0.34, 0.44))
        ux, uy = float(np.cos(angle)), float(np.sin(angle))
        t = np.linspace(0, 1, 7)
        mid = np.stack(
            [cx + ux * reach * t, cy + uy * reach * 0.72 * t - 0.26 * t * t * abs(ux)], 1
        )
        wide_at = 0.055 * np.sin(np.pi * np.clip(t + 0.1, 0, 1)) + 0.004
        normal = np.array([-0.4 * uy, 1.0 if abs(ux) > 0.3 else 0.6])
        normal = normal / np.hypot(*normal)
        outline = np.vstack(
            [mid + normal * wide_at[:, None], (mid - normal * wide_at[:, None] * 0.9)[::-1]]
        )
        pen.poly(outline, scale(look.colour, float(rng.uniform(0.65, 1.15))), 0.35)
        pen.line(mid, 0.006, scale(look.colour, 1.35))
    for k in range(3):
        pen.disc(cx - 0.03 + 0.03 * k, cy - 0.025, 0.024, (0.36, 0.24, 0.14), 0.7)


def tuft(pen: Pen, look: Look) -> None:
    """Tuft of grass in box (0.6, 0.5)."""
    for i in range(9):
        x = -0.14 + 0.035 * i
        tip = (x * 2.1 + float(look.rng.uniform(-0.06, 0.06)), float(look.rng.uniform(0.2, 0.48)))
        c = scale(look.colour, float(look.rng.uniform(0.7, 1.25)))
        pen.poly([(x - 0.018, 0), (x + 0.018, 0), tip], c)


def rock(pen: Pen, look: Look) -> None:
    """Boulder in box (1.0, 0.6)."""
    rng = look.rng
    turn = np.linspace(0, np.pi, 8)
    r = rng.uniform(0.8, 1.1, 8)
    points = np.stack([0.46 * np.cos(turn) * r, 0.5 * np.sin(turn) * r], 1)
    pen.poly(np.vstack([points, [[-0.42, -0.03], [0.42, -0.03]]]), scale(look.colour, 0.75), 0.9)
    face = points[2:6] * 0.72 + [0.0, 0.07]
    pen.poly(np.vstack([face, [[0.0, 0.14]]]), scale(look.colour, 1.15), alpha=0.6)


def glitter(canvas: Canvas, x: float, y0: float, c: RGB, strength: float, width: float) -> None:
    """Path of light on water below a sun or moon."""
    r0 = canvas.row(y0)
    if r0 >= canvas.height:
        return
    t = (canvas.yy[r0:] - y0) / max(1e-3, 1 - y0)
    a, b = canvas.origin()
    depth = 1 / (t + 0.1)
    u = (canvas.xx - 0.5) * depth * 60 + a
    wave = noise.sample(noise.tile("ripple"), u, np.broadcast_to(depth * 150 + b, u.shape))
    across = (canvas.xx - x) * wide(canvas) / (width * (0.5 + 1.1 * t))
    band = np.exp(-(across**2) * 1.6) * np.clip(wave * 0.8 + 0.45, 0, 1.6) * strength
    canvas.img[r0:] += band[:, :, None] * rgb(c)


def moon(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Full moon with its dark seas and a halo."""
    canvas.glow(x, y, radius * 2.6, (0.55, 0.62, 0.8), 0.55)
    xs, ys = plane(canvas)
    dx = (xs - x * wide(canvas)) / radius
    dy = (ys - y * tall(canvas)) / radius
    away = np.sqrt(dx * dx + dy * dy)
    a, b = canvas.origin()
    seas = noise.sample(noise.tile("cloud"), dx * 22 + a, dy * 22 + b)
    fine = noise.sample(noise.tile("rough"), dx * 40 + a, dy * 40 + b)
    tone = 0.98 - 0.20 * np.clip(seas * 0.9, 0, 1) - 0.03 * fine - 0.08 * away**4
    mask = np.clip((1 - away) * radius * canvas.unit + 0.5, 0, 1).astype(np.float32)
    canvas.blend(mask, (tone[:, :, None] * rgb((1.0, 0.98, 0.90))).astype(np.float32))
