"""``models list``, ``download``, ``import`` and ``remove`` in the terminal, against a local hub."""

from __future__ import annotations

import hashlib
import json
import os

import numpy as np
import pytest
from hub_server import Fault, serving
from safetensors.numpy import save

from photoclip.cli.main import run
from photoclip.core import paths
from photoclip.embed import arriving, fetching
from photoclip.embed.remote import PICKLE, SAFETENSORS, RemoteModel
from photoclip.embed.weights import CONFIG, WEIGHTS

NAME = "Tiny/test"
REPO = "someone/tiny"
MODEL = {"model_cfg": {"embed_dim": 8, "vision_cfg": {"image_size": 32}, "text_cfg": {}}}


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    """Runs a command; its exit code, output and what it said beside that."""
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("COLUMNS", "200")

    def type_(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            run(["--library", str(tmp_path / "library"), *words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return int(ended.value.code or 0), said.out, said.err

    return type_


@pytest.fixture
def hub(monkeypatch):
    """A hub that has a model of a few bytes, by a name open_clip needn't be asked about."""
    remote = RemoteModel(NAME, REPO, (SAFETENSORS, PICKLE), MODEL)
    monkeypatch.setattr(fetching, "remote_model", lambda _name: remote)
    with serving() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.address)
        running.put(REPO, SAFETENSORS, save({"a": np.ones((300, 1000), np.float32)}))
        yield running


def rows(terminal) -> dict[str, dict]:
    code, out, _err = terminal("models", "list", "--json")
    assert code == 0
    return {row["name"]: row for row in map(json.loads, out.splitlines())}


def test_the_list_says_what_a_person_needs_to_choose(terminal):
    code, out, err = terminal("models", "list")
    assert code == 0
    assert "ViT-B-32-256/datacomp_s34b_b86k" in out
    assert "72.8" in out
    assert "605 MB" in out
    assert err.startswith("For this machine: ")
    assert "photoclip models download" in err
    listed = rows(terminal)
    assert listed["photoclip-scenes"]["installed"]
    assert listed["photoclip-scenes"]["active"]
    offer = listed["ViT-B-16-SigLIP/webli"]
    assert (offer["dim"], offer["image_size"], offer["license"]) == (768, 224, "Apache-2.0")
    assert offer["figures_from"].startswith("https://github.com/mlfoundations/open_clip")
    assert sum(row["recommended"] for row in listed.values()) == 1
    assert listed["MobileCLIP-S1/datacompdr"]["research_only"]


def test_details_name_the_licence_and_the_source(terminal):
    code, out, _err = terminal("models", "list", "--details")
    assert code == 0
    assert "licence: Apache-2.0 (https://www.apache.org/licenses/LICENSE-2.0)" in out
    assert "open_clip's own tables" in out


def test_a_download_is_listed_then_and_can_be_removed(terminal, hub):
    code, out, _err = terminal("models", "download", NAME)
    assert (code, out) == (
        0,
        f"{NAME} is on this machine now. Use it: photoclip models use {NAME}\n",
    )
    assert rows(terminal)[NAME]["installed"]
    code, out, _err = terminal("models", "download", NAME)
    assert "already" in out
    code, out, _err = terminal("models", "download", NAME, "--json")
    assert set(json.loads(out)) == {"name", "path", "key", "sha256", "revision"}
    code, out, _err = terminal("models", "remove", NAME)
    assert code == 0
    assert NAME not in rows(terminal)
    assert terminal("models", "remove", NAME)[0] == 1


def test_what_an_unfinished_download_left_can_be_removed(terminal, hub):
    hub.bytes_of = [Fault(cut_after=1000), Fault(403)]
    code, _out, err = terminal("models", "download", NAME)
    assert code == 1
    assert "doesn't give" in err
    left = paths.models_dir() / arriving.ARRIVING / "Tiny--test"
    assert left.is_dir()
    assert terminal("models", "remove", NAME)[0] == 0
    assert not left.exists()


def test_the_embedded_model_is_not_removed(terminal):
    code, _out, err = terminal("models", "remove", "photoclip-scenes")
    assert code == 1
    assert "not removed" in err


@pytest.mark.torch
def test_a_model_folder_is_imported_and_one_in_use_is_not_removed(terminal, tmp_path):
    code, out, _err = terminal("models", "import", str(paths.embedded_model()), "--name", "copy")
    assert code == 0
    assert "copy is on this machine now" in out
    assert terminal("models", "use", "copy")[0] == 0
    code, _out, err = terminal("models", "remove", "copy")
    assert code == 1
    assert "in use" in err
    assert (paths.models_dir() / "copy" / WEIGHTS).is_file()


def test_a_hash_is_given_where_a_mirror_tells_none(terminal, hub):
    hub.hashes[SAFETENSORS] = "none"
    code, _out, err = terminal("models", "download", NAME)
    assert code == 1
    assert "--sha256 HASH" in err
    sha256 = hashlib.sha256(hub.files[REPO, SAFETENSORS]).hexdigest()
    assert terminal("models", "download", NAME, "--sha256", sha256)[0] == 0


def test_a_captioner_is_not_said_to_be_used_for_searching(terminal, hub, monkeypatch):
    config = {"model_cfg": {**MODEL["model_cfg"], "multimodal_cfg": {}}}
    remote = RemoteModel(NAME, REPO, (SAFETENSORS,), config)
    monkeypatch.setattr(fetching, "remote_model", lambda _name: remote)
    code, out, _err = terminal("models", "download", NAME)
    assert code == 0
    assert "models use" not in out
    assert "photoclip caption" in out


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are others there")
def test_a_model_that_may_not_be_removed_is_said_and_stays(terminal, hub, monkeypatch):
    assert terminal("models", "download", NAME)[0] == 0

    def refuse(_source, _to):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(arriving.os, "replace", refuse)
    code, _out, err = terminal("models", "remove", NAME)
    assert code == 1
    assert f"“{NAME}” could not be removed: Permission denied" in err
    assert rows(terminal)[NAME]["installed"]


def test_a_download_that_goes_on_is_not_removed(terminal, hub):
    work = paths.models_dir() / arriving.ARRIVING / "Tiny--test"
    with arriving.held(work):
        work.mkdir()
        code, _out, err = terminal("models", "remove", NAME)
        assert code == 1
        assert f"“{NAME}” is being downloaded" in err
        assert work.is_dir()


@pytest.mark.torch
def test_the_list_clears_what_a_killed_import_left(terminal):
    left = paths.models_dir() / arriving.ARRIVING / "import-12345678"
    left.mkdir(parents=True)
    assert terminal("models", "list")[0] == 0
    assert not left.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("download", "hf-hub:a b/c"), "is not a model name"),
        (("download", "nonsense"), "is not a model name"),
        (("download", "hf-hub:"), "is not a model name"),
        (("import", "/nowhere/at/all"), "There is no"),
        (("remove", "never/there"), "There is no model"),
    ],
)
def test_mistakes_are_said_plainly(terminal, words, said):
    code, _out, err = terminal("models", *words)
    assert code == 1
    assert said in err


def test_a_folder_that_is_no_model_is_said(terminal, tmp_path):
    (tmp_path / "photos").mkdir()
    code, _out, err = terminal("models", "import", str(tmp_path / "photos"))
    assert code == 1
    assert CONFIG in err
