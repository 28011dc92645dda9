"""The window's contents: search above, sidebar, photos and inspector beside each other."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from photoclip.browse.messages import ItemKey
from photoclip.browse.organizing_messages import LabelPage
from photoclip.gui.views.chip_bar import ChipBar
from photoclip.gui.views.filter_bar import FilterBar
from photoclip.gui.views.inspector import Inspector
from photoclip.gui.views.label_banner import LabelBanner
from photoclip.gui.views.message import MessagePage
from photoclip.gui.views.notices import NoticeBar
from photoclip.gui.views.photo_grid import PhotoGrid
from photoclip.gui.views.review_page import ReviewPage
from photoclip.gui.views.search_bar import SearchBar
from photoclip.gui.views.sidebar import Sidebar
from photoclip.gui.views.status_line import StatusLine
from photoclip.gui.views.timeline import TimelineBar
from photoclip.gui.views.viewer import Viewer

_WIDTHS = (230, 850, 300)


class Browser(QWidget):
    """Lays the parts out and shows those that belong to what is being done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search, self.chips, self.filters = SearchBar(), ChipBar(), FilterBar()
        self.notices, self.sidebar, self.inspector = NoticeBar(), Sidebar(), Inspector()
        self.grid, self.timeline, self.viewer = PhotoGrid(), TimelineBar(), Viewer()
        self.message, self.status = MessagePage(), StatusLine()
        self.label_banner, self.review = LabelBanner(), ReviewPage()
        self._sidebar_wanted = self._inspector_wanted = True
        self._viewing = self._full_screen = self._inspecting_viewer = False
        self._reviewing = self._of_label = False
        self.head = QWidget()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(10, 8, 10, 4)
        column.setSpacing(6)
        for part in (self.search, self.chips, self.filters):
            column.addWidget(part)
        photos = QWidget()
        row = QHBoxLayout(photos)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.grid, 1)
        row.addWidget(self.timeline)
        self.pages = QStackedWidget()
        for page in (photos, self.message, self.viewer, self.review):
            self.pages.addWidget(page)
        middle = QWidget()
        pages = QVBoxLayout(middle)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        pages.addWidget(self.label_banner)
        pages.addWidget(self.pages, 1)
        self._photos_page = photos
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for side in (self.sidebar, middle, self.inspector):
            self.splitter.addWidget(side)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes(list(_WIDTHS))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for band in (self.head, self.notices, self.splitter, self.status):
            whole.addWidget(band, 1 if band is self.splitter else 0)
        self.notices.follow(self)
        self._order_focus()

    def _order_focus(self) -> None:
        banner = self.label_banner
        order = (self.search, self.filters, self.sidebar, banner, self.grid, self.timeline,
                 self.inspector)  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def viewing(self) -> bool:
        """Whether the viewer is open."""
        return self._viewing

    @property
    def reviewing(self) -> bool:
        """Whether a review is open."""
        return self._reviewing

    @property
    def covered(self) -> bool:
        """Whether something is open over the grid and all around it."""
        return self._viewing or self._reviewing

    def chosen_keys(self, limit: int) -> tuple[ItemKey, ...]:
        """The photo in the viewer or the selected ones, at most so many."""
        if self._viewing:
            key = self.viewer.key
            return () if key is None else (key,)
        return () if self._reviewing else tuple(self.grid.selected_keys(limit))

    def uncover(self) -> None:
        """Close what is open over the grid."""
        if self._viewing:
            self.viewer.leave()
        if self._reviewing:
            self.review.closed.emit()

    def show_photos(self) -> None:
        """Show the grid, unless something is open over it."""
        if not self.covered:
            self.pages.setCurrentWidget(self._photos_page)

    def show_message(self) -> None:
        """Show the page that says why there is nothing to see."""
        if not self.covered:
            self.pages.setCurrentWidget(self.message)

    def set_viewing(self, viewing: bool) -> None:
        """Open the viewer over everything else, or go back to the grid."""
        self._viewing = viewing
        self.pages.setCurrentWidget(self.viewer if viewing else self._photos_page)
        self._arrange()
        (self.viewer if viewing else self.grid).setFocus()

    def set_reviewing(self, reviewing: bool) -> None:
        """Open the review over everything else, or go back to the grid."""
        self._reviewing = reviewing
        self.pages.setCurrentWidget(self.review if reviewing else self._photos_page)
        self._arrange()
        (self.review if reviewing else self.grid).setFocus()

    def show_label(self, page: LabelPage | None) -> None:
        """Say above the photos that they are those of this label; None where they are not."""
        self.label_banner.show_page(page)
        self._of_label = page is not None
        self.label_banner.setVisible(self._of_label and not self.covered)

    def set_full_screen(self, full: bool) -> None:
        """In full screen the viewer has it all."""
        self._full_screen = full
        self._arrange()

    def want_sidebar(self, wanted: bool) -> None:
        """Show the sidebar beside the grid, or not."""
        self._sidebar_wanted = wanted
        self._arrange()

    def want_inspector(self, wanted: bool) -> None:
        """Show the inspector beside the grid, or not; in the viewer it is asked for anew."""
        if self._viewing:
            self._inspecting_viewer = wanted
        else:
            self._inspector_wanted = wanted
        self._arrange()

    @property
    def inspector_shown(self) -> bool:
        """Whether the inspector is there now."""
        return self._inspecting_viewer if self._viewing else self._inspector_wanted

    def _arrange(self) -> None:
        covered = self.covered
        self.head.setVisible(not covered)
        self.notices.set_quiet(covered)
        self.status.setVisible(not covered)
        self.label_banner.setVisible(self._of_label and not covered)
        self.sidebar.setVisible(self._sidebar_wanted and not covered)
        self.inspector.setVisible(self.inspector_shown and not self._reviewing)
        self.viewer.set_inspector_shown(self.inspector_shown)
