"""What the calm bar says: drives that are away, a full disk, a model that is missing, a new worker."""

from __future__ import annotations

import os

from PySide6.QtCore import QLocale, QObject, Signal

from photoclip.browse.messages import Trouble
from photoclip.browse.overview_messages import Overview
from photoclip.core.errors import PhotoClipError
from photoclip.core.events import ConfirmMissing
from photoclip.core.reports import IndexOptions
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.models.text import readable, readable_path
from photoclip.gui.models.told import told
from photoclip.gui.models.told_models import advice
from photoclip.gui.views.notices import Notice, NoticeBar, Weight
from photoclip.worker.messages import Activity, OwnerState

_RESTARTED = "ended and is started again"  # as the supervisor says it
_DAMAGED = " is damaged"  # as a worker says it that doesn't start
_LACKING = "by which this library knows its photos, isn't on this machine"
"""As whoever needs a model says that it is missing: a notice of our own says it with a button."""

_SAID_ELSEWHERE = (
    "Paused:",  # by the status line
    "The embedded model is a demonstration",  # by a notice of our own, with a button
)


class Troubles(QObject):
    """Turns states and errors into notices, and takes them back when they are over.

    ``models_wanted`` and ``repair_wanted`` are what a notice's button asked for.
    """

    models_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self, bar: NoticeBar, owner: LibraryOwner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._owner = owner
        self._away: set[str] = set()
        self._missing: set[str] = set()
        self._demonstration_seen = False
        self._switching = False  # to another model
        self._lacks = ""  # the model the library uses, if it isn't here

    # --- drives -----------------------------------------------------------------------------------

    def set_overview(self, overview: Overview) -> None:
        """Say which folders are away; and once that the demonstration model is in use."""
        away = {}
        for root in overview.roots:
            if root.offline:
                away[f"away-{os.fsdecode(root.path)}"] = root
        for name in self._away - set(away):
            self._bar.withdraw(name)
        self._away = set(away)
        for name, root in away.items():
            text = self.tr("{folder} is not connected.").format(folder=readable_path(root.path))
            stays = self.tr("Its %n photo(s) stay, and can be searched.", "", root.count)
            self._bar.say(
                Notice(name, text, Weight.HINT, self.tr("Look again"), self._owner.index, stays)
            )
        self._lacks = overview.model if overview.model_missing else ""
        if not self._lacks or self._switching:
            self._bar.withdraw("model-missing")
        else:
            self._bar.withdraw("resting")
            text = self.tr("The model {name} isn't on this computer any more.")
            self._bar.say(
                Notice(
                    "model-missing",
                    text.format(name=readable(self._lacks)),
                    Weight.TROUBLE,
                    self.tr("Choose a model…"),
                    self.models_wanted.emit,
                    self.tr("Words find nothing, and new photos wait. All else works as before."),
                )
            )
        real_one_comes = "download" in self._bar.names() or self._switching
        if real_one_comes or not overview.demonstration:
            self._bar.withdraw("demonstration")
        elif overview.roots and not self._demonstration_seen:
            self._demonstration_seen = True
            self._bar.say(
                Notice(
                    "demonstration",
                    self.tr("This is the demonstration model: it knows drawn scenes, and little "
                            "about real photographs."),
                    Weight.HINT,
                    self.tr("Choose a model…"),
                    self.models_wanted.emit,
                )
            )  # fmt: skip

    # --- the worker -------------------------------------------------------------------------------

    def set_state(self, state: OwnerState) -> None:
        """Say why nothing is read though it should be, and what has to be confirmed."""
        self._bar.withdraw("unreachable")
        self._switching = state.switching is not None
        if self._switching:
            self._bar.withdraw("demonstration")
            self._bar.withdraw("model-missing")
        # On a full disk new photos can't even be noted down: then none of them waits.
        troubled = state.activity is Activity.PAUSED and state.reason
        own = state.reason in ("paused by you", "on battery")
        if troubled and not own and not (self._lacks and _LACKING in state.reason):
            model = "model" in state.reason.lower()
            button = self.tr("Choose a model…") if model else self.tr("Try again")
            act = self.models_wanted.emit if model else self._owner.resume
            self._bar.say(Notice("resting", told(state.reason), Weight.TROUBLE, button, act))
        else:
            self._bar.withdraw("resting")
        asks = {f"missing-{os.fsdecode(ask.root)}": ask for ask in state.asks}
        for name in self._missing - set(asks):
            self._bar.withdraw(name)
        for ask in asks.values():
            self.ask_missing(ask)

    def ask_missing(self, ask: ConfirmMissing) -> None:
        """Most of a folder is gone at once: only a person knows whether that is right."""
        name = f"missing-{os.fsdecode(ask.root)}"
        self._missing.add(name)
        folder, locale = readable_path(ask.root), QLocale()
        self._bar.say(
            Notice(
                name,
                self.tr("{missing} of {known} photos in {folder} are gone.").format(
                    missing=locale.toString(ask.missing),
                    known=locale.toString(ask.known),
                    folder=folder,
                ),
                Weight.TROUBLE,
                self.tr("They were deleted"),
                lambda: self._confirm(name),
                self.tr("They stay in the library until you say that this is right."),
            )
        )

    def _confirm(self, name: str) -> None:
        self._bar.withdraw(name)
        self._owner.index(IndexOptions(accept_missing=True))

    def set_unreachable(self, error: PhotoClipError) -> None:
        """There is no worker, and why."""
        if _DAMAGED in str(error):
            self._damaged()
            return
        self._bar.say(
            Notice(
                "unreachable",
                told(str(error)),
                Weight.TROUBLE,
                self.tr("Try again"),
                self._owner.ask_state,
                told(error.hint),
            )
        )

    def tell(self, text: str) -> None:
        """A sentence from the worker."""
        if _RESTARTED in text:
            self.restarted()
        elif not text.startswith(_SAID_ELSEWHERE) and _LACKING not in text:
            self.say(text)

    def restarted(self) -> None:
        """A process died and was started again: nothing is lost."""
        self._bar.say(
            Notice(
                "restarted",
                self.tr("The background worker stopped and was started again. Nothing is lost."),
                Weight.PASSING,
            )
        )

    # --- what was asked for -----------------------------------------------------------------------

    def refuse(self, error: PhotoClipError) -> None:
        """Something a person asked for could not be done."""
        self._bar.say(
            Notice(
                "refused",
                told(str(error)),
                Weight.TROUBLE,
                self.tr("OK"),
                lambda: self._bar.withdraw("refused"),
                told(error.hint),
            )
        )

    def trouble(self, trouble: Trouble) -> None:
        """A question could not be answered."""
        if trouble.kind == "LibraryNotFoundError":
            return  # the first run says what to do
        if trouble.kind == "LibraryDamagedError":
            self._damaged()
            return
        if trouble.kind == "ModelError":
            self.lack_model(PhotoClipError(trouble.message, trouble.hint))
            return
        self.refuse(PhotoClipError(trouble.message, trouble.hint))

    def lack_model(self, error: PhotoClipError) -> None:
        """Something could not be done for want of a model."""
        self._bar.say(
            Notice(
                "refused",
                told(str(error)),
                Weight.TROUBLE,
                self.tr("Choose a model…"),
                self.models_wanted.emit,
                advice(error.hint) or told(error.hint),
            )
        )

    def _damaged(self) -> None:
        self._bar.say(
            Notice(
                "damaged",
                self.tr("The library's file is damaged. Your photos are not touched."),
                Weight.TROUBLE,
                self.tr("Repair"),
                self.repair_wanted.emit,
                self.tr("It is restored from its newest backup, and the damaged file is kept."),
            )
        )

    def say(self, text: str) -> None:
        """Something to know for a moment."""
        self._bar.say(Notice("said", readable(text), Weight.PASSING))

    def done(self) -> None:
        """What was refused has succeeded since."""
        self._bar.withdraw("refused")
