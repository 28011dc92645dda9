"""``metadata``: writing what the library knows into files or sidecars, for other programs to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from photoclip.cli.chosen_photos import check_choice, chosen_photos
from photoclip.cli.label_names import changing, note, reading
from photoclip.cli.label_text import counted
from photoclip.cli.library import json_option
from photoclip.cli.progress import counted_bar, stop_on_interrupt
from photoclip.cli.render import console, path_json, path_text, plain, print_json
from photoclip.core.commands import Command, RestoreMetadata, SetSetting, Together, WriteMetadata
from photoclip.core.errors import NothingThereError
from photoclip.core.file_metadata import FileChange, WriteSummary, Writing

if TYPE_CHECKING:
    from photoclip.core.cancel import CancelToken
    from photoclip.session import Session

_MODES = [one.value for one in Writing]
_WHAT = {
    Writing.NEVER: "nothing is written",
    Writing.SIDECAR: "in sidecars beside the photos (photo.jpg.xmp)",
    Writing.FILE: "in the photos themselves",
}
_PHOTOS_HELP = """\b
A photo is named by its path, or by the #number that search shows.
"""


@click.group(
    epilog="""\b
Examples:
  photoclip metadata set ~/Pictures sidecar
  photoclip metadata diff --query 'label:Dog'
  photoclip metadata write --all
  photoclip metadata undo

Labels become keywords (with their place: Animals/Dog), stars, titles and captions go where other
programs look for them. Nothing is written until a folder allows it and you ask. Fields of other
programs stay as they are; every write can be taken back. More: docs/metadata.md
"""
)
def metadata() -> None:
    """Write labels, stars and words into photo files or sidecars."""


@metadata.command(
    epilog="""\b
--json prints an object a line: path, writing (never, sidecar or file), own (false where it follows
from a folder above).
"""
)
@json_option
@click.pass_context
def folders(context: click.Context, as_json: bool) -> None:
    """Show how each folder's photos are written."""
    from photoclip.browse.writing import writing_preferences

    with reading(context) as session:
        found = writing_preferences(session)
    if as_json:
        for one in found.folders:
            print_json({"path": path_json(one.path), "writing": one.writing.value, "own": one.own})
        return
    width = max((len(path_text(one.path)) for one in found.folders), default=0)
    for one in found.folders:
        line = Text(f"{path_text(one.path):<{width}}  {one.writing.value:<7}  ")
        console().print(line.append(_WHAT[one.writing], "dim"))
    if not found.folders:
        console().print("The library has no folders yet: photoclip add FOLDER")
    keeps = "keep" if found.keep_times else "do not keep"
    original = "is kept" if found.keep_original else "is not kept"
    note(f"Photos that are written into {keeps} their times; their first original {original}.")


@metadata.command(
    "set",
    epilog="""\b
Examples:
  photoclip metadata set ~/Pictures sidecar
  photoclip metadata set ~/Pictures/Scans file
  photoclip metadata set ~/Pictures/Archive never

A folder that isn't named is as the one above it; what was never set is never written.
""",
)
@click.argument("folder")
@click.argument("mode", type=click.Choice(_MODES))
@click.pass_context
def set_folder(context: click.Context, folder: str, mode: str) -> None:
    """Say how the photos in FOLDER are written: never, sidecar or file."""
    from photoclip.browse.writing import set_writing

    writing = Writing(mode)
    with changing(context) as session:
        path = set_writing(session, folder, writing)
    console().print(Text(f"{path_text(path)}: {_WHAT[writing]}."))


@metadata.command(
    epilog="""\b
Examples:
  photoclip metadata keep times off      photos get the time of the write
  photoclip metadata keep original on    the first original stays beside the photo
"""
)
@click.argument("what", type=click.Choice(["times", "original"]))
@click.argument("value", type=click.Choice(["on", "off"]))
@click.pass_context
def keep(context: click.Context, what: str, value: str) -> None:
    """Say what is kept of photos that are written into: their times, their first original."""
    with changing(context) as session:
        session.apply(SetSetting(f"metadata.keep_{what}", value == "on"))
    kept = "kept" if value == "on" else "not kept"
    console().print(
        f"The {what if what == 'times' else 'first original'} of a photo that is "
        f"written into {'are' if what == 'times' else 'is'} {kept}."
    )


