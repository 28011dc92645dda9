"""The window as a person meets it: starting, typing, scrolling, looking at photos; real processes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np

from benchmarks import browse_library, driven_window, scrolling
from benchmarks.pictures import write_camera_jpegs
from photoclip.browse.client import BrowseProcess
from photoclip.browse.messages import Answer, Find, Listing, Question, Said, Trouble
from photoclip.browse.overview_messages import GetOverview
from photoclip.core.commands import AddRoot
from photoclip.store import database
from photoclip.worker.client import Client
from photoclip.worker.messages import Activity
from photoclip.worker.supervisor import Worker

SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080}
SCREEN |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}

Found = dict[str, Any]


class _Home:
    """A home for the processes measured, in which nothing of the person's own is used."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        screens = folder / "screen.json"
        screens.write_text(json.dumps({"screens": [SCREEN]}), "utf-8")
        self.environment = dict(
            os.environ,
            HOME=str(folder),
            XDG_CACHE_HOME=str(folder / "cache"),
            XDG_CONFIG_HOME=str(folder / "config"),
            QT_QPA_PLATFORM=f"offscreen:configfile={screens}",
            PYTHONPYCACHEPREFIX=str(folder / "compiled"),  # compiled once, as when installed
        )
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    @contextmanager
    def used(self) -> Iterator[None]:
        """Processes started in the block live there too."""
        before = dict(os.environ)
        os.environ.clear()
        os.environ.update(self.environment)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)

    def drive(self, plan: str, library: Path, **settings: float) -> Found:
        """Run a plan of `driven_window`; what it found out."""
        # each begins anew: a window remembers its query
        shutil.rmtree(self.environment["XDG_CONFIG_HOME"], ignore_errors=True)
        environment = dict(self.environment)
        environment |= {f"PHOTOCLIP_BENCH_{n.upper()}": str(v) for n, v in settings.items()}
        environment[driven_window.BEGAN] = str(time.monotonic())
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.driven_window", plan, str(library)],
            cwd=Path(__file__).parent.parent,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        said: Found = json.loads(done.stdout.splitlines()[-1])
        if "gave up" in said:
            raise RuntimeError(f"{plan}: {said}")
        return said


def _stop_worker(library: Path) -> None:
    client = Client.connect(library)
    if client is not None:
        with closing(client):
            client.stop()
            client.wait_until_gone(60)


# --- starting ----------------------------------------------------------------------------------------


def _start(home: _Home, libraries: dict[int, Path], times: int) -> str:
    rows = []
    for count, library in libraries.items():
        with home.used():
            home.drive("start", library)  # compiled, and in the system's cache
            for name, running in (("no", False), ("yes", True)):
                found = []
                for _ in range(times):
                    if not running:
                        _stop_worker(library)
                    found.append(home.drive("start", library))
                cells = [f"{count:,}", name]
                for stage in ("window", "list", "pictures"):
                    wall = np.median([one[stage]["wall"] for one in found])
                    cpu = np.median([one[stage]["cpu"] for one in found])
                    cells.append(f"{wall:.2f} ({cpu:.2f})")
                rows.append("| " + " | ".join(cells) + " |")
            _stop_worker(library)
    return (
        "**Starting.** Seconds from the start of `photoclip-gui` until the window is painted, its "
        "list is there, and all thumbnails in view are painted; in brackets the processor time of "
        f"the window's process until then. Median of {times}.\n\n"
        "| photos | worker runs already | window | list | first pictures |\n|---|---|---|---|---|\n"
        + "\n".join(rows)
    )


# --- typing ------------------------------------------------------------------------------------------


def _ms(seconds: list[float]) -> str:
    return f"{np.median(seconds) * 1e3:.0f} ms (at most {max(seconds) * 1e3:.0f})"


def _type(home: _Home, libraries: dict[int, Path]) -> str:
    rows, memory = [], []
    for count, library in libraries.items():
        with home.used():
            said = home.drive("type", library)
            alone = _ask_alone(library)
            _stop_worker(library)
        rows += [
            f"| {count:,} | {words} | {_ms(said[f'enter, {word}'])} | {_ms(said[f'letter, {word}'])} "
            f"| {_ms(alone[word])} |"
            for word, words in (("new", "never asked"), ("known", "asked before"))
        ]
        browse = said["memory"]["browse"]
        memory.append(
            f"over {count:,} photos with vectors the process that reads takes {browse['rss']:.0f} MB "
            f"(PSS {browse['pss']:.0f})"
        )
    return (
        f"**Typing** a sentence ({len(driven_window.WORDS)} of them, the worker has its model), until "
        "its results are painted in the grid. After a letter the field waits "
        "200 ms for another before it asks; that is part of the figure. Alone: the process that reads, "
        "from question to answer.\n\n"
        "| photos | the sentence was | from Enter | from a letter | alone |\n|---|---|---|---|---|\n"
        + "\n".join(rows)
        + f"\n\nAfterwards {'; '.join(memory)}."
    )


def _ask_alone(library: Path) -> dict[str, list[float]]:
    """Seconds for sentences no window asked, then for the same again."""
    said: SimpleQueue[Said] = SimpleQueue()
    process = BrowseProcess(library, said.put)
    found: dict[str, list[float]] = {"new": [], "known": []}
    try:
        _answer(process, said, Find("anything"))
        for taken in found.values():
            for text in driven_window.WORDS:
                began = time.monotonic()
                listing = _answer(process, said, Find(f"{text} again"))
                taken.append(time.monotonic() - began)
                assert isinstance(listing, Listing)
                assert listing.ranked
    finally:
        process.close()
    return found


