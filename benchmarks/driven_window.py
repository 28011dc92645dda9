"""A real window that does by itself what `benchmarks.window` wants to know the cost of.

``python -m benchmarks.driven_window PLAN LIBRARY``: the process of ``photoclip-gui``, with a hand on
keys and wheel. It prints one JSON object when it ends. Nothing is imported before the window's own.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from photoclip.gui import main as program

BEGAN = "PHOTOCLIP_BENCH_BEGAN"
"""When the process was asked for, by the monotonic clock all processes share."""

_POLL_MS = 2
_PATIENCE_S = 120.0

Plan = Iterator[Callable[[], object]]
"""Conditions to wait for, one after the other."""

WORDS = ("a dog on grass", "red boats at sea", "snow on a mountain", "a plate of fruit",
         "a castle in fog", "children at a birthday", "an old bicycle", "a bridge at night",
         "flowers in a vase", "a steam train", "a cat asleep", "sunset over a lake")  # fmt: skip


class Driver:
    """Runs a plan in the window's own event loop; ``said`` is what it found out."""

    def __init__(self, window: Any) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        self.window = window
        self.said: dict[str, Any] = {}
        self.painted: dict[str, int] = {"window": 0, "grid": 0, "canvas": 0, "pictures": 0}
        painted, pictures_there = self.painted, self.pictures_there

        class Watcher(QObject):
            """Counts what is painted, and what of the grid with all its pictures."""

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
                if event.type() is QEvent.Type.Paint:
                    name = str(watched.property("bench"))
                    painted[name] += 1
                    if name == "grid" and pictures_there():
                        painted["pictures"] += 1
                return False

        self._watcher = Watcher()
        browser = window.browser
        for name, widget in (
            ("window", window),
            ("grid", browser.grid.viewport()),
            ("canvas", browser.viewer.canvas),
        ):
            widget.setProperty("bench", name)
            widget.installEventFilter(self._watcher)
        self._plan: Plan | None = None
        self._condition: Callable[[], object] | None = None
        self._deadline = 0.0
        self._timer = QTimer(window, interval=_POLL_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self, plan: Plan) -> None:
        """Follow the plan, then close the window."""
        self._plan = plan
        self._timer.start()

    def _go_on(self) -> None:
        if self._condition is not None and not self._condition():
            if time.monotonic() > self._deadline:
                self.said["gave up"] = str(self._condition)
                self._end()
            return
        assert self._plan is not None
        try:
            self._condition = next(self._plan)
            self._deadline = time.monotonic() + _PATIENCE_S
        except StopIteration:
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self.window.close()

    # --- what plans wait for ----------------------------------------------------------------------

    def repainted(self, what: str) -> Callable[[], bool]:
        """Whether it is painted once more than now."""
        before = self.painted[what]
        return lambda: self.painted[what] > before

    def pictures_there(self) -> bool:
        """Whether every row that shows has its thumbnail."""
        photos, grid = self.window.photos, self.window.browser.grid
        rows = list(grid.rows_showing())
        return bool(rows) and all(photos.pixmap_at(row) is not None for row in rows)

    def passed(self, seconds: float) -> Callable[[], bool]:
        """Whether so much time went by."""
        end = time.monotonic() + seconds
        return lambda: time.monotonic() >= end

    def worker_ready(self) -> Callable[[], bool]:
        """Whether the worker has its model."""
        states: list[Any] = []
        self.window.owner.state.connect(states.append)
        return lambda: bool(states) and states[-1].model_loaded


def since_start() -> dict[str, float]:
    """Seconds since the process was asked for, and of processor time since it began."""
    return {"wall": time.monotonic() - float(os.environ[BEGAN]), "cpu": time.process_time()}


def memory() -> dict[str, float]:
    """Megabytes of this process and of the one that reads for it."""
    import psutil

    def of(process: psutil.Process) -> dict[str, float]:
        full = process.memory_full_info()
        return {"rss": full.rss / 1e6, "pss": full.pss / 1e6}

    own = psutil.Process()
    reading = [one for one in own.children() if one.cmdline()[-1:] == ["browse"]]
    return {"window": of(own), "browse": of(reading[0]) if reading else {}}  # type: ignore[dict-item]


# --- plans -------------------------------------------------------------------------------------------


def starting(driver: Driver) -> Plan:
    """From nothing to a window full of pictures, and what it takes once it rests."""
    said, window = driver.said, driver.window
    yield lambda: driver.painted["window"]
    said["window"] = since_start()
    yield window.photos.rowCount
    said["list"] = since_start()
    yield lambda: driver.painted["pictures"]
    said["pictures"] = since_start()
    yield driver.passed(float(os.environ.get("PHOTOCLIP_BENCH_REST", "0")))
    said["memory"] = memory()
    said["shown"] = [window.width(), window.height(), len(list(window.browser.grid.rows_showing()))]


