"""What differs where PhotoClip is a frozen program. Freezing itself is not tried here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from photoclip import __main__ as program
from photoclip.core import frozen, paths, processes
from photoclip.media import sandbox


@pytest.fixture
def as_frozen(monkeypatch, tmp_path) -> Path:
    """As if the window's executable in the folder that is returned ran."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "photoclip-gui"))
    return tmp_path


def test_from_source_python_is_started_with_the_package():
    assert processes.own_command("browse")[-4:] == ["-P", "-m", "photoclip", "browse"]


@pytest.mark.skipif(sys.platform == "win32", reason="the name ends in .exe there")
def test_a_frozen_window_starts_the_command_line_that_lies_beside_it(as_frozen):
    assert processes.own_command("browse") == [str(as_frozen / "photoclip"), "browse"]


def test_a_frozen_program_decodes_in_itself_with_another_argument(as_frozen):
    assert sandbox._command() == processes.own_command(processes.DECODER)
    assert "-c" not in sandbox._command()


def test_the_frozen_command_line_becomes_a_decoder_process(as_frozen, monkeypatch):
    served = []
    monkeypatch.setattr(sys, "argv", ["photoclip", processes.DECODER])
    monkeypatch.setattr("photoclip.media.decoder_process.main", lambda: served.append(True))
    program.main()
    assert served == [True]


def test_what_a_frozen_program_starts_finds_its_own_libraries(as_frozen, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours:/opt/lib")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/lib")
    frozen.give_back_environment()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_search_path_that_was_not_set_before_is_gone_again(as_frozen, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    frozen.give_back_environment()
    assert "LD_LIBRARY_PATH" not in os.environ


def test_from_source_the_search_path_of_a_person_stays(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/lib")
    frozen.give_back_environment()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/lib"


def test_what_tells_a_decoder_process_apart_loads_little():
    code = (
        "import sys; from photoclip.core import frozen, processes;"
        "print([m for m in ('numpy', 'click', 'torch', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_with_a_folder_named_data_beside_it_everything_is_kept_there(as_frozen, monkeypatch):
    monkeypatch.delenv(paths.LIBRARY_VARIABLE, raising=False)
    places = (paths.data_dir, paths.cache_dir, paths.config_dir, paths.log_dir)
    assert not any(place().is_relative_to(as_frozen) for place in places)
    (as_frozen / "data").mkdir()
    assert all(place().is_relative_to(as_frozen / "data") for place in places)
    assert len({place() for place in places}) == len(places)
    assert paths.default_library() == as_frozen / "data" / "library"
    assert paths.models_dir() == as_frozen / "data" / "models"


def test_a_library_that_is_named_comes_before_the_portable_one(as_frozen, monkeypatch):
    (as_frozen / "data").mkdir()
    monkeypatch.setenv(paths.LIBRARY_VARIABLE, "/photos/library")
    assert paths.default_library() == Path("/photos/library")


def test_from_source_a_folder_named_data_beside_python_means_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (tmp_path / "data").mkdir()
    assert not paths.data_dir().is_relative_to(tmp_path)
