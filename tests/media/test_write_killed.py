"""A process that writes metadata is killed: the old file is there, or the new one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from media_pictures import encoded, scene, write

from photoclip.media.exiv2_fields import read_fields
from photoclip.media.safe_replace import remove_leftovers
from photoclip.media.sidecar import read_sidecar

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and forks")

WRITER = Path(__file__).with_name("killed_writer.py")
ROUNDS = 150


def test_killed_at_every_call_to_the_system(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(640, 480)))
    done = subprocess.run(
        [sys.executable, WRITER, "points", os.fsdecode(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    in_file, in_sidecar = map(int, done.stdout.split())
    assert in_file > 15
    assert in_sidecar > 8


def test_killed_whenever_it_comes(tmp_path):
    chance = random.Random(5)
    path = write(tmp_path / "a.jpg", encoded(scene(640, 480)))
    with open(path, "rb") as file:
        original = file.read()
    picture = original[original.index(b"\xff\xdb") :]
    leftovers = 0
    with subprocess.Popen(
        [sys.executable, WRITER, "loop", os.fsdecode(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        for _ in range(ROUNDS):
            writer.stdin.write("\n")
            writer.stdin.flush()
            child = int(writer.stdout.readline())
            time.sleep(chance.uniform(0, 0.1))
            os.kill(child, signal.SIGKILL)
            assert writer.stdout.readline() == "dead\n"
            _check(path, picture)
            leftovers += remove_leftovers(bytes(tmp_path), older_than_s=-1)
        writer.stdin.close()
    assert leftovers > 0  # some were killed in the middle
    assert sorted(os.listdir(tmp_path)) == ["a.jpg", "a.jpg.original", "a.jpg.xmp"]
    assert (tmp_path / "a.jpg.original").read_bytes() == original


def _check(path: bytes, picture: bytes) -> None:
    with open(path, "rb") as file:
        data = file.read()
    assert data.endswith(picture)
    fields = read_fields(data)
    if fields:
        (title,) = fields["Xmp.dc.title"]
        number = int(title.split()[1])
        assert fields["Iptc.Application2.Keywords"] == ("Dog", f"é{number}")
        assert fields["Xmp.dc.subject"] == ("Dog", f"é{number}")
        assert fields["Xmp.xmp.Rating"] == (str(number % 6),)
    sidecar = path + b".xmp"
    if os.path.exists(sidecar):
        tags = read_sidecar(sidecar)
        assert tags is not None
        assert tags["dc:subject"][1] == "é" + tags["dc:title"][0].split()[1]