def _answer(process: BrowseProcess, said: SimpleQueue[Said], question: Question) -> object:
    number = process.ask(question)
    while True:
        match said.get(timeout=120):
            case Answer(heard, value, more=False) if heard == number:
                return value
            case Trouble() as trouble:
                raise RuntimeError(trouble)
            case _:
                continue


def _counting(home: _Home, libraries: dict[int, Path]) -> str:
    """What a window asks besides, of the process that reads."""
    parts = []
    for count, library in libraries.items():
        said: SimpleQueue[Said] = SimpleQueue()
        with home.used():
            began = time.monotonic()
            process = BrowseProcess(library, said.put)
            _answer(process, said, Find(""))
            listed = time.monotonic() - began
            began = time.monotonic()
            _answer(process, said, GetOverview())
            counted = time.monotonic() - began
            process.close()
        parts.append(f"{count:,} photos: {listed:.2f} s and {counted:.2f} s")
    return (
        "**The process that reads**, by itself: from its start to the whole list of the newest, then "
        f"to everything counted for the sidebar, while the drive of all of them is away, which takes "
        f"longest. {'; '.join(parts)}."
    )


# --- scrolling ---------------------------------------------------------------------------------------


def _scroll(home: _Home, count: int, library: Path, steps: int) -> str:
    with home.used():
        said = home.drive("scroll", library, steps=steps)
        _stop_worker(library)

    def row(name: str, frames: list[dict[str, float]]) -> str:
        cells = [
            f"{np.median(one) * 1e3:.1f} | {np.quantile(one, 0.99) * 1e3:.1f} | {max(one) * 1e3:.1f}"
            for one in ([frame[kind] for frame in frames] for kind in ("wall", "cpu"))
        ]
        return f"| {name} | {' | '.join(cells)} |"

    idle, after = said["memory, idle"]["window"], said["memory, scrolled"]["window"]
    return (
        f"**Scrolling the whole window** over {count:,} photos, {steps} turns of the wheel, 16 ms "
        "apart. A frame is everything a turn causes on the main thread; milliseconds by the clock, and "
        "of that thread's processor time.\n\n"
        "| | median | p99 | worst | median, CPU | p99, CPU | worst, CPU |\n"
        "|---|---|---|---|---|---|---|\n"
        f"{row('cold', said['cold'])}\n{row('back, warm', said['warm'])}\n\n"
        f"Memory of the window's process: idle **{idle['rss']:.0f} MB** (PSS {idle['pss']:.0f}), after "
        f"that and 200 leaps through the whole list {after['rss']:.0f} MB (PSS {after['pss']:.0f})."
    )


# --- looking -----------------------------------------------------------------------------------------


def _view(home: _Home, folder: Path, count: int) -> str:
    photos, library = folder / "photos", folder / "library"
    write_camera_jpegs(photos, count)
    database.open_owner(library).close()
    with home.used():
        with Worker(library) as worker:
            worker.apply(AddRoot(os.fsencode(photos)))
            _until(lambda: worker.state().done >= count)
            _until(lambda: worker.state().activity is Activity.IDLE)
        said = home.drive("view", library)
        _stop_worker(library)
    rows = (
        ("opened from the grid, never looked at", said["cold"]),
        ("opened again", said["again"]),
        ("the next one, while there was time to get it", said["preloaded"]),
        ("one after the other as fast as they come", said["one after the other"]),
    )
    return (
        f"**Looking at photos**: {count} JPEGs of 4000 × 3000 (3.7 MB each). From the key to the sharp "
        "picture on the screen.\n\n| | median | longest |\n|---|---|---|\n"
        + "\n".join(
            f"| {name} | {np.median(taken) * 1e3:.0f} ms | {max(taken) * 1e3:.0f} ms |"
            for name, taken in rows
        )
    )


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 600
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker did not get there")
        time.sleep(0.1)


def run(folder: Path, *, quick: bool) -> str:
    home = _Home(folder / "home")
    sizes = (1_000, 20_000) if quick else (10_000, 100_000, 1_000_000)
    libraries = {}
    for count in sizes:
        libraries[count] = folder / f"library-{count}"
        # Those of the middle one are scrolled through; of the others only the first pages show.
        thumbnails = count if count <= 100_000 else 3_000
        browse_library.make(libraries[count], count, with_vectors=True, thumbnails=thumbnails)
    middle, most = sizes[-2], sizes[-1]
    ends = {count: libraries[count] for count in (sizes[0], most)}
    large = {count: libraries[count] for count in (middle, most)}
    (folder / "grid").mkdir()
    load = os.getloadavg()[0]
    parts = [
        f"A window of 1280 × 860 without a screen, painted by the processor; other programs kept "
        f"{load:.1f} of {os.cpu_count()} cores busy when this began.",
        _start(home, ends, 1 if quick else 5),
        _counting(home, ends),
        _type(home, large),
        _scroll(home, middle, libraries[middle], 60 if quick else 400),
        _view(home, folder / "looking", 12 if quick else 40),
    ]
    grid = scrolling.run(folder / "grid", quick=quick).replace(
        "## The window's grid", "### The grid"
    )
    return "## The window\n\n" + "\n\n".join(parts) + "\n\n" + grid
