"""A window that is watched while it works: how long its event loop is ever held up.

``watched_window.py LIBRARY FOLDER`` opens the window over an empty library, gives it the folder, and
then scrolls, searches, rates and looks at photos while they are read. Prints a JSON object.

A timer beats every 5 ms. Between two beats the loop handled one thing, or a few. What counts is not
the wall clock – the machine may be busy with other things – but the processor time this thread itself
took (``time.thread_time``), and the time it neither ran nor waited for a processor (the kernel's
``schedstat`` tells the latter): then it was blocked in a call, or by another thread of Python's.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photoclip.gui.bridge.remembered import Remembered
from photoclip.gui.main import end, translate
from photoclip.gui.views.window import Window

BEAT_MS = 5
LOOK_S = 0.03


class Heartbeat(QObject):
    """Measures the turns of the event loop of the thread it lives in."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_busy = self.longest_blocked = 0.0
        self.turns = 0
        self.busy_with: list[str] = []
        self.blocked_in: list[str] = []
        self.ended = threading.Event()
        self._place = f"/proc/self/task/{threading.get_native_id()}/schedstat"
        self._last = self._now()
        self._seen: list[str] = []
        self._main = threading.get_ident()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._looker = threading.Thread(target=self._look, daemon=True)
        self._looker.start()

    def begin(self) -> None:
        """Forget what was measured so far: from here on it counts."""
        self._last = self._now()
        self.longest_busy = self.longest_blocked = 0.0

    def _now(self) -> tuple[float, float, float]:
        with open(self._place, "rb") as stream:
            waited = int(stream.read().split()[1]) / 1e9
        return time.monotonic(), time.thread_time(), waited

    def _beat(self) -> None:
        now = self._now()
        wall, busy, waited = (new - old for new, old in zip(now, self._last, strict=True))
        blocked = wall - busy - waited - BEAT_MS / 1000
        if busy > self.longest_busy:
            self.longest_busy, self.busy_with = busy, list(self._seen)
        if blocked > self.longest_blocked:
            self.longest_blocked, self.blocked_in = blocked, list(self._seen)
        self.turns += 1
        self._seen.clear()
        self._last = self._now()  # not counting this itself

    def _look(self) -> None:
        """Note where the thread is while a turn takes long: it tells where to look."""
        while not self.ended.wait(LOOK_S):
            if time.monotonic() - self._last[0] > 2 * LOOK_S and len(self._seen) < 6:
                frame = sys._current_frames().get(self._main)
                if frame is not None:
                    self._seen.append("".join(traceback.format_stack(frame)[-5:]))
                del frame  # it would keep alive what the frame knows, painters among it


Wanted = Callable[[], object]


def journey(window: Window) -> Iterator[Wanted]:
    """What a person does; yields what has to hold before they go on."""
    browser, photos, searching = window.browser, window.photos, window.searching
    grid, field = browser.grid, browser.search.field
    key = QTest.keyClick
    yield lambda: photos.rowCount() > 2000
    grid.setFocus()
    for _screen in range(25):
        key(grid, Qt.Key.Key_PageDown)
        yield lambda: True
    bar = grid.verticalScrollBar()
    for step in range(0, 101, 2):
        bar.setValue(bar.maximum() * step // 100)
        yield lambda: True
    key(grid, Qt.Key.Key_Home)
    for query, ranked in (
        ("name:*7*", False),
        ("red and green stripes", True),
        ("type:png", False),
        ("something blue -red", True),
    ):
        field.setFocus()
        field.selectAll()
        for letter in query:
            QTest.keyClicks(field, letter)
            yield lambda: True
        key(field, Qt.Key.Key_Return)
        yield (
            lambda query=query, ranked=ranked: (
                searching.text == query
                and searching.listing is not None
                and searching.listing.ranked is ranked
            )
        )
        grid.setFocus()
        for _step in range(12):
            key(grid, Qt.Key.Key_Right)
            yield lambda: True
    key(grid, Qt.Key.Key_Escape)
    yield lambda: searching.text == "" and photos.rowCount() > 2000 and not searching.listing.ranked
    ready = lambda: grid.current_key is not None and grid.current_key > 0  # noqa: E731
    grid.setCurrentIndex(photos.index(photos.rowCount() // 2))
    yield lambda: ready() or grid.setCurrentIndex(photos.index(next(
        (row for row in range(photos.rowCount()) if photos.key_at(row) > 0), 0
    )))  # fmt: skip
    grid.setFocus()
    key(grid, Qt.Key.Key_4)
    yield lambda: window.history.undo_text
    key(grid, Qt.Key.Key_Space)
    yield lambda: browser.viewing
    for _step in range(8):
        key(browser.viewer.canvas, Qt.Key.Key_Right)
        yield lambda: True
    key(browser.viewer.canvas, Qt.Key.Key_Escape)
    grid.setFocus()
    key(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    yield lambda: grid.selected_count() > 2000
    for _step in range(6):
        key(grid, Qt.Key.Key_Plus)
        yield lambda: True
    yield lambda: window.surveying.overview.embedded > 0


def main() -> None:
    library, folder = Path(sys.argv[1]), Path(sys.argv[2])
    app = QApplication([])
    translate(app, "en")
    window = Window(library, Remembered(library, library.parent / "window.ini"))
    window.resize(1280, 860)
    window.show()
    heart = Heartbeat()
    steps = journey(window)
    waits: list[Wanted] = [window.welcome.isVisible]
    begun: list[bool] = []
    deadline = time.monotonic() + 200
    late: list[int] = []
    number = 0

    def go_on() -> None:
        nonlocal number
        if time.monotonic() > deadline:
            late.append(number)
            app.quit()
        elif waits[0]():
            if not begun:
                begun.append(True)
                heart.begin()  # starting up is measured by the benchmarks
                window.setting_up.add_folders((os.fsencode(folder),))
            number += 1
            following = next(steps, None)
            if following is None:
                app.quit()
            else:
                waits[0] = following

    going = QTimer(interval=10)
    going.timeout.connect(go_on)
    going.start()
    app.exec()
    heart.ended.set()
    reading = window.browser.status.bar.isVisible()
    window.close()
    end(window)
    print(
        json.dumps(
            {
                "busy": heart.longest_busy,
                "blocked": heart.longest_blocked,
                "turns": heart.turns,
                "busy_with": heart.busy_with,
                "blocked_in": heart.blocked_in,
                "steps": number,
                "late": late,
                "reading": reading,
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    faulthandler.enable()  # a crash says where
    main()
