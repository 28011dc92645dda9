"""Settings and models: what is set is shown, what is changed reaches the library."""

from __future__ import annotations

import os

import pytest
from person import Key, controls, nameless, plain
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from photoclip.gui.bridge.remembered import Scheme
from photoclip.gui.views import theme
from photoclip.gui.views.preferences import PreferencesDialog
from photoclip.session import Session

NOWHERE = "http://127.0.0.1:9"
"""A port of this machine at which nobody listens."""


def shown(kind):
    """The open dialog of this kind, or None."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind)
                 and w.isVisible()), None)  # fmt: skip


@pytest.fixture
def settings(person, own_copy):
    """The settings' dialog, once it knows what is set."""
    with Session.open(own_copy, owner=True) as session:
        session.set_preference("cores", ())
        session.set_preference("idle-minutes", ("7",))
        session.set_preference("ignore", ("*.bak", "/Exports/"))
    person.chooses(person.window.actions_.preferences)
    person.until(lambda: shown(PreferencesDialog))
    dialog = shown(PreferencesDialog)
    person.until(dialog.cores.isEnabled)
    dialog.tabs.setCurrentIndex(1)
    yield dialog
    dialog.close()


def preferences(library):
    with Session.open(library) as session:
        return session.preferences()


def test_settings_show_what_is_set_and_changes_reach_the_library(settings, person, own_copy):
    assert settings.cores.value() == 0
    assert settings.cores.text() == f"all ({os.cpu_count()})"
    assert settings.idle_minutes.value() == 7
    assert settings.ignore.toPlainText().splitlines() == ["*.bak", "/Exports/"]
    assert not settings.stay.isChecked()
    assert settings.device.currentData() == "auto"
    settings.device.setFocus()
    QTest.keyClick(settings.device, Key.Key_Down)
    person.until(lambda: preferences(own_copy).device == "cpu")
    settings.cores.setFocus()
    QTest.keyClick(settings.cores, Key.Key_Up)
    person.until(lambda: preferences(own_copy).cores == 1)
    settings.stay.setFocus()
    QTest.keyClick(settings.stay, Key.Key_Space)
    person.until(lambda: preferences(own_copy).stay is True)
    QTest.keyClick(settings.stay, Key.Key_Space)
    person.until(lambda: preferences(own_copy).stay is False)
    assert settings.problem.text() == ""


def test_a_pattern_that_makes_no_sense_is_refused_with_the_reason(settings, person, own_copy):
    def use(text: str) -> None:
        settings.ignore.setPlainText(text)
        (button,) = [one for one in settings.findChildren(QPushButton)
                     if plain(one.text()) == "Use these patterns"]  # fmt: skip
        person.clicks(button)

    use("*.bak\n!")
    person.until(settings.problem.text)
    assert "“!”" in settings.problem.text()
    assert preferences(own_copy).ignore == ("*.bak", "/Exports/")
    use("*.tmp")
    person.until(lambda: preferences(own_copy).ignore == ("*.tmp",))
    person.until(lambda: settings.problem.text() == "")


def test_every_control_of_the_settings_has_a_name_and_a_key_or_tab_reaches_it(settings, person):
    person.until(lambda: settings.models.rows)
    for page in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(page)
        assert len(controls(settings)) >= 4
        assert nameless(settings) == []


def test_the_window_can_be_dark_at_once_and_stays_so(person):
    person.chooses(person.window.actions_.preferences)
    dialog = shown(PreferencesDialog)
    try:
        dialog.scheme.setFocus()
        QTest.keyClick(dialog.scheme, Key.Key_End)
        person.until(lambda: person.window.remembered.scheme is Scheme.DARK)
        person.until(lambda: person.window.palette().window().color().lightness() < 128)
    finally:
        theme.apply(Scheme.SYSTEM)
        dialog.close()
