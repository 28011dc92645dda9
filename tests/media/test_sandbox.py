from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import misbehaving_reader
import psutil
import pytest
from media_pictures import encoded, png, scene, write, write_with_tags

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled
from photoclip.core.types import FailureKind, InputSpec, Metadata, PhotoReading, ReadFailure
from photoclip.media.sandbox import DecoderError, DecoderPool
from photoclip.media.write_request import (
    FileDescription,
    RefusalKind,
    Target,
    Wanted,
    WriteRefusal,
    WriteRequest,
    WriteResult,
)

SPEC = InputSpec(32)


@pytest.fixture(scope="module")
def pool():
    with DecoderPool(2, SPEC, reader=misbehaving_reader.obey) as shared:
        yield shared


def photo(path: Path) -> bytes:
    return write(path, encoded(scene(64, 48)))


def test_readings_come_back_whole_and_in_order(tmp_path, pool):
    paths = [photo(tmp_path / f"{number}.jpg") for number in range(20)]
    paths.insert(7, write(tmp_path / "empty.jpg", b""))
    outcomes = list(pool.map(iter(paths)))
    assert [path for path, _ in outcomes] == paths
    kinds = [type(outcome) for _, outcome in outcomes]
    assert kinds == [PhotoReading] * 7 + [ReadFailure] + [PhotoReading] * 13
    reading = outcomes[0][1]
    assert isinstance(reading, PhotoReading)
    assert reading.pixels.shape == (32, 32, 3)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        (b"abort", FailureKind.CRASHED),
        (b"segfault", FailureKind.CRASHED),
        (b"exit", FailureKind.CRASHED),
        (b"killed", FailureKind.OUT_OF_MEMORY),
    ],
)
def test_a_file_that_takes_its_process_down_costs_only_itself(tmp_path, pool, word, kind):
    paths = [
        photo(tmp_path / "1.jpg"),
        write(tmp_path / "bad.jpg", word),
        photo(tmp_path / "2.jpg"),
    ]
    outcomes = dict(pool.map(paths * 2))
    failure = outcomes[paths[1]]
    assert isinstance(failure, ReadFailure)
    assert failure.kind is kind
    assert failure.stamp is not None
    assert failure.reason.endswith(".")
    assert isinstance(outcomes[paths[0]], PhotoReading)
    assert isinstance(outcomes[paths[2]], PhotoReading)


def test_a_file_that_hangs_is_given_up(tmp_path):
    paths = [write(tmp_path / "bad.jpg", b"hang"), photo(tmp_path / "good.jpg")]
    with DecoderPool(1, SPEC, timeout_s=1, reader=misbehaving_reader.obey) as pool:
        failure, reading = (outcome for _, outcome in pool.map(paths))
    assert isinstance(failure, ReadFailure)
    assert failure.kind is FailureKind.TIMEOUT
    assert isinstance(reading, PhotoReading)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's data")
def test_a_file_that_eats_memory_is_stopped(tmp_path, pool):
    outcome = pool.read(write(tmp_path / "bad.jpg", b"memory"))
    assert isinstance(outcome, ReadFailure)
    assert outcome.kind in (FailureKind.OUT_OF_MEMORY, FailureKind.CRASHED)
    assert isinstance(pool.read(photo(tmp_path / "good.jpg")), PhotoReading)


def test_what_a_decoder_prints_does_not_disturb(tmp_path, pool):
    pool.read(write(tmp_path / "noise.jpg", b"noise"))
    assert isinstance(pool.read(photo(tmp_path / "good.jpg")), PhotoReading)


def test_only_one_large_picture_at_a_time(tmp_path, pool):
    # each takes a lock file that must not exist, and would end its process otherwise
    paths = [write(tmp_path / f"{number}.jpg", b"large") for number in range(30)]
    outcomes = [outcome for _, outcome in pool.map(paths)]
    assert {outcome.kind for outcome in outcomes if isinstance(outcome, ReadFailure)} == {
        FailureKind.NOT_A_PHOTO
    }


def test_a_really_large_picture_asks_for_its_lane(tmp_path, pool):
    large = write(tmp_path / "large.png", png(6000, 6000, bytes(6000 * 18001)))
    assert isinstance(pool.read(large), PhotoReading)
    assert isinstance(pool.read(photo(tmp_path / "small.jpg")), PhotoReading)


def test_paths_are_drawn_no_further_than_the_look_ahead(tmp_path):
    drawn = []

    def paths():
        for number in range(100):
            drawn.append(number)
            yield photo(tmp_path / f"{number}.jpg")

    with DecoderPool(1, SPEC, look_ahead=5) as pool:
        results = pool.map(paths())
        next(results)
        assert len(drawn) <= 6
        results.close()


def test_cancelling_ends_even_a_hanging_file(tmp_path):
    cancel = CancelToken()
    paths = [photo(tmp_path / "good.jpg"), write(tmp_path / "bad.jpg", b"hang")]
    with DecoderPool(1, SPEC, reader=misbehaving_reader.obey) as pool:
        results = pool.map(paths, cancel)
        assert isinstance(next(results)[1], PhotoReading)
        cancel.cancel()
        with pytest.raises(Cancelled):
            next(results)


