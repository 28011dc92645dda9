"""The window as a whole: what it shows when it opens, its names, its keys, its colours."""

from __future__ import annotations

import os
import shutil

import pytest
from conftest import PICTURES, names
from person import CONTROL, Key, Person, controls, nameless, plain
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photoclip.core import paths
from photoclip.gui.bridge.remembered import Scheme
from photoclip.gui.views import theme


class Opener(QObject):
    """Stands where the desktop's file manager would be asked."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def open(self, url):
        self.urls.append(url)


@pytest.fixture
def opener():
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    yield opener
    QDesktopServices.unsetUrlHandler("file")


# --- opening -----------------------------------------------------------------------------------------


def test_it_opens_with_all_photos_newest_first_and_the_keyboard_in_the_search(window, until):
    person, browser = Person(window, until), window.browser
    assert person.names() == [
        "boat.jpg",
        "avocado.jpg",
        "apple.jpg",
        "caf\N{REPLACEMENT CHARACTER}.jpg",
    ]
    assert browser.status.results.text() == "4 photos"
    assert browser.grid.isVisible()
    assert window.focusWidget() is browser.search.field
    assert [section.kind.value for section in window.photos.sections()] == [
        "month", "month", "month", "undated",
    ]  # fmt: skip


def test_thumbnails_are_painted(window, until):
    def colours():
        image = window.browser.grid.viewport().grab().toImage()
        place = window.browser.grid.visualRect(window.photos.index(0)).center()
        return {image.pixelColor(place.x(), place.y() + dy).name() for dy in range(-40, 40)}

    until(lambda: len(colours()) > 20)  # the gradient of the picture, not an empty square


def test_the_folder_of_a_photo_is_opened(window, until, library, opener):
    person = Person(window, until)
    person.selects("boat.jpg")
    person.presses(Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    until(lambda: opener.urls)
    assert [url.toLocalFile() for url in opener.urls] == [str(library.parent / "pictures")]


def test_paths_are_copied(window, until, library):
    person = Person(window, until)
    person.selects("boat.jpg", "apple.jpg")
    person.presses(Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    until(lambda: person.notice("said"))
    assert person.notice("said").text == "2 paths copied"
    pictures = library.parent / "pictures"
    copied = QApplication.clipboard().text().splitlines()
    assert sorted(copied) == [str(pictures / "apple.jpg"), str(pictures / "boat.jpg")]


def test_a_library_that_cannot_be_opened_says_why(tmp_path, open_window, until):
    (tmp_path / "library.sqlite3").write_bytes(b"no database" * 500)
    window = open_window(tmp_path)
    until(lambda: "The photos can't be shown" in window.browser.message.text())
    assert len(window.browser.message.text()) > 60
    assert window.browser.message.isVisible()


# --- for everybody -----------------------------------------------------------------------------------


def test_every_control_has_a_name(window, until):
    person = Person(window, until)
    person.selects("boat.jpg")
    until(lambda: window.inspecting.details is not None)
    assert len(controls(window)) > 20
    assert nameless(window) == []
    person.presses(Key.Key_Space)
    assert window.browser.viewing
    assert nameless(window) == []


def test_every_action_has_a_text_and_no_two_share_a_key(window):
    taken: dict[str, str] = {}
    for action in window.actions_.all():
        assert plain(action.text()), action
        for key in action.shortcuts():
            name = key.toString()
            assert name, action.text()
            assert name not in taken, (name, taken[name], action.text())
            taken[name] = action.text()
    in_menus = {one for menu in window.menuBar().actions() for one in menu.menu().actions()}
    assert {plain(one.text()) for one in window.actions_.all() if one not in in_menus} == {"Back"}


def test_tab_reaches_every_part_of_the_window(window, until):
    Person(window, until).selects("boat.jpg")
    until(lambda: window.inspecting.details is not None)
    browser = window.browser
    parts = {
        "search": browser.search,
        "filters": browser.filters,
        "sidebar": browser.sidebar,
        "grid": browser.grid,
        "timeline": browser.timeline,
        "inspector": browser.inspector,
    }
    browser.search.setFocus()
    reached: list[str] = []
    for _step in range(120):
        focused = QApplication.focusWidget()
        assert focused is not None
        for name, part in parts.items():
            if (part is focused or part.isAncestorOf(focused)) and name not in reached:
                reached.append(name)
        QTest.keyClick(focused, Key.Key_Tab)
    assert reached == list(parts)  # in the order they are read


def test_letters_typed_into_the_search_are_no_shortcuts(window, until):
    person = Person(window, until)
    person.types("pick 4 x /")
    assert window.browser.search.text() == "pick 4 x /"
    assert window.history.undo_text == ""


@pytest.mark.parametrize("key", [Key.Key_F, Key.Key_Slash])
def test_the_search_is_found_from_the_grid(window, until, key):
    person = Person(window, until)
    person.selects("boat.jpg")
    person.presses(key, CONTROL if key is Key.Key_F else Qt.KeyboardModifier.NoModifier)
    assert QApplication.focusWidget() is window.browser.search.field


@pytest.mark.parametrize("scheme", [Scheme.DARK, Scheme.LIGHT])
def test_it_paints_in_both_kinds_of_colours(window, application, scheme):
    window.actions_.scheme_dark.trigger()
    try:
        (window.actions_.scheme_dark if scheme is Scheme.DARK else window.actions_.scheme_light
         ).trigger()  # fmt: skip
        application.processEvents()
        dark = application.palette().color(QPalette.ColorRole.Window).lightness() < 128
        assert dark is (scheme is Scheme.DARK)
        image = window.grab().toImage()
        head = image.pixelColor(3, window.menuBar().height() + 3)
        assert (head.lightness() < 128) is dark
        assert window.remembered.scheme is scheme
    finally:
        theme.apply(Scheme.SYSTEM)


def test_it_mirrors_where_people_write_from_right_to_left(application, samples, open_window, until):
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = open_window(samples)
        window.resize(1280, 860)  # the screen there is here is narrower than two photos
        person = Person(window, until)
        until(lambda: window.photos.rowCount() > 100)
        person.settled()
        browser = window.browser
        middle = browser.pages.parentWidget()
        assert browser.sidebar.x() > middle.x() > browser.inspector.x()
        grid = browser.grid
        first, second = (window.photos.index(row) for row in (0, 1))
        until(lambda: grid.visualRect(first).x() > grid.visualRect(second).x())
        grid.setFocus()
        grid.setCurrentIndex(window.photos.index(0))
        person.presses(Key.Key_Left)
        assert grid.currentIndex().row() == 1
        assert not window.grab().toImage().isNull()
    finally:
        application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


# --- help --------------------------------------------------------------------------------------------


def test_the_guide_and_the_keys_are_shown(window, until):
    window.actions_.shortcuts.trigger()
    (shortcuts,) = [one for one in QApplication.topLevelWidgets() if hasattr(one, "list")
                    and one.isVisible()]  # fmt: skip
    rows = [shortcuts.list.topLevelItem(row) for row in range(shortcuts.list.topLevelItemCount())]
    keys = {row.text(0): row.text(1) for row in rows}
    assert keys["Undo"] == "Ctrl+Z"
    assert keys["4 stars"] == "4"
    shortcuts.close()
    window.actions_.guide.trigger()
    assert len(window.helping.guide.text.toPlainText()) > 20
    assert window.helping.guide.text.toPlainText().startswith("The guide is missing") is not (
        paths.guide().exists()
    )
    window.helping.guide.close()
    assert os.path.exists(paths.resources_dir())


def test_sample_photos_that_moved_are_shown_where_they_are(
    library, copied, open_window, until, monkeypatch
):
    copy = copied(library)
    now, own = copy.parent / "now/pictures", library.parent / "pictures"
    shutil.copytree(own, now)
    monkeypatch.setattr(paths, "held_samples", lambda root: root == os.fsencode(own))
    window = open_window(copy, samples=now)
    until(
        lambda: (
            window.surveying.known
            and [(root.path, root.offline) for root in window.surveying.overview.roots]
            == [(os.fsencode(now), False)]
        )
    )
    until(lambda: len(names(window)) == len(PICTURES))
    window.close()