def _choosing(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option("--all", "everything", is_flag=True, help="All photos.")(command)
    command = click.option("--query", help="The photos a search finds.")(command)
    command = click.option(
        "--machine-captions",
        is_flag=True,
        help="Captions that a model wrote too, where there is no other.",
    )(command)
    return click.argument("wanted", nargs=-1, metavar="[PHOTO]…")(command)


@metadata.command(
    epilog=_PHOTOS_HELP
    + """\b
--json prints an object a line: id, path, writing, target (what would be written), changes (field,
before, after), refused (why nothing can be written, or null).
"""
)
@_choosing
@json_option
@click.pass_context
def diff(
    context: click.Context,
    wanted: tuple[str, ...],
    query: str | None,
    everything: bool,
    machine_captions: bool,
    as_json: bool,
) -> None:
    """Show what would be written, field by field."""
    from photoclip.browse.writing import file_changes

    check_choice(wanted, query, everything)
    same = refused = different = 0
    with stop_on_interrupt() as token, reading(context) as session:
        photos = chosen_photos(session, wanted, query, everything, token)
        for change in file_changes(session, photos, token, machine_captions=machine_captions):
            if as_json:
                print_json(_change_json(change))
                continue
            same += not change.changes and not change.refused
            refused += bool(change.refused)
            different += bool(change.changes)
            _print_change(change)
    if not as_json:
        said = [f"{counted(different, 'file')} would be written"]
        if same:
            said.append(f"{same} say all of it already")
        if refused:
            said.append(f"{refused} can't be written")
        note("; ".join(said) + ".")


@metadata.command(
    epilog=_PHOTOS_HELP
    + """\b
--json prints one object: batch, waiting, done, unchanged, failed, restored, kept (files), reasons
(path, reason).

Where a worker runs it writes in the background, and this command only shows how far it is: Ctrl-C
stops the showing. Files on drives that are away are written when the drive is back.
"""
)
@_choosing
@click.option("--no-wait", is_flag=True, help="Leave it to the worker, and return at once.")
@json_option
@click.pass_context
def write(
    context: click.Context,
    wanted: tuple[str, ...],
    query: str | None,
    everything: bool,
    machine_captions: bool,
    no_wait: bool,
    as_json: bool,
) -> None:
    """Write what the library knows of photos into their files or sidecars."""
    from photoclip.browse.writing import ask_to_write

    check_choice(wanted, query, everything)
    with stop_on_interrupt() as token, changing(context) as session:
        photos = chosen_photos(session, wanted, query, everything, token)
        batch = ask_to_write(session, photos, machine_captions=machine_captions)
        if not no_wait:
            wait(session, batch, token, quiet=as_json)
        summary = _summary(session, batch)
    _tell(context, summary, as_json)


@metadata.command(
    epilog="""\b
Without BATCH the newest request is taken back. Fields go back to what they were where the file still
says what was written; what another program changed since is left as it is, and named. The numbers of
requests: photoclip metadata status
"""
)
@click.argument("batch", required=False)
@json_option
@click.pass_context
def undo(context: click.Context, batch: str | None, as_json: bool) -> None:
    """Take a request back: write again what was there before."""
    from photoclip.store.write_jobs import last_batch

    with stop_on_interrupt() as token, changing(context) as session:
        name = batch or last_batch(session.library)
        if name is None:
            raise NothingThereError("Nothing was written that could be taken back.", "")
        session.apply(RestoreMetadata(name))
        summary = wait(session, name, token, quiet=as_json)
    _tell(context, summary, as_json)


@metadata.command(
    epilog="""\b
--json prints an object a request, the newest first: batch, asked_at, waiting, done, unchanged,
failed, restored, kept (files), reasons (path, reason).
"""
)
@json_option
@click.pass_context
def status(context: click.Context, as_json: bool) -> None:
    """Show how requests to write stand."""
    from photoclip.store.write_jobs import batches

    with reading(context) as session:
        found = batches(session.library)
    if as_json:
        for one in found:
            print_json(_summary_json(one))
        return
    if not found:
        console().print("Nothing was written yet: photoclip metadata write --help")
    for one in found:
        console().print(Text(f"{plain(one.batch)}  ").append(plain(one.asked_at[:16]), "dim"))
        _print_summary(one)


# --- waiting --------------------------------------------------------------------------------------


def wait_for(session: Session, command: Command) -> None:
    """Wait until what an undone (or done) command asked to be written is, with progress."""
    for batch in dict.fromkeys(_batches(command)):
        with stop_on_interrupt() as token:
            summary = wait(session, batch, token)
        if summary is not None:
            _print_summary(summary)


def _batches(command: Command) -> Iterator[str]:
    match command:
        case WriteMetadata() | RestoreMetadata():
            yield command.batch
        case Together(commands):
            for one in commands:
                yield from _batches(one)
        case _:
            pass


def wait(
    session: Session, batch: str, cancel: CancelToken, *, quiet: bool = False
) -> WriteSummary | None:
    """Wait for a request, with a bar where a person watches."""
    from photoclip.browse.writing import wait_for_writes

    with counted_bar("Writing into files", quiet=quiet) as count:

        def tell(one: WriteSummary) -> None:
            total = _total(one)
            count(total - one.waiting, total)

        return wait_for_writes(session, batch, tell, cancel)


def _total(one: WriteSummary) -> int:
    return one.waiting + one.done + one.unchanged + one.failed + one.restored + one.kept


# --- telling --------------------------------------------------------------------------------------


def _summary(session: Session, batch: str) -> WriteSummary | None:
    from photoclip.store.write_jobs import batch as summary_of

    return summary_of(session.library, batch)


def _tell(context: click.Context, summary: WriteSummary | None, as_json: bool) -> None:
    if summary is None:
        return
    if as_json:
        print_json(_summary_json(summary))
    else:
        _print_summary(summary)
        if summary.done:
            note(f"Take it back: photoclip metadata undo {summary.batch}")
    if summary.failed:
        context.exit(1)


def _print_summary(one: WriteSummary) -> None:
    counts = (
        (one.done, "written"),
        (one.unchanged, "said all of it already"),
        (one.restored, "as before again"),
        (one.kept, "kept as another program left them"),
        (one.failed, "could not be written"),
        (one.waiting, "wait (for a drive, or for their turn)"),
    )
    said = [f"{count} {word}" for count, word in counts if count]
    console().print(Text(f"  Files: {', '.join(said) or 'none'}."))
    for path, reason in one.reasons:
        console().print(Text(f"  {path_text(path)}: ").append(plain(reason), "yellow"))


def _print_change(change: FileChange) -> None:
    out = console()
    if change.refused:
        out.print(Text(path_text(change.path)).append(f"  {plain(change.refused)}", "yellow"))
        return
    if not change.changes:
        return
    out.print(Text(path_text(change.target), "bold"))
    for field in change.changes:
        out.print(Text(f"  {plain(field.name)}", "dim"))
        for value in field.before:
            if value not in field.after:
                out.print(Text(f"    - {_short(value)}", "red"))
        for value in field.after:
            if value not in field.before:
                out.print(Text(f"    + {_short(value)}", "green"))


def _short(text: str) -> str:
    shown = plain(text.replace("\n", " "))
    return shown if len(shown) <= 200 else shown[:199] + "…"


def _change_json(change: FileChange) -> dict[str, Any]:
    return {
        "id": change.photo,
        "path": path_json(change.path),
        "writing": change.writing.value,
        "target": path_json(change.target),
        "changes": [
            {"field": one.name, "before": list(one.before), "after": list(one.after)}
            for one in change.changes
        ],
        "refused": change.refused or None,
    }


def _summary_json(one: WriteSummary) -> dict[str, Any]:
    return {
        "batch": one.batch,
        "asked_at": one.asked_at,
        "waiting": one.waiting,
        "done": one.done,
        "unchanged": one.unchanged,
        "failed": one.failed,
        "restored": one.restored,
        "kept": one.kept,
        "reasons": [{"path": path_json(path), "reason": reason} for path, reason in one.reasons],
    }
