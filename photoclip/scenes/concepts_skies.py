"""Pictures that are made by what is in the sky."""

from __future__ import annotations

import numpy as np

from photoclip.scenes import backdrops, noise
from photoclip.scenes.canvas import Canvas, rgb
from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, mix
from photoclip.scenes.pen import Pen
from photoclip.scenes.scenery import (
    chance,
    conifer,
    glitter,
    leafy,
    moon,
    pick,
    scatter,
    tall,
    wide,
)

INK: RGB = (0.05, 0.06, 0.09)


def outline(canvas: Canvas, height: float, c: RGB = INK) -> None:
    """Dark land along the lower edge: hills, a wood or peaks; `height` is its share of the picture."""
    kind = int(canvas.rng.integers(0, 3))
    knots, gain, rise = ((3, 0.4, 0.5), (14, 0.8, 0.45), (4, 0.65, 0.9))[kind]
    line = 1 - height * (1 + rise * noise.curve(canvas.rng, canvas.width, knots, 5, gain))
    mask = np.clip((canvas.yy - line[None, :]) * canvas.height + 0.5, 0, 1)
    canvas.blend(mask.astype(np.float32), rgb(c))


def sunset(canvas: Canvas, _: RGB) -> None:
    """Large low sun over the sea or over dark hills."""
    canvas.horizon = pick(canvas, 0.58, 0.72)
    top: RGB = ((0.30, 0.22, 0.46), (0.22, 0.28, 0.50), (0.55, 0.20, 0.32))[
        int(canvas.rng.integers(3))
    ]
    mid: RGB = ((0.98, 0.42, 0.20), (0.96, 0.50, 0.30), (0.98, 0.36, 0.12))[
        int(canvas.rng.integers(3))
    ]
    split = canvas.horizon * pick(canvas, 0.45, 0.65)
    canvas.gradient(0.0, split, top, mid)
    canvas.gradient(split, canvas.horizon + 0.02, mid, (1.0, 0.80, 0.34))
    x, radius = pick(canvas, 0.25, 0.75), pick(canvas, 0.07, 0.15)
    y = canvas.horizon - pick(canvas, -0.02, 0.9) * radius * canvas.unit / canvas.height
    canvas.glow(x, y, 0.42, (1.0, 0.55, 0.15), 0.45)
    canvas.disc(x, y, radius, (1.0, 0.95, 0.68))
    canvas.glow(x, y, radius * 1.2, (1.0, 0.8, 0.3), 0.4)
    rows = canvas.yy[: canvas.row(canvas.horizon)]
    a, b = canvas.origin()
    streak = noise.sample(noise.tile("ripple"), canvas.xx * 60 + a, rows * 210 + b)
    cloud = np.clip((streak - 0.9 + canvas.light.clouds) * 0.6, 0, 0.75)
    lit = mix((0.35, 0.16, 0.28), (0.85, 0.30, 0.22), pick(canvas, 0, 1))
    canvas.blend(cloud.astype(np.float32), rgb(lit))
    canvas.fog_band(canvas.light.fog * 0.4)
    if chance(canvas, 0.6):
        canvas.water(canvas.horizon, 1.0, (0.35, 0.16, 0.16), 0.62, 0.16)
        glitter(canvas, x, canvas.horizon, (1.0, 0.72, 0.28), 0.9, radius)
        if chance(canvas, 0.4):
            outline(canvas, 0.06, (0.10, 0.05, 0.06))
    else:
        canvas.gradient(canvas.horizon, 1.0, (0.62, 0.30, 0.18), (0.1, 0.06, 0.07))
        for k in range(3):
            base = canvas.horizon + 0.01 + 0.10 * k
            line = base - 0.06 * noise.curve(canvas.rng, canvas.width, 3, 5, 0.45)
            tone = mix((0.50, 0.22, 0.18), (0.08, 0.05, 0.07), k / 2)
            mask = np.clip((canvas.yy - line[None, :]) * canvas.height + 0.5, 0, 1)
            canvas.blend(mask.astype(np.float32), rgb(tone))


