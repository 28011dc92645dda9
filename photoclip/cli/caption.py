"""``caption``: sentences about photos that a model writes, kept apart from a person's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from photoclip.cli.chosen_photos import check_choice, chosen_photos
from photoclip.cli.label_names import changing, note, reading, rows_of
from photoclip.cli.label_text import counted
from photoclip.cli.library import json_option
from photoclip.cli.progress import counted_bar, stop_on_interrupt
from photoclip.cli.render import console, path_json, path_text, plain, print_json
from photoclip.core.errors import PhotoClipError

if TYPE_CHECKING:
    from photoclip.core.cancel import CancelToken
    from photoclip.core.captions import CaptionRun, MachineCaption
    from photoclip.core.types import PhotoId
    from photoclip.session import Session

_MOST_PRINTED = 50


@click.command(
    epilog="""\b
Examples:
  photoclip caption ~/Pictures/biscuit.jpg
  photoclip caption --query 'date:2024 -has:caption'
  photoclip caption --all --limit 200           the next 200 that have none
  photoclip caption --show --query 'caption:dog'
  photoclip caption --accept '#12'              as if you had written it yourself
  photoclip caption --discard '#12'

It needs a model that writes captions: photoclip models list. What it writes is kept apart from your
own words and can be searched (caption:dog); files are not touched unless you accept a caption, or ask
for it: photoclip metadata write --machine-captions.

