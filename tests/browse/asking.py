"""Asking an answerer as the browse process does, and reading what it says."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from photoclip.browse.messages import Find, Listing, Order
from photoclip.core.cancel import CancelToken


@dataclass
class Asked:
    """The answer to one question, and what came before it."""

    answer: object = None
    early: list[object] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)


def ask(answerer, question, cancel: CancelToken | None = None) -> Asked:
    asked = Asked()
    asked.answer = answerer.answer(
        question, asked.early.append, asked.holds.append, cancel or CancelToken()
    )
    return asked


def find(lists, query: str = "", order: Order = Order.BEST, **options: bool) -> Listing:
    listing = ask(lists, Find(query, order, **options)).answer
    assert isinstance(listing, Listing), listing
    assert sum(section.count for section in listing.sections) == listing.count
    assert [section.start for section in listing.sections] == [
        sum(section.count for section in listing.sections[:n]) for n in range(len(listing.sections))
    ]
    return listing


def keys_of(listing: Listing) -> list[int]:
    return list(array("q", listing.keys))


def scores_of(listing: Listing) -> list[float]:
    return list(array("f", listing.scores))


def sections_of(listing: Listing) -> list[tuple[str, str, int]]:
    return [(section.kind.value, section.name, section.count) for section in listing.sections]
