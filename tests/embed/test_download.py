"""Fetching a model from a server that speaks the hub's protocol: whole, or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import pickle
import shutil
import socket
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import numpy as np
import pytest
from hub_server import REVISION, Fault, serving
from safetensors.numpy import save

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, DiskFullError, ModelError, NeedsHashError
from photoclip.embed import fetching, hub
from photoclip.embed.arriving import ARRIVING, folder_name
from photoclip.embed.catalogue import Pin
from photoclip.embed.fetching import fetch, fetch_named
from photoclip.embed.remote import PICKLE, SAFETENSORS, RemoteModel, extras_of
from photoclip.embed.remote import remote as remote_model
from photoclip.embed.weights import WEIGHTS, ModelFolder

REPO = "someone/tiny"
NAME = "Tiny/test"
CONFIG = {"model_cfg": {"embed_dim": 8, "vision_cfg": {"image_size": 32}, "text_cfg": {}}}
QUICKLY = (0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def weights() -> bytes:
    rng = np.random.default_rng(1)
    return save({"a": rng.standard_normal((300, 1000)).astype(np.float32), "b": np.zeros(5)})


@pytest.fixture
def server(weights, monkeypatch):
    with serving() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.address)
        monkeypatch.setenv("HF_HUB_DOWNLOAD_TIMEOUT", "5")
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
        running.put(REPO, SAFETENSORS, weights)
        yield running


@pytest.fixture
def models(tmp_path) -> Path:
    return tmp_path / "models"


def remote(pin: Pin | None = None, **changes) -> RemoteModel:
    fields = {"config": CONFIG, "pin": pin, **changes}
    return RemoteModel(NAME, REPO, (SAFETENSORS, PICKLE), **fields)


def pin(weights: bytes, **changes) -> Pin:
    fields = {"sha256": hashlib.sha256(weights).hexdigest(), "bytes": len(weights), **changes}
    return Pin(revision=REVISION, file=SAFETENSORS, seen_in="a test", **fields)


def get(models: Path, model: RemoteModel | None = None, **options) -> ModelFolder:
    return fetch(model or remote(), models, pauses=QUICKLY, **options)


def nothing_there(models: Path) -> bool:
    return not any(path.name != ARRIVING for path in models.iterdir())


# --- arriving -------------------------------------------------------------------------------------


def test_a_download_arrives_whole_and_says_where_it_came_from(server, models, weights):
    model = get(models)
    model.verify()
    assert (model.path / WEIGHTS).read_bytes() == weights
    assert model.card.source == f"hf-hub:{REPO}"
    assert model.card.revision == REVISION
    assert model.card.sha256 == hashlib.sha256(weights).hexdigest()
    assert [path.name for path in models.iterdir() if path.name != ARRIVING] == ["Tiny--test"]
    assert not (models / ARRIVING / "Tiny--test").exists()


def test_progress_grows_to_the_whole_with_a_speed(server, models, weights):
    reports = []
    get(models, on_progress=reports.append)
    done = [report.done_bytes for report in reports]
    assert done == sorted(done)
    assert done[-1] == reports[-1].total_bytes == len(weights)
    assert {report.name for report in reports} == {NAME}


@pytest.mark.parametrize("tenth", range(1, 10))
def test_what_was_cut_at_any_tenth_is_resumed_in_the_same_call(server, models, weights, tenth):
    server.bytes_of = [Fault(cut_after=len(weights) * tenth // 10)]
    model = get(models)
    model.verify()
    assert server.served == len(weights)


@pytest.mark.parametrize("tenth", range(1, 10))
def test_what_was_cut_at_any_tenth_is_resumed_by_the_next_call(server, models, weights, tenth):
    first = len(weights) * tenth // 10
    server.bytes_of = [Fault(cut_after=first), *[Fault(503)] * 10]
    with pytest.raises(ModelError, match="in trouble") as caught:
        get(models)
    assert "goes on where it stopped" in caught.value.hint
    assert nothing_there(models)
    server.bytes_of.clear()
    get(models).verify()
    assert server.served == len(weights)


def test_a_server_that_does_not_resume_sends_everything_again(server, models, weights):
    server.ranges = False
    server.bytes_of = [Fault(cut_after=len(weights) // 2)]
    reports = []
    get(models, on_progress=reports.append).verify()
    assert reports[-1].done_bytes == len(weights)


def test_cancelling_stops_at_once_and_the_next_call_goes_on(server, models, weights):
    token = CancelToken()
    server.before_bytes = token.cancel
    with pytest.raises(Cancelled):
        get(models, cancel=token)
    assert nothing_there(models)
    server.before_bytes = lambda: None
    get(models).verify()


def test_what_is_left_of_other_bytes_is_not_used(server, models, weights):
    server.bytes_of = [Fault(cut_after=1000), *[Fault(503)] * 10]
    with pytest.raises(ModelError):
        get(models)
    server.bytes_of.clear()
    other = save({"c": np.ones((400, 500), np.float32)})
    server.put(REPO, SAFETENSORS, other)
    assert (get(models).path / WEIGHTS).read_bytes() == other


# --- what is refused ------------------------------------------------------------------------------


def test_bytes_that_are_not_what_the_hub_promised_are_thrown_away(server, models, weights):
    server.instead[SAFETENSORS] = weights[:-1] + b"x"
    with pytest.raises(ModelError, match="is not the one the hub promised"):
        get(models)
    assert nothing_there(models)
    server.instead.clear()
    get(models).verify()


def test_more_bytes_than_the_hub_promised_are_refused(server, models, weights):
    server.instead[SAFETENSORS] = weights + b"more"
    with pytest.raises(ModelError, match="larger than the hub says"):
        get(models)
    assert nothing_there(models)


def test_fewer_bytes_than_the_hub_promised_end_in_words(server, models, weights):
    server.instead[SAFETENSORS] = weights[:-1000]
    with pytest.raises(ModelError, match="could not be downloaded"):
        get(models)
    assert nothing_there(models)


def test_another_file_than_the_pinned_one_is_not_even_fetched(server, models, weights):
    with pytest.raises(ModelError, match="not the file PhotoClip knows"):
        get(models, remote(pin(weights, sha256="0" * 64)))
    with pytest.raises(ModelError, match="not the file PhotoClip knows"):
        get(models, remote(pin(weights, bytes=7)))
    assert server.served == 0


def test_the_pinned_file_is_fetched_at_its_revision(server, models, weights):
    get(models, remote(pin(weights))).verify()
    assert all(REVISION in line for line in server.asked if "/resolve/" in line)


def test_a_mirror_without_hashes_is_held_to_the_pinned_one(server, models, weights):
    server.hashes[SAFETENSORS] = "no-hash-at-all"
    server.instead[SAFETENSORS] = weights[:-1] + b"x"
    with pytest.raises(ModelError, match="thrown away"):
        get(models, remote(pin(weights)))
    server.instead.clear()
    get(models, remote(pin(weights))).verify()


@pytest.mark.parametrize("data", [b"<html>please log in</html>" * 10_000, b"\x00" * 200_000])
def test_something_else_than_weights_is_refused(server, models, data):
    server.put(REPO, SAFETENSORS, data)
    with pytest.raises(ModelError, match="not a whole safetensors file"):
        get(models)
    assert nothing_there(models)


# --- what the server says -------------------------------------------------------------------------


def test_a_missing_file_is_said_with_its_name(server, models):
    server.files = {(REPO, "README.md"): b"nothing"}
    with pytest.raises(
        ModelError, match=r"has no open_clip_model\.safetensors or open_clip_pytorch"
    ):
        get(models)


def test_a_missing_repository_is_said(server, models):
    server.files.clear()
    with pytest.raises(ModelError, match=f"no repository “{REPO}”"):
        get(models)


def test_a_gated_repository_says_how_to_get_in(server, models):
    server.gated = True
    with pytest.raises(ModelError) as caught:
        get(models)
    assert "HF_TOKEN" in caught.value.hint
    assert f"{server.address}/{REPO}" in caught.value.hint


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_says_how_to_get_in(server, models, status):
    server.bytes_of = [Fault(status)]
    with pytest.raises(ModelError) as caught:
        get(models)
    assert "HF_TOKEN" in caught.value.hint


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
@pytest.mark.parametrize("place", ["about", "bytes_of"])
def test_trouble_that_passes_is_waited_for(server, models, status, place):
    setattr(server, place, [Fault(status, {"Retry-After": "0"}), Fault(status)])
    get(models).verify()


def test_as_long_as_the_server_asks_is_waited(server, models, monkeypatch):
    waits = []
    monkeypatch.setattr(CancelToken, "wait", lambda _self, seconds: waits.append(seconds))
    server.about = [Fault(429, {"Retry-After": "17"})]
    server.bytes_of = [Fault(429, {"Retry-After": "23"})]
    get(models).verify()
    assert 17.0 in waits
    assert 23.0 in waits


def test_a_date_the_server_asks_to_wait_for_is_understood(server, models, monkeypatch):
    waits = []
    monkeypatch.setattr(CancelToken, "wait", lambda _self, seconds: waits.append(seconds))
    until = datetime.now(UTC) + timedelta(seconds=100)
    server.about = [Fault(429, {"Retry-After": format_datetime(until, usegmt=True)})]
    server.bytes_of = [Fault(429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"})]
    get(models).verify()
    assert 50 < max(waits) <= 100
    assert 0.0 in waits


def test_waiting_for_the_server_can_be_cancelled(server, models):
    token = CancelToken()
    server.about = [Fault(429, {"Retry-After": "200"})]
    threading.Timer(0.3, token.cancel).start()
    with pytest.raises(Cancelled):
        get(models, cancel=token)


def test_a_server_that_asks_for_an_hour_is_left_to_the_person(server, models):
    server.about = [Fault(429, {"Retry-After": "3600"})]
    with pytest.raises(ModelError, match="wait 60 minutes"):
        get(models)


@pytest.mark.parametrize("name", ["hf-hub:a b/c", "hf-hub:../../x", "hf-hub:a/b/c", "hf-hub:-/x"])
def test_names_the_hub_can_not_have_are_said_to_be_none(server, models, name):
    with pytest.raises(ModelError, match="is not a model name"):
        fetch_named(name, models)
    assert server.asked == []
    assert not models.exists()


def test_a_name_nobody_has_leaves_nothing_on_the_disk(server, models):
    with pytest.raises(ModelError, match="no repository"):
        fetch_named("hf-hub:nobody/nothing", models)
    assert not models.exists()


def test_a_slash_at_the_end_belongs_to_no_name(server, models, monkeypatch):
    asked = []

    def known(name):
        asked.append(name)
        return remote()

    monkeypatch.setattr(fetching, "remote_model", known)
    fetch_named("hf-hub:someone/tiny/", models)
    assert asked == ["hf-hub:someone/tiny"]
    assert remote_model("hf-hub:someone/tiny/").name == "hf-hub:someone/tiny"


def test_nobody_there_says_what_to_do(server, models, monkeypatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(ModelError) as caught:
            get(models)
    assert "could not be downloaded" in str(caught.value)
    assert "models import" in caught.value.hint
    assert "HTTPS_PROXY" in caught.value.hint


def test_a_proxy_is_used_where_the_variable_says_so(server, models, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    monkeypatch.setenv("HTTP_PROXY", server.address)
    monkeypatch.setenv("http_proxy", server.address)
    import huggingface_hub.utils as tools

    tools.close_session()
    try:
        with pytest.raises(ModelError):
            get(models)
    finally:
        tools.close_session()
    assert any("hub.invalid" in line for line in server.asked)


def test_offline_by_decree_is_said(server, models, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="HF_HUB_OFFLINE forbids the network"):
        get(models)
    assert server.asked == []


# --- the disk -------------------------------------------------------------------------------------


def test_a_disk_without_room_is_noticed_before_anything_is_fetched(server, models, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_000_000))
    with pytest.raises(DiskFullError, match="MB are free") as caught:
        get(models)
    assert server.served == 0
    assert "goes on where it stopped" in caught.value.hint
    assert list((models / ARRIVING).iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_is_said_and_the_next_call_goes_on(
    server, models, weights, monkeypatch
):
    real = hub.read

    def read(file, start):
        yield next(iter(real(file, start)))
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(fetching.hub, "read", read)
    with pytest.raises(DiskFullError, match="The disk is full"):
        get(models)
    assert nothing_there(models)
    kept = sum(path.stat().st_size for path in models.rglob("*.part"))
    monkeypatch.setattr(fetching.hub, "read", real)
    server.served = 0
    get(models).verify()
    assert 0 < server.served == len(weights) - kept


def test_a_folder_that_may_not_be_written_is_said(server, tmp_path):
    place = tmp_path / "file"
    place.write_text("no folder")
    with pytest.raises(ModelError, match="could not be stored"):
        get(place / "models")


# --- two at once, and again -----------------------------------------------------------------------


def test_two_downloads_of_one_model_fetch_it_once(server, models, weights):
    holding, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        holding.set()
        go_on.wait(20)

    server.before_bytes = slow
    got: list[ModelFolder] = []
    first = threading.Thread(target=lambda: got.append(get(models)))
    first.start()
    assert holding.wait(20)
    waiting = []
    second = threading.Thread(target=lambda: got.append(get(models, on_progress=waiting.append)))
    second.start()
    while not waiting:  # it was told that it waits
        second.join(0.05)
    go_on.set()
    first.join(20)
    second.join(20)
    assert len(got) == 2
    assert server.served == len(weights)


def test_a_model_that_is_there_needs_no_network(server, models, monkeypatch):
    get(models)
    server.asked.clear()

    def forbidden(*_arguments, **_options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    assert get(models).name == NAME
    assert fetch_named(NAME, models).name == NAME
    assert server.asked == []


def test_again_replaces_what_is_there(server, models):
    get(models)
    other = save({"c": np.ones((400, 500), np.float32)})
    sha = server.put(REPO, SAFETENSORS, other)
    assert get(models, again=True).card.sha256 == sha
    assert [path.name for path in models.iterdir() if path.name != ARRIVING] == ["Tiny--test"]


# --- other forms ----------------------------------------------------------------------------------


def test_a_pickle_that_runs_something_is_refused_and_never_run(server, models, tmp_path):
    trap = tmp_path / "sprung"

    class Trap:
        def __reduce__(self):
            return (open, (str(trap), "w"))

    del server.files[REPO, SAFETENSORS]
    server.put(REPO, PICKLE, pickle.dumps([Trap(), b"x" * 200_000]))
    with pytest.raises(ModelError, match="holds more than weights"):
        get(models)
    assert not trap.exists()
    assert nothing_there(models)


@pytest.mark.parametrize("file", [SAFETENSORS, PICKLE])
def test_weights_without_a_hash_are_not_even_fetched(server, models, weights, file):
    del server.files[REPO, SAFETENSORS]
    server.put(REPO, file, weights)
    server.hashes[file] = "none"
    with pytest.raises(NeedsHashError, match="doesn't tell the hash of “Tiny/test”"):
        get(models)
    assert server.served == 0
    assert not models.exists()


def test_weights_without_a_hash_are_held_to_the_one_a_person_gives(server, models, weights):
    server.hashes[SAFETENSORS] = "none"
    with pytest.raises(ModelError, match="thrown away"):
        get(models, sha256="0" * 64)
    assert nothing_there(models)
    get(models, sha256=hashlib.sha256(weights).hexdigest().upper()).verify()


def test_a_hash_a_person_gives_goes_before_what_the_hub_says(server, models, weights):
    with pytest.raises(ModelError, match="not the file with the hash 000000000000"):
        get(models, sha256="0" * 64)
    with pytest.raises(ModelError, match="not the file with the hash 000000000000"):
        get(models, remote(pin(weights)), sha256="0" * 64)
    assert server.served == 0


@pytest.mark.parametrize("file", ["tokenizer.json", "tokenizer_config.json"])
def test_files_kept_in_git_are_held_to_the_hash_git_has_of_them(server, models, file):
    config = {"model_cfg": {**CONFIG["model_cfg"], "text_cfg": {"hf_tokenizer_name": REPO}}}
    server.put(REPO, "tokenizer.json", b"{}" * 10)
    server.put(REPO, "tokenizer_config.json", b'{"a": 1}')
    server.instead[file] = server.files[REPO, file].replace(b"}", b"]")
    with pytest.raises(ModelError, match=f"{file} of “Tiny/test” is not the one the hub promised"):
        get(models, remote(config=config, extras=extras_of(config)))
    assert nothing_there(models)
    server.instead.clear()
    get(models, remote(config=config, extras=extras_of(config))).verify()


def test_a_configuration_that_was_altered_on_the_way_is_refused(server, models):
    server.put(REPO, "open_clip_config.json", json.dumps(CONFIG).encode())
    server.instead["open_clip_config.json"] = json.dumps(CONFIG).replace("8", "9").encode()
    with pytest.raises(ModelError, match="is not the one the hub promised"):
        get(models, remote(config=None))
    assert server.served == len(json.dumps(CONFIG))


def test_a_pinned_model_gets_its_tokenizer_from_its_revision(server, models, weights):
    config = {"model_cfg": {**CONFIG["model_cfg"], "text_cfg": {"hf_tokenizer_name": REPO}}}
    server.put(REPO, "tokenizer.json", b"{}" * 10)
    server.put(REPO, "tokenizer_config.json", b"{}")
    get(models, remote(pin(weights), config=config, extras=extras_of(config)))
    asked = [line for line in server.asked if "tokenizer" in line]
    assert asked
    assert all(f"/resolve/{REVISION}/" in line for line in asked)


def test_the_files_a_tokenizer_needs_come_along_and_are_checked_ever_after(server, models):
    text = {"hf_tokenizer_name": REPO, "context_length": 8}
    config = {"model_cfg": {**CONFIG["model_cfg"], "text_cfg": text}}
    server.put(REPO, "tokenizer.json", b"{}" * 10)
    server.put(REPO, "tokenizer_config.json", b"{}")
    model = get(models, remote(config=config, extras=extras_of(config)))
    model.verify()
    assert set(model.card.files) == {"tokenizer.json", "tokenizer_config.json"}
    (model.path / "tokenizer.json").write_bytes(b"[]" * 10)
    with pytest.raises(ModelError, match="files of the model"):
        model.verify()


def test_a_model_whose_tokenizer_is_nowhere_is_refused_before_the_download(server, models):
    config = {"model_cfg": {**CONFIG["model_cfg"], "text_cfg": {"hf_tokenizer_name": REPO}}}
    with pytest.raises(ModelError, match=r"needs tokenizer\.json"):
        get(models, remote(config=config, extras=extras_of(config)))
    assert server.served == 0


def test_a_configuration_that_is_none_is_said(server, models):
    server.put(REPO, "open_clip_config.json", json.dumps({"something": "else"}).encode())
    with pytest.raises(ModelError, match="can't be read"):
        get(models, remote(config=None))


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("ViT-B-32/laion2b", "ViT-B-32--laion2b"),
        ("hf-hub:timm/ViT", "hf-hub-timm--ViT"),
        ("../../etc", "etc"),
        ("a\\b:c*", "a-b-c"),
        ("...", "model"),
    ],
)
def test_a_folder_of_a_model_has_a_plain_name(name, folder):
    assert folder_name(name) == folder
