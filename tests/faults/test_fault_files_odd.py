"""Odd pictures, hostile names, pipes, loops and devices in a folder that is watched."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import sys
from pathlib import Path

import pytest
from inspection import FULL, amount, until

from photoclip.core.reports import IndexOptions


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
