"""What is asked about models that takes long, or works before there is a library."""

from __future__ import annotations

from collections.abc import Callable

from photoclip.browse import model_choices
from photoclip.browse.messages import Question
from photoclip.browse.model_messages import GetModels
from photoclip.core.cancel import CancelToken
from photoclip.session import Session


class Models:
    """Answers questions about models, over a library or, with None, before there is one.

    Several threads may ask at once: a download takes long.
    """

    def __init__(self, session: Session | None) -> None:
        self._session = session

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        """See `Answerer`; each question says what it is answered by."""
        match question:
            case GetModels():
                return model_choices.choices(self._session)
        raise TypeError(f"no question about models: {question!r}")
