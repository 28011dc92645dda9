"""Things of birthdays, Christmas and Halloween."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.parts import (
    DARK,
    GOLD,
    PARTY,
    WHITE,
    arc,
    blob,
    bow,
    flame,
    lathe,
    leaf,
    lit_side,
    pick,
)
from photoclip.scenes.pen import Look, Pen

GLOWING: RGB = (1.0, 0.78, 0.22)
COLOURFUL = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "white")


def _balloon(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w = float(rng.uniform(0.34, 0.38))
    y = 0.98
    t = np.linspace(0, 1, 14)
    wave, phase = rng.uniform(0.02, 0.06), rng.uniform(0, 6)
    string = [(wave * np.sin(7 * v + phase) * v, 0.52 * (1 - v)) for v in t]
    pen.line(string, 0.016, (0.88, 0.88, 0.86))
    pen.poly([(0, 0.56), (0.055, 0.485), (-0.055, 0.485)], scale(c, 0.75))
    half = [(0.06, 0.565), (w * 0.72, 0.74), (w, y + 0.04), (w * 0.74, 1.30)]
    outline = [(0, 0.55), *half, (0, 1.40), *((-a, b) for a, b in reversed(half))]
    pen.smooth(outline, c, 0.8)
    s = 1 if lit_side(pen) > 0 else -1
    shine = mix(c, (1, 1, 1), 0.75)
    pen.ellipse(0.17 * s, 1.20, 0.05, 0.10, shine, angle=28 * s)
    pen.disc(0.22 * s, 1.05, 0.022, shine)


def _gift(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    options = [
        p for p in (*PARTY, WHITE, GOLD) if sum(abs(a - b) for a, b in zip(p, c, strict=True)) > 0.8
    ]
    ribbon = jitter(rng, pick(rng, options), 0.06)
    w = float(rng.uniform(0.40, 0.47))
    h = float(rng.uniform(0.42, 0.66))
    split = float(rng.uniform(-0.02, 0.16))
    rise = 0.10
    lid = h + 0.13
    s = lit_side(pen)
    left, right = (1.05, 0.72) if s < 0 else (0.72, 1.05)
    pen.poly([(-w, rise * 0.7), (split, 0), (split, h), (-w, h + rise * 0.4)], scale(c, left))
    pen.poly([(split, 0), (w, rise), (w, h + rise * 0.6), (split, h)], scale(c, right))
    if rng.uniform() < 0.5:
        dot = mix(c, ribbon, 0.55)
        for _ in range(14):
            x = rng.uniform(-w * 0.9, w * 0.9)
            pen.disc(x, rng.uniform(0.14, h - 0.04), 0.026, dot)
    for a, b, lift in ((-w, split, 0.7), (split, w, 1.0)):
        m, d = (a + b) / 2, (b - a) * 0.13
        y = rise * 0.5 * lift
        k = left if a < split - 1e-6 else right
        pen.poly([(m - d, y), (m + d, y), (m + d, h + 0.03), (m - d, h + 0.03)], scale(ribbon, k))
    e = 0.035
    pen.poly(
        [(-w - e, h), (split, h - 0.06), (split, lid - 0.02), (-w - e, lid + 0.05)],
        scale(c, left * 1.06),
    )
    pen.poly(
        [(split, h - 0.06), (w + e, h + 0.01), (w + e, lid + 0.06), (split, lid - 0.02)],
        scale(c, right * 1.06),
    )
    back = (-split, lid + 0.17)
    pen.poly([(-w - e, lid + 0.05), (split, lid - 0.02), (w + e, lid + 0.06), back], scale(c, 1.18))
    for a, b in ((-w - e, split), (split, w + e)):
        m, d = (a + b) / 2, (b - a) * 0.13
        k = left if a < split - 1e-6 else right
        pen.poly(
            [(m - d, h - 0.04), (m + d, h - 0.04), (m + d, lid + 0.03), (m - d, lid + 0.03)],
            scale(ribbon, k),
        )
        far = ((-w - e + w + e + back[0]) / 2 - m * 0.5, lid + 0.11)
        pen.poly(
            [(m - d, lid + 0.02), (m + d, lid + 0.02), (far[0] + d, far[1]), (far[0] - d, far[1])],
            ribbon,
        )
    bow(pen, 0.0, lid + 0.10, float(rng.uniform(0.27, 0.33)), ribbon)


def _christmas_tree(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    pen.rect(-0.05, 0.06, 0.05, 0.25, (0.36, 0.24, 0.14))
    pot = pick(rng, ((0.75, 0.12, 0.12), (0.55, 0.36, 0.20), (0.85, 0.85, 0.84)))
    pen.poly([(-0.13, 0.12), (0.13, 0.12), (0.09, 0.0), (-0.09, 0.0)], pot, 0.5)
    tiers = int(rng.integers(4, 6))
    w0 = float(rng.uniform(0.40, 0.46))
    for k in range(tiers):
        y0 = 0.15 + 0.80 * k / tiers
        y1 = min(1.20, y0 + 1.25 / tiers)
        w = w0 * (1 - 0.82 * k / tiers)
        n = 9
        x = np.linspace(-w, w, n)
        low = y0 + 0.06 * np.abs(x / w) + rng.uniform(-0.02, 0.02, n) - 0.03 * (np.arange(n) % 2)
        points = np.vstack([np.stack([x, low], 1), [(0.03, y1), (-0.03, y1)]])
        pen.poly(points, scale(c, 0.8 + 0.07 * k), 0.55)
    for k in range(3 if rng.uniform() < 0.7 else 0):
        y = 0.34 + 0.26 * k
        w = w0 * (1.14 - y) * 1.06
        x = np.linspace(-w, w, 9)
        band = np.stack([x, y - 0.05 * (1 - (x / w) ** 2) + 0.10 * x], 1)
        pen.line(band, 0.022, (0.93, 0.80, 0.35))
    for _ in range(int(rng.integers(14, 22))):
        y = rng.uniform(0.20, 1.02)
        u = rng.uniform(-0.9, 0.9) * w0 * (1.16 - y)
        pen.disc(u, y, rng.uniform(0.028, 0.042), pick(rng, PARTY), 0.8)
    for _ in range(26):
        y = rng.uniform(0.20, 1.12)
        u = rng.uniform(-0.95, 0.95) * w0 * (1.18 - y)
        pen.disc(u, y, 0.014, (1.0, 0.95, 0.66), emit=True)
    a = np.deg2rad(90 + 36 * np.arange(10))
    r = np.where(np.arange(10) % 2 == 0, 0.11, 0.047)
    star = np.stack([r * np.cos(a), 1.20 + r * np.sin(a)], axis=1)
    pen.poly(star, (1.0, 0.84, 0.25), emit=True)


def _snowman(pen: Pen, look: Look) -> None:
    rng = look.rng
    snow: RGB = (0.95, 0.97, 1.0)
    accent = pick(rng, PARTY)
    big = float(rng.uniform(0.29, 0.33))
    mid = float(rng.uniform(0.20, 0.23))
    head = float(rng.uniform(0.145, 0.17))
    y1, y2 = big * 0.95, big * 1.75 + mid * 0.75
    y3 = y2 + mid * 0.75 + head * 0.85
    for s in (-1, 1):
        lift = rng.uniform(0.0, 0.22)
        hand = (0.46 * s, y2 + lift)
        pen.line([(0.14 * s, y2 + 0.03), hand], 0.026, (0.36, 0.24, 0.14))
        for d in (-0.05, 0.06):
            pen.line(
                [(0.39 * s, y2 + lift * 0.8), (0.47 * s, y2 + lift + d)], 0.018, (0.36, 0.24, 0.14)
            )
    for y, r in ((y1, big), (y2, mid), (y3, head)):
        pen.smooth(blob(rng, 14, 0.02) * r + (0, y), snow, 0.75)
    for y in np.linspace(y1 + big * 0.25, y2 + mid * 0.35, int(rng.integers(3, 5))):
        pen.disc(0.0, float(y), 0.024, DARK)
    pen.rect(-head * 0.92, y3 - head - 0.02, head * 0.92, y3 - head + 0.06, accent, 0.4, 0.035)
    s = int(rng.choice((-1, 1)))
    pen.poly(
        [(0.04 * s, y3 - head), (0.13 * s, y3 - head), (0.17 * s, y2 - 0.1), (0.07 * s, y2 - 0.08)],
        scale(accent, 0.85),
    )
    for x in (-0.055, 0.055):
        pen.disc(x, y3 + 0.045, 0.021, DARK)
    for x in np.linspace(-0.07, 0.07, 5):
        pen.disc(float(x), y3 - 0.085 + 4.5 * float(x) ** 2, 0.011, DARK)
    pen.poly([(0, y3 + 0.025), (0.17 * s, y3 - 0.02), (0, y3 - 0.03)], (0.96, 0.48, 0.10))
    top = y3 + head * 0.72
    if rng.uniform() < 0.65:
        pen.rect(-0.19, top, 0.19, top + 0.035, DARK)
        pen.rect(-0.12, top, 0.12, top + 0.20, DARK, 0.5)
        pen.rect(-0.12, top + 0.03, 0.12, top + 0.07, accent)
    else:
        pen.poly(np.vstack([arc(0, top, 0.15, 0.17, 0, 180), [(-0.15, top)]]), accent, 0.6)
        pen.rect(-0.16, top - 0.02, 0.16, top + 0.04, scale(accent, 1.2), 0.3, 0.02)
        pen.disc(0, top + 0.18, 0.05, WHITE, 0.6)


def _pumpkin(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    h = float(rng.uniform(0.36, 0.42))
    cy = h + 0.01
    w = float(rng.uniform(0.46, 0.52))
    for x in (0.78, -0.78, 0.5, -0.5, 0.22, -0.22, 0.0):
        tone = scale(c, 0.82 + 0.2 * (1 - abs(x)))
        pen.ellipse(x * w * 0.72, cy, w * 0.44, h * (1 - 0.13 * x * x), tone, 0.5)
    lean = float(rng.uniform(-0.1, 0.1))
    stem = [
        (-0.07, 2 * h - 0.04),
        (-0.04 + lean, 2 * h + 0.12),
        (0.05 + lean, 2 * h + 0.14),
        (0.07, 2 * h - 0.04),
    ]
    pen.poly(stem, (0.36, 0.42, 0.14), 0.5)
    fire = mix(GLOWING, (1.0, 0.55, 0.1), float(rng.uniform(0, 0.7)))
    ex, ey = float(rng.uniform(0.17, 0.22)), cy + 0.09
    round_eyes = rng.uniform() < 0.3
    slant = float(rng.uniform(-0.05, 0.05))
    for s in (-1, 1):
        if round_eyes:
            pen.ellipse(ex * s, ey + 0.03, 0.075, 0.085, scale(c, 0.45))
            pen.ellipse(ex * s, ey + 0.025, 0.06, 0.07, fire, emit=True)
            continue
        eye = np.array(
            [((ex - 0.10) * s, ey), ((ex + 0.09) * s, ey), ((ex + slant) * s, ey + 0.16)]
        )
        pen.poly((eye - eye.mean(0)) * 1.25 + eye.mean(0), scale(c, 0.45))
        pen.poly(eye, fire, emit=True)
    pen.poly([(-0.045, cy - 0.03), (0.045, cy - 0.03), (0, cy + 0.05)], fire, emit=True)
    n = 11
    mw = float(rng.uniform(0.27, 0.33))
    across = np.linspace(-mw, mw, n)
    bend = 0.12 * (1 - (across / mw) ** 2)
    tooth = 0.045 * (np.arange(n) % 2)
    up = np.stack([across, cy - 0.07 - bend * 0.6 - tooth * 0.9], 1)
    low = np.stack([across, cy - 0.09 - bend * 1.5 - 0.045 + tooth], 1)
    low[0], low[-1] = up[0], up[-1]
    mouth = np.vstack([up, low[::-1]])
    pen.poly((mouth - mouth.mean(0)) * 1.1 + mouth.mean(0), scale(c, 0.45))
    pen.poly(mouth, fire, emit=True)


def _candle(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    r = float(rng.uniform(0.14, 0.20))
    h = float(rng.uniform(0.56, 0.72))
    kind = rng.uniform()
    y = 0.06
    if kind < 0.55:
        dish = GOLD if rng.uniform() < 0.6 else (0.75, 0.76, 0.78)
        pen.ellipse(0, 0.075, r + 0.14, 0.075, scale(dish, 0.7))
        pen.ellipse(0, 0.09, r + 0.14, 0.07, dish, 0.3)
        y = 0.095
    lathe(pen, [(y, r), (y + h, r)], c, tilt=0.26, strength=0.55)
    top = y + h
    for _ in range(int(rng.integers(2, 5))):
        x = rng.uniform(-0.8, 0.8) * r
        drip = rng.uniform(0.1, 0.35)
        pen.limb((x, top), (x, top - drip), 0.05, 0.06, scale(c, 1.06), 0.3)
    pen.ellipse(0, top, r, r * 0.26, scale(c, 1.15))
    pen.ellipse(0, top - 0.004, r * 0.72, r * 0.17, mix(c, (1.0, 0.86, 0.5), 0.55), emit=True)
    pen.line([(0, top), (0.006, top + 0.06)], 0.016, DARK)
    flame(pen, 0.0, top + 0.035, float(rng.uniform(0.22, 0.30)))


def _wreath(pen: Pen, look: Look) -> None:
    """Present for wreaths of fir twigs with berries and a bow."""
    rng = look.rng
    c = look.colour
    cy, r = 0.5, 0.36
    for k in range(46):
        a = k * 2.4
        d = r + rng.uniform(-0.07, 0.07)
        lean = np.rad2deg(a) + 90 + rng.uniform(-50, 50)
        leaf(pen, d * np.cos(a), cy + d * np.sin(a), 0.17, lean, scale(c, rng.uniform(0.7, 1.25)))
    for _ in range(14):
        a, d = rng.uniform(0, 6.28), r + rng.uniform(-0.06, 0.06)
        pen.disc(d * np.cos(a), cy + d * np.sin(a), 0.03, (0.85, 0.10, 0.10), 0.8)
    bow(pen, 0, cy - r + 0.02, 0.22, (0.80, 0.08, 0.10))


FESTIVE: tuple[Concept, ...] = (
    Concept(
        "balloon",
        "a balloon",
        plural="balloons",
        synonyms=("party balloon", "toy balloon"),
        colours=COLOURFUL,
        settings=("sky", "grass", "room", "studio", "beach", "street"),
        times=("day", "golden", "dusk"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3, 5),
        default=(0.85, 0.15, 0.30),
        box=(0.80, 1.42),
        draw=_balloon,
        stand="air",
        tilt=6.0,
        relief=0.25,
        fur=0.0,
    ),
    Concept(
        "gift box",
        "a gift box with a ribbon",
        plural="gift boxes",
        synonyms=("gift", "present", "box"),
        colours=COLOURFUL,
        settings=("table", "room", "studio", "snow"),
        times=("day", "golden", "dusk"),
        weathers=("clear", "cloudy", "snow"),
        counts=(1, 2, 3, 5),
        default=(0.80, 0.12, 0.14),
        box=(1.04, 1.05),
        draw=_gift,
        tilt=1.0,
        relief=0.25,
        fur=0.02,
    ),
    Concept(
        "christmas tree",
        "a decorated christmas tree",
        plural="christmas trees",
        synonyms=("decorated tree", "christmas decoration"),
        settings=("room", "snow", "street", "studio"),
        weathers=("clear", "snow", "cloudy"),
        default=(0.10, 0.36, 0.15),
        box=(0.96, 1.32),
        bulk=1.5,
        draw=_christmas_tree,
        tilt=1.0,
        fur=0.14,
        glow=(0.65, 0.40, 0.16, (1.0, 0.82, 0.45)),
    ),
    Concept(
        "snowman",
        "a snowman",
        plural="snowmen",
        synonyms=("figure of snow",),
        settings=("snow",),
        weathers=("clear", "cloudy", "snow", "fog"),
        counts=(1, 2, 3),
        default=(0.95, 0.97, 1.0),
        box=(1.0, 1.28),
        bulk=1.2,
        draw=_snowman,
        tilt=2.0,
        fur=0.06,
    ),
    Concept(
        "pumpkin",
        "a carved pumpkin",
        plural="pumpkins",
        synonyms=("jack-o'-lantern", "halloween pumpkin", "halloween decoration"),
        settings=("grass", "forest", "street", "table", "studio"),
        weathers=("clear", "fog", "cloudy"),
        counts=(1, 2, 3, 5),
        default=(0.93, 0.46, 0.07),
        box=(1.08, 0.98),
        draw=_pumpkin,
        tilt=3.0,
        fur=0.06,
        glow=(0.38, 0.40, 0.32, (1.0, 0.62, 0.18)),
    ),
    Concept(
        "candle",
        "a burning candle",
        plural="candles",
        synonyms=("burning candle", "lit candle", "candlelight"),
        colours=("white", "red", "green", "blue", "purple", "pink", "yellow"),
        settings=("table", "room", "studio"),
        counts=(1, 2, 3, 5),
        default=(0.95, 0.92, 0.84),
        box=(0.72, 1.10),
        draw=_candle,
        tilt=1.0,
        relief=0.3,
        fur=0.03,
        glow=(0.86, 0.34, 0.38, (1.0, 0.72, 0.34)),
    ),
    Concept(
        "christmas wreath",
        "a christmas wreath",
        plural="christmas wreaths",
        synonyms=("wreath", "christmas decoration"),
        settings=("room", "studio"),
        default=(0.14, 0.40, 0.16),
        box=(1.06, 1.04),
        draw=_wreath,
        stand="air",
        tilt=4.0,
        fur=0.12,
    ),
)
