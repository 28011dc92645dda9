"""The query language: text to `Query` and back, both pure.

The language is described for people, and its grammar given, in ``docs/query-language.md``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from photoclip.core.errors import QueryError
from photoclip.core.types import PhotoId
from photoclip.search.query_filters import (
    Value,
    choose,
    format_filter,
    format_number,
    parse_filter,
    photo_id,
    quote,
    shortened,
    suggestion,
)
from photoclip.search.query_glob import Glob
from photoclip.search.query_help import FILTERS, HELP, FilterHelp
from photoclip.search.query_types import (
    MAX_WEIGHT,
    MIN_WEIGHT,
    AlbumFilter,
    CameraFilter,
    CaptionFilter,
    DateFilter,
    ExcludeTerm,
    Fact,
    Filter,
    FolderFilter,
    HasFilter,
    IdFilter,
    IsFilter,
    KeywordFilter,
    LabelFilter,
    LensFilter,
    LikeTerm,
    NameFilter,
    NearFilter,
    PhotoType,
    Query,
    RatingFilter,
    Sort,
    SortKey,
    Term,
    TextTerm,
    Trait,
    TypeFilter,
)

__all__ = [
    "FILTERS",
    "AlbumFilter",
    "CameraFilter",
    "CaptionFilter",
    "DateFilter",
    "ExcludeTerm",
    "Fact",
    "Filter",
    "FilterHelp",
    "FolderFilter",
    "Glob",
    "HasFilter",
    "IdFilter",
    "IsFilter",
    "KeywordFilter",
    "LabelFilter",
    "LensFilter",
    "LikeTerm",
    "NameFilter",
    "NearFilter",
    "PhotoType",
    "Query",
    "RatingFilter",
    "Sort",
    "SortKey",
    "Term",
    "TextTerm",
    "Trait",
    "TypeFilter",
    "format_query",
    "parse",
]

_SPACE = re.compile(r"\s+")
_DASHES = re.compile(r"-+(?=\s|$)")
_WORD = re.compile(r'[^\s"^]+')
_QUOTED = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\])')
_FILTER_NAME = re.compile(r"([^\W\d_](?:[^\W\d]|-)++):")
_WEIGHT_TEXT = re.compile(r'[^\s"]*')
_WEIGHT = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_DIRECTED = re.compile(r"([a-z]+)-(asc|desc)")
_PLAIN_WORD = re.compile(r'[^\s"^-][^\s"^]*')
_PLAIN_PATH = re.compile(r'[^\s"^#][^\s"^]*')

_SYNONYMS = {
    "collection": "album",
    "dir": "in",
    "ext": "type",
    "file": "name",
    "filename": "name",
    "folder": "in",
    "format": "type",
    "geo": "near",
    "gps": "near",
    "order": "sort",
    "path": "in",
    "place": "near",
    "similar": "like",
    "since": "after",
    "stars": "rating",
    "tag": "keyword",
    "taken": "date",
    "until": "before",
    "year": "date",
}
"""What other programs call our filters: offered in the message, not understood in silence."""


def parse(text: str) -> Query:
    """What ``text`` asks for; the empty query for no text.

    Raises `QueryError` with the span of the first mistake and what was expected there.
    """
    return _Parser(text).query()


def format_query(query: Query) -> str:
    """The canonical text of a query: terms, then filters, then the order.

    ``parse(format_query(query)) == query`` for every query. The first phrase that can stand without
    quotes does; a second one would run into it.
    """
    parts: list[str] = []
    phrase_printed = False
    for term in query.terms:
        bare = not phrase_printed and _is_phrase(term)
        phrase_printed = phrase_printed or bare
        parts.append(_format_term(term, bare))
    parts += map(format_filter, query.filters)
    if query.sort is not None:
        turned = query.sort.descending != query.sort.key.naturally_descending
        parts.append(f"sort:{'-' if turned else ''}{query.sort.key}")
    return " ".join(parts)


class _Parser:
    """One pass over the text from left to right; every step either moves on or raises."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._terms: list[Term | None] = []
        self._phrase: list[str] = []
        self._phrase_place = 0
        self._filters: list[Filter] = []
        self._sort: Sort | None = None

    def query(self) -> Query:
        """Parse the whole text. Raises `QueryError`."""
        while self._skip_space():
            self._item()
        if self._phrase:
            self._terms[self._phrase_place] = TextTerm(" ".join(self._phrase))
        terms = tuple(term for term in self._terms if term is not None)
        return Query(terms, tuple(self._filters), self._sort)

    def _skip_space(self) -> bool:
        """Move to the next item; False at the end."""
        if space := _SPACE.match(self._text, self._at):
            self._at = space.end()
        return self._at < len(self._text)

    def _item(self) -> None:
        start = self._at
        if dashes := _DASHES.match(self._text, start):
            self._at = dashes.end()
            self._join_phrase(dashes[0])
            return
        negated = self._text[start] == "-"
        if negated:
            self._at += 1
        if self._text[self._at] == '"':
            self._quoted_term(start, negated)
        elif name := _filter_name(self._text, self._at):
            self._named(name, start, negated)
        elif (word := _WORD.match(self._text, self._at)) and not word[0].startswith("-"):
            self._at = word.end()
            self._word(word[0], start, negated)
        else:
            self._misplaced(start)

    def _misplaced(self, start: int) -> None:
        if self._text[self._at] == "^":
            message, expected = "a weight stands here on its own", 'a word or "phrase" before the ^'
        else:
            message, expected = "one minus is enough", "a single - before what to leave out"
        raise QueryError(message, start, self._at + 1, expected)

    # --- terms -----------------------------------------------------------------------------------

    def _word(self, word: str, start: int, negated: bool) -> None:
        weight = self._weight()
        if weight is None and not negated:
            self._join_phrase(word)
        else:
            self._add_term(TextTerm(word), weight, start, negated)

    def _quoted_term(self, start: int, negated: bool) -> None:
        text = self._quoted()
        if not text.strip():
            raise QueryError("there is nothing between these quotes", start, self._at, "some text")
        self._add_term(TextTerm(text), self._weight(), start, negated)

    def _like(self, value: Value, start: int, negated: bool) -> None:
        text = value.text
        photo: str | PhotoId = text
        if text.startswith("#") and not value.pieces[0][1]:
            photo = photo_id(value, text[1:])
        elif not text.strip():
            value.refuse("like: has no photo to look at")
        self._add_term(LikeTerm(photo), self._weight(), start, negated)

    def _add_term(
        self, term: TextTerm | LikeTerm, weight: float | None, start: int, negated: bool
    ) -> None:
        if not negated:
            self._terms.append(term if weight is None else replace(term, weight=weight))
        elif weight is not None:
            raise QueryError(
                "what is left out has no weight", start, self._at, "the same without the ^"
            )
        else:
            self._terms.append(ExcludeTerm(term))

    def _join_phrase(self, word: str) -> None:
        if not self._phrase:
            # The words that join later still belong where the first one stood.
            self._phrase_place = len(self._terms)
            self._terms.append(None)
        self._phrase.append(word)

    # --- name:value ------------------------------------------------------------------------------

    def _named(self, typed: re.Match[str], start: int, negated: bool) -> None:
        name = typed[1].lower()
        if name not in HELP:
            known = _SYNONYMS.get(name)
            hint = f'; did you mean "{known}"?' if known else suggestion(name, HELP)
            raise QueryError(
                f'there is no filter called "{shortened(typed[1])}"{hint}',
                typed.start(),
                typed.end(),
                f"one of {', '.join(HELP)}, or quotes around text that has a colon",
            )
        self._at = typed.end()
        value = self._value(name, typed.start())
        if name == "like":
            self._like(value, start, negated)
        elif name == "sort":
            self._order(value, start, negated)
        else:
            self._filters.append(parse_filter(value, negated))
        if name != "like" and self._text.startswith("^", self._at):
            raise QueryError(
                f"{name}: has no weight",
                self._at,
                self._weight_end(),
                "a space here, or quotes around a value that has a ^",
            )

    def _value(self, name: str, name_start: int) -> Value:
        value_start = self._at
        pieces: list[tuple[str, bool]] = []
        while self._at < len(self._text):
            if self._text[self._at] == '"':
                pieces.append((self._quoted(), True))
            elif word := _WORD.match(self._text, self._at):
                self._at = word.end()
                pieces.append((word[0], False))
            else:
                break
        if not pieces:
            raise QueryError(
                f"{name}: needs a value right after the colon",
                name_start,
                self._at,
                HELP[name].expected,
            )
        return Value(name, tuple(pieces), value_start, self._at)

    def _order(self, value: Value, start: int, negated: bool) -> None:
        if negated:
            raise QueryError(
                "an order can't be left out", start, self._at, "sort:-date to turn the order round"
            )
        if self._sort is not None:
            raise QueryError("there is already an order", start, self._at, "only one sort:")
        text = value.text.strip().lower()
        spelled_out = _DIRECTED.fullmatch(text)
        word = spelled_out[1] if spelled_out else text.removeprefix("-")
        key = choose(value, SortKey, {}, word)
        if spelled_out:
            self._sort = Sort(key, spelled_out[2] == "desc")
        else:
            self._sort = Sort(key, key.naturally_descending != text.startswith("-"))

    # --- pieces ----------------------------------------------------------------------------------

    def _quoted(self) -> str:
        """Read from one quote to the next; what is between them with its escapes resolved."""
        quoted = _QUOTED.match(self._text, self._at)
        if quoted is None:
            raise QueryError("this quote is never closed", self._at, len(self._text), 'a closing "')
        self._at = quoted.end()
        return _ESCAPE.sub(r"\1", quoted[1])

    def _weight(self) -> float | None:
        """Read ``^number`` if it is next."""
        if not self._text.startswith("^", self._at):
            return None
        start, end = self._at, self._weight_end()
        number = self._text[start + 1 : end]
        # Below the smallest or above the largest weight, the float may have rounded to 0 or inf.
        if not _WEIGHT.fullmatch(number) or not MIN_WEIGHT <= float(number) <= MAX_WEIGHT:
            raise QueryError(
                f'"{shortened(number)}" is not a weight',
                start,
                end,
                f"a number from {MIN_WEIGHT:g} to {MAX_WEIGHT:g} after the ^, such as 2 or 0.5",
            )
        self._at = end
        return float(number)

    def _weight_end(self) -> int:
        match = _WEIGHT_TEXT.match(self._text, self._at)
        return match.end() if match else self._at


