"""``label tune``: where a label's cut lies, shown before anything is applied."""

from __future__ import annotations

import math
from dataclasses import replace

import click
from rich.text import Text

from photoclip.cli.label_names import (
    changing,
    find_label,
    look_ahead,
    note_beside,
    note_demonstration,
    quoted,
    reading,
    rows_of,
)
from photoclip.cli.label_show import print_border
from photoclip.cli.label_text import (
    among_them,
    counted,
    judge_text,
    moved_text,
    preview_json,
    share_text,
)
from photoclip.cli.library import json_option
from photoclip.cli.progress import stop_on_interrupt
from photoclip.cli.render import console, plain, print_json
from photoclip.cli.tagging_step import in_force
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import Preview
from photoclip.core.labels import Automatic

_STEP = 1.25
"""By how much --more and --fewer move the cut, but by one photo at least."""


def _share(_context: click.Context, _parameter: click.Parameter, given: str | None) -> float | None:
    """A share of the library: ``3%``, ``2,5 %`` or ``0.03``."""
    if given is None:
        return None
    text = given.strip().replace(",", ".")
    percent = text.endswith("%")
    try:
        share = float(text.removesuffix("%").strip())
    except ValueError:
        share = math.nan
    share = share / 100 if percent else share
    if percent and share > 1:
        raise click.BadParameter(f"{text[:40]} is more than the whole library: 100% at most.")
    if not percent and 1 < share <= 100:
        raise click.BadParameter(
            f"{text[:40]} is no share: write {text[:40]}% for percent, else between 0 and 1."
        )
    if not 0 <= share <= 1:  # NaN is neither
        raise click.BadParameter(f"“{plain(given[:40])}” is no share: write 3% or 0.03.")
    return share


@click.command(
    epilog="""\b
Examples:
  photoclip label tune Dog                    the cut as it is
  photoclip label tune Dog --more             what a lower cut would do
  photoclip label tune Dog --share 3%         the 3 % of the library it is surest of
  photoclip label tune Dog --share 3% --apply
  photoclip label tune Dog --default --apply  the cut that calibration finds

The cut is a share of the library, so that it means the same with another model. Without --apply
nothing changes. `photoclip tag --undo` takes an applied one back.

--json prints one object; see docs/json.md.
"""
)
@click.argument("name")
@click.option(
    "--share", callback=_share, metavar="SHARE", help="How much of the library has it: 3% or 0.03."
)
@click.option("--more", is_flag=True, help="A step down: on more photos.")
@click.option("--fewer", is_flag=True, help="A step up: on fewer photos.")
@click.option("--default", "by_default", is_flag=True, help="Where calibration puts it.")
@click.option("--apply", "apply_it", is_flag=True, help="Put it in force, on photos there are too.")
@json_option
@click.pass_context
def tune(
    context: click.Context,
    name: str,
    share: float | None,
    more: bool,
    fewer: bool,
    by_default: bool,
    apply_it: bool,
    as_json: bool,
) -> None:
    """Show where the cut of the label NAME lies, and what another one would do."""
    if sum((share is not None, more, fewer, by_default)) > 1:
        raise click.UsageError("Use one of --share, --more, --fewer and --default.")
    with changing(context) if apply_it else reading(context) as session:
        label = find_label(session, name)
        definition = label.definition
        if apply_it and definition.automatic is Automatic.OFF:
            raise PhotoClipError(
                f"“{label.name}” does nothing by itself.",
                f"Let it: photoclip label edit --automatic apply {quoted(label.name)}",
            )
        with stop_on_interrupt() as token:
            if more or fewer:
                now = look_ahead(session, label.name, definition, token)
                share = _stepped(now, more=more)
            if share is not None or by_default:
                definition = replace(definition, share=share)
            preview = look_ahead(session, label.name, definition, token)
        if apply_it:
            session.apply(in_force([preview]))
        if as_json:
            shown = rows_of(session, (*preview.above, *preview.below, *preview.surest))
            print_json({**preview_json(preview, shown), "applied": apply_it})
            return
        out = console()
        for line in _summary(preview):
            out.print(line)
        print_border(session, preview)
        note_beside(preview)
        out.print()
        if apply_it:
            moved = moved_text(preview.added, preview.removed)
            said = f"In force: “{plain(label.name)}” {moved}. "
            out.print(Text(said).append("Take it back: photoclip tag --undo", "dim"))
        else:
            out.print(Text("Nothing is changed yet. ").append(_how(preview), "default"))
        note_demonstration(session)


def _stepped(now: Preview, *, more: bool) -> float:
    """The share a step beside the one there is."""
    photos = round(now.share * now.photos)
    wanted = max(photos + 1, photos * _STEP) if more else min(photos - 1, photos / _STEP)
    return min(max(wanted, 0.0), float(now.photos)) / now.photos


def _summary(preview: Preview) -> list[Text]:
    share = preview.definition.share
    above = round(preview.share * preview.photos)
    are = "is" if above == 1 else "are"
    many = f"{above} of {counted(preview.photos)} {are} above it"
    if share is None:
        cut = f"where calibration puts it: {many} ({share_text(preview.share)})"
    else:
        cut = f"set by you to {share_text(share)}: {many}"
        if share_text(share) != share_text(preview.share):
            cut += f", the nearest to that ({share_text(preview.share)})"
    lines = [
        Text(f"The cut is {cut}{among_them(preview)}."),
        Text(judge_text(preview.learning)),
        Text(
            f"Against what is on photos now: {moved_text(preview.added, preview.removed)}; "
            f"{preview.would_suggest} would be suggested."
        ),
    ]
    if preview.definition.automatic is Automatic.SUGGEST:
        lines.append(Text("It is only suggested, on those above the cut too."))
    return lines


def _how(preview: Preview) -> str:
    share = preview.definition.share
    cut = "--default" if share is None else f"--share {share * 100:.6g}%"
    return f"Put it in force: photoclip label tune {cut} --apply {quoted(preview.name)}"
