"""A real application, offscreen; real libraries and real workers; Qt's warnings fail tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from person import Person
from PIL import Image
from PySide6.QtCore import (
    QDeadlineTimer,
    QElapsedTimer,
    QEventLoop,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from photoclip.core import paths
from photoclip.gui.bridge.remembered import Remembered
from photoclip.gui.main import translate
from photoclip.gui.views.window import Window
from photoclip.session import Session
from photoclip.store.database import LOCK_NAME
from photoclip.store.lock import is_held
from photoclip.worker.client import Client, OwnerGoneError

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
    app = QApplication.instance() or QApplication([])
    translate(app, "en")
    return app


@pytest.fixture(autouse=True)
def qt_warnings() -> Iterator[list[str]]:
    """What Qt complained of; a test that expects a complaint takes it out."""
    said: list[str] = []

    def listen(kind: QtMsgType, _where: object, text: str) -> None:
        # What the offscreen platform says of every window, and of panels that pop up.
        if "This plugin does not support" not in text:
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


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Text vectors are encoded once, not once a test."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def warm_cache(own_home: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own for each test, but for the cache; a model named outside is named inside."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache))
    if MODEL:
        monkeypatch.setenv("PHOTOCLIP_MODEL", MODEL)


@pytest.fixture(autouse=True)
def nothing_modal_is_left(application: QApplication) -> Iterator[None]:
    """A dialog that a test leaves open would stand in the way of those that come after it."""
    yield
    while (left := QApplication.activeModalWidget()) is not None:
        left.hide()


Until = Callable[..., None]


@pytest.fixture(scope="session")
def until(application: QApplication) -> Until:
    """Run the event loop until something holds."""

    def wait(holds: Callable[[], object], seconds: float = 120) -> None:
        deadline = QDeadlineTimer(int(seconds * 1000))
        # Not everything that makes a condition true wakes the loop.
        wake = QTimer(interval=20)
        wake.start()
        clock = QElapsedTimer()
        clock.start()
        while not holds():
            assert not deadline.hasExpired(), "waited in vain"
            # Who looks all the time takes from those waited for: a look may open a library.
            rest = 2 * clock.restart()
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            while not clock.hasExpired(rest):
                application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            clock.restart()

    return wait


def run(*arguments: str | Path, home: Path) -> None:
    """A command of the command line, in a home of its own."""
    environment = dict(os.environ)
    environment |= {"HOME": str(home), "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    command = [sys.executable, "-P", "-m", "photoclip", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, env=environment)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """The pictures in a library. Tests look at it; those that change it take a `copy`."""
    folder = tmp_path_factory.mktemp("gui")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(shared_cache))
        run("--library", folder / "library", "add", draw(folder / "pictures"), home=folder)
    yield folder / "library"
    stop_worker(folder / "library")


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """The sample photos in a library: meaning can be searched for. Tests only look at it."""
    folder = tmp_path_factory.mktemp("samples")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(shared_cache))
        run("--library", folder / "library", "add", paths.sample_photos(), home=folder)
    yield folder / "library"
    stop_worker(folder / "library")


def stop_worker(library: Path) -> None:
    """End the worker of a library, if one runs, and wait until it has closed the library."""
    lock = library / LOCK_NAME
    _held, pid = is_held(lock)
    client = Client.connect(library)
    if client is not None:
        with closing(client), suppress(OwnerGoneError):
            client.stop()
    deadline = time.monotonic() + 60
    while is_held(lock) == (True, pid):
        assert time.monotonic() < deadline, f"process {pid} keeps {library}"
        time.sleep(0.02)


_OF_READERS = shutil.ignore_patterns("*-shm", "*-wal")
"""Without an owner they hold nothing, and go with whoever still reads."""


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """Copies libraries, for tests that change them; their workers end with the test."""
    made: list[Path] = []

    def copy(library: Path) -> Path:
        stop_worker(library)
        target = tmp_path / f"copy-{len(made)}" / "library"
        shutil.copytree(library, target, ignore=_OF_READERS)
        made.append(target)
        return target

    yield copy
    for library in made:
        stop_worker(library)


@pytest.fixture(scope="module")
def own_copy(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The library and its pictures once more, for the tests of one module: they may change both.

    Each leaves it as it found it. The pictures lie in ``pictures`` beside it.
    """
    folder = tmp_path_factory.mktemp("own")
    stop_worker(library)
    shutil.copytree(library, folder / "library", ignore=_OF_READERS)
    shutil.copytree(library.parent / "pictures", folder / "pictures")
    with Session.open(folder / "library", owner=True) as session:
        session.remove_root(str(library.parent / "pictures"))
        session.add_roots([str(folder / "pictures")])
        session.index()  # every content is known: nothing is encoded
    yield folder / "library"
    stop_worker(folder / "library")


OpenWindow = Callable[..., Window]


@pytest.fixture
def open_window(tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens windows and closes them in the end; all remember in one file of the test's own."""
    windows: list[Window] = []

    def opened(library: Path, **options: object) -> Window:
        window = Window(library, Remembered(library, tmp_path / "window.ini"), **options)
        windows.append(window)
        window.show()
        return window

    yield opened
    for window in windows:
        window.close()


@pytest.fixture
def window(library: Path, open_window: OpenWindow, until: Until) -> Window:
    """The window over the pictures, showing them all."""
    window = open_window(library)
    until(lambda: len(names(window)) == len(PICTURES) and None not in names(window))
    return window


@pytest.fixture
def person(own_copy: Path, open_window: OpenWindow, until: Until) -> Person:
    """Somebody at a window over the module's own copy, in which all pictures show."""
    somebody = Person(open_window(own_copy), until)
    until(lambda: len(somebody.names()) == len(PICTURES) and None not in somebody.names())
    return somebody


@pytest.fixture
def visitor(samples: Path, open_window: OpenWindow, until: Until) -> Person:
    """Somebody at a window over the sample photos, who changes nothing in the library."""
    somebody = Person(open_window(samples), until)
    until(lambda: somebody.window.photos.rowCount() > 100 and somebody.window.surveying.known)
    somebody.settled()
    return somebody


def names(window: Window) -> list[str | None]:
    """The names of what the grid shows, in order; None where one isn't known yet."""
    model = window.photos
    return [model.index(row).data() for row in range(model.rowCount())]
