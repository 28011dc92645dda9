"""Where a label's cut lies, and what is on both sides of it.

A person's cut is a share of the library. It becomes a certainty once, when the rule is made, and stays
there: a library that grows keeps the margin, and another model gets the same share.
"""

from __future__ import annotations

import numpy as np

from photoclip.compare.index import Int64
from photoclip.core.label_reports import Bin
from photoclip.core.types import Float32
from photoclip.tagging.pool import Bool

DEFAULT_CERTAINTY = 0.0
"""As likely as not: where calibration puts the best balance of precision and recall."""

SUGGEST_MARGIN = 2.0
"""How far below the cut photos are suggested: about where search says maybe."""

BINS = 60


def certainty_at(share: float, certainties: Float32) -> float:
    """The cut above which this share 0..1 of the photos is; between two of them where it can be."""
    count = round(share * len(certainties))
    if not len(certainties):
        return DEFAULT_CERTAINTY
    if count >= len(certainties):
        return float(certainties.min())
    highest = np.partition(certainties, len(certainties) - count - 1)[
        len(certainties) - count - 1 :
    ]
    below = float(highest[0])
    above = float(highest[1:].min()) if count else below + 1.0
    middle = float(np.float32((below + above) / 2))
    return middle if below < middle <= above else above


def histogram(certainties: Float32, held: Bool) -> tuple[Bin, ...]:
    """How many photos lie where, and how many of them have the label; bins of one width."""
    if not len(certainties):
        return ()
    low, high = float(certainties.min()), float(certainties.max())
    edges = np.linspace(low, max(high, low + 1e-3), BINS + 1)
    at = np.clip(np.searchsorted(edges, certainties, "right") - 1, 0, BINS - 1)
    counts = np.bincount(at, minlength=BINS)
    having = np.bincount(at[held], minlength=BINS)
    return tuple(
        Bin(float(edge), int(count), int(some))
        for edge, count, some in zip(edges[:-1], counts, having, strict=True)
    )


def nearest(certainties: Float32, allowed: Bool, count: int, *, highest: bool) -> Int64:
    """Places of the ``count`` photos with the highest (or lowest) certainty among those allowed."""
    places = np.flatnonzero(allowed)
    values = -certainties[places] if highest else certainties[places]
    if len(values) > count:
        some = np.argpartition(values, count)[:count]
        places, values = places[some], values[some]
    chosen: Int64 = places[np.lexsort((places, values))]
    return chosen
