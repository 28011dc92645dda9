"""What every fault test ends with: whatever happened, this must hold afterwards.

Originals are byte-identical, every acknowledged command can be read, SQLite finds nothing wrong, a
second run has nothing to do, and neither a temporary file nor a lock nor a process is left.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from photoclip.core.commands import (
    Applied,
    Command,
    CreateLabel,
    DeleteLabel,
    MarkLabel,
    RenameLabel,
    SetFlag,
    SetRating,
    SetSetting,
    Together,
)
from photoclip.core.reports import IndexReport
from photoclip.session import Session
from photoclip.store import database
from photoclip.worker.address import address_of
from photoclip.worker.client import Client

FULL = os.environ.get("PHOTOCLIP_FAULTS") == "full"
"""Whether the fault tests run at their full size (`make test-faults`)."""

PATIENCE_S = 120.0

KEPT = {"library.sqlite3", "library.seal", "owner.lock", "backups", "thumbnails"}
"""What may lie in a library's folder when nobody uses it."""

AFTER_A_CRASH = {"crash-previous.log"}


def amount(short: int, full: int) -> int:
    """How many of something a test takes: ``short`` in `make test`, ``full`` in `make test-faults`."""
    return full if FULL else short


def until(condition: Callable[[], object], what: str, seconds: float = PATIENCE_S):
    """What ``condition()`` returns as soon as it is true; the machine may be busy."""
    deadline = time.monotonic() + seconds
    while True:
        started = time.monotonic()
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}; last: {found!r}"
        # Between two looks, not instead of them; who looks all the time takes from those waited for.
        time.sleep(max(0.02, 2 * (time.monotonic() - started)))


# --- originals ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Originals:
    """A folder of photos as it was at one moment: every name, its bytes and its times."""

    folder: bytes
    seen: dict[bytes, tuple[object, ...]]

    @classmethod
    def of(cls, folder: Path | bytes) -> Originals:
        """Read everything below ``folder`` now. Pipes and devices are not opened."""
        top = os.fsencode(folder)
        seen: dict[bytes, tuple[object, ...]] = {b"": _look(top)}
        for parent, folders, names in os.walk(top):
            for name in (*folders, *names):
                path = os.path.join(parent, name)
                seen[os.path.relpath(path, top)] = _look(path)
        return cls(top, seen)

    def check(self) -> None:
        """Fail unless everything is as it was, to the byte and to the nanosecond."""
        now = Originals.of(self.folder).seen
        assert now.keys() == self.seen.keys(), now.keys() ^ self.seen.keys()
        different = [path for path, was in self.seen.items() if now[path] != was]
        assert different == []


