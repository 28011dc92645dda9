"""The command group, its errors and its exit codes."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from photoclip import __version__
from photoclip.core import paths
from photoclip.core.errors import Cancelled, LibraryError, PhotoClipError, QueryError

EXIT_PROBLEM = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130

_MODULES = {
    "add": "library",
    "index": "library",
    "watch": "watch",
    "search": "search",
    "similar": "search",
    "status": "library",
    "failures": "library",
    "rate": "edit",
    "describe": "describe",
    "caption": "caption",
    "metadata": "metadata",
    "label": "label",
    "tag": "tag",
    "review": "review",
    "album": "album",
    "export": "export",
    "undo": "edit",
    "remove": "edit",
    "settings": "edit",
    "doctor": "library",
    "models": "models",
    "demo": "demo",
    "browse": "browse",
    "modelwork": "browse",
    "version": "version",
}
"""Where each command is."""


@dataclass(frozen=True)
class Options:
    """What the group's own options say, for every command."""

    library: Path
    device: str


class _Commands(click.Group):
    """Imports a command when it is called for: a window waits while `browse` starts."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULES:
            return None
        module = import_module(f"photoclip.cli.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  photoclip demo
  photoclip add ~/Pictures
  photoclip search "dog at the lake in the fog"
  photoclip search "sunset -people date:2023.." --limit 20
  photoclip similar ~/Pictures/biscuit.jpg

Exit codes: 0 done, 1 a problem you can fix, 2 a mistake in the command or query,
130 interrupted (what was done is kept).
""",
)
@click.option(
    "--library",
    "library_folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"The library to use.  [default: ${paths.LIBRARY_VARIABLE}, or the one of this user]",
)
@click.option(
    "--device",
    default="auto",
    show_default=True,
    metavar="NAME",
    help="Where the model runs: auto, cpu, cuda, mps, xpu.",
)
@click.version_option(__version__, prog_name="photoclip")
@click.pass_context
def cli(context: click.Context, library_folder: Path | None, device: str) -> None:
    """Find a photo by what is in it, on your own computer."""
    folder = (library_folder or paths.default_library()).expanduser()
    context.obj = Options(Path(os.path.abspath(folder)), device)


def run(arguments: list[str] | None = None) -> None:
    """Parse, run, and end the process with the exit code the help promises."""
    # Names that are not UTF-8 must not stop the printing of everything else.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        code = cli.main(arguments, prog_name="photoclip", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = EXIT_INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = EXIT_USAGE
    except QueryError as error:
        _print_error(error)
        code = EXIT_USAGE
    except PhotoClipError as error:
        _print_error(error)
        code = EXIT_PROBLEM
    except (Cancelled, KeyboardInterrupt):
        click.echo("Stopped. What was done is kept; the same command goes on from there.", err=True)
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain once more while exiting.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception:
        damaged = _explained_by_damage(sys.argv[1:] if arguments is None else arguments)
        if damaged is None:
            raise
        _print_error(damaged)
        code = EXIT_PROBLEM
    sys.exit(code or 0)


def _print_error(error: PhotoClipError) -> None:
    from photoclip.cli.render import print_error

    print_error(error)


def _explained_by_damage(arguments: list[str]) -> PhotoClipError | None:
    """What looks like a bug may be nonsense read from a damaged library file: say that instead."""
    from photoclip.store.database import damage

    context = cli.make_context("photoclip", list(arguments), resilient_parsing=True)
    named = context.params.get("library_folder")
    folder = Path(os.path.abspath((named or paths.default_library()).expanduser()))
    what = damage(folder)
    if what is None:
        return None
    return LibraryError(
        f"The library in {folder} is damaged: {what}.",
        "Your photos are not touched. Restore it from its backups: photoclip doctor --repair",
    )
