"""What every part of the browse process that answers looks like from the outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from photoclip.browse.messages import Question
from photoclip.core.cancel import CancelToken


class Answerer(Protocol):
    """Answers the questions of one lane, one after another, in that lane's thread."""

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        """The answer to a question.

        ``more`` sends an early answer that a better one follows; ``hold`` says, in words for a
        person, why it takes long. Raises `Cancelled` soon after ``cancel`` was set, and
        `PhotoClipError` for what a person should know.
        """
        ...
