"""What was measured on this machine, and that nothing depends on the file it lies in."""

from __future__ import annotations

import json
import os
import threading

import pytest

from photoclip.core import paths
from photoclip.embed.measured import (
    Measured,
    MeasuredAnew,
    Measurements,
    Setup,
    measured_file,
)

SETUP = Setup("ViT-B-32@0123456789ab", "AMD EPYC, threads: 2", "2.13.0+cpu", "bfloat16")
KNOWN = Measured(0.99995, 16, 58.7)


def with_precision(precision: str, torch_version: str = SETUP.torch_version) -> Setup:
    return Setup(SETUP.model, SETUP.device_name, torch_version, precision)


def test_what_was_measured_is_known_to_the_next_process():
    Measurements().put(SETUP, KNOWN)
    assert Measurements().get(SETUP) == KNOWN
    assert measured_file().parent == paths.cache_dir()


def test_it_holds_for_these_weights_this_hardware_this_torch_and_this_precision_only(tmp_path):
    measurements = Measurements(tmp_path / "measured.json")
    measurements.put(SETUP, KNOWN)
    for other in (
        Setup("ViT-B-32@ba9876543210", SETUP.device_name, SETUP.torch_version, SETUP.precision),
        Setup(SETUP.model, "AMD EPYC, threads: 1", SETUP.torch_version, SETUP.precision),
        with_precision("bfloat16", "2.14.0"),
        with_precision("float32"),
    ):
        assert measurements.get(other) == Measured()


def test_what_another_torch_gave_is_dropped_when_something_is_measured(tmp_path):
    measurements = Measurements(tmp_path / "measured.json")
    measurements.put(with_precision("float32", "2.12.0"), KNOWN)
    measurements.put(with_precision("float32"), KNOWN)
    measurements.put(SETUP, KNOWN)
    assert measurements.get(with_precision("float32", "2.12.0")) == Measured()
    assert measurements.get(with_precision("float32")) == KNOWN


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"version": 99, "measured": {}}',
        b'{"version": 1, "measured": []}',
        b'{"version": 1, "measured": {"' + SETUP.key.encode() + b'": [1, 2]}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_counts_as_none_and_is_replaced(tmp_path, content):
    path = tmp_path / "measured.json"
    path.write_bytes(content)
    assert Measurements(path).get(SETUP) == Measured()
    assert Measurements(path).rate_of(SETUP.model) is None
    Measurements(path).put(SETUP, KNOWN)
    assert Measurements(path).get(SETUP) == KNOWN


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fidelity", "high"),
        ("fidelity", 17),
        ("fidelity", float("nan")),
        ("batch", 0),
        ("batch", -8),
        ("batch", True),
        ("batch", 10**9),
        ("batch", 8.5),
        ("images_per_second", 0),
        ("images_per_second", float("inf")),
    ],
)
def test_a_value_that_can_not_be_is_measured_again_and_the_others_stay(tmp_path, field, value):
    path = tmp_path / "measured.json"
    Measurements(path).put(SETUP, KNOWN)
    content = json.loads(path.read_text("utf-8"))
    content["measured"][SETUP.key][field] = value
    path.write_text(json.dumps(content), "utf-8")
    found = Measurements(path).get(SETUP)
    assert getattr(found, field) is None
    kept = {"fidelity", "batch", "images_per_second"} - {field}
    assert all(getattr(found, name) == getattr(KNOWN, name) for name in kept)


def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "measured.json"
    Measurements(path).put(SETUP, KNOWN)

    def full(*_names):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    Measurements(path).put(SETUP, Measured(0.5, 1, 1.0))
    assert Measurements(path).get(SETUP) == KNOWN
    assert [one.name for one in tmp_path.iterdir()] == ["measured.json"]


def test_a_place_that_can_not_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / "file").write_text("a file where a folder is needed", "utf-8")
    measurements = Measurements(tmp_path / "file" / "measured.json")
    measurements.put(SETUP, KNOWN)
    assert measurements.get(SETUP) == Measured()


def test_whoever_reads_while_others_write_finds_a_whole_file(tmp_path):
    path = tmp_path / "measured.json"
    Measurements(path).put(SETUP, KNOWN)

    def write(number: int) -> None:
        for _time in range(20):
            Measurements(path).put(with_precision(f"precision {number}"), KNOWN)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    contents = []
    while any(writer.is_alive() for writer in writers):
        contents.append(path.read_text("utf-8"))
    for writer in writers:
        writer.join()
    for content in contents:
        assert json.loads(content)["measured"]
    assert [one.name for one in tmp_path.iterdir()] == ["measured.json"]


def test_the_rate_seen_last_is_told_without_knowing_device_or_torch(tmp_path):
    measurements = Measurements(tmp_path / "measured.json")
    assert measurements.rate_of(SETUP.model) is None
    measurements.put(SETUP, Measured(0.9999, 8, 20.0))
    measurements.put(with_precision("float32"), Measured(None, 8, 10.0))
    assert measurements.rate_of(SETUP.model) == 10.0
    measurements.put(SETUP, Measured(0.9999, 8, 30.0))
    assert measurements.rate_of(SETUP.model) == 30.0
    assert measurements.rate_of(SETUP.model[:-1]) is None


def test_measuring_anew_uses_nothing_remembered_and_remembers_for_the_others(tmp_path):
    path = tmp_path / "measured.json"
    Measurements(path).put(SETUP, KNOWN)
    anew = MeasuredAnew(path)
    assert anew.get(SETUP) == Measured()
    anew.put(SETUP, Measured(0.9991, 4, 12.0))
    assert anew.get(SETUP) == Measurements(path).get(SETUP) == Measured(0.9991, 4, 12.0)
