"""Places that people made: towns, roads, fields of work, camps."""

from __future__ import annotations

import numpy as np

from photoclip.scenes import backdrops, noise
from photoclip.scenes.canvas import Canvas, rgb
from photoclip.scenes.concept import Concept
from photoclip.scenes.concepts_landmarks import LANDMARKS
from photoclip.scenes.light import COLOURS, RGB, jitter, mix, scale
from photoclip.scenes.pen import Look, Pen
from photoclip.scenes.scenery import (
    chance,
    conifer,
    hazed,
    leafy,
    pick,
    plane,
    ranges,
    scatter,
    stand,
    tall,
    way,
    wide,
)

FIR: RGB = (0.11, 0.26, 0.14)
LEAF: RGB = (0.22, 0.42, 0.13)
LAMP: RGB = (1.0, 0.82, 0.48)


def tower_block(canvas: Canvas, x: float, width: float, height: float, base: float, tone: RGB, haze: float) -> None:
    """High-rise with a grid of windows; sizes as fractions of the picture."""
    rng = canvas.rng
    kind, seed, lit_share = int(rng.integers(0, 4)), rng.uniform(0, 1, 2), float(rng.uniform(0.3, 0.65))
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
        glass = np.where(on, rgb(mix(LAMP, (0.8, 0.9, 1.0), float(seed[0]) * 0.5)) * (0.65 + 0.35 * dice)[:, :, None], glass * 0.8)
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
    tones: list[RGB] = [(0.62, 0.60, 0.58), (0.42, 0.50, 0.60), (0.70, 0.62, 0.52), (0.50, 0.42, 0.40), (0.34, 0.40, 0.46)]
    ratio = canvas.unit / canvas.width
    peak_at = pick(canvas, 0.25, 0.75)
    for layer, (low, high, haze) in enumerate(((0.30, 0.56, 0.5), (0.22, 0.50, 0.25), (0.10, 0.30, 0.06))):
        x = -0.08
        while x < 1.0:
            width = pick(canvas, 0.08, 0.17) * ratio
            swell = 0.62 + 0.5 * float(np.exp(-(((x - peak_at) / 0.3) ** 2)))
            tone = jitter(canvas.rng, tones[int(canvas.rng.integers(len(tones)))], 0.12)
            tower_block(canvas, x, width, pick(canvas, low, high) * swell, canvas.horizon + 0.01, tone, haze)
            x += width * (pick(canvas, 0.9, 1.25) if layer else pick(canvas, 0.9, 1.7))
    canvas.fog_band(canvas.light.fog * 0.6)
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
    canvas.fog_band(canvas.light.fog * 0.8)
    bend = pick(canvas, 0.0, 0.16) if chance(canvas, 0.6) else 0.0
    r0, mask, across, along = way(canvas, pick(canvas, 0.4, 0.6), pick(canvas, 0.42, 0.6), bend, pick(canvas, 0.35, 0.65))
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
    scatter(canvas, leafy, [LEAF], (0.95, 1.0), [(y + 0.02, 0.09, 9), (y + 0.09, 0.2, 4)], 0.008, (0.18, 0.82), lift=0.1)


