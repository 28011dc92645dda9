"""Writing into files: what would change is looked up, what a person wants is written and watched."""

from __future__ import annotations

import time
import uuid

from PySide6.QtCore import QElapsedTimer, QLocale, QObject, QTimer, Signal

from photoclip.browse.messages import Trouble
from photoclip.browse.organizing_messages import GetFileChanges, GetWrites
from photoclip.core.commands import WriteMetadata
from photoclip.core.errors import PhotoClipError
from photoclip.core.file_metadata import FileChange, WriteSummary
from photoclip.core.types import PhotoId
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.models.history import Step
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.models.write_words import reasons_text, summary_text
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.editing import MOST_PHOTOS, Editing
from photoclip.gui.views.undo_notices import UndoNotices
from photoclip.gui.views.write_dialog import WriteDialog

_AT_ONCE = 200
_POLL_MS = 400
_PATIENCE_MS = 15_000


class Writing(QObject):
    """Opens the dialog, and follows a request until nothing happens to it any more.

    ``settings_wanted`` carries the dialog over which the settings are to open.
    """

    settings_wanted = Signal(object)

    def __init__(
        self,
        actions: Actions,
        browser: Browser,
        photos: PhotosModel,
        asker: Asker,
        editing: Editing,
        notices: UndoNotices,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._browser = browser
        self._photos = photos
        self._asker = asker
        self._editing = editing
        self._notices = notices
        self._asked: Asked | None = None
        self._polled: Asked | None = None
        self._choices: tuple[tuple[PhotoId, ...], ...] = ()
        self._watched: tuple[str, Step] | None = None
        self._last: WriteSummary | None = None
        self._still = QElapsedTimer()
        self._poll = QTimer(self, interval=_POLL_MS, singleShot=True)
        self._poll.timeout.connect(self._look_after)
        self.dialog: WriteDialog | None = None
        actions.write_files.triggered.connect(self.open)

    def close(self) -> None:
        """Ask nothing any more; what was asked for is written all the same."""
        self._poll.stop()
        self._drop()
        if self._polled is not None:
            self._polled.drop()

    def open(self) -> None:
        """Show what would be written for the selected photos, or for all in the list."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        count = self._photos.rowCount()
        chosen = self._browser.chosen_keys(count)
        choices, texts = [], []
        if chosen:
            photos = tuple(PhotoId(key) for key in chosen if key > 0)
            choices.append(photos)
            texts.append(self.tr("%n selected photo(s)", "", len(photos)))
        if len(chosen) < count or not chosen:
            shown = self._photos.keys(0, count)
            choices.append(tuple(PhotoId(key) for key in shown if key > 0))
            texts.append(self.tr("All %n photo(s) that are shown", "", count))
        self._choices = tuple(choices)
        dialog = WriteDialog(texts, self._browser.window())
        dialog.look_wanted.connect(lambda _number: self.look())
        dialog.write_wanted.connect(self._write)
        dialog.settings_wanted.connect(lambda: self.settings_wanted.emit(dialog))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        self.look()

    def look(self) -> None:
        """Look up what would change; anew where the settings were changed."""
        dialog = self.dialog
        if dialog is None:
            return
        self._drop()
        photos = self._choices[dialog.which.currentIndex()]
        dialog.begin(len(photos))
        if len(photos) > MOST_PHOTOS:
            text = self.tr("That is more than {count} photos at once. Select fewer.")
            dialog.fail(text.format(count=QLocale().toString(MOST_PHOTOS)), "")
            return
        self._look_at(dialog, photos, 0)

    def _look_at(self, dialog: WriteDialog, photos: tuple[PhotoId, ...], start: int) -> None:
        part = photos[start : start + _AT_ONCE]
        if not part:
            dialog.end()
            return

        def known(changes: tuple[FileChange, ...]) -> None:
            dialog.add(changes, start + len(part))
            self._look_at(dialog, photos, start + len(part))

        def failed(trouble: Trouble) -> None:
            dialog.fail(trouble.message, trouble.hint)

        self._asked = self._asker.ask(GetFileChanges(part), known, failed)

    def _drop(self) -> None:
        if self._asked is not None:
            self._asked.drop()
            self._asked = None

    def _closed(self) -> None:
        self._drop()
        self.dialog = None

    # --- writing ------------------------------------------------------------------------------------

    def _write(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        tally = dialog.tally
        batch = f"{time.strftime('%Y-%m-%d')}-{uuid.uuid4().hex[:8]}"
        dialog.begin_writing()
        step = self._editing.do(
            WriteMetadata(tuple(tally.photos), batch),
            self.tr("Write into the files of %n photo(s)", "", len(tally.photos)),
            done=lambda: self._watch(batch, step),
            refused=self._refused,
        )

    def _refused(self, error: PhotoClipError) -> None:
        if self.dialog is not None:
            self.dialog.refuse(str(error), error.hint)
        else:
            self._editing.refused.emit(error)

    def _watch(self, batch: str, step: Step) -> None:
        self._watched = (batch, step)
        self._last = None
        self._still.start()
        self._notices.say("written", self.tr("Writing into files…"), step)
        self._look_after()

    def _look_after(self) -> None:
        self._polled = self._asker.ask(
            GetWrites(), self._stand, lambda _trouble: self._poll.start()
        )

    def _stand(self, writes: tuple[WriteSummary, ...]) -> None:
        if self._watched is None:
            return
        batch, step = self._watched
        if not self._editing.history.holds(step):  # taken back: it is watched no more
            self._watched = None
            if self.dialog is not None and self._last is not None:
                self.dialog.finish(self._last)
            return
        found = next((one for one in writes if one.batch == batch), None)
        if found is None:
            self._poll.start()
            return
        if found != self._last:
            self._last = found
            self._still.restart()
        total = found.waiting + found.done + found.unchanged + found.failed + found.kept
        if found.waiting and self._still.elapsed() < _PATIENCE_MS:
            if self.dialog is not None:
                self.dialog.show_progress(found, total)
            self._poll.start()
            return
        self._watched = None
        if self.dialog is not None:
            self.dialog.finish(found)
        self._notices.say(
            "written", " ".join([summary_text(found), *reasons_text(found)[:1]]), step
        )
