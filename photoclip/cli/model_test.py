"""``models test``: how a model runs on this machine."""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.text import Text

from photoclip.cli.library import json_option
from photoclip.cli.progress import stop_on_interrupt
from photoclip.cli.render import console, errors, plain, print_json, print_pairs, size_text
from photoclip.core.errors import LibraryNotFoundError, PhotoClipError

LIBRARY = 10_000
"""Photos in the library that is spoken of: what a person has from a few years."""


@click.command(
    "test",
    epilog="""\b
Examples:
  photoclip models test                          the model in use
  photoclip models test photoclip-scenes
  photoclip --device cpu models test --json

It takes about ten seconds, and longer the first time or with a large model.
""",
)
@click.argument("name", required=False)
@json_option
@click.pass_context
def measure(context: click.Context, name: str | None, as_json: bool) -> None:
    """Load the model NAME and measure it: precision, batch, pictures a second, memory.

    NAME is an installed model or a model folder; without it, the model in use. What was found is
    remembered and used from then on.
    """
    from photoclip.embed import catalogue
    from photoclip.machine_models import shipped_name
    from photoclip.session import Session
    from photoclip.worker.first_use import probe_model, seconds_to_read
    from photoclip.worker.models import model_folders
    from photoclip.worker.preferences import Preferences

    options = context.obj
    preferences, active = Preferences(), shipped_name()
    try:
        with Session.open(options.library) as session:
            preferences = session.preferences()
            active = name or str(session.model.path)
    except LibraryNotFoundError:
        pass
    except PhotoClipError:
        if name is None:
            raise
    model = catalogue.find(name or active, *model_folders())
    if not as_json:
        errors().print(Text(plain(f"Testing {model.name}, which takes about ten seconds."), "dim"))
    with stop_on_interrupt() as token:
        report = probe_model(
            model,
            options.device,
            preferences.device,
            preferences.processes if preferences.cores else 0,
            lambda text: errors().print(Text(plain(text), "yellow")),
            token,
        )
    seconds = seconds_to_read(LIBRARY, report, preferences.processes)
    vectors = 2 * model.info.dim * LIBRARY
    if as_json:
        print_json(
            {**asdict(report), "seconds_per_10000": seconds, "vector_bytes_per_10000": vectors}
        )
        return
    where = "of this machine's, with torch" if report.device == "cpu" else "of the GPU's"
    print_pairs(
        console(),
        [
            ("Model", Text(plain(report.model))),
            ("Runs on", Text(plain(f"{report.device} ({report.device_name})"))),
            ("Precision", Text(_precision(report.precision, report.fidelity))),
            ("Pictures", Text(f"{report.images_per_second:.3g} a second, {_batch(report.batch)}")),
            ("A sentence", Text(f"{report.text_ms:.3g} ms")),
            ("Loading", Text(f"{report.load_s:.1f} s")),
            ("Memory", Text(f"{size_text(report.memory_bytes)} {where}")),
            (
                f"{LIBRARY:,} photos",
                Text(f"about {_duration(seconds)} to read; {size_text(vectors)} for their vectors"),
            ),
        ],
    )


def _precision(precision: str, fidelity: float) -> str:
    if precision == "float32":
        return precision
    return f"{precision}; least cosine to float32 over real pictures: {fidelity:.5f}"


def _batch(batch: int) -> str:
    return "one at a time" if batch == 1 else f"{batch} at a time"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1.0, seconds):.0f} seconds"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.1f} hours"
