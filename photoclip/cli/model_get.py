"""``models download``, ``import`` and ``remove``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn
from rich.text import Text

from photoclip.cli.library import json_option
from photoclip.cli.progress import stop_on_interrupt, time_text
from photoclip.cli.render import console, errors, plain, print_json
from photoclip.core import paths
from photoclip.core.errors import Cancelled, LibraryNotFoundError, PhotoClipError
from photoclip.core.model_reports import DownloadProgress

if TYPE_CHECKING:
    from photoclip.embed.weights import ModelFolder


@click.command(
    epilog="""\b
Examples:
  photoclip models download ViT-B-16-SigLIP/webli
  photoclip models download ViT-L-14-quickgelu/dfn2b           any other name open_clip knows
  photoclip models download hf-hub:timm/ViT-B-16-SigLIP2-256   any open_clip model on the hub
  HF_ENDPOINT=https://mirror.example photoclip models download RN50/openai

Without a network: copy the model's files from another machine, then
  photoclip models import FOLDER
"""
)
@click.argument("name")
@click.option("--again", is_flag=True, help="Fetch it even if it is here already.")
@click.option(
    "--sha256", metavar="HASH", default="", help="The hash its weights must have, as published."
)
@json_option
def download(name: str, again: bool, sha256: str, as_json: bool) -> None:
    """Download the model NAME: ARCHITECTURE/WEIGHTS, as open_clip calls it.

    The usual variables work: HTTPS_PROXY, HF_ENDPOINT for a mirror, HF_TOKEN. Ctrl-C stops; the same
    command goes on where it stopped. What arrives is checked against the hash PhotoClip knows, or the
    one the hub names, and the model is there whole or not at all.

    --json prints an object with name, path, key, sha256, revision.
    """
    from photoclip.machine_models import download_model, installed_models

    before = {model.name for model in installed_models()}
    with stop_on_interrupt() as token, _bar(quiet=as_json) as show:
        try:
            found = download_model(name, show, token, again=again, sha256=sha256)
        except Cancelled:
            errors().print(Text("Stopped. The same command goes on where this one stopped."))
            raise
    if as_json:
        card = found.card
        print_json(
            {
                "name": found.name,
                "path": str(found.path),
                "key": found.info.key,
                "sha256": card.sha256,
                "revision": card.revision or None,
            }
        )
        return
    known = found.name in before and not again
    _say(found, "is on this machine already" if known else "is on this machine now")


def _say(found: ModelFolder, what: str) -> None:
    """That a model is here, and what it is for."""
    from photoclip.embed.weights import CAPTIONER

    if found.card.kind == CAPTIONER:
        more = "It writes captions: photoclip caption --help"
    else:
        more = f"Use it: photoclip models use {found.name}"
    console().print(Text(plain(f"{found.name} {what}. {more}")))


@contextmanager
def _bar(
    doing: str = "Downloading", *, quiet: bool
) -> Iterator[Callable[[DownloadProgress], None]]:
    """A bar on standard error, where a person watches."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TextColumn("{task.fields[left]}"),
        console=errors(),
        transient=True,
        disable=quiet or not errors().is_terminal,
    )
    with bar:
        task = bar.add_task("Looking for it", total=None, left="")

        def show(progress: DownloadProgress) -> None:
            left = progress.seconds_left
            bar.update(
                task,
                description=doing if progress.total_bytes else "Waiting for another download",
                completed=progress.done_bytes,
                total=progress.total_bytes or None,
                left="" if left is None else f"{time_text(left)} left",
            )

        yield show


@click.command(
    "import",
    epilog="""\b
Examples:
  photoclip models import ~/Downloads/ViT-B-16-SigLIP            a folder from the hub
  photoclip models import /media/stick/models/RN50--openai       PhotoClip's, from another machine
  photoclip models import open_clip_model.safetensors --architecture ViT-B-32
  photoclip models import RN50.bin --sha256 9f86d081884c7d65...

A folder has open_clip_config.json, the weights, and for SigLIP and the like the tokenizer's
files. The models of another PhotoClip lie in the folder that `photoclip models list --details`
names.
""",
)
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--architecture", metavar="NAME", default="", help="What the weights are of, e.g. ViT-B-32."
)
@click.option("--name", metavar="NAME", default="", help="What to call the model here.")
@click.option("--sha256", metavar="HASH", default="", help="The hash the file must have.")
@json_option
def import_file(source: Path, architecture: str, name: str, sha256: str, as_json: bool) -> None:
    """Take a model from the file or folder SOURCE; no network is needed.

    A bare file of weights is recognised by its hash, by the open_clip_config.json beside it, or by the
    shapes in it where only one architecture has them. Files other than safetensors can run programs:
    they need the SHA-256 published by whoever made them. Ctrl-C stops, and nothing is kept then.
    """
    from photoclip.machine_models import import_model

    with stop_on_interrupt() as token, _bar("Copying", quiet=as_json) as show:
        found = import_model(
            source, show, token, architecture=architecture, name=name, sha256=sha256
        )
    if as_json:
        print_json({"name": found.name, "path": str(found.path), "key": found.info.key})
        return
    _say(found, "is on this machine now")


@click.command(
    epilog="""\b
Examples:
  photoclip models remove RN50/openai
  photoclip models remove --vectors RN50/openai      and what this library knows by it

--json prints one object: name, path (null where the model was not on this machine), forgotten
(vectors).
"""
)
@click.argument("name")
@click.option(
    "--vectors",
    is_flag=True,
    help="Also forget what this library knows of its photos by it; going back takes its time then.",
)
@json_option
@click.pass_context
def remove(context: click.Context, name: str, vectors: bool, as_json: bool) -> None:
    """Delete the downloaded model NAME from this machine.

    The model a library uses is not removed, and neither is the one that comes with PhotoClip. What
    libraries know of their photos by it stays, unless you say otherwise.
    """
    from photoclip.machine_models import installed_models, remove_model
    from photoclip.session import Session

    in_use: set[str] = set()
    coming: set[str] = set()
    try:
        with Session.open(context.obj.library) as session:
            in_use = session.models.in_use()
            coming = session.models.coming()
    except LibraryNotFoundError:
        vectors = False
    except PhotoClipError as error:
        raise PhotoClipError(
            f"Whether the library uses “{name}” can't be told: {error}", error.hint
        ) from error
    forgotten = _forget(context, name) if vectors else 0
    here = any(name in (model.name, model.info.key) for model in installed_models())
    stays = name == paths.EMBEDDED_MODEL or not here
    path = None if forgotten and stays else remove_model(name, in_use, coming)
    if as_json:
        shown = None if path is None else str(path)
        print_json({"name": name, "path": shown, "forgotten": forgotten})
        return
    if path is not None:
        console().print(Text(f"Removed {plain(str(path))}"))
    if forgotten:
        console().print(Text(f"Forgot the vectors of {forgotten} photos by {plain(name)}."))


def _forget(context: click.Context, name: str) -> int:
    """Forget what the library knows by a model; how many vectors that were."""
    from photoclip.session import Session

    options = context.obj
    with Session.open(options.library, owner=True, device=options.device) as session:
        known = any(name in (one.name, one.key) for one in session.models.known())
        return session.models.forget(name) if known else 0