def _filter_name(text: str, at: int) -> re.Match[str] | None:
    """The ``name:`` of a filter, known or not, that starts at ``at``.

    A name is letters (two or more), so 10:30 and 16:9 are words, and so is C:/photos. An unknown
    name with nothing or ``//`` behind it is a word too: people write "note: this" and http://x.
    """
    match = _FILTER_NAME.match(text, at)
    if match is None or match[1].lower() in HELP:
        return match
    follows = text[match.end() : match.end() + 2]
    nothing = not follows or follows[0].isspace() or follows[0] == "^"
    return None if nothing or follows == "//" else match


def _is_phrase(term: Term) -> bool:
    return (
        isinstance(term, TextTerm)
        and term.weight == 1.0
        and " ".join(term.text.split()) == term.text
        and all(map(_is_plain_word, term.text.split(" ")))
    )


def _is_plain_word(word: str) -> bool:
    return _PLAIN_WORD.fullmatch(word) is not None and _filter_name(word, 0) is None


def _format_term(term: Term, bare: bool) -> str:
    match term:
        case ExcludeTerm(excluded):
            # A single excluded word never joins a phrase, so it needs no quotes.
            return f"-{_format_term(excluded, _is_bare_word(excluded))}"
        case TextTerm(text, weight):
            mark = "" if weight == 1.0 else f"^{format_number(weight)}"
            return (text if bare or (mark and _is_plain_word(text)) else quote(text)) + mark
        case LikeTerm(photo, weight):
            mark = "" if weight == 1.0 else f"^{format_number(weight)}"
            if not isinstance(photo, str):
                return f"like:#{photo}{mark}"
            return f"like:{photo if _PLAIN_PATH.fullmatch(photo) else quote(photo)}{mark}"


def _is_bare_word(term: TextTerm | LikeTerm) -> bool:
    return isinstance(term, TextTerm) and _is_plain_word(term.text)
