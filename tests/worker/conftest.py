"""What the tests of the worker share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from worker_home import Home


@pytest.fixture
def home(tmp_path, make_photo) -> Iterator[Home]:
    made = Home(tmp_path, make_photo)
    yield made
    made.end_worker()
