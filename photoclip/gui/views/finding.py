"""Search as a person sees it: the field, its chips and filters, and what a list says of itself."""

from __future__ import annotations

import os
from functools import partial

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import (
    Card,
    Chip,
    ChipKind,
    Complete,
    GetCards,
    ItemKey,
    Listing,
    Mistake,
    Order,
    Trouble,
)
from photoclip.browse.overview_messages import Overview
from photoclip.core.types import Band
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.bridge.pasting import PastedPictures
from photoclip.gui.bridge.remembered import Remembered
from photoclip.gui.models.labels_asked import label_asked
from photoclip.gui.models.photo_text import name_of
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.models.text import readable
from photoclip.gui.models.told import told
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.choosing import NameDialog
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.notices import Notice
from photoclip.gui.views.searching import Searching
from photoclip.gui.views.troubles import Troubles


class Finding(QObject):
    """Connects what is typed and chosen with `Searching`, and its lists with the grid."""

    def __init__(
        self,
        browser: Browser,
        searching: Searching,
        photos: PhotosModel,
        asker: Asker,
        actions: Actions,
        editing: Editing,
        troubles: Troubles,
        remembered: Remembered,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.browser = browser
        self.searching = searching
        self.photos = photos
        self.asker = asker
        self.actions_ = actions
        self.editing = editing
        self.troubles = troubles
        self.remembered = remembered
        self._window = window
        self._overview = Overview()
        self._restoring: ItemKey | None = remembered.current
        self._first = False
        self._failed = False
        self._pasted = PastedPictures(self)
        self._connect_search()

    def start(self) -> None:
        """Show what was shown when the window was closed."""
        browser, remembered = self.browser, self.remembered
        browser.search.set_text(remembered.query)
        browser.filters.set_order(remembered.order, ranked=False)
        browser.filters.set_by_day(remembered.by_day)
        browser.message.say("", self.tr("Opening the library…"))
        browser.show_message()
        self.searching.ask(remembered.query, order=remembered.order, by_day=remembered.by_day)

    def set_overview(self, overview: Overview) -> None:
        """The saved searches, filters' values and albums there are."""
        self._overview = overview
        self.browser.filters.set_overview(overview)
        smart = [(album.name, album.query) for album in overview.albums if album.smart]
        self.browser.search.set_saved(smart)
        self.browser.sidebar.select_query(self.searching.text)
        if self.searching.listing is not None and not self.searching.listing.count:
            self._say_why_empty(self.searching.listing)

    def _connect_search(self) -> None:
        search, filters = self.browser.search, self.browser.filters
        search.query_changed.connect(self.searching.ask)
        search.query_submitted.connect(self._submit)
        search.completions_wanted.connect(self._complete)
        search.recent_removed.connect(self._forget_recent)
        search.picture_offered.connect(self._search_like_file)
        search.image_offered.connect(self._search_like_image)
        search.photo_offered.connect(lambda key: self.show_query(f"like:#{key}"))
        search.save_wanted.connect(lambda _text: self.save_search())
        search.set_recent(self.remembered.recent)
        self.browser.chips.chip_removed.connect(self.show_query)
        self.browser.chips.left.connect(search.setFocus)
        filters.query_edited.connect(self.show_query)
        filters.order_chosen.connect(self._choose_order)
        filters.all_bands_changed.connect(self.choose_all_bands)
        filters.by_day_changed.connect(self.choose_by_day)
        self.searching.found.connect(lambda listing, new: self._show_listing(listing, new=new))
        self.searching.mistaken.connect(self._show_mistake)
        self.searching.failed.connect(self._not_found)
        self.searching.busy.connect(search.set_busy)

    def show_query(self, text: str) -> None:
        """Put a query into the search field and show what it finds."""
        self.browser.search.set_text(text)
        self.browser.uncover()
        self.searching.ask(text)

    def _submit(self, text: str) -> None:
        self._first = True  # Enter goes on to what was found
        self.searching.ask(text)
        words = " ".join(text.split())
        if words:
            recent = (words, *(one for one in self.remembered.recent if one != words))
            self.remembered.recent = recent
            self.browser.search.set_recent(self.remembered.recent)
        self.browser.grid.setFocus()

    def _forget_recent(self, text: str) -> None:
        self.remembered.recent = [one for one in self.remembered.recent if one != text]
        self.browser.search.set_recent(self.remembered.recent)

    def _complete(self, text: str, cursor: int) -> None:
        self.asker.ask(
            Complete(text, cursor), partial(self.browser.search.set_completions, text, cursor)
        )

    def _search_like_file(self, path: bytes) -> None:
        text = os.fsdecode(path).replace("\\", "\\\\").replace('"', '\\"')
        self.show_query(f'like:"{text}"')

    def _search_like_image(self, image: QImage) -> None:
        def kept(place: bytes | OSError) -> None:
            if isinstance(place, OSError):
                text = self.tr("The picture can't be kept: {reason}.")
                self.troubles.say(text.format(reason=place.strerror or str(place)))
            else:
                self._search_like_file(place)

        self._pasted.keep(image, kept)

    def close(self) -> None:
        """End what runs in the background."""
        self._pasted.close()

    def _show_listing(self, listing: Listing, *, new: bool) -> None:
        if not new and self._should_wait(listing):
            return
        browser = self.browser
        browser.search.set_mistake(None)
        browser.notices.withdraw("newer")
        browser.chips.set_chips(listing.chips)
        self._name_photos(listing.chips)
        browser.filters.set_query(self.searching.text, listing.chips)
        browser.filters.set_order(self.searching.question.order, listing.ranked)
        self.photos.show(listing, keep=not new)
        browser.sidebar.select_query(self.searching.text)
        if new or self._failed:  # a list that is only read anew says nothing of what was refused
            self._failed = False
            self.troubles.done()
        browser.status.set_results(self._counted(listing))
        if listing.count:
            browser.show_photos()
            self._come_back()
            if self._first and not browser.grid.currentIndex().isValid():
                browser.grid.setCurrentIndex(self.photos.index(0))
            self._first = False
        else:
            self._say_why_empty(listing)

    def _name_photos(self, chips: tuple[Chip, ...]) -> None:
        """Call the photos a query names by their files' names, not by numbers alone."""
        keys = tuple(chip.photo for chip in chips if chip.photo is not None)
        if not keys:
            return

        def known(cards: tuple[Card | None, ...]) -> None:
            names = {int(card.key): name_of(card) for card in cards if card is not None}
            self.browser.chips.set_photo_names(names)

        self.asker.ask(GetCards(keys), known, lambda _trouble: None)

    def _should_wait(self, listing: Listing) -> bool:
        """Whether a ranked list somebody is working in should stay as it is until they say so."""
        grid = self.browser.grid
        busy = grid.selected_count() > 0 or grid.verticalOffset() > 0 or self.browser.covered
        if not listing.ranked or not busy or listing.keys == self.photos.raw_keys():
            return False
        more = listing.count - self.photos.rowCount()
        text = (
            self.tr("%n new photo(s) match.", "", more)
            if more > 0
            else self.tr("The results have changed.")
        )
        self.browser.notices.say(
            Notice(
                "newer",
                text,
                button=self.tr("Show"),
                act=lambda: self._show_listing(listing, new=True),
            )
        )
        return True

    def _counted(self, listing: Listing) -> str:
        locale = QLocale()
        if not listing.ranked:
            return self.tr("%n photo(s)", "", listing.count)
        parts = [
            self.tr("{count} likely").format(
                count=locale.toString(listing.counts.get(Band.LIKELY, 0))
            ),
            self.tr("{count} maybe").format(
                count=locale.toString(listing.counts.get(Band.MAYBE, 0))
            ),
        ]
        if listing.unindexed:
            parts.append(self.tr("%n not read yet", "", listing.unindexed))
        return ", ".join(parts)

    def _say_why_empty(self, listing: Listing) -> None:
        text, message = self.searching.text.strip(), self.browser.message
        names = [label.name for label in self._overview.labels]
        label = label_asked(self.searching.chips, names, whole=True)
        if label:
            self._say_label_is_on_nothing(label)
        elif text:
            advice = [self.tr("Try other words, fewer of them, or fewer filters.")]
            hidden = listing.counts.get(Band.UNLIKELY, 0)
            if listing.ranked and hidden:
                advice.append(self.tr("Or look through the unlikely ones (menu View)."))
            if listing.unindexed:
                advice.append(self.tr("%n photo(s) have not been read yet.", "", listing.unindexed))
            message.say(
                self.tr("Nothing found for “{query}”").format(query=readable(text)),
                " ".join(advice),
                self.actions_.clear_search,
            )
        elif self._overview.roots:
            message.say(
                self.tr("No photos yet"),
                self.tr("There are none in your folders, or they are just being looked for."),
                self.actions_.add_folder,
            )
        self.browser.show_message()

    def _say_label_is_on_nothing(self, name: str) -> None:
        suggested = sum(one.suggested for one in self._overview.labels if one.name == name)
        title = self.tr("This label is on no photo yet")
        if suggested:
            text = self.tr("It may be on %n photo(s): say which.", "", suggested)
            self.browser.message.say(title, text, self.actions_.review)
        else:
            text = self.tr("Say what photos with it show, or put it on some yourself.")
            self.browser.message.say(title, text, self.actions_.edit_label)

    @property
    def album_shown(self) -> str:
        """The manual album whose photos are shown; empty if that is not what is shown."""
        chips: tuple[Chip, ...] = self.searching.chips
        names = [chip for chip in chips if chip.kind is ChipKind.FILTER and chip.name == "album"]
        if len(names) != 1 or names[0].negated:
            return ""
        manual = {album.query: album.name for album in self._overview.albums
                  if not album.smart}  # fmt: skip
        return manual.get(names[0].text, "")

    def _show_mistake(self, mistake: Mistake) -> None:
        self.browser.search.set_mistake(mistake)
        self.browser.filters.set_query(self.searching.text, ())

    def _not_found(self, trouble: Trouble) -> None:
        if trouble.kind != "LibraryNotFoundError":
            self._failed = True
            self.troubles.trouble(trouble)
            if not self.photos.rowCount():
                self.browser.message.say(
                    self.tr("The photos can't be shown"),
                    f"{told(trouble.message)}\n{told(trouble.hint)}".strip(),
                )
                self.browser.show_message()

    def _choose_order(self, order: Order) -> None:
        self.remembered.order = order
        self.searching.ask(order=order)

    def choose_all_bands(self, wanted: bool) -> None:
        """Show the unlikely ones too, or not."""
        self.actions_.all_bands.setChecked(wanted)
        self.browser.filters.set_all_bands(wanted)
        self.searching.ask(all_bands=wanted)

    def choose_by_day(self, by_day: bool) -> None:
        """Group by day, or by month."""
        self.remembered.by_day = by_day
        self.actions_.by_day.setChecked(by_day)
        self.browser.filters.set_by_day(by_day)
        self.searching.ask(by_day=by_day)

    def save_search(self) -> None:
        """Ask for a name and save what is searched for under it."""
        understood = self.searching.understood
        if not self.searching.text.strip():
            return
        if not understood:
            self.troubles.say(self.tr("A search can be saved once it was understood."))
            return
        known = tuple(album.name for album in self._overview.albums)
        dialog = NameDialog(
            self.tr("Save this search"), self.tr("A name for this search:"), known, self._window
        )
        if dialog.exec():
            self.editing.create_album(dialog.name, understood)

    def _come_back(self) -> None:
        """Once after the start: to the photo that was current when the window was closed."""
        key, self._restoring = self._restoring, None
        if key is not None and self.searching.text == self.remembered.query:
            found = self.browser.grid.select_key(key)
            listing = self.searching.listing
            if not found and listing is not None and not listing.complete:
                self._restoring = key  # it may be in the rest of the list

    def find(self) -> None:
        """Go to the search field, from wherever one is."""
        self.browser.uncover()
        self.browser.search.setFocus()
        self.browser.search.field.selectAll()

    def clear(self) -> None:
        """Show everything, ready to type."""
        self.show_query("")
        self.browser.search.setFocus()
