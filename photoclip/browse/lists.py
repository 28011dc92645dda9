"""The lists a window shows: which pictures, in which order, under which headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from photoclip.browse.messages import (
    Chip,
    ChipKind,
    Find,
    ItemKey,
    Listing,
    Mistake,
    Order,
    Question,
    Section,
    SectionKind,
)
from photoclip.browse.photo_sets import album_shown, in_album_order
from photoclip.compare.calibrate import band_starts
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import QueryError
from photoclip.core.types import Band
from photoclip.search.chips import Part, parts_of
from photoclip.search.file_filters import FileConditions, can_judge_files
from photoclip.search.ordering import NEWEST, is_by_date
from photoclip.search.query import format_query, parse
from photoclip.search.query_types import (
    IsFilter,
    Query,
    Sort,
    SortKey,
    Trait,
)
from photoclip.search.results import PhotoList, Ranking
from photoclip.session import Session
from photoclip.store import columns

FIRST = 1000
"""How many pictures the early answer to a long list has: more than any screen shows."""

_LONG = 20_000
"""A list longer than this gets an early answer."""

_SORTS = {
    Order.BEST: None,
    Order.NEWEST: Sort(SortKey.DATE, descending=True),
    Order.OLDEST: Sort(SortKey.DATE, descending=False),
    Order.NAME: Sort(SortKey.NAME, descending=False),
    Order.RATING: Sort(SortKey.RATING, descending=True),
}

_NO_DAYS = np.empty(0, np.int32)

Int64 = npt.NDArray[np.int64]


class Lists:
    """Answers `Find`, from a session of its own."""

    def __init__(self, session: Session) -> None:
        session.borrow_models()
        self._session = session

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        """See `Answerer`: a `Listing` or a `Mistake`."""
        if not isinstance(question, Find):
            raise TypeError(f"not a question for lists: {question!r}")
        try:
            query = parse(question.query)
        except QueryError as error:
            return mistake(error)
        self._session.keep_up()
        if not query.terms:
            return self._listed(question, query, more, cancel)
        with self._session.waiting(hold, cancel):
            try:
                return self._ranked(question, query, cancel)
            except QueryError as error:
                return _misplaced(error, question.query)

    # --- with words ---------------------------------------------------------------------------------

    def _ranked(self, question: Find, query: Query, cancel: CancelToken) -> Listing:
        asked = query if query.sort is not None else _sorted(query, _SORTS[question.order])
        ranking = self._session.engine.rank(asked, all_bands=question.all_bands, cancel=cancel)
        cancel.check()
        return Listing(
            ranking.photos.tobytes(),
            ranking.scores.astype(np.float32).tobytes(),
            _band_sections(ranking),
            ranking.counts,
            chips(query),
            format_query(query),
            ranked=True,
            unindexed=ranking.unindexed,
        )

    # --- without words ------------------------------------------------------------------------------

    def _listed(
        self, question: Find, query: Query, more: Callable[[object], None], cancel: CancelToken
    ) -> Listing:
        lists = self._session.lists
        sort = query.sort or _SORTS[question.order] or NEWEST
        waiting = self._waiting(query)
        if not query.filters:
            first = lists.first_of_all(sort, FIRST, _LONG)
            if first is not None:
                more(_listing(question, query, sort, first, waiting[:0], complete=False))
        cancel.check()
        listed = lists.listing(query, sort, cancel)
        album = album_shown(self._session, query) if question.order is Order.BEST else None
        if album is not None:
            photos = in_album_order(self._session, album, listed.photos)
            ordered = PhotoList(photos, _NO_DAYS)
            by_hand = Sort(SortKey.NAME, descending=False)  # an order without headings
            made = _listing(question, query, by_hand, ordered, waiting, complete=True)
            return replace(made, album=album)
        return _listing(question, query, sort, listed, waiting, complete=True)

    def _waiting(self, query: Query) -> Int64:
        """The files that are no photos yet and pass the filters."""
        library = self._session.library
        if IsFilter(Trait.FAILED) in query.filters:
            return columns.failed_files(library) if len(query.filters) == 1 else _no_files()
        if not can_judge_files(query.filters):
            return _no_files()
        conditions = FileConditions(library.connection)
        conditions.add(query.filters)
        return columns.waiting_files(library, conditions.where, conditions.parameters)


def _no_files() -> Int64:
    return np.empty(0, np.int64)


def mistake(error: QueryError) -> Mistake:
    """A mistake in a query as a window shows it."""
    return Mistake(str(error), error.start, error.end, error.expected)


_LIKE = re.compile(r'-?like:(?:"(?:[^"\\]|\\.)*"|[^\s"])+', re.IGNORECASE)


def _misplaced(error: QueryError, text: str) -> Mistake:
    """A mistake that only the search found: a photo that isn't there, somewhere in the text."""
    likes = list(_LIKE.finditer(text))
    start, end = likes[0].span() if len(likes) == 1 else (0, len(text))
    return Mistake(str(error), start, end, error.expected)


