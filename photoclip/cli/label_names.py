"""What the commands about labels share: finding labels and photos by name, and looking ahead."""

from __future__ import annotations

import difflib
import os
import shlex
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import click
from rich.text import Text

from photoclip.cli.label_text import moved_text
from photoclip.cli.render import errors, plain
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.labels import SEPARATOR, is_below, leaf
from photoclip.core.types import PhotoId

if TYPE_CHECKING:
    from photoclip.core.cancel import CancelToken
    from photoclip.core.label_reports import Preview
    from photoclip.core.labels import LabelDefinition
    from photoclip.session import Session
    from photoclip.store.labels import Label
    from photoclip.store.photos import PhotoRow

_GUESSES = 3


def changing(context: click.Context) -> Session:
    """A session that may change the library, which must be there."""
    from photoclip.session import Session

    options = context.obj
    return Session.open(options.library, owner=True, must_exist=True, device=options.device)


def reading(context: click.Context) -> Session:
    """A session that only reads."""
    from photoclip.session import Session

    return Session.open(context.obj.library, device=context.obj.device)


def known_labels(session: Session) -> list[Label]:
    """Every label of the library, by name."""
    from photoclip.store.labels import all_labels

    return all_labels(session.library)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one label's, whatever their capitals and blanks."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    composed = unicodedata.normalize("NFC", name)
    parts = (" ".join(part.split()) for part in composed.split(SEPARATOR))
    return SEPARATOR.join(parts).casefold()


def find_label(session: Session, name: str) -> Label:
    """The label of this name. Raises `NothingThereError` that says what it may have been."""
    from photoclip.store.labels import label_named, names

    found = label_named(session.library, name)
    if found is None:
        raise no_such_label(name, names(session.library))
    return found


def no_such_label(name: str, known: Sequence[str]) -> NothingThereError:
    """That there is none of this name, and which one may have been meant."""
    shown = name if len(name) <= 80 else name[:77] + "…"
    if any(is_below(one, _folded(name)) for one in known):
        below = [one for one in known if is_below(one, _folded(name))]
        hint = f"It is only a place above others: {_some(below)}"
    elif likely := _likely(name, known):
        hint = f"Did you mean {_some(likely)}?"
    elif known:
        hint = f"Those there are: {_some(known, 8)}: photoclip label list"
    else:
        hint = "There are none yet. Make one: photoclip label add NAME"
    return NothingThereError(f"There is no label “{shown}”.", hint)


def _likely(name: str, known: Sequence[str]) -> list[str]:
    wanted = _folded(name)
    same_leaf = [one for one in known if leaf(_folded(one)) == leaf(wanted)]
    if same_leaf:
        return same_leaf
    above = [one for one in known if is_below(wanted, _folded(one))]
    if above:
        return [max(above, key=len)]
    folded = {_folded(one): one for one in known}
    return [folded[one] for one in difflib.get_close_matches(wanted[:200], folded, _GUESSES)]


def _some(names: Sequence[str], most: int = _GUESSES) -> str:
    shown = ", ".join(f"“{one}”" for one in names[:most])
    return shown + (", …" if len(names) > most else "")


def quoted(name: str) -> str:
    """A name as a shell takes it, after everything else in a command."""
    safe = plain(shlex.quote(name))
    return f"-- {safe}" if name.startswith("-") else safe


def named_photos(session: Session, names: Iterable[str]) -> list[PhotoId]:
    """Photos by path, ``#id`` or bare number, each once. Raises `PhotoClipError` for another name."""
    wanted = [f"#{one}" if one.isdigit() and not os.path.exists(one) else one for one in names]
    return list(dict.fromkeys(session.photo_named(one) for one in wanted))


def rows_of(session: Session, photos: Iterable[PhotoId]) -> Mapping[PhotoId, PhotoRow]:
    """Where these photos lie; those that are gone are left out."""
    from photoclip.store.photos import rows

    return rows(session.library, list(dict.fromkeys(photos)))


def look_ahead(
    session: Session, name: str, definition: LabelDefinition, cancel: CancelToken | None = None
) -> Preview:
    """What a label would do. Raises `PhotoClipError` with the next step where that can't be told."""
    with waiting_for(f"Looking at photos for {name}"):
        preview: Preview = session.tagging.preview(name, definition, cancel)
    if not preview.photos:
        raise PhotoClipError(
            "No photo has a vector yet, so nothing can be said about it.",
            "Have them read: photoclip index",
        )
    return preview


def waiting_for(text: str) -> AbstractContextManager[object]:
    """Says in a terminal what takes a moment, for as long as the block lasts."""
    return errors().status(Text(plain(text))) if sys.stderr.isatty() else nullcontext()


def note(text: str, style: str = "dim") -> None:
    """A remark beside the result, on standard error."""
    errors().print(Text(plain(text), style))


def note_demonstration(session: Session) -> None:
    """Say that the model is only a demonstration, where it is."""
    if session.model.info.demonstration:
        note(
            "The embedded model is a demonstration: it knows drawn scenes, not real photos. "
            "A real one: photoclip models list"
        )


def note_beside(preview: Preview) -> None:
    """Say which labels it excludes would lose photos to it, or get some back."""
    for one in preview.beside:
        moved = moved_text(one.added, one.removed)
        note(f"A photo has one of them only: “{plain(one.name)}” {moved}.", "yellow")
