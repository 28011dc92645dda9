"""Open country: fields, woods in autumn, desert, canyon, volcano."""

from __future__ import annotations

import numpy as np

from photoclip.scenes import backdrops, noise
from photoclip.scenes.canvas import Canvas, rgb
from photoclip.scenes.concept import Concept
from photoclip.scenes.concepts_plants import blossom
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.pen import Pen
from photoclip.scenes.scenery import (
    chance,
    hazed,
    leafy,
    pick,
    plane,
    scatter,
    tall,
    tuft,
    way,
    wide,
)

LEAF: RGB = (0.24, 0.45, 0.14)
LIT = ("day", "golden", "dusk")
DRY = ("clear", "cloudy", "fog")
NO_SNOW = ("clear", "cloudy", "fog", "rain")


def dune(canvas: Canvas, x: float, top: float, haze: float, tone: RGB) -> None:
    """Sand dune whose crest parts a lit face from a shaded one; position in short sides."""
    xs, ys = plane(canvas)
    dx = xs - np.float32(x)
    steep = pick(canvas, 0.22, 0.42)
    sag = 0.16 * np.log1p(np.exp((abs(dx) - 0.25) * 9)) / 9
    line = top + steep * (np.sqrt(dx * dx + 0.0016) - 0.04) - sag + 0.01 * np.sin(dx * 6)
    r0 = canvas.row((float(line.min()) - 0.01) / tall(canvas))
    rows = ys[r0:]
    if rows.size == 0:
        return
    fall = np.maximum(rows - top, 0)
    bow = pick(canvas, -0.7, 0.7)
    split = dx - bow * np.sqrt(fall * 0.5) - 0.35 * bow * np.sin(fall * 6)
    toward = -1.0 if canvas.light.side < 0 else 1.0
    lit = np.clip(0.5 + split * toward * 28, 0, 1)[:, :, None]
    a, b = canvas.origin()
    lean = (rows * 330 + dx * 60 + b).astype(np.float32)
    ripple = noise.sample(noise.tile("ripple"), dx * 130 + a, lean)
    deep = 0.45 if canvas.light.cast > 0.2 else 0.7
    colour = (
        rgb(hazed(canvas, scale(tone, deep), haze)) * (1 - lit)
        + rgb(hazed(canvas, tone, haze)) * lit
    )
    colour = colour * (1 + 0.06 * ripple[:, :, None])
    canvas.blend(np.clip((rows - line) * canvas.unit + 0.5, 0, 1).astype(np.float32), colour, r0)


def desert(canvas: Canvas, _: RGB) -> None:
    """Sand dunes one behind the other."""
    canvas.horizon = pick(canvas, 0.36, 0.5)
    canvas.sky()
    tone = jitter(canvas.rng, (0.92, 0.62, 0.30), 0.08)
    canvas.ground(tone, tone, "ripple", 0.08, 110)
    high, width = tall(canvas), wide(canvas)
    for k in range(5):
        x = width * ((k * 0.618 + pick(canvas, 0, 0.3)) % 1.0)
        top = high * (canvas.horizon - 0.16 + 0.135 * k + pick(canvas, -0.03, 0.05))
        dune(canvas, x, top, 0.3 - 0.07 * k, tone)
    canvas.fog_band(canvas.light.fog * 0.5)


def flower_field(canvas: Canvas, colour: RGB) -> None:
    """Meadow full of flowers of one colour."""
    canvas.horizon = pick(canvas, 0.26, 0.42)
    canvas.sky()
    if chance(canvas, 0.6):
        backdrops.far_hills(canvas, canvas.horizon)
    if chance(canvas, 0.6):
        backdrops.tree_line(canvas, canvas.horizon + 0.01, 0.06, (0.18, 0.32, 0.12), 0.2)
    canvas.ground((0.20, 0.38, 0.10), (0.28, 0.44, 0.16), "blade", 0.3, 180)
    r0 = canvas.row(canvas.horizon)
    t = np.clip((canvas.yy[r0:] - canvas.horizon) / (1 - canvas.horizon), 0, 1)
    speck = canvas.perspective(r0, canvas.height, "grain", 130)
    dense = np.clip((speck + 0.75 - 0.95 * t) * 2.2, 0, 0.92)
    shade = 1 + 0.12 * canvas.perspective(r0, canvas.height, "cloud", 60)
    canvas.blend(dense.astype(np.float32), rgb(canvas.lit(colour)) * shade[:, :, None], r0)
    canvas.fog_band(canvas.light.fog * 0.5)
    y = canvas.horizon
    levels = [
        (y + (1.04 - y) * f, 0.03 + 0.17 * f * f, n)
        for f, n in ((0.3, 30), (0.45, 24), (0.62, 17), (0.8, 12), (1.0, 8))
    ]
    scatter(canvas, blossom, [colour], (1.0, 1.0), levels, 0.03, lift=0.3)


