"""A browse process whose answers follow from the words of the question: for mischief in tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from photoclip.browse.messages import Complete, Find, Lane, Question, Understand
from photoclip.browse.process import serve
from photoclip.core import processes
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import LibraryError, ModelError


class Obedient:
    """Answers with the question's words, or does what they say."""

    def __init__(self, session: object) -> None:
        self.session = session

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        if isinstance(question, Complete):
            return os.getpid()
        assert isinstance(question, Find | Understand)
        match question.query.split():
            case ["die"]:
                os._exit(7)
            case ["die", "once", marker]:
                if not os.path.exists(marker):
                    open(marker, "wb").close()
                    os._exit(7)
            case ["wait"]:
                cancel.wait(300)
                cancel.check()
            case ["wait", "for", path]:
                while not os.path.exists(path):
                    if cancel.wait(0.01):
                        cancel.check()
            case ["stages"]:
                hold("it takes long")
                more("first")
            case ["bug"]:
                raise ZeroDivisionError("by hand")
            case ["trouble"]:
                raise ModelError("No model.", "Get one.")
            case ["damage"]:
                raise LibraryError("It broke.")
            case ["unsendable"]:
                return lambda: None
            case ["print"]:
                os.write(1, b"native words")
            case ["nonsense"]:
                # the pipe itself, which is the lowest descriptor after the standard ones' copies
                for descriptor in range(3, 20):
                    try:
                        os.write(descriptor, b"native words " * 100)
                    except OSError:
                        continue
            case ["session"]:
                return id(self.session)
        return question.query


MAKERS = dict.fromkeys(Lane, Obedient)


if __name__ == "__main__":
    processes.die_with_parent()
    incoming, outgoing = processes.take_over_standard_streams()
    serve(Path(sys.argv[1]), incoming, outgoing, MAKERS)
    os._exit(0)
