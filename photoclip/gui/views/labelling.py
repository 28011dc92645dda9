"""Labels in the window: which one is shown, editing one, reviewing, and putting a rule in force."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import Listing, Trouble
from photoclip.browse.organizing_messages import GetLabelPage, LabelPage
from photoclip.browse.overview_messages import Overview
from photoclip.core.commands import ApplyRule
from photoclip.core.label_reports import Preview
from photoclip.core.labels import LabelDefinition
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.models.facts_text import filter_query
from photoclip.gui.models.history import Step
from photoclip.gui.models.label_words import applied_text
from photoclip.gui.models.labels_asked import definition_of, label_asked, name_of_search
from photoclip.gui.models.text import readable
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.finding import Finding
from photoclip.gui.views.label_editing import LabelEditing
from photoclip.gui.views.label_editor import LabelEditor
from photoclip.gui.views.reviewing import Reviewing
from photoclip.gui.views.small_pictures import SmallPictures
from photoclip.gui.views.undo_notices import UndoNotices

_SOON_MS = 300
_LEAST_MS = 1000
_SLOWNESS = 6  # asking takes at most this share of the time


class Labelling(QObject):
    """Connects sidebar, inspector, menu and the line above the photos with editor and review.

    ``reviewing_changed`` after a review opened or closed.
    """

    reviewing_changed = Signal()

    def __init__(
        self,
        browser: Browser,
        actions: Actions,
        finding: Finding,
        editing: Editing,
        asker: Asker,
        told: UndoNotices,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._browser = browser
        self._actions = actions
        self._finding = finding
        self._editing = editing
        self._asker = asker
        self._told = told
        self._window = window
        self._overview = Overview()
        self._shown = ""  # the label whose photos are shown
        self._asked: Asked | None = None
        self._again = False
        self._took = QElapsedTimer()
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self.pictures = SmallPictures(asker, self)
        self.reviewing = Reviewing(browser.review, asker, editing, self.pictures, self)
        self.reviewing.closed.connect(self._close_review)
        self.reviewing.edit_wanted.connect(self.edit)
        self.reviewing.refused.connect(editing.refused)
        self._connect()
        self._enable()

    def _connect(self) -> None:
        browser, actions = self._browser, self._actions
        actions.new_label.triggered.connect(self.create)
        actions.label_of_search.triggered.connect(self.create_of_search)
        actions.edit_label.triggered.connect(lambda: self.edit(self._shown))
        actions.review.triggered.connect(lambda: self.review(self._shown or None))
        browser.sidebar.label_create_wanted.connect(self.create)
        browser.sidebar.label_of_search_wanted.connect(self.create_of_search)
        for part in (browser.sidebar, browser.inspector):
            part.label_edit_wanted.connect(self.edit)
            part.label_review_wanted.connect(self.review)
        banner = browser.label_banner
        banner.query_wanted.connect(self._finding.show_query)
        banner.review_wanted.connect(self.review)
        banner.edit_wanted.connect(self.edit)
        banner.apply_wanted.connect(self._apply)
        self._finding.searching.found.connect(self._found)

    def close(self) -> None:
        """Ask nothing any more, and end the threads."""
        self._soon.stop()
        if self._asked is not None:
            self._asked.drop()
        self.reviewing.close()
        self.pictures.close()

    def set_overview(self, overview: Overview) -> None:
        """The labels there are."""
        self._overview = overview
        self._follow()

    def changed(self) -> None:
        """Something in the library is another: so may be what is said of the label shown."""
        if not self._shown:
            return
        if self._asked is not None:
            self._again = True
        elif not self._soon.isActive():
            self._soon.start(_SOON_MS)

    # --- the label that is shown --------------------------------------------------------------------

    def _found(self, _listing: Listing, _new: bool) -> None:
        self._follow()

    def _follow(self) -> None:
        names = [label.name for label in self._overview.labels]
        shown = label_asked(self._finding.searching.chips, names)
        if shown != self._shown:
            self._shown = shown
            if self._asked is not None:
                self._asked.drop()
                self._asked = None
            self._browser.show_label(None)
            self._ask()
        self._enable()

    def _enable(self) -> None:
        self._actions.edit_label.setEnabled(bool(self._shown))
        has_words = definition_of(self._finding.searching.chips) is not None
        self._actions.label_of_search.setEnabled(has_words)
        self._browser.sidebar.set_search_has_words(has_words)

    def _ask(self) -> None:
        self._again = False
        if self._shown and self._asked is None:
            self._took.start()
            self._asked = self._asker.ask(GetLabelPage(self._shown), self._know, self._not_known)

    def _know(self, page: LabelPage | None) -> None:
        before = self._browser.label_banner.page
        if page is not None and page.preview is None and not page.waits and before is not None:
            # What it would change comes soon: the button need not go and come back.
            page = LabelPage(
                page.name, page.definition, page.confirmed, page.rejected, page.imported,
                page.automatic, page.suggested, page.active, before.preview,
            )  # fmt: skip
        self._browser.show_label(page)
        if self._asked is not None and not self._asked.waits:
            self._ended()

    def _not_known(self, _trouble: Trouble) -> None:
        self._ended()

    def _ended(self) -> None:
        self._asked = None
        if self._again:
            self._soon.start(max(_LEAST_MS, _SLOWNESS * self._took.elapsed()))

    # --- editing ------------------------------------------------------------------------------------

    def create(self) -> None:
        """Open the editor for a new label."""
        self._open("", "", LabelDefinition())

    def create_of_search(self) -> None:
        """Open the editor for a label that means what is searched for."""
        chips = self._finding.searching.chips
        definition = definition_of(chips)
        if definition is not None:
            self._open("", name_of_search(definition), definition)

    def edit(self, name: str) -> None:
        """Open the editor for a label there is."""
        if name:
            self._open(name, name, LabelDefinition())

    def _open(self, stored: str, name: str, definition: LabelDefinition) -> None:
        title = self.tr("Edit label") if stored else self.tr("New label")
        dialog = LabelEditor(title, self._window)
        editing = LabelEditing(
            dialog, stored, self._asker, self._editing, self.pictures, self._taken
        )
        editing.applied.connect(
            lambda now, added, removed, step: self._applied(stored, now, added, removed, step)
        )
        editing.open(name, definition)

    def _taken(self, name: str) -> str:
        """The label that has this name, whatever the capitals; empty if there is none."""
        wanted = name.casefold()
        names = (label.name for label in self._overview.labels)
        return next((one for one in names if one.casefold() == wanted), "")

    def _applied(self, before: str, name: str, added: int, removed: int, step: Step) -> None:
        self._told.say("labelled", applied_text(name, added, removed), step)
        if before and before == self._shown and name != before:
            self._finding.show_query(filter_query("label", name))

    def _apply(self, name: str, preview: Preview) -> None:
        step = self._editing.do(
            ApplyRule(name, preview.rule),
            self.tr("Apply “{name}”").format(name=readable(name)),
            done=lambda: self._told.say(
                "labelled", applied_text(name, preview.added, preview.removed), step
            ),
        )

    # --- reviewing ----------------------------------------------------------------------------------

    def review(self, name: str | None) -> None:
        """Ask about one label's photos, or about those of all."""
        self._browser.uncover()
        self._browser.set_reviewing(True)
        self._actions.review.setEnabled(False)
        self.reviewing.start(name)
        self.reviewing_changed.emit()

    def _close_review(self) -> None:
        self._browser.set_reviewing(False)
        self._actions.review.setEnabled(True)
        self.reviewing_changed.emit()
        if not self._finding.photos.rowCount():
            self._finding.searching.changed()
