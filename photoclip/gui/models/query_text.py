"""The text of a query, taken apart and put together again by its chips, and told in plain words.

Pure: what the query means is for the process that searches; here only canonical texts are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from photoclip.browse.messages import Chip, ChipKind
from photoclip.gui.models.date_filter import DATE_NAMES

_PLAIN_VALUE = re.compile(r'[^\s"^*?]+')
_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"|([^"]+)', re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\])')
_WEIGHT = re.compile(r"\^([\d.]+)$", re.ASCII)

FLAG = "flag"
"""Not a name of the language: the ``is:`` filters that ask for a flag, as one filter."""
_FLAGS = frozenset({"picked", "rejected", "unflagged"})


def quoted(value: str) -> str:
    """A filter's value so that it means exactly this text: in quotes where it needs them."""
    if _PLAIN_VALUE.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pieces(value: str) -> tuple[tuple[str, bool], ...]:
    """A value's parts and whether each is in quotes; inside quotes nothing is a wildcard."""
    return tuple(
        (_ESCAPE.sub(r"\1", match[1]), True) if match[2] is None else (match[2], False)
        for match in _PIECE.finditer(value)
    )


def plain(value: str) -> str:
    """A value without its quotes."""
    return "".join(text for text, _ in pieces(value))


def is_pattern(value: str) -> bool:
    """Whether a value has a wildcard."""
    return any("*" in text or "?" in text for text, quoted_ in pieces(value) if not quoted_)


def named(chip: Chip) -> tuple[str, str]:
    """A filter's or the order's name and value, the value as it stands in the query."""
    name, _, value = chip.text.removeprefix("-").partition(":")
    return name, value


def weight_of(chip: Chip) -> str:
    """How much a part counts, as it was written; empty where nothing was said."""
    tail = chip.text.rpartition('"')[2]
    match = _WEIGHT.search(tail)
    return match[1] if match and chip.kind in (ChipKind.WORDS, ChipKind.LIKE) else ""


def belongs(chip: Chip, name: str) -> bool:
    """Whether a chip is the filter ``name``, or one that says the same thing in another way.

    ``before:`` is a ``date``, ``is:unlabelled`` speaks of the ``label``; `FLAG` is an ``is:`` of its
    own.
    """
    if chip.kind is not ChipKind.FILTER:
        return False
    own, value = named(chip)
    match name:
        case "date":
            return own in DATE_NAMES
        case "label":
            return own == "label" or (own, value) in (("is", "unlabelled"), ("has", "label"))
        case "flag":
            return own == "is" and value in _FLAGS
        case _:
            return own == name


def with_filter(text: str, chips: Sequence[Chip], name: str, new: str | None) -> str:
    """The query with ``new`` (none, one or several filters) where the filters ``name`` stood.

    ``chips`` are how ``text`` was understood: all of them, or none if there is a mistake in it. What
    was typed stays as it was typed unless something has to be taken out of it.
    """
    if not any(belongs(chip, name) for chip in chips):
        if not new:
            return text
        if not chips and text.strip():
            # Behind a mistake the filter might end inside a quote that is never closed.
            return f"{new} {text}"
        return f"{text.rstrip()} {new}".lstrip()
    return _joined(chips, name, new or "")


def with_filter_chips(chips: Sequence[Chip], name: str, new: Sequence[str]) -> tuple[Chip, ...]:
    """The chips that `with_filter` leaves, as far as a text can tell; ``without`` is empty in new ones.

    They stand in until the query has been understood again.
    """
    kept: list[Chip] = []
    put = False
    made = [_filter_chip(text) for text in new]
    for chip in chips:
        if not belongs(chip, name):
            kept.append(chip)
        elif not put:
            kept += made
            put = True
    return tuple(kept if put else [*kept, *made])


def without_filters(chips: Sequence[Chip]) -> str:
    """The query without any filter; words and order stay."""
    return " ".join(_texts(chip for chip in chips if chip.kind is not ChipKind.FILTER))


def without_order(chips: Sequence[Chip]) -> str:
    """The query without its ``sort:``."""
    return " ".join(_texts(chip for chip in chips if chip.kind is not ChipKind.ORDER))


def needs_chips(chips: Sequence[Chip]) -> bool:
    """Whether there is anything to explain: a plain phrase alone explains itself."""
    return len(chips) > 1 or any(
        chip.kind is not ChipKind.WORDS or weight_of(chip) for chip in chips
    )


def to_utf16(text: str, at: int) -> int:
    """Where the character at ``at`` stands in Qt's strings, which count UTF-16 units."""
    return at + sum(ord(char) > 0xFFFF for char in text[:at])


def from_utf16(text: str, at: int) -> int:
    """The inverse of `to_utf16`."""
    units = 0
    for place, char in enumerate(text):
        if units >= at:
            return place
        units += 2 if ord(char) > 0xFFFF else 1
    return len(text)


def _filter_chip(text: str) -> Chip:
    name, _, value = text.removeprefix("-").partition(":")
    return Chip(ChipKind.FILTER, text, "", name, value, text.startswith("-"))


def _joined(chips: Sequence[Chip], name: str, new: str) -> str:
    kept: list[str] = []
    put = False
    for chip, text in zip(chips, _texts(chips), strict=True):
        if not belongs(chip, name):
            kept.append(text)
        elif not put:
            kept.append(new)
            put = True
    return " ".join(filter(None, kept))


def _texts(chips: Iterable[Chip]) -> list[str]:
    texts: list[str] = []
    phrase_stands = False
    for chip in chips:
        text = chip.text
        if chip.kind is ChipKind.WORDS and '"' not in text and "^" not in text:
            # A second phrase without quotes would run into the first.
            if phrase_stands:
                text = '"' + text.replace("\\", "\\\\") + '"'
            phrase_stands = True
        texts.append(text)
    return texts
