"""Settings that objects are put into."""

from __future__ import annotations

import numpy as np

from photoclip.scenes import noise
from photoclip.scenes.canvas import Canvas, rgb
from photoclip.scenes.light import RGB, mix, scale
from photoclip.scenes.pen import Pen

SETTINGS = (
    "grass",
    "beach",
    "street",
    "snow",
    "desert",
    "forest",
    "table",
    "room",
    "studio",
    "sky",
    "water",
    "underwater",
)
INDOOR = ("table", "room", "studio", "underwater")
"""Settings without time of day or weather."""


def backdrop(canvas: Canvas, setting: str, close: bool) -> None:
    """Paint the setting; `close` blurs it as a near focus would."""
    {
        "grass": grass,
        "beach": beach,
        "street": street,
        "snow": snow,
        "desert": desert,
        "forest": forest,
        "table": table,
        "room": room,
        "studio": studio,
        "sky": open_sky,
        "water": open_water,
        "underwater": underwater,
    }[setting](canvas)
    if setting not in INDOOR:
        canvas.fog_band(canvas.light.fog * 0.8)
    if close:
        canvas.blur(float(canvas.rng.uniform(0.008, 0.028)))


def tree_line(canvas: Canvas, base: float, height: float, c: RGB, haze: float) -> None:
    """A distant row of trees along the horizon."""
    rough = noise.curve(canvas.rng, canvas.width, 9, 5, 0.72)
    line = base - height * (0.75 + 0.4 * rough)
    canvas.ridge(
        line.astype(np.float32), scale(c, 1.15), scale(c, 0.55), height, 0.22, haze, "grain", 220
    )


def far_hills(canvas: Canvas, base: float) -> None:
    """One or two soft ranges in the distance."""
    for k in range(int(canvas.rng.integers(1, 3))):
        height = 0.13 - 0.05 * k
        line = base - height * (0.7 + 0.6 * noise.curve(canvas.rng, canvas.width, 3, 4, 0.45))
        canvas.ridge(
            line.astype(np.float32),
            (0.30, 0.40, 0.36),
            (0.34, 0.44, 0.34),
            0.2,
            0.08,
            0.55 - 0.2 * k,
        )


def grass(canvas: Canvas) -> None:
    """Meadow before hills or trees."""
    canvas.sky()
    kind = int(canvas.rng.integers(0, 4))
    if kind in (0, 2):
        far_hills(canvas, canvas.horizon)
    if kind in (1, 2):
        tree_line(
            canvas,
            canvas.horizon + 0.01,
            float(canvas.rng.uniform(0.05, 0.12)),
            (0.20, 0.33, 0.13),
            0.18,
        )
    near = (0.27, 0.46, 0.12) if canvas.rng.uniform() < 0.7 else (0.36, 0.50, 0.15)
    canvas.ground(near, mix(near, (0.55, 0.62, 0.30), 0.4), "blade", 0.36, 180)


def beach(canvas: Canvas) -> None:
    """Sand with the sea behind."""
    canvas.sky()
    shore = canvas.horizon + float(canvas.rng.uniform(0.08, 0.16))
    canvas.water(canvas.horizon, shore + 0.02, (0.10, 0.42, 0.58), 0.35, 0.12)
    line = shore + 0.012 * noise.curve(canvas.rng, canvas.width, 3, 3)
    canvas.ridge((line - 0.018).astype(np.float32), (0.96, 0.97, 0.97))
    sand_ground(canvas, line.astype(np.float32))


