"""A contact sheet: pages of small pictures with their names, as a PDF.

Pictures come as JPEG, drawn by a decoder process, and stand in the PDF as they are.
"""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from photoclip.core import paths
from photoclip.media.lettering import ELLIPSIS, Lettering
from photoclip.media.pdf import Hidden, PdfWriter, Placed

DPI = 300
_POINT = 72.0
_A4 = (595.28, 841.89)
_MARGIN = 36.0
_GAP = 9.0
_NAME_POINTS, _TITLE_POINTS, _FOOT_POINTS = 7.5, 14.0, 8.0
_NAME_ROOM, _TITLE_ROOM, _FOOT_ROOM = 12.0, 26.0, 16.0
MOST_COLUMNS, MOST_ROWS = 12, 16
LONGEST_NAME = 300  # characters that are looked at; a cell shows fewer


@dataclass(frozen=True, slots=True)
class Grid:
    """How a page is divided: A4 upright, ``columns`` by ``rows`` of cells; sizes in points."""

    columns: int
    rows: int
    titled: bool

    @property
    def cell(self) -> tuple[float, float]:
        """Width and height of a picture's place, its name not included."""
        width = (_A4[0] - 2 * _MARGIN - (self.columns - 1) * _GAP) / self.columns
        room = _A4[1] - 2 * _MARGIN - _FOOT_ROOM - (_TITLE_ROOM if self.titled else 0)
        return width, (room - (self.rows - 1) * _GAP) / self.rows - _NAME_ROOM

    @property
    def side(self) -> int:
        """The long side in pixels that a picture needs in print."""
        return round(max(self.cell) / _POINT * DPI)

    def place(self, number: int) -> tuple[float, float]:
        """The upper left corner of a cell, from 0, in reading order."""
        row, column = divmod(number, self.columns)
        width, height = self.cell
        top = _A4[1] - _MARGIN - (_TITLE_ROOM if self.titled else 0)
        return _MARGIN + column * (width + _GAP), top - row * (height + _NAME_ROOM + _GAP)


class ContactSheet:
    """Draws pages into a stream, one after another. `close` must be called."""

    def __init__(self, stream: BinaryIO, grid: Grid, title: str = "") -> None:
        self._grid = grid
        self._title = unicodedata.normalize("NFC", " ".join(title.split()))
        self._pdf = PdfWriter(stream, self._title)
        font = paths.shipped_font()
        self._names = Lettering(font, _pixels(_NAME_POINTS))
        self._headings = Lettering(font, _pixels(_TITLE_POINTS))
        self._foot = Lettering(font, _pixels(_FOOT_POINTS))
        self._pictures: list[Placed] = []
        self._texts: list[Hidden] = []
        self._heading: tuple[int, Image.Image] | None = None
        self._total = self._pdf.reserve()
        self._cells = 0
        self._page = 0
        self.undrawn: list[str] = []
        """Names, and a title, of which some characters are in no font."""

    def add(self, jpeg: bytes, name: str, number: str) -> None:
        """The next picture with its name below.

        A name that no font can draw whole begins with ``number`` (``#12``) instead. Raises
        `ValueError` for what is no JPEG.
        """
        picture, width, height = self._pdf.jpeg(jpeg)
        cell_width, cell_height = self._grid.cell
        left, top = self._grid.place(self._cells)
        scale = min(cell_width / width, cell_height / height)
        shown = (width * scale, height * scale)
        x = left + (cell_width - shown[0]) / 2
        self._pictures.append(Placed(picture, x, top - cell_height, *shown))  # close to its name
        short = unicodedata.normalize("NFC", name[:LONGEST_NAME])
        self._write_name(short, number, left, top - cell_height)
        self._cells += 1
        if self._cells == self._grid.columns * self._grid.rows:
            self._end_page()

    def close(self) -> int:
        """Finish the last page and the file; how many pages there are."""
        if self._cells or not self._page:
            self._end_page()
        self._pdf.grey(self._total_picture(), self._total)
        self._pdf.close()
        return self._page

    def _write_name(self, name: str, number: str, left: float, bottom: float) -> None:
        width = self._grid.cell[0]
        text = self._drawable(self._names, name, number)
        image = self._names.draw(self._names.fitted(text, _pixels(width)))
        shown = _points(image.width)
        baseline = bottom - _NAME_ROOM + 1.5
        place = left + max(0.0, (width - shown) / 2)
        self._pictures.append(
            Placed(self._pdf.grey(image), place, baseline, shown, _points(image.height))
        )
        self._texts.append(Hidden(name, left, baseline + 2, _NAME_POINTS))

    def _drawable(self, lettering: Lettering, text: str, number: str = "") -> str:
        unknown = lettering.unknown_in(text)
        if not unknown:
            return text
        self.undrawn.append(text)
        kept: list[str] = [number, " "] if number else []
        for char in text:
            if char not in unknown:
                kept.append(char)
            elif kept[-1:] != [ELLIPSIS]:
                kept.append(ELLIPSIS)
        return "".join(kept)

    def _end_page(self) -> None:
        self._page += 1
        if self._title:
            self._put_title()
        self._put_foot()
        self._pdf.page(_A4, self._pictures, self._texts)
        self._pictures, self._texts, self._cells = [], [], 0

    def _put_title(self) -> None:
        if self._heading is None:
            text = self._drawable(self._headings, self._title[:LONGEST_NAME])
            width = _pixels(_A4[0] - 2 * _MARGIN)
            image = self._headings.draw(self._headings.fitted(text, width))
            self._heading = self._pdf.grey(image), image
        number, image = self._heading
        y = _A4[1] - _MARGIN - _TITLE_POINTS - 2
        size = (_points(image.width), _points(image.height))
        self._pictures.append(Placed(number, _MARGIN, y, *size))
        self._texts.append(Hidden(self._title, _MARGIN, y, _TITLE_POINTS))

    def _put_foot(self) -> None:
        """``3 / 12``: how many there are is drawn once, when that is known."""
        image = self._foot.draw(f"{self._page} / ")
        width, height = _points(image.width), _points(image.height)
        middle = _A4[0] / 2
        self._pictures.append(Placed(self._pdf.grey(image), middle - width, _MARGIN, width, height))
        self._pictures.append(Placed(self._total, middle, _MARGIN, self._total_width, height))

    @property
    def _total_width(self) -> float:
        return _points(self._foot.width("0" * _TOTAL_DIGITS))

    def _total_picture(self) -> Image.Image:
        """The number of pages, at the left of a picture whose size was said before it was known."""
        image = Image.new("L", (self._foot.width("0" * _TOTAL_DIGITS), self._foot.height), 255)
        image.paste(self._foot.draw(str(self._page)), (0, 0))
        return image


_TOTAL_DIGITS = 7


def _pixels(points: float) -> int:
    return round(points / _POINT * DPI)


def _points(pixels: int) -> float:
    return pixels / DPI * _POINT


def is_picture(data: bytes) -> bool:
    """Whether these bytes are a JPEG that can be drawn whole."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            image.load()
            return image.mode in ("L", "RGB")
    except Exception:  # Pillow raises nearly everything over nonsense
        return False
