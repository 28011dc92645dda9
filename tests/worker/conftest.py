"""What the tests of the worker share."""

from __future__ import annotations

import pytest
from worker_home import Home


@pytest.fixture
def home(tmp_path, make_photo) -> Home:
    return Home(tmp_path, make_photo)
