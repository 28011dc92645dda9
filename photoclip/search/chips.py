"""A query in parts: what a person sees of how it was understood, and can take away one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from photoclip.core.types import PhotoId
from photoclip.search.query import format_query
from photoclip.search.query_types import (
    ExcludeTerm,
    Filter,
    LikeTerm,
    Query,
    Sort,
    Term,
    TextTerm,
)

_Item = TypeVar("_Item")


class PartKind(StrEnum):
    """What a part of a query is."""

    WORDS = "words"
    LIKE = "like"
    EXCLUDED = "excluded"
    FILTER = "filter"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query. ``text`` and ``without`` (the query without it) are canonical text.

    ``name`` and ``value`` are a filter's or the order's; else ``value`` is the words or the photo.
    """

    kind: PartKind
    text: str
    without: str
    name: str = ""
    value: str = ""
    negated: bool = False
    photo: PhotoId | None = None


def parts_of(query: Query) -> tuple[Part, ...]:
    """The parts of a query in the order in which it is printed."""
    terms = [
        _of_term(term, replace(query, terms=_without(query.terms, at)))
        for at, term in enumerate(query.terms)
    ]
    filters = [
        _of_filter(one, replace(query, filters=_without(query.filters, at)))
        for at, one in enumerate(query.filters)
    ]
    order = [] if query.sort is None else [_of_sort(query.sort, replace(query, sort=None))]
    return (*terms, *filters, *order)


def part_of_term(query: Query, term: TextTerm | LikeTerm, excluded: bool) -> Part:
    """The part of a query that this term of it is."""
    whole: Term = ExcludeTerm(term) if excluded else term
    return _of_term(whole, replace(query, terms=_without(query.terms, query.terms.index(whole))))


def _without(items: tuple[_Item, ...], at: int) -> tuple[_Item, ...]:
    return items[:at] + items[at + 1 :]


def _of_term(term: Term, rest: Query) -> Part:
    text, without = format_query(Query(terms=(term,))), format_query(rest)
    excluded = isinstance(term, ExcludeTerm)
    shown = term.term if isinstance(term, ExcludeTerm) else term
    photo: PhotoId | None = None
    if isinstance(shown, TextTerm):
        kind, value = PartKind.WORDS, shown.text
    else:
        kind = PartKind.LIKE
        if isinstance(shown.photo, str):
            value = shown.photo
        else:
            photo, value = shown.photo, f"#{shown.photo}"
    return Part(
        PartKind.EXCLUDED if excluded else kind,
        text,
        without,
        value=value,
        negated=excluded,
        photo=photo,
    )


def _of_filter(one: Filter, rest: Query) -> Part:
    text = format_query(Query(filters=(one,)))
    name, _colon, value = text.removeprefix("-").partition(":")
    return Part(PartKind.FILTER, text, format_query(rest), name, value, one.negated)


def _of_sort(sort: Sort, rest: Query) -> Part:
    text = format_query(Query(sort=sort))
    return Part(PartKind.ORDER, text, format_query(rest), "sort", text.removeprefix("sort:"))
