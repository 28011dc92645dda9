"""Why a search found nothing, where that lies in a label or an album it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from photoclip.cli.label_names import known_labels, no_such_label, quoted
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import Automatic, Source
from photoclip.search.query_glob import unescape
from photoclip.search.query_types import AlbumFilter, LabelFilter, Query

if TYPE_CHECKING:
    from photoclip.session import Session
    from photoclip.store.labels import Label


def reasons(session: Session, query: Query) -> list[str]:
    """A sentence or two for each label and album of the query that nothing can be found by."""
    said: list[str] = []
    for one in query.filters:
        if one.negated:
            continue
        if isinstance(one, LabelFilter):
            said += _of_label(session, one)
        elif isinstance(one, AlbumFilter):
            said += _of_album(session, one)
    return list(dict.fromkeys(said))


def _of_label(session: Session, asked: LabelFilter) -> list[str]:
    known = known_labels(session)
    matching = [one for one in known if asked.holds((one.name,))]
    name = unescape(asked.pattern.pattern)
    if not matching and asked.pattern.has_wildcard:
        return [f"No label is called like “{name}”: photoclip label list"]
    if not matching:
        return [_sentence(no_such_label(name, [one.name for one in known]))]
    if asked.source is not None:
        return _of_source(matching, asked.source)
    if any(one.shown for one in matching):
        return []
    return _without_photos(matching)


def _of_source(labels: Sequence[Label], source: Source) -> list[str]:
    by_rule = source in (Source.AUTO, Source.SUGGESTED)
    if by_rule and not any(one.automatic or one.suggested or one.active for one in labels):
        return _without_photos(labels)
    there = {
        Source.CONFIRMED: sum(one.confirmed for one in labels),
        Source.REJECTED: sum(one.rejected for one in labels),
        Source.IMPORTED: sum(one.imported for one in labels),
        Source.AUTO: sum(one.automatic for one in labels),
        Source.SUGGESTED: sum(one.suggested for one in labels),
    }
    if there[source]:
        return []
    missing = {
        Source.CONFIRMED: "You have said yes to {} on no photo.",
        Source.REJECTED: "You have said no to {} on no photo.",
        Source.IMPORTED: "No file has {} as a keyword.",
        Source.AUTO: "The rule of {} puts it on no photo.",
        Source.SUGGESTED: "{} is suggested on no photo.",
    }[source]
    return [missing.format(f"“{labels[0].name}”")]


def _without_photos(labels: Sequence[Label]) -> list[str]:
    """Why no photo has any of these labels, which there are."""
    most = max(labels, key=lambda one: one.suggested)
    if most.suggested:
        return [suggested_only(most.name, most.suggested)]
    first = next((one for one in labels if one.active), labels[0])
    if first.active:
        return [f"The label “{first.name}” is in force, and is on no photo."]
    name = quoted(first.name)
    if first.definition.automatic is Automatic.OFF:
        return [
            f"The label “{first.name}” is put on photos by hand only, and is on none: "
            f"photoclip label yes {name} PHOTO…"
        ]
    return [f"The label “{first.name}” is not in force yet: photoclip tag --apply {name}"]


def suggested_only(name: str, count: int) -> str:
    """What to do about a label that is on no photo, but may be."""
    from photoclip.search.completion import text_of

    are = "is" if count == 1 else "are"
    query = quoted(text_of("label", f"{name}/{Source.SUGGESTED}"))
    return (
        f"No photo has the label “{name}”, but {count} {are} suggested: photoclip review "
        f"{quoted(name)}, or photoclip search {query}"
    )


def _of_album(session: Session, asked: AlbumFilter) -> list[str]:
    from photoclip.store.albums import all_albums

    known = all_albums(session.library)
    matching = [one for one in known if asked.holds((one.name,))]
    name = unescape(asked.pattern.pattern)
    if not matching:
        if asked.pattern.has_wildcard:
            return [f"No album is called like “{name}”: photoclip album list"]
        there = ", ".join(f"“{one.name}”" for one in known[:8]) + (", …" if len(known) > 8 else "")
        return [f"There is no album “{name}”. " + (f"Albums: {there}" if known else "None yet.")]
    if any(one.count for one in matching):
        return []
    for one in matching:
        if one.smart:
            return [
                f"“{one.name}” is a saved search, which album: doesn't look into: "
                f"photoclip album show {quoted(one.name)}"
            ]
    first = matching[0].name
    return [f"The album “{first}” is empty: photoclip album add {quoted(first)} PHOTO…"]


def _sentence(error: PhotoClipError) -> str:
    return f"{error} {error.hint}".strip()
