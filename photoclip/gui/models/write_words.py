"""What writing into files would change and has done, counted and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from photoclip.core.file_metadata import FieldChange, FileChange, WriteSummary, Writing
from photoclip.core.labels import SEPARATOR
from photoclip.core.types import PhotoId
from photoclip.gui.models.text import Counted, readable
from photoclip.gui.models.told import told

translate = QCoreApplication.translate  # the name by which the texts are collected


class About(StrEnum):
    """What a field is about, whatever it is called in files."""

    KEYWORDS = "keywords"
    STARS = "stars"
    TITLE = "title"
    CAPTION = "caption"


_ABOUT = {
    **dict.fromkeys(
        ("subject", "hierarchicalSubject", "TagsList", "LastKeywordXMP", "Keywords", "XPKeywords"),
        About.KEYWORDS,
    ),
    **dict.fromkeys(("Rating", "RatingPercent"), About.STARS),
    **dict.fromkeys(("title", "ObjectName", "XPTitle"), About.TITLE),
}
"""By the last part of Exiv2's key; what isn't named here is a caption."""

_PARTED = {"XPKeywords": ";"}  # one text for several keywords
_LEVELS = {"hierarchicalSubject": "|"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What is said anew about one thing, and what is said no more. One of both may be empty."""

    about: About
    removed: tuple[str, ...]
    added: tuple[str, ...]


def differences(changes: Iterable[FieldChange]) -> tuple[Difference, ...]:
    """The fields of a file put together by what they are about: most programs have one of their own.

    Of fields that say the same thing differently the first one that changes counts, but keywords are
    collected from all; those with a place in a hierarchy stand as it (``Animals/Dog``).
    """
    removed: dict[About, dict[str, None]] = {}
    added: dict[About, dict[str, None]] = {}
    for change in changes:
        name = change.name.rpartition(".")[2]
        about = _ABOUT.get(name, About.CAPTION)
        before, after = _values(name, change.before), _values(name, change.after)
        if about is not About.KEYWORDS and about in added:
            continue
        removed.setdefault(about, {}).update(
            dict.fromkeys(one for one in before if one not in after)
        )
        added.setdefault(about, {}).update(dict.fromkeys(one for one in after if one not in before))
    return tuple(
        Difference(about, tuple(map(readable, removed[about])), tuple(map(readable, added[about])))
        for about in About
        if about in added and (removed[about] or added[about])
    )


def _values(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    if name in _PARTED:
        values = tuple(one.strip() for text in values for one in text.split(_PARTED[name]))
    if name in _LEVELS:
        values = tuple(one.replace(_LEVELS[name], SEPARATOR) for one in values)
    return tuple(one for one in values if one)


def about_text(about: About) -> str:
    """What a difference is about."""
    names = {
        About.KEYWORDS: translate("Writing", "Keywords"),
        About.STARS: translate("Writing", "Stars"),
        About.TITLE: translate("Writing", "Title"),
        About.CAPTION: translate("Writing", "Caption"),
    }
    return names[about]


@dataclass
class Tally:
    """What was found of files, one after another. ``photos`` are those worth writing."""

    change: int = 0
    same: int = 0
    waits: int = 0
    forbidden: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    photos: dict[PhotoId, None] = field(default_factory=dict)
    _last: bytes = b""

    def add(self, change: FileChange) -> None:
        """One more; a sidecar follows the file it stands beside."""
        again, self._last = change.path == self._last, change.path
        if change.waits:
            self.waits += 1
            self.photos[change.photo] = None
        elif change.writing is Writing.NEVER:
            self.forbidden += 1
        elif change.refused:
            self.refused[change.refused] += 1
        elif change.changes:
            self.change += not again
            self.photos[change.photo] = None
        else:
            self.same += not again

    @property
    def files(self) -> int:
        """How many files there are."""
        return self.change + self.same + self.waits + self.forbidden + self.refused.total()

    @property
    def only_forbidden(self) -> bool:
        """Whether nothing can be written because no folder of these photos allows it."""
        return bool(self.forbidden) and self.files == self.forbidden


def tally_text(tally: Tally) -> str:
    """What would be written, in a sentence or two."""
    if not tally.files:
        return translate("Writing", "None of these photos has a file that can be written.")
    parts = [Counted.tr("%n file(s) would change", "", tally.change)]
    if tally.same:
        parts.append(Counted.tr("%n file(s) are up to date", "", tally.same))
    if tally.refused:
        parts.append(Counted.tr("%n file(s) can’t be written", "", tally.refused.total()))
    if tally.waits:
        parts.append(Counted.tr("%n file(s) wait for their drive", "", tally.waits))
    if tally.forbidden:
        parts.append(
            Counted.tr("%n file(s) are in folders that allow no writing", "", tally.forbidden)
        )
    return ", ".join(parts) + "."


def summary_text(summary: WriteSummary) -> str:
    """What has become of a request so far."""
    parts = [Counted.tr("%n file(s) written", "", summary.done)]
    if summary.unchanged:
        parts.append(Counted.tr("%n file(s) are up to date", "", summary.unchanged))
    if summary.failed:
        parts.append(Counted.tr("%n file(s) could not be written", "", summary.failed))
    if summary.waiting:
        parts.append(
            Counted.tr("%n file(s) wait for their drive or their turn", "", summary.waiting)
        )
    return ", ".join(parts) + "."


def reasons_text(summary: WriteSummary) -> list[str]:
    """Why files could not be written: each reason once, with the first file it stopped."""
    return [
        f"{readable(path.rpartition(b'/')[2].decode('utf-8', 'replace'))}: {told(reason)}"
        for path, reason in summary.reasons
    ]
