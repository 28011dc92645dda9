"""Landscapes, skies and plants."""

from __future__ import annotations

import numpy as np

from photoclip.scenes import backdrops, noise
from photoclip.scenes.canvas import Canvas, rgb
from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, mix
from photoclip.scenes.scenery import (
    chance,
    conifer,
    hazed,
    leafy,
    palm,
    peak,
    pick,
    plane,
    ranges,
    rock,
    scatter,
    snow_ground,
    stand,
    tall,
    tuft,
    way,
    wide,
)

FIR: RGB = (0.11, 0.26, 0.14)
LEAF: RGB = (0.24, 0.45, 0.14)
ROCK: RGB = (0.44, 0.42, 0.42)


def beach(canvas: Canvas, _: RGB) -> None:
    """Sea that rolls onto sand from one side, with lines of foam."""
    canvas.horizon = pick(canvas, 0.28, 0.45)
    canvas.sky()
    if chance(canvas, 0.35):
        backdrops.far_hills(canvas, canvas.horizon + 0.005)
    canvas.water(canvas.horizon, 1.0, (0.06, 0.48, 0.60), 0.25, 0.12)
    canvas.fog_band(canvas.light.fog * 0.5)
    r0 = canvas.row(canvas.horizon)
    t = np.clip((canvas.yy[r0:] - canvas.horizon) / (1 - canvas.horizon), 0, 1)
    turn = 1.0 if chance(canvas, 0.5) else -1.0
    slant = pick(canvas, 0.0, 0.55) * turn
    wave = 0.05 * np.sin(canvas.xx * 7 + pick(canvas, 0, 6)) * (0.3 + t)
    a, b = canvas.origin()
    ragged = noise.sample(noise.tile("cloud"), canvas.xx * 150 + a, t * 130 + b)
    broken = noise.sample(noise.tile("rough"), canvas.xx * 120 + b, t * 260 + a)
    inland = t - pick(canvas, 0.38, 0.6) - slant * (canvas.xx - 0.5) - wave + 0.012 * ragged
    grain = canvas.perspective(r0, canvas.height, "rough", 150)
    sand = rgb(canvas.lit((0.90, 0.79, 0.58))) * (1 + 0.07 * grain)[:, :, None]
    wet = rgb(canvas.lit((0.60, 0.51, 0.38)))
    dry = np.clip((inland - 0.05) * 14, 0, 1)[:, :, None]
    canvas.blend(np.clip(inland * 60, 0, 1).astype(np.float32), wet * (1 - dry) + sand * dry, r0)
    for k in range(4):
        away = (inland + 0.13 * k * (1 + 0.3 * k)) / (0.016 + 0.004 * k)
        foam = np.exp(-(away**2)) * np.clip(0.95 - 0.18 * k + 0.35 * ragged, 0, 1)
        foam = foam * np.clip(1.2 - 0.25 * k + 0.5 * broken, 0, 1)
        canvas.blend(foam.astype(np.float32), rgb(canvas.lit((0.98, 0.99, 1.0))), r0)


def forest(canvas: Canvas, _: RGB) -> None:
    """Under tall trees: trunks, light between the leaves, ferns."""
    canvas.horizon = pick(canvas, 0.55, 0.68)
    backdrops.forest(canvas)
    if chance(canvas, 0.5):
        r0, mask, _across, _along = way(
            canvas, pick(canvas, 0.3, 0.7), 0.26, 0.16, pick(canvas, 0.4, 0.6)
        )
        grain = canvas.perspective(r0, canvas.height, "rough", 140)
        tone = rgb(canvas.lit((0.50, 0.38, 0.24))) * (1 + 0.14 * grain)[:, :, None]
        canvas.blend(mask * 0.85, tone.astype(np.float32), r0)
    if not canvas.light.night and canvas.light.fog < 0.2:
        lean = 0.5 * canvas.light.side
        beam = np.sin((canvas.xx + lean * canvas.yy) * 23 + pick(canvas, 0, 6))
        beam = beam + np.sin((canvas.xx + lean * canvas.yy) * 41 + pick(canvas, 0, 6))
        ray = np.clip(beam * 0.5 - 0.15, 0, 1) * np.clip(1 - canvas.yy, 0, 1) * 0.22
        canvas.img += ray[:, :, None].astype(np.float32) * rgb((1.0, 0.95, 0.7))
    canvas.fog_band(canvas.light.fog * 0.5)
    foot = [(canvas.horizon + 0.12, 0.10, 7), (0.94, 0.16, 6)]
    scatter(canvas, tuft, [(0.26, 0.46, 0.14)], (0.6, 0.5), foot, 0.04)


