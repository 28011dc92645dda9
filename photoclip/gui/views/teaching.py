"""Teaching a model: it goes on while a person does something else, and says what came of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photoclip.browse.messages import Trouble
from photoclip.browse.model_messages import TeachModel
from photoclip.core.teaching_reports import TeachingProgress, TeachingReport
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.models import model_words, teaching_words
from photoclip.gui.views.model_board import ModelBoard
from photoclip.gui.views.notices import Notice, Weight
from photoclip.gui.views.teach_panel import TeachWork

_WORK, _OUTCOME = "teaching", "taught"


class Teaching(QObject):
    """Has the model in use taught.

    ``said`` carries a `Notice`, ``withdrawn`` the name of one that is over; ``use_wanted`` the name of
    a model that came of it.
    """

    said = Signal(object)
    withdrawn = Signal(str)
    use_wanted = Signal(str)

    def __init__(self, asker: Asker, board: ModelBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._board = board
        self._asked: Asked | None = None

    def close(self) -> None:
        """Stop it."""
        if self._asked is not None:
            self._asked.drop()
            self._asked = None

    def teach(self) -> None:
        """Teach the model in use the words of this library."""
        if self._asked is not None:
            return
        self.withdrawn.emit(_OUTCOME)
        self._board.set_teaching(TeachWork(running=True))
        self._asked = self._asker.ask(TeachModel(), self._came, self._failed)
        self.said.emit(
            Notice(
                _WORK,
                self.tr("The model is being taught your words."),
                Weight.WORK,
                self.tr("Stop"),
                self.stop,
                self.tr("Your photos can be looked at meanwhile."),
            )
        )

    def stop(self) -> None:
        """Stop it; nothing comes of it."""
        self.close()
        self._end(TeachWork())

    def _came(self, answer: TeachingProgress | TeachingReport) -> None:
        if isinstance(answer, TeachingProgress):
            self._board.set_teaching(TeachWork(running=True, progress=answer))
            return
        self._asked = None
        self._end(TeachWork(report=answer))
        self._board.ask()  # there may be one more
        if self._board.page is not None:
            return
        name = answer.model
        self.said.emit(
            Notice(
                _OUTCOME,
                teaching_words.outcome_line(answer),
                Weight.HINT,
                self.tr("Use it") if answer.kept else "",
                (lambda: self._use(name)) if answer.kept else None,
            )
        )

    def _use(self, name: str) -> None:
        self.withdrawn.emit(_OUTCOME)
        self.use_wanted.emit(name)

    def _failed(self, trouble: Trouble) -> None:
        self._asked = None
        why = model_words.failure(trouble)
        self._end(TeachWork(trouble=why))
        if self._board.page is None:
            text = self.tr("The model could not be taught.")
            again = self.tr("Try again")
            self.said.emit(Notice(_OUTCOME, text, Weight.TROUBLE, again, self.teach, why))

    def _end(self, work: TeachWork) -> None:
        self._board.set_teaching(work)
        self.withdrawn.emit(_WORK)
