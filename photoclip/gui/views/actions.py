"""Everything a person can do from the keyboard or a menu: texts and shortcuts in one place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from photoclip.core.commands import MAX_STARS


class Actions(QObject):
    """The window's actions, as attributes. They do nothing by themselves: connect ``triggered``."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._made: list[QAction] = []
        self._file()
        self._edit()
        self._photo()
        self._labels()
        self._view()
        self._help()

    def _action(self, text: str, *keys: QKeySequence | str, checkable: bool = False) -> QAction:
        action = QAction(text, self._window)
        action.setCheckable(checkable)
        sequences = [key if isinstance(key, QKeySequence) else QKeySequence(key) for key in keys]
        action.setShortcuts(sequences)
        # A held key must not do a thing a hundred times; moving between photos is the views' own.
        action.setAutoRepeat(False)
        self._window.addAction(action)
        self._made.append(action)
        return action

    def _file(self) -> None:
        self.add_folder = self._action(self.tr("&Add folder…"), "Ctrl+O")
        self.rescan = self._action(self.tr("&Look for new photos"), "F5")
        self.pause = self._action(self.tr("&Pause reading photos"), checkable=True)
        self.models = self._action(self.tr("&Models…"))
        self.export = self._action(self.tr("&Export…"), "Ctrl+Shift+E")
        self.preferences = self._action(self.tr("&Settings…"), QKeySequence("Ctrl+,"))
        self.preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit = self._action(self.tr("&Quit"), QKeySequence("Ctrl+Q"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _edit(self) -> None:
        self.undo = self._action(self.tr("&Undo"), "Ctrl+Z")
        self.redo = self._action(self.tr("&Redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        self.find = self._action(self.tr("&Find"), "Ctrl+F", "/")
        self.clear_search = self._action(self.tr("&Clear search"), "Ctrl+Shift+F")
        self.save_search = self._action(self.tr("Sa&ve this search…"), "Ctrl+S")
        self.select_all = self._action(self.tr("Select &all"), "Ctrl+A")
        self.select_none = self._action(self.tr("Select &nothing"), "Ctrl+Shift+A")

    def _photo(self) -> None:
        self.open_viewer = self._action(self.tr("&View"))
        self.open_outside = self._action(self.tr("&Open with another program"), "Ctrl+Return")
        self.show_in_folder = self._action(self.tr("Show in fol&der"), "Ctrl+Shift+O")
        self.copy_path = self._action(self.tr("Co&py path"), "Ctrl+Shift+C")
        self.copy = self._action(self.tr("Copy f&iles"), "Ctrl+C")
        self.similar = self._action(self.tr("Find &similar"), "Ctrl+L")
        self.add_to_album = self._action(self.tr("Add to al&bum…"), "B")
        self.remove_from_album = self._action(self.tr("Remove from this album"))
        self.earlier_in_album = self._action(self.tr("Earlier in this album"), "Alt+Left")
        self.later_in_album = self._action(self.tr("Later in this album"), "Alt+Right")
        self.label = self._action(self.tr("&Label…"), "L", "T")
        self.write_files = self._action(self.tr("&Write keywords to files…"), "Ctrl+Shift+W")
        self.write_captions = self._action(self.tr("Write &captions"))
        self.trash = self._action(self.tr("&Move to trash…"), QKeySequence("Delete"))
        self.rate: list[QAction] = []
        for stars in range(MAX_STARS + 1):
            text = self.tr("%n star(s)", "", stars) if stars else self.tr("No stars")
            action = self._action(text, str(stars))
            action.setData(stars)
            self.rate.append(action)
        self.pick = self._action(self.tr("&Pick"), "P")
        self.reject = self._action(self.tr("Re&ject"), "X")
        self.unflag = self._action(self.tr("No &flag"), "U")

    def _labels(self) -> None:
        self.new_label = self._action(self.tr("&New label…"), "Ctrl+Shift+L")
        self.label_of_search = self._action(self.tr("&Make a label of this search…"))
        self.edit_label = self._action(self.tr("&Edit label…"), "Ctrl+E")
        self.review = self._action(self.tr("&Review…"), "Ctrl+R")
        self.label_ideas = self._action(self.tr("&Suggested labels…"))

    def _view(self) -> None:
        self.larger = self._action(self.tr("&Larger"), "+", "=", "Ctrl++", "Ctrl+=")
        self.smaller = self._action(self.tr("&Smaller"), "-", "Ctrl+-")
        for action in (self.larger, self.smaller):
            action.setAutoRepeat(True)
        self.full_screen = self._action(self.tr("&Full screen"), "F11", checkable=True)
        self.slideshow = self._action(self.tr("Slides&how"), "F8")
        self.sidebar = self._action(self.tr("Side&bar"), "F9", checkable=True)
        self.inspector = self._action(self.tr("&Inspector"), "I", "F10", checkable=True)
        self.by_day = self._action(self.tr("Group by &day"), checkable=True)
        self.all_bands = self._action(self.tr("Show &unlikely results too"), checkable=True)
        self.back = self._action(self.tr("&Back"), "Esc")
        self.back.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.schemes = QActionGroup(self)
        self.scheme_system = self._action(self.tr("Colours as the s&ystem"), checkable=True)
        self.scheme_light = self._action(self.tr("Li&ght"), checkable=True)
        self.scheme_dark = self._action(self.tr("Dar&k"), checkable=True)
        for action in (self.scheme_system, self.scheme_light, self.scheme_dark):
            self.schemes.addAction(action)

    def _help(self) -> None:
        self.guide = self._action(self.tr("User &guide"), "F1")
        self.shortcuts = self._action(self.tr("&Keyboard shortcuts"), "?", "Ctrl+?")
        self.show_log = self._action(self.tr("Show the &log"))
        self.about = self._action(self.tr("&About PhotoClip"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    # --- where they stand -------------------------------------------------------------------------

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Put every action into a menu."""
        separator = None
        menus = (
            (
                self.tr("&File"),
                (self.add_folder, self.rescan, self.pause, separator, self.export, separator,
                 self.models, self.preferences, separator, self.quit),
            ),
            (
                self.tr("&Edit"),
                (self.undo, self.redo, separator, self.find, self.clear_search, self.save_search,
                 separator, self.select_all, self.select_none, separator, self.copy,
                 self.copy_path),
            ),
            (
                self.tr("&Photo"),
                (self.open_viewer, self.open_outside, self.show_in_folder, separator,
                 self.similar, separator, *self.rate, separator, self.pick, self.reject,
                 self.unflag, separator, self.label, self.add_to_album, self.remove_from_album,
                 self.earlier_in_album, self.later_in_album,
                 separator, self.write_captions, self.write_files, separator, self.trash),
            ),
            (
                self.tr("&Labels"),
                (self.new_label, self.label_of_search, separator, self.edit_label, self.review,
                 separator, self.label_ideas),
            ),
            (
                self.tr("&View", "the menu"),
                (self.larger, self.smaller, separator, self.slideshow, self.full_screen,
                 separator, self.sidebar, self.inspector, separator, self.by_day,
                 self.all_bands, separator, self.scheme_system, self.scheme_light,
                 self.scheme_dark),
            ),
            (self.tr("&Help"), (self.guide, self.shortcuts, self.show_log, separator, self.about)),
        )  # fmt: skip
        for title, actions in menus:
            menu = bar.addMenu(title)
            for action in actions:
                if action is None:
                    menu.addSeparator()
                else:
                    menu.addAction(action)

    def photo_menu(self, parent: QWidget) -> QMenu:
        """What can be done with the selected photos."""
        menu = QMenu(parent)
        menu.addActions([self.open_viewer, self.open_outside, self.show_in_folder])
        menu.addActions([self.copy, self.copy_path, self.export])
        menu.addSeparator()
        menu.addAction(self.similar)
        menu.addSeparator()
        stars = menu.addMenu(self.tr("Rating"))
        stars.addActions(self.rate)
        flags = menu.addMenu(self.tr("Flag"))
        flags.addActions([self.pick, self.reject, self.unflag])
        menu.addAction(self.label)
        menu.addAction(self.add_to_album)
        if self.remove_from_album.isEnabled():
            menu.addAction(self.remove_from_album)
        menu.addAction(self.write_captions)
        menu.addSeparator()
        menu.addAction(self.trash)
        return menu

    def all(self) -> list[QAction]:
        """Every action, in the order they were made."""
        return self._made

    def keep_to_photos(self, *widgets: QWidget) -> None:
        """Let keys without Ctrl that change photos work only where photos are looked at.

        In the sidebar a letter goes to the row that begins with it.
        """
        single = (self.label, self.add_to_album, self.trash, *self.rate)
        for action in (*single, self.pick, self.reject, self.unflag):
            self._window.removeAction(action)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            for widget in widgets:
                widget.addAction(action)

    @property
    def for_photos(self) -> tuple[QAction, ...]:
        """Those that need a photo to do something with."""
        return (
            self.open_viewer,
            self.open_outside,
            self.show_in_folder,
            self.copy_path,
            self.copy,
            self.similar,
            self.add_to_album,
            self.label,
            self.write_captions,
            self.trash,
            *self.rate,
            self.pick,
            self.reject,
            self.unflag,
        )
