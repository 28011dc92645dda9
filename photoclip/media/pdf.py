"""Writing a PDF page by page into a stream: pictures where they are put, nothing kept in memory.

The same pages make the same bytes: no date is written.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

_CATALOG, _PAGES, _FONT = 1, 2, 3
_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page; places and sizes in points (1/72 inch) from its lower left corner."""

    picture: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text nobody sees, where a viewer's search finds it: its Latin letters, that is.

    ``size`` and place in points.
    """

    text: str
    x: float
    y: float
    size: float


class PdfWriter:
    """A PDF in the making. ``title`` is what viewers show; `close` must be called."""

    def __init__(self, stream: BinaryIO, title: str = "") -> None:
        self._stream = stream
        self._title = title
        self._offsets: dict[int, int] = {}
        self._next = _FONT + 1
        self._pages: list[int] = []
        self._at = 0
        self._write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """The number of a picture that is put on pages before it is known."""
        number = self._next
        self._next += 1
        return number

    def jpeg(self, data: bytes) -> tuple[int, int, int]:
        """Add a JPEG as it is; ``(number, width, height)``. Raises `ValueError` for anything else."""
        try:
            with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
                (width, height), space = image.size, _SPACES.get(image.mode)
        except Exception as error:  # Pillow raises nearly everything over nonsense
            raise ValueError("not a JPEG") from error
        if space is None:
            raise ValueError(f"a JPEG of another kind: {image.mode}")
        number = self.reserve()
        self._picture(number, data, width, height, space, "DCTDecode")
        return number, width, height

    def grey(self, image: Image.Image, number: int | None = None) -> int:
        """Add a grey picture without loss; its number."""
        chosen = self.reserve() if number is None else number
        packed = zlib.compress(image.convert("L").tobytes(), 9)
        self._picture(chosen, packed, image.width, image.height, "DeviceGray", "FlateDecode")
        return chosen

    def page(
        self, size: tuple[float, float], pictures: Sequence[Placed], texts: Sequence[Hidden] = ()
    ) -> None:
        """Add a page, ``(width, height)`` in points."""
        content = [
            f"q {one.width:.2f} 0 0 {one.height:.2f} {one.x:.2f} {one.y:.2f} cm /P{one.picture} Do Q"
            for one in pictures
        ]
        for text in texts:
            escaped = text.text.translate({ord(char): "\\" + char for char in "()\\"})
            content.append(
                f"BT 3 Tr /F {text.size:.2f} Tf {text.x:.2f} {text.y:.2f} Td ({escaped}) Tj ET"
            )
        stream = zlib.compress("\n".join(content).encode("cp1252", "ignore"))
        contents = self.reserve()
        self._object(contents, b"<< /Length %d /Filter /FlateDecode >>" % len(stream), stream)
        used = sorted({one.picture for one in pictures})
        names = " ".join(f"/P{picture} {picture} 0 R" for picture in used)
        number = self.reserve()
        self._object(
            number,
            (
                f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {size[0]:.2f} {size[1]:.2f}] "
                f"/Resources << /XObject << {names} >> /Font << /F {_FONT} 0 R >> >> "
                f"/Contents {contents} 0 R >>"
            ).encode("ascii"),
        )
        self._pages.append(number)

    def close(self) -> None:
        """Write what comes last. The stream stays open."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        self._object(_CATALOG, b"<< /Type /Catalog /Pages %d 0 R >>" % _PAGES)
        count = len(self._pages)
        self._object(_PAGES, f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode("ascii"))
        self._object(
            _FONT,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        )
        info = self.reserve()
        title = self._title.encode("utf-16-be", "replace").hex()
        self._object(info, f"<< /Producer (PhotoClip) /Title <feff{title}> >>".encode("ascii"))
        self._finish(info)

    def _finish(self, info: int) -> None:
        start = self._at
        lines = [f"xref\n0 {self._next}\n0000000000 65535 f \n"]
        lines += [f"{self._offsets[number]:010d} 00000 n \n" for number in range(1, self._next)]
        lines.append(
            f"trailer\n<< /Size {self._next} /Root {_CATALOG} 0 R /Info {info} 0 R >>\n"
            f"startxref\n{start}\n%%EOF\n"
        )
        self._write("".join(lines).encode("ascii"))

    def _picture(
        self, number: int, data: bytes, width: int, height: int, space: str, packing: str
    ) -> None:
        about = (
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} "
            f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /{packing} /Length {len(data)} >>"
        )
        self._object(number, about.encode("ascii"), data)

    def _object(self, number: int, about: bytes, stream: bytes | None = None) -> None:
        self._offsets[number] = self._at
        self._write(b"%d 0 obj\n%s\n" % (number, about))
        if stream is not None:
            self._write(b"stream\n" + stream + b"\nendstream\n")
        self._write(b"endobj\n")

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._at += len(data)
