"""The background worker: how soon a new photo is found, what a flood of files and what idling costs.

``python -m benchmarks.worker LIBRARY`` is the other process of the first part: it asks a session for
each path and sentence on its input until the photo is among the results, then prints when that was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from photoclip.core.commands import AddRoot, SetSetting
from photoclip.core.events import Event, LibraryChanged
from photoclip.scenes.captions import captions
from photoclip.scenes.dataset import spec_for
from photoclip.scenes.render import render
from photoclip.session import Session
from photoclip.store import database
from photoclip.worker.client import Client
from photoclip.worker.messages import Activity
from photoclip.worker.preferences import setting_key
from photoclip.worker.supervisor import Worker

SEED = 77
"""Scenes no training run used."""

PATIENCE_S = 3600.0


def _until(condition: Callable[[], object], pause_s: float = 0.05) -> float:
    """Wait until it holds; the monotonic time at which that was seen."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker did not get there")
        time.sleep(pause_s)
    return time.monotonic()


class _Place:
    """A library and its root in a folder, with a home of its own; ``events`` with their times."""

    def __init__(self, folder: Path) -> None:
        self.photos, self.library = folder / "photos", folder / "library"
        self.photos.mkdir(parents=True)
        database.open_owner(self.library).close()
        self.events: list[tuple[float, Event]] = []

    def heard(self, event: Event) -> None:
        self.events.append((time.monotonic(), event))

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """A real one, gone again at the end."""
        with Worker(self.library, self.heard) as worker:
            process = psutil.Process(worker.state().pid)
            try:
                yield worker
            finally:
                client = Client.connect(self.library)
                if client is not None:
                    with closing(client):
                        client.stop()
                        client.wait_until_gone(60.0)
        process.wait(60.0)

    def watch(self, worker: Worker) -> None:
        worker.apply(AddRoot(os.fsencode(self.photos)))

    def count(self, state: str = "%") -> int:
        """Files the library knows and doesn't hide."""
        with closing(database.open_reader(self.library)) as reader:
            ((found,),) = reader.connection.execute(
                "SELECT count(*) FROM file WHERE missing_since IS NULL AND state LIKE ?", (state,)
            ).fetchall()
        return int(found)

    def rests(self, worker: Worker, files: int) -> bool:
        """Whether so many files are read and the worker is idle."""
        idle = worker.state().activity is Activity.IDLE
        return idle and self.count("ready") == files == self.count()


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Nothing of the person's own is used by the processes started in the block."""
    before = dict(os.environ)
    os.environ.update(HOME=str(folder), XDG_CACHE_HOME=str(folder / "cache"))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _small_jpegs(folder: Path, count: int, each: int = 500) -> list[Path]:
    """Distinct pictures of 64 x 48 in subfolders: what reading costs besides decoding."""
    rng = np.random.default_rng(SEED)
    paths = []
    for n in range(count):
        path = folder / f"{n // each:03}" / f"{n:06}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        patches = rng.integers(0, 256, (3, 4, 3), np.uint8)
        Image.fromarray(patches).resize((64, 48), Image.Resampling.BICUBIC).save(path)
        paths.append(path)
    return paths


# --- one new photo --------------------------------------------------------------------------------


def _latencies(folder: Path, count: int) -> str:
    """Seconds from the closing of a file to the event, and to its being found by a sentence."""
    place = _Place(folder)
    drawn = []
    for n in range(count + 8):
        spec = spec_for(SEED, n)
        path = folder / "drawn" / f"{n:04}.jpg"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(render(spec, 480)).save(path, quality=90)
        (sentence,) = captions(spec, np.random.default_rng((SEED, n, 2)), 1, "test")
        drawn.append((path, sentence))
    told, found = [], []
    with place.worker() as worker, _asking(place.library) as ask:
        place.watch(worker)
        for path, _sentence in drawn[:8]:  # a library to search, and everything loaded
            shutil.copy(path, place.photos)
        _until(lambda: place.rests(worker, 8))
        ask(place.photos / drawn[0][0].name, "anything")
        for number, (path, sentence) in enumerate(drawn[8:], 9):
            content, target = path.read_bytes(), place.photos / path.name
            place.events.clear()
            with open(target, "wb") as stream:
                stream.write(content)
            closed = time.monotonic()
            found.append(ask(target, sentence) - closed)
            _until(lambda: any(isinstance(e, LibraryChanged) for _t, e in place.events), 0.005)
            told.append(next(t for t, e in place.events if isinstance(e, LibraryChanged)) - closed)
            _until(partial(place.rests, worker, number))

    def row(name: str, taken: list[float]) -> str:
        median, high, most = np.median(taken), np.quantile(taken, 0.95), max(taken)
        return f"| {name} | {median:.2f} | {high:.2f} | {most:.2f} |"

    return (
        f"**One new photo** ({count} drawn scenes, one after the other, embedded model, watched by "
        "events). Seconds from the closing of the file until…\n\n"
        "| | median | 95 % | longest |\n|---|---|---|---|\n"
        + row("a client is told that the library changed", told)
        + "\n"
        + row("another process finds it by a sentence never asked before", found)
    )


