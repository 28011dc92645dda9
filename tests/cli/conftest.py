"""Libraries for the tests of the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from label_terminal import CACHE, LabelTerminal, draw_and_index


@pytest.fixture(scope="session")
def scenes_indexed(tmp_path_factory) -> Path:
    """A folder with drawn photos and their library; `labelling` works on copies of it."""
    return draw_and_index(tmp_path_factory.mktemp("scenes"))


@pytest.fixture
def labelling(scenes_indexed, tmp_path, capsys, monkeypatch) -> LabelTerminal:
    """A terminal over a library of scenes without labels."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(scenes_indexed / CACHE))
    return LabelTerminal(scenes_indexed, tmp_path, capsys)
