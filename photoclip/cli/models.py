"""``models``: which there are, which is used, and making the embedded one."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.progress import Progress, TimeRemainingColumn
from rich.text import Text

from photoclip.cli.library import json_option
from photoclip.cli.model_test import measure
from photoclip.cli.model_teach import teach
from photoclip.cli.progress import stop_on_interrupt
from photoclip.cli.render import console, errors, plain, print_json
from photoclip.core import paths
from photoclip.core.errors import LibraryNotFoundError, PhotoClipError

out_option = click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Target folder."
)


@click.group(
    epilog="""\b
Examples:
  photoclip models list
  photoclip models download ViT-B-32-256/datacomp_s34b_b86k
  photoclip models use ViT-B-32-256/datacomp_s34b_b86k && photoclip index
"""
)
def models() -> None:
    """Choose the model that looks at your photos."""


models.add_command(measure)


def _active(context: click.Context) -> str:
    from photoclip.session import Session

    try:
        with Session.open(context.obj.library) as session:
            return session.model.name
    except LibraryNotFoundError:
        return paths.EMBEDDED_MODEL
    except PhotoClipError:
        return ""


@models.command("list")
@json_option
@click.pass_context
def list_models(context: click.Context, as_json: bool) -> None:
    """List installed models and those worth downloading.

    --json prints an object a line: name, installed, active, demonstration, dim, image_size,
    download_mb, note.
    """
    from photoclip.embed.catalogue import OFFERS
    from photoclip.session import installed_models

    active = _active(context)
    found = {model.name: model for model in installed_models()}
    notes = {offer.name: offer for offer in OFFERS}
    out = console()
    for name in [*found, *(offer.name for offer in OFFERS if offer.name not in found)]:
        model, offer = found.get(name), notes.get(name)
        demonstration = model is not None and model.info.demonstration
        note = offer.note if offer else ""
        if demonstration:
            note = "comes with PhotoClip; a demonstration that knows drawn scenes only"
        if as_json:
            print_json(
                {
                    "name": name,
                    "installed": model is not None,
                    "active": name == active,
                    "demonstration": demonstration,
                    "dim": model.info.dim if model else offer.dim if offer else None,
                    "image_size": model.info.input.size if model else None,
                    "download_mb": offer.download_mb if offer else None,
                    "note": note,
                }
            )
            continue
        mark = "in use" if name == active else ""
        size = f"{offer.download_mb} MB" if offer and not model else "installed"
        line = Text(f"{mark:<8}", "bold green").append(f"{name:<38}", "default")
        out.print(line.append(f"{size:<11}{note}", "dim"))
    if not as_json:
        errors().print(Text("Download one: photoclip models download NAME", "dim"))


@models.command()
@click.argument("name")
@json_option
@click.pass_context
def use(context: click.Context, name: str, as_json: bool) -> None:
    """Use the installed model NAME (or a model folder) for this library.

    Photos are embedded again at the next `photoclip index`; the old vectors stay.
    """
    from photoclip.session import Session

    options = context.obj
    with Session.open(options.library, owner=True) as session:
        found = session.use_model(name)
    if as_json:
        print_json({"name": found.name, "path": str(found.path)})
        return
    console().print(Text(f"Now using {found.name}. Embed the photos with it: photoclip index"))


@models.command()
@click.argument("name")
@json_option
def download(name: str, as_json: bool) -> None:
    """Download the model NAME (ARCHITECTURE/WEIGHTS, as open_clip calls it).

    The usual variables work: HTTPS_PROXY, HF_ENDPOINT for a mirror, HF_TOKEN. A download that was
    cut resumes when the command is run again.
    """
    from photoclip.session import download_model

    found = download_model(name, lambda line: errors().print(Text(plain(line), "dim")))
    if as_json:
        print_json({"name": found.name, "path": str(found.path)})
        return
    console().print(Text(f"Stored {found.name}. Use it: photoclip models use {found.name}"))


@models.command()
@click.argument("name")
def remove(name: str) -> None:
    """Delete the downloaded model NAME from this machine."""
    from photoclip.session import remove_model

    console().print(Text(f"Removed {plain(str(remove_model(name)))}"))


@models.command()
@out_option
@click.option("--scenes", default=56_000, show_default=True, help="How many scenes to draw.")
@click.option("--steps", default=3000, show_default=True, help="How many batches of 256 pairs.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where drawn scenes and checkpoints lie.  [default: the user's cache]",
)
@click.pass_context
def train(
    context: click.Context, out: Path, scenes: int, steps: int, seed: int, work: Path | None
) -> None:
    """Train the embedded model from scratch on drawn scenes: about an hour on two cores.

    Ctrl-C saves; the same command goes on from there.
    """
    from photoclip.training import TrainingPlan, train_embedded_model

    folder = work or paths.cache_dir() / "training"
    plan = TrainingPlan(scenes=scenes, steps=steps, seed=seed, device=context.obj.device)
    with (
        stop_on_interrupt() as token,
        Progress(
            *Progress.get_default_columns()[:-1], TimeRemainingColumn(), console=errors()
        ) as progress,
    ):
        task = progress.add_task("Drawing scenes", total=None)

        def report(stage: str, done: int, total: int, note: str) -> None:
            progress.update(task, description=f"{stage} {note}", completed=done, total=total)

        model = train_embedded_model(plan, folder, out, report, token)
    console().print(Text(f"Wrote {plain(str(model.path))}"))


@models.command()
@click.argument("name", default=paths.EMBEDDED_MODEL)
@click.option("--scenes", default=3000, show_default=True, help="Scenes from unseen seeds.")
def evaluate(name: str, scenes: int) -> None:
    """Measure a model on drawn scenes it has never seen; prints the figures as JSON.

    NAME is an installed model or a model folder.
    """
    from photoclip.training import evaluate_model

    figures = evaluate_model(name, scenes)
    console().print_json(json.dumps(figures))


@models.command()
@out_option
def samples(out: Path) -> None:
    """Draw the sample library that ships with PhotoClip."""
    from photoclip.scenes.samples import write_sample_library

    written = write_sample_library(out)
    console().print(Text(f"Wrote {len(written)} pictures to {plain(str(out))}"))


models.add_command(teach)
