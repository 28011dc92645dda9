"""``models use``: which model answers, and how a library gets from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from photoclip.cli.library import json_option
from photoclip.cli.render import console, errors, plain, print_json
from photoclip.cli.switch_text import switch_json, switch_text

if TYPE_CHECKING:
    from photoclip.library_models import ModelUse
    from photoclip.session import Session


@click.command(
    epilog="""\b
Examples:
  photoclip models use ViT-B-32-256/datacomp_s34b_b86k
  photoclip models use --stop          stay with the model in use

The model in use goes on answering while the next one looks at your photos: in the background
(photoclip watch, or the window), or now (photoclip index). Then search, labels and their cuts change
over in one step. What the old model knows stays, so going back takes a moment. How it goes:
photoclip status

--now changes over at once: words find only the photos that were looked at so far.

--json prints one object: name, path, answers (whether it is in use now), switching (null, or model,
done, total, unreadable, per_second, seconds_left, reason).
"""
)
@click.argument("name", required=False)
@click.option("--now", is_flag=True, help="Change over before all photos were looked at.")
@click.option("--stop", is_flag=True, help="Stay with the model in use.")
@json_option
@click.pass_context
def use(context: click.Context, name: str | None, now: bool, stop: bool, as_json: bool) -> None:
    """Use the installed model NAME (or a model folder) for this library."""
    from photoclip.session import Session

    if stop and (name or now):
        raise click.UsageError("--stop stands alone.")
    options = context.obj
    with Session.open(options.library, owner=True, device=options.device) as session:
        if stop:
            _stop(session, as_json=as_json)
            return
        wanted = name or _on_its_way(session, now=now)
        chosen = session.models.use(wanted, now=now)
        running = session.worker()
        if as_json:
            print_json(
                {
                    "name": chosen.model.name,
                    "path": str(chosen.model.path),
                    "answers": chosen.answers,
                    "switching": switch_json(chosen.switching),
                }
            )
            return
        _say(chosen, watched=running is not None and running.watching)


def _on_its_way(session: Session, *, now: bool) -> str:
    """The model meant where none is named: with --now the one the library is on its way to."""
    reference = session.models.next() if now else None
    if reference is None:
        raise click.UsageError("Name a model: photoclip models list")
    return reference


def _stop(session: Session, *, as_json: bool) -> None:
    stopped = session.models.stop_switching()
    found = session.status()
    name = found.model
    if as_json:
        print_json(
            {
                "name": name,
                "path": None if found.missing else str(session.model.path),
                "answers": not found.missing,
                "switching": None,
            }
        )
    elif stopped:
        console().print(Text(f"Stopped. {plain(name)} stays in use; what was done is kept."))
    else:
        console().print(Text(f"{plain(name)} is in use, and no other was on its way."))


def _say(chosen: ModelUse, *, watched: bool) -> None:
    name, progress = plain(chosen.model.name), chosen.switching
    out = console()
    if progress is None:
        out.print(Text(f"Now using {name}: searches, labels and their cuts."))
        return
    if chosen.answers or progress.reason:
        out.print(Text(plain(switch_text(progress))))
    else:
        out.print(
            Text(
                f"{name} takes over when it has looked at your photos: {progress.done} of "
                f"{progress.total} so far. Until then the model in use answers."
            )
        )
    if progress.reason:
        errors().print(Text(plain(progress.reason), "yellow"))
    elif watched:
        errors().print(Text("The worker goes on with it: photoclip status", "dim"))
    else:
        errors().print(
            Text(
                "Have it done now: photoclip index      or in the background: photoclip watch",
                "dim",
            )
        )
