"""Things people use."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.parts import CREAM, DARK, GOLD, PARTY, STEEL, WHITE, against, pick
from photoclip.scenes.pen import Look, Pen
from photoclip.scenes.wear import WEAR

INK: RGB = (0.24, 0.24, 0.27)


def _camera(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    h = float(rng.uniform(0.56, 0.64))
    w = 0.56
    retro = rng.uniform() < 0.5
    top = STEEL if retro else scale(c, 1.1)
    pen.poly([(-0.18, h - 0.02), (0.18, h - 0.02), (0.12, h + 0.15), (-0.12, h + 0.15)], top, 0.3)
    pen.rect(0.30, h - 0.02, 0.46, h + 0.06, scale(STEEL, 0.9), 0.3, 0.015)
    pen.rect(-0.46, h - 0.02, -0.30, h + 0.045, scale(STEEL, 0.75), 0.3, 0.015)
    pen.rect(-w, 0.0, w, h, c, 0.35, 0.06)
    if retro:
        pen.rect(-w, h - 0.14, w, h, top, 0.2, 0.05)
        pen.rect(-w, 0.0, w, 0.07, top, 0.2, 0.03)
    else:
        pen.rect(-w, 0.02, -0.34, h - 0.03, scale(c, 0.75), 0.5, 0.08)
    pen.rect(0.28, h - 0.115, 0.45, h - 0.03, (0.72, 0.80, 0.86), 0.2, 0.01)
    y, r = h * 0.45, float(rng.uniform(0.25, 0.29))
    rings = (
        (1.0, STEEL if retro else (0.16, 0.16, 0.17)),
        (0.86, (0.07, 0.07, 0.08)),
        (0.66, (0.22, 0.22, 0.24)),
        (0.58, (0.05, 0.06, 0.10)),
        (0.40, (0.14, 0.16, 0.34)),
        (0.20, (0.30, 0.22, 0.45)),
    )
    for k, tone in rings:
        pen.disc(0, y, r * k, tone, 0.4)
    pen.ellipse(-0.08, y + 0.09, 0.05, 0.03, (0.85, 0.88, 0.95), angle=35)
    pen.disc(-0.42, h - 0.075, 0.028, (0.85, 0.12, 0.10))


def _phone(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w, h = float(rng.uniform(0.26, 0.29)), 1.06
    pen.rect(-w - 0.012, 0.0, w + 0.012, h, scale(c, 0.7), 0.0, 0.08)
    pen.rect(-w, 0.008, w, h - 0.008, c, 0.0, 0.075)
    a, b = pick(rng, PARTY), pick(rng, PARTY)
    x0, y0, y1 = -w + 0.03, 0.045, h - 0.045
    for k in range(10):
        u, v = y0 + (y1 - y0) * k / 10, y0 + (y1 - y0) * (k + 1) / 10
        pen.rect(x0, u, -x0, v + 0.004, mix(scale(a, 0.8), mix(b, WHITE, 0.35), k / 9), emit=True)
    pen.rect(-0.07, h - 0.085, 0.07, h - 0.055, DARK, 0.0, 0.015)
    step = (2 * w - 0.06) / 4
    rows = int(rng.integers(3, 6))
    for j in range(rows + 1):
        y = 0.085 if j == rows else h - 0.20 - 0.135 * j
        for i in range(4):
            x = x0 + step * (i + 0.5)
            tone = jitter(rng, pick(rng, (*PARTY, WHITE, CREAM)), 0.1)
            pen.rect(x - 0.043, y - 0.043, x + 0.043, y + 0.043, tone, 0.0, 0.018, emit=True)
    pen.rect(w + 0.008, 0.68, w + 0.024, 0.80, scale(c, 0.6))


def _laptop(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w, hinge = 0.56, 0.25
    top = float(rng.uniform(0.90, 0.98))
    pen.rect(-w, hinge, w, top, scale(c, 0.85), 0.0, 0.035)
    pen.rect(-w + 0.02, hinge + 0.02, w - 0.02, top - 0.02, DARK, 0.0, 0.02)
    x0, x1, y0, y1 = -w + 0.045, w - 0.045, hinge + 0.06, top - 0.05
    _screen(pen, rng, x0, x1, y0, y1)
    front = 0.72
    pen.poly([(-w, hinge), (w, hinge), (front, 0.05), (-front, 0.05)], c)
    pen.poly(
        [(-front, 0.05), (front, 0.05), (front - 0.02, 0.0), (-front + 0.02, 0.0)], scale(c, 0.62)
    )
    keys = against(c, (0.78, 0.78, 0.80), (0.20, 0.20, 0.22))
    for j in range(4):
        u = hinge - 0.025 - 0.028 * j
        spread = 0.50 + 0.025 * j
        n = 13
        for i in range(n):
            a = -spread + 2 * spread * i / n
            d = 2 * spread / n * 0.82
            pen.poly([(a, u), (a + d, u), (a + d, u - 0.02), (a, u - 0.02)], keys)
    pen.poly([(-0.14, 0.12), (0.14, 0.12), (0.16, 0.065), (-0.16, 0.065)], scale(c, 0.82))


def _screen(pen: Pen, rng: np.random.Generator, x0: float, x1: float, y0: float, y1: float) -> None:
    """Lit computer screen: a landscape, a page or a window with code."""
    kind = rng.uniform()
    w, h = x1 - x0, y1 - y0
    if kind < 0.4:
        pen.rect(x0, y0, x1, y1, (0.45, 0.70, 0.95), emit=True)
        peak = x0 + w * rng.uniform(0.3, 0.7)
        pen.poly(
            [(x0, y0), (x0, y0 + h * 0.3), (peak, y0 + h * 0.75), (x1, y0 + h * 0.25), (x1, y0)],
            (0.30, 0.42, 0.58),
            emit=True,
        )
        pen.poly(
            [(x0, y0), (x0, y0 + h * 0.2), (x1, y0 + h * 0.32), (x1, y0)],
            (0.22, 0.50, 0.28),
            emit=True,
        )
        return
    dark = kind > 0.7
    pen.rect(x0, y0, x1, y1, (0.12, 0.14, 0.20) if dark else (0.95, 0.96, 0.98), emit=True)
    pen.rect(
        x0, y1 - h * 0.12, x1, y1, pick(rng, PARTY) if not dark else (0.22, 0.25, 0.34), emit=True
    )
    for k in range(7):
        y = y1 - h * (0.24 + 0.105 * k)
        left = x0 + w * (0.06 + (0.06 * int(rng.integers(0, 3)) if dark else 0.0))
        tone = pick(rng, PARTY) if dark else (0.55, 0.58, 0.64)
        pen.line([(left, y), (left + w * rng.uniform(0.2, 0.45), y)], 0.018, tone, emit=True)
    if not dark:
        pen.rect(
            x0 + w * 0.62, y0 + h * 0.2, x1 - w * 0.06, y0 + h * 0.72, pick(rng, PARTY), emit=True
        )


def _key(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    edge = scale(c, 0.6)
    old = rng.uniform() < 0.45
    y = 0.26
    for dx, tone in ((0.012, edge), (0.0, c)):
        p = pen.at(dx, y - dx)
        p.limb((-0.20, 0), (0.58, 0), 0.10, 0.10, tone, 0.4)
        for k in range(3 if not old else 2):
            x = 0.26 + (0.13 if not old else 0.20) * k
            d = 0.10 + (0.05 * ((k + 1) % 2) if not old else 0.10)
            p.rect(x, -d - 0.03, x + (0.07 if not old else 0.11), 0.0, tone)
        if old:
            for lx, ly in ((-0.50, 0.0), (-0.36, 0.13), (-0.36, -0.13)):
                p.ring(lx, ly, 0.10, 0.065, tone)
        else:
            p.smooth(
                [
                    (-0.20, 0.09),
                    (-0.34, 0.24),
                    (-0.54, 0.21),
                    (-0.62, 0),
                    (-0.54, -0.21),
                    (-0.34, -0.24),
                    (-0.20, -0.09),
                ],
                tone,
                0.4,
            )
    if not old:
        pen.disc(-0.46, y, 0.075, (0, 0, 0), alpha=0.0)
        pen.ring(-0.46, y, 0.085, 0.02, edge)
    pen.line([(-0.14, y + 0.025), (0.56, y + 0.025)], 0.016, mix(c, (1, 1, 1), 0.5))


def _scissors(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    spread = float(rng.uniform(12, 24))
    for s in (-1, 1):
        p = pen.at(0, 0.50, 1.0, spread * s, flip=s < 0)
        blade = [(-0.045, 0.0), (0.045, 0.04), (0.055, 0.30), (0.0, 0.62), (-0.02, 0.4)]
        p.poly(blade, scale(STEEL, 1.05 if s > 0 else 0.85), 0.3)
        p.limb((0.0, 0.05), (0.04, -0.20), 0.09, 0.10, c)
        a = np.linspace(0, 2 * np.pi, 33)
        loop = np.stack([0.085 + 0.105 * np.cos(a), -0.30 + 0.15 * np.sin(a)], axis=1)
        p.line(loop, 0.085, scale(c, 0.75))
        p.line(loop + np.array([0.0, 0.008]), 0.06, c)
    pen.disc(0, 0.50, 0.032, (0.40, 0.41, 0.43))


def _book(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    if look.name is None and rng.uniform() < 0.6:
        _open_book(pen, look)
        return
    w, h, d = (
        float(rng.uniform(0.58, 0.68)),
        float(rng.uniform(0.88, 0.98)),
        float(rng.uniform(0.07, 0.14)),
    )
    x0 = -(w + d) / 2
    x1 = x0 + d
    x2 = x1 + w
    pen.poly([(x1, h), (x2, h + 0.05), (x2 - d, h + 0.12), (x0, h + 0.06)], (0.93, 0.90, 0.82))
    for k in range(3):
        t = 0.25 + 0.25 * k
        pen.line(
            [(x1 - d * t, h + 0.06 * t), (x2 - d * t, h + 0.05 + 0.07 * t)],
            0.008,
            (0.72, 0.69, 0.62),
        )
    pen.poly([(x0, 0.06), (x1, 0.0), (x1, h), (x0, h + 0.06)], scale(c, 0.62))
    pen.poly([(x1, 0.0), (x2, 0.05), (x2, h + 0.05), (x1, h)], c)
    ink = against(c, (0.97, 0.92, 0.75), (0.25, 0.20, 0.40))

    def on(u: float, v: float) -> tuple[float, float]:
        """A point of the cover from its fractions across and up."""
        return (x1 + w * u, 0.05 * u + h * v)

    pen.line([on(0.05, 0.03), on(0.05, 0.97)], 0.014, scale(c, 0.7))
    for v, a, b in ((0.84, 0.16, 0.92), (0.75, 0.26, 0.82)):
        pen.line([on(a, v), on(b, v)], 0.045, ink)
    if rng.uniform() < 0.5:
        m = on(0.54, 0.42)
        pen.disc(m[0], m[1], 0.14, ink, 0.2)
        pen.disc(m[0], m[1], 0.085, scale(c, 0.8))
    else:
        frame = [on(0.2, 0.22), on(0.88, 0.22), on(0.88, 0.62), on(0.2, 0.62)]
        pen.poly(frame, pick(rng, (*PARTY, CREAM)))
        pen.poly([on(0.2, 0.22), on(0.54, 0.5), on(0.88, 0.22)], ink)
    pen.line([on(0.36, 0.09), on(0.72, 0.09)], 0.025, ink)
    for v in (0.80, 0.72, 0.16):
        pen.line([(x0 + 0.02, h * v + 0.05), (x1 - 0.02, h * v + 0.01)], 0.022, ink)


def _open_book(pen: Pen, look: Look) -> None:
    rng = look.rng
    for s in (-1, 1):
        cover = [(0, 0.04), (0.66 * s, 0.14), (0.56 * s, 0.62), (0, 0.52)]
        pen.poly(cover, scale(look.colour, 0.8))
        t = np.linspace(0, 1, 9)
        rise = 0.08 * np.sin(t * np.pi * 0.8)
        near = np.stack([0.62 * s * t, 0.07 + 0.07 * t + rise], axis=1)
        far = np.stack([0.53 * s * t, 0.52 + 0.06 * t + rise], axis=1)
        pen.poly(np.vstack([near - (0, 0.03), far[::-1]]), scale(CREAM, 0.75))
        pen.poly(
            np.vstack([near, far[::-1]]), scale(WHITE, 1.0 if s * pen.light.side < 0 else 0.93)
        )
        for k in range(9):
            v = 0.90 - 0.095 * k
            line = near + (far - near) * v
            end = 8 if rng.uniform() < 0.8 else 6
            pen.line(line[1:end], 0.012, (0.36, 0.36, 0.38))
    pen.line([(0, 0.07), (0, 0.52)], 0.018, (0.60, 0.57, 0.52))


def _sheet(pen: Pen, w: float, h: float, c: RGB, torn: float) -> None:
    """Sheet of paper with its shadow; `torn` is the depth of its jagged ends."""
    n = 17
    x = np.linspace(-w, w, n)
    edge = torn * (np.arange(n) % 2)
    outline = np.vstack([np.stack([x, edge], 1), np.stack([x, h - edge], 1)[::-1]])
    pen.poly(outline + np.array([0.012, -0.008]), (0.62, 0.62, 0.62))
    pen.poly(outline, c)


def _receipt(pen: Pen, look: Look) -> None:
    rng = look.rng
    w = float(rng.uniform(0.23, 0.27))
    h = 1.06
    _sheet(pen, w, h, look.colour, 0.022)
    m = w * 0.80
    y = h - 0.11
    pen.rect(-m * 0.75, y - 0.025, m * 0.75, y + 0.04, INK)
    pen.line([(-m * 0.5, y - 0.06), (m * 0.5, y - 0.06)], 0.014, INK)
    y -= 0.09
    for _ in range(int(rng.integers(7, 11))):
        y -= 0.050
        pen.line([(-m, y), (-m + m * rng.uniform(0.5, 1.1), y)], 0.019, INK)
        pen.line([(m - rng.uniform(0.07, 0.11), y), (m, y)], 0.019, INK)
    y -= 0.045
    for k in range(9):
        u = -m + 2 * m * k / 9
        pen.rect(u, y, u + m * 0.13, y + 0.010, INK)
    pen.rect(-m, y - 0.075, -m * 0.2, y - 0.03, INK)
    pen.rect(m * 0.35, y - 0.075, m, y - 0.03, INK)
    u = -m
    while u < m - 0.03:
        d = float(rng.choice((0.010, 0.018, 0.028)))
        pen.rect(u, 0.06, u + d, 0.17, DARK)
        u += d + float(rng.choice((0.012, 0.02)))


def _document(pen: Pen, look: Look) -> None:
    rng = look.rng
    w = float(rng.uniform(0.37, 0.41))
    h = 1.04
    _sheet(pen, w, h, look.colour, 0.0)
    m = w * 0.78
    accent = pick(rng, (*PARTY, INK)) if rng.uniform() < 0.5 else INK
    y = h - 0.12
    pen.rect(-m, y - 0.012, -m + m * rng.uniform(0.9, 1.6), y + 0.045, accent)
    y -= 0.05
    chart = rng.uniform()
    while y > 0.14:
        y -= 0.042
        if chart < 0.45 and 0.42 < y < 0.62:
            _table(pen, m, y - 0.2, y, accent)
            y -= 0.24
            chart = 1.0
            continue
        short = rng.uniform() < 0.2
        end = m * (rng.uniform(-0.4, 0.6) if short else 1.0)
        pen.line([(-m, y), (end, y)], 0.016, (0.38, 0.38, 0.40))
        y -= 0.03 if short else 0.0
    if rng.uniform() < 0.5:
        t = np.linspace(0, 1, 12)
        wave = 0.08 + 0.03 * np.sin(t * 22) * (1 - t * 0.6)
        sign = np.stack([m * (0.2 + 0.7 * t), wave], axis=1)
        pen.line(sign, 0.012, (0.10, 0.15, 0.55))


def _table(pen: Pen, m: float, y0: float, y1: float, accent: RGB) -> None:
    """Ruled table on a page."""
    pen.rect(-m, y1 - 0.05, m, y1, mix(accent, WHITE, 0.4))
    for k in range(5):
        y = y0 + (y1 - y0) * k / 4
        pen.line([(-m, y), (m, y)], 0.009, INK)
    for k in range(4):
        u = -m + 2 * m * k / 3
        pen.line([(u, y0), (u, y1)], 0.009, INK)


CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "camera",
        "a camera",
        "cameras",
        ("photo camera", "device"),
        ("black", "brown", "red", "blue"),
        settings=("table", "studio"),
        counts=(1, 2),
        default=DARK,
        box=(1.18, 0.80),
        draw=_camera,
        tilt=3.0,
        relief=0.35,
        fur=0.04,
    ),
    Concept(
        "phone",
        "a phone",
        "phones",
        ("smartphone", "mobile phone", "device"),
        ("black", "white", "pink", "red", "blue"),
        settings=("table", "studio"),
        counts=(1, 2, 3),
        default=DARK,
        box=(0.64, 1.08),
        draw=_phone,
        tilt=9.0,
        flips=False,
        relief=0.2,
        fur=0.0,
    ),
    Concept(
        "laptop",
        "a laptop computer",
        "laptop computers",
        ("computer", "laptop computer", "notebook computer"),
        ("grey", "black", "white"),
        settings=("table", "studio"),
        default=(0.72, 0.73, 0.75),
        box=(1.48, 1.0),
        bulk=1.1,
        draw=_laptop,
        tilt=1.0,
        flips=False,
        relief=0.2,
        fur=0.0,
    ),
    Concept(
        "key",
        "a key",
        "keys",
        ("door key",),
        ("yellow", "grey", "brown"),
        settings=("table", "studio"),
        counts=(1, 2, 3),
        default=GOLD,
        box=(1.36, 0.60),
        draw=_key,
        tilt=35.0,
        relief=0.5,
        fur=0.04,
    ),
    Concept(
        "scissors",
        "a pair of scissors",
        None,
        ("tool", "cutting tool"),
        ("red", "blue", "green", "black", "orange", "pink", "yellow"),
        settings=("table", "studio"),
        default=(0.82, 0.15, 0.12),
        box=(0.80, 1.20),
        draw=_scissors,
        tilt=40.0,
        relief=0.35,
        fur=0.0,
    ),
    Concept(
        "book",
        "a book",
        "books",
        ("volume",),
        ("red", "blue", "green", "brown", "black", "purple", "yellow", "orange"),
        settings=("table", "studio", "room"),
        counts=(1, 2, 3),
        default=(0.45, 0.16, 0.14),
        box=(1.34, 1.12),
        draw=_book,
        tilt=3.0,
        flips=False,
        relief=0.25,
        fur=0.04,
    ),
    Concept(
        "document",
        "a printed document",
        "printed documents",
        ("sheet of paper", "printed text", "page", "letter"),
        settings=("table", "studio"),
        counts=(1, 2, 3),
        default=WHITE,
        box=(0.92, 1.08),
        draw=_document,
        tilt=8.0,
        flips=False,
        relief=0.1,
        fur=0.02,
    ),
    Concept(
        "receipt",
        "a paper receipt",
        "receipts",
        ("bill", "till receipt", "printed text", "paper"),
        settings=("table", "studio"),
        counts=(1, 2),
        default=WHITE,
        box=(0.60, 1.08),
        draw=_receipt,
        tilt=8.0,
        flips=False,
        relief=0.1,
        fur=0.02,
    ),
    *WEAR,
)