def chips(query: Query) -> tuple[Chip, ...]:
    """The parts of a query as a window shows them."""
    return tuple(map(chip, parts_of(query)))


def chip(part: Part) -> Chip:
    """One part of a query as a window shows it."""
    return Chip(
        ChipKind(part.kind.value),
        part.text,
        part.without,
        part.name,
        part.value,
        part.negated,
        None if part.photo is None else ItemKey(part.photo),
    )


def _sorted(query: Query, sort: Sort | None) -> Query:
    return Query(query.terms, query.filters, sort)


def _listing(
    question: Find,
    query: Query,
    sort: Sort,
    listed: PhotoList,
    files: Int64,
    *,
    complete: bool,
) -> Listing:
    photos = listed.photos
    if is_by_date(sort):
        sections = _date_sections(listed.days, question.by_day)
    else:
        sections = [Section(SectionKind.ALL, "", 0, len(photos))] if len(photos) else []
    if len(files):
        failed = IsFilter(Trait.FAILED) in query.filters
        kind = SectionKind.ALL if failed else SectionKind.WAITING
        sections.append(Section(kind, "", len(photos), len(files)))
    return Listing(
        np.concatenate([photos, -files]).tobytes(),
        b"",
        tuple(sections),
        dict.fromkeys(Band, 0),
        chips(query),
        format_query(query),
        ranked=False,
        unindexed=0,
        complete=complete,
    )


def _date_sections(days: npt.NDArray[np.int32], by_day: bool) -> list[Section]:
    """Sections of a list in order of time, from its days (20240715, or 0 for none)."""
    if not len(days):
        return []
    periods = days if by_day else days // 100
    starts = np.concatenate([[0], np.flatnonzero(periods[1:] != periods[:-1]) + 1])
    counts = np.diff(np.append(starts, len(days)))
    return [
        _date_section(period, start, count, by_day)
        for period, start, count in zip(
            periods[starts].tolist(), starts.tolist(), counts.tolist(), strict=True
        )
    ]


def _date_section(period: int, start: int, count: int, by_day: bool) -> Section:
    if period == columns.UNDATED:
        return Section(SectionKind.UNDATED, "", start, count)
    if by_day:
        name = f"{period // 10_000:04d}-{period // 100 % 100:02d}-{period % 100:02d}"
        return Section(SectionKind.DAY, name, start, count)
    return Section(SectionKind.MONTH, f"{period // 100:04d}-{period % 100:02d}", start, count)


def _band_sections(ranking: Ranking) -> tuple[Section, ...]:
    """One section a band: in the order of the list, which may begin with the worst."""
    scores = ranking.scores
    likely = scores >= band_starts(Band.LIKELY)
    maybe = (scores >= band_starts(Band.MAYBE)) & ~likely
    bands: Sequence[tuple[Band, npt.NDArray[np.bool_]]] = (
        (Band.LIKELY, likely),
        (Band.MAYBE, maybe),
        (Band.UNLIKELY, ~likely & ~maybe),
    )
    sections = [
        Section(SectionKind.BAND, band.value, int(mask.argmax()), int(mask.sum()))
        for band, mask in bands
        if mask.any()
    ]
    return tuple(sorted(sections, key=lambda section: section.start))
