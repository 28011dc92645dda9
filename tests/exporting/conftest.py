from __future__ import annotations

from collections.abc import Iterator

import pytest
from exporting_shelf import Shelf

from photoclip.core.types import InputSpec
from photoclip.media.sandbox import DecoderPool


@pytest.fixture(scope="session")
def decoders() -> Iterator[DecoderPool]:
    with DecoderPool(1, InputSpec(64)) as pool:
        yield pool


@pytest.fixture
def shelf(tmp_path, make_photo, decoders) -> Iterator[Shelf]:
    opened = Shelf(tmp_path, make_photo, decoders)
    yield opened
    opened.close()
