"""The search itself: filter in SQL, rank by vectors, calibrate, cut honestly."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from photoclip.compare.calibrate import Calibrator, band_of, band_starts, encode_background
from photoclip.compare.index import Int64, VectorIndex, index_of
from photoclip.compare.text_vectors import TextVectors
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import PhotoClipError, QueryError
from photoclip.core.types import Band, Float32, ModelInfo, PhotoId, SearchHit
from photoclip.search.listing import PhotoLists, conditions, failed_only
from photoclip.search.ordering import order
from photoclip.search.query_types import (
    LikeTerm,
    Query,
    Sort,
    SortKey,
    TextTerm,
)
from photoclip.search.results import Judgement, Ranking, SearchResult
from photoclip.search.shown import by_key
from photoclip.store import columns, database, files, photos, vectors
from photoclip.store.database import Library

_SMALLEST_SCORE = 1e-9
"""A score of 0 has no logarithm."""

EncodeFile = Callable[[bytes], Float32]
"""Reads and encodes a picture outside the library: ``(dim,)`` unit float32."""


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
        lists: PhotoLists | None = None,
    ) -> None:
        self._library = library
        self._model = model
        self._texts = texts
        self._encode_file = encode_file
        self._lists = lists or PhotoLists(library)
        self._index: VectorIndex | None = None
        self._index_version = -1
        self._calibrator: Calibrator | None = None

    @property
    def index(self) -> VectorIndex:
        """The vectors of the active model, loaded at first use and kept up to date afterwards."""
        version = database.data_version(self._library)
        if self._index is None or self._index_version != version:
            self._index = index_of(self._library, self._model.key, self._model.dim)
            self._index_version = version
        return self._index

    @property
    def calibrator(self) -> Calibrator:
        """The calibration of the active model over this library's vectors."""
        index = self.index
        if self._calibrator is None or self._calibrator.index is not index:
            self._calibrator = Calibrator(index, self._texts)
        return self._calibrator

    def prepare(self) -> None:
        """Encode what every query is compared with, so that it is cached before the first one."""
        encode_background(self._texts)

    def search(self, query: Query, limit: int = 50, *, all_bands: bool = False) -> SearchResult:
        """Find photos. Unlikely ones are left out unless ``all_bands``; ``limit`` 0 means no limit.

        Raises `QueryError` if ``like:`` names a photo that isn't there.
        """
        if query.terms:
            return self._ranked_hits(query, self.rank(query, all_bands=all_bands), limit)
        return search_without_words(self._library, self._lists, query, limit)

    # --- with words: a ranking ---------------------------------------------------------------------

    def rank(
        self, query: Query, *, all_bands: bool = False, cancel: CancelToken | None = None
    ) -> Ranking:
        """Rank the photos that pass the filters. Unlikely ones are left out unless ``all_bands``.

        Raises `QueryError` if ``like:`` names a photo that isn't there, `Cancelled`.
        """
        index = self.index
        with columns.interruptible(self._library, cancel):
            photo_of, total = self._candidates(query)
        own = index.content_ids
        photo_at = np.zeros(len(own), np.int64)
        known = own < len(photo_of)
        photo_at[known] = photo_of[own[known]]
        places = np.flatnonzero(photo_at)
        ranked = self._rank(query, places, cancel)
        scores = ranked.scores
        likely = scores >= band_starts(Band.LIKELY)
        maybe = (scores >= band_starts(Band.MAYBE)) & ~likely
        counts = {
            Band.LIKELY: int(likely.sum()),
            Band.MAYBE: int(maybe.sum()),
            Band.UNLIKELY: int(len(scores) - likely.sum() - maybe.sum()),
        }
        kept = np.arange(len(scores)) if all_bands else np.flatnonzero(likely | maybe)
        ids = photo_at[ranked.places[kept]]
        in_order = self._order(query.sort, ids, scores[kept], ranked.cosines[kept])
        chosen = kept[in_order]
        return Ranking(
            ids[in_order],
            scores[chosen],
            ranked.cosines[chosen],
            counts,
            candidates=len(scores),
            unindexed=total - len(places) if not query.excluded else 0,
        )

    def judge(
        self, query: Query, photo: PhotoId, cancel: CancelToken | None = None
    ) -> tuple[float, list[Judgement]] | None:
        """The photo's score under a query, and how each of its terms judges it.

        None where the query ranks nothing or the photo has no vector. Raises `QueryError`.
        """
        row = photos.rows(self._library, [photo]).get(photo)
        if row is None or not query.terms:
            return None
        places = self.index.places_of(np.array([row.content_id], np.int64))
        if not len(places):
            return None
        judgements = []
        for excluded, terms in ((False, query.wanted), (True, query.excluded)):
            for term in terms:
                scores, cosines = self._score(self.calibrator, term, places, cancel)
                judgement = Judgement(term, float(scores[0]), float(cosines[0]), excluded)
                judgements.append(judgement)
        wanted = [one for one in judgements if not one.excluded]
        weights = sum(one.term.weight for one in wanted)
        score = math.exp(
            sum(
                one.term.weight / weights * math.log(max(one.score, _SMALLEST_SCORE))
                for one in wanted
            )
        )
        return score, judgements

    def _candidates(self, query: Query) -> tuple[Int64, int]:
        """The photo of each content that may be found, 0 for the others, and how many photos."""
        if not query.filters:
            return self._lists.shown.by_content()
        where, parameters = conditions(self._library, query)
        ids, contents = columns.contents_where(self._library, where, parameters)
        seen = self._lists.shown.among(ids, failed_too=failed_only(query))
        ids, contents = ids[seen], contents[seen]
        return by_key(contents, ids), len(ids)

    def _rank(self, query: Query, places: Int64, cancel: CancelToken | None) -> _Ranked:
        """Score the photos at ``places``: all wanted terms at once, then exclusions.

        Several terms are a soft "and": the weighted geometric mean of their scores, so a photo that
        surely lacks one of them can't be carried by the others.
        """
        calibrator = self.calibrator
        log_score = np.zeros(len(places), np.float32)
        cosines = np.zeros(len(places), np.float32)
        weights = sum(term.weight for term in query.wanted)
        for term in query.wanted:
            scores, cosine = self._score(calibrator, term, places, cancel)
            share = term.weight / weights
            log_score += share * np.log(np.maximum(scores, _SMALLEST_SCORE))
            cosines += share * cosine
        # Only exclusions: everything that isn't excluded fits equally well.
        combined = np.exp(log_score)
        keep = np.ones(len(places), bool)
        for term in query.excluded:
            scores, _cosine = self._score(calibrator, term, places, cancel)
            keep &= scores < band_starts(Band.MAYBE)
        if keep.all():
            return _Ranked(places, combined, cosines)
        return _Ranked(places[keep], combined[keep], cosines[keep])

    def _score(
        self,
        calibrator: Calibrator,
        term: TextTerm | LikeTerm,
        places: Int64,
        cancel: CancelToken | None,
    ) -> tuple[Float32, Float32]:
        if isinstance(term, TextTerm):
            vector = self._texts.encode([term.text])[0]
            return calibrator.score_text(vector, places, cancel)
        return calibrator.score_like(self.vector_of(term.photo), places, cancel)

    def _order(self, sort: Sort | None, ids: Int64, scores: Float32, cosines: Float32) -> Int64:
        """By band; in it the best first (many are exactly 1 or 0, then by cosine) or as asked."""
        if sort is None or sort.key is SortKey.SCORE:
            places: Int64 = np.lexsort((-cosines, -scores))
            return places[::-1].copy() if sort is not None and not sort.descending else places
        found = columns.dated(self._library, ids)
        in_order = found.ids[order(self._library, found, sort)]
        size = int(ids.max(initial=0)) + 1
        rank = np.full(size, len(ids), np.int64)
        rank[in_order] = np.arange(len(in_order))
        bands = np.where(scores >= band_starts(Band.LIKELY), 0, 1)
        bands[scores < band_starts(Band.MAYBE)] = 2
        by_band: Int64 = np.lexsort((rank[ids], bands))
        return by_band

    def _ranked_hits(self, query: Query, ranking: Ranking, limit: int) -> SearchResult:
        ids = ranking.photos[:limit] if limit else ranking.photos
        rows = photos.rows(self._library, [PhotoId(i) for i in ids.tolist()])
        scores, cosines = ranking.scores.tolist(), ranking.cosines.tolist()
        hits = [
            SearchHit(row.id, row.path, scores[n], band_of(scores[n]), cosines[n])
            for n, row in enumerate(map(rows.get, ids.tolist()))
            if row is not None
        ]
        return SearchResult(
            query, hits, ranking.counts, ranking.candidates, ranking.unindexed, ranked=True
        )

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


