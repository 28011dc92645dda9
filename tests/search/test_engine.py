"""Searching a library of scenes with the real embedded model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photoclip.core import paths
from photoclip.core.errors import QueryError
from photoclip.core.types import Band
from photoclip.scenes.concepts import CONCEPTS
from photoclip.scenes.render import render
from photoclip.scenes.spec import sample_spec
from photoclip.search.query import parse
from photoclip.session import Session

SHOWN = (
    "lighthouse",
    "birthday cake",
    "sailboat",
    "castle",
    "giraffe",
    "bicycle",
    "snowman",
    "pizza",
)
FILLERS = ("tree", "fish", "laptop", "desert", "candle", "umbrella", "moon", "river", "zebra")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory) -> Path:
    """Three pictures of each shown concept and two of others, as files named after them."""
    folder = tmp_path_factory.mktemp("scenes")
    names = {concept.name for concept in CONCEPTS}
    for number, name in enumerate([*SHOWN * 3, *[n for n in FILLERS if n in names] * 2]):
        rng = np.random.default_rng((77, number))
        picture = render(sample_spec(rng, name), 160)
        Image.fromarray(picture).save(folder / f"{name} {number:02d}.jpg", quality=92)
    return folder


@pytest.fixture(scope="module")
def library_folder(scenes, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("engine") / "library"
    with Session.open(folder, owner=True) as session:
        session.add_roots([str(scenes)])
        session.index()
    return folder


@pytest.fixture
def session(library_folder):
    with Session.open(library_folder) as opened:
        yield opened


def names(result) -> list[str]:
    return [os.fsdecode(os.path.basename(hit.path)).rpartition(" ")[0] for hit in result.hits]


@pytest.mark.parametrize("name", SHOWN)
def test_the_photos_that_show_it_come_first(session, name):
    article = "an" if name[0] in "aeiou" else "a"
    found = names(session.search(f"{article} {name}", all_bands=True))
    assert found[:3].count(name) >= 2


def test_most_of_what_is_called_likely_shows_it(session):
    right = said = 0
    for name in SHOWN:
        likely = [h for h in session.search(f"a {name}").hits if h.band is Band.LIKELY]
        said += len(likely)
        right += sum(name in os.fsdecode(hit.path) for hit in likely)
    assert said >= len(SHOWN)
    assert right / said >= 0.7


def test_a_thing_that_is_not_there_has_no_likely_result(session):
    for query in ("a violin", "a helicopter", "a hamburger", "an escalator"):
        assert session.search(query).counts[Band.LIKELY] <= 1


def test_exclusion_removes_what_it_names_and_little_else(session):
    everything = session.search("-pizza", limit=0, all_bands=True)
    assert "pizza" not in names(everything)
    assert len(everything.hits) >= 0.8 * session.status().photos


def test_the_order_is_by_score_and_bands_follow_it(session):
    hits = session.search("a castle", all_bands=True, limit=0).hits
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    order = [Band.LIKELY, Band.MAYBE, Band.UNLIKELY]
    assert [order.index(h.band) for h in hits] == sorted(order.index(h.band) for h in hits)


def test_a_filter_narrows_without_changing_scores(session):
    whole = {h.photo_id: h.score for h in session.search("a castle", 0, all_bands=True).hits}
    part = session.search("a castle name:castle*", 0, all_bands=True)
    assert 0 < len(part.hits) < len(whole)
    for hit in part.hits:
        assert hit.score == pytest.approx(whole[hit.photo_id], abs=1e-5)


def test_the_limit_keeps_the_best(session):
    best = [h.photo_id for h in session.search("a pizza", 0, all_bands=True).hits][:2]
    assert [h.photo_id for h in session.search("a pizza", 2, all_bands=True).hits] == best


def test_a_photo_is_most_like_itself_and_similar_leaves_it_out(session, scenes):
    path = next(scenes.glob("lighthouse*"))
    like = session.search(f'like:"{path}"', all_bands=True)
    assert like.hits[0].path == os.fsencode(path)
    similar = session.similar(str(path), all_bands=True)
    assert os.fsencode(path) not in [hit.path for hit in similar.hits]
    assert names(similar)[0] == "lighthouse"


def test_a_photo_can_be_named_by_its_number_and_mixed_with_words(session, scenes):
    first = session.search("a pizza", 1, all_bands=True).hits[0]
    mixed = session.search(f"like:#{first.photo_id} pizza", 3, all_bands=True)
    assert names(mixed)[0] == "pizza"


def test_a_picture_outside_the_library_can_be_the_query(session, tmp_path):
    spec = sample_spec(np.random.default_rng(4242), "lighthouse")
    Image.fromarray(render(spec, 200)).save(tmp_path / "elsewhere.png")
    assert "lighthouse" in names(
        session.similar(str(tmp_path / "elsewhere.png"), 3, all_bands=True)
    )


@pytest.mark.parametrize("query", ["like:#999999", "like:/nowhere/at/all.jpg"])
def test_a_photo_that_is_not_there_is_a_mistake_in_the_query(session, query):
    with pytest.raises(QueryError):
        session.search(query)


def test_without_words_photos_are_listed_by_name_or_date(session):
    listed = session.search("sort:name", 0)
    assert not listed.ranked
    found = [os.path.basename(hit.path).lower() for hit in listed.hits]
    assert found == sorted(found)


def test_every_band_is_counted_over_the_whole_library(session):
    result = session.search("a lighthouse", 1)
    assert sum(result.counts.values()) == session.status().photos


def test_a_query_asked_before_needs_no_torch(session, library_folder):
    session.search("a lighthouse in the fog")
    script = (
        "import sys; from pathlib import Path; from photoclip.session import Session\n"
        f"with Session.open(Path({str(library_folder)!r})) as session:\n"
        "    assert session.search('a lighthouse in the fog', all_bands=True).hits\n"
        "    assert session.search('name:pizza*').hits\n"
        "assert 'torch' not in sys.modules, 'torch was imported'\n"
    )
    # The same home, so that it has the same cache of text vectors.
    session.engine.prepare()
    subprocess.run([sys.executable, "-c", script], check=True, env=dict(os.environ))


def test_the_demonstration_says_that_it_is_one(session):
    assert session.model.info.demonstration
    assert session.model.path == paths.embedded_model()


def test_a_ranking_of_arrays_is_what_the_hits_are_made_of(session):
    query = parse("a castle")
    ranking = session.engine.rank(query, all_bands=True)
    hits = session.search("a castle", 0, all_bands=True).hits
    assert ranking.photos.tolist() == [hit.photo_id for hit in hits]
    assert ranking.scores.tolist() == [hit.score for hit in hits]
    assert ranking.counts == session.search("a castle").counts


def test_a_ranking_leaves_out_what_is_unlikely_and_counts_it(session):
    ranking = session.engine.rank(parse("a castle"))
    assert len(ranking.photos) == ranking.counts[Band.LIKELY] + ranking.counts[Band.MAYBE]
    assert ranking.candidates == session.status().photos
    assert (ranking.scores >= 0.12).all()


def test_another_order_holds_within_the_bands(session):
    hits = session.search("a castle sort:name", 0, all_bands=True).hits
    for band in Band:
        found = [os.path.basename(hit.path).lower() for hit in hits if hit.band is band]
        assert found == sorted(found)
    order = [Band.LIKELY, Band.MAYBE, Band.UNLIKELY]
    assert [order.index(h.band) for h in hits] == sorted(order.index(h.band) for h in hits)


def test_each_term_says_what_it_thinks_of_a_photo(session):
    (first,) = session.search("a pizza", 1, all_bands=True).hits
    judged = session.engine.judge(parse("a pizza -castle"), first.photo_id)
    assert judged is not None
    score, (wanted, excluded) = judged
    assert score == pytest.approx(first.score, abs=1e-5)
    assert wanted.cosine == pytest.approx(first.similarity, abs=1e-5)
    assert excluded.excluded
    assert excluded.score < wanted.score
    assert session.engine.judge(parse("name:pizza*"), first.photo_id) is None


def test_what_was_deleted_from_the_library_is_no_longer_found(scenes, tmp_path):
    with Session.open(tmp_path / "library", owner=True) as owner:
        owner.add_roots([str(scenes)])
        owner.index()
        with Session.open(tmp_path / "library") as reader:
            before = reader.search("a pizza", 0, all_bands=True)
            owner.remove_root(str(scenes))
            assert reader.search("a pizza", 0, all_bands=True).hits == []
            owner.add_roots([str(scenes)])
            owner.index()
            after = reader.search("a pizza", 0, all_bands=True)
            assert [hit.path for hit in after.hits] == [hit.path for hit in before.hits]
