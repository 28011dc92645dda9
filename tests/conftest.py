"""What every test may ask for: a home of its own, photos made on the spot, a library in tmp."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from PIL import Image

from photoclip.store import database

TEST_DATA_VARIABLE = "PHOTOCLIP_TEST_DATA"

AT_REST = Path(__file__).with_name("at_rest")
"""What every Python started by a test runs first; see there."""

LONG = (
    "faults",
    "worker",
    "cli",
    "gui/test_window",
    "gui/test_journeys",
    "browse",
    "media",
    "embed",
)
"""Where a file takes long: its tests start processes, wait for them, or kill them."""

# Nothing is timed: the machine may be busy with other things.
settings.register_profile(
    "photoclip", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("photoclip")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: where files are shared out, the short ones even out when each is done."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(here).as_posix()
        return next((n for n, start in enumerate(LONG) if name.startswith(start)), len(LONG))

    items.sort(key=place)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch) -> Path:
    """Nothing of the person's own is read or written."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("HOME", str(home))
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    for variable in list(os.environ):
        if variable.startswith("PHOTOCLIP_") and variable != TEST_DATA_VARIABLE:
            monkeypatch.delenv(variable)
    monkeypatch.setenv("PYTHONPATH", str(AT_REST), prepend=os.pathsep)
    return home


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real, odd and hostile photos that is too large for the repository."""
    named = os.environ.get(TEST_DATA_VARIABLE)
    if not named:
        pytest.skip(f"set {TEST_DATA_VARIABLE} to the folder of test photos to run this")
    return Path(named)


@pytest.fixture
def library(tmp_path) -> Iterator[database.Library]:
    """A new, empty library that this process owns."""
    opened = database.open_owner(tmp_path / "library")
    yield opened
    opened.close()


def _scene(seed: int, size: tuple[int, int]) -> Image.Image:
    """A smooth coloured picture; another seed, another picture."""
    rng = np.random.default_rng(seed)
    patches = rng.integers(0, 256, (4, 4, 3), np.uint8)
    return Image.fromarray(patches).resize(size, Image.Resampling.BICUBIC)


def _make_photo(
    path: Path | bytes,
    seed: int = 0,
    *,
    colour: tuple[int, int, int] | None = None,
    size: tuple[int, int] = (96, 64),
    format: str | None = None,
    exif: dict[int, object] | None = None,
    mtime: float | None = None,
    **options: object,
) -> Path | bytes:
    picture = Image.new("RGB", size, colour) if colour is not None else _scene(seed, size)
    tags = Image.Exif()
    tags.update(exif or {})
    name = os.fsdecode(path)
    os.makedirs(os.path.dirname(name), exist_ok=True)
    if format is None:
        extension = os.path.splitext(name)[1].lower()
        format = Image.registered_extensions().get(extension, "JPEG")
    if exif:
        options["exif"] = tags
    with open(name, "wb") as stream:
        picture.save(stream, format, **options)
    if mtime is not None:
        os.utime(name, (mtime, mtime))
    return path


@pytest.fixture(scope="session")
def make_photo():
    """Write a photo: ``make_photo(path, seed, colour=, size=, format=, exif={tag: value}, mtime=)``.

    Its picture follows from ``seed``, or is one ``colour``; its format from the name, unless said
    otherwise. Folders are made as needed; names may be bytes. Returns the path.
    """
    return _make_photo


def _write_sidecar(path: Path, *keywords: str, rating: int | None = None) -> Path:
    items = "".join(f"<rdf:li>{word}</rdf:li>" for word in keywords)
    stars = f' xmp:Rating="{rating}"' if rating is not None else ""
    path.write_text(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:xmp="http://ns.adobe.com/xap/1.0/"{stars}>'
        f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>",
        "utf-8",
    )
    return path


@pytest.fixture(scope="session")
def write_sidecar():
    """Write an XMP sidecar: ``write_sidecar(path, *keywords, rating=)``."""
    return _write_sidecar


@contextlib.contextmanager
def _without_privileges() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(65534)  # nobody: root passes every permission check
    except OSError as error:
        pytest.skip(f"this process is root and can't become another user: {error}")
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture(scope="session")
def without_privileges():
    """A context manager inside which file permissions hold, also where the tests run as root."""
    if not hasattr(os, "geteuid"):
        pytest.skip("file permissions of this kind exist on POSIX systems only")
    return _without_privileges


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, unlike ``tmp_path``."""
    with tempfile.TemporaryDirectory(prefix="photoclip-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        for path in (folder, *folder.rglob("*")):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o777)
