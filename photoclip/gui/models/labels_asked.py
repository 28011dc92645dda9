"""What a query has to do with labels: the one it asks for, and the one it could become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from photoclip.browse.messages import Chip, ChipKind
from photoclip.core.labels import SEPARATOR, LabelDefinition, Source, leaf, parent
from photoclip.gui.models.query_text import named, plain

_LONGEST_NAME = 40  # characters, of one that is offered
_SOURCES = frozenset(source.value for source in Source)


def label_asked(chips: Iterable[Chip], names: Iterable[str], *, whole: bool = False) -> str:
    """The label whose photos a query asks for, all of them or those of one source; else empty.

    ``whole``: a query for those of one source is none for the label.
    """
    asked = [chip for chip in chips if chip.kind is not ChipKind.ORDER]
    if len(asked) != 1 or asked[0].kind is not ChipKind.FILTER or asked[0].negated:
        return ""
    kind, value = named(asked[0])
    if kind != "label":
        return ""
    wanted = SEPARATOR.join(part.strip() for part in plain(value).strip("/ ").split(SEPARATOR))
    names = tuple(names)
    return _named(wanted, names) or (
        _named(parent(wanted), names) if not whole and leaf(wanted).lower() in _SOURCES else ""
    )


def _named(wanted: str, names: Iterable[str]) -> str:
    """The label that is called this, or the only one whose path ends like this."""
    wanted = wanted.casefold()
    found = [name for name in names if name.casefold() == wanted] or [
        name for name in names if name.casefold().endswith(SEPARATOR + wanted)
    ]
    return found[0] if wanted and len(found) == 1 else ""


def definition_of(chips: Sequence[Chip]) -> LabelDefinition | None:
    """A label that means what a query's words say; None if it has none."""
    describe = tuple(_words(chip) for chip in chips if chip.kind is ChipKind.WORDS)
    unlike = tuple(_words(chip) for chip in chips if chip.kind is ChipKind.EXCLUDED)
    return LabelDefinition(describe, unlike) if describe else None


def _words(chip: Chip) -> str:
    return " ".join(plain(chip.value).split())


def name_of_search(definition: LabelDefinition) -> str:
    """A name to begin with, short and without what would make a hierarchy of it."""
    words = definition.describe[0].replace(SEPARATOR, " ").split()
    if len(words) > 1 and words[0].casefold() in ("a", "an", "the"):
        words = words[1:]
    name = ""
    for word in words:
        if len(name) + len(word) >= _LONGEST_NAME:
            break
        name = f"{name} {word}".strip()
    name = name or words[0][:_LONGEST_NAME]
    return name[:1].upper() + name[1:]
