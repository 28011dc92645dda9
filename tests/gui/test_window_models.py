"""Models in the real window: from a hub or a file to the library's own, back, and away again."""

from __future__ import annotations

import pytest
from hub_server import Fault, serving
from person import Key, Person, nameless
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from photoclip.core import paths
from photoclip.embed.remote import SAFETENSORS
from photoclip.embed.weights import CONFIG, WEIGHTS
from photoclip.gui.views.models_page import ModelsPage
from photoclip.gui.views.notices import Weight
from photoclip.session import Session

REPO = "somebody/scenes"
NAME = f"hf-hub:{REPO}"
NOWHERE = "http://127.0.0.1:9"
"""A port of this machine at which nobody listens."""


@pytest.fixture
def hub(monkeypatch):
    """A hub with one model: the embedded one under another name."""
    embedded = paths.embedded_model()
    with serving() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.address)
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
        running.put(REPO, SAFETENSORS, (embedded / WEIGHTS).read_bytes())
        running.put(REPO, CONFIG, (embedded / CONFIG).read_bytes())
        yield running


@pytest.fixture
def somebody(library, copied, open_window, until):
    """Somebody at a window over a library of their own."""
    person = Person(open_window(copied(library)), until)
    until(lambda: len(person.names()) == 4 and person.window.surveying.known)
    return person


def models_page(person: Person) -> ModelsPage:
    person.chooses(person.window.actions_.models)
    page = person.window.helping.shown_models
    person.until(lambda: page.rows)
    assert page.isVisible()
    return page


def names_a_model(person: Person, page: ModelsPage, name: str) -> None:
    with person.names_it(name):
        person.clicks(page.by_name)


def close(page: ModelsPage) -> None:
    page.window().close()


def in_use(library) -> str:
    with Session.open(library) as session:
        return session.model.name


def test_from_the_hub_to_the_model_in_use_back_and_away(hub, somebody, own_home):
    library = somebody.window._library
    page = models_page(somebody)
    names_a_model(somebody, page, NAME)
    somebody.until(lambda: NAME in page.rows and page.rows[NAME].use.isVisible())
    row = page.rows[NAME]
    assert "knows" not in row.standing.text()

    with somebody.answers("Change"):
        somebody.clicks(row.use)
    somebody.until(lambda: in_use(library) == NAME)
    somebody.until(lambda: row.standing.text() == "✓ In use")
    assert not page.switch.isVisible()
    somebody.until(lambda: somebody.window.surveying.overview.model == NAME)
    assert not somebody.window.surveying.overview.demonstration

    embedded = page.rows[paths.EMBEDDED_MODEL]
    somebody.until(lambda: "takes a moment" in embedded.standing.text())
    somebody.clicks(embedded.use)  # asks nothing
    somebody.until(lambda: in_use(library) == paths.EMBEDDED_MODEL)
    somebody.until(row.remove.isVisible)
    with somebody.answers("Remove"):
        somebody.clicks(row.remove)
    somebody.until(lambda: page.rows[NAME].remove.text() == "Forget…")
    assert "are free again" in page.said.text
    assert not list(paths.models_dir().glob("hf-hub*"))
    with somebody.answers("Forget"):  # what the library knows by it was kept
        somebody.clicks(page.rows[NAME].remove)
    somebody.until(lambda: NAME not in page.rows)
    close(page)
    somebody.searches("name:boat*")
    somebody.sees("boat.jpg")


def test_a_download_goes_on_while_the_page_is_closed_and_is_stopped_by_the_bar(hub, somebody):
    hub.bytes_of = [Fault(503, {"Retry-After": "200"})]
    page = models_page(somebody)
    names_a_model(somebody, page, NAME)
    somebody.until(lambda: hub.bytes_of == [])
    close(page)
    notice = somebody.notice("download")
    assert notice.weight is Weight.WORK
    somebody.searches("name:apple*")
    somebody.sees("apple.jpg")
    assert notice.button == "Stop"
    somebody.takes_up("download")
    somebody.until(lambda: somebody.notice("download") is None)
    page = models_page(somebody)
    names_a_model(somebody, page, NAME)
    somebody.until(lambda: NAME in page.rows and page.rows[NAME].use.isVisible())
    close(page)


def test_what_can_not_be_downloaded_is_said_and_the_rest_goes_on(somebody, monkeypatch):
    page = models_page(somebody)
    names_a_model(somebody, page, "no name of a model")
    somebody.until(lambda: somebody.notice("download-failed"))
    row = page.rows["no name of a model"]
    assert "is not a model name. Write architecture/weights" in row.said.text
    assert row.download.isVisible()
    close(page)
    notice = somebody.notice("download-failed")
    assert notice.weight is Weight.TROUBLE
    assert notice.button == "Try again"
    somebody.searches("name:boat*")
    somebody.sees("boat.jpg")
    assert in_use(somebody.window._library) == paths.EMBEDDED_MODEL


def test_a_model_in_a_file_can_be_imported_without_a_network(somebody, monkeypatch, tmp_path):
    file = tmp_path / "torn.safetensors"
    file.write_bytes((paths.embedded_model() / WEIGHTS).read_bytes()[:-1000])
    page = models_page(somebody)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", staticmethod(lambda *_rest: (str(file), ""))
    )
    somebody.clicks(page.by_file)
    somebody.until(lambda: "not a whole safetensors file" in page.said.text)
    assert not list(paths.models_dir().glob("*")) or all(
        one.name.startswith(".") for one in paths.models_dir().iterdir()
    )
    close(page)


def test_the_embedded_model_can_be_tested_by_keyboard(somebody):
    page = models_page(somebody)
    assert nameless(page) == []
    row = page.rows[paths.EMBEDDED_MODEL]
    row.test.setFocus()
    QTest.keyClick(row.test, Key.Key_Space)
    somebody.until(row.stop.isVisible)
    assert row.stop.hasFocus()
    somebody.until(lambda: "pictures a second" in row.said.text)
    assert "Your 4 photos take about a minute." in row.said.text
    assert row.test.isVisible()
    close(page)


def test_the_banner_about_the_demonstration_leads_to_the_models(somebody):
    bar = somebody.window.browser.notices
    somebody.until(lambda: somebody.notice("demonstration"))
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    page = somebody.window.helping.shown_models
    assert page is not None
    assert page.isVisible()
    somebody.until(lambda: page.rows)
    assert sum(not row.advice.isHidden() for row in page.rows.values()) == 1
    close(page)
