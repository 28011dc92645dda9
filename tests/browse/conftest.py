"""What the tests of the browse process share."""

from __future__ import annotations

from pathlib import Path

import pytest

from photoclip.store import database


@pytest.fixture
def folder(tmp_path) -> Path:
    """The folder of an empty library that nobody owns."""
    place = tmp_path / "library"
    database.open_owner(place).close()
    return place
