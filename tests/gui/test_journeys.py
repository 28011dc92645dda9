"""Whole ways through the window: from the first run to the next day; photos that come and go."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import psutil
from conftest import stop_worker
from person import CONTROL, Key, Person, found
from PIL import Image
from PySide6.QtWidgets import QFileDialog, QRadioButton

from photoclip.browse.messages import ItemState, Order, SectionKind
from photoclip.core import paths
from photoclip.gui.models.photos import Role

QUERY = "sunset over the sea"
OLD_ONES = "name:*.jpg"
"""What a sentence finds changes while photos come in; this stays, as none of those is a JPEG."""
ALBUMS = ("2022 Mallorca", "2016 Iceland")
NEWCOMERS = 300


@contextmanager
def arriving(folder: Path, count: int):
    """Small photos come into a folder one after the other; the rest of them when the block ends."""
    folder.mkdir()
    hurry = threading.Event()

    def copy() -> None:
        for number in range(count):
            picture = Image.new("RGB", (24, 24), (number % 256, number // 256, 90))
            picture.save(folder / f"new {number:03}.png")
            hurry.wait(0.02)

    thread = threading.Thread(target=copy)
    thread.start()
    try:
        yield
    finally:
        hurry.set()
        thread.join()


def children_of(library: Path) -> list[psutil.Process]:
    """The processes a window runs for a library; its worker is a process of its own."""
    named = []
    for process in psutil.Process().children(recursive=True):
        try:
            line = process.cmdline()
        except psutil.NoSuchProcess:
            continue
        if str(library) in line and "browse" in line:
            named.append(process)
    return named


def test_from_the_first_run_to_the_next_day(tmp_path, monkeypatch, open_window, until):
    library, folder = tmp_path / "library", tmp_path / "photos"
    for album in ALBUMS:
        shutil.copytree(paths.sample_photos() / album, folder / album)
    mine = sum(len(files) for _, _, files in os.walk(folder))
    try:
        with arriving(folder / "Newcomers", NEWCOMERS):
            window = begin(Person(open_window(library), until), folder, monkeypatch)
            somebody = Person(window, until)
            look_and_rate(somebody, library)
            left = leave_for_the_night(somebody)
        assert children_of(library) == []
        come_back(Person(open_window(library), until), left)
        everything_is_read(Person(open_window(library), until), mine + NEWCOMERS)
    finally:
        stop_worker(library)


def begin(person: Person, folder: Path, monkeypatch):
    """The first run: a folder is chosen, and photos show before they are read."""
    window, until = person.window, person.until
    welcome = window.welcome
    until(welcome.isVisible)
    assert not welcome.start_button.isEnabled()
    until(welcome.model_list.choice)
    assert any(model.download_mb for model in welcome.model_list.models)
    chooses_the_embedded_model(person)
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", staticmethod(lambda *_rest: str(folder))
    )
    person.clicks(welcome.add_button)
    seen: set[tuple[SectionKind, bool]] = set()
    window.searching.found.connect(
        lambda listing, _new: seen.update((one.kind, bool(one.count)) for one in listing.sections)
    )
    person.clicks(welcome.start_button)
    assert window.browser.message.text().startswith("Looking for photos…")
    until(window.photos.rowCount)
    assert (SectionKind.WAITING, True) in seen
    until(lambda: ItemState.WAITING in states(window))
    until(lambda: ItemState.READY in states(window))
    assert window.browser.status.work.text()
    return window


def chooses_the_embedded_model(person: Person) -> None:
    """The others have to be downloaded first."""
    models = person.window.welcome.model_list
    person.until(models.choice)
    (embedded,) = [model for model in models.models if model.demonstration]
    assert embedded.installed
    assert models.choice() != embedded  # it knows little about real photographs
    person.clicks(models.findChildren(QRadioButton)[models.models.index(embedded)])
    assert models.choice() == embedded


def states(window) -> set[ItemState]:
    cards = [window.photos.index(row).data(Role.CARD) for row in range(window.photos.rowCount())]
    return {card.state for card in cards if card is not None}


def look_and_rate(person: Person, library: Path) -> None:
    """A sentence, the first photo found, four stars, taken back and given again; photos like it."""
    window, until = person.window, person.until
    grid = window.browser.grid
    person.types(QUERY)
    person.presses(Key.Key_Return)
    until(lambda: grid.currentIndex().row() == 0 and window.searching.listing.ranked)
    until(lambda: grid.currentIndex().data())
    name = grid.currentIndex().data()
    assert grid.hasFocus()
    person.presses(Key.Key_4)
    until(lambda: found(library, "rating:4") == {name})
    until(lambda: window.photos.index(window.photos.row_of(grid.current_key)).data(Role.CARD).rating
          == 4)  # fmt: skip
    until(lambda: window.history.undo_text)
    person.undoes()
    until(lambda: found(library, "rating:4") == set())
    person.redoes()
    until(lambda: found(library, "rating:4") == {name})
    key = grid.current_key
    person.presses(Key.Key_L, CONTROL)
    until(lambda: window.searching.text == f"like:#{key}")
    person.settled()
    assert window.photos.key_at(0) == key  # nothing is more like it than itself
    person.presses(Key.Key_Escape)
    until(lambda: window.searching.text == "" and not window.searching.listing.ranked)


def leave_for_the_night(person: Person) -> dict[str, object]:
    """Set things up in another way than they were, and close the window."""
    window, until = person.window, person.until
    browser = window.browser
    person.searches(OLD_ONES)
    person.picks(browser.filters.order, browser.filters.order_panel, "Name")
    until(lambda: window.searching.question.order is Order.NAME)
    person.settled()
    until(lambda: window.photos.rowCount() > 0)
    browser.grid.setFocus()
    person.presses(Key.Key_End)
    person.presses(Key.Key_Plus)
    person.presses(Key.Key_Plus)
    person.presses(Key.Key_F9)
    assert not browser.sidebar.isVisible()
    window.resize(
        780, 600
    )  # what a window remembers is made to fit the screen, which is small here
    until(lambda: browser.splitter.sizes()[0] == 0)
    browser.splitter.moveSplitter(browser.splitter.width() - 320, 2)
    assert browser.splitter.sizes()[2] > 300
    left = state_of(person)
    window.close()
    return left


def state_of(person: Person) -> dict[str, object]:
    browser = person.window.browser
    return {
        "query": browser.search.text(),
        "order": person.window.searching.question.order,
        "current": browser.grid.current_key,
        "size": browser.grid.cell_size(),
        "sidebar": browser.sidebar.isVisible(),
        "inspector": browser.inspector.isVisible(),
        "width": browser.splitter.sizes()[2],
    }


def come_back(person: Person, left: dict[str, object]) -> None:
    person.until(lambda: person.window.browser.grid.current_key is not None)
    person.settled()
    assert state_of(person) == left
    assert person.window.browser.grid.currentIndex().row() >= 0
    assert person.window.browser.search.field.suggestions.isHidden()
    person.window.close()


def everything_is_read(person: Person, count: int) -> None:
    person.searches("")
    person.until(lambda: person.window.photos.rowCount() == count, 200)
    person.until(lambda: person.window.surveying.overview.embedded == count, 200)
    person.until(lambda: not person.window.browser.status.bar.isVisible())
    person.window.close()


def test_a_folder_that_is_gone_is_told_calmly(person, tmp_path, monkeypatch):
    window = person.window
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", staticmethod(lambda *_rest: str(tmp_path / "gone"))
    )
    person.presses(Key.Key_O, CONTROL)
    person.until(lambda: person.notice("refused"))
    assert "gone" in person.notice("refused").text
    assert len(person.names()) == 4
    assert not window.welcome.isVisible()


def test_a_folder_is_taken_out_and_comes_back_with_its_stars(person, own_copy):
    window = person.window
    pictures = own_copy.parent / "pictures"
    person.selects("boat.jpg")
    person.presses(Key.Key_3)
    person.until(lambda: found(own_copy, "rating:3") == {"boat.jpg"})
    with person.answers("Yes"):
        window.browser.sidebar.remove_folder_wanted.emit(os.fsencode(pictures))
    person.until(lambda: window.photos.rowCount() == 0)
    person.until(window.welcome.isVisible)
    window.welcome.offer(os.fsencode(pictures))
    chooses_the_embedded_model(person)
    person.clicks(window.welcome.start_button)
    person.until(lambda: found(own_copy, "rating:3") == {"boat.jpg"})
    person.until(lambda: len(person.names()) == 4 and None not in person.names())
    person.until(lambda: all(window.photos.key_at(row) > 0 for row in range(4)))
    person.selects("boat.jpg")
    person.presses(Key.Key_0)
    person.until(lambda: found(own_copy, "rating:3") == set())
    person.undoes()
    person.undoes()  # of the removed folder's stars: they are the same photo's
    person.until(lambda: found(own_copy, "rating:none") == found(own_copy, ""))
