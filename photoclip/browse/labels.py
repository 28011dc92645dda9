"""What a window asks about labels that learn: previews, questions to a person, ideas."""

from __future__ import annotations

from collections.abc import Callable

from photoclip.browse.messages import (
    GetLabelIdeas,
    GetReview,
    PreviewLabel,
    Question,
)
from photoclip.core.cancel import CancelToken
from photoclip.session import Session


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
        self._session.keep_up()
        with self._session.waiting(hold, cancel):
            match question:
                case PreviewLabel(name, definition):
                    return self._session.tagging.preview(name, definition, cancel)
                case GetReview(label, skipped, count):
                    return self._session.tagging.review(label, skipped, count, cancel)
                case GetLabelIdeas(count):
                    return self._session.tagging.ideas(count, cancel)
        raise TypeError(f"not a question about labels: {question!r}")
