"""What a window asks about labels that learn: their pages, previews, questions to a person, ideas."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from photoclip.browse.messages import Question
from photoclip.browse.organizing_messages import (
    GetLabelIdeas,
    GetLabelPage,
    GetReview,
    LabelPage,
    PreviewLabel,
)
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import LibraryError, PhotoClipError
from photoclip.session import Session
from photoclip.store import labels

_WORTH_SAYING_S = 1.0


class Labels:
    """Answers the lane of tagging, from a session of its own."""

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
        """See `Answerer`; each question says what it is answered by."""
        session = self._session
        session.keep_up()
        match question:
            case GetLabelPage(name):
                return self._page(name, more, hold, cancel)
            case PreviewLabel(name, definition):
                with session.waiting(hold, cancel):
                    return session.tagging.preview(name, definition, cancel)
            case GetReview(label, skipped, count):
                with session.waiting(hold, cancel):
                    return session.tagging.review(label, skipped, count, cancel)
            case GetLabelIdeas(count):
                started = time.monotonic()

                def advance(done: int, total: int) -> None:
                    if time.monotonic() - started > _WORTH_SAYING_S:  # else they are known already
                        hold(
                            f"Learning the words that photos are compared with: {done} of {total}…"
                        )

                with session.waiting(hold, cancel):
                    return session.tagging.ideas(count, cancel, advance)
        raise TypeError(f"not a question about labels: {question!r}")

    def _page(
        self,
        name: str,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> LabelPage | None:
        label = labels.label_named(self._session.library, name)
        if label is None:
            return None
        page = LabelPage(
            label.name,
            label.definition,
            label.confirmed,
            label.rejected,
            label.imported,
            label.automatic,
            label.suggested,
            label.active,
        )
        more(page)
        try:
            with self._session.waiting(hold, cancel):
                preview = self._session.tagging.preview(label.name, label.definition, cancel)
        except LibraryError:
            raise
        except PhotoClipError as error:  # no model here, say: what stands is shown all the same
            return replace(page, waits=str(error))
        return replace(page, preview=preview)