SIGNS: tuple[RGB, ...] = ((0.80, 0.16, 0.14), (0.14, 0.40, 0.30), (0.95, 0.72, 0.18), (0.15, 0.30, 0.62), (0.85, 0.45, 0.15))
WALLS: tuple[RGB, ...] = ((0.86, 0.72, 0.52), (0.78, 0.48, 0.38), (0.92, 0.86, 0.74), (0.62, 0.66, 0.72), (0.90, 0.62, 0.45), (0.74, 0.78, 0.62))


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
    walls = np.array([rgb(jitter(rng, WALLS[int(rng.integers(len(WALLS)))], 0.08)) for _ in range(24)], dtype=np.float32)
    signs = np.array([rgb(SIGNS[int(rng.integers(len(SIGNS)))]) for _ in range(24)], dtype=np.float32)
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
    shop = (up < 0.24) & (part > 0.08) & (part < 0.92)
    awning = (up > 0.22) & (up < 0.31) & (part > 0.05) & (part < 0.95)
    stripes = (np.floor(part * 12) % 2 == 0)[:, :] | (plot % 3 == 0)
    face = tone * ambient * np.where(dx * canvas.light.side < 0, 1.08, 0.78)[:, :, None]
    face = face * (1 - 0.25 * ((fv < 0.06) & (floor > 0)))[:, :, None]
    dark = rgb(canvas.lit((0.20, 0.23, 0.28)))
    lamp = rgb(LAMP) * np.float32(0.95)
    dice = np.sin(np.floor(part * 3) * 12.9 + np.floor(floor) * 78.2 + plot * 3.7) * 437.5
    lit = canvas.light.lamps & (dice - np.floor(dice) < 0.55)
    face = np.where(pane[:, :, None], np.where(lit[:, :, None], lamp, dark), face)
    face = np.where(shop[:, :, None], lamp * 0.9 if canvas.light.lamps else dark * 1.15, face)
    cloth = np.where(stripes[:, :, None], signs[plot], rgb((0.95, 0.93, 0.88)))
    cloth_light = np.minimum(ambient * 1.6, 1.0) if canvas.light.lamps else ambient
    face = np.where((awning & (plot % 4 != 3))[:, :, None], cloth * cloth_light, face)
    roof = level > heights[plot] - 0.09
    face = np.where(roof[:, :, None], rgb(canvas.lit((0.48, 0.26, 0.20))), face)
    away = np.clip(1 - abs(dx) / reach, 0, 1) ** 2
    share = (np.minimum(1.0, away * (0.35 + 0.65 * canvas.light.fog)))[:, :, None]
    air = rgb(mix(canvas.light.sky_low, canvas.light.fog_colour, canvas.light.fog))
    face = face * (1 - share) + air * share
    mask = (level > ground) & (level < heights[plot]) & (abs(dx) > 0.035)
    canvas.blend(mask.astype(np.float32), face.astype(np.float32))
    canvas.fog_band(canvas.light.fog * 0.5)
    if canvas.light.lamps:
        for side in (-1, 1):
            for d in (0.18, 0.34):
                canvas.glow((vx + side * d) / wide(canvas), (eye - d * 0.5) / tall(canvas), 0.04 + 0.05 * d, LAMP, 0.8)


def railway(canvas: Canvas, _: RGB) -> None:
    """Rails on sleepers and gravel that meet at the horizon."""
    canvas.horizon = pick(canvas, 0.36, 0.5)
    canvas.sky()
    backdrops.tree_line(canvas, canvas.horizon + 0.01, pick(canvas, 0.05, 0.14), (0.18, 0.32, 0.13), 0.2)
    canvas.ground((0.30, 0.44, 0.15), (0.42, 0.50, 0.26), "blade", 0.32, 170)
    canvas.fog_band(canvas.light.fog * 0.8)
    far = pick(canvas, 0.35, 0.65)
    foot = pick(canvas, 0.4, 0.6)
    r0, mask, across, along = way(canvas, foot, pick(canvas, 0.5, 0.62), 0.0, far)
    grain = canvas.perspective(r0, canvas.height, "grain", 210)
    gravel = rgb(canvas.lit((0.54, 0.51, 0.48))) * (1 + 0.30 * grain)[:, :, None]
    canvas.blend(mask, gravel.astype(np.float32), r0)
    step = (along * 5.2) % 1.0
    sleeper = (step < 0.5) & (abs(across) < 0.68)
    fade = np.clip(1.4 - along / 9, 0, 1)
    canvas.blend((sleeper * mask * fade).astype(np.float32), rgb(canvas.lit((0.34, 0.24, 0.17))), r0)
    for side in (-0.44, 0.44):
        rail = np.clip((0.05 - abs(across - side)) * 40, 0, 1)
        canvas.blend((rail * mask).astype(np.float32), rgb(canvas.lit((0.30, 0.24, 0.22))), r0)
        shine = np.clip((0.022 - abs(across - side + 0.01)) * 60, 0, 1)
        canvas.blend((shine * mask).astype(np.float32), rgb(mix(canvas.lit((0.9, 0.9, 0.92)), canvas.light.sky_low, 0.3)), r0)
    y = canvas.horizon

    def poles(pen: Pen) -> None:
        side = 1 if chance(canvas, 0.5) else -1
        for d in (0.06, 0.10, 0.17, 0.30, 0.55):
            x = (far + (foot - far) * d + side * 0.75 * d) * wide(canvas)
            low = (y + (1 - y) * d) * tall(canvas)
            c = canvas.lit((0.30, 0.24, 0.20))
            pen.line([(x, low), (x, low - 0.95 * d - 0.02)], 0.035 * d, c, emit=True)
            pen.line([(x - 0.14 * d, low - 0.85 * d), (x + 0.14 * d, low - 0.85 * d)], 0.025 * d, c, emit=True)

    canvas.shapes(poles, canvas.light.fog * 0.5)


