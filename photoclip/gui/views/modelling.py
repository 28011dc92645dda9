"""Models: which is in use, changing to another one, testing and removing them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from photoclip.browse.messages import Trouble
from photoclip.browse.model_messages import (
    ADAPTER,
    ModelChoice,
    ModelProbed,
    ModelRemoved,
    ProbeModel,
    RemoveModel,
)
from photoclip.browse.overview_messages import Overview
from photoclip.core.commands import Command, ForgetVectors, SetSetting, SwitchModel
from photoclip.core.model_reports import SwitchProgress
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.models import model_words
from photoclip.gui.models.text import Counted, readable
from photoclip.gui.views.model_board import ModelBoard
from photoclip.gui.views.model_getting import ModelGetting
from photoclip.gui.views.model_row import ModelWork
from photoclip.gui.views.models_page import NO_WORK, ModelsPage
from photoclip.gui.views.notices import Notice, Weight
from photoclip.gui.views.teaching import Teaching
from photoclip.worker.messages import OwnerState

NEXT_MODEL = "next_model"
"""The library's setting that names the model it changes to (`store.settings`)."""

_ARRIVED = "model-arrived"


class Modelling(QObject):
    """Does what a person wants of models, and says how it goes, also while no page shows it.

    ``said`` carries a `Notice`, ``withdrawn`` the name of one that is over.
    """

    said = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, asker: Asker, owner: LibraryOwner, window: QWidget) -> None:
        super().__init__(window)
        self._asker = asker
        self._owner = owner
        self._asked: dict[str, Asked] = {}
        self._overview = Overview()
        self._switching: SwitchProgress | None = None
        self.board = ModelBoard(asker, window)
        self.getting = ModelGetting(asker, self.board, self)
        self.getting.said.connect(self.said)
        self.getting.withdrawn.connect(self.withdrawn)
        self.getting.arrived.connect(self._arrived)
        self.teaching = Teaching(asker, self.board, self)
        self.teaching.said.connect(self.said)
        self.teaching.withdrawn.connect(self.withdrawn)
        self.teaching.use_wanted.connect(self.use)

    def close(self) -> None:
        """Forget everything that goes on; what came of a download is kept for the next try."""
        self.board.page = None
        self.getting.close()
        self.teaching.close()
        for asked in self._asked.values():
            asked.drop()

    # --- what is known ----------------------------------------------------------------------------

    def set_overview(self, overview: Overview) -> None:
        """How many photos there are, and which model is in use."""
        before, self._overview = self._overview, overview
        if self.board.page is None:
            return
        self.board.page.set_photos(overview.photos)
        if (before.model, before.photos) != (overview.model, overview.photos):
            self.board.ask()

    def set_state(self, state: OwnerState) -> None:
        """How a change of models goes."""
        before, self._switching = self._switching, state.switching
        if self.board.page is not None:
            self.board.page.set_switching(state.switching)
            if (before is None) is not (state.switching is None):
                self.board.ask()

    def show_on(self, page: ModelsPage) -> None:
        """Show how things are on a page until `leave`, and do what a person wants there."""
        self.board.page = page
        page.download_wanted.connect(self.getting.download)
        page.import_wanted.connect(self.getting.import_file)
        page.stop_wanted.connect(self.stop)
        page.use_wanted.connect(self.use)
        page.test_wanted.connect(self.test)
        page.remove_wanted.connect(self.remove)
        page.change_now_wanted.connect(self.change_now)
        page.stop_change_wanted.connect(self.stop_change)
        page.teach_wanted.connect(self.teaching.teach)
        page.stop_teaching_wanted.connect(self.teaching.stop)
        page.set_photos(self._overview.photos)
        page.set_switching(self._switching)
        self.board.show()
        self.board.ask()

    def leave(self, page: ModelsPage) -> None:
        """Nobody sees this page any more."""
        if self.board.page is page:
            self.board.page = None

    # --- getting and using one ----------------------------------------------------------------------

    def get_and_use(self, model: ModelChoice) -> None:
        """Use a model, which is downloaded first where it isn't here."""
        if model.installed:
            self._change_to(model.name)
        else:
            self.getting.download(model.name, use=True)

    def _arrived(self, name: str, use: bool, searches: bool) -> None:
        if not searches:
            if self.board.page is None:
                text = self.tr("{name} is on this computer now: it writes captions.")
                self.said.emit(Notice(_ARRIVED, text.format(name=readable(name)), Weight.PASSING))
        elif use:
            self._change_to(name)
        elif self.board.page is None:
            text = self.tr("{name} is on this computer now.").format(name=readable(name))
            use_it = self.tr("Use it")
            self.said.emit(Notice(_ARRIVED, text, Weight.HINT, use_it, lambda: self.use(name)))

    def use(self, name: str) -> None:
        """Change to an installed model; a person is asked first where that takes long."""
        choice, photos = self.board.choice(name), self._overview.photos
        known = choice.embedded
        if choice.kind == ADAPTER:  # no photo is looked at that the model below it knows
            known = max(known, self.board.choice(choice.base).embedded)
        if photos <= known or self._agrees(choice, photos):
            self._change_to(name)

    def _agrees(self, choice: ModelChoice, photos: int) -> bool:
        about = self.tr("Every photo is looked at again.")
        if choice.seconds_per_1000:
            took = model_words.duration(model_words.switch_takes(choice, photos))
            new = photos - choice.embedded
            about = Counted.tr("Looking at %n photo(s) takes about {time}.", "", new)
            about = about.format(time=took)
        meanwhile = self.tr(
            "Until then the model in use goes on answering; then search and labels change over in one "
            "step. What the old model knows is kept, and going back takes a moment."
        )
        question = self._question(
            self.tr("Change to {name}?").format(name=readable(choice.name)), f"{about} {meanwhile}"
        )
        change = question.addButton(self.tr("Change"), QMessageBox.ButtonRole.AcceptRole)
        question.setDefaultButton(change)
        question.exec()
        question.deleteLater()
        return question.clickedButton() is change

    def _change_to(self, name: str) -> None:
        self.withdrawn.emit(_ARRIVED)
        empty = not self._overview.photos  # nothing to look at, nothing that answers meanwhile
        self._apply(SwitchModel(name) if empty else SetSetting(NEXT_MODEL, name))

    def change_now(self) -> None:
        """Change over before the next model knows every photo, after saying what that costs."""
        progress = self._switching
        if progress is None:
            return
        left = max(0, progress.total - progress.done)
        cost = Counted.tr(
            "Words won't find %n photo(s) until they have been looked at; that goes on meanwhile.",
            "",
            left,
        )
        question = self._question(
            self.tr("Change over to {name} now?").format(name=readable(progress.model)), cost
        )
        change = question.addButton(self.tr("Change over now"), QMessageBox.ButtonRole.AcceptRole)
        question.exec()
        question.deleteLater()
        if question.clickedButton() is change:
            self._apply(SwitchModel(progress.model, next=progress.model))

    def stop_change(self) -> None:
        """Stop a change of models; what was done of it is kept."""
        self._apply(SetSetting(NEXT_MODEL, None))

    def _apply(self, command: Command) -> None:
        self._owner.apply(command, lambda _applied: self._changed(), self.board.refuse)

    def _changed(self) -> None:
        self._owner.ask_state()
        self.board.ask()

    # --- testing and removing one -------------------------------------------------------------------

    def test(self, name: str) -> None:
        """See how an installed model runs here."""
        self.board.set_work(name, ModelWork(testing=True))
        self._asked[name] = self._asker.ask(
            ProbeModel(name),
            lambda probed: self._tested(name, probed),
            lambda trouble: self._failed(name, trouble),
        )

    def stop(self, name: str) -> None:
        """Stop a download or a test."""
        asked = self._asked.pop(name, None)
        if asked is not None:
            asked.drop()
            self.board.set_work(name, NO_WORK)
        self.getting.stop(name)

    def _tested(self, name: str, probed: ModelProbed) -> None:
        self._asked.pop(name, None)
        self.board.set_work(name, ModelWork(probe=probed))
        self.board.ask()  # what was estimated is measured now

    def _failed(self, name: str, trouble: Trouble) -> None:
        self._asked.pop(name, None)
        self.board.set_work(name, ModelWork(trouble=model_words.failure(trouble)))

    def remove(self, name: str) -> None:
        """Delete a model from this machine, after asking."""
        choice = self.board.choice(name)
        if not choice.installed:
            self._forget(choice)
            return
        size = model_words.data_size(choice.disk_bytes)
        again = self.tr("That frees {size}. It can be downloaded or imported again.")
        if choice.kind == ADAPTER:
            again = self.tr("That frees {size}. Your words stay, and can be taught again.")
        question = self._question(
            self.tr("Remove {name} from this computer?").format(name=readable(name)),
            again.format(size=size),
        )
        forget = QCheckBox(
            Counted.tr(
                "Forget what it knows of %n photo(s) too: going back means looking at them again",
                "",
                choice.embedded,
            )
        )
        if choice.embedded:
            question.setCheckBox(forget)
        yes = question.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        question.exec()
        question.deleteLater()
        if question.clickedButton() is not yes:
            return
        if choice.embedded and forget.isChecked():
            self._apply(ForgetVectors(choice.key))
        self.board.set_work(name, ModelWork(removing=True))
        self._asked[name] = self._asker.ask(
            RemoveModel(name), self._removed, lambda trouble: self._failed(name, trouble)
        )

    def _forget(self, choice: ModelChoice) -> None:
        """Forget what the library knows by a model that isn't here, after asking."""
        about = Counted.tr(
            "That frees {size} in the library. To use it again, %n photo(s) would be looked at anew.",
            "",
            choice.embedded,
        )
        question = self._question(
            self.tr("Forget what {name} knows of your photos?").format(name=readable(choice.name)),
            about.format(size=model_words.data_size(choice.kept_bytes)),
        )
        yes = question.addButton(self.tr("Forget"), QMessageBox.ButtonRole.DestructiveRole)
        question.exec()
        question.deleteLater()
        if question.clickedButton() is yes:
            self._apply(ForgetVectors(choice.key))

    def _removed(self, answer: ModelRemoved) -> None:
        self._asked.pop(answer.name, None)
        self.board.set_work(answer.name, NO_WORK)
        size = model_words.data_size(answer.freed_bytes)
        text = self.tr("{name} was removed: {size} are free again.")
        self.board.say(text.format(name=readable(answer.name), size=size))
        self.board.ask()

    def _question(self, text: str, about: str) -> QMessageBox:
        question = QMessageBox(self.board.over())
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(self.tr("Models"))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(text)
        question.setInformativeText(about)
        question.addButton(QMessageBox.StandardButton.Cancel)
        return question
