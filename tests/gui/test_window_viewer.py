"""The viewer in the window: opening, moving on, full screen, a slideshow."""

from __future__ import annotations

import pytest
from person import Key, found
from PySide6.QtCore import Qt


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_a_photo_is_opened_and_the_grid_follows_to_where_one_leaves(person, key):
    window, browser = person.window, person.window.browser
    person.selects("boat.jpg")
    person.presses(key)
    assert browser.viewing
    assert browser.viewer.isVisible()
    assert not browser.sidebar.isVisible()
    person.until(lambda: browser.viewer._pictures.get(browser.viewer.key, None) is not None)
    for name in ("avocado.jpg", "apple.jpg"):
        person.presses(Key.Key_Right)
        assert window.photos.index(browser.viewer.row).data() == name
        assert browser.grid.currentIndex().data() == name
    person.presses(Key.Key_Left)
    person.presses(Key.Key_Escape)
    assert not browser.viewing
    assert browser.grid.isVisible()
    assert browser.grid.hasFocus()
    assert browser.grid.currentIndex().data() == "avocado.jpg"
    assert browser.sidebar.isVisible()


def test_stars_and_flags_go_to_the_photo_in_the_viewer(person, own_copy):
    person.selects("boat.jpg")
    person.presses(Key.Key_Space)
    person.presses(Key.Key_Right)
    person.presses(Key.Key_4)
    person.until(lambda: found(own_copy, "rating:4") == {"avocado.jpg"})
    person.presses(Key.Key_X)
    person.until(lambda: found(own_copy, "is:rejected") == {"avocado.jpg"})
    assert person.window.browser.viewing
    for _step in range(2):
        person.until(lambda: person.window.history.undo_text)
        person.undoes()
    person.until(lambda: found(own_copy, "rating:none is:unflagged") == found(own_copy, ""))


def test_full_screen_has_nothing_but_the_picture_and_gives_all_back(person):
    window, browser = person.window, person.window.browser
    person.selects("boat.jpg")
    person.presses(Key.Key_Space)
    person.presses(Key.Key_F11)
    person.until(window.isFullScreen)
    assert not window.menuBar().isVisible()
    assert not browser.status.isVisible()
    assert window.actions_.full_screen.isChecked()
    person.presses(Key.Key_F11)
    person.until(lambda: not window.isFullScreen())
    assert browser.viewing
    assert window.menuBar().isVisible()
    person.presses(Key.Key_Escape)
    assert browser.grid.isVisible()
    person.presses(Key.Key_F11)
    person.until(window.isFullScreen)
    assert window.menuBar().isVisible()  # of the grid it stays
    person.presses(Key.Key_Escape)
    person.until(lambda: not window.isFullScreen())
    assert browser.viewing is False


def test_a_slideshow_goes_on_by_itself(person):
    window, viewer = person.window, person.window.browser.viewer
    window.remembered.slideshow_seconds = 1
    person.selects("boat.jpg")
    person.presses(Key.Key_F8)
    assert window.browser.viewing
    assert viewer.slideshow.running
    rows: list[int] = [viewer.row]
    viewer.current_changed.connect(rows.append)
    person.until(lambda: len(set(rows)) >= 3)
    person.presses(Key.Key_Escape)
    person.until(lambda: not window.browser.viewing)
    assert not viewer.slideshow.running


def test_the_inspector_in_the_viewer_is_asked_for_and_the_grids_stays(person):
    browser = person.window.browser
    person.selects("boat.jpg")
    assert browser.inspector.isVisible()
    person.presses(Key.Key_Space)
    assert not browser.inspector.isVisible()
    person.presses(Key.Key_I)
    assert browser.inspector.isVisible()
    person.until(lambda: person.window.inspecting.details is not None)
    assert person.window.remembered.inspector_shown
    person.presses(Key.Key_I)
    person.presses(Key.Key_Escape)
    assert browser.inspector.isVisible()
    assert person.window.actions_.inspector.isChecked()
    assert person.window.focusWidget().focusPolicy() != Qt.FocusPolicy.NoFocus
