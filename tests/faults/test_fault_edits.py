"""Workers killed while several clients edit: what was acknowledged is there, once."""

from __future__ import annotations

import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from inspection import amount, until

from photoclip.core import processes
from photoclip.core.commands import (
    Command,
    CreateLabel,
    Flag,
    MarkLabel,
    SetFlag,
    SetRating,
    SetSetting,
    Together,
    Verdict,
)
from photoclip.core.types import PhotoId
from photoclip.session import Session

PHOTOS = 12
CLIENTS = 3


@pytest.fixture
def home(fault_home, monkeypatch):
    """A library with photos that is indexed; workers are started again at once."""
    monkeypatch.setattr(processes, "BACK_OFF_S", (0.0,))
    fault_home.album(PHOTOS)
    fault_home.index(fault_home.photos)
    return fault_home


def something_by_hand(rng: random.Random, photos: list[PhotoId], client: int) -> Command:
    photo = rng.choice(photos)
    match rng.randrange(6):
        case 0:
            return SetRating(photo, rng.choice([None, 0, 1, 2, 3, 4, 5]))
        case 1:
            return SetFlag(photo, rng.choice([None, Flag.PICKED, Flag.REJECTED]))
        case 2:
            verdict = rng.choice([None, Verdict.CONFIRMED, Verdict.REJECTED])
            return MarkLabel(photo, f"label {rng.randrange(4)}", verdict)
        case 3:
            return CreateLabel(f"label {client} {rng.randrange(10)}")
        case 4:
            return SetSetting(f"test.{client}", rng.randrange(1000))
        case _:
            return Together((SetRating(photo, 5), MarkLabel(photo, "the best", Verdict.CONFIRMED)))


def edit(home, worker, client: int, photos: list[PhotoId], enough: threading.Event) -> int:
    """One client: a command after the other until it is enough; how many were acknowledged."""
    rng = random.Random(client)
    given = 0
    while not enough.is_set():
        home.acknowledged.apply(worker, something_by_hand(rng, photos, client))
        given += 1
    return given


def test_workers_killed_while_clients_edit_lose_and_double_nothing(home):
    photos = [PhotoId(row[0]) for row in home.ask("SELECT id FROM photo ORDER BY id")]
    rng = random.Random(7)
    enough = threading.Event()
    with home.worker() as worker, home.worker() as other, ThreadPoolExecutor(CLIENTS) as clients:
        editing = [
            clients.submit(edit, home, (worker, other)[n % 2], n, photos, enough)
            for n in range(CLIENTS)
        ]
        try:
            for _ in range(amount(5, 60)):
                already = len(home.acknowledged)
                fresh = rng.randint(1, 40)
                until(lambda n=already + fresh: len(home.acknowledged) >= n, "more edits")
                os.kill(worker.state().pid, signal.SIGKILL)
            already = len(home.acknowledged)
            until(lambda: len(home.acknowledged) >= already + CLIENTS, "edits after the last kill")
        finally:
            enough.set()
        given = [client.result() for client in editing]
    assert min(given) > 0
    # AddRoot was given by the first, undisturbed session
    assert home.ask("SELECT count(*), count(DISTINCT uid) FROM edit") == [
        (sum(given) + 1, sum(given) + 1)
    ]
    home.inspect()


def test_an_edit_sent_again_after_a_kill_is_answered_as_before_and_can_be_undone(home):
    photo = home.photo_of("00003.jpg")
    stars = "SELECT own_rating FROM photo WHERE id = ?"
    rounds = amount(2, 10)
    with home.worker() as worker:
        worker.apply(SetRating(photo, 2))
        for n in range(rounds):
            answer = worker.apply(SetRating(photo, n % 3 + 3), f"again {n}")
            os.kill(worker.state().pid, signal.SIGKILL)
            assert worker.apply(SetRating(photo, n % 3 + 3), f"again {n}") == answer
        ((edits,),) = home.ask("SELECT count(*) FROM edit")

        os.kill(worker.state().pid, signal.SIGKILL)
        for n in reversed(range(rounds)):
            assert home.ask(stars, photo) == [(n % 3 + 3,)]
            undo(home)
        assert home.ask(stars, photo) == [(2,)]
        os.kill(worker.state().pid, signal.SIGKILL)
        undo(home)
        assert home.ask(stars, photo) == [(None,)]
        assert home.ask("SELECT count(*) FROM edit") == [(edits + rounds + 1,)]
    home.inspect()


def undo(home) -> None:
    """What `photoclip undo` does, with whatever owner there is."""
    with Session.open(home.library, owner=True) as session:
        assert session.undo() is not None
