"""Getting models: downloads that go on while a person does something else, and files from elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photoclip.browse.messages import Trouble
from photoclip.browse.model_messages import (
    ArchitectureNeeded,
    DownloadModel,
    HashNeeded,
    ImportModel,
    ModelArrived,
)
from photoclip.core.model_reports import DownloadProgress
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.models import model_words
from photoclip.gui.models.text import readable, readable_path
from photoclip.gui.views.choosing import NameDialog
from photoclip.gui.views.model_board import ModelBoard
from photoclip.gui.views.model_row import ModelWork
from photoclip.gui.views.models_page import NO_WORK
from photoclip.gui.views.notices import Notice, Weight

_DOWNLOAD, _FAILED = "download", "download-failed"


class ModelGetting(QObject):
    """Downloads and imports models.

    ``said`` carries a `Notice`, ``withdrawn`` the name of one that is over; ``arrived`` a model's name,
    whether it is to be used at once, and whether one can search with it; ``models_wanted`` asks for
    the page to be shown.
    """

    said = Signal(object)
    withdrawn = Signal(str)
    arrived = Signal(str, bool, bool)
    models_wanted = Signal()

    def __init__(self, asker: Asker, board: ModelBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._board = board
        self._asked: dict[str, Asked] = {}
        self._importing: Asked | None = None
        self._use_when_here = ""

    def close(self) -> None:
        """Stop everything; what came of a download is kept for the next try."""
        for asked in (*self._asked.values(), *filter(None, (self._importing,))):
            asked.drop()
        self._asked.clear()

    # --- downloads --------------------------------------------------------------------------------

    def download(self, name: str, *, use: bool = False) -> None:
        """Download a model; ``use`` it as soon as it is here, and no other one."""
        if use:
            self._use_when_here = name
        if self._board.work(name).fetching:
            return
        self.withdrawn.emit(_FAILED)
        self._board.set_work(name, ModelWork(fetching=True))
        self._asked[name] = self._asker.ask(
            DownloadModel(name),
            lambda answer: self._came(name, answer),
            lambda trouble: self._failed(name, trouble),
        )
        self._say_downloads()

    def stop(self, name: str) -> None:
        """Stop a download; what came of it is kept."""
        asked = self._asked.get(name)
        if asked is None:
            return
        asked.drop()
        if self._use_when_here == name:
            self._use_when_here = ""
        self._end(name)
        self._board.ask()

    def _came(self, name: str, answer: DownloadProgress | ModelArrived) -> None:
        if isinstance(answer, DownloadProgress):
            self._board.set_work(name, ModelWork(fetching=True, download=answer))
            return
        use = self._use_when_here == name
        self._end(name)
        self._board.ask()
        self.arrived.emit(answer.name, use, answer.searches)

    def _failed(self, name: str, trouble: Trouble) -> None:
        use = self._use_when_here == name
        self._end(name)
        why = model_words.failure(trouble)
        self._board.set_work(name, ModelWork(trouble=why))
        self._board.ask()  # some of it may be here
        self.said.emit(
            Notice(
                _FAILED,
                self.tr("{name} could not be downloaded.").format(name=readable(name)),
                Weight.TROUBLE,
                self.tr("Try again"),
                lambda: self.download(name, use=use),
                why,
            )
        )

    def _end(self, name: str) -> None:
        self._asked.pop(name, None)
        self._board.set_work(name, NO_WORK)
        self._say_downloads()

    def _say_downloads(self) -> None:
        names = self._board.fetching()
        if not names:
            self.withdrawn.emit(_DOWNLOAD)
            return
        one = names[0] if len(names) == 1 else ""
        text = (
            self.tr("{name} is being downloaded.").format(name=readable(one))
            if one
            else self.tr("%n model(s) are being downloaded.", "", len(names))
        )
        self.said.emit(
            Notice(
                _DOWNLOAD,
                text,
                Weight.WORK,
                self.tr("Stop") if one else self.tr("Show"),
                (lambda: self.stop(one)) if one else self.models_wanted.emit,
                self.tr("Your photos can be looked at meanwhile."),
            )
        )

    # --- files ------------------------------------------------------------------------------------

    def import_file(self, path: bytes, architecture: str = "", sha256: str = "") -> None:
        """Take a model from a file; what the file doesn't tell is asked for."""
        if self._importing is not None:
            self._importing.drop()
        name = readable_path(path.rpartition(b"/")[2])
        self._board.say(self.tr("{file} is being looked at and copied…").format(file=name))
        self._importing = self._asker.ask(
            ImportModel(path, architecture, sha256),
            lambda answer: self._imported(answer, sha256),
            self._not_imported,
        )

    def _imported(
        self,
        answer: DownloadProgress | ArchitectureNeeded | HashNeeded | ModelArrived,
        sha256: str,
    ) -> None:
        if isinstance(answer, DownloadProgress):
            said = self.tr("{file} is being copied: {progress}")
            progress = model_words.download_line(answer)
            self._board.say(said.format(file=readable(answer.name), progress=progress))
            return
        self._importing = None
        if isinstance(answer, ModelArrived):
            text = self.tr("{name} is on this computer now.").format(name=readable(answer.name))
            self._board.say(text)
            self._board.ask()
            self.arrived.emit(answer.name, False, answer.searches)
            return
        self._board.say("")
        if isinstance(answer, HashNeeded):
            if published := self._ask_hash():
                self.import_file(answer.path, sha256=published)
        elif chosen := self._ask_architecture(answer.architectures):
            self.import_file(answer.path, chosen, sha256)

    def _not_imported(self, trouble: Trouble) -> None:
        self._importing = None
        self._board.complain(trouble)

    def _ask_hash(self) -> str:
        return self._ask(
            self.tr(
                "This file is of a kind that can run programs, so nothing was read from it. If you "
                "trust where it comes from, enter the SHA-256 that is published there. Better is a "
                ".safetensors file of the same model."
            )
        )

    def _ask_architecture(self, known: tuple[str, ...]) -> str:
        return self._ask(
            self.tr(
                "The file doesn't say of which architecture it is. Whoever made it knows, and its name "
                "often says: it has to be the right one."
            ),
            known,
        )

    def _ask(self, prompt: str, known: tuple[str, ...] = ()) -> str:
        dialog = NameDialog(self.tr("Import a model"), prompt, known, self._board.over())
        dialog.box.setCurrentText(next(iter(known), ""))
        chosen = dialog.name if dialog.exec() else ""
        dialog.deleteLater()
        return chosen
