"""``add``, ``index``, ``status``, ``failures``, ``doctor``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from photoclip.cli.progress import IndexDisplay, stop_on_interrupt, time_text
from photoclip.cli.render import (
    console,
    path_json,
    path_text,
    plain,
    print_json,
    print_pairs,
    size_text,
)
from photoclip.cli.switch_text import switch_json, switch_text

if TYPE_CHECKING:
    from photoclip.core.reports import IndexReport
    from photoclip.worker.messages import OwnerState

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON; see docs/json.md.")


def report_json(report: IndexReport) -> dict[str, Any]:
    """The stable JSON form of an indexing run."""
    tally = report.tally
    return {
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "returned": report.returned,
        "vanished": report.vanished,
        "unchanged": report.unchanged,
        "read": tally.read,
        "embedded": tally.embedded,
        "reused": tally.reused,
        "failed": tally.failed,
        "with_warnings": tally.warnings,
        "offline": [path_json(path) for path in report.offline],
        "seconds": round(report.seconds, 2),
    }


def print_report(report: IndexReport) -> None:
    """One or two lines that say what a run did."""
    out = console()
    tally = report.tally
    parts = [
        f"{count} {word}"
        for count, word in (
            (report.added, "new"),
            (report.changed, "changed"),
            (report.moved, "moved"),
            (report.returned, "back again"),
            (report.vanished, "gone"),
            (report.unchanged, "unchanged"),
        )
        if count
    ]
    out.print(Text("Files: " + (", ".join(parts) or "none found")))
    if tally.done:
        line = f"Read {tally.read} photos in {report.seconds:.1f} s"
        if tally.reused:
            line += f", {tally.reused} of them known already by their content"
        out.print(Text(line + "."))
    if tally.failed:
        noun = "file" if tally.failed == 1 else "files"
        out.print(
            Text(f"{tally.failed} {noun} could not be read. Why: photoclip failures", "yellow")
        )


def run_index(
    context: click.Context,
    *,
    as_json: bool,
    add: tuple[str, ...] = (),
    accept_missing: bool = False,
    retry_failed: bool = False,
) -> None:
    """Index the library, with progress, and report; first ``add`` these folders to it."""
    from photoclip.core.reports import IndexOptions
    from photoclip.session import Session

    options = context.obj
    with (
        stop_on_interrupt() as token,
        Session.open(
            options.library, owner=True, must_exist=not add, device=options.device
        ) as session,
        IndexDisplay(quiet=as_json) as display,
    ):
        if add:
            session.add_roots(add)
        wanted = IndexOptions(accept_missing, retry_failed, fill=not add)
        report = session.index(display, token, wanted)
        folders = session.status().roots
    if as_json:
        print_json(report_json(report))
    elif not folders:
        console().print(Text("This library has no folders yet. Add one: photoclip add FOLDER"))
    else:
        print_report(report)


@click.command(
    epilog="""\b
Examples:
  photoclip add ~/Pictures
  photoclip add /media/drive/Photos ~/Phone --no-index

The folders are only read, never changed. Run `photoclip index` later to pick up new photos.
"""
)
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER…")
@click.option("--no-index", is_flag=True, help="Only remember the folders; index later.")
@json_option
@click.pass_context
def add(context: click.Context, folders: tuple[str, ...], no_index: bool, as_json: bool) -> None:
    """Add folders of photos to the library and index them."""
    from photoclip.session import Session

    if not no_index:
        run_index(context, as_json=as_json, add=folders)
        return
    options = context.obj
    with Session.open(options.library, owner=True, device=options.device) as session:
        added = session.add_roots(folders)
    for path in added:
        if as_json:
            print_json({"root": path_json(path)})
        else:
            console().print(Text(f"Added {path_text(path)}. Index it: photoclip index"))


@click.command(
    epilog="""\b
Examples:
  photoclip index
  photoclip index --json

