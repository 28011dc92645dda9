"""What a library says in words of its photos, made ready to teach with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import PhotoClipError
from photoclip.embed.adapter_fitting import NO_TEXT, Int64
from photoclip.embed.weights import ModelFolder
from photoclip.store import columns, vectors, words
from photoclip.store.database import Library

MOST_PHOTOS = 10_000
MOST_TEXTS = 5000
"""So many are enough, and bound time and memory, however large the library is."""

MOST_TEXTS_EACH = 8
"""Of one photo."""

FEWEST_PHOTOS, FEWEST_TEXTS = 30, 5
"""Below them nothing could be held out to see whether teaching helps."""

LONGEST_TEXT = 300
"""Characters; a text encoder reads some 60 words."""

SHORT = 2
"""Up to so many words are no sentence, and CLIP was trained on sentences (`embed.prompts`)."""

_SENTENCE = "a photo of {}"

_ON_TOO_MANY = 0.5
"""A text that more than this part of the photos has tells none of them apart."""

_FILE_NAME = re.compile(
    r"(img|dsc[nf]?|pxl|mvi|pict?|sam|gopr|dji|imag|image|photo|foto|scan|p)?[\W_]*\d{3}\S*",
    re.IGNORECASE,
)
"""What cameras, telephones and scanners call a file."""


@dataclass(frozen=True, eq=False)
class Gathered:
    """What a library says in words of photos that have a vector.

    ``with_words`` is how many photos have words at all; ``photos`` and ``contents`` ``(n,)`` are those
    looked at, ``texts`` the different texts, ``texts_of`` ``(n, k)`` which of them each photo has,
    filled with `NO_TEXT`.
    """

    with_words: int
    photos: Int64
    contents: Int64
    texts: Sequence[str]
    texts_of: Int64


def gather(
    library: Library,
    base: ModelFolder,
    cancel: CancelToken | None = None,
    seed: int = 1,
    also: str = "",
) -> Gathered:
    """The words of photos that have a vector of ``base``: of a sample where there are very many.

    A vector of the model with the key ``also`` is as good, from which that of the base follows.
    Raises `PhotoClipError` if they are too few, or all the same.
    """
    photos, contents = words.photos_with_words(library, cancel)
    if cancel is not None:
        cancel.check()
    with_words = len(photos)
    if not with_words:
        raise PhotoClipError(
            "No photo of this library has words of yours yet.",
            "Write captions or titles, add keywords, or confirm labels; then teach again.",
        )
    seen = np.zeros(len(photos), bool)
    for key in (base.info.key, also):
        model = vectors.find_model(library, key)
        if model is not None:
            seen |= columns.among(contents, columns.contents_with_vector(library, model))
    photos, contents = photos[seen], contents[seen]
    if not len(photos):
        raise PhotoClipError(
            f"{with_words} photos have words, but “{base.name}” hasn't seen any of them.",
            f"Let it see them first: photoclip models use {base.name} && photoclip index",
        )
    rng = np.random.default_rng((seed, 3))
    if len(photos) > MOST_PHOTOS:
        some = np.sort(rng.choice(len(photos), MOST_PHOTOS, replace=False))
        photos, contents = photos[some], contents[some]
    said = [
        list(dict.fromkeys(filter(None, map(tidy, one)))) for one in words.said_of(library, photos)
    ]
    texts, texts_of = numbered(said, rng)
    chosen = np.flatnonzero((texts_of != NO_TEXT).any(axis=1))
    if len(chosen) < FEWEST_PHOTOS or len(texts) < FEWEST_TEXTS:
        raise PhotoClipError(
            f"There is too little to teach with: {len(chosen)} photos with {len(texts)} different "
            "words or sentences that tell photos apart.",
            f"At least {FEWEST_PHOTOS} photos and {FEWEST_TEXTS} texts are needed; words that more "
            "than half of the photos share don't count. Some hundreds teach more.",
        )
    return Gathered(with_words, photos[chosen], contents[chosen], texts, texts_of[chosen])


def tidy(text: str) -> str:
    """A text as it is taught, cut to what an encoder reads; empty if it says nothing.

    Names that cameras give to files say nothing.
    """
    clean = "".join(char for char in text if not 0xD800 <= ord(char) < 0xE000)
    clean = " ".join(unicodedata.normalize("NFC", clean).split())
    if len(clean) > LONGEST_TEXT:
        clean = clean[: LONGEST_TEXT + 1].rpartition(" ")[0] or clean[:LONGEST_TEXT]
    says = any(
        unicodedata.category(char)[0] == "L" or unicodedata.category(char) == "So" for char in clean
    )
    if not says or (" " not in clean and _FILE_NAME.fullmatch(clean)):
        return ""
    return clean


def numbered(said: Sequence[Sequence[str]], rng: np.random.Generator) -> tuple[list[str], Int64]:
    """The different texts, and which of them each photo has: ``(n, k)``, filled with `NO_TEXT`.

    Capitals make no difference. Left out are texts on too many photos, and whatever is beyond
    `MOST_TEXTS_EACH` and `MOST_TEXTS`: photos are asked in an order by chance.
    """
    counts: dict[str, int] = {}
    for one in said:
        for folded in {text.casefold() for text in one}:
            counts[folded] = counts.get(folded, 0) + 1
    most = max(1, int(_ON_TOO_MANY * sum(map(bool, said))))
    numbers: dict[str, int] = {}
    texts: list[str] = []
    texts_of = np.full((len(said), MOST_TEXTS_EACH), NO_TEXT, np.int64)
    for photo in rng.permutation(len(said)).tolist():
        telling = {text.casefold(): text for text in said[photo] if counts[text.casefold()] <= most}
        chosen = list(telling)
        if len(chosen) > MOST_TEXTS_EACH:
            chosen = [chosen[at] for at in rng.permutation(len(chosen))[:MOST_TEXTS_EACH].tolist()]
        place = 0
        for folded in chosen:
            if folded not in numbers:
                if len(texts) >= MOST_TEXTS:
                    continue
                numbers[folded] = len(texts)
                texts.append(telling[folded])
            texts_of[photo, place] = numbers[folded]
            place += 1
    return texts, texts_of


def sentence(text: str) -> str:
    """What of a text is encoded: a word or two are put into a sentence."""
    return _SENTENCE.format(text) if len(text.split()) <= SHORT else text
