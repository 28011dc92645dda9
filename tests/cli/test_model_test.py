"""``photoclip models test``: a real model, really measured."""

from __future__ import annotations

import json

import pytest

from photoclip.cli.main import run
from photoclip.embed import probe
from photoclip.embed.measured import Measurements
from photoclip.session import Session

pytestmark = pytest.mark.torch


@pytest.fixture(autouse=True)
def shortly(monkeypatch) -> None:
    """As few pictures and sentences as possible: what matters here is what is said of them."""
    monkeypatch.setattr(probe, "_ENCODING_S", 0.0)
    monkeypatch.setattr(probe, "_ROUNDS", 1)


@pytest.fixture
def terminal(tmp_path, capsys):
    """Run it with these arguments: exit code, standard output, standard error."""

    def execute(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            run(["--library", str(tmp_path / "library"), *arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return execute


def test_it_says_how_a_model_runs_here_and_remembers_it(terminal):
    code, out, _err = terminal("--device", "cpu", "models", "test", "photoclip-scenes", "--json")
    assert code == 0
    found = json.loads(out)
    assert found["model"] == "photoclip-scenes"
    assert found["device"] == "cpu"
    assert "threads: " in found["device_name"]
    assert found["precision"] in ("float32", "bfloat16")
    assert found["fidelity"] == 1.0 or found["precision"] == "bfloat16"
    assert 0.999 <= found["fidelity"] <= 1.0
    assert 1 <= found["batch"] <= 32
    assert found["images_per_second"] > 0
    assert found["text_ms"] > 0
    assert found["load_s"] > 0
    assert found["memory_bytes"] > 50_000_000  # torch alone takes that
    assert found["seconds_per_10000"] > 10_000 / found["images_per_second"]
    assert (
        found["vector_bytes_per_10000"] == 2 * 256 * 10_000 or found["vector_bytes_per_10000"] > 0
    )
    (entry,) = json.loads(Measurements().path.read_text("utf-8"))["measured"].values()
    assert entry["batch"] == found["batch"]
    assert entry["images_per_second"] == found["images_per_second"]


def test_it_tells_a_person_in_words(terminal):
    code, out, err = terminal("--device", "cpu", "models", "test", "photoclip-scenes")
    assert code == 0
    assert "Testing photoclip-scenes" in err
    for words in (
        "Runs on",
        "cpu (",
        "Precision",
        "a second",
        " ms",
        "with torch",
        "10,000 photos",
    ):
        assert words in out
    assert "to read;" in out


def test_without_a_name_it_is_the_librarys_model_on_the_device_that_is_set(
    terminal, tmp_path, monkeypatch
):
    monkeypatch.setattr("photoclip.embed.device._counts", lambda: {"cuda": 0, "cpu": 1})
    with Session.open(tmp_path / "library", owner=True) as session:
        session.set_preference("device", ("mps",))
    code, out, err = terminal("models", "test", "--json")
    assert code == 0
    assert json.loads(out)["model"] == "photoclip-scenes"
    assert json.loads(out)["device"] == "cpu"
    assert "This machine has no device “mps”, which is set" in err


def test_a_model_that_is_not_here_and_a_device_that_is_not_here_are_mistakes_with_a_way_out(
    terminal, monkeypatch
):
    monkeypatch.setattr("photoclip.embed.device._counts", lambda: {"cuda": 0, "cpu": 1})
    code, _out, err = terminal("models", "test", "ViT-X/none")
    assert code == 1
    assert "There is no model “ViT-X/none”" in err
    code, _out, err = terminal("--device", "cuda", "models", "test", "photoclip-scenes")
    assert code == 1
    assert "This machine has no device “cuda”" in err
    assert "Available: cpu." in err


def test_a_damaged_library_keeps_nobody_from_testing_a_model_by_its_name(terminal, tmp_path):
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.sqlite3").write_bytes(b"no database" * 1000)
    code, out, _err = terminal("models", "test", "photoclip-scenes", "--json")
    assert code == 0
    assert json.loads(out)["model"] == "photoclip-scenes"
