"""A data process and an owner that only write down what they are asked, and values to answer with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import exp
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from photoclip.browse.messages import Card, GetCards, ItemKey
from photoclip.core.commands import Applied, Command
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import Bin, Judge, Learning, Preview, ReviewGroup, Teaches
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import PhotoId

WORDS_ALONE = Learning(Judge.ZERO_SHOT, 0, 0)
LEARNED = Learning(Judge.LEARNED, 9, 5, 0.11, 0.04)


def bins(cut: float = 0.0, shift: float = 0.4) -> tuple[Bin, ...]:
    """Many photos far below the cut, some above it; those above ``cut + shift`` have the label."""
    made = []
    for step in range(-32, 32):
        low = step / 4
        count = round(3000 * exp(-((low + 4.5) ** 2) / 3) + 90 * exp(-((low - 2.6) ** 2) / 2))
        made.append(Bin(low, count, count if low >= cut + shift else 0))
    return tuple(made)


def preview(
    name: str = "Dog", definition: LabelDefinition | None = None, **changes: object
) -> Preview:
    """What a label would do, as the data process says it."""
    above = tuple(PhotoId(number) for number in range(1, 13))
    below = tuple(PhotoId(number) for number in range(21, 33))
    made = Preview(
        name,
        definition or LabelDefinition(("a photo of a dog",)),
        '{"rule": 1}',
        WORDS_ALONE,
        12_900,
        0.0,
        0.0,
        0.032,
        412,
        180,
        412,
        37,
        bins(),
        above,
        below,
        above,
    )
    return replace(made, **changes)


def group(*photos: int, label: str = "Dog", probability: float = 0.6) -> ReviewGroup:
    """A question about these photos."""
    return ReviewGroup(label, tuple(map(PhotoId, photos)), probability, Teaches.BORDER)


@dataclass
class Asked:
    """A question that was asked. Answer it with `answer`."""

    question: object
    done: object
    failed: object
    held: object
    dropped: bool = False
    answered: bool = False

    @property
    def waits(self) -> bool:
        return not (self.dropped or self.answered)

    def drop(self) -> None:
        self.dropped = True

    def answer(self, value: object) -> None:
        """Answer it, unless nobody wants to know any more."""
        if self.waits:
            self.answered = True
            self.done(value)

    def fail(self, trouble: object) -> None:
        """Say why it can't be answered."""
        if self.waits:
            self.answered = True
            self.failed(trouble)


@dataclass
class Asking:
    """Stands in for the `Asker`. Cards are answered at once: there is a file for every key."""

    folder: Path | None = None
    asked: list[Asked] = field(default_factory=list)

    def ask(self, question, done, failed=None, held=None):
        made = Asked(question, done, failed, held)
        if isinstance(question, GetCards):
            made.answer(tuple(map(self.card, question.keys)))
        else:
            self.asked.append(made)
        return made

    def card(self, key: ItemKey) -> Card:
        thumbnail = b"" if self.folder is None else bytes(self.folder / f"{key}.jpg")
        return Card(key, f"/photos/{key}.jpg".encode(), thumbnail=thumbnail)

    def waiting(self, kind: type) -> Asked:
        """The only question of this kind that waits for its answer."""
        (found,) = [one for one in self.asked if one.waits and isinstance(one.question, kind)]
        return found

    def count(self, kind: type) -> int:
        """How many questions of this kind were asked."""
        return sum(isinstance(one.question, kind) for one in self.asked)


class Owner(QObject):
    """Stands in for the `LibraryOwner`: what is asked for is done, or refused, a turn later."""

    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.applied: list[Command] = []
        self.undone: list[Command] = []
        self.refuses: PhotoClipError | None = None

    def apply(self, command, done=None, failed=None):
        if self.refuses is not None:
            error = self.refuses
            QTimer.singleShot(0, self, lambda: failed(error))
            return command
        self.applied.append(command)
        applied = Applied(len(self.applied), command)
        if done is not None:
            QTimer.singleShot(0, self, lambda: done(applied))
        return command

    def undo(self, edit, done=None, failed=None):
        self.undone.append(edit)
        if done is not None:
            QTimer.singleShot(0, self, lambda: done(None))