def mountain_lake(canvas: Canvas, _: RGB) -> None:
    """Peaks mirrored in still water with firs on the shore."""
    canvas.horizon = pick(canvas, 0.52, 0.64)
    canvas.sky()
    base = canvas.horizon * tall(canvas)
    ranges(canvas, base, pick(canvas, 0.34, 0.46), ROCK, pick(canvas, 0.25, 0.6), 4)
    backdrops.tree_line(canvas, canvas.horizon + 0.01, 0.05, (0.12, 0.24, 0.12), 0.15)
    side = (0.3, 1.1) if chance(canvas, 0.5) else (-0.1, 0.7)
    scatter(
        canvas,
        conifer(),
        [FIR],
        (0.56, 1.0),
        [(canvas.horizon + 0.012, pick(canvas, 0.12, 0.22), 14)],
        0.004,
        side,
    )
    canvas.fog_band(canvas.light.fog * 0.5)
    canvas.water(canvas.horizon + 0.012, 1.0, (0.05, 0.28, 0.40), 0.8, 0.06)
    for x, y, s in canvas.rng.uniform(0, 1, (4, 3)).tolist():
        stand(
            canvas,
            rock,
            (0.42, 0.41, 0.40),
            (x, 0.9 + 0.12 * y),
            0.06 + 0.12 * s,
            (1.0, 0.6),
            0.0,
            shadow=0.0,
        )


def snowy_mountains(canvas: Canvas, _: RGB) -> None:
    """High white peaks that fill the picture."""
    canvas.horizon = pick(canvas, 0.86, 0.96)
    canvas.sky(1.0)
    width, low = wide(canvas), tall(canvas)
    stone: RGB = (0.40, 0.40, 0.45)
    for k in range(4):
        near = k / 3
        x = width * ((k * 0.41 + pick(canvas, 0.0, 0.3)) % 1.0)
        top = low * (pick(canvas, 0.10, 0.24) + 0.22 * near)
        peak(
            canvas,
            x,
            top,
            pick(canvas, 0.7, 1.25),
            pick(canvas, 0.7, 1.25),
            stone,
            0.75 - 0.2 * near,
            0.2 - 0.15 * near,
        )
    line = pick(canvas, 0.84, 0.9) + 0.04 * noise.curve(canvas.rng, canvas.width, 2, 3)
    canvas.ridge(line.astype(np.float32), (0.97, 0.98, 1.0), (0.86, 0.90, 0.97), 0.15, 0.03)
    canvas.fog_band(canvas.light.fog * 0.5)


def winter(canvas: Canvas, _: RGB) -> None:
    """Snow field with snow-laden firs."""
    canvas.horizon = pick(canvas, 0.5, 0.62)
    canvas.sky()
    backdrops.far_hills(canvas, canvas.horizon)
    snow_ground(canvas)
    canvas.fog_band(canvas.light.fog * 0.5)
    y = canvas.horizon
    left = pick(canvas, 0.15, 0.45)
    levels = [(y + 0.02, 0.17, 16), (y + 0.07, 0.28, 9), (y + 0.2, 0.48, 5)]
    scatter(
        canvas,
        conifer(0.8),
        [(0.16, 0.29, 0.22)],
        (0.56, 1.0),
        levels,
        0.012,
        (left, left + pick(canvas, 0.25, 0.45)),
        lift=0.15,
    )


def waterfall(canvas: Canvas, _: RGB) -> None:
    """White water over a cliff into a pool."""
    top, pool = pick(canvas, 0.10, 0.22), pick(canvas, 0.72, 0.82)
    canvas.horizon = pool
    canvas.sky(top + 0.1)
    backdrops.tree_line(canvas, top + 0.06, 0.12, (0.20, 0.36, 0.14), 0.1)
    x = pick(canvas, 0.35, 0.65)
    edge = top + 0.05 + 0.035 * noise.curve(canvas.rng, canvas.width, 6, 4, 0.6)
    edge = edge.astype(np.float32)
    canvas.ridge(edge, (0.30, 0.31, 0.27), (0.22, 0.21, 0.20), 0.6, 0.0)
    r0, r1 = canvas.row(float(edge.min())), canvas.row(pool)
    a, b = canvas.origin()
    rows = canvas.yy[r0:r1]
    grain = noise.sample(noise.tile("rough"), canvas.xx * 200 + a, rows * 110 + b)
    moss = noise.sample(noise.tile("cloud"), canvas.xx * 130 + b, rows * 130 + a)
    mask = np.clip((rows - edge[None, :]) * canvas.height, 0, 1)
    stone = rgb(canvas.lit((0.36, 0.34, 0.31))) * (1 + 0.38 * grain)[:, :, None]
    green = rgb(canvas.lit((0.20, 0.36, 0.11))) * (1 + 0.3 * grain)[:, :, None]
    share = np.clip(moss * 0.9 + 0.25, 0, 1)[:, :, None]
    canvas.blend(
        mask.astype(np.float32), (stone * (1 - share) + green * share).astype(np.float32), r0
    )
    canvas.water(pool, 1.0, (0.10, 0.36, 0.40), 0.35, 0.14)
    t = np.clip((rows - top - 0.05) / (pool - top), 0, 1)
    half = pick(canvas, 0.08, 0.2) * (0.8 + 0.35 * t) + 0.012 * np.sin(rows * 30)
    c, d = canvas.origin()
    streak = noise.sample(noise.tile("blade"), canvas.xx * 330 + c, rows * 40 + d)
    inside = np.clip((half - abs(canvas.xx - x) + 0.012 * streak) * 45, 0, 1) * (mask > 0.5)
    white = (
        rgb(mix(canvas.lit((0.94, 0.97, 1.0)), (0.9, 0.95, 1.0), 0.12))
        * (0.9 + 0.11 * streak)[:, :, None]
    )
    canvas.blend((inside * 0.96).astype(np.float32), white.astype(np.float32), r0)
    mist = canvas.lit((0.95, 0.97, 1.0))
    for k in range(5):
        canvas.glow(x + (k - 2) * float(half.mean()) * 0.5, pool + 0.01, 0.09, mist, 0.4)
    canvas.fog_band(canvas.light.fog * 0.5)
    scatter(
        canvas,
        rock,
        [(0.34, 0.33, 0.31)],
        (1.0, 0.6),
        [(pool + 0.03, 0.10, 6), (0.97, 0.22, 4)],
        0.02,
        (x - 0.12, x + 0.12),
    )


