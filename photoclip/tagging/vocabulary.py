"""Everyday words for what photos show, each with its place in a hierarchy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from photoclip.core import paths
from photoclip.core.labels import SEPARATOR, leaf

_ARTICLE = re.compile(r"^(?:an?|the) ")
_ASIDE = re.compile(r" \(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: ``name`` as a label's (``Animals/Dog``), ``phrase`` as said of a picture (``a dog``)."""

    name: str
    phrase: str


def word_of(line: str) -> Word:
    """The word in a line of the vocabulary."""
    place, slash, said = line.rpartition(SEPARATOR)
    plain = _ARTICLE.sub("", _ASIDE.sub("", said))
    phrase = _ASIDE.sub(r", \1", said)
    if leaf(place).casefold().rstrip("s") == plain.rstrip("s"):  # what all that stands there is
        return Word(place, phrase)
    return Word(f"{place}{slash}{plain[:1].upper()}{plain[1:]}", phrase)


@cache
def vocabulary() -> tuple[Word, ...]:
    """The words that ship with PhotoClip, in no order of importance."""
    text = (paths.resources_dir() / "vocabulary.txt").read_text("utf-8")
    return tuple(word_of(line) for line in text.splitlines() if line and line[0] != "#")