def jetty(canvas: Canvas, _: RGB) -> None:
    """Wooden jetty that leads out over still water."""
    canvas.horizon = pick(canvas, 0.40, 0.52)
    canvas.sky()
    backdrops.far_hills(canvas, canvas.horizon + 0.005)
    if chance(canvas, 0.6):
        backdrops.tree_line(canvas, canvas.horizon + 0.008, 0.05, (0.14, 0.27, 0.14), 0.25)
    canvas.water(canvas.horizon, 1.0, (0.08, 0.30, 0.42), 0.7, 0.1)
    canvas.fog_band(canvas.light.fog * 0.8)
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
    tone = rgb(canvas.lit(jitter(canvas.rng, (0.60, 0.45, 0.32), 0.1))) * (shade * (1 + 0.10 * grain) * (1 - 0.12 * across**8))[:, :, None]
    canvas.blend(mask, tone.astype(np.float32), r0)

    def posts(pen: Pen) -> None:
        for d in (end, end + 0.09, end + 0.24, end + 0.5):
            centre = far + (foot - far) * d
            half = 0.37 * d**1.15 + 0.01
            low = (canvas.horizon + (1 - canvas.horizon) * d) * tall(canvas)
            for side in (-1, 1):
                x = (centre + side * half) * wide(canvas)
                pen.line([(x, low + 0.12 * d), (x, low - 0.30 * d - 0.01)], 0.07 * d, canvas.lit((0.34, 0.25, 0.18)), emit=True)

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
        dome = [(-0.68, 0.0), (-0.52, high * 0.55), (-0.22, high * 0.94), (0.05, high), (0.32, high * 0.9), (0.58, high * 0.5), (0.70, 0.0)]
        pen.poly([*np.asarray(dome).tolist()], scale(c, 0.9), 0.8)
        for bow in (-0.30, 0.35):
            t = np.linspace(0, 1, 9)
            arc = np.stack([0.05 + bow * 2 * (1 - t) ** 1.5, high * np.sin(t * 1.57)], 1)
            pen.line(arc, 0.016, scale(c, 0.55))
        pen.smooth([(-0.34, 0.0), (-0.30, 0.3), (-0.12, 0.46), (0.06, 0.3), (0.10, 0.0)], inside, emit=look.light.lamps)
        pen.poly([(-0.12, 0.46), (0.08, 0.28), (0.22, 0.0), (0.05, 0.0)], scale(c, 1.15))


def camp(canvas: Canvas, colour: RGB) -> None:
    """Tent on a clearing before a wood or mountains."""
    canvas.horizon = pick(canvas, 0.44, 0.54)
    canvas.sky()
    if chance(canvas, 0.5):
        ranges(canvas, canvas.horizon * tall(canvas), 0.28, (0.42, 0.42, 0.44), 0.35, 3)
    y = canvas.horizon
    canvas.ground((0.27, 0.42, 0.13), (0.36, 0.46, 0.20), "blade", 0.34, 180)
    canvas.fog_band(canvas.light.fog * 0.8)
    scatter(canvas, conifer(), [FIR], (0.56, 1.0), [(y + 0.02, 0.24, 12), (y + 0.08, 0.38, 4)], 0.01, (0.3, 0.7))
    x, foot = pick(canvas, 0.4, 0.6), pick(canvas, 0.80, 0.9)
    stand(canvas, tent_shape, colour, (x, foot), pick(canvas, 0.44, 0.58), (1.55, 0.85), 0.8, chance(canvas, 0.5))
    if canvas.light.lamps:
        canvas.glow(x, foot - 0.1, 0.25, LAMP, 0.22)


