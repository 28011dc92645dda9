"""Tags follow the rules in force, whatever happens between a rule and its tags."""

from __future__ import annotations

import pytest
from derived_library import DIM, MODEL, OTHER, PHOTOS, Home, expected, rule, sources

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import ApplyRule, DeleteLabel, MarkLabel, RenameLabel, Verdict
from photoclip.core.errors import Cancelled, ModelError
from photoclip.core.types import InputSpec, ModelInfo
from photoclip.store import vectors
from photoclip.tagging import derive as deriving


@pytest.fixture
def home(library) -> Home:
    return Home(library)


class AtFirstLook(CancelToken):
    """Does something the first time long work looks at it: the vectors are being read."""

    def __init__(self, act):
        super().__init__()
        self._act = act

    def check(self):
        act, self._act = self._act, None
        if act is not None:
            act()
        super().check()


def test_tags_are_what_the_rule_says_of_the_stored_vectors(home):
    dog = rule()
    home.label("Dog", dog)
    (moved,) = home.keeper.catch_up()
    said = expected({"Dog": dog}, range(1, 301))["Dog"]
    assert sources(home.tags("Dog")) == said
    held = list(said.values()).count("auto")
    assert 10 < held < 60  # it does say something
    assert (moved.name, moved.added, moved.removed) == ("Dog", held, 0)
    assert (moved.held, moved.suggested) == (held, len(said) - held)
    assert home.stale() == []


def test_taking_a_rule_back_brings_exactly_the_tags_before(home):
    home.label("Dog", rule())
    home.keeper.catch_up()
    before = home.tags()
    undo = home.label("Dog", rule(seed=8, share=0.3))
    home.keeper.catch_up()
    assert home.tags() != before
    home.do(undo)
    home.keeper.catch_up()
    assert home.tags() == before


def test_a_label_without_a_rule_loses_its_tags_and_needs_no_model(home):
    undo = home.label("Dog", rule())
    (first,) = home.keeper.catch_up()
    home.do(ApplyRule("Dog", None))

    def missing(*_model):
        raise ModelError("It isn't here.")

    keeper = deriving.TagKeeper(home.library, missing, missing)
    (moved,) = keeper.catch_up()
    assert (moved.removed, moved.held) == (first.added, 0)
    assert home.tags() == {}
    assert home.stale() == []
    assert undo is not None


def test_without_the_model_a_rule_waits_and_says_why(home):
    home.label("Dog", rule())

    def missing(*_model):
        raise ModelError("It isn't here.")

    keeper = deriving.TagKeeper(home.library, missing, missing)
    with pytest.raises(ModelError, match="isn't here"):
        keeper.catch_up()
    assert home.stale() == ["Dog"]
    home.keeper.catch_up()
    assert home.stale() == []


def test_a_rule_of_another_model_keeps_its_tags_and_waits_for_it(home):
    dog = rule()
    home.label("Dog", dog)
    home.keeper.catch_up()
    before = home.tags()
    home.model = OTHER
    home.label("Dog", rule(seed=9))  # of the first model
    assert home.keeper.catch_up() == ()
    assert home.tags() == before
    assert home.stale() == ["Dog"]
    home.model = MODEL
    assert len(home.keeper.catch_up()) == 1
    assert home.tags() != before


def test_a_rule_whose_vectors_have_another_width_is_left_alone(home):
    home.label("Dog", rule())
    home.model = ModelInfo(MODEL.key, DIM + 8, InputSpec(32))
    assert home.keeper.catch_up() == ()
    assert home.stale() == ["Dog"]


def test_what_is_no_rule_costs_only_its_own_label(home):
    home.label("Dog", rule())
    home.label("Cat")
    home.do(ApplyRule("Cat", '{"format": 99}'))
    (moved,) = home.keeper.catch_up()
    assert moved.name == "Dog"
    assert home.stale() == ["Cat"]


def test_only_what_changed_is_judged(home):
    home.label("Dog", rule())
    home.keeper.catch_up()
    home.label("Cat", rule(seed=5))
    assert [one.name for one in home.keeper.catch_up()] == ["Cat"]
    assert home.keeper.catch_up() == ()


