"""One owner at a time, and nothing stale after a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing

import pytest

from photoclip.core.errors import LibraryBusyError
from photoclip.store import database, settings
from photoclip.store.lock import OwnerLock, is_held

HOLD = """
import sys
from pathlib import Path
from photoclip.store import database, settings
library = database.open_owner(Path(sys.argv[1]))
settings.put(library, "committed", True)
library.connection.execute("BEGIN IMMEDIATE")
library.connection.execute("INSERT INTO setting VALUES ('half', 'true')")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_owner(tmp_path):
    """A process that owns the library in ``tmp_path`` and stands in the middle of a transaction."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_owner_is_refused_and_told_which_process_holds_the_library(tmp_path, other_owner):
    with pytest.raises(LibraryBusyError, match=rf"process {other_owner.pid}\b"):
        database.open_owner(tmp_path)


def test_reading_works_while_another_process_owns_the_library(tmp_path, other_owner):
    with closing(database.open_reader(tmp_path)) as reader:
        assert settings.get(reader, "committed") is True
        assert settings.get(reader, "half") is None


def test_a_killed_owner_leaves_neither_its_lock_nor_half_a_transaction(tmp_path, other_owner):
    other_owner.kill()
    other_owner.wait()
    with closing(database.open_owner(tmp_path)) as library:
        assert settings.get(library, "committed") is True
        assert settings.get(library, "half") is None
        assert database.quick_check(library) == "ok"


def test_a_second_owner_in_the_same_process_is_refused_too(library):
    with pytest.raises(LibraryBusyError, match=str(os.getpid())):
        database.open_owner(library.folder)


def test_a_closed_library_can_be_owned_again(tmp_path):
    database.open_owner(tmp_path).close()
    database.open_owner(tmp_path).close()


def test_a_library_that_could_not_be_opened_is_not_held(tmp_path):
    (tmp_path / database.FILE_NAME).write_bytes(b"not a database" * 100)
    for _ in range(2):
        with pytest.raises(database.LibraryError, match="damaged"):
            database.open_owner(tmp_path)


def test_a_lock_names_only_its_last_holder(tmp_path):
    path = tmp_path / "lock"
    path.write_text("99999999999999\n")
    with OwnerLock(path):
        assert path.read_text() == f"{os.getpid()}\n"
    with OwnerLock(path):
        pass


def test_who_holds_the_lock_can_be_asked_without_taking_it(tmp_path, other_owner):
    path = tmp_path / database.LOCK_NAME
    assert is_held(path) == (True, other_owner.pid)
    other_owner.kill()
    other_owner.wait()
    assert is_held(path) == (False, None)
    assert is_held(tmp_path / "nowhere") == (False, None)


def test_a_stale_lock_file_that_names_a_living_process_holds_nothing(tmp_path):
    (tmp_path / database.LOCK_NAME).write_text(f"{os.getpid()}\n")
    assert is_held(tmp_path / database.LOCK_NAME) == (False, None)
    database.open_owner(tmp_path).close()
