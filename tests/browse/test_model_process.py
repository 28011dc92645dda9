"""Work on models in a process of its own: answers come as they are made, and stopping ends it."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from photoclip.browse import model_process
from photoclip.browse.messages import LANES, Lane
from photoclip.browse.model_messages import (
    ArchitectureNeeded,
    DownloadModel,
    HashNeeded,
    ImportModel,
    ModelArrived,
    ModelProbed,
    ProbeModel,
    RemoveModel,
)
from photoclip.browse.models import Models
from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, DiskFullError, ModelError, UnknownCheckpointError
from photoclip.core.model_reports import DownloadProgress
from photoclip.embed.weights import WEIGHTS

STAGED = """
import os, sys, time
from photoclip.browse import model_process
from photoclip.browse.model_messages import ModelArrived
from photoclip.core.errors import DiskFullError
from photoclip.core import processes

def work(question, more, cancel):
    match question.name:
        case "slow":
            more(os.getpid())
            while True:
                cancel.check()
                time.sleep(0.01)
        case "stubborn":
            more(os.getpid())
            time.sleep(600)
        case "dies":
            os._exit(3)
        case "full":
            raise DiskFullError("The disk is full.", "Free some.")
        case "noisy":
            print("a library says something")
            os.system("echo and so does a program")
        case "bug":
            raise ZeroDivisionError("a bug")
    more(1)
    more(2)
    return ModelArrived(question.name)

model_process.work = work
model_process.main()
"""


@pytest.fixture
def staged():
    return lambda: [sys.executable, "-c", STAGED]


def ask(question, staged, cancel=None, early=None):
    hear = early.append if early is not None else lambda _value: None
    return model_process.ask(question, hear, cancel or CancelToken(), staged)


def test_early_answers_come_before_the_last_one(staged):
    early: list[object] = []
    assert ask(DownloadModel("fine"), staged, early=early) == ModelArrived("fine")
    assert early == [1, 2]


def test_what_libraries_print_disturbs_nothing(staged):
    assert ask(DownloadModel("noisy"), staged) == ModelArrived("noisy")


def test_an_error_comes_as_what_it_is(staged):
    with pytest.raises(DiskFullError, match="The disk is full") as raised:
        ask(DownloadModel("full"), staged)
    assert raised.value.hint == "Free some."


def test_a_bug_is_no_error_of_the_person(staged):
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        ask(DownloadModel("bug"), staged)


def test_a_process_that_dies_is_said_with_what_to_do(staged):
    with pytest.raises(ModelError, match="ended unexpectedly") as raised:
        ask(DownloadModel("dies"), staged)
    assert "memory" in raised.value.hint


@pytest.mark.parametrize("name", ["slow", "stubborn"])
def test_stopping_ends_the_process_whatever_it_does(staged, name, monkeypatch):
    monkeypatch.setattr(model_process, "_ENDING_S", 0.5)
    cancel, pids = CancelToken(), []

    def hear(pid: object) -> None:
        pids.append(pid)
        cancel.cancel()

    with pytest.raises(Cancelled):
        model_process.ask(DownloadModel(name), hear, cancel, staged)
    (pid,) = pids
    assert not psutil.pid_exists(pid)


def test_the_process_ends_with_whoever_asked(staged):
    pids: list[int] = []
    cancel = CancelToken()

    def leave(pid: object) -> None:
        pids.append(pid)
        raise EOFError  # the thread that asked is gone

    def run() -> None:
        with pytest.raises((ModelError, Cancelled)):
            model_process.ask(DownloadModel("slow"), leave, cancel, staged)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert pids
    deadline = time.monotonic() + 20
    while psutil.pid_exists(pids[0]) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not psutil.pid_exists(pids[0])


# --- the real work ------------------------------------------------------------------------------------


def test_questions_about_models_have_a_lane_of_their_own():
    for kind in (DownloadModel, ImportModel, RemoveModel, ProbeModel):
        assert LANES[kind] is Lane.MODELS


@pytest.mark.torch
def test_the_embedded_model_can_be_tested_before_there_is_a_library():
    answer = Models(None).answer(ProbeModel(paths.EMBEDDED_MODEL), print, print, CancelToken())
    assert isinstance(answer, ModelProbed)
    assert answer.report.images_per_second > 1
    assert answer.seconds_per_1000 > 1000 / answer.report.images_per_second


@pytest.mark.torch
def test_a_model_folder_can_be_imported_used_nowhere_and_removed_again(tmp_path):
    copy = tmp_path / "mine"
    copy.mkdir()
    for file in paths.embedded_model().iterdir():
        if file.name != "photoclip.json":
            (copy / file.name).write_bytes(file.read_bytes())
    models = Models(None)
    early: list[object] = []
    arrived = models.answer(ImportModel(bytes(copy)), early.append, print, CancelToken())
    assert arrived == ModelArrived("mine")
    assert isinstance(early[-1], DownloadProgress)
    assert early[-1].done_bytes == (copy / WEIGHTS).stat().st_size
    removed = models.answer(RemoveModel("mine"), print, print, CancelToken())
    assert removed.freed_bytes > (copy / WEIGHTS).stat().st_size
    assert not list(Path(paths.models_dir()).glob("mine"))


@pytest.mark.torch
def test_only_a_file_that_could_run_programs_asks_for_its_hash(tmp_path):
    (tmp_path / "text.txt").write_text("hello")
    (tmp_path / "old.pt").write_bytes(b"hello")
    with pytest.raises(UnknownCheckpointError, match="no checkpoint PhotoClip knows"):
        Models(None).answer(ImportModel(bytes(tmp_path / "text.txt")), print, print, CancelToken())
    asked = Models(None).answer(
        ImportModel(bytes(tmp_path / "old.pt")), print, print, CancelToken()
    )
    assert asked == HashNeeded(bytes(tmp_path / "old.pt"))


@pytest.mark.torch
def test_a_folder_without_a_configuration_does_not_ask_for_an_architecture(tmp_path):
    with pytest.raises(ModelError, match="There is no open_clip_config"):
        Models(None).answer(ImportModel(bytes(tmp_path)), print, print, CancelToken())


@pytest.mark.torch
def test_weights_of_no_known_architecture_ask_which_of_all(tmp_path):
    import torch
    from safetensors.torch import save_file

    file = tmp_path / "other.safetensors"
    save_file({"layer.weight": torch.zeros(3, 3)}, file)
    asked = Models(None).answer(ImportModel(bytes(file)), print, print, CancelToken())
    assert isinstance(asked, ArchitectureNeeded)
    assert "ViT-B-32" in asked.architectures


def test_a_model_that_ships_is_not_removed():
    with pytest.raises(ModelError, match="not removed"):
        Models(None).answer(RemoveModel(paths.EMBEDDED_MODEL), print, print, CancelToken())
    assert paths.embedded_model().is_dir()


def test_a_model_nobody_knows_can_not_be_tested():
    with pytest.raises(ModelError, match="There is no model"):
        Models(None).answer(ProbeModel("no/such"), print, print, CancelToken())