def autumn(canvas: Canvas, _: RGB) -> None:
    """Trees with red and golden leaves, and leaves on the ground."""
    canvas.horizon = pick(canvas, 0.52, 0.64)
    canvas.sky()
    backdrops.tree_line(canvas, canvas.horizon + 0.01, 0.16, (0.66, 0.38, 0.12), 0.2)
    canvas.ground((0.66, 0.36, 0.12), (0.60, 0.46, 0.20), "rough", 0.4, 160)
    canvas.fog_band(canvas.light.fog * 0.5)
    centre = pick(canvas, 0.35, 0.65)
    r0, mask, _across, _along = way(canvas, centre, 0.22, 0.05, centre)
    if chance(canvas, 0.6):
        canvas.blend(mask * 0.85, rgb(canvas.lit((0.52, 0.47, 0.42))), r0)
    hues: list[RGB] = [
        (0.90, 0.46, 0.08),
        (0.95, 0.68, 0.10),
        (0.78, 0.20, 0.08),
        (0.86, 0.36, 0.06),
    ]
    y = canvas.horizon
    gap = (centre - 0.12, centre + 0.12)
    levels = [(y + 0.02, 0.26, 11), (y + 0.08, 0.44, 6), (y + 0.22, 0.78, 4)]
    scatter(canvas, leafy, hues, (0.95, 1.0), levels, 0.015, gap, 2, 0.1)
    for x, v, s in canvas.rng.uniform(0, 1, (26, 3)).tolist():
        c = canvas.lit(hues[int(s * 3.99)])
        canvas.glow(x, y + 0.1 + (0.9 - y) * v, 0.008 + 0.010 * v, c, 0.6)


def wheat_field(canvas: Canvas, _: RGB) -> None:
    """Ripe grain under a wide sky."""
    canvas.horizon = pick(canvas, 0.34, 0.5)
    canvas.sky()
    if chance(canvas, 0.7):
        backdrops.tree_line(canvas, canvas.horizon + 0.01, 0.05, (0.18, 0.30, 0.12), 0.25)
    gold = jitter(canvas.rng, (0.86, 0.66, 0.24), 0.06)
    canvas.ground(gold, mix(gold, (0.93, 0.80, 0.48), 0.5), "blade", 0.45, 200)
    if chance(canvas, 0.4):
        r0, mask, across, _along = way(canvas, pick(canvas, 0.3, 0.7), 0.16, 0.05)
        rut = mask * (abs(across) > 0.4)
        canvas.blend((rut * 0.6).astype(np.float32), rgb(canvas.lit((0.50, 0.36, 0.18))), r0)
    canvas.fog_band(canvas.light.fog * 0.5)

    def ears(pen: Pen) -> None:
        foot = tall(canvas)
        for x, h, s in canvas.rng.uniform(0, 1, (60, 3)).tolist():
            px, top = x * wide(canvas), foot - 0.10 - 0.22 * h
            tip = px + 0.10 * (s - 0.35)
            c = canvas.lit(scale(gold, 0.7 + 0.5 * s))
            pen.line(
                [(px, foot + 0.02), ((px + tip) / 2, (foot + top) / 2), (tip, top)],
                0.006,
                c,
                emit=True,
            )
            ear = pen.at(tip, top, 1.0, 180 + 50 * (s - 0.35))
            body = [
                (0, 0),
                (0.012, 0.025),
                (0.010, 0.065),
                (0, 0.09),
                (-0.010, 0.065),
                (-0.012, 0.025),
            ]
            ear.poly(body, scale(c, 1.12), emit=True)
            if canvas.detail > 1:
                for k in range(7):
                    for sx in (-1, 1):
                        grain_at = (0.007 * sx, 0.012 * k + 0.01)
                        ear.ellipse(
                            *grain_at,
                            0.005,
                            0.009,
                            scale(c, 0.9 + 0.25 * (k % 2)),
                            0.0,
                            -25 * sx,
                            emit=True,
                        )
                        ear.line(
                            [grain_at, (0.022 * sx, 0.06 + 0.016 * k)],
                            0.0015,
                            scale(c, 1.2),
                            emit=True,
                        )

    canvas.shapes(ears)


