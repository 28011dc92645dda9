"""A real application, offscreen; a real library, made by the command line; Qt's warnings fail tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from photoclip.gui.views.window import Window

# name: (what tells the picture from the others, the EXIF date)
PICTURES = {
    "apple.jpg": (20, "2021:03:01 10:00:00"),
    "avocado.jpg": (70, "2022:03:01 10:00:00"),
    "boat.jpg": (120, "2023:03:01 10:00:00"),
    "café.jpg": (170, None),
}


@pytest.fixture(scope="session", autouse=True)
def application() -> Iterator[QApplication]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    yield QApplication.instance() or QApplication([])


@pytest.fixture(autouse=True)
def qt_warnings() -> Iterator[None]:
    said: list[str] = []

    def listen(kind: QtMsgType, _where: object, text: str) -> None:
        if "propagateSizeHints" not in text:  # what the offscreen platform says of every window
            said.append(f"{kind.name}: {text}")

    qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(None)
    assert said == []


def draw(folder: Path) -> Path:
    """A folder with the pictures."""
    folder.mkdir()
    for name, (shade, date) in PICTURES.items():
        picture = Image.linear_gradient("L").resize((320, 200)).point(lambda v, s=shade: (v + s) % 256)
        exif = Image.Exif()
        if date:
            exif[0x0132] = exif.get_ifd(0x8769)[0x9003] = date
        picture.convert("RGB").save(folder / name, exif=exif)
    return folder


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures in a library, added as a person would add them."""
    folder = tmp_path_factory.mktemp("gui")
    pictures = draw(folder / "pictures")
    command = [sys.executable, "-m", "photoclip", "--library", str(folder / "library")]
    subprocess.run([*command, "add", "--json", str(pictures)], check=True, stdout=subprocess.DEVNULL)
    return folder / "library"


Until = Callable[..., None]


@pytest.fixture(scope="session")
def until(application: QApplication) -> Until:
    """Run the event loop until something holds."""

    def wait(holds: Callable[[], object], seconds: float = 60) -> None:
        deadline = QDeadlineTimer(int(seconds * 1000))
        wake = QTimer(singleShot=True, interval=int(seconds * 1000))
        wake.start()
        while not holds():
            assert not deadline.hasExpired(), "waited in vain"
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    return wait


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
    until(lambda: window.results.rowCount() == len(PICTURES))
    return window
