"""What could be typed next in a query: names of filters, and their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from photoclip.core.labels import SEPARATOR, Source
from photoclip.search.query import format_query
from photoclip.search.query_filters import format_filter, label_filter, quote
from photoclip.search.query_glob import Glob, escape
from photoclip.search.query_help import FILTERS, HELP
from photoclip.search.query_types import (
    AlbumFilter,
    CameraFilter,
    CaptionFilter,
    Filter,
    FolderFilter,
    KeywordFilter,
    LensFilter,
    Query,
)

MOST = 12

ValuesOf = Callable[[str, str], Iterable[str]]
"""The values a library has for a filter's name, the likeliest first; given what was typed of one."""

_PATTERNS: dict[str, Callable[[Glob], Filter]] = {
    "camera": CameraFilter,
    "lens": LensFilter,
    "keyword": KeywordFilter,
    "caption": CaptionFilter,
    "album": AlbumFilter,
}


_SOURCES = {
    Source.CONFIRMED: "you said that it is right",
    Source.REJECTED: "you said that it is wrong",
    Source.IMPORTED: "it is a keyword in the photo's file",
    Source.AUTO: "its rule put it there",
    Source.SUGGESTED: "its rule only suggests it",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``text`` in place of ``[start, end)`` of the query; ``help`` says what it means."""

    text: str
    help: str
    start: int
    end: int


def suggestions(text: str, cursor: int, values_of: ValuesOf) -> tuple[Suggestion, ...]:
    """What the word at the cursor could become, at most `MOST`: as it begins first, then within."""
    start, end = _word_at(text, min(max(cursor, 0), len(text)))
    typed = text[start : max(start, cursor)]
    if typed.startswith('"'):
        return ()
    name, colon, value = typed.partition(":")
    name = name.lower()
    if not colon:
        names = _matching([one.name for one in FILTERS], name, within=False)
        return tuple(Suggestion(f"{one}:", HELP[one].help, start, end) for one in names[:MOST])
    if name not in HELP:
        return ()
    before, wanted = "", _unquoted(value)
    if name == "type" and "," in wanted:
        before, _comma, wanted = wanted.rpartition(",")
        before += ","
    if name == "label" and wanted.startswith(SEPARATOR):
        before, wanted = SEPARATOR, wanted[1:]
    known: Sequence[str] = HELP[name].values or tuple(values_of(name, wanted))
    sources = _sources(known, wanted) if name == "label" else ()
    offered = (
        *(
            (_written(name, one), HELP[name].help)
            for one in _matching(known, wanted)[: MOST - len(sources)]
            if one != wanted or before
        ),
        *sources,
    )
    return tuple(Suggestion(f"{name}:{before}{one}", said, start, end) for one, said in offered)


def _sources(labels: Sequence[str], typed: str) -> tuple[tuple[str, str], ...]:
    """What can follow a label's name and a slash beside the labels below it, and what it means."""
    name, slash, begun = typed.rpartition(SEPARATOR)
    named = label_filter(escape(name))
    if not slash or named is None or not named.holds(labels):
        return ()
    found = [one for one in Source if one.startswith(begun.lower())]
    return tuple((f"{_written('label', name)}{SEPARATOR}{one}", _SOURCES[one]) for one in found)


def text_of(name: str, value: str) -> str:
    """``name:value`` as it stands in a query, for exactly this value of the library's."""
    return f"{name}:{_written(name, value)}"


def folder_filter(path: str) -> FolderFilter | None:
    """The filter for a folder with ``/``, an absolute one anchored; None for the root of all."""
    parts = tuple(_literal(name) for name in path.split("/") if name)
    return FolderFilter(parts, anchored=path.startswith("/")) if parts else None


def _literal(name: str) -> Glob:
    # The language has no words for a name of blanks alone.
    return Glob.literal(name) if name.strip() else Glob("?" * len(name))


def _written(name: str, value: str) -> str:
    if name == "label":
        label = label_filter(escape(value))
        return format_filter(label).partition(":")[2] if label else quote(value)
    if name in _PATTERNS:
        written = format_query(Query(filters=(_PATTERNS[name](_literal(value)),)))
        return written.partition(":")[2]
    if name == "in":
        folder = folder_filter(value)
        return format_query(Query(filters=(folder,))).partition(":")[2] if folder else quote(value)
    return value


def _matching(known: Iterable[str], typed: str, *, within: bool = True) -> list[str]:
    wanted = typed.casefold()
    folded = [(one, one.casefold()) for one in known]
    begins = [one for one, text in folded if text.startswith(wanted)]
    inside = [one for one, text in folded if wanted in text and not text.startswith(wanted)]
    return begins + (inside if within else [])


def _unquoted(text: str) -> str:
    return (
        text.replace("\\\\", "\0")
        .replace('\\"', "\1")
        .replace('"', "")
        .translate({0: "\\", 1: '"'})
    )


def _word_at(text: str, cursor: int) -> tuple[int, int]:
    """Where the word around the cursor begins, after its minus, and where it ends."""
    start, at, quoted = 0, 0, False
    while at < len(text):
        character = text[at]
        if character == "\\" and quoted:
            at += 2
            continue
        if character == '"':
            quoted = not quoted
        elif character.isspace() and not quoted:
            if at >= cursor:
                break
            start = at + 1
        at += 1
    end = min(at, len(text))
    if text[start : start + 1] == "-" and start < cursor:
        start += 1
    return start, max(start, end)