def volcano(canvas: Canvas, _: RGB) -> None:
    """Cone with glowing lava and a plume of smoke."""
    canvas.horizon = pick(canvas, 0.78, 0.9)
    canvas.sky()
    x, top = pick(canvas, 0.38, 0.62), pick(canvas, 0.34, 0.46)
    mouth = pick(canvas, 0.05, 0.08)
    rows = canvas.yy[: canvas.row(top + 0.03)]
    up = np.clip((top + 0.03 - rows) / top, 0, 1)
    drift = pick(canvas, -0.35, 0.35)
    a, b = canvas.origin()
    puff = noise.sample(noise.tile("cloud"), canvas.xx * 130 + a, rows * 130 + b)
    puff = puff + 0.4 * noise.sample(noise.tile("rough"), canvas.xx * 150 + b, rows * 150 + a)
    half = mouth * 0.9 + 0.22 * up
    smoke = np.clip((1 - abs(canvas.xx - x - drift * up**1.5) / half + 0.28 * puff) * 2.2, 0, 0.95)
    grey = rgb(canvas.lit((0.40, 0.38, 0.38))) * (0.85 + 0.22 * puff)[:, :, None]
    canvas.blend(smoke.astype(np.float32), grey.astype(np.float32))
    canvas.glow(x, top - 0.02, 0.16, (1.0, 0.35, 0.08), 0.6 if canvas.light.lamps else 0.35)
    away = np.maximum(abs(canvas.xx[0] - x) - mouth, 0)
    line = top + 0.95 * away - 0.55 * away**2 + 0.012 * noise.curve(canvas.rng, canvas.width, 24, 3)
    line = (line + np.where(abs(canvas.xx[0] - x) < mouth * 0.8, 0.012, 0.0)).astype(np.float32)
    cone = canvas.ridge(line, (0.33, 0.25, 0.24), (0.22, 0.20, 0.19), 0.5, 0.16, 0.1)
    toward = canvas.light.side
    canvas.img *= 1 + (cone * np.clip((canvas.xx - x) * toward * 1.6, -0.3, 0.3))[:, :, None]
    for k in range(int(canvas.rng.integers(2, 5))):
        phase, lean = pick(canvas, 0, 6), pick(canvas, -0.4, 0.4)
        end = pick(canvas, 0.2, 0.5)
        fall = canvas.yy - top
        path = x + mouth * (k - 1.5) * 0.45 + lean * fall + 0.02 * np.sin(fall * 28 + phase)
        width = 0.014 + 0.02 * np.clip(fall, 0, 1)
        hot = (
            np.clip(1.4 - abs(canvas.xx - path) / width, 0, 1)
            * (fall > 0)
            * np.clip((end - fall) * 9, 0, 1)
        )
        canvas.img += (hot * cone)[:, :, None].astype(np.float32) * rgb((0.95, 0.32, 0.04))
    canvas.glow(x, top + 0.01, 0.07, (1.0, 0.6, 0.2), 0.8)
    low = 0.9 + 0.03 * noise.curve(canvas.rng, canvas.width, 4, 4, 0.6)
    canvas.ridge(low.astype(np.float32), (0.14, 0.24, 0.11), (0.10, 0.18, 0.08), 0.1, 0.2)
    canvas.fog_band(canvas.light.fog * 0.5)


def canyon(canvas: Canvas, _: RGB) -> None:
    """Flat-topped red cliffs in layers."""
    canvas.horizon = pick(canvas, 0.5, 0.6)
    canvas.sky()
    tone = jitter(canvas.rng, (0.78, 0.40, 0.22), 0.06)
    canvas.ground(
        scale(tone, 0.85),
        mix(tone, (0.85, 0.62, 0.45), 0.5),
        "rough",
        0.2,
        150,
        canvas.horizon - 0.02,
    )
    phase = pick(canvas, 0, 6)
    a, b = canvas.origin()
    for k in range(5):
        near = k / 4
        foot = canvas.horizon + 0.01 + 0.30 * near**1.6
        x = (k * 0.618 + pick(canvas, 0, 0.3)) % 1.0 if k < 3 else float(k == 3)
        half, top = (
            pick(canvas, 0.09, 0.2) * (1 + 0.7 * near),
            foot - pick(canvas, 0.26, 0.36) * (1 + 0.5 * near),
        )
        edge = 0.02 * noise.curve(canvas.rng, canvas.width, 30, 3)
        away = np.maximum(abs(canvas.xx - x) + edge - half, 0)
        # Cliffs drop sheer in steps, then run out in a slope of rubble.
        line = (
            top
            + np.minimum(away * 14, 0.10)
            + np.clip((away - 0.02) * 14, 0, 0.1)
            + np.clip(away - 0.03, 0, 1) * 1.2
        )
        line = line + 0.006 * noise.curve(canvas.rng, canvas.width, 30, 2)
        mask = np.clip((canvas.yy - line) * canvas.height, 0, 1) * np.clip(
            (foot - canvas.yy) * canvas.height, 0, 1
        )
        grain = noise.sample(noise.tile("blade"), canvas.xx * 260 + a, canvas.yy * 60 + b + 40 * k)
        level = (canvas.yy - top) * (60 - 20 * near) + 0.5 * grain + phase
        bands = 1 + 0.20 * np.sin(level) + 0.12 * np.sin(level * 2.7) + 0.10 * grain
        face = np.clip((canvas.xx - x) / half * canvas.light.side * 0.35, -0.4, 0.4)
        colour = rgb(hazed(canvas, tone, 0.36 * (1 - near))) * (bands * (1 + face))[:, :, None]
        canvas.blend(mask.astype(np.float32), colour.astype(np.float32))
    canvas.fog_band(canvas.light.fog * 0.5)
    scatter(canvas, tuft, [(0.42, 0.44, 0.20)], (0.6, 0.5), [(0.8, 0.06, 6), (0.96, 0.11, 5)], 0.05)


