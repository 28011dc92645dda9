"""A terminal over a library whose models need no torch."""

from __future__ import annotations

import json

import pytest

from photoclip.cli.main import run


class Terminal:
    """Runs commands in the test's own process; ``err`` is what the last one said of trouble."""

    def __init__(self, library, capsys) -> None:
        self.library = library
        self.capsys = capsys
        self.err = ""

    def run(self, *words: str, check: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            run(["--library", str(self.library), *words])
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        assert int(ended.value.code or 0) == check, said.out + said.err
        self.err = said.err
        return said.out

    def json(self, *words: str) -> dict:
        return json.loads(self.run(*words, "--json"))

    def lines(self, *words: str) -> list[dict]:
        return [json.loads(line) for line in self.run(*words, "--json").splitlines()]
