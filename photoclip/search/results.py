"""What the engine answers: hits to print, or arrays of any length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photoclip.compare.index import Int64
from photoclip.core.types import Band, Float32, SearchHit
from photoclip.search.query_types import LikeTerm, Query, TextTerm


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
class PhotoList:
    """Photos in order, where nothing is ranked: ids ``(n,)`` int64, and the days they were taken.

    ``days`` int32 are 20240715, or 0 without a date.
    """

    photos: Int64
    days: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Ranking:
    """Photos by band, and in each in the asked order; all that is left out is counted only.

    Ids ``(k,)`` int64, scores 0..1 and cosines ``(k,)`` float32. See `SearchResult` for the rest.
    """

    photos: Int64
    scores: Float32
    cosines: Float32
    counts: dict[Band, int]
    candidates: int
    unindexed: int


@dataclass(frozen=True)
class Judgement:
    """How one term of a query judges one photo: calibrated score, cosine, whether it is to be out."""

    term: TextTerm | LikeTerm
    score: float
    cosine: float
    excluded: bool
