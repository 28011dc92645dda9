"""The window's grid: frames while scrolling 100,000 photos, and a list of a million in it."""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from array import array
from collections.abc import Callable
from pathlib import Path

import psutil

THUMBNAILS = 2000  # distinct files; a hundred thousand photos share them
SIDE = 512


def run(folder: Path, *, quick: bool) -> str:
    photos, million, steps = (5_000, 100_000, 60) if quick else (100_000, 1_000_000, 400)
    command = [sys.executable, "-m", "benchmarks.scrolling", str(folder)]
    command += [str(photos), str(million), str(steps)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout.splitlines()[-1])
    rows = "\n".join(f"| {name} | {value} |" for name, value in said.items())
    return f"""## The window's grid

A window without a screen, the grid 1600×1000 with pictures of 180 pixels, painted by the processor.
A frame is a turn of the wheel (a third of a line) with everything it causes: arrived pictures made
ready, what came into view painted. Cold: thumbnails are JPEGs of {SIDE} pixels on disk, read and
scaled beside; each frame has 16 ms. Warm: they are in memory.

| what | |
|---|---|
{rows}
"""


def make_thumbnails(folder: Path, count: int) -> list[bytes]:
    """JPEGs as PhotoClip's cache has them."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

    paths = []
    for number in range(count):
        dice = random.Random(number)
        width, height = dice.choice([(SIDE, 341), (341, SIDE), (SIDE, 384), (SIDE, SIDE)])
        image = QImage(width, height, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        ground = QLinearGradient(0, 0, width, height)
        ground.setColorAt(0, QColor.fromHsv(dice.randrange(360), 120, 230))
        ground.setColorAt(1, QColor.fromHsv(dice.randrange(360), 200, 60))
        painter.fillRect(image.rect(), ground)
        painter.setPen(Qt.PenStyle.NoPen)
        for _ in range(60):
            painter.setBrush(QColor.fromHsv(dice.randrange(360), 150, dice.randrange(256), 120))
            side = dice.randrange(5, 120)
            painter.drawEllipse(dice.randrange(width), dice.randrange(height), side, side)
        painter.end()
        path = str(folder / f"{number}.jpg")
        image.save(path, b"JPEG", 82)
        paths.append(os.fsencode(path))
    return paths


def quantiles(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    middle = ordered[len(ordered) // 2]
    return (
        f"median {middle * 1e3:.1f} ms, p99 {last * 1e3:.1f} ms, worst {ordered[-1] * 1e3:.1f} ms"
    )


def both(frames: list[tuple[float, float]]) -> str:
    """By the clock, and of the main thread's processor time."""
    walls, cpus = zip(*frames, strict=True)
    return f"{quantiles(list(walls))}; CPU: {quantiles(list(cpus))}"


def took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    for name in ("photos", "million", "steps"):
        parser.add_argument(name, type=int)
    chosen = parser.parse_args()

    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    application.setStyle("Fusion")
    print(json.dumps(measure(application, chosen)))


