"""What is said about labels before, while and after they work: values for the terminal and the window.

Certainties are calibrated log-odds: 0 is as likely as not, whatever the label and the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from photoclip.core.labels import LabelDefinition
from photoclip.core.types import PhotoId


class Judge(StrEnum):
    """What decides whether a photo has a label."""

    ZERO_SHOT = "zero-shot"  # the descriptions alone
    LEARNED = "learned"  # a head on the photos' vectors, fitted to a person's answers


@dataclass(frozen=True, slots=True)
class Learning:
    """What answers taught a label: who judges, and how that was decided.

    ``confirmed`` and ``rejected`` are the answers that could be used (their photos have vectors).
    The errors, 0..1, are about answers that were held out while learning: 1 less the probability
    typically given to the right one. None where there were too few to hold any out.
    """

    judge: Judge
    confirmed: int
    rejected: int
    zero_shot_error: float | None = None
    learned_error: float | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """Photos whose certainty lies between ``low`` and the next bin's ``low``.

    ``held`` of the ``count`` have the label by its rule now.
    """

    low: float
    count: int
    held: int


@dataclass(frozen=True, slots=True)
class Beside:
    """How the tags of a label move that excludes the one a preview is of: photos."""

    name: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a label would do, before it does it. Nothing here has changed the library.

    The cut is a ``certainty``; ``default_certainty`` is calibration's own. Of ``photos`` with a
    vector ``would_hold`` would get the label by rule (``share`` of them) and ``would_suggest`` be
    suggested; against what stands now that is ``added`` and ``removed``. ``above`` and ``below``
    are the photos at the border, the nearest to the cut first, ``surest`` those farthest above.
    Photos a person answered for are in none of these. ``rule`` is for `ApplyRule`, ``definition``
    for `DefineLabel`. ``beside`` are labels it excludes whose tags would move with it.
    """

    name: str
    definition: LabelDefinition
    rule: str
    learning: Learning
    photos: int
    certainty: float
    default_certainty: float
    share: float
    would_hold: int
    would_suggest: int
    added: int
    removed: int
    bins: tuple[Bin, ...] = ()
    above: tuple[PhotoId, ...] = ()
    below: tuple[PhotoId, ...] = ()
    surest: tuple[PhotoId, ...] = ()
    beside: tuple[Beside, ...] = ()


class Teaches(StrEnum):
    """Why a photo is asked about."""

    BORDER = "border"  # close to the cut: it could be either
    SURE = "sure"  # the label seems right: a quick yes finds what it missed to learn
    DIFFERENT = "different"  # unlike everything answered so far


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """A question: do these photos have this label? They are near-identical and answered at once.

    The first one is shown large. ``probability`` 0..1 is what the label thinks of it now.
    """

    label: str
    photos: tuple[PhotoId, ...]
    probability: float
    teaches: Teaches


@dataclass(frozen=True, slots=True)
class Derived:
    """How a label's automatic tags moved when its rule was put in force: photos."""

    name: str
    added: int
    removed: int
    held: int
    suggested: int


class IdeaOrigin(StrEnum):
    """What a suggested label was found in."""

    PICTURES = "pictures"  # many photos that look alike
    KEYWORDS = "keywords"  # keywords in the files


@dataclass(frozen=True, slots=True)
class LabelIdea:
    """A label somebody may want: about ``photos`` of them, some as ``examples``."""

    name: str
    definition: LabelDefinition
    photos: int
    origin: IdeaOrigin
    examples: tuple[PhotoId, ...] = ()
