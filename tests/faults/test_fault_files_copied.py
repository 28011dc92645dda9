"""Copies that arrive slowly, in pieces, preallocated, under other names: read once, when whole."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from pathlib import Path

import pytest
from inspection import amount, until

PIECES = 5


def in_pieces(source: bytes, stream, pause: threading.Event) -> None:
    """Write what a slow device delivers."""
    step = -(-len(source) // PIECES)
    for start in range(0, len(source), step):
        stream.write(source[start : start + step])
        stream.flush()
        pause.wait(0.7)  # longer than a path must be quiet


def copied_slowly(source: bytes, target: Path, pause: threading.Event) -> None:
    with open(target, "wb") as stream:
        in_pieces(source, stream, pause)


def preallocated(source: bytes, target: Path, pause: threading.Event) -> None:
    with open(target, "wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, len(source))
        in_pieces(source, stream, pause)


def with_a_partial_name(source: bytes, target: Path, pause: threading.Event) -> None:
    partial = target.with_name(target.name + ".part")
    copied_slowly(source, partial, pause)
    partial.rename(target)


def with_a_hidden_name(source: bytes, target: Path, pause: threading.Event) -> None:
    partial = target.with_name(f".{target.name}.Xa7f3Q")  # as rsync does
    copied_slowly(source, partial, pause)
    partial.rename(target)


def with_its_old_time(source: bytes, target: Path, pause: threading.Event) -> None:
    copied_slowly(source, target, pause)
    os.utime(target, (1_000_000_000, 1_000_000_000))  # as cp -p does


def over_an_older_photo(source: bytes, target: Path, pause: threading.Event) -> None:
    copied_slowly(source, target, pause)  # there is one under this name already


def into_a_new_folder(source: bytes, target: Path, pause: threading.Event) -> None:
    folder = target.with_suffix("")
    folder.mkdir()
    copied_slowly(source, folder / target.name, pause)


def backwards_through_memory(source: bytes, target: Path, pause: threading.Event) -> None:
    """As programs do that fetch many pieces at once: the size is right from the beginning."""
    with open(target, "wb") as stream:
        stream.truncate(len(source))
        step = -(-len(source) // PIECES)
        for start in reversed(range(0, len(source), step)):
            os.pwrite(stream.fileno(), source[start : start + step], start)
            pause.wait(0.7)


WAYS = (
    copied_slowly,
    preallocated,
    with_a_partial_name,
    with_a_hidden_name,
    with_its_old_time,
    over_an_older_photo,
    into_a_new_folder,
    backwards_through_memory,
)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who still writes to a file")
def test_slow_copies_are_read_once_and_only_when_they_are_whole(fault_home, tmp_path):
    home = fault_home
    copies = amount(2, 12)
    sources = {}
    older = []
    for n, way in enumerate(WAYS * copies):
        path = home.make(tmp_path / "sources" / f"{n}.jpg", 100 + n, size=(320, 240), quality=95)
        sources[f"{n:03}.jpg"] = (way, path.read_bytes())
        if way is over_an_older_photo:
            older.append(home.photo(f"{n:03}.jpg", 5000 + n))
    wanted = {hashlib.sha256(data).digest() for _way, data in sources.values()}
    ever_failed: list[object] = []
    unexpected: list[object] = []
    done = threading.Event()
    before = {hashlib.sha256(path.read_bytes()).digest() for path in older}

    def watch_failures() -> None:
        while not done.is_set():
            ever_failed.extend(home.failures())
            contents = {row[0] for row in home.ask("SELECT hash FROM content")}
            unexpected.extend(contents - wanted - before)
            done.wait(0.05)

    with home.worker() as worker:
        home.add_root(worker)
        home.until_settled(worker, len(older))
        spectator = threading.Thread(target=watch_failures)
        spectator.start()
        pause = threading.Event()
        try:
            writers = [
                threading.Thread(target=way, args=(data, home.photos / name, pause))
                for name, (way, data) in sources.items()
            ]
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join()
            until(
                lambda: wanted <= {row[0] for row in home.ask("SELECT hash FROM content")},
                "every copy as it is when it is whole",
            )
            home.until_settled(worker, len(sources))
        finally:
            done.set()
            spectator.join()
        assert worker.starts == 1
    assert ever_failed == []
    assert unexpected == []
    # ids grow with every vector that was ever written: none was written twice, or for half a file
    assert home.vectors()[-1][0] == len(sources) + len(older)
    home.inspect()


def test_a_copy_that_is_closed_between_its_pieces_ends_right(fault_home, tmp_path):
    home = fault_home
    source = home.make(tmp_path / "source.jpg", 1, size=(320, 240)).read_bytes()
    target = home.photos / "appended.jpg"
    with home.worker() as worker:
        home.add_root(worker)
        step = -(-len(source) // 3)
        for start in range(0, len(source), step):
            with open(target, "ab") as stream:
                stream.write(source[start : start + step])
            known = home.ask  # until the library has looked at this much of it
            size = min(start + step, len(source))
            until(
                lambda: known("SELECT size FROM file WHERE state != 'pending'") == [(size,)],  # noqa: B023
                "what is there by now is read, as well as it goes",
            )
        home.until_settled(worker, 1)
    assert home.failures() == []
    ((found,),) = home.ask("SELECT hash FROM content JOIN photo ON content.id = content_id")
    assert found == hashlib.sha256(source).digest()
    home.inspect()
