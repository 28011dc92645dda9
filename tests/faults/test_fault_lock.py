"""What a crash or another program leaves at the places of the lock and the socket is no obstacle."""

from __future__ import annotations

import os
import socket
import stat

import pytest
from inspection import until

from photoclip.cli.main import run
from photoclip.core.commands import SetRating, SetSetting
from photoclip.store import database
from photoclip.store.connection import LOCK_NAME
from photoclip.store.lock import is_held
from photoclip.worker.address import KEY_BYTES, address_of
from photoclip.worker.channel import NONCE_BYTES
from photoclip.worker.client import Client


@pytest.fixture
def home(fault_home):
    fault_home.album(3)
    fault_home.index(fault_home.photos)
    return fault_home


def stale_lock(home) -> None:
    """A lock file that names a living process: the one that runs this test."""
    (home.library / LOCK_NAME).write_text(f"{os.getpid()}\n", "ascii")


def stale_address(home) -> None:
    """A socket nobody listens at, and a key nobody holds, as a killed owner leaves them."""
    address = address_of(home.library)
    left = socket.socket(socket.AF_UNIX)
    left.bind(address.place)
    left.close()  # unlike its owner's orderly end, this leaves the file
    address.key_file.write_bytes(os.urandom(KEY_BYTES))


def test_a_lock_file_that_names_a_living_process_is_no_obstacle(home, capsys):
    stale_lock(home)
    assert is_held(home.library / LOCK_NAME) == (False, None)
    with pytest.raises(SystemExit) as ended:
        run(["--library", str(home.library), "rate", "3", "#1"])
    assert not ended.value.code
    assert "Gave 3 stars" in capsys.readouterr().out

    stale_lock(home)
    with home.worker() as worker:
        home.acknowledged.apply(worker, SetRating(home.photo_of("00001.jpg"), 4))
        pid = worker.state().pid
        assert is_held(home.library / LOCK_NAME) == (True, pid)
    home.inspect()


def test_a_lock_file_with_nonsense_in_it_is_no_obstacle(home):
    for nonsense in (b"", b"\xff" * 1000, b"not a number\n", b"-1\n", b"9" * 30):
        (home.library / LOCK_NAME).write_bytes(nonsense)
        database.open_owner(home.library).close()
        assert (home.library / LOCK_NAME).read_text("ascii") == f"{os.getpid()}\n"
    home.inspect()


def test_a_stale_socket_and_key_are_no_obstacle(home):
    stale_address(home)
    assert Client.connect(home.library) is None
    with home.worker() as worker:
        assert worker.apply(SetSetting("test", 1)).edit
    until(lambda: Client.connect(home.library) is not None, "the worker, for any client")

    address = address_of(home.library)
    home.inspect()
    stale_address(home)
    home.index()  # a command becomes the owner, and clears up too
    assert not os.path.lexists(address.place)
    home.inspect()


@pytest.mark.parametrize("size", [0, 1, KEY_BYTES - 1, KEY_BYTES + 1, 1 << 20])
def test_a_cut_or_foreign_key_is_nobody_and_the_next_owner_makes_its_own(home, size):
    address = address_of(home.library)
    address.key_file.write_bytes(bytes(size))
    assert Client.connect(home.library) is None
    with home.worker() as worker:
        assert worker.apply(SetSetting("test", size)).edit
        assert len(address.key_file.read_bytes()) == KEY_BYTES
        assert stat.S_IMODE(address.key_file.stat().st_mode) == 0o600
    home.inspect()


def test_something_else_at_the_place_of_the_socket_is_cleared_away(home):
    address = address_of(home.library)
    with open(address.place, "wb") as stream:
        stream.write(b"not a socket")
    with home.worker() as worker:
        assert worker.apply(SetSetting("test", 1)).edit
        assert stat.S_ISSOCK(os.stat(address.place).st_mode)
    home.inspect()


def test_a_program_that_listens_there_and_is_no_owner_is_told_nothing(home):
    """It has the place, not the key: whoever connects finds that out before saying anything."""
    address = address_of(home.library)
    address.key_file.write_bytes(os.urandom(KEY_BYTES))
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as impostor:
        impostor.bind(address.place)
        impostor.listen()
        impostor.settimeout(60.0)
        with home.worker() as worker:
            # the supervisor asks there first
            connection, _ = impostor.accept()
            with connection:
                connection.settimeout(60.0)
                for _step in ("a challenge", "the proof of a key it doesn't have"):
                    connection.sendall(NONCE_BYTES.to_bytes(4, "big") + os.urandom(NONCE_BYTES))
                while part := connection.recv(4096):
                    heard.append(part)
            impostor.close()
            home.acknowledged.apply(worker, SetSetting("secret", "between us"))
    # length, own challenge, proof: nothing else
    assert len(b"".join(heard)) == 4 + 2 * NONCE_BYTES
    home.inspect()
