"""What the fault tests share. They are short by default and run in full by `make test-faults`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_drives import Mounts
from fault_home import FaultHome
from inspection import FULL, end_owner

# the worker's home and the cheap encoder of other rooms' tests
for room in ("worker", "indexing"):
    folder = str(Path(__file__).parents[1] / room)
    if folder not in sys.path:
        sys.path.append(folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The full forms take minutes each."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and FULL:
            item.add_marker(pytest.mark.timeout(3600))


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether the tests run in full; sizes are chosen by `inspection.amount`."""
    return FULL


@pytest.fixture
def fault_home(tmp_path, make_photo) -> Iterator[FaultHome]:
    """A folder of photos, a library over it, and what starts real workers."""
    home = FaultHome(tmp_path, make_photo)
    yield home
    end_owner(home.library)


@pytest.fixture
def mounts() -> Iterator[Mounts]:
    """What mounts file systems, and takes them away again."""
    opened = Mounts()
    yield opened
    opened.close()
