"""Commands of the frozen program that load every part of it: what was left out shows here first."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from building import project
from building.project import BuildError

_LONGEST_S = 900
_COMPLAINTS = ("Traceback", "No module named", "Unable to retrieve source", "No package metadata")


def register(commands: project.Commands) -> None:
    """Add ``smoke``."""
    parser = commands.add_parser("smoke", help="run the frozen program through all its parts")
    parser.add_argument(
        "--model", action="append", default=[], help="folder of a further model to load"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory(prefix="photoclip smöke ") as folder:
        check(project.FROZEN, Path(folder), [Path(one) for one in options.model])


def check(frozen: Path, work: Path, models: list[Path]) -> None:
    """Run everything in homes of its own below ``work``. Raises `BuildError` at the first failure."""
    program = frozen / "photoclip"
    photos = work / "photos"
    shutil.copytree(project.ROOT / "resources" / "samples" / "2022 Garden", photos)
    photo = str(sorted(photos.glob("*.JPG"))[0])
    commands: list[tuple[tuple[str, ...], str]] = [
        (("--version",), project.version()),
        (("doctor",), "SQLite"),
        (("demo",), "penguins"),
        (("models", "list"), "photoclip-scenes"),
        (("models", "test", "--json"), '"device"'),
        (("add", str(photos)), "Read"),
        (("search", "flowers"), "IMG"),
        (("similar", photo, "--all"), "IMG"),
        (("describe", photo, "--title", "Flowers"), "Described 1"),
        (("rate", "4", photo), "4 stars"),
        (("metadata", "set", str(photos), "file"), "in the photos"),
        (("metadata", "write", photo), "1 written"),
        (("export", str(work / "sheet.pdf"), "--query", "rating:4"), "contact sheet"),
        (("label", "add", "Flowers"), "Flowers"),
        *((("models", "test", str(model), "--json"), '"device"') for model in models),
    ]
    for arguments, wanted in commands:
        said = _said(program, arguments, work)
        if wanted not in said or any(one in said for one in _COMPLAINTS):
            raise BuildError(f"photoclip {' '.join(arguments)} said:\n{said}")
        print(f"ok  photoclip {' '.join(arguments)}", flush=True)
    if "Flowers" not in json.dumps(_said(program, ("label", "list"), work)):
        raise BuildError("The label is not in the list.")


def _said(program: Path, arguments: tuple[str, ...], work: Path) -> str:
    kept = ("PATH", "LANG", "TMPDIR", "SystemRoot", "TEMP")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    done = subprocess.run(
        [program, *arguments],
        env={**environment, "HOME": str(work), "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=_LONGEST_S,
        check=False,
        cwd=work,
    )
    if done.returncode:
        raise BuildError(
            f"photoclip {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}"
        )
    return done.stdout
