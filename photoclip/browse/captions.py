"""Captions that models write, as a person asks for them: written, shown, made one's own, discarded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from photoclip.core.cancel import CancelToken
from photoclip.core.captions import CaptionRun, MachineCaption
from photoclip.core.commands import Command, DiscardCaption, SetCaption, Together
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.types import PhotoId
from photoclip.session import Session
from photoclip.store import machine_captions
from photoclip.worker.captioning import captioner_of

_POLL_S = 0.1
_ENDING_S = 3.0
_MOST_IN_A_COMMAND = 20_000

Captions = dict[PhotoId, MachineCaption]


def without_one(
    session: Session, photos: Sequence[PhotoId], model: str = "", *, again: bool = False
) -> list[PhotoId]:
    """Those of these photos that a captioner has nothing written about; with ``again`` also those
    whose caption was discarded or empty. Raises `ModelError` if there is none.
    """
    key = captioner_of(session.library, model).info.key
    have = (
        {one for one, said in shown(session, photos).items() if said.model == key}
        if again
        else machine_captions.captioned(session.library, photos, key)
    )
    return [photo for photo in photos if photo not in have]


def shown(session: Session, photos: Sequence[PhotoId]) -> Captions:
    """What models wrote about these photos, in their order."""
    found = machine_captions.shown_among(session.library, photos)
    return {photo: found[photo] for photo in photos if photo in found}


def write(
    session: Session,
    photos: Sequence[PhotoId],
    model: str = "",
    *,
    again: bool = False,
    tell: Callable[[CaptionRun], None] = lambda _run: None,
    cancel: CancelToken | None = None,
) -> CaptionRun | None:
    """Have captions written by the library's owner, and wait; None where none was wanted.

    An owner that ends in the middle is followed by another one, which goes on. Raises `ModelError`,
    and `Cancelled`: what was written until then stays, the rest is not written.
    """
    token = cancel or CancelToken()
    try:
        return _write(session, photos, model, again, tell, token)
    except Cancelled:
        with suppress(PhotoClipError):
            session.forget_captions(photos)
        raise


def _write(
    session: Session,
    photos: Sequence[PhotoId],
    model: str,
    again: bool,
    tell: Callable[[CaptionRun], None],
    cancel: CancelToken,
) -> CaptionRun | None:
    if not session.want_captions(photos, model, again=again):
        return None
    runs: dict[tuple[int, int], CaptionRun] = {}
    patience = _ENDING_S
    while True:
        cancel.check()
        left = machine_captions.count_wishes(session.library, photos)
        state = session.owner_state()
        run = state.captions
        if run is not None:
            runs[state.pid, run.number] = run
            tell(_together(runs))
            if run.trouble:
                return _together(runs)
        if not left:
            # the last ones are in the library a moment before they are counted
            patience -= _POLL_S
            if run is None or run.ended or patience <= 0:
                return _together(runs) if runs else None
        elif run is None or run.ended:  # another owner than the one that was asked
            session.want_captions(photos, model, again=again)
        if cancel.wait(_POLL_S):
            raise Cancelled


def _together(runs: dict[tuple[int, int], CaptionRun]) -> CaptionRun:
    """What several owners did one after the other."""
    *before, last = runs.values()
    for one in before:
        last = replace(
            last,
            total=last.total + one.done,
            written=last.written + one.written,
            speechless=last.speechless + one.speechless,
            away=last.away + one.away,
            unreadable=last.unreadable + one.unreadable,
            gone=last.gone + one.gone,
            stopped=last.stopped + one.stopped,
            reasons=(*one.reasons, *last.reasons),
        )
    return last


def accept(session: Session, captions: Captions) -> None:
    """Make captions that models wrote a person's own, which can be undone."""
    _apply(session, [SetCaption(photo, one.text) for photo, one in captions.items()])


def discard(session: Session, captions: Captions) -> None:
    """Show these captions no more, which can be undone."""
    _apply(session, [DiscardCaption(photo, one.model) for photo, one in captions.items()])


def described(session: Session, photos: Sequence[PhotoId]) -> set[PhotoId]:
    """Which of these photos have a caption by a person or in their file."""
    return machine_captions.described(session.library, photos)


def _apply(session: Session, commands: Sequence[Command]) -> None:
    for start in range(0, len(commands), _MOST_IN_A_COMMAND):
        part = tuple(commands[start : start + _MOST_IN_A_COMMAND])
        session.apply(part[0] if len(part) == 1 else Together(part))
