"""Rules that were made over few photos, in a library that has many by now: they are fitted again.

A rule is frozen, so that a growing library moves no tag by itself. But what is usual among ten photos
says nothing of ten thousand: a label somebody made before the first folder was read would tag nothing,
or everything. So while a library is small its rules grow with it.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import SwitchModel
from photoclip.core.errors import PhotoClipError
from photoclip.store import database, settings, vectors
from photoclip.store.database import Library
from photoclip.store.model_switch import RuledLabel, ruled_labels
from photoclip.tagging.refit import refitted
from photoclip.tagging.rule import Rule

if TYPE_CHECKING:
    from photoclip.worker.owner import Owner

GROWTH = 4
"""A rule is outgrown by a library with so many times the photos it was made over."""

ENOUGH = 2000
"""A rule made over so many photos knows what is usual."""


def outgrown(library: Library, key: str) -> list[RuledLabel]:
    """The labels whose rules for the model with this key were made over too few photos."""
    small = [
        (one, photos)
        for one in ruled_labels(library)
        if (photos := _photos_of(one.rule, key)) < ENOUGH
    ]
    model = vectors.find_model(library, key) if small else None
    if model is None:
        return []
    count = vectors.count_searchable(library, model)
    return [one for one, photos in small if count >= GROWTH * max(1, photos)]


def _photos_of(text: str, key: str) -> int:
    """Over how many photos a rule was made; `ENOUGH` for one that isn't this model's."""
    try:
        rule = Rule.from_json(text)
    except PhotoClipError:
        return ENOUGH
    return rule.photos if rule.model == key else ENOUGH


def refit_outgrown(owner: Owner, token: CancelToken) -> tuple[str, ...]:
    """Fit them again, all in one step; the names of the labels. Their tags follow.

    What a label means stays, a cut that was set stays the same share of the library, and nothing a
    person said changes. Labels that are edited meanwhile are left for the next time. Raises what
    loading a model raises, and `Cancelled`.
    """
    library = owner.library
    encoder = owner.encoder()
    info = encoder.info
    small = {one.id for one in outgrown(library, info.key)}
    if not small:
        return ()
    labels = ruled_labels(library)
    fit = {one.id: one.rule for one in labels if one.id not in small}
    texts = TextVectors(info, lambda: encoder, paths.text_vectors_dir())
    with closing(database.open_reader(library.folder)) as reader:
        rules = refitted(reader, info, texts, labels, fit, token)
    changed = tuple((one.name, rules[one.id]) for one in labels if one.id in small & rules.keys())
    if not changed:
        return ()
    active, following = (
        settings.get(library, name) for name in (settings.ACTIVE_MODEL, settings.NEXT_MODEL)
    )
    command = SwitchModel(
        active if isinstance(active, str) else None,
        changed,
        following if isinstance(following, str) else None,
    )

    def still() -> bool:
        return (
            ruled_labels(library) == labels
            and settings.get(library, settings.ACTIVE_MODEL) == active
            and settings.get(library, settings.NEXT_MODEL) == following
        )

    done = owner.put_in_force(command, still)
    return tuple(name for name, _rule in changed) if done else ()
