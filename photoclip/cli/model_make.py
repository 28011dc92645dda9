"""``models train``, ``evaluate`` and ``samples``: making and measuring what ships with PhotoClip."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.progress import Progress, TimeRemainingColumn
from rich.text import Text

from photoclip.cli.progress import stop_on_interrupt
from photoclip.cli.render import console, errors, plain
from photoclip.core import paths

out_option = click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Target folder."
)


@click.command()
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


@click.command()
@click.argument("name", default=paths.EMBEDDED_MODEL)
@click.option("--scenes", default=3000, show_default=True, help="Scenes from unseen seeds.")
def evaluate(name: str, scenes: int) -> None:
    """Measure a model on drawn scenes it has never seen; prints the figures as JSON.

    NAME is an installed model or a model folder.
    """
    from photoclip.training import evaluate_model

    figures = evaluate_model(name, scenes)
    console().print_json(json.dumps(figures))


@click.command()
@out_option
def samples(out: Path) -> None:
    """Draw the sample library that ships with PhotoClip."""
    from photoclip.scenes.samples import write_sample_library

    written = write_sample_library(out)
    console().print(Text(f"Wrote {len(written)} pictures to {plain(str(out))}"))
