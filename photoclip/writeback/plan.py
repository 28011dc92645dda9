"""What a file should say, after what it says now and what the library knows: pure functions.

The rule: what a person decided in PhotoClip comes before a sidecar, and a sidecar before the file.
A keyword that PhotoClip did not write itself is taken out only where the person said that it is
wrong. What the library has no word of its own for is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from photoclip.core.file_metadata import Described
from photoclip.core.labels import leaf
from photoclip.media.write_request import LEAVE, Fields, Leave, Wanted
from photoclip.store.write_jobs import KnownOfPhoto


def effective(file: Described, sidecar: Described | None) -> Described:
    """What a photo says with its sidecar: as it is read, the sidecar first, field by field."""
    if sidecar is None:
        return file
    words = sidecar if sidecar.keywords or sidecar.paths else file
    return Described(
        words.keywords,
        words.paths,
        file.rating if sidecar.rating is None else sidecar.rating,
        file.title if sidecar.title is None else sidecar.title,
        file.caption if sidecar.caption is None else sidecar.caption,
    )


def wanted(known: KnownOfPhoto, now: Described, own: Iterable[str] = ()) -> Wanted:
    """What a file should say that says ``now``; ``own`` are the words PhotoClip put there before."""
    keywords, paths = _words(known, now, {_same(word) for word in own})
    asserted = {_same(name) for name in known.held} - {_same(name) for name in known.imported}
    more = not _set(paths) <= _set(now.paths)
    gone = not _set(now.paths) <= _set(paths)
    # What only other programs said is theirs to spread over their fields.
    touched = gone or (more and bool(asserted)) or _set(keywords) != _set(now.keywords)
    return Wanted(
        keywords if touched else LEAVE,
        paths if touched else LEAVE,
        LEAVE if known.rating is None or known.rating == (now.rating or 0) else known.rating,
        _text(known.title, now.title),
        _text(_caption(known, now), now.caption),
    )


def _caption(known: KnownOfPhoto, now: Described) -> str | None:
    """A person's caption; a model's only where neither a person nor the file says anything."""
    if known.caption is None and not now.caption:
        return known.machine_caption
    return known.caption


def _text(own: str | None, now: str | None) -> str | Leave | None:
    return LEAVE if own is None or own == (now or "") else own or None


def _words(
    known: KnownOfPhoto, now: Described, own: set[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """``(keywords, paths)`` as they should be, complete."""
    held = {_same(name) for name in known.held}
    rejected = {_same(name) for name in known.rejected} - held

    def goes(path: str) -> bool:
        name = _same(path)
        if name in held:
            return False
        # A label at the top is meant by its word alone, wherever another program keeps it.
        return name in rejected or leaf(name) in rejected or name in own

    paths = _united((path for path in now.paths if not goes(path)), known.held)
    leaves = {leaf(_same(path)) for path in paths}
    gone = {leaf(name) for name in rejected} | own
    keywords = _united(
        (word for word in now.keywords if _same(word) in leaves or _same(word) not in gone),
        map(leaf, known.held),
    )
    # Programs that find a list of paths look nowhere else: it has to be complete.
    flat = (word for word in keywords if _same(word) not in leaves)
    return keywords, _united(paths, flat)


def own_after(wanted: Wanted, said: Iterable[str], own: Iterable[str]) -> frozenset[str]:
    """Which words of a file are PhotoClip's own once it says what is wanted.

    ``said`` are all words, paths too, that the file and its sidecar say now, ``own`` those of them
    that are PhotoClip's own already.
    """
    if wanted.keywords is LEAVE or wanted.paths is LEAVE:
        return frozenset(own)
    ours, there = _set(own), _set(said)
    return frozenset(
        word
        for word in (*wanted.keywords, *wanted.paths)
        if _same(word) in ours or _same(word) not in there
    )


_RAW = "raw:"
"""Before the name of a field whose bytes are kept beside its text, to be put back exactly."""


@dataclass(frozen=True, slots=True)
class GoingBack:
    """``fields`` are to be as given again; ``kept`` stay, because somebody changed them since."""

    fields: Mapping[str, tuple[str, ...]]
    kept: tuple[str, ...] = ()


def going_back(before: Fields, written: Fields, now: Fields) -> GoingBack:
    """How to take a write back: each field goes back where it still says what was written."""
    fields: dict[str, tuple[str, ...]] = {}
    kept = []
    for name in dict.fromkeys((*before, *written)):
        if name.startswith(_RAW):
            continue
        old, left = before.get(name, ()), written.get(name, ())
        there = now.get(name, ())
        if old in (left, there):
            continue
        if there == left:
            fields[name] = old
            if _RAW + name in before:
                fields[_RAW + name] = before[_RAW + name]
        else:
            kept.append(name)
    return GoingBack(fields, tuple(kept))


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