def river(canvas: Canvas, _: RGB) -> None:
    """River winding through a green valley."""
    canvas.horizon = pick(canvas, 0.34, 0.46)
    canvas.sky()
    if chance(canvas, 0.5):
        ranges(canvas, canvas.horizon * tall(canvas), 0.22, (0.36, 0.40, 0.36), 0.1, 3)
    else:
        backdrops.far_hills(canvas, canvas.horizon)
    canvas.ground((0.25, 0.43, 0.12), (0.42, 0.54, 0.24), "blade", 0.3, 170)
    canvas.fog_band(canvas.light.fog * 0.5)
    foot = pick(canvas, 0.2, 0.8)
    r0, mask, across, along = way(
        canvas, foot, pick(canvas, 0.34, 0.48), pick(canvas, 0.28, 0.4), 1 - foot
    )
    bank = np.clip(1.14 - abs(across), 0, 0.14) / 0.14
    canvas.blend((bank * 0.7).astype(np.float32), rgb(canvas.lit((0.36, 0.30, 0.18))), r0)
    a, b = canvas.origin()
    u = (canvas.xx - 0.5) * along * 40 + a
    ripple = noise.sample(noise.tile("ripple"), u, np.broadcast_to(along * 120 + b, u.shape))
    t = canvas.yy[r0:, :, None] * 1.0
    light = canvas.light
    deep = mix(light.sky_top, canvas.lit((0.08, 0.35, 0.55)), 0.6)
    tone = rgb(mix(light.sky_low, canvas.lit((0.3, 0.6, 0.8)), 0.3)) * (1 - t) + rgb(deep) * t
    canvas.blend(mask, (tone * (1 + 0.13 * ripple)[:, :, None]).astype(np.float32), r0)
    gap = (0.15, 1.1) if foot > 0.5 else (-0.1, 0.85)
    y = canvas.horizon
    scatter(
        canvas,
        leafy,
        [LEAF, (0.18, 0.38, 0.12)],
        (0.95, 1.0),
        [(y + 0.02, 0.09, 12), (y + 0.06, 0.16, 5)],
        0.01,
    )
    scatter(canvas, leafy, [LEAF], (0.95, 1.0), [(y + 0.3, 0.36, 6)], 0.05, gap)


def tropical_island(canvas: Canvas, _: RGB) -> None:
    """Small island with palms in a turquoise sea."""
    canvas.horizon = pick(canvas, 0.52, 0.62)
    canvas.sky()
    x, half = pick(canvas, 0.35, 0.65), pick(canvas, 0.26, 0.4)
    hump = np.clip(1 - ((canvas.xx[0] - x) / half) ** 2, 0, 1)
    shore = canvas.horizon + 0.07
    canvas.water(canvas.horizon, 1.0, (0.04, 0.62, 0.68), 0.2, 0.12)
    canvas.fog_band(canvas.light.fog * 0.5)
    lagoon = np.exp(-(((canvas.xx - x) / half / 1.3) ** 4) - ((canvas.yy - shore) / 0.07) ** 2)
    canvas.blend((0.7 * lagoon).astype(np.float32), rgb(canvas.lit((0.45, 0.92, 0.85))))
    mask = np.clip(((0.05 * np.sqrt(hump)) - abs(canvas.yy - shore + 0.01)) * canvas.height, 0, 1)
    canvas.blend(mask.astype(np.float32), rgb(canvas.lit((0.96, 0.88, 0.68))))
    bush = (
        0.045
        * np.sqrt(np.clip(hump - 0.25, 0, 1))
        * (1 + 0.3 * noise.curve(canvas.rng, canvas.width, 20, 3))
    )
    mask = np.clip((bush - abs(canvas.yy - shore + 0.045)) * canvas.height, 0, 1)
    canvas.blend(mask.astype(np.float32), rgb(hazed(canvas, (0.12, 0.36, 0.12), 0.0)))
    count = int(canvas.rng.integers(3, 7))
    for k in range(count):
        px = x + half * 0.6 * (2 * (k + pick(canvas, 0.1, 0.9)) / count - 1)
        stand(
            canvas,
            palm,
            (0.16, 0.46, 0.14),
            (px, shore - 0.02 + 0.02 * (k % 2)),
            pick(canvas, 0.32, 0.52),
            (0.95, 1.0),
            0.1,
            shadow=0.0,
        )


