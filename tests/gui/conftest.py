"""A real application, offscreen; a real library, made by the command line; Qt's warnings fail tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from photoclip.gui.views.window import Window

MODEL = os.environ.get("PHOTOCLIP_MODEL")  # named to try another one than the embedded one

NOT_UTF8 = os.fsdecode(b"caf\xe9.jpg")
# name: (what tells the picture from the others, the EXIF date)
PICTURES = {
    "apple.jpg": (20, "2021:03:01 10:00:00"),
    "avocado.jpg": (70, "2022:03:01 10:00:00"),
    "boat.jpg": (120, "2023:03:01 10:00:00"),
    NOT_UTF8: (170, None),
}


@pytest.fixture(scope="session", autouse=True)
def application() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QApplication.instance() or QApplication([])


@pytest.fixture(autouse=True)
def qt_warnings() -> Iterator[list[str]]:
    """What Qt complained of; a test that expects a complaint takes it out."""
    said: list[str] = []

    def listen(kind: QtMsgType, _where: object, text: str) -> None:
        if "propagateSizeHints" not in text:  # what the offscreen platform says of every window
            said.append(f"{kind.name}: {text}")

    qInstallMessageHandler(listen)
    yield said
    qInstallMessageHandler(None)
    assert said == []


def draw(folder: Path) -> Path:
    folder.mkdir()
    for name, (shade, date) in PICTURES.items():
        picture = Image.linear_gradient("L").resize((320, 200))
        picture = picture.point([(value + shade) % 256 for value in range(256)])
        exif = Image.Exif()
        if date:
            exif.get_ifd(0x8769)[0x9003] = date
        picture.convert("RGB").save(folder / name, exif=exif)
    return folder


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder with the pictures, in no library yet."""
    return draw(tmp_path / "pictures")


@pytest.fixture(autouse=True)
def named_model(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model named outside is named inside too."""
    if MODEL:
        monkeypatch.setenv("PHOTOCLIP_MODEL", MODEL)


Until = Callable[..., None]


@pytest.fixture(scope="session")
def until(application: QApplication) -> Until:
    """Run the event loop until something holds."""

    def wait(holds: Callable[[], object], seconds: float = 30) -> None:
        deadline = QDeadlineTimer(int(seconds * 1000))
        wake = QTimer(singleShot=True, interval=int(seconds * 1000) + 2000)
        wake.start()
        while not holds():
            assert not deadline.hasExpired(), "waited in vain"
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    return wait


@dataclass
class FirstRun:
    """What a person saw who had no library and chose a folder, and the library it ended in."""

    library: Path
    offer: str
    offered: str
    while_adding: str
    photos: int
    line: str


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory, until: Until) -> FirstRun:
    """A first run through the window; the model is loaded only here, because that takes seconds."""
    folder = tmp_path_factory.mktemp("gui")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            patch.setenv(variable, str(folder / "home"))
        window = Window(folder / "library")
        window.show()
        until(lambda: "Choose" in window.message.text())
        offer, offered = window.message.text(), window.message.button.text()
        window.add_folder(str(draw(folder / "pictures")))
        until(lambda: window.message.text() != offer)
        while_adding = window.message.text()
        assert window.bar.isVisible()
        until(lambda: not window.bar.isVisible() and window.line.text() == "4 photos", 270)
        photos, line = window.results.rowCount(), window.line.text()
        window.close()
    return FirstRun(folder / "library", offer, offered, while_adding, photos, line)


@pytest.fixture(scope="session")
def library(first_run: FirstRun) -> Path:
    """The pictures in a library."""
    return first_run.library


OpenWindow = Callable[[Path], Window]


@pytest.fixture
def open_window() -> Iterator[OpenWindow]:
    """Opens windows and closes them in the end."""
    windows = []

    def opened(library: Path) -> Window:
        window = Window(library)
        windows.append(window)
        window.show()
        return window

    yield opened
    for window in windows:
        window.close()


@pytest.fixture
def window(library: Path, open_window: OpenWindow, until: Until) -> Window:
    """The window over the library, showing all its photos."""
    window = open_window(library)
    until(window.isActiveWindow)
    until(lambda: window.grid.visualRect(window.results.index(len(PICTURES) - 1)).isValid())
    return window
