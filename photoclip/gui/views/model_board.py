"""What is known of models in this window, and how work on them goes, for the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import Trouble
from photoclip.browse.model_messages import GetModels, ModelChoice
from photoclip.core.errors import PhotoClipError
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.models.model_words import complaint, failure
from photoclip.gui.views.model_row import ModelWork
from photoclip.gui.views.models_page import NO_WORK, ModelsPage
from photoclip.gui.views.teach_panel import TeachWork


class ModelBoard(QObject):
    """Keeps what is known, whether or not a page shows it.

    ``known`` carries the `ModelChoice`s, ``refused`` a `PhotoClipError` there is no page to say on.
    """

    known = Signal(object)
    refused = Signal(object)

    def __init__(self, asker: Asker, window: QWidget) -> None:
        super().__init__(window)
        self._asker = asker
        self._window = window
        self._work: dict[str, ModelWork] = {}
        self._teaching = TeachWork()
        self.models: tuple[ModelChoice, ...] = ()
        self.page: ModelsPage | None = None

    def ask(self) -> None:
        """Have the models asked for anew; ``known`` soon."""
        english = QLocale().language() in (QLocale.Language.English, QLocale.Language.C)
        self._asker.ask(GetModels(english), self._came, self.complain)

    def _came(self, models: tuple[ModelChoice, ...]) -> None:
        self.models = models
        self.known.emit(models)
        self.show()

    def choice(self, name: str) -> ModelChoice:
        """What is known of a model, which may be next to nothing."""
        found = (model for model in self.models if model.name == name)
        return next(found, ModelChoice(name, False, False, False, 0, 0, ""))

    def work(self, name: str) -> ModelWork:
        """What goes on with a model."""
        return self._work.get(name, NO_WORK)

    def set_work(self, name: str, work: ModelWork) -> None:
        """Something goes on with a model, or came of it."""
        self._work[name] = work
        self.show()

    def set_teaching(self, work: TeachWork) -> None:
        """Teaching goes on, or something came of it."""
        self._teaching = work
        if self.page is not None:
            self.page.set_teaching(work)

    def fetching(self) -> tuple[str, ...]:
        """The models that are being downloaded."""
        return tuple(name for name, work in self._work.items() if work.fetching)

    # --- the page -----------------------------------------------------------------------------------

    def show(self) -> None:
        """Have the page show what is known."""
        if self.page is not None:
            self.page.set_models((*self.models, *self._others()))
            self.page.set_work(self._work)
            self.page.set_teaching(self._teaching)

    def _others(self) -> Iterable[ModelChoice]:
        """Those that are on no list, but something goes on with them."""
        listed = {model.name for model in self.models}
        busy = [name for name, work in self._work.items() if work != NO_WORK]
        return (self.choice(name) for name in busy if name not in listed)

    def over(self) -> QWidget:
        """The window that questions are asked over."""
        return self._window if self.page is None else self.page.window()

    def say(self, text: str, *, wrong: bool = False) -> bool:
        """Say something on the page; whether there is one."""
        if self.page is None:
            return False
        self.page.say(text, wrong=wrong)
        return True

    def complain(self, trouble: Trouble) -> None:
        """Say what went wrong, on the page or elsewhere."""
        if trouble.kind:
            self.refuse(PhotoClipError(trouble.message, trouble.hint), trouble.kind)
        else:
            self.refuse(PhotoClipError(failure(trouble)))

    def refuse(self, error: PhotoClipError, kind: str = "") -> None:
        """Say what could not be done, on the page or elsewhere."""
        said = complaint(str(error), error.hint)
        if not self.say(said, wrong=True) and kind != "LibraryNotFoundError":
            self.refused.emit(error)