def _look(path: bytes) -> tuple[object, ...]:
    status = os.lstat(path)
    kind, times = stat.S_IFMT(status.st_mode), (status.st_mtime_ns,)
    if stat.S_ISLNK(status.st_mode):
        return kind, times, os.readlink(path)
    if not stat.S_ISREG(status.st_mode):
        return kind, times, stat.S_IMODE(status.st_mode)
    with open(path, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").digest()
    return kind, times, stat.S_IMODE(status.st_mode), status.st_size, digest


# --- acknowledged commands ------------------------------------------------------------------------


class Acknowledged:
    """The commands a library said it has applied. Any number of threads may give them."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._given: dict[str, tuple[int, Command]] = {}

    def apply(self, port, command: Command) -> Applied:
        """Give a command through an `OwnerPort`; note it once it was acknowledged."""
        uid = uuid.uuid4().hex
        applied = port.apply(command, uid)
        self.note(uid, applied.edit, command)
        return applied

    def note(self, uid: str, edit: int, command: Command) -> None:
        """Note a command that was acknowledged in some other way."""
        with self._guard:
            self._given[uid] = edit, command

    def __len__(self) -> int:
        return len(self._given)

    def before(self, edit: int) -> Acknowledged:
        """Those with smaller numbers in the log."""
        earlier = Acknowledged()
        earlier._given = {uid: given for uid, given in self._given.items() if given[0] < edit}
        return earlier

    def check(self, folder: Path, lost: Collection[int] = ()) -> None:
        """Fail unless each is in the library's log exactly once, and what they say holds.

        Photos are compared only where no other command touched them (an undo, another client).
        ``lost`` are numbers of edits that a repair named as not restored: the log lacks them, what
        they say must hold all the same.
        """
        library = database.open_reader(folder)
        try:
            logged = library.connection.execute(
                "SELECT uid, id FROM edit WHERE uid NOT GLOB 'repair:*'"
            ).fetchall()
            assert len(logged) == len(dict(logged))
            wanted = {uid: edit for uid, (edit, _c) in self._given.items() if edit not in lost}
            there = dict(logged)
            missing = [(n, there.get(uid)) for uid, n in wanted.items() if there.get(uid) != n]
            assert missing == []
            if len(logged) == len(wanted):
                self._check_effects(library)
        finally:
            library.close()

    def _check_effects(self, library: database.Library) -> None:
        wanted = _Effects()
        for _edit, command in sorted(self._given.values(), key=lambda given: given[0]):
            wanted.apply(command)
        ask = library.connection.execute
        ratings = dict(ask("SELECT id, own_rating FROM photo"))
        assert {p: ratings.get(p) for p in wanted.ratings} == wanted.ratings
        flags = dict(ask("SELECT id, flag FROM photo"))
        assert {p: flags.get(p) for p in wanted.flags} == wanted.flags
        settings = {key: json.loads(value) for key, value in ask("SELECT key, value FROM setting")}
        assert {key: settings.get(key) for key in wanted.settings} == wanted.settings
        marks = {
            (photo, label): verdict
            for photo, label, verdict in ask(
                "SELECT photo_id, name, verdict FROM label_mark JOIN label ON label.id = label_id"
            )
        }
        assert {key: marks.get(key) for key in wanted.marks} == wanted.marks
        labels = {name for (name,) in ask("SELECT name FROM label")}
        assert wanted.labels <= labels


class _Effects:
    """What a library must hold after commands were applied in order."""

    def __init__(self) -> None:
        self.ratings: dict[int, int | None] = {}
        self.flags: dict[int, str | None] = {}
        self.settings: dict[str, object] = {}
        self.marks: dict[tuple[int, str], str | None] = {}
        self.labels: set[str] = set()

    def apply(self, command: Command) -> None:
        match command:
            case Together(commands):
                for part in commands:
                    self.apply(part)
            case SetRating(photo, rating):
                self.ratings[photo] = rating
            case SetFlag(photo, flag):
                self.flags[photo] = flag
            case SetSetting(key, value):
                self.settings[key] = value
            case MarkLabel(photo, label, verdict):
                self.labels.add(label)
                self.marks[photo, label] = verdict
            case CreateLabel(name):
                self.labels.add(name)
            case RenameLabel(name, new_name):
                self.labels -= {name}
                self.labels.add(new_name)
                for photo, label in [key for key in self.marks if key[1] == name]:
                    self.marks[photo, new_name] = self.marks.pop((photo, label))
            case DeleteLabel(name, only_if_unused):
                if not only_if_unused:
                    self.labels -= {name}
                    for key in [key for key in self.marks if key[1] == name]:
                        self.marks[key] = None
            case _:  # roots: the second run sees whether they are there
                pass


# --- the end --------------------------------------------------------------------------------------


def end_owner(library: Path) -> None:
    """End the process that owns a library, if one does, and wait until it is gone."""
    client = Client.connect(library)
    if client is None:
        return
    pid = client.state().pid
    with contextlib.suppress(Exception):
        client.stop()
    assert client.wait_until_gone(PATIENCE_S)
    client.close()
    until(lambda: not _is_alive(pid), "the owner's end")


def _everybody_ended(library: Path) -> bool:
    end_owner(library)
    return not processes_of_this_test()


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def processes_of_this_test() -> list[str]:
    """Living processes, other than this one, whose home is this test's: command lines."""
    home = os.environ["HOME"]
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            ours = process.pid != os.getpid() and process.environ().get("HOME") == home
            if ours and process.status() != psutil.STATUS_ZOMBIE:
                found.append(f"{process.pid}: {' '.join(process.cmdline())}")
    return found


def _parts(folder: str | Path) -> list[str]:
    return [
        os.path.join(parent, name)
        for parent, _folders, names in os.walk(folder)
        for name in names
        if ".part" in name
    ]


def check_nothing_is_left(library: Path, *, crashed: bool = False) -> None:
    """Fail if a process, a socket, a key, a lock's leftover or a half-written file is there."""
    until(lambda: not processes_of_this_test(), "the end of every process of this test", 30.0)
    there = {path.name for path in library.iterdir()}
    assert there <= (KEPT | AFTER_A_CRASH if crashed else KEPT)
    assert _parts(library) == []
    assert _parts(os.environ["HOME"]) == []
    address = address_of(library)
    assert not os.path.lexists(address.place)
    assert not os.path.lexists(address.key_file)
    assert list(address.key_file.parent.glob(f"{address.key_file.stem}*")) == []


def check_integrity(library: Path) -> None:
    """Fail unless SQLite's own checks, the long ones, find nothing."""
    opened = database.open_reader(library)
    try:
        assert opened.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        opened.close()


def index_again(library: Path) -> IndexReport:
    """What one more `photoclip index` does."""
    with Session.open(library, owner=True) as session:
        return session.index()


def inspect(
    library: Path,
    originals: Originals | Iterable[Originals],
    acknowledged: Acknowledged | None = None,
    *,
    crashed: bool = False,
    index: Callable[[Path], IndexReport] = index_again,
) -> None:
    """Hold everything against what must be true after any fault.

    Ends the library's owner first, so open no more clients. ``originals`` were taken after the
    test's own last change to the photos; ``crashed`` says that an owner died by itself, which may
    leave its last words. ``index`` runs once more over the library and says what it did.
    """
    # a worker that was being started when its client left is the next owner, for a while
    until(lambda: _everybody_ended(library), "the end of every process of this test")
    check_integrity(library)
    if acknowledged is not None:
        acknowledged.check(library)
    report = index(library)
    assert report.did_nothing, report
    assert (report.offline, report.unsettled) == ([], [])
    for taken in (originals,) if isinstance(originals, Originals) else originals:
        taken.check()
    check_nothing_is_left(library, crashed=crashed)
    if acknowledged is not None:
        acknowledged.check(library)
    # last, because SQLite leaves an empty log beside a file that was only read
    check_integrity(library)
