"""The program run in this process, over a copy of a library of drawn scenes."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photoclip.cli.main import run
from photoclip.scenes.render import render
from photoclip.scenes.spec import sample_spec

SCENES = ("lighthouse", "pizza", "giraffe", "sailboat")
EACH = 8
CACHE = "cache"
"""Vectors of sentences are kept here by all tests: what they mean doesn't change."""


def draw_and_index(folder: Path) -> Path:
    """Draw scenes into ``folder``/photos and index them into ``folder``/library."""
    photos = folder / "photos"
    photos.mkdir()
    for name in SCENES:
        for number in range(EACH):
            spec = sample_spec(np.random.default_rng((3, number)), name)
            Image.fromarray(render(spec, 128)).save(photos / f"{name}{number}.jpg")
    subprocess.run(
        [sys.executable, "-m", "photoclip", "--library", str(folder / "library"), "add", photos],
        check=True,
        capture_output=True,
        env=os.environ | {"XDG_CACHE_HOME": str(folder / CACHE)},
    )
    return folder


@dataclass(frozen=True)
class Said:
    """What a run printed and how it ended."""

    code: int
    out: str
    error: str

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


class LabelTerminal:
    """One library. `run` is in this process, `apart` in one of its own."""

    def __init__(self, source: Path, folder: Path, capsys) -> None:
        self.photos = source / "photos"
        self.library = folder / "library"
        shutil.copytree(source / "library", self.library)
        self._capsys = capsys

    def run(self, *words: str, check: int = 0, answers: str = "") -> Said:
        self._capsys.readouterr()
        code = 0
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO(answers))
            try:
                run(["--library", str(self.library), *words])
            except SystemExit as end:
                code = int(end.code or 0)
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        assert code == check, captured.out + captured.err
        return Said(code, captured.out, captured.err)

    def apart(self, *words: str, check: int = 0, answers: str = "") -> Said:
        done = subprocess.run(
            [sys.executable, "-m", "photoclip", "--library", str(self.library), *words],
            capture_output=True,
            text=True,
            check=False,
            input=answers,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == check, done.stdout + done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    def json(self, *words: str) -> list[dict[str, object]]:
        return self.run(*words, "--json").lines()

    def path(self, name: str) -> str:
        return str(self.photos / f"{name}.jpg")

    def label(self, name: str) -> dict[str, object]:
        """A label as the list has it."""
        (found,) = [one for one in self.json("label", "list") if one["label"] == name]
        return found

    def labels(self) -> list[str]:
        return [str(one["label"]) for one in self.json("label", "list")]

    def found(self, query: str) -> set[str]:
        """The names of the photos a search finds."""
        hits = self.json("search", query, "--limit", "0")
        return {Path(str(one["path"])).stem for one in hits}