--json prints one object: added, changed, moved, returned, vanished, unchanged (files found by the
scan), read, embedded, reused, failed, with_warnings (files read), offline (roots), seconds.
Ctrl-C stops cleanly; the next run goes on where this one stopped.
"""
)
@click.option(
    "--accept-missing",
    is_flag=True,
    help="Hide photos that are gone even where that is most of a folder.",
)
@click.option(
    "--retry",
    "retry_failed",
    is_flag=True,
    help="Read unreadable files again, even unchanged ones (after mending permissions, say).",
)
@json_option
@click.pass_context
def index(context: click.Context, accept_missing: bool, retry_failed: bool, as_json: bool) -> None:
    """Bring the library up to date with its folders."""
    run_index(context, as_json=as_json, accept_missing=accept_missing, retry_failed=retry_failed)


def worker_text(state: OwnerState | None) -> str:
    """What the worker is doing, in a line."""
    if state is None:
        return "none runs; to keep up with new photos: photoclip watch"
    doing = str(state.activity)
    if state.activity == "paused":
        doing = f"paused ({state.reason})"
    elif state.activity == "reading" and state.total:
        doing = f"reading photos, {state.done} of {state.total}"
        if state.per_second:
            doing += f", {state.per_second:.1f} a second, {time_text(state.seconds_left)} left"
    elif not state.watching:
        doing = "working on this library"
    else:
        doing = "watching" if state.activity == "idle" else "looking through folders"
    return f"{doing} (process {state.pid}, {size_text(state.memory_bytes)} of memory)"


def worker_json(state: OwnerState) -> dict[str, Any]:
    """The stable JSON form of what the worker is doing."""
    return {
        "pid": state.pid,
        "activity": str(state.activity),
        "reason": state.reason,
        "watching": state.watching,
        "waiting": state.waiting,
        "done": state.done,
        "total": state.total,
        "per_second": round(state.per_second, 2),
        "seconds_left": round(state.seconds_left, 1),
        "model_loaded": state.model_loaded,
        "memory_bytes": state.memory_bytes,
        "clients": state.clients,
        "asks": [
            {"path": path_json(ask.root), "missing": ask.missing, "known": ask.known}
            for ask in state.asks
        ],
        "roots": [
            {"path": path_json(root.path), "native": root.native, "reason": root.reason}
            for root in state.roots
        ],
    }


@click.command(
    epilog="""\b
