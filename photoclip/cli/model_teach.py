"""``models teach``: teaches the library's model the person's own words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.text import Text

from photoclip.cli.library import json_option
from photoclip.cli.progress import step_bar, stop_on_interrupt, time_text
from photoclip.cli.render import console, plain, print_json
from photoclip.core.teaching_reports import Found, TeachingReport

if TYPE_CHECKING:
    from photoclip.embed.encoder import Encoder
    from photoclip.embed.weights import ModelFolder


@click.command(
    epilog="""\b
Examples:
  photoclip models teach --dry-run              only see whether it would help
  photoclip models teach
  photoclip models use photoclip-scenes+words-1

--json prints an object: base, photos_with_words, photos, texts, pairs, groups, before and after (at_1,
at_5, at_10, place), gain, gain_at_least, agreement, kept, why, model, seconds.
"""
)
@click.option("--dry-run", is_flag=True, help="See whether it would help, and make nothing.")
@json_option
@click.pass_context
def teach(context: click.Context, dry_run: bool, as_json: bool) -> None:
    """Teach the model your own words: captions, titles, keywords, confirmed labels.

    What photos with words look like to the model and what the words say are brought closer together; no
    picture is read again. Some of the photos are held out: a new model comes of it only if those are
    found better by their words than before, and other descriptions still find what they found. Nothing
    changes until you use the new model; it can be removed like any other.
    """
    from photoclip.embed.loading import load_encoder
    from photoclip.session import Session
    from photoclip.teaching.teach import teach as teach_model

    options = context.obj
    with Session.open(options.library, device=options.device) as session:

        def encoder_of(folder: ModelFolder) -> Encoder:
            if folder.info.key == session.model.info.key:
                return session.encoder
            return load_encoder(folder, options.device)

        with stop_on_interrupt() as token, step_bar(quiet=as_json) as show:
            report = teach_model(
                session.library, session.model, encoder_of, show, token, dry_run=dry_run
            )
    if as_json:
        print_json(asdict(report))
        return
    _print(report, dry_run=dry_run)


def _print(report: TeachingReport, *, dry_run: bool) -> None:
    out = console()
    name = report.base.partition("@")[0]
    some = "" if report.photos == report.photos_with_words else f" of {report.photos_with_words:,}"
    out.print(
        Text(
            f"{report.photos:,}{some} photos with words, {report.texts:,} different ones, "
            f"tried on “{plain(name)}” in {time_text(report.seconds)}."
        )
    )
    out.print(Text("Photos held out, found by their own words:", "dim"))
    out.print(Text(f"{'':<24}{'before':>8}{'after':>8}", "dim"))
    for title, field in (
        ("as the first", "at_1"),
        ("among the first 5", "at_5"),
        ("among the first 10", "at_10"),
    ):
        out.print(
            Text(f"  {title:<22}{_percent(report.before, field)}{_percent(report.after, field)}")
        )
    out.print(
        Text(f"Other descriptions: correlation {report.agreement:.2f} with what they found.", "dim")
    )
    out.print(Text(report.why, "green" if report.kept else "yellow"))
    if report.model:
        made = plain(report.model)
        out.print(Text(f"Made {made}. Use it: photoclip models use {made}"))
    elif report.kept:
        out.print(Text("Nothing was made. Make it: photoclip models teach"))
    elif dry_run:
        out.print(Text("Nothing would be made."))
    else:
        out.print(Text("Nothing was made, nothing changed."))


def _percent(found: Found, field: str) -> str:
    return f"{getattr(found, field):>8.1%}"
