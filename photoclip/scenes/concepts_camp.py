"""Days out: tent, camp fire, jetty, funfair."""

from __future__ import annotations

import numpy as np

from photoclip.scenes import backdrops
from photoclip.scenes.canvas import Canvas, rgb
from photoclip.scenes.concept import Concept
from photoclip.scenes.light import COLOURS, RGB, jitter, scale
from photoclip.scenes.pen import Look, Pen
from photoclip.scenes.scenery import (
    chance,
    conifer,
    pick,
    ranges,
    scatter,
    stand,
    tall,
    way,
    wide,
)

FIR: RGB = (0.11, 0.26, 0.14)
LAMP: RGB = (1.0, 0.82, 0.48)
LIT = ("day", "golden", "dusk")
NO_SNOW = ("clear", "cloudy", "fog", "rain")


def jetty(canvas: Canvas, _: RGB) -> None:
    """Wooden jetty that leads out over still water."""
    canvas.horizon = pick(canvas, 0.40, 0.52)
    canvas.sky()
    backdrops.far_hills(canvas, canvas.horizon + 0.005)
    if chance(canvas, 0.6):
        backdrops.tree_line(canvas, canvas.horizon + 0.008, 0.05, (0.14, 0.27, 0.14), 0.25)
    canvas.water(canvas.horizon, 1.0, (0.08, 0.30, 0.42), 0.7, 0.1)
    canvas.fog_band(canvas.light.fog * 0.5)
    end = pick(canvas, 0.10, 0.24)
    foot, far = pick(canvas, 0.35, 0.65), pick(canvas, 0.4, 0.6)
    r0, mask, across, along = way(canvas, foot, pick(canvas, 0.30, 0.44), 0.0, far)
    t = np.clip((canvas.yy[r0:] - canvas.horizon) / (1 - canvas.horizon), 0, 1)
    mask = (mask * np.clip((t - end) * canvas.height, 0, 1)).astype(np.float32)
    grain = canvas.perspective(r0, canvas.height, "rough", 150)
    board = np.floor(along * 3.2)
    seam = np.clip(((along * 3.2) % 1.0 - 0.14) * 30, 0, 1)
    fade = np.clip(1.5 - along / 7, 0.15, 1)
    shade = (1 + 0.12 * np.sin(board * 12.9)) * (1 - 0.55 * (1 - seam) * fade)
    tone = (
        rgb(canvas.lit(jitter(canvas.rng, (0.60, 0.45, 0.32), 0.1)))
        * (shade * (1 + 0.10 * grain) * (1 - 0.12 * across**8))[:, :, None]
    )
    canvas.blend(mask, tone.astype(np.float32), r0)

    def posts(pen: Pen) -> None:
        for d in (end, end + 0.09, end + 0.24, end + 0.5):
            centre = far + (foot - far) * d
            half = 0.37 * d**1.15 + 0.01
            low = (canvas.horizon + (1 - canvas.horizon) * d) * tall(canvas)
            for side in (-1, 1):
                x = (centre + side * half) * wide(canvas)
                pen.line(
                    [(x, low + 0.12 * d), (x, low - 0.30 * d - 0.01)],
                    0.07 * d,
                    canvas.lit((0.34, 0.25, 0.18)),
                    emit=True,
                )

    canvas.shapes(posts, canvas.light.fog * 0.4)


