"""What the tests of writing into files share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from write_home import SPEC, WriteHome

from photoclip.media.sandbox import DecoderPool


@pytest.fixture(scope="session")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(1, SPEC) as opened:
        yield opened


@pytest.fixture
def home(tmp_path, library, pool, make_photo) -> WriteHome:
    return WriteHome(tmp_path / "photos", library, pool, make_photo)
