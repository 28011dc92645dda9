from __future__ import annotations

import errno
import json
from dataclasses import replace

import numpy as np
import pytest
import taught_library
import torch
from taught_library import ChanceEncoder

from photoclip.cli.main import run
from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, DiskFullError, PhotoClipError
from photoclip.embed import catalogue, openclip
from photoclip.embed.adapter import Adapter
from photoclip.embed.adapter_fitting import Recipe
from photoclip.embed.arriving import ARRIVING
from photoclip.embed.loading import load_encoder
from photoclip.embed.weights import ModelFolder
from photoclip.store import vectors
from photoclip.store.database import LibraryDamagedError
from photoclip.teaching import teach as teaching
from photoclip.teaching.gather import sentence
from photoclip.teaching.teach import teach

BASE = ModelFolder.open(paths.embedded_model())
QUICK = Recipe(steps=30, batch=64, learning_rate=1e-3, look_every=10)
PHOTOS = 120


@pytest.fixture(autouse=True)
def light(monkeypatch):
    monkeypatch.setattr(openclip, "OpenClipEncoder", ChanceEncoder)
    monkeypatch.setattr(teaching, "Recipe", lambda: QUICK)
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def kinds(library):
    """A library whose keywords go with what its photos show, and are all news to the model."""
    rows, kinds = taught_library.photos_of_kinds(PHOTOS)
    taught_library.fill(library, rows, keywords={n: [kind] for n, kind in enumerate(kinds, 1)})
    return rows, kinds


def taught(library, model=BASE, **options):
    return teach(library, model, load_encoder, **options)


def models() -> list[str]:
    return [model.name for model in catalogue.installed(paths.models_dir())]


def test_own_words_make_a_model_that_finds_photos_by_them(library, kinds):
    rows, kind_of = kinds
    report = taught(library)
    assert report.kept, report
    assert report.model == "photoclip-scenes+words-1"
    assert (report.photos, report.texts, report.pairs) == (PHOTOS, 8, PHOTOS)
    assert report.after.place < report.before.place / 2
    folder = catalogue.find(report.model, paths.models_dir())
    assert folder.card.base == BASE.info.key == report.base
    encoder = load_encoder(folder)
    images = encoder.adapter.images(rows)
    found = []
    for kind in taught_library.KINDS:
        order = np.argsort(-(images @ encoder.encode_texts([sentence(kind)])[0]))[:10]
        found += [kind_of[one] == kind for one in order.tolist()]
    assert np.mean(found) > 0.7


def test_a_trial_makes_nothing(library, kinds):
    report = taught(library, dry_run=True)
    assert report.kept
    assert report.model == ""
    assert models() == []


def test_teaching_again_makes_another_version_on_the_same_model(library, kinds):
    first = taught(library)
    second = taught(library, catalogue.find(first.model, paths.models_dir()))
    assert second.base == first.base == BASE.info.key
    assert models() == ["photoclip-scenes+words-1", "photoclip-scenes+words-2"]


def test_photos_that_came_while_a_taught_model_was_in_use_are_taught_too(library, kinds):
    rows, _kinds = kinds
    first = catalogue.find(taught(library).model, paths.models_dir())
    adapted = Adapter.read(first).images(rows)
    with library.transaction() as connection:
        later = vectors.model_id(connection, first.info.key, first.info.dim)
        for n in range(1, PHOTOS + 1, 2):
            vectors.put(connection, later, n, adapted[n - 1])
            connection.execute(
                "DELETE FROM vector WHERE content_id = ? AND model_id <> ?", (n, later)
            )
    again = taught(library, first)
    assert again.photos == PHOTOS
    assert again.kept


def test_the_same_words_teach_the_same(library, kinds):
    first, second = (catalogue.find(taught(library).model, paths.models_dir()) for _ in range(2))
    assert first.card.sha256 == second.card.sha256


def test_words_dealt_by_chance_make_nothing_and_it_is_said_why(library):
    rows, kinds = taught_library.photos_of_kinds(PHOTOS)
    shuffled = np.random.default_rng(5).permutation(kinds).tolist()
    taught_library.fill(library, rows, keywords={n: [k] for n, k in enumerate(shuffled, 1)})
    report = taught(library)
    assert not report.kept
    assert report.model == ""
    assert report.why.startswith("Photos held out")
    assert models() == []


