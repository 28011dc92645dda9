"""Killed while a backup is made, a library is repaired or taken into use: the old state or the new."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from inspection import Originals, amount, inspect

from photoclip.core.commands import MarkLabel, SetRating, Verdict
from photoclip.core.errors import LibraryError
from photoclip.session import owner_of
from photoclip.store import backup, database, repair
from photoclip.store.connection import FILE_NAME, connect

SCRIPT = Path(__file__).with_name("backup_and_die.py")
PHOTOS = 6


@pytest.fixture
def home(fault_home):
    """A library with several backups, and edits that are in none of them."""
    fault_home.album(PHOTOS)
    fault_home.index(fault_home.photos)
    for part in range(4):
        with owner_of(fault_home.library) as owner:
            for n in range(PHOTOS):
                photo = fault_home.photo_of(f"{n:05}.jpg")
                fault_home.acknowledged.apply(owner, SetRating(photo, (n + part) % 6))
                label = MarkLabel(photo, f"label {part}", Verdict.CONFIRMED)
                fault_home.acknowledged.apply(owner, label)
        if part < 3:
            with closing(database.open_owner(fault_home.library)) as library:
                assert backup.rotate(library, force=True) is not None
    return fault_home


def act(library: Path, action: str, last_call: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(library), action, str(last_call)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def copied(home, name: object) -> Path:
    return Path(shutil.copytree(home.library, home.library.with_name(f"copy-{name}")))


def check_backups(library: Path) -> None:
    """What has a backup's name is one: whole, sound, and to be read by itself."""
    for found in backup.backups(library):
        assert backup.is_good(found), found
        with closing(connect(found.path, read_only=True, immutable=True)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert opened.execute("SELECT count(*) FROM photo").fetchall() == [(PHOTOS,)]


def test_a_kill_while_a_backup_is_made_leaves_no_half_of_one(home):
    originals = Originals.of(home.photos)
    undisturbed = copied(home, "undisturbed")
    done = act(undisturbed, "rotate")
    assert done.returncode == 0, done.stderr
    numbers = [found.sequence for found in backup.backups(undisturbed)]
    rng = random.Random(21)
    for kill in range(amount(3, 150)):
        library = copied(home, kill)
        before = backup.newest_good(library)
        died = act(library, "rotate", rng.randrange(1, int(done.stdout)))
        assert died.returncode == -signal.SIGKILL, died.stderr
        check_backups(library)
        assert backup.newest_good(library).sequence >= before.sequence
        home.acknowledged.check(library)

        # the next one clears up, and makes its own
        done_after = act(library, "rotate")
        assert done_after.returncode == 0, done_after.stderr
        check_backups(library)
        assert {path.suffix for path in (library / "backups").iterdir()} == {".sqlite3"}
        assert backup.newest_good(library).sequence in (numbers[0], numbers[0] + 1)
        home.acknowledged.check(library)
        inspect(library, originals)
        shutil.rmtree(library)


def damage(library: Path) -> None:
    """Overwrite a page in the middle, as a failing disk would."""
    with open(library / FILE_NAME, "r+b") as stream:
        stream.seek((library / FILE_NAME).stat().st_size // 2 // 4096 * 4096)
        stream.write(b"\xa5" * 4096)
    with pytest.raises(LibraryError, match="is damaged"):
        database.open_owner(library)


def test_a_kill_while_a_library_is_repaired_leaves_the_old_or_the_new(home):
    originals = Originals.of(home.photos)
    damage(home.library)
    held = (home.library / FILE_NAME).read_bytes()
    undisturbed = copied(home, "undisturbed")
    done = act(undisturbed, "repair")
    assert done.returncode == 0, done.stderr
    home.acknowledged.check(undisturbed)
    rng = random.Random(22)
    seen = set()
    for kill in range(amount(5, 200)):
        library = copied(home, kill)
        died = act(library, "repair", rng.randrange(1, int(done.stdout)))
        assert died.returncode == -signal.SIGKILL, died.stderr
        check_backups(library)
        was_decided = (library / "repair.ready").exists() or bool(kept(library))
        seen.add(was_decided)
        if was_decided:
            # whoever owns the library next carries it out
            database.open_owner(library).close()
        else:
            assert (library / FILE_NAME).read_bytes() == held
            with pytest.raises(LibraryError, match="is damaged"):
                database.open_owner(library)
            repaired = repair.repair(library)
            assert (repaired.damage is not None, repaired.lost) == (True, [])
        home.acknowledged.check(library)
        (place,) = kept(library)
        assert (place / FILE_NAME).read_bytes() == held
        shutil.rmtree(place)
        inspect(library, originals)
        shutil.rmtree(library)
    assert False in seen


def kept(library: Path) -> list[Path]:
    return list(library.glob("damaged-*"))


def test_a_kill_while_a_library_is_opened_or_closed_loses_nothing(home):
    originals = Originals.of(home.photos)
    done = act(copied(home, "undisturbed"), "open")
    assert done.returncode == 0, done.stderr
    rng = random.Random(23)
    for kill in range(amount(3, 150)):
        library = copied(home, kill)
        died = act(library, "open", rng.randrange(1, int(done.stdout)))
        assert died.returncode == -signal.SIGKILL, died.stderr
        home.acknowledged.check(library)
        inspect(library, originals)
        shutil.rmtree(library)