@contextmanager
def _asking(library: Path) -> Iterator[Callable[[Path, str], float]]:
    """A process that searches; call it with a path and a sentence for when it was found."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.worker", str(library)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        questions, answers = process.stdin, process.stdout

        def ask(path: Path, sentence: str) -> float:
            questions.write(f"{path}\t{sentence}\n")
            questions.flush()
            return float(answers.readline())

        yield ask
        questions.close()


def _answer(library: Path) -> None:
    session = None
    for line in sys.stdin:
        path, sentence = line.rstrip("\n").split("\t")
        if session is None:  # the worker is there by now, and encodes
            session = Session.open(library)
        while all(
            hit.path != os.fsencode(path)
            for hit in session.search(sentence, 0, all_bands=True).hits
        ):
            time.sleep(0.01)
        print(time.monotonic(), flush=True)


# --- a flood ----------------------------------------------------------------------------------------


def _flood(folder: Path, count: int) -> str:
    """Seconds until a flood of files is known, and until all of it is read."""
    place = _Place(folder)
    staged = _small_jpegs(folder / "staged", count)
    with place.worker() as worker:
        place.watch(worker)
        _until(lambda: worker.state().model_loaded and worker.state().watching)
        started = time.monotonic()
        for path in staged:
            target = place.photos / path.relative_to(folder / "staged")
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)
        copied = time.monotonic() - started
        known = _until(lambda: place.count() == count) - started
        read = _until(lambda: place.rests(worker, count)) - started
        ways = {root.native for root in worker.state().roots}
    assert ways == {True}
    return (
        f"**{count:,} files at once** (64 × 48 pixels, copied one by one into a watched folder in "
        f"{copied:.1f} s): all known to the library after **{known:.1f} s** "
        f"({count / known:,.0f} a second), all read and searchable after {read:.0f} s "
        f"({count / read:.0f} a second)."
    )


# --- idling -----------------------------------------------------------------------------------------


def _tree(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _cpu_s(process: psutil.Process) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in _tree(process))


def _megabytes(process: psutil.Process) -> float:
    return float(sum(one.memory_info().rss for one in _tree(process)) / 1e6)


def _idle(folder: Path, count: int, seconds: float, *, until_dropped: bool) -> str:
    """What a worker costs that has nothing to do but watch."""
    place = _Place(folder)
    folders = 200
    for n in range(count):
        inside = place.photos / f"{n % folders:03}"
        if n < folders:
            inside.mkdir()
        (inside / f"{n:06}.jpg").write_bytes(b"x")
    with place.worker() as worker:
        worker.pause()
        worker.apply(SetSetting(setting_key("idle-minutes"), 1))
        process = psutil.Process(worker.state().pid)
        _until(lambda: worker.state().model_loaded)
        started = time.monotonic()
        place.watch(worker)
        known = _until(lambda: place.count() == count) - started
        _until(lambda: worker.state().activity is Activity.PAUSED)
        loaded = _megabytes(process)
        dropped = ""
        if until_dropped:
            _until(lambda: not worker.state().model_loaded, 1.0)
            dropped = f", {_megabytes(process):.0f} MB once the idle model was dropped"
        begun, cpu = time.monotonic(), _cpu_s(process)
        time.sleep(seconds)  # this is what is measured
        passed = time.monotonic() - begun
        used = _cpu_s(process) - cpu
    return (
        f"**Idle over {count:,} files** in {folders} folders, which are not read: all known "
        f"{known:.1f} s after the folder was added; then **{used / passed * 60:.2f} s of processor "
        f"time a minute** over {passed:.0f} s. Memory: {loaded:.0f} MB with the model{dropped}."
    )


# --- for a long time --------------------------------------------------------------------------------


def _coming_and_going(folder: Path, rounds: int, each: int) -> str:
    """The worker's memory while photos are added and deleted again and again."""
    place = _Place(folder)
    lasting = 2 * rounds * each  # losses soon after each other count together: never most of it
    photos = _small_jpegs(folder / "staged", lasting + rounds * each)
    memory = []
    with place.worker() as worker:
        for path in photos[:lasting]:
            shutil.copy(path, place.photos)
        place.watch(worker)
        _until(lambda: place.rests(worker, lasting))
        process = psutil.Process(worker.state().pid)
        for number in range(rounds):
            start = lasting + number * each
            copies = [shutil.copy(path, place.photos) for path in photos[start : start + each]]
            _until(lambda: place.rests(worker, lasting + each))
            for copy in copies:
                os.unlink(copy)
            _until(lambda: place.rests(worker, lasting))
            memory.append(process.memory_info().rss / 1e6)
    marks = sorted({round(part * (rounds - 1)) for part in (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)})
    half = memory[rounds // 2 :]
    slope = float(np.polyfit(np.arange(len(half)) * each, half, 1)[0]) if len(half) > 1 else 0.0
    return (
        f"**Adding and deleting {rounds * each:,} photos** in rounds of {each}, model loaded. The "
        "worker's own memory after so many:\n\n"
        "| photos | " + " | ".join(f"{(mark + 1) * each:,}" for mark in marks) + " |\n"
        "|---|" + "---|" * len(marks) + "\n"
        "| MB | " + " | ".join(f"{memory[mark]:.0f}" for mark in marks) + " |\n\n"
        f"In the second half it grows by {slope * 1000:.1f} MB per 1,000 photos."
    )


def run(folder: Path, *, quick: bool) -> str:
    with _home(folder):
        parts = [
            _latencies(folder / "latency", 5 if quick else 120),
            _flood(folder / "flood", 300 if quick else 10_000),
            _idle(
                folder / "idle",
                2_000 if quick else 100_000,
                10.0 if quick else 90.0,
                until_dropped=not quick,
            ),
            _coming_and_going(folder / "long", 3 if quick else 160, 10 if quick else 50),
        ]
    return "## The worker\n\n" + "\n\n".join(parts)


if __name__ == "__main__":
    _answer(Path(sys.argv[1]))