def test_the_library_isnt_changed(library, kinds):
    before = library.connection.total_changes
    taught(library)
    assert library.connection.total_changes == before


def test_emoji_and_other_languages_are_taught_like_any_words(library):
    rows, kinds = taught_library.photos_of_kinds(PHOTOS)
    words = dict(
        zip(
            taught_library.KINDS,
            ["🌿", "港", "велосипед", "حفل", "🐐", "Küche", "παγετώνας", "פסנתר"],
            strict=True,
        )
    )
    taught_library.fill(library, rows, keywords={n: [words[k]] for n, k in enumerate(kinds, 1)})
    report = taught(library)
    assert report.kept
    assert report.texts == 8


def test_each_text_is_encoded_once(library, kinds):
    encoder = ChanceEncoder(BASE)
    teach(library, BASE, lambda _model: encoder)
    everyday = sum(
        bool(line) and not line.startswith("#")
        for line in (paths.resources_dir() / "background.txt").read_text("utf-8").splitlines()
    )
    assert encoder.encoded == 8 + everyday


@pytest.mark.parametrize("stop_at", ["Gathering words", "Reading the words", "Teaching"])
def test_stopping_leaves_nothing_behind(library, kinds, stop_at):
    token = CancelToken()

    def stop(doing, _done, _total):
        if doing == stop_at:
            token.cancel()

    with pytest.raises(Cancelled):
        taught(library, on_progress=stop, cancel=token)
    assert not paths.models_dir().exists() or not list(paths.models_dir().iterdir())


def test_a_full_disk_leaves_nothing_behind(library, kinds, monkeypatch):
    def full(_adapter, target, *_args):
        (target / "half").write_bytes(b"x" * 100)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Adapter, "write", full)
    with pytest.raises(DiskFullError):
        taught(library)
    assert [*paths.models_dir().rglob("*")] == [paths.models_dir() / ARRIVING]


def test_a_taught_model_of_the_hub_has_a_folder_any_drive_can_have():
    base = ModelFolder(BASE.path, replace(BASE.card, name="hf-hub:someone/.tiny"), BASE.config)
    first = teaching._stored(Adapter.nothing(BASE.info.dim), base, "a test")
    second = teaching._stored(Adapter.nothing(BASE.info.dim), base, "a test")
    assert [first.name, second.name] == [f"hf-hub:someone/.tiny+words-{n}" for n in (1, 2)]
    assert first.path.name == "hf-hub-someone--.tiny+words-1"
    assert second.path.name == "hf-hub-someone--.tiny+words-2"
    assert len(list(catalogue.installed(paths.models_dir()))) == 2


def test_a_models_folder_that_cant_be_written_is_named(library, kinds):
    paths.models_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.models_dir().write_bytes(b"in the way")
    with pytest.raises(PhotoClipError, match="could not be stored"):
        taught(library)


def test_damaged_vectors_are_told_from_too_few_words(library, kinds):
    with library.transaction() as connection:
        connection.execute("UPDATE vector SET data = zeroblob(6) WHERE content_id = 3")
    with pytest.raises(LibraryDamagedError):
        taught(library)


def test_the_terminal_tells_what_came_of_it(library, kinds, capsys):
    folder = library.folder
    library.close()
    with pytest.raises(SystemExit) as ended:
        run(["--library", str(folder), "models", "teach", "--dry-run"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "120 photos with words, 8 different ones" in said
    assert "among the first 10" in said
    assert "photoclip models teach" in said


def test_the_terminal_prints_json(library, kinds, capsys):
    folder = library.folder
    library.close()
    with pytest.raises(SystemExit) as ended:
        run(["--library", str(folder), "models", "teach", "--json"])
    assert ended.value.code == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["model"] == "photoclip-scenes+words-1"
    assert set(printed["before"]) == {"at_1", "at_5", "at_10", "place"}
    assert models() == [printed["model"]]


def test_a_library_without_words_ends_with_advice_in_the_terminal(library, capsys):
    folder = library.folder
    library.close()
    with pytest.raises(SystemExit) as ended:
        run(["--library", str(folder), "models", "teach"])
    assert ended.value.code == 1
    assert "captions" in capsys.readouterr().err
