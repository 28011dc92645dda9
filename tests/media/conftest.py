from __future__ import annotations

import os
from pathlib import Path

import pytest

from photoclip.core.types import InputSpec


@pytest.fixture
def spec() -> InputSpec:
    return InputSpec(size=64)


@pytest.fixture
def test_data() -> Path:
    """The folder with other people's pictures; those tests are skipped where it is missing."""
    folder = os.environ.get("PHOTOCLIP_TEST_DATA", "")
    if not folder:
        pytest.skip("set PHOTOCLIP_TEST_DATA to the folder with odd/, exif/ and photos/")
    return Path(folder)