def full_moon(canvas: Canvas, _: RGB) -> None:
    """Full moon above dark land or water."""
    canvas.horizon = pick(canvas, 0.72, 0.86)
    canvas.gradient(0.0, 1.0, (0.02, 0.03, 0.08), (0.10, 0.14, 0.27))
    canvas.stars(canvas.row(canvas.horizon))
    x, y, radius = pick(canvas, 0.25, 0.75), pick(canvas, 0.22, 0.5), pick(canvas, 0.10, 0.22)
    moon(canvas, x, y, radius)
    if canvas.light.clouds > 0.4:
        rows = canvas.yy[: canvas.row(canvas.horizon)]
        a, b = canvas.origin()
        veil = noise.sample(noise.tile("cloud"), canvas.xx * 70 + a, rows * 190 + b)
        canvas.blend(
            np.clip(veil * 0.55 - 0.05, 0, 0.8).astype(np.float32), rgb((0.14, 0.17, 0.26))
        )
    if chance(canvas, 0.5):
        canvas.water(canvas.horizon, 1.0, (0.05, 0.08, 0.15), 0.5, 0.2)
        glitter(canvas, x, canvas.horizon, (0.75, 0.80, 0.85), 0.7, radius * 0.8)
    else:
        outline(canvas, 1.02 - canvas.horizon)


