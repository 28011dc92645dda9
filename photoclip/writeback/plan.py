"""What a file should say, after what it says now and what the library knows: pure functions.

The rule: what a person decided in PhotoClip comes before a sidecar, and a sidecar before the file.
A keyword that PhotoClip did not write itself is taken out only where the person said that it is
wrong. What the library has no word of its own for is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from photoclip.core.file_metadata import Described
from photoclip.core.labels import leaf


@dataclass(frozen=True, slots=True)
class Known:
    """What the library knows of a photo.

    ``held`` and ``rejected`` are names of labels. What a person wrote: None is nothing, an empty
    title or caption is none at all. ``rating`` is 0..5.
    """

    held: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    rating: int | None = None
    title: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """``described`` is what the file should say, ``own`` which of its words are PhotoClip's own."""

    described: Described
    own: frozenset[str]


def wanted(known: Known, now: Described, own: Iterable[str] = ()) -> Wanted:
    """What a file should say that says ``now``; ``own`` are the words PhotoClip put there before."""
    own = frozenset(own)
    held = {_same(name) for name in known.held}
    rejected = {_same(name) for name in known.rejected} - held
    ours = {_same(word) for word in own}

    def goes(path: str) -> bool:
        name = _same(path)
        if name in held:
            return False
        # A label at the top is found by its word alone, wherever another program has it.
        return name in rejected or leaf(name) in rejected or name in ours

    paths = _united((path for path in now.paths if not goes(path)), known.held)
    leaves = {leaf(_same(path)) for path in paths}
    gone = {leaf(name) for name in rejected} | ours
    keywords = _united(
        (word for word in now.keywords if _same(word) in leaves or _same(word) not in gone),
        map(leaf, known.held),
    )
    described = Described(
        keywords,
        paths,
        _rating(known.rating, now.rating),
        now.title if known.title is None else known.title or None,
        now.caption if known.caption is None else known.caption or None,
    )
    there = {_same(word) for word in (*now.keywords, *now.paths)}
    words = {*described.keywords, *described.paths}
    kept = frozenset(word for word in words if _same(word) in ours or _same(word) not in there)
    return Wanted(described, kept)


@dataclass(frozen=True, slots=True)
class Restored:
    """``described`` is what the file should say again; ``kept`` are the fields that stay, in words."""

    described: Described
    kept: tuple[str, ...] = ()


def restored(before: Described, written: Described, now: Described) -> Restored:
    """Take back what was written: fields go back to ``before`` where the file still says ``written``."""
    kept = []
    result = now
    same_words = _set(now.keywords) == _set(written.keywords) and _set(now.paths) == _set(
        written.paths
    )
    if same_words:
        result = replace(result, keywords=before.keywords, paths=before.paths)
    elif _words(before) != _words(written):
        kept.append("keywords")
    for name in ("rating", "title", "caption"):
        old, left = getattr(before, name), getattr(written, name)
        if old == left:
            continue
        if getattr(now, name) == left:
            result = replace(result, **{name: old})
        elif getattr(now, name) != old:
            kept.append(name)
    return Restored(result, tuple(kept))


def agree(one: Described, other: Described) -> bool:
    """Whether two say the same, whatever the order and the capitals of their keywords."""
    return _words(one) == _words(other) and (one.rating, one.title, one.caption) == (
        other.rating,
        other.title,
        other.caption,
    )


def _rating(own: int | None, now: int | None) -> int | None:
    return now if own is None or own == (now or 0) else own


def _united(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """Both in their order, without words that differ in capitals only: the first spelling stays."""
    found: dict[str, str] = {}
    for word in (*first, *second):
        found.setdefault(_same(word), word)
    return tuple(found.values())


def _same(word: str) -> str:
    return word.casefold()


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_same, words))


def _words(described: Described) -> tuple[frozenset[str], frozenset[str]]:
    return _set(described.keywords), _set(described.paths)
