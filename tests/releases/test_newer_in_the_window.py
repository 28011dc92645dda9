"""The window tells of a newer PhotoClip in one line, and asks only where a person wants that."""

import pytest
from PySide6.QtWidgets import QApplication
from release_server import PAGE, release

from photoclip import __version__
from photoclip.gui.bridge import desktop
from photoclip.gui.views.new_versions import NewVersions, NewVersionsChoice
from photoclip.releases import choice


@pytest.fixture
def asker(qtbot, tmp_path):
    """What looks for newer versions in a window, and what it says."""
    found = NewVersions(tmp_path / "library")
    found.notices, found.gone = [], []
    found.said.connect(found.notices.append)
    found.withdrawn.connect(found.gone.append)
    yield found
    found.close()
    found.deleteLater()


def test_a_newer_version_is_told_with_the_address_of_its_page(server, asker, qtbot, monkeypatch):
    server.body = release("999.0")
    choice.turn(True)
    asker.look()
    qtbot.waitUntil(lambda: bool(asker.notices), timeout=60_000)
    (notice,) = asker.notices
    assert "999.0" in notice.text
    assert __version__ in notice.text
    assert PAGE in notice.text
    opened = []
    monkeypatch.setattr(desktop.QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    notice.act()
    assert [url.toString() for url in opened] == [PAGE]


def test_what_is_known_is_told_again_without_asking(server, asker):
    server.body = release("999.0")
    choice.turn(True)
    choice.note_question()
    choice.note_answer(choice.Release("999.0", PAGE))
    asker.look()
    assert len(asker.notices) == 1
    asker.look()  # an hour later; it may have been dismissed
    assert len(asker.notices) == 1
    assert server.asked == []


def test_nothing_is_asked_or_said_while_it_is_off(server, asker):
    asker.look()
    assert asker.notices == []
    assert not asker._channel.busy


def test_the_line_goes_when_it_is_turned_off(server, asker):
    choice.turn(True)
    choice.note_answer(choice.Release("999.0", PAGE))
    choice.note_question()
    asker.look()
    choice.turn(False)
    asker.look()
    assert len(asker.gone) == 1


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://photoclip.example", "https:", ""]
)
def test_only_https_pages_are_opened(monkeypatch, address):
    opened = []
    monkeypatch.setattr(desktop.QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    assert desktop.open_page(address) is False
    assert opened == []


def test_the_setting_is_off_until_it_is_clicked_and_says_whom_it_asks(server, qtbot):
    widget = NewVersionsChoice()
    qtbot.addWidget(widget)
    assert not widget.wanted.isChecked()
    assert server.address in widget.about.text()
    with qtbot.waitSignal(widget.chosen):
        widget.wanted.click()
    assert choice.load().on
    widget.wanted.click()
    assert not choice.load().on
    assert server.asked == []


def test_without_an_address_the_setting_can_not_be_clicked_and_says_why(qtbot):
    widget = NewVersionsChoice()
    qtbot.addWidget(widget)
    assert not widget.wanted.isEnabled()
    assert "doesn't know where to ask" in widget.about.text()


def test_a_setting_that_can_not_be_kept_says_so(server, qtbot, monkeypatch, tmp_path):
    widget = NewVersionsChoice()
    qtbot.addWidget(widget)
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(choice.paths, "config_dir", lambda: tmp_path / "file")
    widget.wanted.click()
    assert "can't be written" in widget.about.text()
    assert not widget.wanted.isChecked()
    assert QApplication.activeModalWidget() is None
