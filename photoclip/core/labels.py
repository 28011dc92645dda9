"""Labels: what one means, where one on a photo comes from, and how their names make a hierarchy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from photoclip.core.errors import PhotoClipError
from photoclip.core.names import clean_name, is_seen

SEPARATOR = "/"
"""Between the parts of a name: ``Animals/Dog`` is ``Dog`` below ``Animals``."""

DEEPEST = 10
"""Parts of a name."""

MAX_DESCRIPTIONS = 20
LONGEST_DESCRIPTION = 500
"""Characters. A text encoder reads some 60 words of it."""

_COLOR = re.compile(r"#[0-9a-f]{6}")


class Source(StrEnum):
    """Where a label on a photo comes from. A person outranks a file, a file a rule."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    IMPORTED = "imported"  # a keyword in the photo's file or sidecar
    AUTO = "auto"  # the label's rule is sure enough
    SUGGESTED = "suggested"  # the rule thinks it may be


HELD = (Source.CONFIRMED, Source.IMPORTED, Source.AUTO)
"""The sources that make a photo one that has the label."""


def is_source(word: str) -> bool:
    """Whether a word says where a label comes from, whatever its capitals."""
    return word.lower() in tuple(Source)


class Automatic(StrEnum):
    """What a label's rule may do by itself."""

    APPLY = "apply"  # put the label on photos it is sure of, and suggest it on others
    SUGGEST = "suggest"  # suggest it on all of them
    OFF = "off"


@dataclass(frozen=True, slots=True)
class LabelDefinition:
    """What a person says about a label.

    ``describe`` are sentences for photos that have it (empty: its own name), ``unlike`` for photos
    that only look like it. ``exclusive``: a photo has one at most of the exclusive labels that stand
    below the same parent. ``share`` is the cut: how much of the library, 0..1, has the label when
    the cut is made; None leaves the cut to calibration. ``color`` is ``#rrggbb``, or empty.
    """

    describe: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    color: str = ""
    exclusive: bool = False
    automatic: Automatic = Automatic.APPLY
    share: float | None = None


def checked(definition: LabelDefinition) -> LabelDefinition:
    """The definition as it is kept: sentences without blanks at their ends, each once.

    Raises `PhotoClipError` for what makes no sense.
    """
    color = definition.color.strip().lower()
    if color and not _COLOR.fullmatch(color):
        raise PhotoClipError(f"“{color[:40]}” is not a colour.", "Write it as #rrggbb: #3b82f6")
    share = definition.share
    if share is not None and not 0.0 <= share <= 1.0:  # NaN is neither
        raise PhotoClipError(
            "A label's share of the library lies between 0 and 1.", "3 % is written as 0.03."
        )
    return replace(
        definition,
        describe=_sentences(definition.describe),
        unlike=_sentences(definition.unlike),
        color=color,
    )


def _sentences(given: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(" ".join(one.split()) for one in given))
    if "" in kept:
        raise PhotoClipError(
            "A description is empty.", "Say what photos with this label show, or leave it out."
        )
    for one in kept:
        if len(one) > LONGEST_DESCRIPTION:
            raise PhotoClipError(
                f"A description has {len(one)} characters.",
                f"At most {LONGEST_DESCRIPTION} are kept: the model reads some 60 words. "
                "Say it in one sentence, or in several descriptions.",
            )
        if any(ord(char) < 32 or 0xD800 <= ord(char) < 0xE000 for char in one):
            raise PhotoClipError("A description has characters that are no text.", "Type it anew.")
    if len(kept) > MAX_DESCRIPTIONS:
        raise PhotoClipError(
            f"A label has {MAX_DESCRIPTIONS} descriptions at most.", "Keep those that differ most."
        )
    return kept


def checked_name(name: str) -> str:
    """A label's name as it is kept. Raises `PhotoClipError` for what can't be one."""
    clean = clean_name("a label", name)
    parts = [part.strip() for part in clean.split(SEPARATOR)]
    if not all(map(is_seen, parts)):
        raise PhotoClipError(
            f"“{clean}” can't be the name of a label: a part of it is empty.",
            "Between two slashes stands a name: Animals/Dog is Dog below Animals.",
        )
    if len(parts) > DEEPEST:
        raise PhotoClipError(
            f"This can't be the name of a label: it has {len(parts)} parts.",
            f"At most {DEEPEST} stand below each other. Choose a place further up.",
        )
    for place, part in enumerate(parts):
        if place > 0 and is_source(part):
            raise PhotoClipError(
                f"“{clean}” can't be the name of a label: below another one “{part}” says where a "
                "label on a photo comes from.",
                f"A search for label:{SEPARATOR.join(parts[:place])}/{part} means just that. "
                "Choose another name.",
            )
    return SEPARATOR.join(parts)


def to_plain(definition: LabelDefinition) -> dict[str, object]:
    """As JSON has it; what is as usual is left out."""
    usual = LabelDefinition()
    plain: dict[str, object] = {}
    for name in ("describe", "unlike", "color", "exclusive", "automatic", "share"):
        value = getattr(definition, name)
        if value != getattr(usual, name):
            plain[name] = list(value) if isinstance(value, tuple) else value
    return plain


def from_plain(plain: Mapping[str, object]) -> LabelDefinition:
    """The definition behind `to_plain`. Raises ValueError or TypeError for what is none."""
    share = plain.get("share")
    if share is not None and (isinstance(share, bool) or not isinstance(share, int | float)):
        raise TypeError("a share is a number")
    color = plain.get("color", "")
    if not isinstance(color, str):
        raise TypeError("a colour is text")
    return LabelDefinition(
        _texts(plain.get("describe", ())),
        _texts(plain.get("unlike", ())),
        color,
        plain.get("exclusive", False) is True,
        Automatic(str(plain.get("automatic", Automatic.APPLY))),
        None if share is None else float(share),
    )


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise TypeError("descriptions are a list of texts")
    return tuple(value)


def leaf(name: str) -> str:
    """The last part of a label's name: ``Dog`` of ``Animals/Dog``."""
    return name.rpartition(SEPARATOR)[2]


def parent(name: str) -> str:
    """What a label stands below: ``Animals`` of ``Animals/Dog``; empty at the top."""
    return name.rpartition(SEPARATOR)[0]


def is_below(name: str, ancestor: str) -> bool:
    """Whether a label stands somewhere below another, whatever its capitals."""
    return name.casefold().startswith(ancestor.casefold() + SEPARATOR)