def iceberg(canvas: Canvas, _: RGB) -> None:
    """Block of ice adrift in a cold sea."""
    canvas.horizon = pick(canvas, 0.48, 0.6)
    canvas.sky()
    foot = canvas.horizon + 0.10
    canvas.water(canvas.horizon, 1.0, (0.04, 0.26, 0.40), 0.35, 0.14)
    canvas.fog_band(canvas.light.fog * 0.5)
    xs, ys = plane(canvas)
    base = foot * tall(canvas)
    x = wide(canvas) * pick(canvas, 0.35, 0.65)
    keep = canvas.img.copy()
    for k in range(3):
        at = x + (0.0, -0.2, 0.22)[k] * pick(canvas, 0.7, 1.3)
        h = (1.0, 0.5, 0.6)[k] * pick(canvas, 0.34, 0.46)
        peak(
            canvas,
            at,
            base - h,
            pick(canvas, 1.2, 2.4),
            pick(canvas, 1.2, 2.4),
            (0.55, 0.75, 0.88),
            3.0,
            0.0,
        )
    half = pick(canvas, 0.36, 0.5)
    body = np.clip((half - abs(xs - x)) * 30, 0, 1) * np.clip((base - ys) * canvas.unit, 0, 1)
    canvas.img = keep + (canvas.img - keep) * body[:, :, None]
    canvas.water(foot, 1.0, (0.04, 0.30, 0.44), 0.55, 0.12)
    teal = np.exp(-(((canvas.yy - foot) / 0.03) ** 2) - ((xs - x) / half / 1.05) ** 6)
    canvas.blend(
        (0.55 * teal * (canvas.yy > foot)).astype(np.float32), rgb(canvas.lit((0.30, 0.78, 0.84)))
    )
    for a, b, s in canvas.rng.uniform(0, 1, (7, 3)).tolist():
        stand(
            canvas,
            rock,
            (0.92, 0.96, 1.0),
            (a, foot + 0.06 + (0.9 - foot) * b),
            0.04 + 0.09 * s * b,
            (1.0, 0.6),
            0.2,
            shadow=0.0,
        )


LIT = ("day", "golden", "dusk")
DRY = ("clear", "cloudy", "fog")
NO_SNOW = ("clear", "cloudy", "fog", "rain")

CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "beach", "a beach", synonyms=("seaside", "shore", "coast"), weathers=NO_SNOW, scene=beach
    ),
    Concept("forest", "a forest", synonyms=("woods",), times=LIT, weathers=NO_SNOW, scene=forest),
    Concept(
        "mountain lake",
        "a mountain lake",
        synonyms=("lake", "lake in the mountains"),
        weathers=NO_SNOW,
        scene=mountain_lake,
    ),
    Concept(
        "snowy mountains",
        "snowy mountains",
        synonyms=("mountains", "snow-capped peaks"),
        scene=snowy_mountains,
    ),
    Concept(
        "winter landscape",
        "a winter landscape",
        synonyms=("snowy forest", "snowy field", "fir trees in the snow"),
        weathers=("clear", "cloudy", "fog", "snow"),
        scene=winter,
    ),
    Concept(
        "waterfall",
        "a waterfall",
        synonyms=("falls",),
        times=LIT,
        weathers=NO_SNOW,
        scene=waterfall,
    ),
    Concept("river", "a river", synonyms=("stream",), times=LIT, weathers=NO_SNOW, scene=river),
    Concept(
        "tropical island",
        "a tropical island",
        synonyms=("island", "palm island"),
        weathers=("clear", "cloudy", "rain"),
        scene=tropical_island,
    ),
    Concept(
        "iceberg",
        "an iceberg",
        synonyms=("floating ice",),
        weathers=("clear", "cloudy", "fog", "snow"),
        scene=iceberg,
    ),
)
