"""Help and settings: the guide, the keys, the log, what this program is, and what can be set."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from photoclip import __version__
from photoclip.browse.messages import GetPreferences
from photoclip.browse.organizing_messages import GetWritingPreferences
from photoclip.core.commands import SetSetting
from photoclip.core.errors import PhotoClipError
from photoclip.gui.bridge import desktop
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.bridge.remembered import Remembered
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.help import GuideWindow, ShortcutsDialog
from photoclip.gui.views.models_page import ModelsPage
from photoclip.gui.views.preferences import PreferencesDialog


class Helping(QObject):
    """Opens the windows beside the main one.

    ``scheme_chosen`` carries a `Scheme`, ``slideshow_seconds_chosen`` a number; ``new_versions_chosen``
    says that asking for them was turned on or off, ``models_shown`` carries the settings' page about
    models, ``models_left`` that it is seen no more.
    """

    scheme_chosen = Signal(object)
    slideshow_seconds_chosen = Signal(int)
    new_versions_chosen = Signal()
    models_shown = Signal(object)
    models_left = Signal(object)

    def __init__(
        self,
        library: Path,
        actions: Actions,
        asker: Asker,
        owner: LibraryOwner,
        remembered: Remembered,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._library = library
        self._actions = actions
        self._asker = asker
        self._owner = owner
        self._remembered = remembered
        self._window = window
        self.guide: GuideWindow | None = None
        self._preferences: PreferencesDialog | None = None
        actions.preferences.triggered.connect(self.show_preferences)
        actions.guide.triggered.connect(lambda _checked: self._show_guide())
        actions.shortcuts.triggered.connect(lambda: ShortcutsDialog(actions, window).open())
        actions.show_log.triggered.connect(self._show_log)
        actions.about.triggered.connect(self._about)

    def show_preferences(self) -> None:
        """Open the settings."""
        self._open_preferences(self._window).open()

    @property
    def shown_models(self) -> ModelsPage | None:
        """The settings' page about models, while the settings are open."""
        return None if self._preferences is None else self._preferences.models

    def show_models(self) -> None:
        """Open the settings at the page about models; where they are open, turn to it."""
        dialog = self._preferences or self._open_preferences(self._window)
        dialog.tabs.setCurrentWidget(dialog.models)
        dialog.open()

    def show_writing(self, over: QWidget) -> PreferencesDialog:
        """Open the settings at the page about writing into files, over this window."""
        dialog = self._open_preferences(over)
        dialog.tabs.setCurrentWidget(dialog.writing)
        dialog.open()
        return dialog

    def _open_preferences(self, over: QWidget) -> PreferencesDialog:
        dialog = PreferencesDialog(self._remembered, over)
        dialog.scheme_chosen.connect(self.scheme_chosen)
        dialog.new_versions.chosen.connect(self.new_versions_chosen)
        self._preferences = dialog
        dialog.finished.connect(lambda _code: self._left(dialog))
        dialog.changed.connect(partial(self._set_preference, dialog))
        dialog.seconds.valueChanged.connect(self.slideshow_seconds_chosen)
        self._asker.ask(
            GetPreferences(), dialog.set_values, lambda trouble: dialog.say(trouble.message)
        )
        dialog.writing.guide_wanted.connect(lambda: self._show_guide("Writing into files"))
        self._ask_writing(dialog)
        self.models_shown.emit(dialog.models)
        return dialog

    def _left(self, dialog: PreferencesDialog) -> None:
        self.models_left.emit(dialog.models)
        if self._preferences is dialog:
            self._preferences = None

    def _ask_writing(self, dialog: PreferencesDialog) -> None:
        self._asker.ask(
            GetWritingPreferences(),
            dialog.writing.show_preferences,
            lambda trouble: dialog.writing.say(trouble.message),
        )

    def _set_preference(self, dialog: PreferencesDialog, command: SetSetting) -> None:
        def refused(error: PhotoClipError) -> None:
            dialog.say(str(error))
            if command.key.startswith("metadata."):
                self._ask_writing(dialog)  # it stands as it was

        self._owner.apply(command, lambda _applied: dialog.say(""), refused)

    def _show_log(self) -> None:
        from photoclip.worker.supervisor import log_file

        desktop.show_in_folder(os.fsencode(log_file(self._library)))

    def _show_guide(self, heading: str = "") -> None:
        self.guide = GuideWindow(self._window)
        self.guide.show()
        if heading and self.guide.text.find(heading):
            self.guide.text.ensureCursorVisible()

    def _about(self) -> None:
        QMessageBox.about(
            self._window,
            self.tr("About PhotoClip"),
            self.tr(
                "<h3>PhotoClip {version}</h3><p>Finds a photo by what is in it, on your own "
                "computer, and learns your words.</p><p>Free software under the GNU General Public "
                "License, version 3 or later.</p>"
            ).format(version=__version__),
        )
