"""Text drawn as a picture, in whatever script: with the font that ships, else one of this computer.

The shipped DejaVu Sans knows Latin, Greek, Cyrillic, Arabic, Armenian, Georgian and more, but no
Chinese, Japanese or Korean: fonts for these weigh as much as PhotoClip. What no font knows is never
drawn as a box: `unknown_in` tells.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ELLIPSIS = "…"
_NOBODY_HAS = "\uffff"  # no character, so every font draws what it draws for one it lacks
_INVISIBLE = "Cf"  # joiners, and what turns the direction of text: left out without a word
_FONT_ENDINGS = (".ttf", ".otf", ".ttc")
_MOST_FONTS = 2000


class Lettering:
    """Draws lines of text ``pixels`` high. ``own`` is a font file; the system's are found by need."""

    def __init__(self, own: Path, pixels: int, folders: list[Path] | None = None) -> None:
        self._pixels = pixels
        self._fonts = [ImageFont.truetype(own, pixels)]
        self._folders = font_folders() if folders is None else folders
        self._candidates: Iterator[Path] | None = None
        self._font_of: dict[str, int | None] = {" ": 0}
        self._missing: dict[int, object] = {}
        up, down = self._fonts[0].getmetrics()
        self.height = up + down
        self._base = up

    def unknown_in(self, text: str) -> str:
        """The characters of a text that no font on this computer has, each once."""
        return "".join(
            dict.fromkeys(
                char
                for char in text
                if self._place(char) is None and unicodedata.category(char) != _INVISIBLE
            )
        )

    def width(self, text: str) -> int:
        """How wide the text is, in pixels."""
        return round(sum(font.getlength(part) for font, part in self._parts(text)))

    def fitted(self, text: str, width: int) -> str:
        """The text, its middle left out as far as it must be to fit: endings tell files apart."""
        if self.width(text) <= width:
            return text
        clusters = _clusters(text)
        fewest, most = 0, len(clusters)
        while fewest < most:
            middle = (fewest + most + 1) // 2
            if self.width(_without_middle(clusters, middle)) <= width:
                fewest = middle
            else:
                most = middle - 1
        return _without_middle(clusters, fewest)

    def draw(self, text: str) -> Image.Image:
        """The text, black on white, in grey. What `unknown_in` names is left out."""
        image = Image.new("L", (max(1, self.width(text)), self.height), 255)
        pen = ImageDraw.Draw(image)
        x = 0.0
        for font, part in self._parts(text):
            pen.text((x, self._base), part, fill=0, font=font, anchor="ls")
            x += font.getlength(part)
        return image

    def _parts(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """The text in pieces of one font each; one font for all of it where there is one."""
        places: list[tuple[int, str]] = []
        for char in text:
            place = self._place(char)
            if place is None:
                continue
            if places and (char == " " or unicodedata.combining(char)):
                place = places[-1][0]
            places.append((place, char))
        used = {place for place, _char in places}
        for place in sorted(used, reverse=True):
            if len(used) > 1 and all(self._has(place, char) for _one, char in places):
                places = [(place, char) for _one, char in places]
                break
        return [
            (self._fonts[place], "".join(char for _place, char in group))
            for place, group in groupby(places, key=lambda one: one[0])
        ]

    def _place(self, char: str) -> int | None:
        """Which font draws a character; None if none on this computer does."""
        if char not in self._font_of:
            self._font_of[char] = self._find(char)
        return self._font_of[char]

    def _find(self, char: str) -> int | None:
        if unicodedata.category(char) in ("Cc", _INVISIBLE, "Cs", "Cn", "Co"):
            return None
        for place in range(len(self._fonts)):
            if self._has(place, char):
                return place
        if self._candidates is None:
            self._candidates = font_files(self._folders)
        for path in self._candidates:
            try:
                self._fonts.append(ImageFont.truetype(path, self._pixels))
            except (OSError, ValueError):  # one of pictures, of one size, or a broken one
                continue
            if self._has(len(self._fonts) - 1, char):
                return len(self._fonts) - 1
        return None

    def _has(self, place: int, char: str) -> bool:
        if char.isspace():
            return True
        font = self._fonts[place]
        try:
            if place not in self._missing:
                self._missing[place] = _drawn(font, _NOBODY_HAS)
            return _drawn(font, char) not in (self._missing[place], None)
        except (OSError, ValueError):
            return False


def _drawn(font: ImageFont.FreeTypeFont, char: str) -> object:
    mask = font.getmask(char, mode="L")
    data = bytes(mask)
    return (mask.size, data) if any(data) else None


def _clusters(text: str) -> list[str]:
    """Characters with the marks that belong to them."""
    found: list[str] = []
    for char in text:
        if found and unicodedata.combining(char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _without_middle(clusters: list[str], kept: int) -> str:
    if kept >= len(clusters):
        return "".join(clusters)
    before = (kept + 1) // 2
    return "".join([*clusters[:before], ELLIPSIS, *clusters[len(clusters) - (kept - before) :]])


def font_folders() -> list[Path]:
    """Where this system keeps fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return [windows, Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else [windows]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [
        home / ".local" / "share" / "fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    ]


def font_files(folders: list[Path]) -> Iterator[Path]:
    """Font files that may draw text, those likely to be plain and complete first."""
    found: list[Path] = []
    for folder in folders:
        for place, _folders, names in os.walk(folder):
            found += [Path(place, name) for name in names if name.lower().endswith(_FONT_ENDINGS)]
            if len(found) > _MOST_FONTS:
                break
    yield from sorted(found[:_MOST_FONTS], key=_plainness)


def _plainness(path: Path) -> tuple[int, str]:
    name = path.name.lower()
    odd = any(word in name for word in ("bold", "italic", "oblique", "mono", "light", "black"))
    return odd * 2 + ("sans" not in name), name
