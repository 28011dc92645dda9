"""The third-party notices: everything inside, with the licences' own words, in one text."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from building import licences
from building.inside import inside
from building.licences import Text
from building.parts import Part
from building.project import ROOT, describing, version

if TYPE_CHECKING:
    from building.project import Commands

_WIDTH = 92
_KINDS = {
    "package": "Python package",
    "library": "Native library",
    "interpreter": "The Python interpreter",
    "model": "Model",
    "data": "Data",
}


def notices(venv_or_freeze: Path) -> str:
    """The notices of a frozen folder or of an environment. Raises `building.project.BuildError`.

    It stops where something inside has no known licence, or no words of it.
    """
    return written(inside(venv_or_freeze))


def written(parts: Iterable[Part]) -> str:
    """The notices for these parts: a list, each part, then every text once, numbered."""
    parts = list(parts)
    numbers: dict[str, int] = {}
    texts: list[Text] = []
    own = Text("LICENSE", (ROOT / "LICENSE").read_text(encoding="utf-8"))

    def number(text: Text) -> int:
        key = hashlib.sha256(" ".join(text.words.split()).encode()).hexdigest()
        if key not in numbers:
            texts.append(text)
            numbers[key] = len(texts)
        return numbers[key]

    number(own)
    blocks = [_block(part, [number(text) for text in part.texts]) for part in parts]
    crates = _crates(parts, number)
    chapters = [
        _opening(parts),
        *(_line("-") + block for block in blocks),
        crates,
        *(_text(place, text) for place, text in enumerate(texts, start=1)),
    ]
    return "\n".join(chapter.rstrip() + "\n" for chapter in chapters if chapter)


def _opening(parts: list[Part]) -> str:
    lines = [
        f"PhotoClip {version()}: what is inside, and under which licences",
        "",
        *_wrapped(
            "PhotoClip itself is free software under the GNU General Public License, version 3 or "
            "later (text 1). It comes with the work of many others, listed here. Each part names "
            "its licence and the numbers of the texts at the end that belong to it."
        ),
        "",
    ]
    lines += [
        f"  {part.name} {part.version}".rstrip()
        + f" ({part.within})" * bool(part.within)
        + f": {part.licence}"
        for part in parts
    ]
    return "\n".join(lines) + "\n"


def _block(part: Part, numbers: list[int]) -> str:
    lines = [f"{part.name} {part.version}".rstrip(), f"  {_KINDS[part.kind]}"]
    if part.within:
        lines[-1] += f", comes with {part.within}"
    lines.append(f"  Licence: {part.licence}")
    if part.source:
        lines.append(f"  From: {part.source}")
    lines += _wrapped(part.note, "  ")
    shown = ", ".join(map(str, dict.fromkeys(numbers)))
    lines += _wrapped(f"Texts: {shown}", "  ")
    return "\n".join(lines) + "\n"


def _crates(parts: list[Part], number: Callable[[Text], int]) -> str:
    """What packages in Rust have linked in: the wheels bring lists of it, but no texts."""
    with_crates = [part for part in parts if part.crates]
    if not with_crates:
        return ""
    lines = [
        "Libraries in Rust, linked into Python packages",
        "",
        *_wrapped(
            "The wheels name them and their licences; the words of a licence that a crate itself "
            "carries, with its authors, are at https://crates.io/crates/NAME/VERSION."
        ),
    ]
    needed: dict[str, int] = {}
    for part in with_crates:
        lines += ["", f"  In {part.name} {part.version}:"]
        for name, release, licence in part.crates:
            lines.append(f"    {name} {release}: {licence or 'not said'}")
            for identifier in licences.identifiers(licence):
                text = licences.standard(identifier)
                if text is not None:
                    needed[identifier] = number(text)
    said = ", ".join(f"{name} {place}" for name, place in sorted(needed.items()))
    return _line("-") + "\n".join([*lines, "", *_wrapped(f"Texts: {said}", "  ")]) + "\n"


def _text(number: int, text: Text) -> str:
    body = "\n".join(line.rstrip() for line in text.words.replace("\f", "\n").splitlines())
    return f"{_line('=')}Text {number} ({text.name})\n{_line('=')}\n{body.strip(chr(10))}\n"


def _line(sign: str) -> str:
    return sign * _WIDTH + "\n"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def register(commands: Commands) -> None:
    """Add the command ``notices``."""
    describing(
        commands.add_parser("notices", help="the third-party notices of the freeze or wheel"),
        notices,
        "{of}-notices.txt",
    )