--json prints one object: library, roots (path, offline, scanned_at, other_files), photos,
embedded, pending_files, failed_files, model, model_missing (it isn't on this machine),
demonstration, library_bytes, switching (null, or the model that takes over next: model, done,
total, unreadable, per_second, seconds_left, reason), worker (null, or pid, activity, reason,
watching, waiting, done, total, per_second, seconds_left, model_loaded, memory_bytes, clients, asks,
roots: path, native, reason).
"""
)
@json_option
@click.pass_context
def status(context: click.Context, as_json: bool) -> None:
    """Say what the library holds."""
    from photoclip.session import Session

    options = context.obj
    with Session.open(options.library) as session:
        found = session.status()
        worker = session.worker()
        silent = session.silent_owner()
        if silent:
            silent = f"process {silent} holds the library and doesn't answer"
    if as_json:
        print_json(
            {
                "library": str(found.library),
                "roots": [
                    {
                        "path": path_json(root.path),
                        "offline": root.offline,
                        "offline_reason": root.reason,
                        "scanned_at": root.scanned_at,
                        "other_files": root.other_files,
                    }
                    for root in found.roots
                ],
                "photos": found.photos,
                "embedded": found.embedded,
                "pending_files": found.pending_files,
                "failed_files": found.failed_files,
                "model": found.model,
                "model_missing": bool(found.missing),
                "demonstration": found.demonstration,
                "library_bytes": found.library_bytes,
                "switching": switch_json(found.switching),
                "worker": None if worker is None else worker_json(worker),
            }
        )
        return
    pairs = [
        ("Library", Text(f"{plain(str(found.library))} ({size_text(found.library_bytes)})")),
    ]
    for root in found.roots:
        state = f"scanned {root.scanned_at or 'never'}"
        if root.offline:
            state = f"offline: {root.reason}" if root.reason else "offline"
        pairs.append(("Folder", Text(f"{path_text(root.path)}  ({state})")))
    pairs.append(("Photos", Text(f"{found.photos}, {found.embedded} searchable by words")))
    if found.pending_files:
        advice = "" if worker is not None else "; run: photoclip index"
        pairs.append(("Waiting", Text(f"{found.pending_files} files{advice}")))
    if found.failed_files:
        pairs.append(("Unreadable", Text(f"{found.failed_files} files; see: photoclip failures")))
    note = " (a demonstration; see: photoclip models list)" if found.demonstration else ""
    if found.missing:
        note = ", which isn't on this machine"
        unused = f"{found.photos}, none searchable by words without their model"
        pairs[[label for label, _text in pairs].index("Photos")] = ("Photos", Text(unused))
    pairs.append(("Model", Text(plain(found.model) + note)))
    pairs += [("", Text(plain(line), "yellow")) for line in found.missing.splitlines()[1:]]
    if found.switching is not None:
        pairs.append(("Next model", Text(plain(switch_text(found.switching)))))
        if found.switching.reason:
            pairs.append(("", Text(plain(found.switching.reason), "yellow")))
        elif worker is None:
            pairs.append(("", Text("to have it done: photoclip index, or photoclip watch", "dim")))
    pairs.append(("Worker", Text(silent or worker_text(worker))))
    if worker is not None:
        pairs += [
            (
                "Question",
                Text(
                    f"{ask.missing} of {ask.known} files in {path_text(ask.root)} are gone at once. "
                    "If that is right: photoclip index --accept-missing",
                    "yellow",
                ),
            )
            for ask in worker.asks
        ]
        pairs += [
            ("", Text(f"{r.reason} {r.hint}".strip(), "yellow")) for r in worker.roots if r.reason
        ]
    print_pairs(console(), pairs)


@click.command(
    epilog="""\b
--json prints an object a line: path, kind, reason, failed_at. Kinds: unreadable, empty,
not-a-photo, damaged, too-large, unsupported, timeout, crashed, out-of-memory, not-a-file.
A file is tried again when it changes, or by `photoclip index --retry`; one that could not be opened
or that the drive did not hand out (unreadable) also once a day, and when its drive returns.
"""
)
@json_option
@click.pass_context
def failures(context: click.Context, as_json: bool) -> None:
    """List the files that could not be read, and why."""
    from photoclip.session import Session

    with Session.open(context.obj.library) as session:
        found = session.failures()
    if as_json:
        for one in found:
            print_json(
                {
                    "path": path_json(one.path),
                    "kind": one.kind,
                    "reason": one.reason,
                    "failed_at": one.failed_at,
                }
            )
        return
    out = console()
    if not found:
        out.print("Every photo could be read.")
        return
    for one in found:
        out.print(Text(path_text(one.path)).append(f"  {plain(one.reason)}", "dim"))
    kinds = ", ".join(f"{n} {kind}" for kind, n in Counter(f.kind for f in found).most_common())
    out.print(Text(f"{len(found)} files: {kinds}", "yellow"))


@click.command(
    epilog="""\b
--json prints an object a line: check, ok (true, false, or null for a mere note), detail, advice.
With --repair it prints one object: damage, backup, backup_date, replayed, lost (first, last, reason),
mended, rebuilt, kept.
The exit code is 1 if anything is wrong.

--repair restores a damaged library from its newest whole backup and the log of what you did since.
It says what could not be restored. The damaged files are kept; your photos are not touched.
"""
)
@click.option("--repair", is_flag=True, help="Restore what can be restored of a damaged library.")
@json_option
@click.pass_context
def doctor(context: click.Context, repair: bool, as_json: bool) -> None:
    """Check this machine and the library."""
    from photoclip.cli.checks import repair_json, repair_lines, run_checks

    options = context.obj
    if repair:
        from photoclip.store.repair import repair as repair_library

        report = repair_library(options.library)
        if as_json:
            print_json(repair_json(report))
        else:
            for said in repair_lines(report):
                console().print(Text(plain(said)))
        return
    found = run_checks(options.library, options.device)
    if as_json:
        for one in found:
            print_json(
                {"check": one.name, "ok": one.ok, "detail": one.detail, "advice": one.advice}
            )
    else:
        out = console()
        mark = {True: ("ok", "green"), False: ("problem", "bold red"), None: ("note", "dim")}
        for one in found:
            word, style = mark[one.ok]
            line = Text(f"{word:<9}", style).append(f"{one.name:<17}", "default")
            out.print(line.append(plain(one.detail), "default"))
            if one.advice:
                out.print(Text(" " * 26 + plain(one.advice), "dim"))
    if any(one.ok is False for one in found):
        context.exit(1)
