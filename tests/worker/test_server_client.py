"""The owner's socket: who may talk to it, and what becomes of what they say."""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import threading
from contextlib import closing
from multiprocessing import connection as transport
from pathlib import Path

import numpy as np
import pytest

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import SetRating
from photoclip.core.errors import Cancelled, DiskFullError, ModelError, PhotoClipError
from photoclip.core.events import IndexProgress, Notice
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import PhotoId
from photoclip.worker import messages
from photoclip.worker.address import address_of, private
from photoclip.worker.channel import RefusedError, greet_owner
from photoclip.worker.client import Client, OwnerFaultError, OwnerGoneError
from photoclip.worker.server import Server


class Listening:
    """What the tests need of an owner: it answers, refuses, or takes its time."""

    def __init__(self):
        self.listeners = []
        self.applied = []
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.cancelled = threading.Event()

    def encode_texts(self, model, texts):
        if model != "right":
            raise ModelError("another model", "ask again")
        return np.full((len(texts), 3), 0.5, np.float32)

    def apply(self, command, uid):
        self.applied.append((command, uid))
        if command.rating == 9:
            raise DiskFullError("full", "make room")
        if command.rating == 8:
            raise ZeroDivisionError("a bug")
        return (command, uid)

    def index(self, options, cancel):
        self.begun.set()
        while not self.go_on.wait(0.01):
            cancel.check()
        return IndexReport(added=7)

    def cancel(self):
        self.cancelled.set()

    def state(self):
        return messages.OwnerState(os.getpid(), "test", messages.Activity.IDLE)

    def subscribe(self, listener):
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)


@pytest.fixture
def owner():
    return Listening()


@pytest.fixture
def stopped():
    return threading.Event()


@pytest.fixture
def served(owner, tmp_path, stopped):
    server = Server(owner, address_of(tmp_path), stopped.set)
    yield server
    owner.go_on.set()
    server.close()


@pytest.fixture
def client(served, tmp_path):
    found = Client.connect(tmp_path)
    assert found is not None
    yield found
    found.close()


def test_nobody_listens_where_nobody_owns(tmp_path):
    assert Client.connect(tmp_path) is None


def test_an_answer_arrives(client):
    rows = client.encode_texts("right", ["a", "b"])
    assert rows.shape == (2, 3)
    assert rows.dtype == np.float32


def test_an_error_arrives_with_its_advice_and_the_connection_stands(client):
    with pytest.raises(ModelError, match="another model") as caught:
        client.encode_texts("wrong", ["a"])
    assert caught.value.hint == "ask again"
    assert client.state().version == "test"


def test_a_bug_in_the_owner_is_an_error_for_the_client_and_is_heard_at_home(client, monkeypatch):
    heard = []
    monkeypatch.setattr("sys.excepthook", lambda *what: heard.append(what[0]))
    with pytest.raises(PhotoClipError, match="a bug"):
        client._ask(messages.Apply(SetRating(PhotoId(1), 8), "x")).result(20)
    while not heard:
        client.state()
    assert heard == [ZeroDivisionError]


def test_a_request_is_answered_while_a_long_one_goes_on(client, owner):
    reports = []
    indexing = threading.Thread(target=lambda: reports.append(client.index(IndexOptions())))
    indexing.start()
    assert owner.begun.wait(20)
    assert client.state().pid == os.getpid()
    owner.go_on.set()
    indexing.join(20)
    assert reports == [IndexReport(added=7)]


def test_cancelling_a_long_request_ends_it(client, owner):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        client.index(IndexOptions(), cancel=token)


def test_cancelling_stops_only_the_round_that_was_asked_for(client, owner, served, tmp_path):
    other = Client.connect(tmp_path)
    reports = []
    rounds = [
        threading.Thread(target=lambda: reports.append(other.index(IndexOptions()))) for _ in "ab"
    ]
    for one in rounds:
        one.start()
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        client.index(IndexOptions(), cancel=token)
    owner.go_on.set()
    for one in rounds:
        one.join(20)
    other.close()
    assert reports == [IndexReport(added=7)] * 2


def test_queries_do_not_wait_for_rounds_of_indexing(client, owner):
    rounds = [threading.Thread(target=lambda: client.index(IndexOptions())) for _ in range(20)]
    for one in rounds:
        one.start()
    assert owner.begun.wait(20)
    assert client.encode_texts("right", ["a"]).shape == (1, 3)
    owner.go_on.set()
    for one in rounds:
        one.join(20)


def test_a_bug_in_the_owner_is_not_taken_for_an_answer(client, monkeypatch):
    monkeypatch.setattr("sys.excepthook", lambda *_what: None)
    with pytest.raises(OwnerFaultError):
        client._ask(messages.Apply(SetRating(PhotoId(1), 8), "x")).result(20)