def vineyard(canvas: Canvas, _: RGB) -> None:
    """Rows of vines that run towards hills."""
    canvas.horizon = pick(canvas, 0.32, 0.44)
    canvas.sky()
    backdrops.far_hills(canvas, canvas.horizon)
    canvas.ground((0.52, 0.38, 0.22), (0.46, 0.46, 0.24), "rough", 0.2, 160)
    canvas.fog_band(canvas.light.fog * 0.5)
    vanish = pick(canvas, 0.25, 0.75) * wide(canvas)
    xs, ys = plane(canvas)
    r0 = canvas.row(canvas.horizon)
    depth = np.maximum(ys[r0:] - canvas.horizon * tall(canvas), 1e-3)
    a, b = canvas.origin()
    gap = pick(canvas, 0.42, 0.6)
    along = 1 / np.maximum(depth, 0.02)
    # Each row is a hedge: its foot and its top both run to the vanishing point, the
    # top less steeply, and the band between them is what the eye sees of it.
    for k in range(6, -1, -1):
        for turn in (-1.0, 1.0):
            foot = (xs - vanish) / (turn * (k + 0.5) * gap)
            rise = depth / np.where(foot < 1e-3, 1e-3, foot)
            leaf = noise.sample(noise.tile("rough"), along * 24 + a + 37 * k, rise * 70 + b)
            mask = np.clip((rise - 0.56 + 0.035 * leaf) * 16, 0, 1) * np.clip(
                (1.02 - rise + 0.02 * leaf) * 16, 0, 1
            )
            shade = np.clip(2.05 - rise * 1.75, 0.28, 1.1) + 0.16 * leaf
            colour = rgb(canvas.lit((0.36, 0.56, 0.14))) * shade[:, :, None]
            canvas.blend((mask * (foot > 0.004)).astype(np.float32), colour.astype(np.float32), r0)


CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "desert",
        "a desert",
        synonyms=("sand dunes", "dunes"),
        weathers=("clear", "cloudy"),
        scene=desert,
    ),
    Concept(
        "flower field",
        "a field of flowers",
        synonyms=("flower meadow", "field full of flowers"),
        colours=("red", "yellow", "purple", "pink", "white", "blue", "orange"),
        colour_form="field of {colour} flowers",
        times=("day", "golden"),
        weathers=NO_SNOW,
        default=(0.85, 0.2, 0.3),
        scene=flower_field,
    ),
    Concept(
        "autumn forest",
        "an autumn forest",
        synonyms=("autumn trees", "fall foliage", "park in autumn"),
        times=LIT,
        weathers=NO_SNOW,
        scene=autumn,
    ),
    Concept(
        "wheat field",
        "a wheat field",
        synonyms=("field of grain", "grain field"),
        times=LIT,
        weathers=NO_SNOW,
        scene=wheat_field,
    ),
    Concept(
        "volcano",
        "a volcano",
        synonyms=("erupting volcano",),
        weathers=("clear", "cloudy"),
        scene=volcano,
    ),
    Concept(
        "canyon",
        "a canyon",
        synonyms=("red cliffs", "gorge"),
        times=LIT,
        weathers=("clear", "cloudy"),
        scene=canyon,
    ),
    Concept(
        "vineyard",
        "a vineyard",
        synonyms=("rows of vines",),
        times=LIT,
        weathers=NO_SNOW,
        scene=vineyard,
    ),
)
