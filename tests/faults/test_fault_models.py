"""A model's weights that are cut, flipped or something else altogether: refused before any is loaded."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import signal
import struct
from pathlib import Path

import pytest
from inspection import amount, until

from photoclip.cli.main import run
from photoclip.core import paths
from photoclip.core.commands import SetRating, SetSetting
from photoclip.core.errors import ModelError
from photoclip.core.types import PhotoId
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import CARD, WEIGHTS, ModelFolder
from photoclip.session import Session
from photoclip.store import settings

pytestmark = pytest.mark.torch

OWN = "a-model-of-ones-own"
READY = 3


class Payload:
    """What a pickle would do to whoever loads it."""

    def __init__(self, evidence: Path) -> None:
        self._evidence = evidence

    def __reduce__(self) -> tuple:
        return os.mkdir, (str(self._evidence),)


@pytest.fixture
def model(own_home) -> Path:
    """The embedded model under another name, installed for this user alone."""
    folder = paths.models_dir() / OWN
    shutil.copytree(paths.embedded_model(), folder)
    card = json.loads((folder / CARD).read_text("utf-8"))
    (folder / CARD).write_text(json.dumps({**card, "name": OWN}), "utf-8")
    return folder


def truncated(model: Path, _evidence: Path) -> None:
    os.truncate(model / WEIGHTS, (model / WEIGHTS).stat().st_size * 2 // 3)


def empty(model: Path, _evidence: Path) -> None:
    os.truncate(model / WEIGHTS, 0)


def missing(model: Path, _evidence: Path) -> None:
    (model / WEIGHTS).unlink()


def flipped(model: Path, _evidence: Path) -> None:
    content = bytearray((model / WEIGHTS).read_bytes())
    content[random.Random().randrange(len(content))] ^= 16
    (model / WEIGHTS).write_bytes(content)


def flipped_in_its_header(model: Path, _evidence: Path) -> None:
    content = bytearray((model / WEIGHTS).read_bytes())
    content[random.Random().randrange(2000)] ^= 1
    (model / WEIGHTS).write_bytes(content)


def boasting(model: Path, _evidence: Path) -> None:
    """A header that claims to be longer than any memory."""
    content = bytearray((model / WEIGHTS).read_bytes())
    content[:8] = struct.pack("<Q", 1 << 62)
    (model / WEIGHTS).write_bytes(content)


def pickled(model: Path, evidence: Path) -> None:
    (model / WEIGHTS).write_bytes(pickle.dumps(Payload(evidence)))


def pickled_by_torch(model: Path, evidence: Path) -> None:
    import torch

    torch.save({"weight": Payload(evidence)}, model / WEIGHTS)


def a_safe_model_of_another(model: Path, _evidence: Path) -> None:
    """Whole safetensors, with other numbers in them."""
    from safetensors.torch import load_file, save_file

    tensors = load_file(model / WEIGHTS)
    name = sorted(tensors)[0]
    tensors[name] = tensors[name] + 1.0
    save_file(tensors, model / WEIGHTS, metadata={"format": "pt"})


DAMAGES = (
    truncated,
    empty,
    missing,
    flipped,
    flipped_in_its_header,
    boasting,
    pickled,
    pickled_by_torch,
    a_safe_model_of_another,
)


@pytest.fixture
def evidence(tmp_path) -> Path:
    """Is there after a pickle was loaded."""
    return tmp_path / "loaded"


@pytest.fixture
def loads(monkeypatch) -> list[str]:
    """Which weights anything began to load in this process."""
    clip = open_clip()
    begun: list[str] = []
    create = clip.create_model

    def noted(name: str, *rest: object, **options: object):
        begun.append(name)
        return create(name, *rest, **options)

    monkeypatch.setattr(clip, "create_model", noted)
    return begun


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_weights_are_refused_before_they_are_loaded(model, evidence, loads, damage):
    whole = (model / WEIGHTS).read_bytes()
    damage(model, evidence)
    with pytest.raises(ModelError) as caught:
        OpenClipEncoder(ModelFolder.open(model), "cpu")
    assert caught.value.hint
    assert loads == []
    assert not evidence.exists()

    (model / WEIGHTS).write_bytes(whole)
    OpenClipEncoder(ModelFolder.open(model), "cpu")
    assert len(loads) == 1


def test_many_flipped_bits_of_a_model_are_each_refused(model, loads):
    whole = (model / WEIGHTS).read_bytes()
    rng = random.Random(31)
    folder = ModelFolder.open(model)
    for _ in range(amount(20, 300)):
        content = bytearray(whole)
        place = rng.randrange(len(content)) if rng.random() < 0.7 else rng.randrange(4096)
        content[place] ^= 1 << rng.randrange(8)
        (model / WEIGHTS).write_bytes(content)
        with pytest.raises(ModelError):
            folder.verify()
    assert loads == []


def call(capsys, library: Path, *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        run(["--library", str(library), *arguments])
    said = "".join(capsys.readouterr())
    assert "Traceback" not in said
    return int(ended.value.code or 0), said


def test_commands_say_what_is_wrong_with_the_model_and_do_what_needs_none(
    fault_home, model, evidence, capsys, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "600")
    library = fault_home.library
    fault_home.album(READY)
    fault_home.index(fault_home.photos)
    assert call(capsys, library, "models", "use", "--now", OWN)[0] == 0
    pickled(model, evidence)
    elsewhere = str(fault_home.photo("../elsewhere.jpg", 50))
    fault_home.photo("new.jpg", 51)
    for words in (("search", "a lake in the fog"), ("index",), ("similar", elsewhere)):
        code, said = call(capsys, library, *words)
        assert code == 1, (words, said)
        assert "Error: " in said
    code, said = call(capsys, library, "index")
    assert "not a whole safetensors file and was not loaded" in said
    code, said = call(capsys, library, "doctor")
    assert code == 1
    assert "not a whole safetensors file" in said
    for words in (
        ("search", "sort:name"),
        ("search", "rating:>=1"),
        ("status",),
        ("rate", "3", "#1"),
        ("undo",),
        ("failures",),
        ("settings", "cores", "1"),
        ("models", "list"),
    ):
        assert call(capsys, library, *words)[0] == 0, words
    assert not evidence.exists()

    assert call(capsys, library, "models", "use", paths.EMBEDDED_MODEL)[0] == 0
    assert call(capsys, library, "index")[0] == 0
    assert call(capsys, library, "search", "a lake in the fog", "--all")[0] == 0
    fault_home.inspect()


@pytest.mark.parametrize("damage", [pickled_by_torch, truncated, flipped][: amount(1, 3)])
def test_a_worker_whose_model_is_damaged_says_so_serves_all_else_and_recovers(
    fault_home, model, evidence, damage
):
    home = fault_home
    whole = (model / WEIGHTS).read_bytes()
    home.album(READY)
    home.index()
    with Session.open(home.library, owner=True) as session:
        home.acknowledged.apply(
            session._find_or_become_owner(), SetSetting(settings.ACTIVE_MODEL, OWN)
        )
    damage(model, evidence)
    with home.real_worker() as worker:
        home.add_root(worker)
        until(
            lambda: any("weights" in t or "safetensors" in t for t in home.notices()),
            "a word on it",
        )
        # what was found waits; nothing is blamed on the photos
        until(lambda: worker.state().waiting == READY, "the photos on the list")
        assert home.failures() == []
        pid = worker.state().pid

        # everything else goes on: changes by hand, new photos are known
        home.acknowledged.apply(worker, SetSetting("test", 1))
        home.photo("late.jpg", 99)
        until(lambda: worker.state().waiting == READY + 1, "the late photo on the list")
        with pytest.raises(ModelError):
            worker.encode_texts(ModelFolder.open(model).info.key, ["a lake"])
        assert not evidence.exists()

        # the model is back: chosen again, or reading is resumed
        (model / WEIGHTS).write_bytes(whole)
        home.acknowledged.apply(worker, SetSetting(settings.ACTIVE_MODEL, OWN))
        until(lambda: len(home.names()) == READY + 1, "all photos")
        home.acknowledged.apply(worker, SetRating(PhotoId(1), 5))
        assert worker.encode_texts(ModelFolder.open(model).info.key, ["a lake"]).shape[0] == 1

        # or another one is taken
        damage(model, evidence)
        os.kill(pid, signal.SIGKILL)
        home.acknowledged.apply(worker, SetSetting(settings.ACTIVE_MODEL, paths.EMBEDDED_MODEL))
        count = "SELECT count(*) FROM vector JOIN model ON model.id = model_id WHERE key NOT LIKE ?"
        until(lambda: home.ask(count, f"{OWN}%") == [(READY + 1,)], "vectors of the other model")
        assert not evidence.exists()
    home.inspect()