def measure(application: object, chosen: argparse.Namespace) -> dict[str, str]:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    from photoclip.browse.messages import Card, ItemKey, Listing, Section, SectionKind
    from photoclip.core.commands import Flag
    from photoclip.gui.bridge.thumbnails import ThumbnailLoader
    from photoclip.gui.models.photos import PhotosModel
    from photoclip.gui.views.photo_grid import PhotoGrid

    assert isinstance(application, QApplication)
    paths = make_thumbnails(chosen.folder, min(THUMBNAILS, chosen.photos))

    def listing(count: int, first: int = 1) -> Listing:
        sections, start, month = [], 0, 0
        while start < count:
            size = min(count // 300 + month % 7 * 40, count - start)
            name = f"{2024 - month // 12}-{12 - month % 12:02}"
            sections.append(Section(SectionKind.MONTH, name, start, size))
            start, month = start + size, month + 1
        keys = array("q", range(first, first + count)).tobytes()
        return Listing(keys, b"", tuple(sections), {}, (), "", ranked=False, unindexed=0)

    def card(key: ItemKey) -> Card:
        return Card(
            key,
            b"/photos/holiday/IMG_%06d.jpg" % key,
            taken_at=f"2023-{key % 12 + 1:02}-{key % 28 + 1:02}T10:00:00",
            format="raw" if key % 5 == 0 else "jpeg",
            rating=key % 6,
            flag=Flag.PICKED if key % 9 == 0 else None,
            copies=1 + (key % 11 == 0),
            thumbnail=paths[key % len(paths)],
        )

    model, grid = PhotosModel(), PhotoGrid()
    loader = ThumbnailLoader(256)
    model.cards_wanted.connect(lambda keys: model.set_cards([card(key) for key in keys], keys))
    model.thumbnail_side_changed.connect(loader.set_side)
    model.thumbnails_wanted.connect(loader.want)
    loader.loaded.connect(model.set_thumbnail)
    grid.setModel(model)
    grid.resize(1600, 1000)
    grid.show()
    grid.set_cell_size(180)

    def settle() -> None:
        quiet = 0
        while quiet < 20:
            application.processEvents()
            rows = grid.rows_showing()
            there = all(model.pixmap_at(row) is not None for row in rows)
            quiet = quiet + 1 if there else 0
            time.sleep(0.002)

    def frames(steps: int, turn: int, *, paced: bool) -> list[tuple[float, float]]:
        middle, found = QPointF(800, 500), []
        for _ in range(steps):
            start, cpu = time.perf_counter(), time.thread_time()
            event = QWheelEvent(
                middle,
                grid.viewport().mapToGlobal(middle),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(grid.viewport(), event)
            application.processEvents()
            spent = time.perf_counter() - start
            found.append((spent, time.thread_time() - cpu))
            if paced:
                time.sleep(max(0.0, 0.016 - spent))
        return found

    process = psutil.Process()
    model.show(listing(chosen.photos), keep=False)
    settle()
    before = process.memory_info().rss
    said = {"scrolling, cold": both(frames(chosen.steps, -120, paced=True))}
    said["memory taken by cold scrolling"] = f"{(process.memory_info().rss - before) / 1e6:.0f} MB"
    settle()
    said["scrolling back, warm"] = both(frames(chosen.steps, 120, paced=False))
    said["a whole page painted, warm"] = quantiles(
        [took(lambda: grid.viewport().repaint()) for _ in range(50)]
    )
    grid.selectAll()
    said["the same, all selected"] = quantiles(
        [took(lambda: grid.viewport().repaint()) for _ in range(50)]
    )
    big = listing(chosen.million)
    count = f"{chosen.million:,} photos"
    said[f"{count}: shown"] = f"{took(lambda: model.show(big, keep=False)) * 1e3:.1f} ms"
    settle()
    more = Listing(
        big.keys[:8_000] + array("q", range(-50, 0)).tobytes() + big.keys[8_000:],
        b"",
        (Section(SectionKind.MONTH, "2024-12", 0, chosen.million + 50),),
        {},
        (),
        "",
        ranked=False,
        unindexed=0,
    )
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum() // 2)
    settle()
    said[f"{count}: 50 new ones in it"] = f"{took(lambda: model.show(more)) * 1e3:.1f} ms"
    settle()
    grid.select_key(ItemKey(chosen.million // 2))
    turned = Listing(
        array("q", reversed(array("q", more.keys))).tobytes(),
        *(b"", more.sections, {}, (), ""),
        ranked=False,
        unindexed=0,
    )
    said[f"{count}: the order reversed, kept in place"] = (
        f"{took(lambda: model.show(turned)) * 1e3:.1f} ms"
    )
    settle()
    said[f"{count}: select all"] = f"{took(grid.selectAll) * 1e3:.2f} ms"
    said[f"{count}: go to the end"] = (
        f"{took(lambda: grid.scrollTo(model.index(chosen.million - 1))) * 1e3:.2f} ms"
    )
    loader.close()
    grid.close()
    return said


if __name__ == "__main__":
    main()
