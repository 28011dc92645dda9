"""A person at a terminal, over a library of four photos."""

from __future__ import annotations

import json
from pathlib import Path

import program


class Terminal:
    """One library and its folder of photos. `run` is in this process, `apart` in one of its own."""

    def __init__(self, folder: Path, make_photo) -> None:
        self.folder = folder
        self.photos = folder / "photos"
        self.library = folder / "library"
        for n, name in enumerate("abcd"):
            make_photo(self.photos / f"{name}.jpg", n, exif={306: f"2024:07:0{n + 1} 10:00:00"})
        self.run("add", str(self.photos))

    def run(self, *words: str, check: int = 0) -> program.Done:
        return program.run("--library", str(self.library), *words, check=check)

    def apart(self, *words: str, check: int = 0) -> program.Done:
        return program.apart("--library", str(self.library), *words, check=check)

    def json(self, *words: str, check: int = 0) -> list[dict[str, object]]:
        done = self.run(*words, "--json", check=check)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def path(self, name: str) -> str:
        return str(self.photos / f"{name}.jpg")

    def album(self, name: str) -> list[str]:
        """The names of an album's photos, in its order."""
        shown = self.json("album", "show", name)
        assert [one["place"] for one in shown] == list(range(1, len(shown) + 1))
        return [Path(str(one["path"])).stem for one in shown]

    def albums(self) -> dict[str, object]:
        """Every album by name: its search, or how many photos it has."""
        found = self.json("album", "list")
        return {str(one["name"]): one["query"] or one["count"] for one in found}