def tent_shape(pen: Pen, look: Look) -> None:
    """Ridge or dome tent in box (1.5, 0.85)."""
    c = look.colour
    rng = look.rng
    inside: RGB = (1.0, 0.80, 0.42) if look.light.lamps else scale(c, 0.28)
    if rng.uniform() < 0.5:
        pen.poly([(-0.28, 0.78), (0.42, 0.74), (0.72, 0.0), (-0.05, 0.0)], scale(c, 0.72), 0.5)
        pen.poly([(-0.66, 0.0), (-0.28, 0.78), (0.12, 0.0)], c, 0.2)
        pen.poly([(-0.36, 0.0), (-0.28, 0.62), (-0.13, 0.0)], inside, emit=look.light.lamps)
        pen.poly([(-0.28, 0.64), (-0.13, 0.0), (-0.03, 0.0)], scale(c, 1.2))
        for a, b in (((-0.28, 0.78), (-0.74, 0.0)), ((0.42, 0.74), (0.74, 0.0))):
            pen.line([a, b], 0.008, (0.9, 0.9, 0.85))
    else:
        high = float(rng.uniform(0.62, 0.76))
        dome = [
            (-0.68, 0.0),
            (-0.52, high * 0.55),
            (-0.22, high * 0.94),
            (0.05, high),
            (0.32, high * 0.9),
            (0.58, high * 0.5),
            (0.70, 0.0),
        ]
        pen.poly([*np.asarray(dome).tolist()], scale(c, 0.9), 0.8)
        for bow in (-0.30, 0.35):
            t = np.linspace(0, 1, 9)
            arc = np.stack([0.05 + bow * 2 * (1 - t) ** 1.5, high * np.sin(t * 1.57)], 1)
            pen.line(arc, 0.016, scale(c, 0.55))
        pen.smooth(
            [(-0.34, 0.0), (-0.30, 0.3), (-0.12, 0.46), (0.06, 0.3), (0.10, 0.0)],
            inside,
            emit=look.light.lamps,
        )
        pen.poly([(-0.12, 0.46), (0.08, 0.28), (0.22, 0.0), (0.05, 0.0)], scale(c, 1.15))


def camp(canvas: Canvas, colour: RGB) -> None:
    """Tent on a clearing before a wood or mountains."""
    canvas.horizon = pick(canvas, 0.44, 0.54)
    canvas.sky()
    if chance(canvas, 0.5):
        ranges(canvas, canvas.horizon * tall(canvas), 0.28, (0.42, 0.42, 0.44), 0.35, 3)
    y = canvas.horizon
    canvas.ground((0.27, 0.42, 0.13), (0.36, 0.46, 0.20), "blade", 0.34, 180)
    canvas.fog_band(canvas.light.fog * 0.5)
    scatter(
        canvas,
        conifer(),
        [FIR],
        (0.56, 1.0),
        [(y + 0.02, 0.24, 12), (y + 0.08, 0.38, 4)],
        0.01,
        (0.3, 0.7),
    )
    x, foot = pick(canvas, 0.4, 0.6), pick(canvas, 0.80, 0.9)
    stand(
        canvas,
        tent_shape,
        colour,
        (x, foot),
        pick(canvas, 0.44, 0.58),
        (1.55, 0.85),
        0.8,
        chance(canvas, 0.5),
    )
    if canvas.light.lamps:
        canvas.glow(x, foot - 0.1, 0.25, LAMP, 0.22)


