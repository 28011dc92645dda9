"""What people and programs do to files: deleting most of them, renaming, copying slowly, odd names."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import socket
import stat
import sys
import threading
from pathlib import Path

import pytest
from fault_home import once
from inspection import FULL, amount, until

from photoclip.core.commands import Flag, MarkLabel, SetFlag, SetRating, Verdict
from photoclip.core.events import ConfirmMissing
from photoclip.core.reports import IndexOptions
from photoclip.indexing.plan import MOST_FILES, MOST_SHARE
from photoclip.session import Session


def owner_of(session):
    return session._find_or_become_owner()


# --- most of a root deleted -----------------------------------------------------------------------


def delete_most(home, aside: Path, count: int) -> list[Path]:
    """Move more than the share that is asked about out of the root, in one go; their places."""
    aside.mkdir()
    gone = sorted(home.photos.glob("*.jpg"))[: int(count * MOST_SHARE) + 3]
    assert len(gone) > max(MOST_FILES, MOST_SHARE * count)
    for path in gone:
        path.rename(aside / path.name)
    return gone


def restore(gone: list[Path], aside: Path) -> None:
    for path in gone:
        (aside / path.name).rename(path)
    aside.rmdir()


@pytest.fixture
def rated_album(fault_home):
    """An album large enough that losing most of it is asked about."""
    count = amount(100, 2000)
    fault_home.album(count)
    fault_home.index(fault_home.photos)
    with Session.open(fault_home.library, owner=True) as session:
        for n in range(0, count, 10):
            photo = fault_home.photo_of(f"{n:05}.jpg")
            fault_home.acknowledged.apply(owner_of(session), SetRating(photo, n // 10 % 6))
    return count


def ratings(home) -> list[tuple]:
    return home.ask(
        "SELECT content.hash, own_rating FROM photo JOIN content ON content.id = content_id "
        "WHERE own_rating IS NOT NULL ORDER BY content.hash"
    )


def test_most_of_a_root_deleted_and_restored_under_a_running_worker(
    fault_home, rated_album, tmp_path
):
    home, count = fault_home, rated_album
    vectors, stars = home.vectors(), ratings(home)
    with home.worker() as worker:
        home.until_settled(worker, count)
        gone = delete_most(home, tmp_path / "aside", count)
        until(lambda: home.events_of(ConfirmMissing), "the question")
        for _again in range(2):
            assert worker.index(IndexOptions()).vanished == 0
        home.photo("new.jpg", 9999)  # life goes on
        home.until_settled(worker, count + 1)
        assert len(home.events_of(ConfirmMissing)) == 1
        assert "--accept-missing" in once(home.notices(), "gone at once")
        restore(gone, tmp_path / "aside")
        home.until_idle(worker)
        assert worker.index(IndexOptions()).did_nothing
        assert len(home.names()) == count + 1
        assert home.vectors()[:count] == vectors

        gone = delete_most(home, tmp_path / "aside", count)
        until(lambda: len(home.events_of(ConfirmMissing)) == 2, "the question anew")
        assert worker.index(IndexOptions(accept_missing=True)).vanished == len(gone)
        assert len(home.names()) == count + 1 - len(gone)
        assert worker.index(IndexOptions()).did_nothing

        restore(gone, tmp_path / "aside")
        home.until_settled(worker, count + 1)
    assert home.vectors()[:count] == vectors
    assert len(home.vectors()) == count + 1
    assert ratings(home) == stars
    home.inspect()


def test_most_of_a_root_deleted_and_restored_while_no_program_runs(
    fault_home, rated_album, tmp_path
):
    home, count = fault_home, rated_album
    vectors, stars = home.vectors(), ratings(home)
    gone = delete_most(home, tmp_path / "aside", count)
    for _twice in range(2):
        report = home.index()
        assert (report.vanished, report.offline) == (0, [])
        assert len(home.names()) == count
    assert len(home.events_of(ConfirmMissing)) == 2  # once by each command
    restore(gone, tmp_path / "aside")
    assert home.index().did_nothing

    gone = delete_most(home, tmp_path / "aside", count)
    assert home.index(accept_missing=True).vanished == len(gone)
    assert len(home.names()) == count - len(gone)
    assert home.index().did_nothing
    restore(gone, tmp_path / "aside")
    report = home.index()
    assert (report.returned, report.tally.done) == (len(gone), 0)
    assert len(home.names()) == count
    assert home.vectors() == vectors
    assert ratings(home) == stars
    home.inspect()


# --- renames --------------------------------------------------------------------------------------


def rename_all(home, rng: random.Random) -> set[str]:
    """Give every photo another name, place or both; the names there are then."""
    photos = sorted(path for path in home.photos.rglob("*.*") if path.is_file())
    for n, path in enumerate(photos):
        match n % 4:
            case 0:
                target = path.with_name(path.name.swapcase())  # only the case
            case 1:
                target = path.with_name(f"renamed-{rng.randrange(10**9)}.jpg")
            case 2:
                folder = home.photos / f"new folder {n % 7}" / f"{rng.randrange(10**9)}"
                target = folder / path.name
            case _:
                target = home.photos / f"{n % 3}" / f"other-{rng.randrange(10**9)}.jpg"
        assert not target.exists()
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    for folder in sorted(home.photos.glob("?")):  # and whole folders, with what is in them
        folder.rename(home.photos / f"{folder.name} was {rng.randrange(10**9)}")
    return {str(path.relative_to(home.photos)) for path in home.photos.rglob("*.*")}


@pytest.fixture
def album_to_rename(fault_home):
    count = amount(300, 10_000)
    for n in range(count):
        fault_home.photo(f"{n % 5}/{n:05}.jpg", n, size=(24, 16))
    fault_home.index(fault_home.photos)
    judge_some(fault_home, count)
    return count


def judge_some(home, count: int) -> None:
    with Session.open(home.library, owner=True) as session:
        port = owner_of(session)
        for n in range(0, count, max(1, count // 60)):
            photo = home.photo_of(f"{n % 5}/{n:05}.jpg")
            home.acknowledged.apply(port, SetRating(photo, n % 5 + 1))
            home.acknowledged.apply(port, SetFlag(photo, Flag.PICKED))
            home.acknowledged.apply(port, MarkLabel(photo, "kept", Verdict.CONFIRMED))


def judgements(home) -> list[tuple]:
    return home.ask(
        "SELECT content.hash, own_rating, flag, count(label_mark.photo_id) "
        "FROM photo JOIN content ON content.id = content_id "
        "LEFT JOIN label_mark ON label_mark.photo_id = photo.id "
        "GROUP BY photo.id ORDER BY content.hash"
    )


def check_renames(home, names: set[str], vectors: list, judged: list) -> None:
    assert home.names() == names
    assert home.vectors() == vectors
    assert judgements(home) == judged
    assert home.failures() == []
    for name in sorted(names)[:: max(1, len(names) // 50)]:  # each file is the photo it was
        ((content,),) = home.ask(
            "SELECT content.hash FROM file JOIN photo ON photo.id = photo_id "
            "JOIN content ON content.id = content_id WHERE path = ? AND missing_since IS NULL",
            os.fsencode(name),
        )
        assert content == hashlib.sha256((home.photos / name).read_bytes()).digest()


def test_renames_while_the_program_runs_keep_every_judgement(fault_home, album_to_rename):
    home = fault_home
    vectors, judged = home.vectors(), judgements(home)
    rng = random.Random(1)
    with home.worker() as worker:
        home.until_settled(worker, album_to_rename)
        for _round in range(2):
            names = rename_all(home, rng)
            assert len(names) == album_to_rename
            until(lambda: home.names() == names, "every new name")  # noqa: B023
            home.until_idle(worker)
            check_renames(home, names, vectors, judged)
        assert worker.starts == 1
    home.inspect()


def test_renames_while_no_program_runs_keep_every_judgement(fault_home, album_to_rename):
    home = fault_home
    vectors, judged = home.vectors(), judgements(home)
    rng = random.Random(2)
    for _round in range(2):
        names = rename_all(home, rng)
        report = home.index()
        assert (report.moved, report.added, report.vanished) == (album_to_rename, 0, 0)
        assert report.tally.done == 0
        check_renames(home, names, vectors, judged)
    home.inspect()


@pytest.mark.parametrize("running", [True, False])
def test_photos_that_swap_their_names_keep_what_was_said_of_each(fault_home, running):
    home = fault_home
    home.album(6)
    home.index(home.photos)
    with Session.open(home.library, owner=True) as session:
        for n in range(6):
            photo = home.photo_of(f"{n:05}.jpg")
            home.acknowledged.apply(owner_of(session), SetRating(photo, n % 6))
    vectors, judged = home.vectors(), judgements(home)

    def swap() -> None:
        a, b, c, d, e, aside = (home.photos / f"{n:05}.jpg" for n in (0, 1, 2, 3, 4, 99))
        a.rename(aside)
        b.rename(a)
        aside.rename(b)  # a pair
        c.rename(aside)
        d.rename(c)
        e.rename(d)
        aside.rename(e)  # a round of three

    def swapped() -> bool:
        rated = home.ask(
            "SELECT name, own_rating FROM file JOIN photo ON photo.id = photo_id "
            "WHERE missing_since IS NULL AND state = 'ready' ORDER BY name"
        )
        return [stars for _name, stars in rated] == [1, 0, 3, 4, 2, 5]

    if running:
        with home.worker() as worker:
            home.until_settled(worker, 6)
            swap()
            until(swapped, "every photo under its new name")
            home.until_idle(worker)
    else:
        swap()
        home.index()
    assert swapped()
    assert home.vectors() == vectors
    assert judgements(home) == judged
    assert home.names() == {f"{n:05}.jpg" for n in range(6)}
    home.inspect()


# --- slow copies ----------------------------------------------------------------------------------


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


# --- odd files and hostile names ------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="these names exist on POSIX systems")
def test_hostile_names_pipes_loops_and_devices_in_a_watched_folder(fault_home, tmp_path):
    home = fault_home
    source = home.make(tmp_path / "source.jpg", 1, size=(48, 32)).read_bytes()
    names = [
        b"new\nline.jpg",
        b"carriage\rreturn.jpg",
        b"\x1b[31mred\x07.jpg",
        b"caf\xe9.jpg",
        b"\xff\xfe\x80.jpg",
        b"a\xcc\x81 combining.jpg",
        "\u00e1 composed.jpg".encode(),
        "\u202egpj.txt.jpg".encode(),
        "\U0001f3d4\ufe0f.jpg".encode(),
        b"-rf.jpg",
        b"--help.jpg",
        b" ",
        b" leading and trailing .jpg",
        b"50% off %s %n.jpg",
        b"'; DROP TABLE file; --.jpg",
        b"*?[a-z].jpg",
        b"back\\slash.jpg",
        b"$(touch x)`id`.jpg",
        b"#1.jpg",
        b"{0}.jpg",
        b"x" * 251 + b".jpg",
        b"tab\there.jpg",
        b"no extension",
        b"CON.jpg",
        b"~.jpg",
        b"folder\nwith\xff/\x01\x02.jpg",
        b"/".join([b"d" * 255] * 8) + b"/deep.jpg",
    ]
    if not _takes_any_bytes(tmp_path):
        pytest.skip("this file system does not take names that are not UTF-8")
    top = os.fsencode(home.photos)
    with home.worker() as worker:
        home.add_root(worker)
        home.until_idle(worker)
        for n, name in enumerate(names):
            path = os.path.join(top, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as stream:
                stream.write(source + b"\xff\xd9" + str(n).encode())  # every file another content
        os.mkfifo(home.photos / "pipe.jpg")
        os.mkfifo(home.photos / "pipe without extension")
        (home.photos / "zero.jpg").symlink_to("/dev/zero")
        (home.photos / "zero without extension").symlink_to("/dev/zero")
        (home.photos / "random.png").symlink_to("/dev/urandom")
        (home.photos / "dangling.jpg").symlink_to("nowhere")
        (home.photos / "itself.jpg").symlink_to("itself.jpg")
        (home.photos / "loop").symlink_to(".", target_is_directory=True)
        (home.photos / "inner").mkdir()
        (home.photos / "inner" / "up").symlink_to("..", target_is_directory=True)
        (home.photos / "a folder.jpg").mkdir()
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.path.relpath(home.photos / "socket.jpg"))
            expected = {os.fsdecode(name) for name in names}
            until(lambda: expected <= home.names(), "every photo")
            home.until_idle(worker)
            worker.index(IndexOptions())
            assert home.names() == expected
            failed = {os.path.basename(failure.path): failure.kind for failure in home.failures()}
        assert failed == {
            b"pipe.jpg": "not-a-file",
            b"zero.jpg": "not-a-file",
            b"random.png": "not-a-file",
            b"socket.jpg": "not-a-file",
            b"dangling.jpg": "unreadable",
            b"itself.jpg": "unreadable",
        }
        # and all of them under another name
        for n, name in enumerate(names[:-2]):
            os.rename(os.path.join(top, name), os.path.join(top, b"%d " % n + name[:200]))
        expected = {os.fsdecode(b"%d " % n + name[:200]) for n, name in enumerate(names[:-2])}
        expected |= {os.fsdecode(name) for name in names[-2:]}
        until(lambda: home.names() == expected, "every new name")
        home.until_idle(worker)
        assert worker.starts == 1
    assert len(home.vectors()) == home.vectors()[-1][0] == len(names)
    (home.photos / "loop").unlink()  # `Originals` follows no links, but reads what is named twice
    home.index()
    home.inspect()


def _takes_any_bytes(folder: Path) -> bool:
    try:
        os.mkdir(os.path.join(os.fsencode(folder), b"\xff"))
    except OSError:
        return False
    return True


def odd_files(test_data: Path) -> list[Path]:
    found = sorted(path for path in (test_data / "odd").rglob("*") if path.is_file())
    step = 1 if FULL else max(1, len(found) // 150)
    return found[::step]


def test_odd_pictures_in_a_watched_folder(fault_home, test_data):
    home = fault_home
    files = odd_files(test_data)
    assert len(files) >= 100
    with home.worker() as worker:
        home.add_root(worker)
        home.until_idle(worker)
        for path in files:
            target = home.photos / path.relative_to(test_data / "odd")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        good = home.photo("among them/good.jpg", 1)
        patience = amount(300, 3000)
        until(lambda: "among them/good.jpg" in home.names(), "the good photo", patience)
        until(
            lambda: (
                home.ask("SELECT count(*) FROM file WHERE state = 'pending'") == [(0,)]
                and worker.index(IndexOptions()).did_nothing
            ),
            "every file was tried",
            patience,
        )
        pid = worker.state().pid
        assert worker.starts == 1
        rows = home.ask("SELECT state, count(*) FROM file GROUP BY state")
        assert {state for state, _count in rows} == {"ready", "failed"}
        assert sum(count for _state, count in rows) > 0.6 * len(files)
        for failure in home.failures():
            assert failure.kind not in ("crashed", "timeout"), failure
            assert failure.reason[0].isupper(), failure
            assert failure.reason.endswith("."), failure
        assert worker.state().pid == pid
    assert stat.S_ISREG(good.stat().st_mode)
    home.inspect()
