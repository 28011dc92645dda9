"""The main window: a search field, the photos found, and a line that says how things stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photoclip.gui.bridge.command_line import Channel
from photoclip.gui.bridge.old_thumbnails import ThumbnailLoader
from photoclip.gui.models.results import Photo, ResultsModel, readable
from photoclip.gui.views.grid import THUMBNAIL, PhotoGrid
from photoclip.gui.views.message import MessagePage, resized

LIMIT = 500  # results shown; a narrower query is quicker than looking through more
_DEBOUNCE_MS = 300
_POLL_MS = 1000  # how often the library is asked how far adding a folder has got
_ALL = "sort:date"  # what an empty search field asks for: everything, newest first


class Window(QMainWindow):
    """The window over one library. What it knows, it hears through its channels."""

    def __init__(self, library: Path) -> None:
        super().__init__()
        self._library = library
        self._asked = ""
        self._mistaken = False  # whether the problem shown is one of the query
        self._photos = 0  # in the library, as last heard
        self._search, self._status, self._adding = (Channel(library, self) for _ in range(3))
        self._search.answered.connect(self._show_results)
        self._search.failed.connect(self._show_mistake)
        self._status.answered.connect(self._show_status)
        self._status.failed.connect(self._show_no_library)
        self._adding.answered.connect(self._show_added)
        self._adding.failed.connect(self._show_not_added)
        ratio = self.devicePixelRatioF()
        self._loader = ThumbnailLoader(round(THUMBNAIL * ratio), self)
        self.results = ResultsModel(self._loader, ratio, self)
        self._debounce = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self._debounce.timeout.connect(self.search)
        self._poll = QTimer(self, singleShot=True, interval=_POLL_MS)
        self._poll.timeout.connect(self.ask_status)
        self._lay_out()
        self._add_actions()
        self._say("", "Opening the library…")
        self.ask_status()

    def _lay_out(self) -> None:
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setEnabled(False)
        self.field.setFont(resized(self.field.font(), 1.2))
        self.field.setPlaceholderText("What is in the photo? For example: sunset on the beach")
        self.field.setAccessibleName("Search your photos")
        self.field.textChanged.connect(self._debounce.start)
        self.field.returnPressed.connect(self.search)
        self.problem = _text("Problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.grid = PhotoGrid()
        self.grid.setModel(self.results)
        self.grid.doubleClicked.connect(self.show_in_folder)
        self.message = MessagePage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.grid)
        self.pages.addWidget(self.message)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(9, 6, 9, 0)
        column.addWidget(self.problem)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(body)
        self.line, self.note = _text("Results"), _text("Model")
        self.bar = QProgressBar(format="%v of %m")
        self.bar.setMaximumWidth(160)
        self.bar.hide()
        self.bar.setAccessibleName("Photos read")
        self.statusBar().setContentsMargins(9, 0, 9, 0)
        self.statusBar().addWidget(self.line, 1)
        self.statusBar().addPermanentWidget(self.note)
        self.statusBar().addPermanentWidget(self.bar)
        self.setWindowTitle("PhotoClip")
        self.resize(1080, 760)

    def _add_actions(self) -> None:
        def action(text: str, does: Any, *keys: Any, over: QWidget = self) -> QAction:
            made = QAction(text, self)
            made.setIconText(text)  # or a button would lose the dots that promise a question
            made.setShortcuts([QKeySequence(key) for key in keys])
            if over is not self:
                made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            made.triggered.connect(does)
            over.addAction(made)
            return made

        self._choose = action("Add folder…", self._choose_folder, "Ctrl+O")
        self._stop = action("Stop adding", self._adding.stop)
        self._clear = action("Clear search", self.clear, "Esc")
        action("Find", self.field.setFocus, QKeySequence.StandardKey.Find)
        action("Show in folder", self.show_in_folder, "Return", "Enter", over=self.grid)
        bar = self.addToolBar("Search")
        bar.setMovable(False)
        bar.toggleViewAction().setEnabled(False)  # or a right click could hide the search
        bar.addWidget(self.field)
        bar.addActions([self._choose, self._stop])
        layout = bar.layout()
        assert layout is not None
        layout.setContentsMargins(9, 9, 9, 9)
        layout.setSpacing(9)
        self._stop.setVisible(False)

    # --- searching --------------------------------------------------------------------------------

    def search(self) -> None:
        """Ask for what the field says; for all photos where it says nothing."""
        self._debounce.stop()
        if self._photos:
            self._asked = self.field.text().strip()
            self.line.setText("Searching…")
            limit = ("--limit", str(LIMIT))
            self._search.ask("search", "--json", *limit, "--", self._asked or _ALL)

    def clear(self) -> None:
        """Back to all photos, ready to type."""
        self.field.clear()
        self.field.setFocus()

    def _show_results(self, rows: list[dict[str, Any]]) -> None:
        photos = [Photo.from_json(row) for row in rows]
        self.results.show(photos)
        if self._mistaken:
            self._complain("")
        total = "1 photo" if len(photos) == 1 else f"{len(photos):,} photos"
        bands = [photo.band for photo in photos]
        if any(bands):
            total = f"{bands.count('likely'):,} likely, {bands.count('maybe'):,} maybe"
        self.line.setText(f"The first {total}" if len(photos) == LIMIT else total)
        if photos:
            self.pages.setCurrentWidget(self.grid)
        else:
            advice = "Try other words, fewer of them, or fewer filters."
            self._say(f"Nothing found for “{readable(self._asked)}”", advice, self._clear)

    def _show_mistake(self, text: str) -> None:
        self.line.clear()
        self._complain(text)
        self._mistaken = True

    def show_in_folder(self) -> None:
        """Open the folder of the current photo in the file manager."""
        index = self.grid.currentIndex()
        if index.isValid():
            folder = Path(self.results.photo(index).path).parent
            # Through a URI, because a folder's name need not be UTF-8.
            if not QDesktopServices.openUrl(QUrl.fromEncoded(folder.as_uri().encode())):
                self._complain(f"{readable(str(folder))} could not be opened.")

    # --- the library ------------------------------------------------------------------------------

    def ask_status(self) -> None:
        """Ask what the library holds."""
        self._status.ask("status", "--json")

    def _show_status(self, rows: list[dict[str, Any]]) -> None:
        [status] = rows
        changed = status["photos"] != self._photos
        self._photos = status["photos"]
        if self.field.isEnabled() != (self._photos > 0):
            self.field.setEnabled(self._photos > 0)
            self.field.setFocus()
        demonstration = "Demonstration model: made for drawn scenes, not for photographs"
        self.note.setText(demonstration if status["demonstration"] else "")
        if self._adding.busy:
            done, left = self._photos + status["failed_files"], status["pending_files"]
            self.bar.setRange(0, done + left if left else 0)
            self.bar.setValue(done)
            self._poll.start()
        if not self._photos:
            self._show_welcome(bool(status["roots"]))
        # While photos come in, don't pull the grid away from under a person who looks through it.
        looking = self.field.text() or self.grid.verticalScrollBar().value()
        if changed and not (self._adding.busy and looking):
            self.search()

    def _show_no_library(self, text: str) -> None:
        if self._adding.busy:  # it may be making the library just now
            self._poll.start()
        elif self._library.is_dir() and any(self._library.iterdir()):
            self._say("The library can't be opened", text)
        else:
            self._show_welcome(False)

    def _show_welcome(self, added: bool) -> None:
        if self._adding.busy:
            self._say("Looking for photos…", "They appear here as they are read.")
        elif added:
            self._say("No photos yet", "There are none in your folders. Add another.", self._choose)
        else:
            text = (
                "Choose a folder. PhotoClip looks at every photo in it, on this computer, and "
                "changes none.\nThen type what you remember: sunset on the beach."
            )
            self._say("Find a photo by what is in it", text, self._choose)

    def _choose_folder(self) -> None:
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        folder = QFileDialog.getExistingDirectory(self, "Add a folder of photos", pictures)
        if folder:
            self.add_folder(folder)

    def add_folder(self, folder: str) -> None:
        """Add a folder to the library and index it; the photos appear while they are read."""
        self._complain("")
        self._adding.ask("add", "--json", "--", folder)
        self._show_adding(True)

    def _show_adding(self, busy: bool) -> None:
        self._choose.setVisible(not busy)
        self._stop.setVisible(busy)
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self._poll.stop()
        self.ask_status()

    def _show_added(self, rows: list[dict[str, Any]]) -> None:
        failed = rows[0]["failed"]
        noun = "1 file" if failed == 1 else f"{failed:,} files"
        self._complain(f"{noun} could not be read. Why: photoclip failures" if failed else "")
        self._show_adding(False)

    def _show_not_added(self, text: str) -> None:
        self._complain(text)
        self._show_adding(False)

    def _say(self, title: str, text: str, action: QAction | None = None) -> None:
        self.message.say(title, text, action)
        self.pages.setCurrentWidget(self.message)

    def _complain(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._mistaken = False

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """End what runs; what adding a folder has done so far is kept."""
        self.hide()
        for channel in (self._search, self._status, self._adding):
            channel.close()
        self._loader.close()
        super().closeEvent(event)


def _text(name: str) -> QLabel:
    """A label that shows what it is given as it is, whatever it looks like."""
    label = QLabel(textFormat=Qt.TextFormat.PlainText)
    label.setAccessibleName(name)
    return label