def logs(pen: Pen, look: Look) -> None:
    """Burning logs in a ring of stones, box (1.0, 1.0)."""
    rng = look.rng
    for i in range(9):
        a = np.pi * i / 8
        pen.ellipse(
            0.44 * float(np.cos(a)),
            0.12 + 0.06 * float(np.sin(a)),
            0.07,
            0.05,
            (0.32, 0.26, 0.24),
            0.6,
        )
    for low, high in (
        ((-0.34, 0.06), (0.22, 0.24)),
        ((0.34, 0.06), (-0.22, 0.24)),
        ((-0.1, 0.03), (0.06, 0.26)),
    ):
        pen.limb(low, high, 0.10, 0.085, (0.36, 0.18, 0.09), 0.6)
        pen.disc(low[0], low[1], 0.045, (0.72, 0.45, 0.25))
    for ring, tone in enumerate(
        ((0.95, 0.28, 0.04), (1.0, 0.55, 0.06), (1.0, 0.82, 0.22), (1.0, 0.97, 0.72))
    ):
        k = 1.0 - 0.24 * ring
        for x, h, w in rng.uniform(0, 1, (6 - ring, 3)).tolist():
            px = (x - 0.5) * 0.42 * k
            top = 0.14 + (0.40 + 0.42 * h) * k * (1 - 1.1 * abs(x - 0.5))
            half = (0.09 + 0.06 * w) * (0.5 + 0.5 * k)
            sway = 0.10 * (w - 0.5)
            flame = [
                (px - half * 0.7, 0.12),
                (px - half, 0.26),
                (px + sway * 0.4 - half * 0.35, 0.26 + (top - 0.26) * 0.6),
                (px + sway, top),
                (px + half * 0.55, 0.26 + (top - 0.26) * 0.4),
                (px + half * 0.8, 0.14),
            ]
            pen.smooth(flame, tone, emit=True)
    for i in range(8):
        a = np.pi * (1 + i / 7)
        pen.ellipse(
            0.46 * float(np.cos(a)),
            0.10 + 0.09 * float(np.sin(a)) + 0.01,
            0.075,
            0.055,
            scale((0.42, 0.34, 0.30), 0.8 + 0.3 * float(rng.uniform())),
            0.8,
        )


def campfire(canvas: Canvas, _: RGB) -> None:
    """Fire of logs that lights up the ground at night."""
    canvas.horizon = pick(canvas, 0.42, 0.54)
    canvas.sky()
    y = canvas.horizon
    scatter(canvas, conifer(), [FIR], (0.56, 1.0), [(y + 0.03, pick(canvas, 0.24, 0.4), 12)], 0.01)
    canvas.ground((0.36, 0.30, 0.20), (0.24, 0.24, 0.15), "rough", 0.3, 150)
    x, foot, size = pick(canvas, 0.35, 0.65), pick(canvas, 0.82, 0.92), pick(canvas, 0.5, 0.68)
    r0 = canvas.row(y)
    dx = (canvas.xx - x) * wide(canvas) / 0.62
    dy = (canvas.yy[r0:] - foot) * tall(canvas) / 0.26
    warm = np.exp(-(dx * dx + dy * dy))[:, :, None]
    canvas.img[r0:] = canvas.img[r0:] * (1 + 2.2 * warm) + warm * rgb((0.36, 0.17, 0.05))
    canvas.fog_band(canvas.light.fog * 0.5)
    canvas.glow(x, foot - 0.2, 0.34, (1.0, 0.45, 0.12), 0.40)
    stand(
        canvas,
        logs,
        (1, 1, 1),
        (x, foot),
        size,
        (1.1, 1.0),
        1.0,
        chance(canvas, 0.5),
        0.0,
        0.1,
        0.04,
    )
    canvas.glow(x, foot - 0.14, 0.14, (1.0, 0.6, 0.2), 0.35)
    for a, b, s in canvas.rng.uniform(0, 1, (16, 3)).tolist():
        canvas.glow(
            x + 0.22 * (a - 0.5), foot - 0.3 - 0.5 * b, 0.006 + 0.004 * s, (1.0, 0.6, 0.2), 0.9
        )


