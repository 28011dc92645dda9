"""Exports for a window, one after another."""

from __future__ import annotations

import time
from collections.abc import Callable

from photoclip.browse.messages import Question
from photoclip.browse.organizing_messages import Export
from photoclip.browse.photo_sets import photos_of_query
from photoclip.core.cancel import CancelToken
from photoclip.core.exports import ExportProgress
from photoclip.session import Session

_BETWEEN_S = 0.1


class Exports:
    """Answers `Export`, from a session of its own."""

    def __init__(self, session: Session) -> None:
        session.borrow_models()
        self._session = session

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        """See `Answerer`: an `ExportReport`."""
        if not isinstance(question, Export):
            raise TypeError(f"no question about exports: {question!r}")
        from photoclip.exporting.export import export_photos  # opens pictures: only when needed

        photos = question.photos
        if photos is None:
            with self._session.waiting(hold, cancel):
                photos = photos_of_query(self._session, question.query, cancel)
        return export_photos(self._session.library, photos, question.options, Seldom(more), cancel)


class Seldom:
    """Tells of progress a few times a second, and of the first and last step."""

    def __init__(self, tell: Callable[[ExportProgress], None]) -> None:
        self._tell = tell
        self._told = float("-inf")

    def __call__(self, progress: ExportProgress) -> None:
        """Progress was made."""
        moment = time.monotonic()
        if progress.done == progress.total or moment - self._told >= _BETWEEN_S:
            self._told = moment
            self._tell(progress)
