"""Places that people made: towns, roads, fields of work, camps."""

from __future__ import annotations

import numpy as np

from photoclip.scenes import backdrops, noise
from photoclip.scenes.canvas import Canvas, rgb
from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.noise import Floats
from photoclip.scenes.pen import Pen
from photoclip.scenes.scenery import (
    chance,
    hazed,
    leafy,
    pick,
    plane,
    ranges,
    scatter,
    tall,
    way,
    wide,
)

FIR: RGB = (0.11, 0.26, 0.14)
LEAF: RGB = (0.22, 0.42, 0.13)
LAMP: RGB = (1.0, 0.82, 0.48)


def tower_block(
    canvas: Canvas, x: float, width: float, height: float, base: float, tone: RGB, haze: float
) -> None:
    """High-rise with a grid of windows; sizes as fractions of the picture."""
    rng = canvas.rng
    kind, seed, lit_share = (
        int(rng.integers(0, 4)),
        rng.uniform(0, 1, 2),
        float(rng.uniform(0.3, 0.65)),
    )
    c0, c1 = max(0, int(x * canvas.width)), min(canvas.width, int((x + width) * canvas.width) + 1)
    top = base - height
    r0, r1 = canvas.row(top), canvas.row(base)
    if c1 <= c0 or r1 <= r0:
        return
    wall = hazed(canvas, tone, haze)
    u = ((canvas.xx[:, c0:c1] - x) / width).astype(np.float32)
    v = (canvas.yy[r0:r1] - top) * canvas.height / canvas.unit
    columns = max(3, int(width * canvas.width / canvas.unit / 0.030))
    pitch = 0.034 + 0.012 * seed[0]
    fu, fv = (u * columns) % 1.0, (v / pitch) % 1.0
    iu, iv = np.floor(u * columns), np.floor(v / pitch)
    if kind == 0:
        pane = (fu > 0.22) & (fu < 0.82) & (fv > 0.25) & (fv < 0.8)
    elif kind == 1:
        pane = (fv > 0.35) & (fu > -1)
    elif kind == 2:
        pane = (fu > 0.3) & (fv > 0.12)
    else:
        pane = (fu > 0.08) & (fv > 0.1)
    dice = np.sin(iu * 12.9898 + iv * 78.233 + seed[1] * 40) * 43758.5453
    dice = dice - np.floor(dice)
    side = 1.0 + 0.16 * np.clip((0.5 - u) * np.sign(-canvas.light.side) * 2, -1, 1)
    face = rgb(wall) * side[:, :, None] * np.ones((r1 - r0, 1, 1), dtype=np.float32)
    glass = rgb(mix(scale(wall, 0.55), canvas.light.sky_low, 0.25)) * (0.8 + 0.4 * dice)[:, :, None]
    if canvas.light.lamps:
        on = (dice < lit_share)[:, :, None]
        glass = np.where(
            on,
            rgb(mix(LAMP, (0.8, 0.9, 1.0), float(seed[0]) * 0.5))
            * (0.65 + 0.35 * dice)[:, :, None],
            glass * 0.8,
        )
    mask = pane[:, :, None] * np.float32(0.9)
    canvas.img[r0:r1, c0:c1] = face * (1 - mask) + glass * mask
    if kind == 3 and height > 0.3:
        mast, thick = canvas.row(top - 0.07), max(1, canvas.unit // 130)
        middle = (c0 + c1) // 2
        canvas.img[mast:r0, middle : middle + thick] = rgb(scale(wall, 0.7))


def city(canvas: Canvas, _: RGB) -> None:
    """Skyline of high-rises behind water or a park."""
    canvas.horizon = pick(canvas, 0.68, 0.84)
    canvas.sky()
    if canvas.light.night:
        canvas.glow(0.5, canvas.horizon, 0.55, (0.55, 0.36, 0.22), 0.35)
    tones: list[RGB] = [
        (0.62, 0.60, 0.58),
        (0.42, 0.50, 0.60),
        (0.70, 0.62, 0.52),
        (0.50, 0.42, 0.40),
        (0.34, 0.40, 0.46),
    ]
    ratio = canvas.unit / canvas.width
    peak_at = pick(canvas, 0.25, 0.75)
    for layer, (low, high, haze) in enumerate(
        ((0.30, 0.56, 0.5), (0.22, 0.50, 0.25), (0.10, 0.30, 0.06))
    ):
        x = -0.08
        while x < 1.0:
            width = pick(canvas, 0.08, 0.17) * ratio
            swell = 0.62 + 0.5 * float(np.exp(-(((x - peak_at) / 0.3) ** 2)))
            tone = jitter(canvas.rng, tones[int(canvas.rng.integers(len(tones)))], 0.12)
            tower_block(
                canvas, x, width, pick(canvas, low, high) * swell, canvas.horizon + 0.01, tone, haze
            )
            x += width * (pick(canvas, 0.9, 1.25) if layer else pick(canvas, 0.9, 1.7))
    canvas.fog_band(canvas.light.fog * 0.5)
    if chance(canvas, 0.6):
        canvas.water(canvas.horizon, 1.0, (0.12, 0.26, 0.36), 0.7, 0.16)
    else:
        canvas.ground((0.24, 0.38, 0.14), (0.22, 0.34, 0.13), "rough", 0.3, 150)
        backdrops.tree_line(canvas, canvas.horizon + 0.04, 0.05, (0.18, 0.34, 0.12), 0.0)


def country_road(canvas: Canvas, _: RGB) -> None:
    """Asphalt road with a centre line that runs to the horizon."""
    canvas.horizon = pick(canvas, 0.38, 0.52)
    canvas.sky()
    if chance(canvas, 0.4):
        ranges(canvas, canvas.horizon * tall(canvas), 0.2, (0.40, 0.40, 0.38), 0.15, 3)
    else:
        backdrops.far_hills(canvas, canvas.horizon)
    dry = chance(canvas, 0.35)
    near: RGB = (0.66, 0.54, 0.30) if dry else (0.28, 0.45, 0.13)
    canvas.ground(near, mix(near, (0.6, 0.62, 0.35), 0.4), "blade", 0.3, 170)
    canvas.fog_band(canvas.light.fog * 0.5)
    bend = pick(canvas, 0.0, 0.16) if chance(canvas, 0.6) else 0.0
    r0, mask, across, along = way(
        canvas, pick(canvas, 0.4, 0.6), pick(canvas, 0.42, 0.6), bend, pick(canvas, 0.35, 0.65)
    )
    grain = canvas.perspective(r0, canvas.height, "grain", 260)
    tone = rgb(canvas.lit((0.33, 0.33, 0.35))) * (1 + 0.12 * grain)[:, :, None]
    canvas.blend(mask, tone.astype(np.float32), r0)
    dash = ((along * 2.6 + pick(canvas, 0, 1)) % 1.0 < 0.6) & (abs(across) < 0.045)
    rim = (abs(across) > 0.86) & (abs(across) < 0.93)
    paint = rgb(canvas.lit((0.95, 0.94, 0.88)))
    middle = rgb(canvas.lit((0.98, 0.80, 0.20))) if chance(canvas, 0.4) else paint
    canvas.blend((dash * mask * 0.95).astype(np.float32), middle, r0)
    canvas.blend((rim * mask * 0.85).astype(np.float32), paint, r0)
    y = canvas.horizon
    scatter(
        canvas,
        leafy,
        [LEAF],
        (0.95, 1.0),
        [(y + 0.02, 0.09, 9), (y + 0.09, 0.2, 4)],
        0.008,
        (0.18, 0.82),
        lift=0.1,
    )


SIGNS: tuple[RGB, ...] = (
    (0.80, 0.16, 0.14),
    (0.14, 0.40, 0.30),
    (0.95, 0.72, 0.18),
    (0.15, 0.30, 0.62),
    (0.85, 0.45, 0.15),
)
WALLS: tuple[RGB, ...] = (
    (0.86, 0.72, 0.52),
    (0.78, 0.48, 0.38),
    (0.92, 0.86, 0.74),
    (0.62, 0.66, 0.72),
    (0.90, 0.62, 0.45),
    (0.74, 0.78, 0.62),
)


def drawn(canvas: Canvas, tones: tuple[RGB, ...], count: int) -> Floats:
    """Colours (count, 3) drawn by lot, each a little different."""
    rng = canvas.rng
    return np.array(
        [rgb(jitter(rng, tones[int(rng.integers(len(tones)))], 0.08)) for _ in range(count)],
        dtype=np.float32,
    )


def street_lamps(canvas: Canvas, vx: float, eye: float) -> None:
    """Lit lamps on both sides of a street that vanishes at (vx, eye), in short sides."""
    for side in (-1, 1):
        for d in (0.18, 0.34):
            x, y = (vx + side * d) / wide(canvas), (eye - d * 0.5) / tall(canvas)
            canvas.glow(x, y, 0.04 + 0.05 * d, LAMP, 0.8)


def town_street(canvas: Canvas, _: RGB) -> None:
    """Narrow street between houses with shops and awnings."""
    canvas.horizon = pick(canvas, 0.50, 0.62)
    canvas.sky(canvas.horizon + 0.05)
    xs, ys = plane(canvas)
    rng = canvas.rng
    vx, eye = wide(canvas) * pick(canvas, 0.38, 0.62), canvas.horizon * tall(canvas)
    dx, dy = xs - vx, ys - eye
    reach = np.float32(pick(canvas, 0.55, 0.75))
    depth = reach / np.maximum(abs(dx), 0.02)
    level = -dy * depth
    ground = np.float32(-0.28)
    along = depth * 0.9 + np.where(dx > 0, 0.37, 0.0)
    plot = np.floor(along).astype(np.int64) % 12 + np.where(dx > 0, 12, 0)
    heights = rng.uniform(0.62, 1.15, 24).astype(np.float32)
    walls = drawn(canvas, WALLS, 24)
    signs = drawn(canvas, SIGNS, 24)
    ambient = rgb(canvas.light.ambient)
    # Pavement and road first, the houses are laid over them.
    r0 = canvas.row(canvas.horizon)
    grain = canvas.perspective(r0, canvas.height, "grain", 200)
    lane = abs(dx) / np.maximum(dy[r0:], 1e-3)
    paving = np.where((lane > 1.5)[:, :, None], rgb((0.66, 0.63, 0.58)), rgb((0.42, 0.41, 0.41)))
    canvas.img[r0:] = paving * ambient * (1 + 0.10 * grain)[:, :, None]
    part = (along % 1.0).astype(np.float32)
    tone = walls[plot]
    up = level - ground
    floor = (up - 0.32) / 0.2
    fu, fv = (part * 3) % 1.0, floor % 1.0
    pane = (fu > 0.3) & (fu < 0.72) & (fv > 0.25) & (fv < 0.82) & (floor > 0)
    shop = (
        (up < 0.24) & (up > 0.03) & (part > 0.08) & (part < 0.92) & ((part * 4 + 0.4) % 1.0 > 0.16)
    )
    awning = (up > 0.22) & (up < 0.31) & (part > 0.05) & (part < 0.95)
    stripes = (np.floor(part * 12) % 2 == 0)[:, :] | (plot % 3 == 0)
    face = tone * ambient * np.where(dx * canvas.light.side < 0, 1.08, 0.78)[:, :, None]
    face = face * (1 - 0.25 * ((fv < 0.06) & (floor > 0)))[:, :, None]
    dark, lamp = rgb(canvas.lit((0.20, 0.23, 0.28))), rgb(LAMP) * np.float32(0.95)
    dice = np.sin(np.floor(part * 3) * 12.9 + np.floor(floor) * 78.2 + plot * 3.7) * 437.5
    lit = canvas.light.lamps & (dice - np.floor(dice) < 0.55)
    face = np.where(pane[:, :, None], np.where(lit[:, :, None], lamp, dark), face)
    face = np.where(shop[:, :, None], lamp * 0.9 if canvas.light.lamps else dark * 1.15, face)
    cloth = np.where(stripes[:, :, None], signs[plot], rgb((0.95, 0.93, 0.88)))
    cloth_light = np.minimum(ambient * 1.6, 1.0) if canvas.light.lamps else ambient
    face = np.where((awning & (plot % 4 != 3))[:, :, None], cloth * cloth_light, face)
    face = np.where(
        (level > heights[plot] - 0.09)[:, :, None], rgb(canvas.lit((0.48, 0.26, 0.20))), face
    )
    share = (
        np.minimum(1.0, np.clip(1 - abs(dx) / reach, 0, 1) ** 2 * (0.35 + 0.65 * canvas.light.fog))
    )[:, :, None]
    air = rgb(mix(canvas.light.sky_low, canvas.light.fog_colour, canvas.light.fog))
    face = face * (1 - share) + air * share
    mask = (level > ground) & (level < heights[plot]) & (abs(dx) > 0.035)
    canvas.blend(mask.astype(np.float32), face.astype(np.float32))
    canvas.fog_band(canvas.light.fog * 0.5)
    if canvas.light.lamps:
        street_lamps(canvas, vx, eye)


def railway(canvas: Canvas, _: RGB) -> None:
    """Rails on sleepers and gravel that meet at the horizon."""
    canvas.horizon = pick(canvas, 0.36, 0.5)
    canvas.sky()
    backdrops.tree_line(
        canvas, canvas.horizon + 0.01, pick(canvas, 0.05, 0.14), (0.18, 0.32, 0.13), 0.2
    )
    canvas.ground((0.30, 0.44, 0.15), (0.42, 0.50, 0.26), "blade", 0.32, 170)
    canvas.fog_band(canvas.light.fog * 0.5)
    far = pick(canvas, 0.35, 0.65)
    foot = pick(canvas, 0.4, 0.6)
    r0, mask, across, along = way(canvas, foot, pick(canvas, 0.5, 0.62), 0.0, far)
    grain = canvas.perspective(r0, canvas.height, "grain", 210)
    gravel = rgb(canvas.lit((0.54, 0.51, 0.48))) * (1 + 0.30 * grain)[:, :, None]
    canvas.blend(mask, gravel.astype(np.float32), r0)
    step = (along * 5.2) % 1.0
    sleeper = (step < 0.5) & (abs(across) < 0.68)
    fade = np.clip(1.4 - along / 9, 0, 1)
    canvas.blend(
        (sleeper * mask * fade).astype(np.float32), rgb(canvas.lit((0.34, 0.24, 0.17))), r0
    )
    for side in (-0.44, 0.44):
        rail = np.clip((0.05 - abs(across - side)) * 40, 0, 1)
        canvas.blend((rail * mask).astype(np.float32), rgb(canvas.lit((0.30, 0.24, 0.22))), r0)
        shine = np.clip((0.022 - abs(across - side + 0.01)) * 60, 0, 1)
        canvas.blend(
            (shine * mask).astype(np.float32),
            rgb(mix(canvas.lit((0.9, 0.9, 0.92)), canvas.light.sky_low, 0.3)),
            r0,
        )
    y = canvas.horizon

    def poles(pen: Pen) -> None:
        side = 1 if chance(canvas, 0.5) else -1
        for d in (0.06, 0.10, 0.17, 0.30, 0.55):
            x = (far + (foot - far) * d + side * 0.75 * d) * wide(canvas)
            low = (y + (1 - y) * d) * tall(canvas)
            c = canvas.lit((0.30, 0.24, 0.20))
            pen.line([(x, low), (x, low - 0.95 * d - 0.02)], 0.035 * d, c, emit=True)
            pen.line(
                [(x - 0.14 * d, low - 0.85 * d), (x + 0.14 * d, low - 0.85 * d)],
                0.025 * d,
                c,
                emit=True,
            )

    canvas.shapes(poles, canvas.light.fog * 0.5)


def pyramids(canvas: Canvas, _: RGB) -> None:
    """Stone pyramids in the desert."""
    canvas.horizon = pick(canvas, 0.58, 0.7)
    canvas.sky()
    sand: RGB = (0.88, 0.70, 0.44)
    canvas.ground(sand, mix(sand, (0.9, 0.8, 0.62), 0.4), "ripple", 0.12, 110)
    xs, ys = plane(canvas)
    width, eye = wide(canvas), canvas.horizon * tall(canvas)
    count = int(canvas.rng.integers(1, 4))
    toward = -1.0 if canvas.light.side < 0 else 1.0
    for k in range(count):
        last = k == count - 1
        h = pick(canvas, 0.34, 0.5) if last else pick(canvas, 0.16, 0.28)
        x = width * (pick(canvas, 0.35, 0.65) if last else (0.18, 0.85)[k % 2])
        base = eye + (0.07 if last else 0.02)
        slope = pick(canvas, 0.72, 0.86)
        fold = x + pick(canvas, 0.12, 0.32) * (1 if toward < 0 else -1) * (ys - base + h) / slope
        drop = ys - (base - h) - slope * abs(xs - x)
        a, b = canvas.origin()
        stone = noise.sample(noise.tile("rough"), xs * 130 + a, ys * 130 + b)
        course = 1 + 0.07 * np.sin((ys - base) * 260 / (1.2 if last else 0.7)) + 0.10 * stone
        lit = np.clip(0.5 + (xs - fold) * toward * canvas.unit, 0, 1)[:, :, None]
        deep = 0.55 if canvas.light.cast > 0.2 else 0.72
        tone = (
            rgb(hazed(canvas, scale(sand, deep), 0.08)) * (1 - lit)
            + rgb(hazed(canvas, scale(sand, 1.02), 0.08)) * lit
        )
        mask = np.clip((drop + 0.006 * stone) * canvas.unit, 0, 1) * np.clip(
            (base - ys) * canvas.unit + 0.5, 0, 1
        )
        canvas.blend(mask.astype(np.float32), (tone * course[:, :, None]).astype(np.float32))
    canvas.fog_band(canvas.light.fog * 0.5)


LIT = ("day", "golden", "dusk")
NO_SNOW = ("clear", "cloudy", "fog", "rain")

CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "city",
        "a city",
        synonyms=("city skyline", "skyscrapers", "skyline"),
        scene=city,
        weathers=NO_SNOW,
    ),
    Concept(
        "country road",
        "a country road",
        synonyms=("road", "highway"),
        times=LIT,
        weathers=NO_SNOW,
        scene=country_road,
    ),
    Concept(
        "town street",
        "a street with shops",
        synonyms=("street", "alley", "old town"),
        weathers=NO_SNOW,
        scene=town_street,
    ),
    Concept(
        "railway",
        "a railway track",
        synonyms=("train tracks", "rails"),
        times=LIT,
        weathers=NO_SNOW,
        scene=railway,
    ),
    Concept(
        "pyramid",
        "a pyramid",
        synonyms=("egyptian pyramid",),
        times=("day", "golden", "dusk"),
        weathers=("clear", "cloudy"),
        scene=pyramids,
    ),
)
