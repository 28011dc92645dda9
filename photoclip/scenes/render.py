"""From a spec to a picture: light, backdrop, objects with their shadows, weather, camera."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from photoclip.scenes import noise
from photoclip.scenes.backdrops import backdrop
from photoclip.scenes.camera import develop
from photoclip.scenes.canvas import Canvas, Sprite, rgb
from photoclip.scenes.concept import Concept
from photoclip.scenes.concepts import concept_named
from photoclip.scenes.light import COLOURS, Light, jitter, light_for, mix
from photoclip.scenes.pen import Look
from photoclip.scenes.spec import SceneSpec

# Each part draws from its own stream, so that none is moved by how many numbers another used;
# that keeps the composition the same at every size.
_LIGHT, _LAYOUT, _BACKDROP, _WEATHER, _CAMERA, _FIRST_OBJECT = range(6)

_OPEN_SKY = ("grass", "beach", "snow", "desert", "sky", "water")
_SETTLING = {"grass": 0.78, "street": 0.72, "forest": 0.70, "water": 0.0, "sky": 0.0, "snow": 0.0}
"""How white falling snow makes the ground."""


@dataclass(frozen=True)
class _Place:
    """Where one object stands, in units of the centre square (0..1, y down)."""

    x: float
    foot: float
    size: float
    """Short sides to the object unit."""


def render(spec: SceneSpec, short_side: int) -> npt.NDArray[np.uint8]:
    """Picture (H, W, 3) uint8 sRGB, its shorter side `short_side` pixels long.

    Depends on nothing but its arguments.
    """
    concept = concept_named(spec.concept)
    width, height = _pixels(spec.aspect, short_side)
    light = light_for(_stream(spec, _LIGHT), spec.time, spec.weather)
    if spec.setting == "underwater":
        light = replace(light, key=(0.88, 0.98, 1.02), fog_colour=(0.10, 0.45, 0.60), cast=0.0)
    layout = _stream(spec, _LAYOUT)
    horizon = _horizon(spec, layout)
    canvas = Canvas(
        width, height, light, _stream(spec, _BACKDROP), _to_canvas(horizon, short_side, height)
    )
    if concept.scene is not None:
        plain = COLOURS[spec.colour] if spec.colour else concept.default
        concept.scene(canvas, jitter(layout, plain, 0.08))
    else:
        _still_life(canvas, concept, spec, layout, horizon)
    _weather(canvas, spec, _stream(spec, _WEATHER))
    return develop(canvas.img, _stream(spec, _CAMERA), light.night)


def _stream(spec: SceneSpec, part: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([spec.seed, part]))


def _pixels(aspect: float, short_side: int) -> tuple[int, int]:
    """Width and height."""
    if aspect >= 1:
        return round(short_side * aspect), short_side
    return short_side, round(short_side / aspect)


def _to_canvas(v: float, short_side: int, length: int) -> float:
    """Fraction of the whole length, for a fraction of the centre square."""
    return 0.5 + (v - 0.5) * short_side / length


def _horizon(spec: SceneSpec, rng: np.random.Generator) -> float:
    t = float(rng.uniform())
    if spec.setting in ("table", "room"):
        return 0.30 + 0.16 * t if spec.setting == "table" else 0.50 + 0.14 * t
    if spec.setting == "studio":
        return 0.45 + 0.2 * t
    # Rows of things need ground to stand on.
    return 0.28 + 0.14 * t if spec.count > 1 else 0.38 + 0.18 * t


def _still_life(
    canvas: Canvas, concept: Concept, spec: SceneSpec, rng: np.random.Generator, horizon: float
) -> None:
    """An object or several of them in their setting."""
    assert spec.setting is not None
    backdrop(canvas, spec.setting, spec.distance == "near" and rng.uniform() < 0.8)
    if spec.time == "golden" and spec.setting in (*_OPEN_SKY, "street"):
        _low_sun(canvas, spec.setting != "street", rng)
    if spec.time == "golden" and spec.setting == "snow":
        # Snow stays paler than sand in the same light.
        r0 = canvas.row(canvas.horizon)
        pale = np.full((canvas.height - r0, canvas.width), 0.5, dtype=np.float32)
        canvas.blend(pale, rgb((0.97, 0.91, 0.93)), r0)
    if spec.weather == "snow":
        _settle(canvas, _SETTLING.get(spec.setting, 0.5))
    if spec.weather == "rain" and spec.setting != "water":
        _wet(canvas)
    for index, place in enumerate(
        sorted(_places(concept, spec, rng, horizon), key=lambda p: p.foot)
    ):
        _put(canvas, concept, spec, place, index)


def _places(
    concept: Concept, spec: SceneSpec, rng: np.random.Generator, horizon: float
) -> list[_Place]:
    """Places of all objects, inside the centre square."""
    box_w, box_h = concept.box
    largest = max(box_w, box_h)
    bulk = float(np.clip(concept.bulk**0.35, 0.82, 1.22))
    n = spec.drawn
    if n > 1:
        return _group(concept, n, rng, horizon, bulk)
    t = float(rng.uniform())
    if spec.distance == "near":
        extent = 0.90 + 0.16 * t
    elif spec.distance == "far":
        # Long things such as trains may be longer, or nothing would be left of their height.
        long = min(1.4, max(1.0, box_w / box_h / 1.6) ** 0.6)
        extent = min(0.38, (0.25 + 0.07 * t) * bulk * long)
    elif spec.position in ("left", "right"):
        extent = min(0.47, (0.38 + 0.08 * t) * bulk)
    else:
        extent = min(0.78, (0.50 + 0.20 * t) * bulk)
    size = extent / largest
    half, tall = box_w * size / 2, box_h * size
    if spec.position in ("left", "right"):
        off = float(rng.uniform(0.25, 0.32))
        off = min(off, 0.5 - half + 0.01)
        x = 0.5 - off if spec.position == "left" else 0.5 + off
    elif spec.position == "centre" or spec.distance == "near":
        x = 0.5 + float(rng.uniform(-0.03, 0.03))
    else:
        x = 0.5 + float(rng.uniform(-1, 1)) * min(0.17, max(0.03, 0.5 - half))
    return [_Place(x, _foot(concept, spec, rng, horizon, tall), size)]


def _foot(
    concept: Concept, spec: SceneSpec, rng: np.random.Generator, horizon: float, tall: float
) -> float:
    """Height of the foot of a single object that is `tall` high."""
    t = float(rng.uniform())
    if concept.stand in ("air", "under"):
        middle = 0.5 if spec.distance == "near" else 0.36 + 0.16 * t
        if concept.stand == "under":
            middle += 0.06
        return min(max(middle + tall / 2, tall + 0.02), 0.98 if tall < 0.95 else 0.5 + tall / 2)
    if spec.distance == "far" and spec.setting in (
        "grass",
        "beach",
        "street",
        "snow",
        "desert",
        "forest",
        "water",
    ):
        # Beaches begin below the sea.
        return horizon + (0.17 if spec.setting == "beach" else 0.05) + 0.07 * t
    foot = 0.53 + tall / 2 + 0.07 * t
    least = horizon + (0.20 if spec.setting == "beach" else 0.10)
    return min(max(foot, least), max(0.96, 0.5 + tall / 2))


def _group(
    concept: Concept, n: int, rng: np.random.Generator, horizon: float, bulk: float
) -> list[_Place]:
    """Places of `n` objects that hardly cover one another."""
    box_w, box_h = concept.box
    floats = concept.stand in ("air", "under")
    wide = box_w / box_h
    # (x, row) of each object; rows count from the back, in the order of painting.
    if n == 2:
        plan = (
            [(0.30, 0.3), (0.70, 0.7)]
            if wide > 1.35 or rng.uniform() < 0.3
            else [(0.28, 0.5), (0.72, 0.5)]
        )
    elif n == 3:
        plan = [(0.5, 0.0), (0.26, 1.0), (0.74, 1.0)]
        if wide < 0.75 or rng.uniform() < 0.3:
            plan = [(0.19, 0.5), (0.5, 0.5), (0.81, 0.5)]
    elif n == 4:
        plan = [(0.30, 0.0), (0.74, 0.0), (0.26, 1.0), (0.70, 1.0)]
        if wide < 0.5:
            plan = [(0.14, 0.5), (0.38, 0.5), (0.62, 0.5), (0.86, 0.5)]
    else:
        back = n // 2
        front = n - back
        plan = [((i + 0.5) / back * 0.84 + 0.08, 0.0) for i in range(back)]
        plan += [((i + 0.5) / front * 0.94 + 0.03, 1.0) for i in range(front)]
    rows = sorted({r for _, r in plan})
    most = max(sum(1 for _, r in plan if r == row) for row in rows)
    staggered = n == 2 and len(rows) == 2
    cell_w = 0.47 if staggered else 0.94 / most
    # Objects on the ground may stand before one another a little; floating ones may not.
    cell_h = 0.72 if len(rows) == 1 else 0.44 if floats else 0.46
    size = min(cell_w * 0.96 / box_w, cell_h * min(1.0, 0.92 + 0.08 * bulk) / box_h)
    size *= float(rng.uniform(0.88, 1.0))
    tall = size * box_h
    mirrored = rng.uniform() < 0.5
    gap = 0.40 if len(rows) > 1 and not staggered else 0.36
    gap = max(0.40, tall * 0.98) if floats else min(gap, max(0.16, tall * 0.88))
    middle = 0.5 + tall / 2
    if not floats:
        middle = max(middle + 0.04, horizon + 0.08 + gap / 2)
        middle = min(middle, 0.97 - gap / 2)
    out = []
    for x, row in plan:
        dx, dy, dz = rng.uniform(-1, 1, 3).tolist()
        foot = middle + (row - 0.5) * gap + dy * 0.03
        scale = 1.0 if floats else 0.94 + 0.06 * row
        centre = (1 - x if mirrored else x) + dx * 0.018
        half = size * box_w / 2
        centre = min(max(centre, half * 0.96), 1 - half * 0.96)
        out.append(_Place(centre, foot, size * scale * (1 - 0.05 * abs(dz))))
    return out


def _put(canvas: Canvas, concept: Concept, spec: SceneSpec, place: _Place, index: int) -> None:
    """Paint one object with what it throws on its surroundings."""
    assert concept.draw is not None
    light = canvas.light
    rng = _stream(spec, _FIRST_OBJECT + index)
    angle = float(rng.uniform(-concept.tilt, concept.tilt))
    flip = bool(rng.uniform() < 0.5) and concept.flips
    colour = jitter(rng, COLOURS[spec.colour] if spec.colour else concept.default, 0.09)
    look = Look(rng, colour, spec.colour, light, canvas.detail)
    sprite = canvas.sprite(
        concept.draw, look, place.size, concept.box, flip, angle, concept.relief, concept.fur
    )
    x = _to_canvas(place.x, canvas.unit, canvas.width)
    y = _to_canvas(place.foot, canvas.unit, canvas.height)
    wide = concept.box[0] * place.size
    if concept.stand == "ground" and spec.setting != "sky":
        _ground(canvas, sprite, x, y, wide, spec)
    haze = _haze(spec, light)
    canvas.paste(sprite, x, y, haze)
    if concept.stand == "water":
        canvas.mirror(sprite, x, y, 0.55 * (1 - haze))
    elif concept.stand == "ground" and spec.weather == "rain" and spec.setting == "street":
        canvas.mirror(sprite, x, y, 0.30)
    if concept.glow is not None:
        height, radius, strength, tone = concept.glow
        dark = 1.0 if light.night else 0.8 if light.lamps else 0.55
        above = height * place.size * canvas.unit / canvas.height
        canvas.glow(x, y - above, radius * place.size, tone, strength * dark)


def _ground(
    canvas: Canvas, sprite: Sprite, x: float, y: float, wide: float, spec: SceneSpec
) -> None:
    """Shadows on the ground, and where the object touches it."""
    if spec.setting != "studio" or canvas.light.cast > 0:
        canvas.cast(sprite, x, y, canvas.light.cast)
    strength = 0.5 if canvas.light.cast > 0.15 else 0.36
    canvas.shadow(x, y, wide * 0.46, max(0.012, wide * 0.07), strength)


def _haze(spec: SceneSpec, light: Light) -> float:
    """Share of fog before an object."""
    if spec.setting == "underwater":
        return 0.10
    by_distance = {"near": 0.10, "far": 0.48}.get(spec.distance or "", 0.26)
    return light.fog * by_distance


def _low_sun(canvas: Canvas, visible: bool, rng: np.random.Generator) -> None:
    """Warm glow, and sometimes the sun itself, low on the lit side."""
    x = 0.5 + canvas.light.side * 0.36 * canvas.unit / canvas.width
    up, odds = rng.uniform(0.0, 1.0, 2).tolist()
    y = canvas.horizon - (0.10 + 0.10 * up) * canvas.unit / canvas.height
    canvas.glow(x, y, 0.34, (1.0, 0.55, 0.18), 0.42)
    if visible and odds < 0.65:
        canvas.disc(x, y, 0.032, (1.0, 0.96, 0.78))


def _settle(canvas: Canvas, white: float) -> None:
    """Snow on the ground, in drifts."""
    r0 = canvas.row(canvas.horizon)
    rows = canvas.height - r0
    if white <= 0 or rows < 2:
        return
    patch = noise.window(noise.tile("cloud"), rows, canvas.width, 120, canvas.origin())
    mask = np.clip(white + 0.14 * patch, 0.0, 0.97).astype(np.float32)
    level = 1.5 if canvas.light.night else 1.0
    tone = canvas.lit((0.93, 0.95, 0.98))
    canvas.blend(mask, rgb((tone[0] * level, tone[1] * level, tone[2] * level)), r0)


def _wet(canvas: Canvas) -> None:
    """Ground darkened by rain, with the sky in it here and there."""
    r0 = canvas.row(canvas.horizon)
    if canvas.height - r0 < 2:
        return
    part = canvas.img[r0:]
    part *= np.float32(0.82)
    puddles = canvas.perspective(r0, canvas.height, "cloud", 26)
    mask = np.clip((puddles - 0.45) * 1.4, 0.0, 0.6).astype(np.float32)
    canvas.blend(mask, rgb(mix(canvas.light.sky_low, canvas.light.sky_top, 0.25)), r0)


def _weather(canvas: Canvas, spec: SceneSpec, rng: np.random.Generator) -> None:
    """What is between the camera and the scene."""
    if spec.weather == "fog":
        _fog(canvas, rng)
    elif spec.weather == "rain":
        _rain(canvas, rng)
    elif spec.weather == "snow":
        _snow(canvas, rng)


def _fog(canvas: Canvas, rng: np.random.Generator) -> None:
    origin = (float(rng.uniform(0, noise.SIDE)), float(rng.uniform(0, noise.SIDE)))
    swaths = noise.window(noise.tile("cloud"), canvas.height, canvas.width, 90, origin)
    mask = np.clip(0.24 + 0.07 * swaths, 0.08, 0.42).astype(np.float32)
    canvas.blend(mask, rgb(canvas.light.fog_colour))


def _rain(canvas: Canvas, rng: np.random.Generator) -> None:
    """Slanting streaks, some near and out of focus."""
    canvas.blend(
        np.full((canvas.height, canvas.width), 0.10, dtype=np.float32), rgb(canvas.light.sky_low)
    )
    slant = float(rng.uniform(-0.32, 0.32))
    area = canvas.width * canvas.height / canvas.unit**2
    drops = rng.uniform(0.0, 1.0, (260, 4))[: round(130 * area)]
    over = 2 if canvas.unit < 300 else 1
    picture = Image.new("L", (canvas.width * over, canvas.height * over))
    draw = ImageDraw.Draw(picture)
    size = canvas.unit * over
    lines = drops * (picture.width * 1.2, picture.height * 1.15, 1.0, 1.0)
    for right, low, near, bright in lines.tolist():
        long = (0.05 + 0.12 * near) * size
        x, y = right - 0.1 * picture.width, low - long
        draw.line(
            (x, y, x + slant * long, y + long),
            fill=int(70 + 110 * bright),
            width=max(1, round((0.004 + 0.005 * near) * size)),
        )
    small = picture.reduce(over) if over > 1 else picture.filter(ImageFilter.BoxBlur(size * 0.0012))
    mask = np.asarray(small, dtype=np.float32) * np.float32(
        (0.75 if canvas.light.night else 1.0) / 255
    )
    canvas.blend(mask, rgb(mix(canvas.light.sky_low, (0.88, 0.92, 0.97), 0.72)))


def _snow(canvas: Canvas, rng: np.random.Generator) -> None:
    """Flakes: many small far ones, a few large soft ones near the lens."""
    area = canvas.width * canvas.height / canvas.unit**2
    flakes = rng.uniform(0.0, 1.0, (420, 4))[: round(210 * area)]
    over = 2 if canvas.unit < 300 else 1
    picture = Image.new("L", (canvas.width * over, canvas.height * over))
    draw = ImageDraw.Draw(picture)
    size = canvas.unit * over
    places = flakes * (picture.width, picture.height, 1.0, 1.0)
    for x, y, near, bright in places.tolist():
        r = (0.0045 + 0.006 * near + (0.012 if near > 0.965 else 0.0)) * size
        fill = 150 if near > 0.965 else int(150 + 105 * bright)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)
    small = (
        picture.reduce(over) if over > 1 else picture.filter(ImageFilter.GaussianBlur(size * 0.002))
    )
    mask = np.asarray(small, dtype=np.float32) * np.float32(1 / 255)
    level = 0.80 if canvas.light.night else 0.97
    canvas.blend(mask, np.full(3, level, dtype=np.float32))
