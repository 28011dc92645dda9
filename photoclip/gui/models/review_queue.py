"""The questions of a review: those to come, those answered, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from photoclip.core.commands import Verdict
from photoclip.core.label_reports import ReviewGroup
from photoclip.core.types import PhotoId

Token = TypeVar("Token")


@dataclass(frozen=True, slots=True)
class Answered(Generic[Token]):
    """A question and what was said: ``verdict`` None is a skip, which has no ``token``.

    The token is whatever takes the answer back.
    """

    group: ReviewGroup
    verdict: Verdict | None
    token: Token | None


class ReviewQueue(Generic[Token]):
    """Questions in the order they are asked, each once. Pure."""

    def __init__(self) -> None:
        self._coming: list[ReviewGroup] = []
        self._past: list[Answered[Token]] = []

    @property
    def current(self) -> ReviewGroup | None:
        """The question that is asked now; None while there is none."""
        return self._coming[0] if self._coming else None

    @property
    def coming(self) -> tuple[ReviewGroup, ...]:
        """The questions, the present one first."""
        return tuple(self._coming)

    @property
    def answered(self) -> int:
        """How many questions were answered, skips aside."""
        return sum(one.verdict is not None for one in self._past)

    @property
    def last(self) -> Answered[Token] | None:
        """What was said last; None at the start."""
        return self._past[-1] if self._past else None

    def marked(self, label: str) -> int:
        """How many photos were answered for, of this label."""
        return sum(
            len(one.group.photos)
            for one in self._past
            if one.verdict is not None and one.group.label == label
        )

    def settled(self, label: str | None = None) -> tuple[PhotoId, ...]:
        """The photos nobody is to be asked about again, of one label or of any."""
        photos = (
            photo
            for one in self._past
            if label is None or one.group.label == label
            for photo in one.group.photos
        )
        return tuple(dict.fromkeys(photos))

    def skipped(self) -> tuple[PhotoId, ...]:
        """The photos of questions that were skipped."""
        skips = (one.group.photos for one in self._past if one.verdict is None)
        return tuple(dict.fromkeys(photo for photos in skips for photo in photos))

    def put(self, groups: tuple[ReviewGroup, ...], keep: int) -> None:
        """Newer questions take the place of all but the first ``keep``.

        Those about photos that were answered for meanwhile are passed over.
        """
        kept = self._coming[:keep]
        known = {(one.label, photo) for one in kept for photo in one.photos}
        known |= {(one.group.label, photo) for one in self._past for photo in one.group.photos}
        for group in groups:
            names = {(group.label, photo) for photo in group.photos}
            if names and not names & known:
                kept.append(group)
                known |= names
        self._coming = kept

    def answer(self, verdict: Verdict | None, token: Token | None) -> None:
        """The present question was answered, or skipped; the next one is asked."""
        if self._coming:
            self._past.append(Answered(self._coming.pop(0), verdict, token))

    def back(self) -> Answered[Token] | None:
        """Ask again what was answered last."""
        if not self._past:
            return None
        last = self._past.pop()
        self._coming.insert(0, last.group)
        return last

    def take_back(self, token: Token) -> None:
        """An answer could not be kept: its question comes again, after the present one."""
        for one in self._past:
            if one.token is token:
                self._past.remove(one)
                self._coming.insert(min(1, len(self._coming)), one.group)
                return
