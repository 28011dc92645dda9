"""Captions that a model writes: asked for, told how far they are, stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QObject, Signal

from photoclip.browse.messages import ItemKey
from photoclip.core.captions import CaptionRun
from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.core.types import PhotoId
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.models.told import told
from photoclip.gui.views.editing import MOST_PHOTOS
from photoclip.gui.views.notices import Notice, NoticeBar, Weight
from photoclip.worker.messages import OwnerState

_NAME = "captions"


class Captioning(QObject):
    """Has captions written for the photos that ``chosen`` gives, and says how that stands.

    ``written`` where there may be new ones; ``finished`` when the last one is; ``told`` a sentence for
    the person; ``refused`` a `PhotoClipError`, ``no_model`` one that a model helps against.
    """

    written = Signal()
    finished = Signal()
    told = Signal(str)
    refused = Signal(object)
    no_model = Signal(object)

    def __init__(
        self,
        owner: LibraryOwner,
        notices: NoticeBar,
        chosen: Callable[[], Sequence[ItemKey]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._owner = owner
        self._notices = notices
        self._chosen = chosen
        self._watched = False  # whether a person sees that captions are written
        self._done = 0
        owner.captioning.connect(self._stand)
        owner.state.connect(self._state_came)

    def begin(self) -> None:
        """Have captions written for the chosen photos; of a single one also a discarded one anew."""
        keys = self._chosen()
        photos = tuple(PhotoId(key) for key in keys if key > 0)
        if not photos:
            if keys:
                self.told.emit(self.tr("This file has not been read yet. Try again in a moment."))
            return
        if len(photos) > MOST_PHOTOS:
            text = self.tr("That is more than {count} photos at once. Select fewer.")
            self.told.emit(text.format(count=QLocale().toString(MOST_PHOTOS)))
            return
        self._owner.want_captions(
            photos, again=len(photos) == 1, done=self._wanted, failed=self._failed
        )

    def _wanted(self, waiting: int) -> None:
        if waiting:
            self._watched = True
        else:
            self.told.emit(self.tr("A model has written about these photos already."))

    def _failed(self, error: PhotoClipError) -> None:
        if isinstance(error, ModelError):
            self.no_model.emit(error)
        else:
            self.refused.emit(error)

    # --- how it stands ----------------------------------------------------------------------------

    def _state_came(self, state: OwnerState) -> None:
        """What was begun before this window listened is shown too."""
        if state.captions is not None and not state.captions.ended:
            self._stand(state.captions)

    def _stand(self, run: CaptionRun) -> None:
        if run.written + run.speechless != self._done:
            self._done = run.written + run.speechless
            self.written.emit()
        if run.ended:
            self._finish(run)
            return
        self._watched = True
        locale = QLocale()
        if run.done or run.waits:
            text = self.tr("Writing captions: {done} of {total}").format(
                done=locale.toString(run.done), total=locale.toString(run.total)
            )
        else:
            text = self.tr("The model that writes captions is being loaded…")
        self._notices.say(
            Notice(
                _NAME,
                text,
                Weight.WORK,
                self.tr("Stop"),
                self._owner.forget_captions,
                told(run.waits),
            )
        )

    def _finish(self, run: CaptionRun) -> None:
        self._notices.withdraw(_NAME)
        self._done = 0
        self.finished.emit()
        if not self._watched:
            return
        self._watched = False
        if run.trouble:
            self.no_model.emit(ModelError(run.trouble, run.hint))
            return
        said = [self.tr("%n caption(s) written", "", run.written)]
        if run.speechless:
            said.append(self.tr("nothing to say about %n photo(s)", "", run.speechless))
        if run.away:
            said.append(self.tr("%n photo(s) on drives that are away", "", run.away))
        if run.unreadable:
            said.append(self.tr("%n photo(s) could not be read", "", run.unreadable))
        self.told.emit(" · ".join(said))
