"""The search itself: filter in SQL, rank by vectors, calibrate, cut honestly."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photoclip.core.errors import PhotoClipError, QueryError
from photoclip.core.types import Band, Float32, ModelInfo, PhotoId, SearchHit
from photoclip.search.calibrate import Calibrator, band_of, band_starts, encode_background
from photoclip.search.filters import Conditions
from photoclip.search.index import Int64, VectorIndex
from photoclip.search.query_types import (
    IsFilter,
    LikeTerm,
    Query,
    Sort,
    SortKey,
    TextTerm,
    Trait,
)
from photoclip.search.text_vectors import TextVectors
from photoclip.store import database, files, photos, vectors
from photoclip.store.database import Library

EncodeFile = Callable[[bytes], Float32]
"""Reads and encodes a picture outside the library: ``(dim,)`` unit float32."""


@dataclass(frozen=True)
class SearchResult:
    """What a query found.

    ``hits`` are in the asked order, at most ``limit`` of them; ``counts`` says how many photos each
    band holds among all that passed the filters (all zero where nothing was ranked);
    ``candidates`` is how many passed; ``unindexed`` how many of them have no vector yet.
    """

    query: Query
    hits: list[SearchHit]
    counts: dict[Band, int]
    candidates: int
    unindexed: int
    ranked: bool


@dataclass(frozen=True)
class _Ranked:
    """Scores 0..1 float32 ``(k,)`` and cosines ``(k,)`` for places ``(k,)`` of the index."""

    places: Int64
    scores: Float32
    cosines: Float32


class Engine:
    """Searches one library with one model. Loads what it needs when it needs it, once."""

    def __init__(
        self,
        library: Library,
        model: ModelInfo,
        texts: TextVectors,
        encode_file: EncodeFile,
    ) -> None:
        self._library = library
        self._model = model
        self._texts = texts
        self._encode_file = encode_file
        self._index: VectorIndex | None = None
        self._calibrator: Calibrator | None = None
        self._hidden: tuple[int, Int64] | None = None

    @property
    def index(self) -> VectorIndex:
        """The vectors of the active model, loaded at first use and appended to afterwards."""
        model_id = vectors.find_model(self._library, self._model.key)
        if self._index is None:
            self._index = (
                VectorIndex(self._model.dim)
                if model_id is None
                else VectorIndex.load(self._library, model_id, self._model.dim)
            )
        elif model_id is not None:
            self._index.refresh(self._library, model_id)
        return self._index

    @property
    def calibrator(self) -> Calibrator:
        """The calibration of the active model over this library's vectors."""
        index = self.index
        if self._calibrator is None:
            self._calibrator = Calibrator(index, self._texts)
        return self._calibrator

    def prepare(self) -> None:
        """Encode what every query is compared with, so that it is cached before the first one."""
        encode_background(self._texts)

    def search(self, query: Query, limit: int = 50, *, all_bands: bool = False) -> SearchResult:
        """Find photos. Unlikely ones are left out unless ``all_bands``; ``limit`` 0 means no limit.

        Raises `QueryError` if ``like:`` names a photo that isn't there.
        """
        failed_only = IsFilter(Trait.FAILED) in query.filters
        conditions = Conditions(self._library.connection)
        conditions.add(query.filters)
        conditions.add_visible(failed_too=failed_only)
        if not query.terms:
            return self._listed(query, conditions, limit, failed_only)
        candidates = self._candidates(query, conditions)
        index = self.index
        places = np.arange(len(index)) if candidates is None else index.places_of(candidates)
        ranked = self._rank(query, places)
        return self._result(query, ranked, candidates, limit, all_bands)

    def _candidates(self, query: Query, conditions: Conditions) -> Int64 | None:
        """Content ids that pass the filters; None for "all", which spares reading them."""
        if not query.filters:
            return None
        found = photos.select(self._library, conditions.where, conditions.parameters)
        return np.array([content for _photo, content in found], np.int64)

    # --- without words: a list ---------------------------------------------------------------------

    def _listed(
        self, query: Query, conditions: Conditions, limit: int, failed_only: bool
    ) -> SearchResult:
        found = photos.select(self._library, conditions.where, conditions.parameters)
        rows = photos.rows(self._library, [photo for photo, _content in found])
        sort = query.sort or Sort(SortKey.DATE, descending=True)
        ordered = _sorted_rows(list(rows.values()), sort)
        hits = [SearchHit(row.id, row.path, 1.0, Band.LIKELY) for row in ordered]
        if failed_only and len(query.filters) == 1:
            known = {hit.path for hit in hits}
            hits += [
                SearchHit(None, failure.path, 1.0, Band.LIKELY)
                for failure in files.failures(self._library)
                if failure.path not in known
            ]
        shown = hits[:limit] if limit else hits
        counts = dict.fromkeys(Band, 0)
        return SearchResult(query, shown, counts, len(hits), 0, ranked=False)

    # --- with words: a ranking ---------------------------------------------------------------------

    def _rank(self, query: Query, places: Int64) -> _Ranked:
        """Score the photos at ``places``: all wanted terms at once, then exclusions.

        Several terms are a soft "and": the weighted geometric mean of their scores, so a photo that
        surely lacks one of them can't be carried by the others.
        """
        calibrator = self.calibrator
        log_score = np.zeros(len(places), np.float32)
        cosines = np.zeros(len(places), np.float32)
        weights = sum(term.weight for term in query.wanted)
        for term in query.wanted:
            scores, cosine = self._score(calibrator, term, places)
            share = term.weight / weights
            log_score += share * np.log(np.maximum(scores, 1e-9))
            cosines += share * cosine
        combined = np.exp(log_score)
        if not query.wanted:
            # Only exclusions: everything that isn't excluded fits equally well.
            combined = np.ones(len(places), np.float32)
        keep = np.ones(len(places), bool)
        for term in query.excluded:
            scores, _cosine = self._score(calibrator, term, places)
            keep &= scores < band_starts(Band.MAYBE)
        return _Ranked(places[keep], combined[keep], cosines[keep])

    def _score(
        self, calibrator: Calibrator, term: TextTerm | LikeTerm, places: Int64
    ) -> tuple[Float32, Float32]:
        if isinstance(term, TextTerm):
            vector = self._texts.encode([term.text])[0]
            return calibrator.score_text(vector, places)
        return calibrator.score_like(self.vector_of(term.photo), places)

    def vector_of(self, photo: str | PhotoId) -> Float32:
        """The unit vector ``(dim,)`` of a photo in the library, or of any picture file.

        Raises `QueryError` if there is no such photo or it can't be read.
        """
        if isinstance(photo, str):
            path = os.path.abspath(os.path.expanduser(os.fsencode(photo)))
            row = photos.at_path(self._library, path)
            text = f"like:{photo}"
        else:
            row = photos.rows(self._library, [photo]).get(photo)
            path = None
            text = f"like:#{photo}"
        model_id = vectors.find_model(self._library, self._model.key)
        if row is not None and model_id is not None:
            stored = vectors.of_content(self._library, model_id, row.content_id)
            if stored is not None:
                return stored / max(float(np.linalg.norm(stored)), 1e-12)
        if path is not None:
            try:
                return self._encode_file(path)
            except PhotoClipError as error:
                if type(error) is not PhotoClipError:
                    raise  # the machine's or the model's fault, not the picture's
                raise QueryError(str(error), 0, len(text), "a picture file") from error
        raise QueryError(
            f"There is no photo {text.removeprefix('like:')} in the library.",
            0,
            len(text),
            "the id of a photo, as search shows it",
        )

    def _result(
        self,
        query: Query,
        ranked: _Ranked,
        candidates: Int64 | None,
        limit: int,
        all_bands: bool,
    ) -> SearchResult:
        visible = self._visible_places(ranked.places, candidates)
        places, scores = ranked.places[visible], ranked.scores[visible]
        cosines = ranked.cosines[visible]
        likely = scores >= band_starts(Band.LIKELY)
        maybe = (scores >= band_starts(Band.MAYBE)) & ~likely
        counts = {
            Band.LIKELY: int(likely.sum()),
            Band.MAYBE: int(maybe.sum()),
            Band.UNLIKELY: int((~likely & ~maybe).sum()),
        }
        kept = np.arange(len(places)) if all_bands else np.flatnonzero(likely | maybe)
        order = self._order(query.sort, kept, scores, cosines, limit)
        content_ids = self.index.content_ids[places[order]]
        rows = photos.rows_by_content(self._library, [int(i) for i in content_ids])
        hits = []
        for place, content in zip(order, content_ids, strict=True):
            row = rows.get(int(content))
            if row is None:
                continue
            score = float(scores[place])
            hits.append(SearchHit(row.id, row.path, score, band_of(score), float(cosines[place])))
        if query.sort is not None and query.sort.key is not SortKey.SCORE:
            by_id = {row.id: row for row in rows.values()}
            ordered = _sorted_rows([by_id[h.photo_id] for h in hits if h.photo_id], query.sort)
            at = {row.id: n for n, row in enumerate(ordered)}
            hits.sort(key=lambda h: (_BAND_ORDER[h.band], at[h.photo_id or PhotoId(0)]))
        shown = hits[:limit] if limit else hits
        known = len(self.index) if candidates is None else len(ranked.places)
        total = photos.count(self._library) if candidates is None else len(candidates)
        unindexed = max(0, total - known) if not query.excluded else 0
        return SearchResult(query, shown, counts, len(places), unindexed, ranked=True)

    def _visible_places(self, places: Int64, candidates: Int64 | None) -> npt.NDArray[np.bool_]:
        """Which places hold a photo that is still in the library; filtered ones do already."""
        if candidates is not None:
            return np.ones(len(places), bool)
        hidden = self._hidden_contents()
        if not len(hidden):
            return np.ones(len(places), bool)
        ids = self.index.content_ids[places]
        return ~np.isin(ids, hidden)

    def _hidden_contents(self) -> Int64:
        """Contents to leave out, asked for again only after somebody changed the library."""
        version = database.data_version(self._library)
        if self._hidden is None or self._hidden[0] != version:
            found = photos.hidden_contents(self._library)
            self._hidden = (version, np.fromiter(found, np.int64, len(found)))
        return self._hidden[1]

    @staticmethod
    def _order(
        sort: Sort | None, kept: Int64, scores: Float32, cosines: Float32, limit: int
    ) -> Int64:
        """The best first; equal scores (many are exactly 1 or 0) by cosine."""
        by_score = sort is None or sort.key is SortKey.SCORE
        if by_score and limit and len(kept) > 8 * limit:
            part = np.argpartition(-scores[kept], limit)[: 4 * limit]
            edge = scores[kept][part].min()
            kept = kept[scores[kept] >= edge]
        order = kept[np.lexsort((-cosines[kept], -scores[kept]))]
        if sort is not None and by_score and not sort.descending:
            order = order[::-1]
        return order[:limit] if by_score and limit else order


_BAND_ORDER = {Band.LIKELY: 0, Band.MAYBE: 1, Band.UNLIKELY: 2}


def _sorted_rows(rows: list[photos.PhotoRow], sort: Sort) -> list[photos.PhotoRow]:
    """Rows in the asked order; those without the asked-for value come last either way."""

    def name(row: photos.PhotoRow) -> str:
        return os.path.basename(row.path).decode("utf-8", "replace").casefold()

    rows = sorted(rows, key=lambda row: (name(row), row.path))
    if sort.key is SortKey.NAME:
        return rows[::-1] if sort.descending else rows
    if sort.key is SortKey.RATING:
        known = [row for row in rows if row.rating is not None]
        known.sort(key=lambda row: row.rating or 0, reverse=sort.descending)
        return known + [row for row in rows if row.rating is None]
    dated = [row for row in rows if row.taken_at is not None]
    dated.sort(key=lambda row: row.taken_at or "", reverse=sort.descending)
    return dated + [row for row in rows if row.taken_at is None]
