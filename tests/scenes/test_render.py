import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photoclip.scenes import concepts
from photoclip.scenes.backdrops import INDOOR, SETTINGS
from photoclip.scenes.concepts import CONCEPTS, concept_named
from photoclip.scenes.light import COLOURS, TIMES, WEATHERS
from photoclip.scenes.render import render
from photoclip.scenes.spec import SEVERAL, SceneSpec, moments, sample_spec

NAMES = [concept.name for concept in CONCEPTS]


def test_every_concept_module_is_registered():
    found = {p.stem for p in Path(concepts.__file__).parent.glob("concepts_*.py")}
    assert found == {name for name in dir(concepts) if name.startswith("concepts_")}


def test_concepts_are_well_formed():
    assert len(set(NAMES)) == len(NAMES) >= 100
    for concept in CONCEPTS:
        assert (concept.draw is None) != (concept.scene is None), concept.name
        assert (concept.draw is None) == (not concept.settings), concept.name
        assert concept.plural or concept.counts == (1,), concept.name
        assert set(concept.colours) <= set(COLOURS), concept.name
        assert set(concept.settings) <= set(SETTINGS), concept.name
        assert set(concept.times) <= set(TIMES), concept.name
        assert set(concept.weathers) <= set(WEATHERS), concept.name
        for setting in concept.settings or (None,):
            assert setting in INDOOR or moments(concept, setting), (concept.name, setting)


@pytest.mark.parametrize("name", NAMES)
def test_every_concept_renders_as_asked(name):
    rng = np.random.default_rng(3)
    for _ in range(3):
        spec = sample_spec(rng, name)
        picture = render(spec, 48)
        assert picture.dtype == np.uint8
        height, width, channels = picture.shape
        assert channels == 3
        assert min(height, width) == 48
        assert width / height == pytest.approx(spec.aspect, rel=0.03)
        assert picture.std() > 4, spec


@pytest.mark.parametrize("name", ["dog", "beach", "fish"])
def test_pictures_depend_on_spec_and_size_alone(name):
    spec = sample_spec(np.random.default_rng(11), name)
    first = render(spec, 64)
    np.random.seed(5)
    np.random.random(7)
    render(sample_spec(np.random.default_rng(1), "cat"), 40)
    assert np.array_equal(first, render(spec, 64))
    assert not np.array_equal(first, render(replace(spec, seed=spec.seed + 1), 64))


def test_another_process_draws_the_same():
    code = (
        "import hashlib, numpy as np\n"
        "from photoclip.scenes.render import render\n"
        "from photoclip.scenes.spec import sample_spec\n"
        "spec = sample_spec(np.random.default_rng(8), 'horse')\n"
        "print(hashlib.sha256(render(spec, 64).tobytes()).hexdigest())\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    spec = sample_spec(np.random.default_rng(8), "horse")
    assert out.stdout.strip() == hashlib.sha256(render(spec, 64).tobytes()).hexdigest()


def test_sizes_show_the_same_picture():
    spec = SceneSpec("dog", 4, "brown", "day", "clear", 1, "left", None, "grass", 4 / 3)
    small = render(spec, 48).astype(float)
    large = render(spec, 192).astype(float)
    reduced = large.reshape(48, 4, 64, 4, 3).mean(axis=(1, 3))
    assert np.abs(reduced - small).mean() < 14


def test_sample_spec_is_true_to_the_concept():
    rng = np.random.default_rng(0)
    seen = set()
    for _ in range(1500):
        spec = sample_spec(rng)
        concept = concept_named(spec.concept)
        seen.add(spec.concept)
        assert spec.colour is None or spec.colour in concept.colours
        assert spec.setting in (concept.settings or (None,))
        assert spec.count in concept.counts
        assert (spec.time is None) == (spec.weather is None) == (spec.setting in INDOOR)
        if spec.time is not None:
            assert spec.time in concept.times
            assert spec.weather in concept.weathers
        if spec.count > 1 or spec.distance == "near" or concept.draw is None:
            assert spec.position is None
        assert spec.drawn == spec.count or (spec.count == SEVERAL and 5 <= spec.drawn <= 7)
    assert len(seen) > 0.95 * len(CONCEPTS)


def _red(spec: SceneSpec) -> np.ndarray:
    """Where the picture is red, bool (H, W)."""
    shown = render(spec, 96).astype(float)
    red = (shown[:, :, 0] > 1.7 * shown[:, :, 1]) & (shown[:, :, 0] > 1.7 * shown[:, :, 2])
    return red & (shown[:, :, 0] > 70)


@pytest.mark.parametrize("aspect", [1.0, 3 / 2, 2 / 3])
def test_positions_lie_within_the_centre_square(aspect):
    for seed in range(4):
        for position, low, high in (("left", 0, 48), ("right", 48, 96), ("centre", 30, 66)):
            spec = SceneSpec(
                "car", seed, "red", "day", "clear", 1, position, None, "street", aspect
            )
            mask = _red(spec)
            left = (mask.shape[1] - 96) // 2
            columns = np.nonzero(mask)[1] - left
            assert columns.size > 40
            assert low <= columns.mean() <= high
            # The picture may be tilted a little after it was composed.
            assert np.quantile(columns, 0.03) >= -2
            assert np.quantile(columns, 0.97) <= 97


def test_near_is_larger_than_usual_and_far_smaller():
    area = {}
    for distance in ("near", None, "far"):
        sums = []
        for seed in range(5):
            spec = SceneSpec("car", seed, "red", "day", "clear", 1, None, distance, "snow", 1.0)
            sums.append(int(_red(spec).sum()))
        area[distance] = np.median(sums)
    assert area["near"] > 1.6 * area[None]
    assert area[None] > 2 * area["far"]


def test_times_differ_in_brightness():
    def level(time: str) -> float:
        pictures = [
            render(SceneSpec("horse", s, "brown", time, "clear", 1, None, None, "grass", 1.0), 48)
            for s in range(4)
        ]
        return float(np.mean(pictures))

    assert level("day") > 1.2 * level("dusk") > 1.44 * level("night")
