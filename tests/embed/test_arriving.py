"""How models come to their place and leave it, and what is cleared away after a process was killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed import arriving
from photoclip.embed.arriving import (
    ARRIVING,
    FORMER,
    clear_leftovers,
    forget_arriving,
    held,
    passing,
    place_of,
    put_in_place,
    take_away,
)
from photoclip.embed.catalogue import find, installed
from photoclip.embed.weights import CARD, WEIGHTS, ModelFolder, write_card

HOLDS = """
import sys, time
from pathlib import Path
from photoclip.embed.arriving import held, passing
models = Path(sys.argv[1])
with passing(models, "import-") as work, held(models / ".arriving" / "a--download"):
    (work / "weights").write_bytes(b"x" * 1000)
    (models / ".arriving" / "a--download").mkdir()
    print(work, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def models(tmp_path) -> Path:
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def model_at(folder: Path, name: str, source: str = "") -> Path:
    """The embedded model under another name; ``source`` tells two apart."""
    shutil.copytree(paths.embedded_model(), folder)
    card = ModelFolder.open(folder).card
    write_card(folder, type(card)(**{**vars(card), "name": name, "source": source}))
    return folder


@pytest.fixture
def holder(models):
    """A process in the middle of an import and a download, and the folder of the former."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(models)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.wait()
    process.stdout.close()


# --- leftovers ------------------------------------------------------------------------------------


def test_what_a_killed_process_left_is_cleared_and_what_a_living_one_does_stays(models, holder):
    process, work = holder
    clear_leftovers(models)
    assert (work / "weights").is_file()
    os.kill(process.pid, signal.SIGKILL) if os.name != "nt" else process.kill()
    process.wait()
    clear_leftovers(models)
    assert not work.exists()
    assert not work.with_name(work.name + ".lock").exists()
    assert (models / ARRIVING / "a--download").is_dir()  # the next download goes on with it


def test_the_next_import_or_lesson_clears_what_a_killed_one_left(models):
    left = models / ARRIVING / "taught-12345678"
    left.mkdir(parents=True)
    with passing(models, "import-") as work:
        assert not left.exists()
        assert work.is_dir()
    assert list((models / ARRIVING).iterdir()) == []


def test_a_download_that_goes_on_elsewhere_is_not_removed(models, holder):
    process, _work = holder
    with pytest.raises(ModelError, match="“a/download” is being downloaded"):
        forget_arriving("a/download", models)
    assert (models / ARRIVING / "a--download").is_dir()
    process.kill()
    process.wait()
    assert forget_arriving("a/download", models) == models / ARRIVING / "a--download"
    assert not (models / ARRIVING / "a--download").exists()


def test_a_lock_that_guards_nothing_leaves_no_file(models):
    with held(models / ARRIVING / "x"):
        pass
    assert list((models / ARRIVING).iterdir()) == []


# --- replacing ------------------------------------------------------------------------------------


def test_a_new_model_takes_the_place_of_the_former(models):
    target = model_at(models / "m", "m", "old")
    put_in_place(model_at(models / ARRIVING / "w" / "ready", "m", "new"), target)
    assert ModelFolder.open(target).card.source == "new"
    assert [path.name for path in models.iterdir() if path.name != ARRIVING] == ["m"]


def test_the_former_model_stays_where_the_new_one_cant_be_put(models, monkeypatch):
    target = model_at(models / "m", "m", "old")
    ready = model_at(models / ARRIVING / "w" / "ready", "m", "new")
    real = os.replace

    def replace(source, to):
        if Path(source) == ready:
            raise PermissionError(13, "a file of it is open")
        real(source, to)

    monkeypatch.setattr(arriving.os, "replace", replace)
    with pytest.raises(PermissionError):
        put_in_place(ready, target)
    assert ModelFolder.open(target).card.source == "old"
    ModelFolder.open(target).verify()


@pytest.mark.parametrize("steps", range(1, 6))
def test_a_kill_at_any_step_leaves_one_whole_model_of_the_name(models, monkeypatch, steps):
    class Killed(BaseException):
        pass

    left = steps

    def counted(act):
        def acting(*arguments, **options):
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed
            return act(*arguments, **options)

        return acting

    target = model_at(models / "m", "m", "old")
    ready = model_at(models / ARRIVING / "w" / "ready", "m", "new")
    with monkeypatch.context() as patch:
        patch.setattr(arriving.os, "replace", counted(os.replace))
        patch.setattr(arriving.shutil, "rmtree", counted(shutil.rmtree))
        patch.setattr(Path, "unlink", counted(Path.unlink))
        with pytest.raises(Killed) if steps < 5 else _nothing():
            put_in_place(ready, target)
    find("m", models).verify()
    assert len(list(installed(models))) == 1
    clear_leftovers(models)
    find("m", models).verify()
    assert target.is_dir()
    assert not list(models.glob(f"*{FORMER}"))


def _nothing():
    from contextlib import nullcontext

    return nullcontext()


# --- removing -------------------------------------------------------------------------------------


def test_a_model_is_removed_in_one_step(models):
    target = model_at(models / "m", "m")
    with place_of(target):
        take_away(target)
    assert [*models.rglob("*")] == [models / ARRIVING]


def test_a_model_that_cant_be_removed_stays_whole(models, monkeypatch):
    target = model_at(models / "m", "m")

    def refuse(_source, _to):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(arriving.os, "replace", refuse)
    with pytest.raises(PermissionError), place_of(target):
        take_away(target)
    assert (target / CARD).is_file()
    assert (target / WEIGHTS).is_file()
    ModelFolder.open(target).verify()
