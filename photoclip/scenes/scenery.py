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
    return mix(canvas.lit(c), air, min(1.0, haze + 0.6 * light.fog * (0.3 + haze)))


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
    canvas.paste(sprite, x, y, canvas.light.fog * 0.22)
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
        haze = canvas.light.fog * (0.6 - 0.42 * k / max(1, len(levels) - 1))
        made = []
        for _ in range(variants):
            c = jitter(canvas.rng, colours[int(canvas.rng.integers(len(colours)))], 0.16)
            s = size * pick(canvas, 0.78, 1.22)
            # Relief costs more than it shows on the smallest.
            relief = 0.5 if s * canvas.unit > 15 else 0.0
            look = surroundings(canvas, c, lift)
            made.append(canvas.sprite(draw, look, s, box, relief=relief, fur=0.14))
        for i in range(count):
            x = (i + pick(canvas, 0.0, 1.0)) / count * 1.1 - 0.05
            foot = y + pick(canvas, -spread, spread)
            if not gap[0] < x < gap[1]:
                sprite = made[int(canvas.rng.integers(variants))]
                canvas.shadow(x, foot, size * 0.3, size * 0.06, canvas.light.cast)
                canvas.paste(sprite, x, foot, haze)


def snow_light(canvas: Canvas) -> RGB:
    """Light on snow: paler than that on other things, or it would pass for sand at sunset."""
    ambient = canvas.light.ambient
    if canvas.light.night:
        return scale(ambient, 1.6)
    level = sum(ambient) / 3 * 1.1
    return mix(ambient, (level, level * 0.97, level), 0.55)


def snow_ground(canvas: Canvas) -> None:
    """Snow from the horizon to the foot of the picture."""
    canvas.ground((0.94, 0.96, 1.0), (0.84, 0.89, 0.97), "cloud", 0.06, 50)
    light = canvas.light.ambient
    k = [b / a for a, b in zip(light, snow_light(canvas), strict=True)]
    canvas.img[canvas.row(canvas.horizon) :] *= rgb((k[0], k[1], k[2]))


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
    rough = noise.curve(rng, canvas.width, 8, 5, 0.66)
    away = abs(dx)
    slope = np.where(dx < 0, left, right)
    # Steep at the summit, then shoulders: straight flanks would make a pyramid of it.
    line = top + slope * (
        away + 0.05 * np.sin(away * 16 + pick(canvas, 0, 6)) * away / (away + 0.1)
    )
    line = line + 0.06 * rough * np.minimum(1, away * 6)
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
    cover = snow + 0.10 * fan - 0.55 * fall - 0.45 * down
    # Snow does not hold on the steep ribs between gullies.
    white = (np.clip(cover * 26, 0, 1) * np.clip(1.5 - fan * 1.5 - 0.5 * sway, 0, 1))[:, :, None]
    stone = rgb(scale(rock, 0.5)) * (1 - lit) + rgb(scale(rock, 1.25)) * lit
    stone = stone * (1 + 0.10 * fan[:, :, None])
    if canvas.unit >= 200:
        fine = noise.sample(noise.tile("rough"), dx * 190 + b, rows * 190 + a)[:, :, None]
        stone = stone * (1 + 0.16 * fine)
        white = np.clip(
            white * (1 + 0.5 * fine * (1 - white)) + 0.25 * fine * (white > 0.02) * (white < 0.98),
            0,
            1,
        )
    ice = rgb((0.56, 0.66, 0.84)) * (1 - lit) + rgb((1.0, 0.99, 0.98)) * lit
    colour = stone * rgb(canvas.light.ambient) * (1 - white) + ice * rgb(snow_light(canvas)) * white
    air = rgb(mix(canvas.light.sky_low, canvas.light.fog_colour, min(1.0, canvas.light.fog * 1.1)))
    share = min(1.0, haze + 0.5 * canvas.light.fog * (0.3 + haze))
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
    rx, ry = float(rng.uniform(0.26, 0.34)), float(rng.uniform(0.20, 0.27))
    side = look.light.side
    shape = rng.uniform(-1, 1, (8, 3))
    middles = np.stack([shape[:, 0] * rx * 0.72, shape[:, 1] * ry * 0.72], 1)
    sizes = 0.125 + 0.03 * shape[:, 2]
    pen.ellipse(lean, 0.66, rx * 0.55, ry * 0.55, scale(look.colour, 0.5))
    for (x, y), r in zip(middles.tolist(), sizes.tolist(), strict=True):
        pen.ellipse(lean + x, 0.66 + y, r, r * 0.85, scale(look.colour, 0.55))
    # Tufts of leaves on every lobe: light ones towards the sun, dark ones below.
    count = int(np.clip(pen.unit * 0.30, 16, 620))
    size = 0.36 / count**0.5
    turns = rng.uniform(0, 1, (620, 4))[:count]
    for n, (t, r, k, order) in enumerate(turns[np.argsort(turns[:, 3])].tolist()):
        a, b = float(np.cos(6.283 * t)), float(np.sin(6.283 * t))
        lobe = n % 8
        out = float(sizes[lobe]) * r**0.5 * 1.12
        dx, dy = float(middles[lobe, 0]) + a * out, float(middles[lobe, 1]) + b * out * 0.9
        level = 0.66 + 0.17 * (dy / ry + b) + 0.10 * side * (dx / rx + a)
        c = scale(look.colour, max(0.42, level + 0.24 * (k - 0.5) + 0.26 * order))
        wide_, high = size * (0.8 + 0.6 * k), size * (0.6 + 0.5 * k)
        pen.ellipse(lean + dx, 0.66 + dy, wide_, high, c, 0.0, 60 * (k - 0.5))


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
                cap = [(p * 0.95, y + (0.10 if i % 2 else 0.05)) for i, (p, y) in enumerate(edge)]
                cap = [(p, y - 0.05 * float(rng.uniform())) for p, y in cap]
                pen.poly([(0.0, top), *cap], (0.93, 0.95, 0.99), 0.25, alpha=snow)

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
        tone = scale(look.colour, float(rng.uniform(0.65, 1.15)))
        pen.poly(outline, tone, 0.35 if pen.unit > 250 else 0.0)
        pen.line(mid, 0.006, scale(look.colour, 1.35))
        if pen.unit > 250:
            for f in np.linspace(0.12, 0.95, 16):
                i0 = int(f * 5.99)
                x, y = (mid[i0] + (mid[i0 + 1] - mid[i0]) * (f * 6 - i0)).tolist()
                for turn in (-1.0, 1.0):
                    tip = (x + 0.03 * ux + 0.02 * turn * uy, y + 0.055 * turn - 0.02)
                    pen.line([(x, y), tip], 0.006, scale(tone, 0.9 + 0.15 * turn))
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
    u = ((canvas.xx - 0.5) * depth * 60 + a).astype(np.float32)
    wave = noise.sample(noise.tile("ripple"), u, (depth * 150 + b).astype(np.float32))
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
    tone = 0.98 - 0.30 * np.clip(seas * 0.9 + 0.1, 0, 1) - 0.03 * fine - 0.08 * away**4
    mask = np.clip((1 - away) * radius * canvas.unit + 0.5, 0, 1).astype(np.float32)
    canvas.blend(mask, (tone[:, :, None] * rgb((1.0, 0.98, 0.90))).astype(np.float32))
