"""Which model suits which machine, and what the catalogue says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from photoclip.embed.catalogue import Pin, offer_named, offers
from photoclip.embed.machine import (
    GIGA,
    LARGE,
    SMALL,
    Machine,
    Reason,
    recommended,
    this_machine,
)
from photoclip.embed.weights import CAPTIONER


def advice(memory: float, cores: int, gpu: str = "", gpu_memory: float = 0, **options):
    machine = Machine(int(memory * GIGA), cores, gpu, int(gpu_memory * GIGA))
    return recommended(machine, **options)


def test_a_small_machine_gets_the_small_model_and_is_told_why():
    little = advice(3.9, 8)
    assert (little.offer.name, little.reason) == (SMALL, Reason.LITTLE_MEMORY)
    assert "4 GB of memory" in little.why
    slow = advice(16, 2)
    assert (slow.offer.name, slow.reason) == (SMALL, Reason.FEW_CORES)
    assert "2 cores" in slow.why


def test_a_usual_laptop_gets_siglip():
    found = advice(16.4, 8)
    assert found.offer.name == "ViT-B-16-SigLIP/webli"
    assert "8 cores" in found.why


def test_a_graphics_card_with_room_gets_the_large_model():
    found = advice(32, 16, "NVIDIA H100", 80)
    assert (found.offer.name, found.reason) == (LARGE, Reason.GPU)
    assert "NVIDIA H100" in found.why
    assert advice(16, 8, "old card", 2).offer.name != LARGE
    assert advice(16, 2, "Apple GPU").offer.name == "ViT-B-16-SigLIP/webli"


def test_other_languages_get_a_model_that_knows_them():
    for machine in ((16, 8), (4, 2)):
        assert "languages" in advice(*machine, english=False).offer.languages


def test_what_needs_a_package_is_recommended_only_where_that_is():
    little = Machine(4 * GIGA, 2)
    assert recommended(little, english=False).offer.needs == ""
    quick = recommended(replace(little, transformers=True), english=False).offer
    assert quick.needs == "transformers"
    assert this_machine().transformers == (find_spec(quick.needs) is not None)


def test_a_frozen_program_offers_nothing_that_needs_a_package(monkeypatch):
    needy = {offer.name for offer in offers() if offer.needs}
    assert needy
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert needy.isdisjoint(offer.name for offer in offers())
    assert offer_named(needy.pop()) is not None  # what was downloaded once is still known


def test_nothing_is_recommended_that_may_only_be_used_for_research():
    for memory in (2, 4, 8, 16, 64):
        for cores in (1, 2, 4, 16):
            for card in (0, 4, 8, 80):
                for english in (True, False):
                    found = advice(memory, cores, "card" if card else "", card, english=english)
                    assert not found.offer.research_only
                    assert found.why.endswith(".")


def test_this_machine_is_looked_at_without_loading_torch():
    code = (
        "import sys; from photoclip.embed.machine import this_machine; m = this_machine();"
        "assert m.memory > 0 and m.cores > 0, m; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=dict(os.environ))
    assert this_machine().cores >= 1


def test_the_catalogue_has_the_models_that_were_promised():
    names = {offer.name for offer in offers()}
    assert {
        "ViT-B-32-256/datacomp_s34b_b86k",
        "ViT-B-32/laion2b_s34b_b79k",
        "MobileCLIP-S1/datacompdr",
        "MobileCLIP2-S2/dfndr2b",
        "ViT-B-16-SigLIP/webli",
        "ViT-B-16-SigLIP2/webli",
        "ViT-L-14/datacomp_xl_s13b_b90k",
        "ViT-SO400M-14-SigLIP-384/webli",
        "RN50/openai",
        "xlm-roberta-base-ViT-B-32/laion5b_s13b_b90k",
    } <= names
    assert {offer.kind for offer in offers(CAPTIONER)} == {CAPTIONER}
    assert offer_named("nothing") is None


@pytest.mark.parametrize("offer", [*offers(), *offers(CAPTIONER)], ids=lambda offer: offer.name)
def test_what_is_said_of_a_model_is_complete(offer):
    assert offer.note
    assert offer.languages
    assert offer.license
    assert offer.license_url.startswith("https://")
    assert offer.parameters > 10_000_000
    assert offer.gflop > 1
    assert offer.gflop_text > 1
    assert offer.source.url.startswith("https://")
    for figure in (offer.imagenet, offer.coco, offer.flickr):
        assert figure is None or 20 < figure < 100
    if isinstance(offer.pin, Pin):
        assert re.fullmatch("[0-9a-f]{64}", offer.pin.sha256)
        assert re.fullmatch("[0-9a-f]{40}", offer.pin.revision)
        assert abs(offer.pin.bytes - 4 * offer.parameters) < 0.001 * offer.pin.bytes
        assert offer.pin.seen_in


@pytest.mark.parametrize("offer", [*offers(), *offers(CAPTIONER)], ids=lambda offer: offer.name)
def test_the_page_about_models_says_what_the_catalogue_says(offer):
    page = (Path(__file__).parents[2] / "docs" / "models.md").read_text("utf-8")
    row = next(
        line for line in page.splitlines() if line.startswith(f"| `{offer.name}` | {offer.note}")
    )
    for figure in (offer.coco, offer.imagenet):
        if offer.kind != CAPTIONER and figure is not None:
            assert f"| {figure:.1f} |" in row
    assert f"{offer.download_mb:,} MB" in row
    assert offer.license in row
    assert (offer.pin is None) or offer.pin.sha256 in page