def test_exclusive_labels_are_derived_together(home):
    rules = {
        f"Animals/{name}": rule(seed=seed, share=0.4, group="animals")
        for seed, name in enumerate(("Dog", "Cat", "Horse"), 20)
    }
    for name, one in rules.items():
        home.label(name, one, exclusive=True)
        home.keeper.catch_up()
    said = expected(rules, range(1, 301))
    for name, photos in said.items():
        assert sources(home.tags(name)) == photos
    held = [photo for (_, photo), (source, _) in home.tags().items() if source == "auto"]
    assert len(held) == len(set(held))
    # One that leaves gives its photos back to the others.
    home.do(DeleteLabel("Animals/Cat"))
    home.keeper.catch_up()
    rest = {name: one for name, one in rules.items() if name != "Animals/Cat"}
    assert {name: sources(home.tags(name)) for name in rest} == expected(rest, range(1, 301))
    # And so does one that moves elsewhere.
    home.do(RenameLabel("Animals/Horse", "Horse"))
    home.keeper.catch_up()
    alone = expected({"Horse": rules["Animals/Horse"]}, range(1, 301))["Horse"]
    assert sources(home.tags("Horse")) == alone


def test_photos_that_come_while_others_are_judged_are_judged_too(home):
    dog = rule(share=0.3)
    home.label("Dog", dog)
    home.keeper.catch_up(AtFirstLook(lambda: home.put(range(301, 401))))
    assert sources(home.tags("Dog")) == expected({"Dog": dog}, range(1, 401))["Dog"]


def test_a_photo_that_gets_other_content_meanwhile_is_judged_by_that(home):
    dog = rule(share=0.3)
    home.label("Dog", dog)
    said = expected({"Dog": dog}, range(1, 401))["Dog"]
    has = next(n for n in said if said[n] == "auto")
    hasnt = next(n for n in range(301, 401) if n not in said)

    def swap():
        home.put([hasnt])
        with home.library.transaction() as connection:
            connection.execute("DELETE FROM photo WHERE id = ?", (hasnt,))
            connection.execute("UPDATE photo SET content_id = ? WHERE id = ?", (hasnt, has))

    home.keeper.catch_up(AtFirstLook(swap))
    assert has not in home.tags("Dog")


def test_a_rule_that_changes_while_its_photos_are_judged_wins(home):
    home.label("Dog", rule())
    home.label("Cat", rule(seed=5))
    newer = rule(seed=8)
    home.keeper.catch_up(AtFirstLook(lambda: home.label("Dog", newer)))
    assert sources(home.tags("Dog")) == expected({"Dog": newer}, range(1, 301))["Dog"]
    assert home.tags("Cat")
    assert home.stale() == []


def test_a_label_deleted_while_its_photos_are_judged_stays_deleted(home):
    home.label("Dog", rule())
    home.keeper.catch_up(AtFirstLook(lambda: home.do(DeleteLabel("Dog"))))
    assert home.tags() == {}


def test_stopping_leaves_the_label_marked_and_its_tags_as_they_were(home):
    home.label("Dog", rule())
    home.keeper.catch_up()
    before = home.tags()
    home.label("Dog", rule(seed=8))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        home.keeper.catch_up(token)
    assert home.tags() == before
    assert home.stale() == ["Dog"]


def test_many_tags_are_written_in_several_transactions(home, monkeypatch):
    monkeypatch.setattr(deriving, "TAGS_A_TRANSACTION", 50)
    rules = {name: rule(seed=seed) for seed, name in enumerate(("Ant", "Bee", "Cow", "Dog"), 30)}
    for name, one in rules.items():
        home.label(name, one)
    assert len(home.keeper.catch_up()) == 4
    said = expected(rules, range(1, 301))
    assert {name: sources(home.tags(name)) for name in rules} == said


def test_what_a_person_said_is_no_part_of_it(home):
    dog = rule()
    home.label("Dog", dog)
    home.keeper.catch_up()
    before = home.tags()
    photo = next(photo for (_, photo) in before)
    home.do(MarkLabel(photo, "Dog", Verdict.REJECTED))
    home.label("Dog", rule(seed=8))
    home.label("Dog", dog)
    home.keeper.catch_up()
    assert home.tags() == before