# --- without words: a list --------------------------------------------------------------------------


def search_without_words(
    library: Library, lists: PhotoLists, query: Query, limit: int
) -> SearchResult:
    """As `Engine.search` for a query that ranks nothing: no model is needed."""
    listed = lists.listing(query).photos
    if failed_only(query):
        return _failed_hits(library, query, listed, limit)
    hits = _hits(library, listed[:limit] if limit else listed)
    return SearchResult(query, hits, dict.fromkeys(Band, 0), len(listed), 0, ranked=False)


def _failed_hits(library: Library, query: Query, listed: Int64, limit: int) -> SearchResult:
    """Photos one of whose files failed; with no other filter files that never were one too."""
    hits = _hits(library, listed)
    if len(query.filters) == 1:
        known = {hit.path for hit in hits}
        hits += [
            SearchHit(None, failure.path, 1.0, Band.LIKELY)
            for failure in files.failures(library)
            if failure.path not in known
        ]
    shown = hits[:limit] if limit else hits
    return SearchResult(query, shown, dict.fromkeys(Band, 0), len(hits), 0, ranked=False)


def _hits(library: Library, ids: Int64) -> list[SearchHit]:
    rows = photos.rows(library, [PhotoId(i) for i in ids.tolist()])
    return [
        SearchHit(row.id, row.path, 1.0, Band.LIKELY)
        for row in map(rows.get, ids.tolist())
        if row is not None
    ]
