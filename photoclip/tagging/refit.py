"""The rules of all labels in force, fitted anew under another model before that one answers."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from photoclip.compare.index import index_of
from photoclip.compare.text_vectors import TextVectors
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import ModelInfo
from photoclip.store.database import Library
from photoclip.store.model_switch import RuledLabel
from photoclip.tagging.rule import Rule
from photoclip.tagging.study import Study


def refitted(
    library: Library,
    model: ModelInfo,
    texts: TextVectors,
    labels: list[RuledLabel],
    kept: Mapping[int, str],
    cancel: CancelToken | None = None,
) -> dict[int, str]:
    """The rules as JSON, by label id, that these labels get under a model, from its stored vectors.

    Each follows from what the label means (a cut that was set stays the same share of the library)
    and from a person's answers, and does what the one in force does: applies itself, or suggests.
    ``kept`` are rules that are known already. Labels whose rules can't be read are left out. Raises
    what encoding their words raises, and `Cancelled`.
    """
    found: dict[int, Rule] = {}
    for label in labels:
        if label.id in kept:
            with suppress(PhotoClipError):
                rule = Rule.from_json(kept[label.id])
                if rule.model == model.key and rule.dim == model.dim:
                    found[label.id] = rule.placed(label.name)
    reused = set(found)
    wanted: list[tuple[RuledLabel, LabelDefinition]] = []
    for label in labels:
        if label.id in reused:
            continue
        with suppress(PhotoClipError):  # from a newer PhotoClip: it stays as it is
            automatic = Rule.from_json(label.rule).automatic
            wanted.append((label, replace(label.definition, automatic=automatic)))
    if wanted:
        index = index_of(library, model.key, model.dim)
        study = Study(library, model, texts, lambda: index, lambda: found)
        for label, definition in wanted:
            found[label.id] = study.of(label.name, definition, cancel).judged.field.rule
        # Of labels that exclude each other the first were fitted before the others were there.
        for label, definition in wanted:
            if found[label.id].group is not None:
                found[label.id] = study.of(label.name, definition, cancel).judged.field.rule
    return {
        label.id: kept[label.id] if label.id in reused else found[label.id].to_json()
        for label in labels
        if label.id in found
    }
