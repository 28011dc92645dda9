"""What a person is told of each model before choosing: by the catalogue, the machine, the library."""

from __future__ import annotations

import os
import shutil

import pytest

from photoclip.browse import model_choices
from photoclip.browse.model_choices import choices
from photoclip.core import paths
from photoclip.embed import machine
from photoclip.embed.arriving import ARRIVING, folder_name
from photoclip.embed.catalogue import offer_named, offers
from photoclip.embed.machine import Machine
from photoclip.embed.measured import Measured, Measurements, Setup
from photoclip.embed.weights import ADAPTER, CARD, WEIGHTS, ModelCard, ModelFolder, write_card
from photoclip.worker.first_use import READING_S

SMALL = machine.SMALL
LAPTOP = Machine(memory=4 * 10**9, cores=2)


@pytest.fixture
def on(monkeypatch):
    """Have another machine."""

    def be(one: Machine) -> None:
        monkeypatch.setattr(model_choices, "_machine", lambda: one)

    be(LAPTOP)
    return be


def install(name: str, **card: str) -> ModelFolder:
    """The embedded model once more, as a downloaded one of this name."""
    folder = paths.models_dir() / folder_name(name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(paths.embedded_model(), folder)
    (folder / CARD).unlink()
    sha256 = ModelFolder.open(paths.embedded_model()).card.sha256
    write_card(folder, ModelCard(name=name, sha256=sha256, **card))
    return ModelFolder.open(folder)


def of(name: str):
    (found,) = [one for one in choices() if one.name == name]
    return found


def test_one_model_is_recommended_and_the_reason_is_said(on):
    (recommended,) = [one for one in choices() if one.recommended]
    assert recommended.name == SMALL
    assert "4 GB of memory" in recommended.why
    on(Machine(64 * 10**9, 16, "A GPU", 24 * 10**9))
    (recommended,) = [one for one in choices() if one.recommended]
    assert recommended.name == machine.LARGE
    assert "A GPU" in recommended.why


def test_whoever_writes_in_another_language_is_recommended_a_model_that_reads_it(on):
    on(Machine(16 * 10**9, 8))
    (english,) = [one for one in choices(english=True) if one.recommended]
    (german,) = [one for one in choices(english=False) if one.recommended]
    assert (english.name, german.name) == (machine.ENGLISH, machine.LANGUAGES)
    assert german.languages != "English"


def test_everything_the_catalogue_knows_can_be_chosen_few_are_for_most(on):
    found = choices()
    assert {one.name for one in found} == {
        paths.EMBEDDED_MODEL, *(one.name for kind in ("clip", "captioner") for one in offers(kind))
    }  # fmt: skip
    assert 3 <= sum(one.shortlisted for one in found) <= 5
    assert not any(one.research_only for one in found if one.shortlisted or one.recommended)


def test_what_was_published_of_a_model_comes_with_its_source(on):
    offer, choice = offer_named(SMALL), of(SMALL)
    assert offer is not None
    assert choice.license == offer.license
    assert {one.source for one in choice.figures} == {offer.source.title}
    assert f"{offer.imagenet:.1f} %" in {one.value for one in choice.figures}


def test_a_larger_model_takes_longer_and_one_that_nobody_counted_has_no_estimate(on):
    found = {one.name: one.seconds_per_1000 for one in choices()}
    assert 0 < found[SMALL] < found[machine.ENGLISH] < found[machine.LARGE]
    for one in choices():
        offer = offer_named(one.name)
        unknown = offer is None or not offer.gflop or one.kind == "captioner"
        assert (one.seconds_per_1000 == 0) == unknown


def test_nothing_is_guessed_of_a_gpu_that_never_ran_a_model(on):
    on(Machine(64 * 10**9, 16, "A GPU", 24 * 10**9))
    assert all(one.seconds_per_1000 == 0 for one in choices())


def test_what_was_measured_goes_before_an_estimate_and_makes_the_others_better(on):
    guessed = {one.name: one.seconds_per_1000 for one in choices()}
    model = install(SMALL)
    rate = 10_000 / guessed[SMALL]  # ten times as fast as was thought
    setup = Setup(model.info.key, "A device", "2.0", "bfloat16")
    Measurements().put(setup, Measured(0.9999, 32, rate))
    found = {one.name: one for one in choices()}
    assert found[SMALL].measured
    reading = 1000 * READING_S / (os.cpu_count() or 1)
    assert 1000 / rate <= found[SMALL].seconds_per_1000 <= 1.1 * (1000 / rate + reading)
    assert not found[machine.LARGE].measured
    assert found[machine.LARGE].seconds_per_1000 < guessed[machine.LARGE] / 4 + reading


def test_an_adapter_is_as_fast_as_the_model_below_it(on):
    model = install(SMALL)
    Measurements().put(Setup(model.info.key, "A device", "2.0", "float32"), Measured(1.0, 8, 20.0))
    install("my words", kind=ADAPTER, base=model.info.key)
    adapter = of("my words")
    assert (adapter.kind, adapter.base) == ("adapter", SMALL)
    assert adapter.measured
    assert adapter.seconds_per_1000 == of(SMALL).seconds_per_1000


def test_an_adapter_without_the_model_below_it_says_that_it_lacks_it(on):
    install("my words", kind=ADAPTER, base=f"{SMALL}@0123456789ab")
    assert of("my words").problem == f"It was taught on “{SMALL}”, which isn't on this machine."
    install(SMALL)
    assert of("my words").problem == ""


def test_an_installed_model_says_what_it_takes_on_the_disk_and_can_be_removed(on):
    install(SMALL)
    choice = of(SMALL)
    assert (choice.installed, choice.download_mb, choice.removable) == (True, 0, True)
    assert choice.disk_bytes > (paths.embedded_model() / WEIGHTS).stat().st_size
    assert choice.key.startswith(f"{SMALL}@")
    assert not of(paths.EMBEDDED_MODEL).removable


def test_what_came_of_a_cut_download_is_known(on):
    partial = paths.models_dir() / ARRIVING / folder_name(SMALL)
    partial.mkdir(parents=True)
    (partial / "model.safetensors.0123.part").write_bytes(b"x" * 1234)
    choice = of(SMALL)
    assert (choice.installed, choice.partial_bytes) == (False, 1234)