def logs(pen: Pen, look: Look) -> None:
    """Burning logs in a ring of stones, box (1.0, 1.0)."""
    rng = look.rng
    for i in range(9):
        a = np.pi * i / 8
        pen.ellipse(0.44 * float(np.cos(a)), 0.12 + 0.06 * float(np.sin(a)), 0.07, 0.05, (0.32, 0.26, 0.24), 0.6)
    for a, b in (((-0.34, 0.06), (0.22, 0.24)), ((0.34, 0.06), (-0.22, 0.24)), ((-0.1, 0.03), (0.06, 0.26))):
        pen.limb(a, b, 0.10, 0.085, (0.36, 0.18, 0.09), 0.6)
        pen.disc(a[0], a[1], 0.045, (0.72, 0.45, 0.25))
    for ring, tone in enumerate(((0.95, 0.28, 0.04), (1.0, 0.55, 0.06), (1.0, 0.82, 0.22), (1.0, 0.97, 0.72))):
        k = 1.0 - 0.24 * ring
        for x, h, w in rng.uniform(0, 1, (6 - ring, 3)).tolist():
            px = (x - 0.5) * 0.42 * k
            top = 0.14 + (0.40 + 0.42 * h) * k * (1 - 1.1 * abs(x - 0.5))
            half = (0.09 + 0.06 * w) * (0.5 + 0.5 * k)
            sway = 0.10 * (w - 0.5)
            flame = [(px - half * 0.7, 0.12), (px - half, 0.26), (px + sway * 0.4 - half * 0.35, 0.26 + (top - 0.26) * 0.6), (px + sway, top), (px + half * 0.55, 0.26 + (top - 0.26) * 0.4), (px + half * 0.8, 0.14)]
            pen.smooth(flame, tone, emit=True)
    for i in range(8):
        a = np.pi * (1 + i / 7)
        pen.ellipse(0.46 * float(np.cos(a)), 0.10 + 0.09 * float(np.sin(a)) + 0.01, 0.075, 0.055, scale((0.42, 0.34, 0.30), 0.8 + 0.3 * float(rng.uniform())), 0.8)


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
    canvas.fog_band(canvas.light.fog * 0.3)
    canvas.glow(x, foot - 0.2, 0.34, (1.0, 0.45, 0.12), 0.40)
    stand(canvas, logs, (1, 1, 1), (x, foot), size, (1.1, 1.0), 1.0, chance(canvas, 0.5), 0.0, 0.1, 0.04)
    canvas.glow(x, foot - 0.14, 0.14, (1.0, 0.6, 0.2), 0.35)
    for a, b, s in canvas.rng.uniform(0, 1, (16, 3)).tolist():
        canvas.glow(x + 0.22 * (a - 0.5), foot - 0.3 - 0.5 * b, 0.006 + 0.004 * s, (1.0, 0.6, 0.2), 0.9)


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
        tone = rgb(hazed(canvas, scale(sand, deep), 0.08)) * (1 - lit) + rgb(hazed(canvas, scale(sand, 1.02), 0.08)) * lit
        mask = np.clip((drop + 0.006 * stone) * canvas.unit, 0, 1) * np.clip((base - ys) * canvas.unit + 0.5, 0, 1)
        canvas.blend(mask.astype(np.float32), (tone * course[:, :, None]).astype(np.float32))
    canvas.fog_band(canvas.light.fog * 0.5)


LIT = ("day", "golden", "dusk")
NO_SNOW = ("clear", "cloudy", "fog", "rain")

SITES: tuple[Concept, ...] = (
    Concept("city", "a city", synonyms=("city skyline", "skyscrapers", "skyline"), scene=city, weathers=NO_SNOW),
    Concept("country road", "a country road", synonyms=("road", "highway"), times=LIT, weathers=NO_SNOW, scene=country_road),
    Concept("town street", "a street with shops", synonyms=("street", "alley", "old town"), weathers=NO_SNOW, scene=town_street),
    Concept("railway", "a railway track", synonyms=("train tracks", "rails"), times=LIT, weathers=NO_SNOW, scene=railway),
    Concept("jetty", "a jetty", synonyms=("pier", "wooden pier"), times=LIT, weathers=NO_SNOW, scene=jetty),
    Concept("tent", "a tent", synonyms=("campsite",), colours=("red", "orange", "yellow", "green", "blue", "purple"), weathers=NO_SNOW, default=COLOURS["orange"], scene=camp),
    Concept("campfire", "a campfire", synonyms=("fire", "bonfire"), times=("dusk", "night"), weathers=("clear", "cloudy"), scene=campfire),
    Concept("pyramid", "a pyramid", synonyms=("egyptian pyramid",), times=("day", "golden", "dusk"), weathers=("clear", "cloudy"), scene=pyramids),
)

CONCEPTS: tuple[Concept, ...] = SITES + LANDMARKS
