"""``photoclip doctor --repair``, run as a person runs it."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from program import apart, run

from photoclip.core.commands import CreateLabel
from photoclip.store import backup, commands, database
from photoclip.store.database import FILE_NAME


@pytest.fixture
def folder(tmp_path):
    """A library with a backup and an edit made since."""
    folder = tmp_path / "library"
    with closing(database.open_owner(folder)) as library:
        commands.apply(library, CreateLabel("dog"), "1")
        assert backup.rotate(library) is not None
        commands.apply(library, CreateLabel("cat"), "2")
    return folder


def damage(folder):
    raw = bytearray((folder / FILE_NAME).read_bytes())
    raw[-5000] ^= 0xFF
    (folder / FILE_NAME).write_bytes(raw)


def test_doctor_offers_the_repair_of_a_damaged_library_and_carries_it_out(folder):
    damage(folder)
    found = apart("--library", str(folder), "doctor", check=1).stdout
    assert "photoclip doctor --repair" in found
    (newest,) = backup.backups(folder)
    assert f"the newest of {newest.date}" in found
    said = apart("--library", str(folder), "doctor", "--repair").stdout
    assert f"restored from the backup of {newest.date}" in said
    assert "applied again: 1" in said
    assert str(folder / "damaged-1") in said
    run("--library", str(folder), "doctor")
    assert "nothing to repair" in run("--library", str(folder), "doctor", "--repair").stdout


def test_the_repair_is_told_in_json(folder):
    damage(folder)
    done = run("--library", str(folder), "doctor", "--repair", "--json")
    told = json.loads(done.stdout)
    assert told["replayed"] == 1
    assert told["lost"] == []
    assert told["kept"] == str(folder / "damaged-1")


def test_a_library_in_use_is_examined_but_not_repaired(folder):
    with closing(database.open_owner(folder)):
        found = apart("--library", str(folder), "doctor").stdout
        assert "is working on it" in found
        refused = apart("--library", str(folder), "doctor", "--repair", check=1).stderr
        assert "working on this library" in refused


def test_where_there_is_no_library_there_is_nothing_to_repair(tmp_path):
    done = run("--library", str(tmp_path / "none"), "doctor", "--repair", check=1)
    assert "no library" in done.stderr
    assert not (tmp_path / "none").exists()
