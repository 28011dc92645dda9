"""Bits that flip in the library's files: noticed, explained, and put right from the backups."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import light_worker
import pytest
from inspection import Originals, amount, inspect

from photoclip.cli.main import run
from photoclip.core.commands import (
    CreateLabel,
    Flag,
    MarkLabel,
    SetFlag,
    SetRating,
    SetSetting,
    Verdict,
)
from photoclip.core.errors import LibraryError
from photoclip.embed import openclip
from photoclip.session import owner_of
from photoclip.store import backup, database
from photoclip.store.connection import FILE_NAME
from photoclip.store.seal import SEAL_NAME

PHOTOS = 10
PAGE = 4096
EDITS = 40


@pytest.fixture
def home(fault_home, monkeypatch):
    """A library with an older and a newer backup, edits before, between and after them; sealed."""
    monkeypatch.setattr(openclip, "OpenClipEncoder", light_worker.LightEncoder)
    monkeypatch.setenv("COLUMNS", "600")
    fault_home.album(PHOTOS)
    fault_home.index(fault_home.photos)
    for part in range(3):
        with owner_of(fault_home.library) as owner:
            edit(fault_home, owner, part)
        if part < 2:
            with closing(database.open_owner(fault_home.library)) as library:
                assert backup.rotate(library, force=True) is not None
    assert (fault_home.library / SEAL_NAME).exists()
    return fault_home


def edit(home, owner, part: int) -> None:
    """What can be read off the library afterwards even where the log is damaged: no taking away."""
    for n in range(EDITS):
        photo = home.photo_of(f"{(n + part) % PHOTOS:05}.jpg")
        command = (
            SetRating(photo, (n + part) % 6),
            SetFlag(photo, (Flag.PICKED, Flag.REJECTED)[(n // 5 + part) % 2]),
            MarkLabel(photo, f"label {n % 3}", Verdict.CONFIRMED),
            MarkLabel(photo, f"label {part}", Verdict.REJECTED),
            SetSetting(f"test.{part}.{n}", n) if part < 2 else CreateLabel("label 1"),
        )[n % 5]
        home.acknowledged.apply(owner, command)


class Flips:
    """Random bits of a file: half of them anywhere, half where a file has its structure."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def flip(self, path: Path) -> tuple[int, int]:
        """Flip one bit of the file; which byte, which bit."""
        content = bytearray(path.read_bytes())
        place = self.rng.randrange(len(content))
        if self.rng.random() < 0.5:
            header = 100 if place < PAGE else 12
            place = min(place // PAGE * PAGE + self.rng.randrange(header), len(content) - 1)
        bit = self.rng.randrange(8)
        content[place] ^= 1 << bit
        path.write_bytes(content)
        return place, bit


def call(capsys, library: Path, *arguments: str) -> tuple[int, str]:
    """Run a command line here: its exit code and all it said. A traceback is this test's failure."""
    with pytest.raises(SystemExit) as ended:
        run(["--library", str(library), *arguments])
    said = "".join(capsys.readouterr())
    assert "Traceback" not in said
    return int(ended.value.code or 0), said


READING = (
    ("status",),
    ("status", "--json"),
    ("failures",),
    ("settings",),
    ("search", "sort:name", "--json"),
    ("search", "a lake in the fog"),
    ("search", "rating:>=1", "-keyword:x"),
    ("similar", "#3"),
)
WRITING = (
    ("rate", "3", "#1"),
    ("undo",),
    ("index",),
    ("settings", "cores", "1"),
)


def read_and_write(capsys, library: Path, *, damaged: bool, rng: random.Random) -> None:
    """Some commands that read, one that writes: done or refused, in words."""
    for arguments in rng.sample(READING, 2):
        code, said = call(capsys, library, *arguments)
        # who only reads may be told nonsense, but never in the words of a bug
        known = "photoclip doctor" in said or "There is no photo" in said
        assert code == 0 or known, (arguments, said)
    code, said = call(capsys, library, *rng.choice(WRITING))
    if damaged:
        assert code == 1
        assert "is damaged" in said
        assert "photoclip doctor --repair" in said
        assert "The newest whole backup is of" in said
        assert "Your photos are not touched" in said


def doctor(capsys, library: Path) -> dict[str, dict]:
    code, said = call(capsys, library, "doctor", "--json")
    found = {line["check"]: line for line in map(json.loads, said.splitlines())}
    assert (code == 1) == any(line["ok"] is False for line in found.values())
    return found


def repaired(capsys, library: Path) -> dict:
    """What `doctor --repair` says; the damaged files, which it keeps, are deleted as it advises."""
    code, said = call(capsys, library, "doctor", "--repair", "--json")
    assert code == 0, said
    report = json.loads(said)
    if report["kept"] is not None:
        assert (Path(report["kept"]) / FILE_NAME).exists()
        shutil.rmtree(report["kept"])
    return report


def copied(home, number: int) -> Path:
    return Path(shutil.copytree(home.library, home.library.with_name(f"flip-{number}")))


@pytest.mark.torch
def test_a_flipped_bit_in_a_library_is_noticed_and_everything_made_by_hand_restored(home, capsys):
    originals = Originals.of(home.photos)
    flips = Flips(11)
    for number in range(amount(40, 500)):
        library = copied(home, number)
        place = flips.flip(library / FILE_NAME)
        before = (library / FILE_NAME).read_bytes()

        read_and_write(capsys, library, damaged=True, rng=flips.rng)
        with pytest.raises(LibraryError, match="is damaged"):
            database.open_owner(library)
        assert (library / FILE_NAME).read_bytes() == before, place
        if number % 10 == 0:  # it asks the processor and the model too, which takes a while
            found = doctor(capsys, library)["Library"]
            assert found["ok"] is False
            assert "photoclip doctor --repair" in found["advice"]

        report = repaired(capsys, library)
        assert report["damage"], place
        assert report["lost"] == [] or flips_in_the_log(report), place
        home.acknowledged.check(library, lost_numbers(report))
        inspect(library, originals)
        shutil.rmtree(library)


def lost_numbers(report: dict) -> set[int]:
    assert all(lost["last"] is not None for lost in report["lost"])
    return {n for lost in report["lost"] for n in range(lost["first"], lost["last"] + 1)}


def flips_in_the_log(report: dict) -> bool:
    """Only the newest edits, those of no backup yet, can be hit; what they led to is there."""
    return min(lost_numbers(report)) > 2 * EDITS


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sqlite_sequence SET seq = 1 << 60 WHERE name = 'edit'",
        "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'edit'",
        "DELETE FROM sqlite_master WHERE name = 'edit'",
        "UPDATE sqlite_master SET name = CAST(x'ff' AS TEXT) WHERE name = 'photo_newest'",
        "UPDATE root SET path = CAST('/elsewhere' AS BLOB)",
        "UPDATE setting SET value = '77' WHERE key = 'test.1.4'",
    ],
)
def test_damage_at_a_place_a_random_bit_seldom_hits_costs_no_edit(home, capsys, change):
    """Each of these was met once by some bit among thousands."""
    originals = Originals.of(home.photos)
    with closing(sqlite3.connect(home.library / FILE_NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        assert connection.execute(change).rowcount == 1
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    report = repaired(capsys, home.library)
    assert report["damage"]
    assert report["lost"] == []
    home.acknowledged.check(home.library)
    with owner_of(home.library) as owner:
        edit(home, owner, 3)
    ((last,),) = home.ask("SELECT max(id) FROM edit")
    assert last < 10 * EDITS
    inspect(home.library, originals, home.acknowledged)


def test_real_processes_meet_a_flipped_bit_without_a_traceback(home):
    flips = Flips(12)
    for number in range(amount(1, 12)):
        library = copied(home, number)
        flips.flip(library / FILE_NAME)
        for arguments in (("status",), ("search", "sort:name"), ("rate", "3", "#1"), ("watch",)):
            command = [sys.executable, "-m", "photoclip", "--library", str(library), *arguments]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            said = done.stdout + done.stderr
            assert "Traceback" not in said
            assert done.returncode in (0, 1), said
            if arguments[0] in ("rate", "watch"):
                assert "photoclip doctor --repair" in said
        shutil.rmtree(library)


def test_a_damaged_backup_is_never_restored_and_the_one_before_serves(home, capsys):
    """The library, its newest backup and its seal are hit in the same night."""
    originals = Originals.of(home.photos)
    flips = Flips(13)
    newest, older = backup.backups(home.library)[:2]
    for number in range(amount(5, 60)):
        library = copied(home, number)
        flips.flip(library / "backups" / newest.path.name)
        assert not backup.is_good(backup.backups(library)[0])
        assert backup.newest_good(library).path.name == older.path.name
        flips.flip(library / FILE_NAME)

        report = repaired(capsys, library)
        assert report["backup"].endswith(older.path.name)
        if report["lost"] and report["lost"][0]["last"] is None:
            # the list of the tables was hit, which the newest backup would have lent
            first = report["lost"][0]["first"]
            assert first > EDITS
            home.acknowledged.before(first).check(library)
        else:
            assert report["lost"] == [] or min(lost_numbers(report)) > EDITS
            home.acknowledged.check(library, lost_numbers(report))
        assert call(capsys, library, "index")[0] == 0  # older backups hold no vectors
        inspect(library, originals)
        shutil.rmtree(library)


def test_a_flipped_bit_in_the_seal_alone_hurts_nothing(home, capsys):
    originals = Originals.of(home.photos)
    flips = Flips(14)
    for number in range(amount(5, 60)):
        library = copied(home, number)
        flips.flip(library / SEAL_NAME)
        read_and_write(capsys, library, damaged=False, rng=flips.rng)
        report = repaired(capsys, library)
        assert report["damage"] is None
        home.acknowledged.check(library)
        inspect(library, originals)
        shutil.rmtree(library)


@pytest.fixture
def killed(home):
    """The library as a worker leaves it that is killed while it is being edited: no seal, a log."""
    with home.worker() as worker:
        for n in range(EDITS):
            photo = home.photo_of(f"{n % PHOTOS:05}.jpg")
            home.acknowledged.apply(worker, SetRating(photo, n % 5 + 1))
            home.acknowledged.apply(worker, MarkLabel(photo, f"late {n}", Verdict.CONFIRMED))
        worker.pause()
        copy = Path(shutil.copytree(home.library, home.library.with_name("killed")))
        os.kill(worker.state().pid, signal.SIGKILL)
    assert not (copy / SEAL_NAME).exists()
    assert (copy / f"{FILE_NAME}-wal").stat().st_size > 10 * PAGE
    home.library = copy
    return home


def test_a_library_that_a_kill_left_is_whole_as_long_as_no_bit_flips(killed):
    killed.inspect()


@pytest.mark.parametrize("ending", ["-wal", "-shm", ""])
def test_a_flipped_bit_in_what_a_kill_left_is_never_a_traceback(killed, capsys, ending):
    """No seal tells here. A flip in the log takes the commits after it, whole; see the docs."""
    originals = Originals.of(killed.photos)
    flips = Flips(15)
    for number in range(amount(6, 120)):
        library = copied(killed, number)
        flips.flip(library / f"{FILE_NAME}{ending}")
        read_and_write(capsys, library, damaged=False, rng=flips.rng)
        report = repaired(capsys, library)
        if ending:
            assert report["damage"] is None
        if ending == "-shm":
            killed.acknowledged.check(library)
        if ending or report["damage"] is not None:
            inspect(library, originals)
        assert call(capsys, library, "rate", "4", "#2")[0] == 0
        assert call(capsys, library, "status")[0] == 0
        shutil.rmtree(library)