def sand_ground(canvas: Canvas, line: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
    """Sand below the line (W,)."""
    keep = canvas.img.copy()
    canvas.ground((0.88, 0.77, 0.56), (0.80, 0.69, 0.50), "rough", 0.10, 150, float(line.min()))
    mask = np.clip((canvas.yy - line[None, :]) * canvas.height + 0.5, 0, 1)[:, :, None]
    canvas.img = keep + (canvas.img - keep) * mask


def building_row(
    canvas: Canvas, base: float, tall: float, haze: float, pitch: float = 0.16
) -> None:
    """Facades with windows, standing on `base`."""
    rng = canvas.rng
    ratio = canvas.width / canvas.unit
    tones: list[RGB] = [
        (0.70, 0.60, 0.50),
        (0.62, 0.45, 0.38),
        (0.75, 0.72, 0.66),
        (0.52, 0.55, 0.60),
        (0.80, 0.70, 0.52),
    ]
    plan = []
    x = -0.05
    while x < ratio:
        w = float(rng.uniform(0.6, 1.4)) * pitch
        plan.append(
            (
                x,
                w,
                tall * float(rng.uniform(0.6, 1.2)),
                tones[int(rng.integers(len(tones)))],
                rng.uniform(0, 1, 60),
            )
        )
        x += w
    bottom = base * canvas.height / canvas.unit

    def paint(pen: Pen) -> None:
        for left, w, h, tone, chance in plan:
            wall = mix(canvas.lit(tone), canvas.light.sky_low, haze)
            pen.poly(
                [(left, bottom - h), (left + w, bottom - h), (left + w, bottom), (left, bottom)],
                wall,
                emit=True,
            )
            columns, rows = max(2, int(w / 0.045)), max(2, int(h / 0.055))
            for i in range(columns):
                for j in range(rows):
                    lamp = canvas.light.lamps and chance[(i * 7 + j * 3) % 60] < 0.5
                    pane: RGB = (1.0, 0.82, 0.45) if lamp else scale(wall, 0.55)
                    x0 = left + w * (i + 0.28) / columns
                    y0 = bottom - h * (j + 0.8) / rows
                    x1, y1 = x0 + 0.45 * w / columns, y0 + 0.5 * h / rows
                    pen.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], pane, emit=True)

    canvas.shapes(paint)


