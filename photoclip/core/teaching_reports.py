"""What is said about teaching a model a person's own words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """How well photos are found by their own words, as a mean over the photos.

    ``at_1``, ``at_5`` and ``at_10``, 0..1, are the shares found among the first so many of the photos
    that were held out together; ``place`` is where a photo is typically found, 1 the first (the
    geometric mean).
    """

    at_1: float
    at_5: float
    at_10: float
    place: float


@dataclass(frozen=True, slots=True)
class TeachingProgress:
    """What is being done, and how many are done of ``total``; 0 where nobody knows."""

    doing: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class TeachingReport:
    """What came of it.

    ``base`` is the key of the model that was taught. ``photos`` of the ``photos_with_words`` were looked
    at, with ``texts`` different words and sentences, ``pairs`` of both, in ``groups`` of near-identical
    photos. ``before`` and ``after`` are measured on photos held out of the teaching. ``gain`` is how
    much nearer to the front they are found, as a part of the place, and ``gain_at_least`` what is left
    of that when chance is taken off.
    ``agreement`` is the mean correlation, -1..1, of what other descriptions find before and after.
    ``kept`` says whether a model came of it, ``why`` in a sentence why or why not; ``model`` is that
    model's name, empty if none was made.
    """

    base: str
    photos_with_words: int
    photos: int
    texts: int
    pairs: int
    groups: int
    before: Found
    after: Found
    gain: float
    gain_at_least: float
    agreement: float
    kept: bool
    why: str
    model: str
    seconds: float