def typing(driver: Driver) -> Plan:
    """From a key to results in the grid, words never asked and words asked before."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window, said = driver.window, driver.said
    field, searching = window.browser.search.field, window.searching

    def ranked(before: object) -> bool:
        listing = searching.listing
        return listing is not before and listing.ranked and not searching._asked

    def asked(text: str, press: Callable[[], None]) -> Plan:
        window.finding.show_query("")
        yield lambda: not searching._asked and not searching.listing.ranked
        yield driver.passed(0.3)
        window.browser.search.set_text(text)
        before, painted = searching.listing, driver.painted["grid"]
        began = time.monotonic()
        press()
        yield lambda: ranked(before) and driver.painted["grid"] > painted
        taken.append(time.monotonic() - began)

    yield window.photos.rowCount
    yield driver.worker_ready()
    yield driver.passed(1.0)
    for text in ("something",):  # loads the vectors
        taken: list[float] = []
        yield from asked(text, lambda: QTest.keyClick(field, Qt.Key.Key_Return))
        said["first of all"] = taken
    for name in ("enter, new", "enter, known"):
        taken = said[name] = []
        for text in WORDS:
            yield from asked(text, lambda: QTest.keyClick(field, Qt.Key.Key_Return))
    for name in ("letter, new", "letter, known"):
        taken = said[name] = []
        for text in WORDS:
            yield from asked(f"{text} in sprin", lambda: QTest.keyClicks(field, "g"))
    said["memory"] = memory()


def scrolling(driver: Driver) -> Plan:
    """The whole window while the wheel turns: everything a turn causes counts."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    window, said = driver.window, driver.said
    grid = window.browser.grid
    middle = QPointF(grid.viewport().width() / 2, grid.viewport().height() / 2)

    def is_past(moment: float) -> bool:
        return time.monotonic() >= moment

    def turn(angle: int) -> dict[str, float]:
        wall, cpu = time.perf_counter(), time.thread_time()
        event = QWheelEvent(
            *(middle, grid.viewport().mapToGlobal(middle), QPoint(), QPoint(0, angle)),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
            *(Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(grid.viewport(), event)
        QApplication.processEvents()
        return {"wall": time.perf_counter() - wall, "cpu": time.thread_time() - cpu}

    yield window.photos.rowCount
    yield driver.pictures_there
    yield driver.passed(8.0)
    said["memory, idle"] = memory()
    steps = int(os.environ.get("PHOTOCLIP_BENCH_STEPS", "400"))
    for name, angle in (("cold", -120), ("warm", 120)):
        frames = said[name] = []
        for _ in range(steps):
            frame = turn(angle)
            frames.append(frame)
            end = time.monotonic() + 0.016 - frame["wall"]
            yield partial(is_past, end)
        yield driver.pictures_there
    bar = grid.verticalScrollBar()
    for place in range(1, 201):
        bar.setValue(round(bar.maximum() * place / 200))
        yield driver.repainted("grid")
        yield driver.pictures_there
    yield driver.passed(2.0)
    said["memory, scrolled"] = memory()


def viewing(driver: Driver) -> Plan:
    """From a key to a sharp picture: opened from the grid, and the next one that waits already."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window, said = driver.window, driver.said
    grid, viewer = window.browser.grid, window.browser.viewer

    def pressed(widget: Any, key: Qt.Key, taken: list[float]) -> Plan:
        painted = driver.painted["canvas"]
        began = time.monotonic()
        QTest.keyClick(widget, key)
        yield lambda: viewer.canvas.has_image and driver.painted["canvas"] > painted
        taken.append(time.monotonic() - began)

    yield lambda: window.photos.rowCount() > 0 and driver.pictures_there()
    yield driver.worker_ready()
    yield driver.passed(1.0)
    count = window.photos.rowCount()
    cold: list[float] = []
    known: list[float] = []
    preloaded: list[float] = []
    for row in range(0, count // 2, 5):  # four apart: nobody has looked there yet
        grid.setCurrentIndex(window.photos.index(row))
        yield driver.passed(0.3)
        yield from pressed(grid, Qt.Key.Key_Space, cold)
        yield lambda: not viewer._pictures.waiting
        yield driver.passed(0.3)
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Escape)
        yield driver.repainted("grid")
        yield from pressed(grid, Qt.Key.Key_Space, known)
        QTest.keyClick(viewer.canvas, Qt.Key.Key_Escape)
        yield driver.passed(0.2)
    grid.setCurrentIndex(window.photos.index(count // 2 + 3))
    yield from pressed(grid, Qt.Key.Key_Space, [])
    for _ in range(max(1, count // 2 - 6)):
        yield lambda: not viewer._pictures.waiting
        yield driver.passed(0.3)
        yield from pressed(viewer.canvas, Qt.Key.Key_Right, preloaded)
    window.resize(1920, 1080)
    viewer.leave()
    yield driver.passed(0.5)
    grid.setCurrentIndex(window.photos.index(0))
    yield from pressed(grid, Qt.Key.Key_Space, [])
    held: list[float] = []
    for _ in range(count - 2):  # as fast as pictures come
        yield from pressed(viewer.canvas, Qt.Key.Key_Right, held)
    said.update({"cold": cold, "again": known, "preloaded": preloaded, "one after the other": held})


PLANS: dict[str, Callable[[Driver], Plan]] = {
    "start": starting,
    "type": typing,
    "scroll": scrolling,
    "view": viewing,
}


def main() -> None:
    plan, library = PLANS[sys.argv[1]], Path(sys.argv[2])
    drivers: list[Driver] = []
    translate = program.translate

    def then_drive(app: Any, language: str) -> None:
        """Called between the making of the application and that of the window."""
        translate(app, language)

        def run() -> int:
            (window,) = (one for one in app.topLevelWidgets() if hasattr(one, "browser"))
            driver = Driver(window)
            drivers.append(driver)
            driver.start(plan(driver))
            return int(type(app).exec())

        app.exec = run

    program.translate = then_drive
    code = program.run(library)
    print(json.dumps(drivers[0].said), flush=True)
    os._exit(code)


if __name__ == "__main__":
    main()