def starry_sky(canvas: Canvas, _: RGB) -> None:
    """Milky Way over a dark outline."""
    canvas.horizon = 0.85
    canvas.gradient(0.0, 1.0, (0.015, 0.02, 0.06), (0.08, 0.12, 0.24))
    slope, x = pick(canvas, -0.9, 0.9), pick(canvas, 0.35, 0.65)
    a, b = canvas.origin()
    cloud = noise.sample(noise.tile("cloud"), canvas.xx * 150 + a, canvas.yy * 150 + b)
    dust = noise.sample(noise.tile("rough"), canvas.xx * 120 + b, canvas.yy * 120 + a)
    away = (canvas.xx - x - slope * (canvas.yy - 0.5) + 0.025 * cloud) / 0.13
    band = np.exp(-(away**2)) * np.clip(0.75 + 0.3 * cloud, 0, 1.6)
    lane = 1 - 0.65 * np.exp(-(((away - 0.1) / 0.28) ** 2)) * np.clip(0.6 + dust, 0, 1)
    canvas.img += (band * lane * 0.55)[:, :, None].astype(np.float32) * rgb((0.72, 0.68, 0.86))
    count = 420
    places = canvas.rng.uniform(0, 1, (count, 4))
    near = np.exp(-(((places[:, 0] - x - slope * (places[:, 1] - 0.5)) / 0.2) ** 2))
    bright = (0.2 + 0.8 * places[:, 2] ** 4) * (0.35 + 0.65 * np.maximum(near, places[:, 3]))
    rows = (places[:, 1] * (canvas.height - 1)).astype(np.int64)
    columns = (places[:, 0] * (canvas.width - 1)).astype(np.int64)
    canvas.img[rows, columns] += bright[:, None].astype(np.float32)
    if canvas.unit >= 200:
        big = bright > 0.5
        for shift in range(1, max(2, canvas.unit // 300)):
            canvas.img[np.minimum(rows[big] + shift, canvas.height - 1), columns[big]] += bright[
                big, None
            ].astype(np.float32)
            canvas.img[rows[big], np.minimum(columns[big] + shift, canvas.width - 1)] += bright[
                big, None
            ].astype(np.float32)
    outline(canvas, pick(canvas, 0.10, 0.24), (0.015, 0.018, 0.03))


def northern_lights(canvas: Canvas, _: RGB) -> None:
    """Green curtains of light over snow or water."""
    canvas.horizon = pick(canvas, 0.70, 0.82)
    canvas.gradient(0.0, 1.0, (0.01, 0.02, 0.07), (0.04, 0.12, 0.18))
    canvas.stars(canvas.row(canvas.horizon))
    rows = canvas.yy[: canvas.row(canvas.horizon)]
    green: RGB = (0.15, 1.0, 0.45)
    violet: RGB = (0.75, 0.25, 0.85)
    for k in range(int(canvas.rng.integers(2, 4))):
        phase, waves = pick(canvas, 0, 6), pick(canvas, 3, 8)
        foot = (
            pick(canvas, 0.32, 0.62)
            + 0.10 * np.sin(canvas.xx * waves + phase)
            + pick(canvas, -0.25, 0.25) * (canvas.xx - 0.5)
        )
        foot = foot + 0.02 * np.sin(canvas.xx * waves * 3.1 + phase)
        up = foot - rows
        ray = 0.7 + 0.3 * noise.curve(canvas.rng, canvas.width, 24, 3, 0.7)[None, :]
        fold = 0.55 + 0.45 * np.cos(canvas.xx * waves + phase)
        shine = np.exp(-np.maximum(up, 0) * 5.5) * np.clip(up * 26 + 0.6, 0, 1) * ray * fold
        high = np.clip(up * 3.2, 0, 1)[:, :, None]
        tint = rgb(green) * (1 - high) + rgb(violet) * high
        canvas.img[: rows.size] += (shine * (0.85 - 0.15 * k))[:, :, None].astype(np.float32) * tint
    if chance(canvas, 0.5):
        canvas.water(canvas.horizon, 1.0, (0.02, 0.06, 0.09), 0.75, 0.12)
        low = canvas.horizon - 0.03 * (1 + noise.curve(canvas.rng, canvas.width, 5, 4, 0.6))
        band = np.clip((canvas.yy - low[None, :]) * canvas.height, 0, 1) * (
            canvas.yy < canvas.horizon + 0.01
        )
        canvas.blend(band.astype(np.float32), rgb((0.02, 0.03, 0.05)))
    else:
        canvas.gradient(canvas.horizon, 1.0, (0.22, 0.38, 0.36), (0.30, 0.44, 0.48))
        level = [(canvas.horizon + 0.03, 0.22, 9), (canvas.horizon + 0.1, 0.34, 3)]
        scatter(canvas, conifer(0.3), [(0.14, 0.22, 0.20)], (0.56, 1.0), level, 0.02)


def rainbow(canvas: Canvas, _: RGB) -> None:
    """Rainbow over green land."""
    canvas.horizon = pick(canvas, 0.66, 0.82)
    canvas.sky()
    rows = canvas.yy[: canvas.row(canvas.horizon + 0.02)]
    grey = rgb(canvas.lit((0.42, 0.48, 0.56)))
    canvas.img[: rows.size] += (grey - canvas.img[: rows.size]) * 0.45
    x = pick(canvas, 0.2, 0.8) * wide(canvas)
    radius, thick = pick(canvas, 0.5, 0.75), pick(canvas, 0.07, 0.11)
    cy = canvas.horizon * tall(canvas) + pick(canvas, 0.0, 0.12)
    away = np.hypot(canvas.xx * wide(canvas) - x, rows * tall(canvas) - cy)
    t = (radius - away) / thick
    inner = np.clip(-t * 0.0 + (away < radius - thick) * 0.10, 0, 1)
    canvas.img[: rows.size] += inner[:, :, None].astype(np.float32)
    stops = np.linspace(0, 1, 7)
    hues = np.array(
        [
            (0.92, 0.12, 0.12),
            (0.98, 0.55, 0.1),
            (0.98, 0.92, 0.2),
            (0.2, 0.8, 0.3),
            (0.15, 0.6, 0.95),
            (0.25, 0.25, 0.85),
            (0.6, 0.2, 0.75),
        ]
    )
    bow = np.stack([np.interp(t, stops, hues[:, i]) for i in range(3)], 2)
    edge = np.clip(t * 7 + 0.5, 0, 1) * np.clip((1 - t) * 7 + 0.5, 0, 1) * pick(canvas, 0.6, 0.85)
    canvas.blend(edge.astype(np.float32), bow.astype(np.float32))
    if chance(canvas, 0.4):
        canvas.water(canvas.horizon, 1.0, (0.12, 0.34, 0.44), 0.55, 0.14)
    else:
        backdrops.far_hills(canvas, canvas.horizon)
        canvas.ground((0.24, 0.46, 0.12), (0.40, 0.56, 0.22), "blade", 0.34, 180)
        scatter(
            canvas,
            leafy,
            [(0.20, 0.40, 0.13)],
            (0.95, 1.0),
            [(canvas.horizon + 0.03, 0.12, 7)],
            0.012,
        )


def lightning(canvas: Canvas, _: RGB) -> None:
    """Forked lightning under storm clouds."""
    canvas.horizon = pick(canvas, 0.72, 0.85)
    tint: RGB = ((0.30, 0.22, 0.46), (0.20, 0.26, 0.42), (0.34, 0.26, 0.40))[
        int(canvas.rng.integers(3))
    ]
    canvas.gradient(0.0, 1.0, mix(tint, (0.03, 0.03, 0.06), 0.75), mix(tint, (0.6, 0.5, 0.7), 0.15))
    a, b = canvas.origin()
    rough = noise.window(noise.tile("cloud"), canvas.height, canvas.width, 150, (a, b))
    canvas.img *= (1 + 0.35 * rough * np.clip(1.1 - canvas.yy, 0, 1))[:, :, None]
    x = pick(canvas, 0.3, 0.7) * wide(canvas)
    foot, start = canvas.horizon * tall(canvas), pick(canvas, -0.02, 0.12)
    bolts: list[tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], float]] = []

    def fork(px: float, py: float, end: float, lean: float, size: float, depth: int) -> None:
        n = 14 if depth == 0 else 8
        ys = np.linspace(py, end, n)
        walk = np.cumsum(canvas.rng.normal(lean, 0.035, n)) - lean
        points = np.stack([px + walk - walk[0], ys], 1)
        bolts.append((points, size))
        if depth < 2:
            for i in (n // 4, n // 2, 3 * n // 4)[: 3 - depth]:
                side = 0.05 if canvas.rng.uniform() < 0.5 else -0.05
                reach = py + (end - py) * pick(canvas, 0.5, 0.95)
                if reach > ys[i] + 0.05:
                    fork(float(points[i, 0]), float(ys[i]), reach, side, size * 0.5, depth + 1)

    fork(x, start, foot, 0.0, pick(canvas, 0.013, 0.02), 0)
    if chance(canvas, 0.3):
        fork(x + pick(canvas, -0.4, 0.4), start, foot, 0.0, 0.009, 1)
    canvas.glow(x / wide(canvas), start / tall(canvas) + 0.05, 0.35, (0.62, 0.55, 0.95), 0.55)
    canvas.glow(x / wide(canvas), canvas.horizon * 0.6, 0.28, (0.55, 0.5, 0.9), 0.35)
    for points, size in bolts[:1]:
        for px, py in points[::2].tolist():
            canvas.glow(
                px / wide(canvas), py / tall(canvas), 0.06, (0.7, 0.65, 1.0), 0.5 * size / 0.015
            )

    def paint(pen: Pen) -> None:
        for points, size in bolts:
            pen.line(points, size, (0.93, 0.90, 1.0), emit=True)

    canvas.shapes(paint)
    outline(canvas, 1.0 - canvas.horizon, (0.03, 0.03, 0.05))


BURSTS: tuple[RGB, ...] = (
    (1.0, 0.25, 0.2),
    (1.0, 0.8, 0.3),
    (0.3, 1.0, 0.45),
    (0.4, 0.6, 1.0),
    (0.95, 0.4, 1.0),
    (1.0, 0.95, 0.85),
)


def fireworks(canvas: Canvas, _: RGB) -> None:
    """Coloured bursts over a dark skyline or water."""
    canvas.horizon = pick(canvas, 0.80, 0.9)
    canvas.gradient(0.0, 1.0, (0.01, 0.012, 0.04), (0.07, 0.06, 0.14))
    rng = canvas.rng
    width = wide(canvas)
    plan = []
    for k in range(int(rng.integers(2, 5))):
        x = width * ((k + pick(canvas, 0.2, 0.9)) / 4 if k else pick(canvas, 0.3, 0.7))
        y, radius = pick(canvas, 0.16, 0.48), pick(canvas, 0.16, 0.34) * (1.15 if k == 0 else 0.9)
        hue = BURSTS[int(rng.integers(len(BURSTS)))]
        tip = BURSTS[int(rng.integers(len(BURSTS)))] if chance(canvas, 0.35) else hue
        plan.append((x, y, radius, hue, tip, rng.uniform(0, 1, (44, 2)), int(rng.integers(0, 2))))
        canvas.glow(x / width, y / tall(canvas), radius * 1.1, hue, 0.30)

    def paint(pen: Pen) -> None:
        for x, y, radius, hue, tip, rays, kind in plan:
            foot = canvas.horizon * tall(canvas)
            pen.line(
                [(x + 0.02, foot), (x + 0.01, y + 0.3 * (foot - y)), (x, y)],
                0.005,
                (0.5, 0.4, 0.3),
                emit=True,
                alpha=0.5,
            )
            for i, (r, s) in enumerate(rays.tolist()):
                angle = 2 * np.pi * (i + 0.6 * s) / len(rays)
                reach = radius * (0.45 + 0.55 * r if kind else 0.86 + 0.14 * r)
                ts = np.linspace(0.12, 1.0, 5)
                path = np.stack(
                    [
                        x + np.cos(angle) * reach * ts,
                        y + np.sin(angle) * reach * ts + 0.10 * radius * ts**2.4 * 2,
                    ],
                    1,
                )
                pen.line(path[:3], 0.007, mix(hue, (1, 1, 1), 0.15), emit=True, alpha=0.75)
                pen.line(path[2:], 0.009, mix(tip, (1, 1, 1), 0.1), emit=True)
                pen.disc(
                    float(path[-1, 0]),
                    float(path[-1, 1]),
                    0.010,
                    mix(tip, (1, 1, 1), 0.55),
                    emit=True,
                )

    canvas.shapes(paint)
    for x, y, radius, hue, _tip, _rays, _kind in plan:
        canvas.glow(x / width, y / tall(canvas), radius * 0.3, mix(hue, (1, 1, 1), 0.5), 0.6)
    if chance(canvas, 0.5):
        canvas.water(canvas.horizon, 1.0, (0.02, 0.03, 0.06), 0.8, 0.2)
    else:
        blocks = np.repeat(rng.uniform(0.02, 0.09, 26), canvas.width // 26 + 1)[: canvas.width]
        mask = np.clip((canvas.yy - canvas.horizon - 0.05 + blocks[None, :]) * canvas.height, 0, 1)
        canvas.blend(mask.astype(np.float32), rgb((0.015, 0.015, 0.025)))
        for x, y, s in rng.uniform(0, 1, (40, 3)).tolist():
            canvas.glow(
                x,
                canvas.horizon + 0.02 + (0.97 - canvas.horizon) * y,
                0.006,
                (1.0, 0.8, 0.45),
                0.5 + 0.5 * s,
            )


NIGHT = ("night",)
STILL = ("clear",)

CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "sunset",
        "a sunset",
        synonyms=("setting sun",),
        times=("golden",),
        weathers=("clear", "cloudy"),
        scene=sunset,
    ),
    Concept(
        "full moon",
        "a full moon",
        synonyms=("moon",),
        times=NIGHT,
        weathers=("clear", "cloudy"),
        scene=full_moon,
    ),
    Concept(
        "starry sky",
        "a starry sky",
        synonyms=("night sky full of stars",),
        times=NIGHT,
        weathers=STILL,
        scene=starry_sky,
    ),
    Concept(
        "northern lights",
        "the northern lights",
        synonyms=("aurora", "polar lights"),
        times=NIGHT,
        weathers=STILL,
        scene=northern_lights,
    ),
    Concept(
        "rainbow",
        "a rainbow",
        times=("day", "golden"),
        weathers=("clear", "cloudy", "rain"),
        scene=rainbow,
    ),
    Concept(
        "lightning",
        "lightning",
        synonyms=("thunderstorm", "bolt of lightning"),
        times=("dusk", "night"),
        weathers=("cloudy", "rain"),
        scene=lightning,
    ),
    Concept(
        "fireworks",
        "fireworks",
        synonyms=("firework display",),
        times=NIGHT,
        weathers=STILL,
        scene=fireworks,
    ),
)