def test_events_reach_those_who_subscribed_in_order(client, owner):
    heard = []
    done = threading.Event()

    def listen(event):
        heard.append(event)
        if event == Notice("end"):
            done.set()

    client.subscribe(listen)
    for number in range(100):
        owner.listeners[0](Notice(str(number)))
    owner.listeners[0](Notice("end"))
    assert done.wait(20)
    assert [event.text for event in heard] == [*map(str, range(100)), "end"]


def test_a_client_that_never_reads_does_not_stop_the_owner(served, owner, tmp_path):
    address = address_of(tmp_path)
    with closing(transport.Client(address.place, address.family)) as deaf:
        greet_owner(deaf, address.key_file.read_bytes())
        deaf.send(messages.Request(1, messages.Subscribe()))
        assert deaf.recv() == messages.Reply(1, None)
        for number in range(20_000):  # far more than any socket buffer holds
            owner.listeners[0](IndexProgress(number, 20_000, 0, 1.0, 1.0))
        other = Client.connect(tmp_path)
        assert other.state().version == "test"
        other.close()


def test_the_owner_that_ends_fails_those_who_wait(served, client, owner):
    failed = []

    def ask():
        try:
            client.index(IndexOptions())
        except (OwnerGoneError, Cancelled) as error:
            failed.append(type(error))

    waiting = threading.Thread(target=ask)
    waiting.start()
    assert owner.begun.wait(20)
    closing_down = threading.Thread(target=served.close)
    closing_down.start()
    waiting.join(20)
    owner.go_on.set()
    closing_down.join(20)
    assert failed == [OwnerGoneError]
    with pytest.raises(OwnerGoneError):
        client.state()


def test_stopping_is_acknowledged_first(client, stopped):
    client.stop()
    assert stopped.wait(20)


def test_clients_are_counted_until_they_leave(served, client, tmp_path):
    other = Client.connect(tmp_path)
    assert served.count_clients() == 2
    other.close()
    while served.count_clients() != 1:
        assert client.state()


def test_without_the_key_nothing_is_unpickled(served, owner, tmp_path):
    address = address_of(tmp_path)
    with closing(transport.Client(address.place, address.family)) as stranger:
        with pytest.raises((RefusedError, EOFError, OSError)):
            greet_owner(stranger, b"x" * 32)
        with contextlib.suppress(OSError):
            stranger.send(messages.Request(1, messages.Apply(SetRating(PhotoId(1), 5), "evil")))
        with pytest.raises((EOFError, OSError)):
            stranger.recv()
    assert owner.applied == []
    assert served.count_clients() == 0


def test_an_owner_without_the_key_is_not_believed(tmp_path):
    address = address_of(tmp_path)
    address.key_file.write_bytes(b"k" * 32)
    with transport.Listener(address.place, address.family) as impostor:

        def pretend():
            with impostor.accept() as connection:
                connection.send_bytes(b"n" * 32)
                connection.recv_bytes()
                connection.send_bytes(b"not a proof, but as long as one.")

        thread = threading.Thread(target=pretend)
        thread.start()
        assert Client.connect(tmp_path) is None
        thread.join(20)
    address.key_file.unlink()


def test_garbage_is_hung_up_on(served, tmp_path, client):
    address = address_of(tmp_path)
    with socket.socket(socket.AF_UNIX) as raw:
        raw.connect(address.place)
        raw.sendall(b"\xff" * 4096)
        raw.settimeout(20)
        with contextlib.suppress(ConnectionResetError):
            while raw.recv(4096):
                pass
    assert client.state().version == "test"


def test_only_this_user_can_open_the_socket(served, tmp_path):
    address = address_of(tmp_path)
    place = Path(address.place)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(address.key_file.stat().st_mode) == 0o600
    assert address.family == "AF_UNIX"


def test_nothing_is_left_at_the_address(owner, tmp_path):
    address = address_of(tmp_path)
    Server(owner, address, lambda: None).close()
    assert not Path(address.place).exists()
    assert not address.key_file.exists()


def test_a_dead_owners_socket_is_replaced(owner, tmp_path):
    address = address_of(tmp_path)
    with socket.socket(socket.AF_UNIX) as leftover:
        leftover.bind(address.place)
    address.key_file.write_bytes(b"k" * 32)
    assert Client.connect(tmp_path) is None
    server = Server(owner, address, lambda: None)
    client = Client.connect(tmp_path)
    assert client is not None
    client.close()
    server.close()


def test_a_socket_folder_others_can_open_is_refused(tmp_path):
    folder = private(tmp_path / "sockets")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    with pytest.raises(PhotoClipError, match="others may open it"):
        private(folder)


def test_a_link_planted_where_the_socket_folder_goes_is_refused(tmp_path):
    (tmp_path / "theirs").mkdir(mode=0o700)
    (tmp_path / "sockets").symlink_to(tmp_path / "theirs")
    with pytest.raises(PhotoClipError):
        private(tmp_path / "sockets")


def test_links_to_a_library_lead_to_the_same_owner(tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "library")
    assert address_of(tmp_path / "link") == address_of(tmp_path / "library")
