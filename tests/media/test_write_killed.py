"""A process that writes metadata is killed: the old file is there, or the new one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from media_pictures import encoded, scene, write

from photoclip.media.exiv2_fields import read_fields
from photoclip.media.reader import read_metadata_only
from photoclip.media.safe_replace import remove_leftovers
from photoclip.media.sidecar import read_sidecar

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and forks")

WRITER = Path(__file__).with_name("killed_writer.py")
ROUNDS = 60


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
    for _ in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, WRITER, "loop", os.fsdecode(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.15))
            writer.kill()
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
    remove_leftovers(bytes(tmp_path), older_than_s=-1)
    assert set(os.listdir(tmp_path)) <= {"a.jpg", "a.jpg.xmp", "a.jpg.original"}
    if (tmp_path / "a.jpg.original").exists():
        assert (tmp_path / "a.jpg.original").read_bytes() == original
    assert read_metadata_only(path)