\b
A photo is named by its path, or by the #number that search shows. Ctrl-C stops; the same command goes
on from there. `photoclip undo` takes back --accept and --discard.
--json prints an object a photo: id, path, caption (or null), model, made_at, described (whether you
or the file say something yourselves).
"""
)
@click.argument("wanted", nargs=-1, metavar="[PHOTO]…")
@click.option("--query", help="The photos a search finds.")
@click.option("--all", "everything", is_flag=True, help="All photos.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many photos.")
@click.option("--model", default="", metavar="NAME", help="The captioner, from now on.")
@click.option("--again", is_flag=True, help="Also where you discarded its caption, or it had none.")
@click.option("--show", is_flag=True, help="Only show what was written.")
@click.option("--accept", is_flag=True, help="Make captions your own.")
@click.option("--discard", is_flag=True, help="Show these captions no more.")
@json_option
@click.pass_context
def caption(
    context: click.Context,
    wanted: tuple[str, ...],
    query: str | None,
    everything: bool,
    limit: int | None,
    model: str,
    again: bool,
    show: bool,
    accept: bool,
    discard: bool,
    as_json: bool,
) -> None:
    """Have a model write captions for photos, and see to what it wrote."""
    if show + accept + discard > 1:
        raise click.UsageError("Give one of --show, --accept and --discard.")
    if (model or again) and (show or accept or discard):
        raise click.UsageError("--model and --again are for writing captions.")
    check_choice(wanted, query, everything)
    run = None
    with stop_on_interrupt() as token, (reading if show else changing)(context) as session:
        photos = chosen_photos(session, wanted, query, everything, token)
        if accept or discard:
            _judge(session, photos, limit, accept=accept, named=bool(wanted), as_json=as_json)
        elif show:
            _show(session, photos, limit, as_json=as_json)
        else:
            run = _write(session, photos, limit, model, again, token, as_json=as_json)
            if run is not None and run.trouble:
                raise PhotoClipError(run.trouble, run.hint)
    if run is not None and run.unreadable:
        context.exit(1)


def _write(
    session: Session,
    photos: Sequence[PhotoId],
    limit: int | None,
    model: str,
    again: bool,
    cancel: CancelToken,
    *,
    as_json: bool,
) -> CaptionRun | None:
    from photoclip.browse import captions

    missing = captions.without_one(session, photos, model, again=again)
    there = len(photos) - len(missing)
    missing = missing[:limit]
    run = None
    if missing:
        with counted_bar("Writing captions", quiet=as_json) as count:
            run = captions.write(
                session,
                missing,
                model,
                again=again,
                tell=lambda one: count(one.done, one.total),
                cancel=cancel,
            )
    _print(session, missing, captions.shown(session, missing), as_json=as_json)
    if not as_json:
        _tell(run, there)
    return run


def _tell(run: CaptionRun | None, there: int) -> None:
    said = []
    if run is not None:
        counts = (
            (run.speechless, "the model had nothing to say about {}"),
            (run.away, "{} on drives that are not connected"),
            (run.unreadable, "{} could not be read"),
            (run.gone, "{} changed or left the library meanwhile"),
        )
        said = [text.format(counted(count)) for count, text in counts if count]
        said.insert(0, f"{counted(run.written, 'caption')} written")
    if there:
        said.append(f"{counted(there)} had been seen to before (photoclip caption --show)")
    note("; ".join(said or ["Nothing to do"]) + ".")
    for path, reason in () if run is None else run.reasons:
        note(f"{path_text(path)}: {reason}", "yellow")


def _show(session: Session, photos: Sequence[PhotoId], limit: int | None, *, as_json: bool) -> None:
    from photoclip.browse import captions

    found = captions.shown(session, photos)
    chosen = list(found)[:limit]
    _print(session, chosen, found, as_json=as_json, most=None)
    if not as_json and not found:
        note("No model wrote a caption for these photos: photoclip caption --help")


def _judge(
    session: Session,
    photos: Sequence[PhotoId],
    limit: int | None,
    *,
    accept: bool,
    named: bool,
    as_json: bool,
) -> None:
    from photoclip.browse import captions

    found = captions.shown(session, photos)
    # Somebody's own words make way only for a photo that was named.
    taken = captions.described(session, list(found)) if accept and not named else set()
    chosen = dict([one for one in found.items() if one[0] not in taken][:limit])
    if not chosen:
        raise PhotoClipError(
            "There is no caption by a model to be accepted or discarded."
            if not taken
            else f"{counted(len(taken))} with such a caption have one of their own.",
            "Have some written: photoclip caption PHOTO…"
            if not taken
            else "To replace it, name the photos.",
        )
    (captions.accept if accept else captions.discard)(session, chosen)
    _print(session, list(chosen), chosen if accept else {}, as_json=as_json)
    if as_json:
        return
    what = "are yours now" if accept else "are not shown any more"
    noun = counted(len(chosen), "caption")
    console().print(Text(f"{noun} {what if len(chosen) > 1 else what.replace('are', 'is', 1)}."))
    if taken:
        note(f"{counted(len(taken))} had a caption already: name them to replace it.")


def _print(
    session: Session,
    photos: Iterable[PhotoId],
    captions: Mapping[PhotoId, MachineCaption],
    *,
    as_json: bool,
    most: int | None = _MOST_PRINTED,
) -> None:
    from photoclip.browse.captions import described

    chosen = list(photos)
    rows = rows_of(session, chosen)
    own = described(session, chosen) if as_json else set()
    shown = 0
    for photo in chosen:
        row, said = rows.get(photo), captions.get(photo)
        if as_json:
            path = None if row is None else path_json(row.path)
            print_json(_json(photo, path, said, photo in own))
        elif said is not None and row is not None:
            shown += 1
            if most is None or shown <= most:
                console().print(Text(path_text(row.path), "bold").append(f"  #{photo}", "dim"))
                by = f"  {said.model_name}, {said.made_at[:10]}"
                console().print(Text(f"  {plain(said.text)}").append(plain(by), "dim"))
    if most is not None and shown > most:
        note(f"… and {shown - most} more: photoclip caption --show")


def _json(
    photo: PhotoId, path: str | None, said: MachineCaption | None, own: bool
) -> dict[str, Any]:
    return {
        "id": photo,
        "path": path,
        "caption": None if said is None else said.text,
        "model": None if said is None else said.model,
        "made_at": None if said is None else said.made_at,
        "described": own,
    }