def test_pages_end_where_vectors_end(home, monkeypatch):
    monkeypatch.setattr(vectors, "_PAGE", 7)
    dog = rule()
    home.label("Dog", dog)
    home.keeper.catch_up()
    assert sources(home.tags("Dog")) == expected({"Dog": dog}, range(1, 301))["Dog"]


# --- while photos are indexed ---------------------------------------------------------------------


def index(home, numbers, prepared=True):
    if prepared:
        home.keeper.prepare()
    with home.library.transaction() as connection:
        home.put(numbers, inside=connection)
        home.keeper.tag(connection, list(numbers))


def test_new_photos_are_tagged_with_their_vectors(home):
    rules = {"Dog": rule(share=0.3), "Cat": rule(seed=5, share=0.3)}
    for name, one in rules.items():
        home.label(name, one)
    home.keeper.catch_up()
    index(home, range(301, 401))
    said = expected(rules, range(1, 401))
    assert {name: sources(home.tags(name)) for name in rules} == said
    # And they are just the tags that deriving anew would give.
    before = home.tags()
    home.do(ApplyRule("Dog", None))
    home.do(ApplyRule("Dog", rules["Dog"].to_json()))
    home.keeper.catch_up()
    assert home.tags() == before


def test_a_rule_is_heard_of_by_the_next_batch(home):
    home.keeper.prepare()
    dog = rule(share=0.3)
    home.label("Dog", dog)
    index(home, range(301, 351))
    home.label("Dog", cat := rule(seed=5, share=0.3))
    index(home, range(351, 401))
    assert sources(home.tags("Dog")) == (
        expected({"": dog}, range(301, 351))[""] | expected({"": cat}, range(351, 401))[""]
    )


def test_the_everyday_descriptions_are_asked_for_once_and_only_for_rules(home):
    index(home, [301])
    assert home.asked == 0
    home.label("Dog", rule())
    for number in (302, 303):
        index(home, [number])
    home.keeper.catch_up()
    assert home.asked == 1


def test_where_rules_cant_decide_photos_come_all_the_same_and_labels_are_marked(home):
    home.label("Dog", rule(share=0.3))
    home.keeper.catch_up()

    def missing(*_model):
        raise ModelError("It isn't here.")

    lacking = deriving.TagKeeper(home.library, lambda: MODEL, missing)
    lacking.prepare()
    with home.library.transaction() as connection:
        home.put(range(301, 401), inside=connection)
        lacking.tag(connection, list(range(301, 401)))
    assert home.stale() == ["Dog"]
    home.keeper.catch_up()
    assert any(photo > 300 for photo in home.tags("Dog"))


def test_nothing_is_encoded_inside_a_transaction(home):
    home.label("Dog", rule())
    index(home, [301], prepared=False)
    assert home.asked == 0
    assert home.stale() == ["Dog"]


def test_a_photo_read_again_keeps_the_tags_of_rules_of_another_model(home):
    dog, cat = rule(share=0.3), rule(seed=5, share=0.3, model=OTHER)
    home.label("Dog", dog)
    home.keeper.catch_up()
    before = home.tags("Dog")
    home.model = OTHER
    home.label("Cat", cat)
    index(home, range(1, 301))
    assert home.tags("Dog") == before
    assert sources(home.tags("Cat")) == expected({"Cat": cat}, range(1, 301))["Cat"]


def test_a_photo_that_changed_loses_the_tags_of_what_it_was(home):
    dog = rule(share=0.3)
    home.label("Dog", dog)
    home.keeper.catch_up()
    said = expected({"Dog": dog}, range(1, 401))["Dog"]
    has = next(n for n in said if said[n] == "auto" and n <= 300)
    hasnt = next(n for n in range(301, 401) if n not in said)
    home.keeper.prepare()
    with home.library.transaction() as connection:
        home.put([hasnt], inside=connection)
        connection.execute("DELETE FROM photo WHERE id = ?", (hasnt,))
        connection.execute("UPDATE photo SET content_id = ? WHERE id = ?", (hasnt, has))
        home.keeper.tag(connection, [hasnt])
    assert has not in home.tags("Dog")
    assert len(PHOTOS) == 400
