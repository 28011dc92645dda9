"""How results look in a terminal, and as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from photoclip.core.errors import PhotoClipError, QueryError
from photoclip.core.types import Band, PhotoId, SearchHit

if TYPE_CHECKING:
    from photoclip.store.photos import PhotoRow

_BAND_STYLE = {Band.LIKELY: "bold green", Band.MAYBE: "yellow", Band.UNLIKELY: "dim"}
_BAR = 10
_JOINERS = "\u200c\u200d"
"""Invisible, but part of how words are written in some languages, and of many an emoji."""
WIDEST_NAME = 36
"""Cells of a column of names; a longer one has a line of its own."""


def console() -> Console:
    """Standard output; plain where it isn't a terminal."""
    return Console(highlight=False, soft_wrap=True)


def errors() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(value: Mapping[str, Any]) -> None:
    """One object on one line, ASCII only: bytes of a name that are not UTF-8 come as ``\\udcXX``."""
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")


def path_json(path: bytes) -> str:
    """A path that Python's ``os.fsencode`` turns back into the same bytes."""
    return os.fsdecode(path)


def plain(text: str) -> str:
    """Text that can't move the cursor or hide itself: control and direction characters escaped."""
    return "".join(
        char if char.isprintable() or char in _JOINERS else _escaped(char) for char in text
    )


def _escaped(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")


def path_text(path: bytes) -> str:
    """A path for people: short for those below the home folder, and safe to print."""
    text = os.fsdecode(path)
    home = os.path.expanduser("~")
    if home != "/" and text.startswith(home + os.sep):
        text = "~" + text[len(home) :]
    return plain(text)


def hit_json(hit: SearchHit, row: PhotoRow | None) -> dict[str, Any]:
    """The stable JSON form of a result."""
    value: dict[str, Any] = {
        "path": path_json(hit.path),
        "score": round(hit.score, 4),
        "band": hit.band.value,
        "id": hit.photo_id,
    }
    if hit.similarity is not None:
        value["similarity"] = round(hit.similarity, 4)
    if row is not None:
        value["taken_at"] = row.taken_at
        value["width"], value["height"] = row.width, row.height
        value["offline"] = row.offline
    return value


def print_hits(
    out: Console,
    hits: Sequence[SearchHit],
    rows: Mapping[PhotoId, PhotoRow],
    counts: Mapping[Band, int],
    *,
    ranked: bool,
) -> None:
    """Results in sections, best first."""
    sections = [band for band in Band if any(hit.band is band for hit in hits)]
    for band in sections if ranked else [Band.LIKELY]:
        shown = [hit for hit in hits if hit.band is band or not ranked]
        if ranked:
            more = f", {len(shown)} shown" if counts[band] > len(shown) else ""
            title = Text(f"{band.value.capitalize()} ", _BAND_STYLE[band])
            title.append(f"({counts[band]}{more})", "dim")
            out.print(title)
        for hit in shown:
            row = rows.get(hit.photo_id) if hit.photo_id is not None else None
            out.print(_line(hit, row, ranked=ranked))


def _line(hit: SearchHit, row: PhotoRow | None, *, ranked: bool) -> Text:
    """One result; the path comes last, so that it is never cut and can be copied whole."""
    line = Text("  ")
    if ranked:
        filled = round(hit.score * _BAR)
        line.append(f"{hit.score:4.0%} ")
        line.append("█" * filled, _BAND_STYLE[hit.band]).append("░" * (_BAR - filled), "dim")
        line.append("  ")
    day = (row.taken_at or "")[:10] if row else ""
    number = "" if hit.photo_id is None else f"#{hit.photo_id}"
    line.append(f"{number:<7} {day:<10}  ", "dim").append(path_text(hit.path))
    if row is not None and row.offline:
        line.append("  (offline)", "dim")
    return line


def print_pairs(out: Console, pairs: Iterable[tuple[str, Text]]) -> None:
    """Words and what is said of them, aligned."""
    listed = list(pairs)
    width = max((len(word) for word, _text in listed), default=0)
    for word, text in listed:
        out.print(Text.assemble((f"{word:<{width}}  ", "dim"), text))


def padded(text: str, width: int) -> str:
    """Text filled up with blanks to so many cells: an emoji takes two, a joined accent none."""
    return text + " " * max(0, width - cell_len(text))


def name_width(names: Iterable[str]) -> int:
    """How wide a column of these names is, in cells."""
    return max((min(cell_len(name), WIDEST_NAME) for name in names), default=0)


def in_column(name: str, width: int) -> str:
    """A name filled up to its column's width; one that doesn't fit stands above what follows."""
    return padded(name, width) if cell_len(name) <= width else f"{name}\n{'':{width}}"


def print_error(error: PhotoClipError) -> None:
    """What went wrong and what to do, on standard error."""
    out = errors()
    out.print(Text("Error: ", "bold red").append(Text(plain(str(error)), "default")))
    notes = getattr(error, "__notes__", ())  # the query, where the mistake is in one
    if isinstance(error, QueryError) and notes:
        query = plain(notes[0])
        width = max(1, error.end - error.start)
        out.print(Text("  " + query))
        out.print(Text("  " + " " * error.start + "^" * width, "bold red"))
    if error.hint:
        out.print(Text("  " + plain(error.hint), "dim"))


def size_text(count: int) -> str:
    """Bytes as people read them."""
    value = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return (
                f"{value:.0f} {unit}" if value >= 100 or unit == "bytes" else f"{value:.1f} {unit}"
            )
        value /= 1000
    raise AssertionError("unreachable")
