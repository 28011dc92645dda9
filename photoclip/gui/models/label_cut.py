"""What moving a label's cut would do, read from a preview's bins: at once, and nearly right.

Pure. The exact numbers come with the next `Preview`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

from photoclip.core.label_reports import Bin, Preview
from photoclip.core.labels import Automatic


@dataclass(frozen=True, slots=True)
class Effect:
    """What a cut would do: photos that would have the label by rule, ``added`` and ``removed``
    against what stands now, their ``share`` 0..1 of the library, and how many are ``suggested``.
    """

    held: int
    suggested: int
    added: int
    removed: int
    share: float


def effect_of(preview: Preview) -> Effect:
    """What a preview says of its own cut."""
    return Effect(
        preview.would_hold,
        preview.would_suggest,
        preview.added,
        preview.removed,
        preview.share,
    )


def effect_at(preview: Preview, certainty: float) -> Effect:
    """What another cut would do. Where it runs through a bin, its photos are taken to lie evenly."""
    above = held_above = held = 0.0
    for one, share in zip(preview.bins, _shares_above(preview.bins, certainty), strict=True):
        above += one.count * share
        held_above += one.held * share
        held += one.held
    share = min(1.0, above / preview.photos) if preview.photos else 0.0
    count, kept = round(above), round(held_above)
    if preview.definition.automatic is Automatic.APPLY:
        return Effect(count, preview.would_suggest, count - kept, round(held) - kept, share)
    suggested = count if preview.definition.automatic is Automatic.SUGGEST else 0
    return Effect(0, suggested, 0, round(held), share)


def _shares_above(bins: Sequence[Bin], certainty: float) -> list[float]:
    """How much of each bin lies above a certainty, 0..1."""
    shares = []
    for low, high in _edges(bins):
        wide = high - low
        shares.append(min(1.0, max(0.0, (high - certainty) / wide)) if wide > 0 else 0.0)
    return shares


def _edges(bins: Sequence[Bin]) -> list[tuple[float, float]]:
    """Where bins begin and end; the last is as wide as the one before it."""
    lows = [one.low for one in bins]
    if not lows:
        return []
    last = lows[-1] - lows[-2] if len(lows) > 1 else 1.0
    return list(pairwise((*lows, lows[-1] + last)))


def reach(preview: Preview) -> tuple[float, float]:
    """The least and the greatest certainty a cut can be moved to: around all photos and both cuts."""
    edges = _edges(preview.bins)
    ends = [preview.certainty, preview.default_certainty]
    if edges:
        ends += [edges[0][0], edges[-1][1]]
    low, high = min(ends), max(ends)
    return (low, high) if high - low > 1e-6 else (low - 1.0, high + 1.0)


def heights(bins: Sequence[Bin]) -> tuple[tuple[float, float], ...]:
    """For each bin how high it and those that have the label now stand, 0..1 on a log scale."""
    most = log1p(max((one.count for one in bins), default=0))
    if not most:
        return tuple((0.0, 0.0) for _ in bins)
    return tuple((log1p(one.count) / most, log1p(one.held) / most) for one in bins)


def spans(bins: Sequence[Bin], low: float, high: float) -> tuple[tuple[float, float], ...]:
    """For each bin where it begins and ends, 0..1 of the way from ``low`` to ``high``."""
    wide = high - low
    return tuple(((start - low) / wide, (end - low) / wide) for start, end in _edges(bins))
