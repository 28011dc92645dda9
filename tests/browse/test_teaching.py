"""Teaching as a window asks for it: in a process of its own, over a library somebody reads meanwhile."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

_TEACHING = str(Path(__file__).resolve().parent.parent / "teaching")
if _TEACHING not in sys.path:
    sys.path.append(_TEACHING)

import taught_library  # noqa: E402
from asking import ask  # noqa: E402

from photoclip.browse import model_process  # noqa: E402
from photoclip.browse.messages import LANES, Lane  # noqa: E402
from photoclip.browse.model_messages import WITHOUT_LIBRARY, TeachModel  # noqa: E402
from photoclip.browse.models import Models  # noqa: E402
from photoclip.core import paths  # noqa: E402
from photoclip.core.cancel import CancelToken  # noqa: E402
from photoclip.core.errors import Cancelled, PhotoClipError  # noqa: E402
from photoclip.core.teaching_reports import TeachingProgress, TeachingReport  # noqa: E402
from photoclip.machine_models import installed_models  # noqa: E402
from photoclip.session import Session  # noqa: E402

PHOTOS = 120

LIGHT = f"""
import sys
sys.path[:0] = [{_TEACHING!r}]
import torch
torch.set_num_threads(1)
from taught_library import ChanceEncoder
from photoclip.browse import model_process
from photoclip.embed import openclip
from photoclip.embed.adapter_fitting import Recipe
from photoclip.teaching import teach
openclip.OpenClipEncoder = ChanceEncoder
teach.Recipe = lambda: Recipe(steps=STEPS, batch=64, learning_rate=1e-3, look_every=10)
model_process._SAID_EACH_S = 0
model_process.main()
"""
"""The real process with an encoder that costs nothing and fewer steps."""


@pytest.fixture
def light(monkeypatch):
    """Have the process started this way."""

    def use(steps: int) -> None:
        program = [sys.executable, "-c", LIGHT.replace("STEPS", str(steps))]
        monkeypatch.setattr(model_process.ask, "__defaults__", (lambda: program,))

    return use


@pytest.fixture
def words(tmp_path):
    """A library whose keywords go with what its photos show; a session reads it."""
    rows, kinds = taught_library.photos_of_kinds(PHOTOS)
    said = {n: [kind] for n, kind in enumerate(kinds, 1)}
    taught_library.make(tmp_path / "words", rows, keywords=said).close()
    with Session.open(tmp_path / "words") as session:
        yield session


def test_teaching_has_the_lane_of_work_on_models_and_needs_a_library():
    assert LANES[TeachModel] is Lane.MODELS
    assert TeachModel not in WITHOUT_LIBRARY


@pytest.mark.torch
def test_own_words_become_a_model_with_progress_and_figures(words, light):
    light(30)
    asked = ask(Models(words), TeachModel())
    report = asked.answer
    assert isinstance(report, TeachingReport)
    assert report.kept
    assert (report.photos, report.pairs) == (PHOTOS, PHOTOS)
    assert report.after.place < report.before.place
    assert report.model in [model.name for model in installed_models()]
    assert words.model.name == paths.EMBEDDED_MODEL  # nothing changed by itself
    assert all(isinstance(one, TeachingProgress) for one in asked.early)
    doing = list(dict.fromkeys(one.doing for one in asked.early))
    assert doing == ["Gathering words", "Loading the model", "Reading the words", "Teaching"]
    assert asked.early[-1].done == asked.early[-1].total > 0


@pytest.mark.torch
def test_teaching_can_be_stopped_and_leaves_nothing(words, light):
    light(100_000)
    cancel = CancelToken()

    def hear(progress: TeachingProgress) -> None:
        if progress.doing == "Teaching" and progress.done:
            cancel.cancel()

    with pytest.raises(Cancelled):
        Models(words).answer(TeachModel(), hear, print, cancel)
    assert [model.name for model in installed_models()] == [paths.EMBEDDED_MODEL]
    assert not list(paths.models_dir().glob(".taught-*"))


def test_a_library_without_words_is_told_what_it_takes(folder):
    with (
        Session.open(folder) as session,
        pytest.raises(PhotoClipError, match="has words of yours") as raised,
    ):
        ask(Models(session), TeachModel())
    assert "captions" in raised.value.hint