def street(canvas: Canvas) -> None:
    """Asphalt with kerb and lane marks before a row of houses."""
    canvas.sky()
    building_row(
        canvas,
        canvas.horizon + 0.02,
        float(canvas.rng.uniform(0.22, 0.36)),
        0.12 + 0.5 * canvas.light.fog,
    )
    canvas.ground((0.34, 0.34, 0.36), (0.40, 0.40, 0.42), "grain", 0.14, 260)
    edge = canvas.horizon + 0.05
    r0, r1 = canvas.row(canvas.horizon), canvas.row(edge)
    canvas.img[r0:r1] = rgb(canvas.lit((0.62, 0.60, 0.57)))
    canvas.img[r1 : r1 + max(1, canvas.unit // 60)] = rgb(canvas.lit((0.8, 0.79, 0.76)))
    y = (canvas.horizon + 0.62 * (1 - canvas.horizon)) * canvas.height / canvas.unit
    phase = float(canvas.rng.uniform(0, 0.4))

    def paint(pen: Pen) -> None:
        for k in range(-1, 8):
            x = k * 0.4 + phase
            pen.poly(
                [(x, y), (x + 0.2, y), (x + 0.185, y + 0.022), (x - 0.015, y + 0.022)],
                canvas.lit((0.92, 0.92, 0.88)),
                emit=True,
            )

    canvas.shapes(paint)
    if canvas.light.lamps:
        for k in range(3):
            canvas.glow(0.15 + 0.35 * k, canvas.horizon - 0.13, 0.05, (1.0, 0.8, 0.45), 0.7)


def snow(canvas: Canvas) -> None:
    """Snow-covered ground, often with white firs behind."""
    canvas.sky()
    if canvas.rng.uniform() < 0.6:
        tree_line(
            canvas,
            canvas.horizon + 0.01,
            float(canvas.rng.uniform(0.06, 0.13)),
            (0.40, 0.47, 0.48),
            0.25,
        )
    canvas.ground((0.93, 0.95, 0.98), (0.86, 0.90, 0.96), "cloud", 0.07, 60)
    if canvas.light.night:
        r0 = canvas.row(canvas.horizon)
        canvas.img[r0:] *= 1.7


def desert(canvas: Canvas) -> None:
    """Orange sand and dunes."""
    canvas.sky()
    line = canvas.horizon - 0.05 * (0.5 + noise.curve(canvas.rng, canvas.width, 3, 2))
    canvas.ridge(line.astype(np.float32), (0.86, 0.58, 0.33), (0.80, 0.52, 0.28), 0.15, 0.05, 0.15)
    canvas.ground((0.86, 0.58, 0.30), (0.88, 0.63, 0.38), "ripple", 0.12, 110)


def trunk_wall(canvas: Canvas, count: int, bottom: float, tone: RGB) -> None:
    """Upright trunks of varied width and depth."""
    rng = canvas.rng
    ratio = canvas.width / canvas.unit
    trunks = sorted((float(d), float(x), float(w)) for d, x, w in rng.uniform(0, 1, (count, 3)))
    floor = bottom * canvas.height / canvas.unit

    def paint(pen: Pen) -> None:
        for d, x, w in trunks:
            half = 0.008 + 0.028 * d * (0.5 + w)
            y1 = floor + 0.12 * d
            c = mix(
                canvas.lit(scale(tone, 0.8 + 0.5 * w)),
                canvas.lit((0.42, 0.55, 0.35)),
                0.6 * (1 - d),
            )
            left = x * ratio
            pen.poly(
                [
                    (left - half, 0),
                    (left + half, 0),
                    (left + half * 1.25, y1),
                    (left - half * 1.25, y1),
                ],
                c,
                emit=True,
            )
            edge = scale(c, 1.3 if canvas.light.side < 0 else 0.7)
            pen.poly(
                [
                    (left - half, 0),
                    (left - half * 0.3, 0),
                    (left - half * 0.4, y1),
                    (left - half * 1.25, y1),
                ],
                edge,
                emit=True,
            )

    canvas.shapes(paint, canvas.light.fog * 0.6)


def forest(canvas: Canvas) -> None:
    """Among trees: leaves above, trunks, mossy ground."""
    leaves = noise.window(noise.tile("rough"), canvas.height, canvas.width, 150, canvas.origin())
    broad = noise.window(noise.tile("cloud"), canvas.height, canvas.width, 110, canvas.origin())
    tone = rgb(canvas.lit((0.20, 0.38, 0.12)))
    bright = rgb(canvas.lit((0.62, 0.78, 0.34)))
    t = np.clip(0.35 + 0.22 * leaves + 0.2 * broad, 0, 1)[:, :, None]
    canvas.img[:] = tone * (1 - t) + bright * t
    trunk_wall(canvas, 14, canvas.horizon, (0.34, 0.25, 0.17))
    canvas.ground((0.30, 0.34, 0.12), (0.36, 0.42, 0.18), "rough", 0.30, 160)


def wood(canvas: Canvas, r0: int, tone: RGB) -> None:
    """Planks in perspective from row r0 down."""
    grain = canvas.perspective(r0, canvas.height, "blade", 60, 0.18)
    t = (canvas.yy[r0:] - canvas.horizon) / (1 - canvas.horizon)
    board = ((canvas.xx - 0.5) / (t + 0.35) * 5 + 40.3) % 1.0
    seam = np.clip(1.5 - np.minimum(board, 1 - board) * 60, 0, 1) * 0.35
    which = np.floor((canvas.xx - 0.5) / (t + 0.35) * 5 + 40.3)
    vary = np.sin(which * 12.9) * 0.07
    shade = (1 + grain * 0.10 + vary) * (1 - seam) * (0.85 + 0.25 * t)
    canvas.img[r0:] = rgb(canvas.lit(tone)) * shade[:, :, None]


def wall(canvas: Canvas, bottom: float, tone: RGB) -> None:
    """Lit interior wall down to `bottom`."""
    r1 = canvas.row(bottom)
    fall = 1.08 - 0.28 * np.abs(canvas.xx - (0.5 + canvas.light.side * 0.5)) - 0.1 * canvas.yy[:r1]
    soft = noise.window(noise.tile("cloud"), max(1, r1), canvas.width, 90, canvas.origin())
    canvas.img[:r1] = rgb(canvas.lit(tone)) * (fall + 0.012 * soft[:r1])[:, :, None]


WALLS: tuple[RGB, ...] = (
    (0.86, 0.83, 0.77),
    (0.74, 0.79, 0.80),
    (0.80, 0.76, 0.70),
    (0.70, 0.74, 0.68),
    (0.78, 0.74, 0.80),
)


def table(canvas: Canvas) -> None:
    """Wooden table top before an out-of-focus wall."""
    wall(canvas, canvas.horizon, WALLS[int(canvas.rng.integers(len(WALLS)))])
    if canvas.rng.uniform() < 0.6:
        for x, r, k in canvas.rng.uniform(0, 1, (3, 3)).tolist():
            canvas.glow(
                x, canvas.horizon * 0.5, 0.08 + 0.1 * r, (1.0, 0.95, 0.85), 0.10 * (k - 0.4)
            )
    tone: RGB = ((0.62, 0.42, 0.25), (0.70, 0.52, 0.34), (0.50, 0.33, 0.20))[
        int(canvas.rng.integers(3))
    ]
    wood(canvas, canvas.row(canvas.horizon), tone)
    r0 = canvas.row(canvas.horizon)
    canvas.img[r0 : r0 + max(1, canvas.unit // 50)] *= 0.75


def room(canvas: Canvas) -> None:
    """Living room: wall with a skirting board, window or picture, floor."""
    tone = WALLS[int(canvas.rng.integers(len(WALLS)))]
    wall(canvas, canvas.horizon, tone)
    style = int(canvas.rng.integers(0, 3))
    x = float(canvas.rng.uniform(0.1, 0.8)) * canvas.width / canvas.unit
    y = 0.10

    def paint(pen: Pen) -> None:
        if style == 0:
            pen.rect(x, y, x + 0.30, y + 0.26, (0.97, 0.97, 0.96))
            pen.rect(x + 0.02, y + 0.02, x + 0.28, y + 0.24, (0.75, 0.87, 0.97))
            pen.rect(x + 0.14, y, x + 0.16, y + 0.26, (0.97, 0.97, 0.96))
            pen.rect(x, y + 0.12, x + 0.30, y + 0.14, (0.97, 0.97, 0.96))
        elif style == 1:
            pen.rect(x, y, x + 0.26, y + 0.2, (0.35, 0.24, 0.15))
            pen.rect(x + 0.02, y + 0.02, x + 0.24, y + 0.18, (0.82, 0.80, 0.72))
            pen.poly(
                [(x + 0.02, y + 0.18), (x + 0.1, y + 0.09), (x + 0.18, y + 0.18)], (0.45, 0.55, 0.5)
            )
        edge = canvas.horizon * canvas.height / canvas.unit
        pen.rect(0, edge - 0.035, canvas.width / canvas.unit, edge, (0.93, 0.92, 0.90))

    wood(canvas, canvas.row(canvas.horizon), (0.58, 0.42, 0.28))
    canvas.shapes(paint)


def studio(canvas: Canvas) -> None:
    """Seamless plain light backdrop."""
    tone = mix((0.90, 0.90, 0.90), WALLS[int(canvas.rng.integers(len(WALLS)))], 0.5)
    wall(canvas, 1.0, tone)
    r0 = canvas.row(canvas.horizon)
    t = np.clip((canvas.yy[r0:] - canvas.horizon) / 0.25, 0, 1)[:, :, None]
    canvas.img[r0:] *= 0.93 + 0.05 * t


def open_sky(canvas: Canvas) -> None:
    """Nothing but sky, or a strip of hills at the foot."""
    low = float(canvas.rng.uniform(0.9, 1.15))
    canvas.horizon = low
    canvas.sky(low)
    if low < 1.0:
        tree_line(canvas, low + 0.02, 0.05, (0.20, 0.32, 0.14), 0.3)


def open_water(canvas: Canvas) -> None:
    """Sea or lake up to the horizon."""
    canvas.sky()
    if canvas.rng.uniform() < 0.5:
        far_hills(canvas, canvas.horizon + 0.005)
    canvas.water(canvas.horizon, 1.0, (0.10, 0.34, 0.50), 0.42, 0.16)


def underwater(canvas: Canvas) -> None:
    """Blue depth with light shafts, sand and weed."""
    rng = canvas.rng
    canvas.gradient(0.0, 1.0, (0.25, 0.68, 0.80), (0.03, 0.25, 0.45))
    shafts = np.interp(
        (canvas.xx + canvas.yy * 0.35) * 20 % 20, np.arange(21), rng.uniform(0, 1, 21) ** 2
    )
    canvas.img += (shafts * (1 - canvas.yy) * 0.22)[:, :, None].astype(np.float32)
    line = 0.86 + 0.03 * noise.curve(rng, canvas.width, 3, 3)
    canvas.ridge(line.astype(np.float32), (0.45, 0.55, 0.48), (0.36, 0.45, 0.42), 0.1, 0.08)
    weeds = rng.uniform(0, 1, (9, 3)).tolist()
    ratio, foot = canvas.width / canvas.unit, 0.93 * canvas.height / canvas.unit

    def paint(pen: Pen) -> None:
        for x, h, s in weeds:
            points = [
                (x * ratio + 0.02 * np.sin(k * 1.1 + 6 * s), foot - (0.06 + 0.16 * h) * k / 6)
                for k in range(7)
            ]
            pen.line(points, 0.014, (0.08 + 0.1 * s, 0.38, 0.22), emit=True)

    canvas.shapes(paint)