def wheel_shape(pen: Pen, look: Look) -> None:
    """Ferris wheel with coloured gondolas; box (1.2, 1.3)."""
    rng = look.rng
    lit = look.light.lamps
    steel: RGB = (0.92, 0.92, 0.94)
    cy, r = 0.70, 0.52
    for side in (-1, 1):
        pen.line([(0, cy), (side * 0.34, 0)], 0.04, scale(steel, 0.8))
    pen.line([(-0.40, 0.02), (0.40, 0.02)], 0.05, scale(steel, 0.6))
    count = int(rng.integers(10, 17))
    turn = float(rng.uniform(0, 6.28))
    tints: list[RGB] = [
        COLOURS[n] for n in ("red", "yellow", "blue", "green", "orange", "purple", "pink")
    ]
    for k in range(count):
        a = turn + 2 * np.pi * k / count
        pen.line(
            [(0, cy), (r * float(np.cos(a)), cy + r * float(np.sin(a)))], 0.010, steel, emit=lit
        )
    for radius, width in ((r, 0.026), (r * 0.86, 0.012)):
        pen.ring(0, cy, radius, width, (1.0, 0.75, 0.9) if lit else steel)
    pen.disc(0, cy, 0.055, (0.85, 0.2, 0.25), 0.6)
    for k in range(count):
        a = turn + 2 * np.pi * k / count
        x, y = r * float(np.cos(a)), cy + r * float(np.sin(a))
        c = tints[k % len(tints)]
        pen.rect(x - 0.045, y - 0.085, x + 0.045, y - 0.015, c, 0.3, 0.02, emit=lit)
        pen.rect(x - 0.032, y - 0.052, x + 0.032, y - 0.028, (0.85, 0.93, 1.0))


def ferris_wheel(canvas: Canvas, _: RGB) -> None:
    """Ferris wheel over a fair or a park."""
    canvas.horizon = pick(canvas, 0.76, 0.86)
    canvas.sky()
    y = canvas.horizon
    backdrops.building_row(canvas, y + 0.01, 0.10, 0.3 + 0.3 * canvas.light.fog, 0.12)
    backdrops.tree_line(canvas, y + 0.02, 0.05, (0.20, 0.34, 0.14), 0.1)
    canvas.ground((0.50, 0.47, 0.42), (0.42, 0.44, 0.36), "rough", 0.15, 150)
    canvas.fog_band(canvas.light.fog * 0.5)
    x, size = pick(canvas, 0.42, 0.58), pick(canvas, 0.58, 0.68)
    stand(
        canvas,
        wheel_shape,
        (1, 1, 1),
        (x, y + 0.06),
        size,
        (1.24, 1.3),
        0.6,
        shadow=0.3,
        relief=0.15,
        fur=0.0,
    )
    tents: list[RGB] = [COLOURS[n] for n in ("red", "yellow", "blue", "pink")]

    def stalls(pen: Pen) -> None:
        low = (y + 0.07) * tall(canvas)
        for k in range(6):
            px = wide(canvas) * (k + 0.5) / 6 + pick(canvas, -0.04, 0.04)
            c = canvas.lit(tents[int(canvas.rng.integers(4))])
            front: RGB = LAMP if canvas.light.lamps else canvas.lit((0.85, 0.8, 0.7))
            pen.rect(px - 0.06, low - 0.07, px + 0.06, low, front, emit=True)
            pen.poly(
                [(px - 0.08, low - 0.06), (px, low - 0.13), (px + 0.08, low - 0.06)], c, emit=True
            )

    canvas.shapes(stalls, canvas.light.fog * 0.3)
    if canvas.light.lamps:
        canvas.glow(x, y - 0.64 * size / tall(canvas), 0.34, (0.9, 0.4, 0.7), 0.25)


CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "jetty",
        "a jetty",
        synonyms=("pier", "wooden pier"),
        times=LIT,
        weathers=NO_SNOW,
        scene=jetty,
    ),
    Concept(
        "tent",
        "a tent",
        synonyms=("campsite",),
        colours=("red", "orange", "yellow", "green", "blue", "purple"),
        weathers=NO_SNOW,
        default=COLOURS["orange"],
        scene=camp,
    ),
    Concept(
        "campfire",
        "a campfire",
        synonyms=("fire", "bonfire"),
        times=("dusk", "night"),
        weathers=("clear", "cloudy"),
        scene=campfire,
    ),
    Concept(
        "ferris wheel",
        "a ferris wheel",
        synonyms=("big wheel", "funfair"),
        weathers=NO_SNOW,
        scene=ferris_wheel,
    ),
)
