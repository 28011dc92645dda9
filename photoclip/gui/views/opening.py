"""Photos and folders that were named when the window was started, by a file manager say."""

from __future__ import annotations

import os
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from photoclip.browse.messages import GetKey, ItemKey, Listing
from photoclip.browse.overview_messages import Overview, RootOverview
from photoclip.core.roots import absolute, is_inside
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.models.text import readable_path
from photoclip.gui.views.finding import Finding
from photoclip.gui.views.photo_grid import PhotoGrid
from photoclip.gui.views.setting_up import SettingUp
from photoclip.gui.views.welcome import WelcomePage


class Opening(QObject):
    """Shows the first one that lies in the library; folders outside of it are offered to it.

    ``named`` are absolute paths without links. ``viewer_wanted`` asks for the grid's current photo to
    be opened, ``told`` carries a sentence.
    """

    viewer_wanted = Signal()
    told = Signal(str)

    def __init__(
        self,
        named: tuple[bytes, ...],
        asker: Asker,
        finding: Finding,
        setting_up: SettingUp,
        welcome: WelcomePage,
        grid: PhotoGrid,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._named = named
        self._asker = asker
        self._finding = finding
        self._setting_up = setting_up
        self._welcome = welcome
        self._grid = grid
        self._window = window
        self._query = ""  # the folder's, once it is shown
        self._photo: bytes = b""  # the file in it that is to be opened
        self._key: ItemKey | None = None
        self._offered = False
        self._overview: Overview | None = None
        finding.searching.found.connect(self._found)

    def open(self, named: tuple[bytes, ...]) -> None:
        """Show these as well, while the window is open."""
        self._named, self._photo, self._key = named, b"", None
        self._offered = False
        if self._overview is not None:
            self.set_overview(self._overview)

    def begin(self) -> None:
        """There is no library yet: the first run's page offers the folders."""
        if not self._offered:
            self._offered = True
            for folder in self._folders(self._there()):
                self._welcome.offer(folder)

    def set_overview(self, overview: Overview) -> None:
        """The folders there are, as soon as that is known and whenever it changes."""
        self._overview = overview
        if not overview.roots:
            self.begin()
            return
        if self._named:
            self._show(overview.roots)
        elif self._photo and self._key is None:
            self._look_for_photo()  # it may have come in since

    # --- what lies in the library -----------------------------------------------------------------

    def _show(self, roots: tuple[RootOverview, ...]) -> None:
        there = self._there()
        inside = [path for path in there if _root_of(path, roots) is not None]
        outside = [path for path in there if path not in inside]
        if inside:
            root = _root_of(inside[0], roots)
            assert root is not None
            self._named = ()
            is_folder = os.path.isdir(inside[0])
            self._photo = b"" if is_folder else inside[0]
            self._query = _query(_folder_of(inside[0]), root)
            self._finding.show_query(self._query)
            self._look_for_photo()
        if outside and not self._offered:
            self._offered = True
            if inside:
                self._named = ()
            self._ask(self._folders(outside))

    def _look_for_photo(self) -> None:
        if self._photo:
            self._asker.ask(GetKey(self._photo), self._known)

    def _known(self, key: ItemKey | None) -> None:
        self._key = key
        listing = self._finding.searching.listing
        if listing is not None:
            self._found(listing, False)

    def _found(self, listing: Listing, _new: bool) -> None:
        """Open the photo once both it and the list it stands in are known."""
        if self._key is None or not self._photo:
            return
        searching = self._finding.searching
        if searching.text != self._query:
            self._photo = b""  # the person has gone elsewhere
        elif searching.understood and self._grid.select_key(self._key):
            self._photo = b""
            self.viewer_wanted.emit()
        elif searching.understood and listing.complete:
            name = readable_path(self._photo)
            self._photo = b""
            self.told.emit(self.tr("{name} is not among the photos shown.").format(name=name))

    # --- what doesn't -----------------------------------------------------------------------------

    def _there(self) -> list[bytes]:
        missing = [path for path in self._named if not os.path.exists(path)]
        if missing:
            self._named = tuple(path for path in self._named if path not in missing)
            name = readable_path(missing[0])
            self.told.emit(self.tr("{name} is not there.").format(name=name))
        return list(self._named)

    def _folders(self, paths: Iterable[bytes]) -> tuple[bytes, ...]:
        return tuple(dict.fromkeys(map(_folder_of, paths)))

    def _ask(self, folders: tuple[bytes, ...]) -> None:
        names = "\n".join(readable_path(folder) for folder in folders)
        question = QMessageBox(self._window)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("PhotoClip")
        question.setTextFormat(Qt.TextFormat.PlainText)  # a folder's name may look like HTML
        question.setText(
            self.tr("Add %n folder(s) to the library?", "", len(folders)) + f"\n\n{names}"
        )
        question.setInformativeText(
            self.tr("PhotoClip shows the photos of folders that are in its library. No photo is "
                    "changed or moved.")
        )  # fmt: skip
        add = question.addButton(self.tr("Add"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(add)
        question.finished.connect(
            lambda _code: self._answered(question.clickedButton() is add, folders)
        )
        question.open()

    def _answered(self, wanted: bool, folders: tuple[bytes, ...]) -> None:
        if wanted:
            self._setting_up.add_folders(folders)
        else:
            self._named = ()


class HandedOver(QObject):
    """Hears of files that macOS hands to a program by an event, be it just started or open for long.

    ``named`` carries their absolute real paths. To be installed as an event filter of the application.
    """

    named = Signal(object)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take files, and leave all else to whom it is for."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.named.emit((absolute(event.file()),))
            return True
        return super().eventFilter(watched, event)


def _folder_of(path: bytes) -> bytes:
    return path if os.path.isdir(path) else os.path.dirname(path)


def _root_of(path: bytes, roots: Iterable[RootOverview]) -> RootOverview | None:
    """The folder of the library that a path lies in, or is."""
    return next((one for one in roots if path == one.path or is_inside(path, one.path)), None)


def _query(folder: bytes, root: RootOverview) -> str:
    """What finds the photos of a folder, or of the nearest one around it that has any."""
    below = os.path.relpath(folder, root.path).decode("utf-8", "replace").replace(os.sep, "/")
    around = [one for one in root.folders if f"{below}/".startswith(f"{one.path}/")]
    return max(around, key=lambda one: len(one.path)).query if around else root.query
