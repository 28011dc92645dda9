"""Two windows and four command lines at once, for a while: nobody ever meets a locked library."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import light_command
import pytest
from inspection import amount, until

from photoclip.core.command_json import from_json
from photoclip.core.commands import (
    Flag,
    MarkLabel,
    SetFlag,
    SetRating,
    SetSetting,
    Verdict,
)
from photoclip.core.events import LibraryChanged, LibraryEdited
from photoclip.core.types import PhotoId
from photoclip.session import Session
from photoclip.worker.supervisor import Worker

PHOTOS = 24
#: What must never be said: the words of SQLite, those of our own lock, and any bug's.
NEVER = ("locked", "busy", "is working on this library", "is writing to the library", "Traceback")


@pytest.fixture
def home(fault_home, monkeypatch):
    fault_home.album(PHOTOS)
    fault_home.index(fault_home.photos)
    for n in range(3):
        fault_home.make(fault_home.photos.parent / "elsewhere" / f"{n}.jpg", 500 + n)
    return fault_home


class Window:
    """What a window does: it listens, edits, asks, and looks at results, all at once."""

    def __init__(self, home, number: int, enough: threading.Event) -> None:
        self.home, self.number, self.enough = home, number, enough
        self.events: list[object] = []
        self.worker: Worker = home.worker()
        self.worker.subscribe(self.events.append)
        self.photos = [PhotoId(row[0]) for row in home.ask("SELECT id FROM photo ORDER BY id")]
        self.rounds: dict[str, int] = {}

    def parts(self) -> tuple[Callable[[], None], ...]:
        return self.edit, self.ask, self.look, self.drop

    def _until_enough(self) -> Iterator[int]:
        n = 0
        while n == 0 or not self.enough.is_set():
            yield n
            n += 1

    def edit(self) -> None:
        rng = random.Random(self.number)
        for n in self._until_enough():
            photo = rng.choice(self.photos[1:])  # the first one's stars are the command line's
            command = (
                SetRating(photo, rng.randrange(6)),
                SetFlag(photo, rng.choice([None, *Flag])),
                MarkLabel(photo, f"label {self.number}", rng.choice([None, *Verdict])),
                SetSetting(f"test.{self.number}", n),
            )[n % 4]
            self.home.acknowledged.apply(self.worker, command)
            self.rounds["edit"] = n + 1

    def ask(self) -> None:
        with Session.open(self.home.library) as session:
            key = session.model.info.key
        for n in self._until_enough():
            assert self.worker.encode_texts(key, [f"a lake {n}"]).shape[0] == 1
            path = self.home.photos / f"{n % PHOTOS:05}.jpg"
            assert self.worker.encode_photo(key, bytes(path)).ndim == 1
            self.worker.state()
            self.rounds["ask"] = n + 1

    def look(self) -> None:
        for n in self._until_enough():
            with Session.open(self.home.library) as session:
                hits = session.search("sort:name", 0).hits
                assert len(hits) >= PHOTOS
                session.details(hits)
                session.search(f"rating:>={n % 6}", 0)
                session.status()
            self.rounds["look"] = n + 1

    def drop(self) -> None:
        """Photos appear in the folder meanwhile, and are found."""
        for n in self._until_enough():
            name = f"window {self.number} {n}.jpg"
            self.home.photo(name, 1000 + 1000 * self.number + n)
            until(lambda wanted=name: wanted in self.home.names(), "a new photo")
            self.rounds["drop"] = n + 1


class CommandLine:
    """Commands, one after the other; ``said`` is all they said."""

    def __init__(self, home, *commands: tuple[str, ...]) -> None:
        self.home, self.commands = home, commands
        self.said: list[str] = []

    def run(self) -> None:
        for _ in range(amount(1, 20)):
            for words in self.commands:
                process = light_command.start(self.home.library, *words)
                said, _ = process.communicate(timeout=300)
                self.said.append(f"{words}: {said}")
                assert process.returncode == 0, self.said[-1]


def test_windows_and_command_lines_at_once_never_meet_a_locked_library(home):
    elsewhere = str(home.photos.parent / "elsewhere")
    lines = [
        CommandLine(home, ("index",), ("index", "--json")),
        CommandLine(home, *(("rate", str(stars), "#1") for stars in (1, 2))),
        CommandLine(home, ("search", "sort:name"), ("search", "a lake", "--all", "--json")),
        CommandLine(
            home,
            ("add", elsewhere),
            ("settings", "cores", "1"),
            ("remove", elsewhere),
            ("settings", "cores", "--default"),
        ),
    ]
    enough = threading.Event()
    windows = [Window(home, n, enough) for n in range(2)]
    everyone = [part for window in windows for part in window.parts()]
    with ThreadPoolExecutor(len(everyone) + len(lines)) as threads:
        at_once = [threads.submit(part) for part in everyone]
        typed = [threads.submit(line.run) for line in lines]
        try:
            for line in typed:
                line.result()
        finally:
            enough.set()
        for part in at_once:
            part.result()
    for window in windows:
        window.worker.close()
        assert all(window.rounds.get(part) for part in ("edit", "ask", "look", "drop"))
        assert any(isinstance(event, LibraryEdited) for event in window.events)
        assert any(isinstance(event, LibraryChanged) for event in window.events)

    said = "\n".join([*home.notices(), *(text for line in lines for text in line.said)])
    for word in NEVER:
        assert word not in said
    note_commands_typed(home)
    assert home.ask("SELECT own_rating FROM photo WHERE id = 1") == [(2,)]
    assert home.failures() == []
    home.inspect()


def note_commands_typed(home) -> None:
    """What the command lines gave is in the log: it must hold at the end like all the rest."""
    given = home.acknowledged.before(1 << 62)
    for uid, edit, command in home.ask("SELECT uid, id, command FROM edit"):
        home.acknowledged.note(uid, edit, from_json(command))
    for part in (given, home.acknowledged):
        part.check(home.library)
