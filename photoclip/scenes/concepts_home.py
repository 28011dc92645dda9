"""Household things."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.furniture import FURNITURE
from photoclip.scenes.light import jitter, mix, scale
from photoclip.scenes.parts import (
    CREAM,
    DARK,
    GOLD,
    LEAF,
    PARTY,
    STEEL,
    WHITE,
    WOOD,
    against,
    arc,
    brightness,
    lathe,
    leaf,
    pick,
)
from photoclip.scenes.pen import Look, Pen


def _bottle(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    r = float(rng.uniform(0.155, 0.19))
    neck = float(rng.uniform(0.055, 0.068))
    shoulder = float(rng.uniform(0.56, 0.68))
    h = 1.14
    y0 = 0.04
    long = float(rng.uniform(0.10, 0.24))
    profile = [
        (y0, r * 0.92),
        (y0 + 0.03, r),
        (shoulder, r),
        (shoulder + long * 0.4, r * 0.86),
        (shoulder + long * 0.8, neck * 1.3),
        (shoulder + long, neck),
        (h - 0.07, neck * 0.95),
    ]
    lathe(pen, profile, c, tilt=0.14, strength=0.8, gloss=0.45, alpha=0.97)
    cap = pick(rng, ((0.75, 0.10, 0.10), GOLD, DARK, (0.80, 0.80, 0.80)))
    lathe(pen, [(h - 0.09, neck * 1.15), (h, neck * 1.1)], cap, tilt=0.14)
    if rng.uniform() < 0.75:
        low, top = 0.20, shoulder - float(rng.uniform(0.06, 0.14))
        label = against(c, CREAM, pick(rng, PARTY))
        lathe(pen, [(low, r * 1.01), (top, r * 1.01)], label, tilt=0.14, strength=0.4)
        ink = pick(rng, PARTY) if brightness(label) > 0.7 else WHITE
        for k, y in enumerate((top - 0.10, top - 0.16, low + 0.04)):
            d = r * (0.62, 0.45, 0.5)[k]
            pen.line([(-d, y - 0.006), (0, y - 0.02), (d, y - 0.006)], (0.045, 0.02, 0.02)[k], ink)


def _clock(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    r, y = 0.42, 0.50
    metal = GOLD if brightness(c) < 0.5 and rng.uniform() < 0.5 else STEEL
    for s in (-1, 1):
        pen.limb((0.20 * s, 0.2), (0.32 * s, 0.03), 0.08, 0.06, metal, 0.4)
    if rng.uniform() < 0.7:
        for s in (-1, 1):
            p = pen.at(0.25 * s, y + r * 0.88, 1.0, -32 * s)
            p.poly(np.vstack([arc(0, 0, 0.16, 0.15, 0, 180), [(-0.16, 0)]]), metal, 0.7)
        pen.line(arc(0, y + r + 0.02, 0.12, 0.13, 0, 180, 9), 0.026, scale(metal, 0.7))
        pen.limb((0, y + r), (0, y + r + 0.09), 0.03, 0.05, scale(metal, 0.8))
    pen.disc(0, y, r, c, 0.5)
    pen.disc(0, y, r * 0.84, scale(c, 0.5))
    pen.disc(0, y, r * 0.815, (0.97, 0.96, 0.92))
    for k in range(12):
        a = np.pi / 6 * k
        d = np.array([np.sin(a), np.cos(a)]) * r
        width = 0.030 if k % 3 == 0 else 0.016
        start = 0.64 if k % 3 == 0 else 0.70
        mark = np.outer((start, 0.76), d) + np.array([0.0, y])
        pen.line(mark, width, DARK)
    hour, minute = rng.uniform(0, 12), rng.uniform(0, 2 * np.pi)
    for a, length, width in ((hour * np.pi / 6, 0.40, 0.042), (minute, 0.62, 0.028)):
        end = (np.sin(a) * r * length, y + np.cos(a) * r * length)
        pen.line([(-np.sin(a) * 0.04, y - np.cos(a) * 0.04), end], width, DARK)
    pen.disc(0, y, 0.026, (0.8, 0.12, 0.1))


def _lamp(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    foot = jitter(rng, pick(rng, (WOOD, STEEL, GOLD, DARK, WHITE)), 0.1)
    low = float(rng.uniform(0.56, 0.64))
    kind = rng.uniform()
    if kind < 0.4:
        body = [(0.05, 0.20), (0.08, 0.20), (0.10, 0.04), (low, 0.022)]
    elif kind < 0.75:
        wide = float(rng.uniform(0.14, 0.20))
        body = [
            (0.05, 0.13),
            (0.08, 0.12),
            (0.16, wide * 0.8),
            (0.27, wide),
            (0.40, wide * 0.55),
            (0.46, 0.04),
            (low, 0.03),
        ]
    else:
        body = [
            (0.05, 0.18),
            (0.09, 0.17),
            (0.11, 0.06),
            (0.20, 0.03),
            (0.26, 0.07),
            (0.32, 0.03),
            (0.42, 0.06),
            (0.48, 0.025),
            (low, 0.025),
        ]
    lathe(pen, body, foot, tilt=0.18, strength=0.6, gloss=0.3)
    r0 = float(rng.uniform(0.36, 0.42))
    r1 = r0 * float(rng.uniform(0.45, 0.85))
    top = 1.08
    warm = mix(c, (1.0, 0.90, 0.62), 0.30)
    n = 6
    for k in range(n):
        y0, y1 = low + (top - low) * k / n, low + (top - low) * (k + 1) / n
        a, b = r0 + (r1 - r0) * k / n, r0 + (r1 - r0) * (k + 1) / n
        near = 1 - abs((k + 0.5) / n - 0.42) * 0.8
        lathe(
            pen,
            [(y0, a), (y1 + 0.01, b)],
            scale(warm, 0.75 + 0.4 * near),
            tilt=0.10,
            strength=0.25,
            emit=True,
        )
    pen.ellipse(0, top, r1, r1 * 0.10, (1.0, 0.97, 0.82), emit=True)
    pen.line(arc(0, low, r0, r0 * 0.10, 180, 360), 0.02, scale(c, 0.8))


def _vase(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    blooms = int(rng.integers(6, 10))
    petal = pick(
        rng,
        [
            p
            for p in (*PARTY, WHITE, (0.98, 0.55, 0.20))
            if p != PARTY[3] and sum(abs(a - b) for a, b in zip(p, c, strict=True)) > 0.6
        ],
    )
    top = 0.46
    heads = []
    for k in range(blooms):
        a = np.pi * (0.08 + 0.84 * (k + 0.5) / blooms) + rng.uniform(-0.1, 0.1)
        d = rng.uniform(0.30, 0.52) if k % 2 else rng.uniform(0.42, 0.58)
        heads.append((0.82 * d * np.cos(a), top + 0.06 + d * np.sin(a)))
    for x, y in heads:
        pen.line([(0, top), (x * 0.45, top + (y - top) * 0.6), (x, y)], 0.018, LEAF)
        leaf(
            pen,
            x * 0.4,
            top + (y - top) * 0.5,
            0.18,
            rng.uniform(10, 60) if x > 0 else rng.uniform(120, 170),
        )
    for x, y in sorted(heads, key=lambda q: -q[1]):
        r = float(rng.uniform(0.095, 0.125))
        n = int(rng.integers(5, 8))
        tone = jitter(rng, petal, 0.12)
        for i in range(n):
            a = 2 * np.pi * i / n + rng.uniform(0, 0.4)
            pen.ellipse(
                x + 0.62 * r * np.cos(a),
                y + 0.62 * r * np.sin(a),
                r * 0.55,
                r * 0.42,
                scale(tone, 0.9 + 0.05 * (i % 3)),
                0.3,
                float(np.rad2deg(a)),
            )
        pen.disc(
            x,
            y,
            r * 0.34,
            (0.98, 0.80, 0.20) if petal[2] > 0.3 or petal[1] < 0.5 else (0.45, 0.25, 0.1),
            0.5,
        )
    t = np.linspace(0, 1, 9)
    fat = float(rng.uniform(0.06, 0.14))
    waist = float(rng.uniform(0.09, 0.14))
    radii = waist + fat * np.sin(np.pi * t ** float(rng.uniform(0.7, 1.4)))
    radii[-1] += 0.02
    profile = np.stack([0.04 + 0.44 * t, radii], axis=1)
    lathe(pen, profile, c, tilt=0.16, strength=0.6, gloss=0.45)
    if rng.uniform() < 0.4:
        lathe(pen, profile[4:6], against(c), tilt=0.16, strength=0.5)


CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "clock",
        "an alarm clock",
        "alarm clocks",
        ("alarm clock", "timepiece"),
        ("red", "blue", "green", "yellow", "pink", "black", "purple"),
        settings=("table", "studio"),
        counts=(1, 2, 3),
        default=(0.75, 0.14, 0.12),
        box=(0.98, 1.08),
        draw=_clock,
        tilt=3.0,
        flips=False,
        relief=0.3,
        fur=0.02,
    ),
    Concept(
        "lamp",
        "a table lamp",
        "lamps",
        ("table lamp", "light"),
        ("white", "red", "yellow", "green", "blue", "orange", "pink"),
        settings=("table", "room", "studio"),
        counts=(1, 2),
        default=(0.96, 0.90, 0.74),
        box=(0.88, 1.14),
        draw=_lamp,
        tilt=0.5,
        relief=0.2,
        fur=0.03,
        glow=(0.82, 0.60, 0.26, (1.0, 0.82, 0.50)),
    ),
    Concept(
        "vase",
        "a vase of flowers",
        "vases of flowers",
        ("flowers in a vase", "bouquet of flowers"),
        ("blue", "white", "green", "red", "purple", "black", "yellow"),
        settings=("table", "studio", "room"),
        counts=(1, 2),
        default=(0.25, 0.45, 0.70),
        box=(1.14, 1.18),
        draw=_vase,
        tilt=1.0,
        relief=0.35,
        fur=0.06,
    ),
    Concept(
        "bottle",
        "a bottle",
        "bottles",
        ("glass bottle", "drink"),
        ("green", "brown", "blue", "red", "white", "yellow"),
        settings=("table", "studio"),
        counts=(1, 2, 3, 5),
        default=(0.10, 0.36, 0.16),
        box=(0.46, 1.18),
        draw=_bottle,
        tilt=1.0,
        relief=0.25,
        fur=0.0,
    ),
    *FURNITURE,
)
