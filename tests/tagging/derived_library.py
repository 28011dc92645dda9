"""A library of photos that are nothing but vectors, and rules over them."""

from __future__ import annotations

import uuid

import numpy as np

from photoclip.core.commands import ApplyRule, DefineLabel, Together
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import InputSpec, ModelInfo
from photoclip.store import commands, labels, vectors
from photoclip.tagging.derive import TagKeeper
from photoclip.tagging.rule import Rule, rounded
from photoclip.tagging.rules import RuleBook

DIM = 24
MODEL = ModelInfo("model@1", DIM, InputSpec(32))
OTHER = ModelInfo("other@1", DIM, InputSpec(32))


def unit(count, seed, dim=DIM):
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


BACKGROUND = unit(60, 1)
PHOTOS = unit(400, 2)


def rule(seed=3, share=0.1, **more):
    """One that gives the label to about this share of `PHOTOS`."""
    texts = rounded(unit(1, seed))
    low, middle = np.quantile(PHOTOS @ texts.T, (0.1587, 0.5), axis=0)
    usual = PHOTOS @ BACKGROUND.T
    made = Rule(
        more.pop("model", MODEL).key,
        texts,
        middle.astype(np.float32),
        (middle - low).astype(np.float32),
        (float(usual.mean()), float(usual.std())),
        -99.0,
        -99.0,
        **more,
    )
    certainty = RuleBook({1: made}, BACKGROUND).certainties(PHOTOS)[:, 0]
    cut, suggest = (float(np.quantile(certainty, 1 - part)) for part in (share, 2 * share))
    object.__setattr__(made, "cut", cut)
    object.__setattr__(made, "suggest", suggest)
    return made


class Home:
    """A library whose photos 1, 2, … have the rows of `PHOTOS` as their vectors."""

    def __init__(self, library, count=300, model=MODEL):
        self.library = library
        self.model = model
        self.asked = 0
        self.keeper = TagKeeper(library, lambda: self.model, self.background)
        self.put(range(1, count + 1))

    def background(self, _model):
        self.asked += 1
        return BACKGROUND

    def put(self, numbers, model=None, *, inside=None):
        """Photos with these numbers, and their vectors of a model."""
        if inside is None:
            with self.library.transaction() as connection:
                self.put(numbers, model, inside=connection)
            return
        chosen = model or self.model
        model_id = vectors.model_id(inside, chosen.key, chosen.dim)
        for n in numbers:
            inside.execute(
                "INSERT OR IGNORE INTO content(id, hash, byte_size, format, width, height, frames) "
                "VALUES (?, ?, 1, 'jpeg', 1, 1, 1)",
                (n, n.to_bytes(32, "big")),
            )
            inside.execute(
                "INSERT OR IGNORE INTO photo(id, content_id, added_at) VALUES (?, ?, '')", (n, n)
            )
            vectors.put(inside, model_id, n, PHOTOS[n - 1])

    def label(self, name, rule=None, **definition):
        """Put a rule in force, without deriving; what takes it back."""
        return self.do(
            Together(
                (
                    DefineLabel(name, LabelDefinition(**definition)),
                    ApplyRule(name, None if rule is None else rule.to_json()),
                )
            )
        )

    def do(self, command):
        return commands.apply(self.library, command, uuid.uuid4().hex).undo

    def stale(self):
        return [labels.name_of(self.library, label) for label in labels.stale_labels(self.library)]

    def tags(self, name=None):
        """``{(label, photo): (source, score)}``, of one label ``{photo: (source, score)}``."""
        rows = self.library.connection.execute(
            "SELECT label.name, photo_id, source, score FROM label_tag "
            "JOIN label ON label.id = label_id"
        ).fetchall()
        if name is None:
            return {(label, photo): (source, score) for label, photo, source, score in rows}
        return {photo: (source, score) for label, photo, source, score in rows if label == name}


def expected(rules, numbers):
    """``{name: {photo: source}}`` as the rules decide of these photos' stored vectors."""
    names = list(rules)
    rows = PHOTOS[np.array(numbers) - 1].astype(np.float16).astype(np.float32)
    decisions = RuleBook(dict(enumerate(rules.values())), BACKGROUND).decide(rows)
    return {
        name: {
            number: "auto" if decisions[n].auto[place] else "suggested"
            for place, number in enumerate(numbers)
            if decisions[n].auto[place] or decisions[n].suggested[place]
        }
        for n, name in enumerate(names)
    }


def sources(tags):
    return {photo: source for photo, (source, _score) in tags.items()}
