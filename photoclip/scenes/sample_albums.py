"""Journeys, feasts and cameras of the person whose photos the sample library pretends to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Camera:
    """A camera as it signs its pictures."""

    make: str
    model: str
    lens: str
    pattern: str
    """File name; knows `number` and `taken`."""
    suffix: str
    aspects: tuple[float, ...]
    """Width over height; repeated ones are more likely."""
    apertures: tuple[float, ...]
    focal: tuple[float, float]
    """Shortest and longest, in millimetres."""
    crop: float
    """Focal length of the same view on 35 mm film, over the real one."""
    zoom: bool


@dataclass(frozen=True)
class Album:
    """Pictures of one occasion."""

    folder: str
    """Knows `taken`."""
    camera: str
    first: date
    days: int
    sunset: float
    """Local hour."""
    offset: float
    """Hours from UTC."""
    place: tuple[float, float, float] | None
    """Latitude, longitude, altitude in metres."""
    concepts: tuple[str, ...]
    settings: tuple[str, ...] = ()
    """Where the things were; empty for anywhere."""
    weathers: tuple[str, ...] = ("clear", "cloudy", "fog", "rain")
    located: float = 0.0
    """Share of the pictures with a position."""
    spread: float = 0.05
    """Degrees."""
    other_formats: int = 0
    """Every how many-th picture is not a JPEG; 0 for none."""


CAMERAS: dict[str, Camera] = {
    "reflex": Camera(
        "Canon",
        "Canon EOS 80D",
        "EF-S18-135mm f/3.5-5.6 IS USM",
        "IMG_{number:04d}",
        ".jpg",
        (3 / 2, 3 / 2, 3 / 2, 2 / 3),
        (4.0, 5.6, 8.0),
        (18.0, 135.0),
        1.6,
        True,
    ),
    "compact": Camera(
        "FUJIFILM",
        "X-T30",
        "XF18-55mmF2.8-4 R LM OIS",
        "DSCF{number:04d}",
        ".JPG",
        (3 / 2, 3 / 2, 3 / 2, 2 / 3),
        (2.8, 4.0, 5.6),
        (18.0, 55.0),
        1.5,
        True,
    ),
    "old phone": Camera(
        "Apple",
        "iPhone 8",
        "iPhone 8 back camera 3.99mm f/1.8",
        "IMG_{number:04d}",
        ".JPG",
        (4 / 3, 4 / 3, 3 / 4, 1.0),
        (1.8,),
        (4.0, 4.0),
        7.0,
        False,
    ),
    "phone": Camera(
        "Google",
        "Pixel 6",
        "Pixel 6 back camera 6.81mm f/1.85",
        "PXL_{taken:%Y%m%d_%H%M%S}",
        ".jpg",
        (4 / 3, 4 / 3, 3 / 4, 3 / 4, 16 / 9),
        (1.9,),
        (6.8, 6.8),
        3.6,
        False,
    ),
}

_OPEN = ("grass", "beach", "street", "snow", "forest", "water", "sky", "underwater")

PHONE = Album(
    "Phone/{taken:%Y-%m}",
    "phone",
    date(2023, 11, 2),
    140,
    17.2,
    1,
    (52.08, 5.12, 8.0),
    ("cat", "fried egg", "coffee cup", "hamburger", "orange", "banana", "strawberry", "airplane"),
    ("grass", "street", "snow", "water", "forest", "sky", "table", "studio"),
    located=0.6,
    other_formats=3,
)

ALBUMS: tuple[Album, ...] = (
    Album(
        "2016 Iceland",
        "reflex",
        date(2016, 9, 20),
        9,
        19.2,
        0,
        (64.05, -16.18, 10.0),
        ("iceberg", "volcano", "northern lights", "waterfall", "church", "iceberg"),
        ("grass", "water"),
        located=0.8,
        spread=0.2,
    ),
    Album(
        "2017 Japan",
        "compact",
        date(2017, 11, 12),
        11,
        16.9,
        9,
        (35.01, 135.77, 50.0),
        ("pagoda", "autumn forest", "train", "full moon", "stone bridge", "pagoda"),
        _OPEN,
        located=0.0,
    ),
    Album(
        "2018 Safari",
        "reflex",
        date(2018, 7, 3),
        9,
        18.6,
        3,
        (-2.33, 34.83, 1500.0),
        (
            "elephant",
            "giraffe",
            "zebra",
            "lion",
            "sunset",
            "starry sky",
            "giraffe",
            "elephant",
            "zebra",
        ),
        ("grass",),
        ("clear", "cloudy"),
        located=0.8,
    ),
    Album(
        "2019 Norway",
        "reflex",
        date(2019, 9, 9),
        13,
        19.6,
        2,
        (61.6, 6.9, 120.0),
        (
            "mountain lake",
            "snowy mountains",
            "waterfall",
            "northern lights",
            "river",
            "jetty",
            "tent",
            "campfire",
            "forest",
            "fir tree",
            "railway",
            "sheep",
            "rowing boat",
            "ship",
            "mountain lake",
            "northern lights",
        ),
        ("grass", "forest", "water"),
        located=0.5,
        spread=0.4,
    ),
    Album(
        "2020 Winter in Tyrol",
        "reflex",
        date(2020, 1, 18),
        8,
        17.0,
        1,
        (47.13, 11.31, 1250.0),
        (
            "winter landscape",
            "winter cabin",
            "snowman",
            "church",
            "rabbit",
            "owl",
            "winter landscape",
        ),
        ("snow",),
        ("clear", "cloudy", "snow"),
        located=0.0,
    ),
    Album(
        "2020 New flat",
        "old phone",
        date(2020, 4, 25),
        9,
        20.8,
        2,
        None,
        (
            "clock",
            "lamp",
            "vase",
            "chair",
            "sofa",
            "bed",
            "television",
            "bookshelf",
            "book",
            "bottle",
            "document",
            "key",
        ),
        ("room", "table"),
    ),
    Album(
        "2021 For sale",
        "compact",
        date(2021, 3, 13),
        2,
        18.5,
        1,
        None,
        (
            "umbrella",
            "hat",
            "shoe",
            "backpack",
            "sunglasses",
            "camera",
            "phone",
            "laptop",
            "scissors",
        ),
        ("studio",),
        other_formats=4,
    ),
    Album(
        "2021 Countryside",
        "compact",
        date(2021, 8, 2),
        20,
        20.9,
        2,
        (48.9, 10.2, 430.0),
        (
            "cow",
            "pig",
            "horse",
            "duck",
            "swan",
            "tractor",
            "wheat field",
            "country road",
            "windmill",
            "wind turbines",
            "vineyard",
            "flower field",
            "house",
            "castle",
            "hot-air balloon",
            "tree",
            "lightning",
            "horse",
            "cow",
        ),
        ("grass", "water", "forest"),
        located=0.8,
        spread=0.15,
    ),
    Album(
        "2021 Egypt",
        "compact",
        date(2021, 11, 6),
        8,
        17.0,
        2,
        (29.98, 31.13, 60.0),
        ("pyramid", "camel", "desert", "palm tree", "cactus", "canyon", "camel", "pyramid"),
        ("desert",),
        ("clear", "cloudy"),
        located=0.9,
        spread=0.03,
    ),
    Album(
        "Christmas 2021",
        "old phone",
        date(2021, 12, 20),
        8,
        16.4,
        1,
        None,
        (
            "christmas tree",
            "christmas wreath",
            "gift box",
            "candle",
            "piano",
            "wine glass",
            "gift box",
        ),
        ("room", "table"),
    ),
    Album(
        "2022 Garden",
        "old phone",
        date(2022, 5, 4),
        70,
        21.2,
        2,
        (52.081, 5.121, 8.0),
        (
            "flower",
            "tulip",
            "rose",
            "sunflower",
            "butterfly",
            "mushroom",
            "bird",
            "apple",
            "rainbow",
            "cat",
            "flower",
            "tulip",
        ),
        ("grass", "forest"),
        located=0.5,
        spread=0.001,
        other_formats=4,
    ),
    Album(
        "2022 Mallorca",
        "phone",
        date(2022, 7, 16),
        13,
        21.1,
        2,
        (39.55, 3.02, 5.0),
        (
            "beach",
            "tropical island",
            "lighthouse",
            "sailboat",
            "dog",
            "fish",
            "beach ball",
            "kite",
            "child with a kite",
            "ice cream",
            "watermelon",
            "runner",
            "couple",
            "beach",
            "sailboat",
            "dog",
        ),
        ("beach", "water", "underwater"),
        ("clear", "cloudy"),
        located=0.85,
    ),
    Album(
        "2023 Paris",
        "phone",
        date(2023, 5, 18),
        5,
        21.4,
        2,
        (48.857, 2.32, 35.0),
        (
            "eiffel tower",
            "city",
            "town street",
            "ferris wheel",
            "suspension bridge",
            "bicycle",
            "motorcycle",
            "car",
            "bus",
            "person",
            "eiffel tower",
            "car",
        ),
        ("street",),
        located=0.9,
        spread=0.02,
        other_formats=5,
    ),
    Album(
        "Birthday 2023",
        "old phone",
        date(2023, 10, 14),
        1,
        18.6,
        2,
        None,
        (
            "birthday cake",
            "balloon",
            "teddy bear",
            "pizza",
            "doughnut",
            "guitar",
            "fireworks",
            "rubber duck",
            "balloon",
            "birthday cake",
        ),
        ("room", "table"),
    ),
    PHONE,
)