def test_closing_while_somebody_waits_blames_no_file(tmp_path):
    pool = DecoderPool(1, SPEC, reader=misbehaving_reader.obey)
    results = pool.map([photo(tmp_path / "good.jpg"), write(tmp_path / "bad.jpg", b"hang")])
    next(results)
    pool.close()
    with pytest.raises(Cancelled):
        next(results)


def test_metadata_alone_is_read_in_a_child_too(tmp_path, pool):
    path = write_with_tags(tmp_path / "a.jpg", exif={"Exif.Image.Make": "Canon"})
    assert pool.read_metadata(path) == Metadata(camera_make="Canon")
    assert isinstance(pool.read_metadata(bytes(tmp_path / "gone.jpg")), ReadFailure)


def test_metadata_is_described_and_written_in_a_child(tmp_path, pool):
    path = photo(tmp_path / "a.jpg")
    description = pool.describe(path)
    assert isinstance(description, FileDescription)
    request = WriteRequest(
        path, Target.FILE, Wanted(keywords=("Dog",)), expect=description.file.stamp
    )
    result = pool.write(request)
    assert isinstance(result, WriteResult)
    assert pool.read_metadata(path) == Metadata(keywords=("Dog",), keyword_paths=())
    refused = pool.write(request)
    assert isinstance(refused, WriteRefusal)
    assert refused.kind is RefusalKind.CHANGED
    assert isinstance(pool.describe(bytes(tmp_path / "gone.jpg")), WriteRefusal)


def test_a_child_that_dies_while_it_writes_is_a_refusal(tmp_path, monkeypatch):
    path = photo(tmp_path / "a.jpg")
    before = (tmp_path / "a.jpg").read_bytes()
    request = WriteRequest(path, Target.FILE, Wanted(keywords=("Dog",)))
    monkeypatch.setattr(
        "photoclip.media.sandbox._BOOT",
        "import sys, os; sys.path[:] = sys.argv[1:]; import photoclip.media.write_metadata as w;"
        "w.write_metadata = lambda _request: os.abort();"
        "import photoclip.media.decoder_process as p; p.main()",
    )
    with DecoderPool(1, SPEC) as fragile:
        refused = fragile.write(request)
        assert isinstance(refused, WriteRefusal)
        assert refused.again
    assert (tmp_path / "a.jpg").read_bytes() == before


def test_closing_ends_the_processes_and_may_be_repeated(tmp_path):
    pool = DecoderPool(1, SPEC, reader=misbehaving_reader.obey)
    outcome = pool.read(write(tmp_path / "pid", b"pid"))
    assert isinstance(outcome, ReadFailure)
    assert psutil.pid_exists(int(outcome.reason))
    pool.close()
    pool.close()
    assert not psutil.pid_exists(int(outcome.reason))


def test_a_process_that_died_while_idle_is_nobodys_fault(tmp_path):
    with DecoderPool(1, SPEC, reader=misbehaving_reader.obey) as pool:
        outcome = pool.read(write(tmp_path / "pid", b"pid"))
        assert isinstance(outcome, ReadFailure)
        child = psutil.Process(int(outcome.reason))
        child.kill()
        child.wait()
        assert isinstance(pool.read(photo(tmp_path / "good.jpg")), PhotoReading)


def test_a_child_loads_neither_torch_nor_qt_nor_the_parents_main(tmp_path):
    code = """
import sys
from photoclip.media import reader, decoder_process
heavy = {name.partition(".")[0] for name in sys.modules} & {
    "torch", "PySide6", "sqlite3", "open_clip", "rawpy", "pi_heif"
}
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_children_die_with_a_parent_that_is_killed(tmp_path):
    bad = write(tmp_path / "bad.jpg", b"hang")
    pid = write(tmp_path / "pid", b"pid")
    code = f"""
import sys
sys.path[:] = {sys.path!r}
import misbehaving_reader
from photoclip.core.types import InputSpec
from photoclip.media.sandbox import DecoderPool
pool = DecoderPool(1, InputSpec(32), reader=misbehaving_reader.obey)
print(pool.read({pid!r}).reason, flush=True)
pool.read({bad!r})
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        parent.wait()
        child.wait(timeout=30)
    assert not child.is_running()


def test_a_reader_must_be_importable_by_name():
    with pytest.raises(ValueError, match="import by name"):
        DecoderPool(1, SPEC, reader=lambda *_: ReadFailure(FailureKind.DAMAGED, ""))


def test_a_child_that_cannot_start_is_an_environment_fault(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr("photoclip.media.sandbox._BOOT", "raise SystemExit(3)")
    with DecoderPool(1, SPEC) as pool, pytest.raises(DecoderError) as caught:
        list(pool.map([photo(tmp_path / "a.jpg")]))
    assert caught.value.hint


def test_names_that_are_no_text_travel(tmp_path, pool):
    path = os.path.join(bytes(tmp_path), b"caf\xe9.jpg")
    with open(path, "wb") as file:
        file.write(encoded(scene(64, 48)))
    assert isinstance(pool.read(path), PhotoReading)
