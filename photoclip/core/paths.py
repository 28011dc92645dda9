"""Where things lie: the user's directories and what ships with the program."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from photoclip.core import frozen

APP = "photoclip"
LIBRARY_VARIABLE = "PHOTOCLIP_LIBRARY"
EMBEDDED_MODEL = "photoclip-scenes"
_PACKAGE = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """What must survive: the default library, downloaded models."""
    return frozen.portable_folder() or Path(platformdirs.user_data_dir(APP, appauthor=False))


def cache_dir() -> Path:
    """What may be deleted at any time."""
    portable = frozen.portable_folder()
    return (
        portable / "cache" if portable else Path(platformdirs.user_cache_dir(APP, appauthor=False))
    )


def demo_library() -> Path:
    """The library over the sample photos: made again whenever it is missing."""
    return cache_dir() / "demo-library"


def text_vectors_dir() -> Path:
    """The cache of text vectors."""
    return cache_dir() / "text-vectors"


def config_dir() -> Path:
    """What a person set about the program itself, not about a library: the window's state."""
    portable = frozen.portable_folder()
    return (
        portable / "settings"
        if portable
        else Path(platformdirs.user_config_dir(APP, appauthor=False))
    )


def own_torch_file() -> Path:
    """A line of text that names the folder a frozen program takes torch from."""
    return config_dir() / "torch-folder"


def log_dir() -> Path:
    """Where background processes write what they would have said to a person."""
    portable = frozen.portable_folder()
    return portable / "logs" if portable else Path(platformdirs.user_log_dir(APP, appauthor=False))


def default_library() -> Path:
    """The library used where none is named: ``$PHOTOCLIP_LIBRARY`` or the one in `data_dir`."""
    named = os.environ.get(LIBRARY_VARIABLE)
    return Path(named) if named else data_dir() / "library"


def models_dir() -> Path:
    """Where downloaded models lie, one folder each."""
    return data_dir() / "models"


def in_checkout() -> bool:
    """Whether PhotoClip runs from its sources, not from where an installer put it."""
    return not (_PACKAGE / "resources").is_dir()


def resources_dir() -> Path:
    """What ships with PhotoClip: inside the package once installed, beside it in a checkout."""
    return (_PACKAGE.parent if in_checkout() else _PACKAGE) / "resources"


def held_samples(root: bytes) -> bool:
    """Whether a folder of a library held the sample photos before PhotoClip moved: one of their name
    that is gone. A person's own folder never is.
    """
    here = os.fsencode(sample_photos())
    return os.path.basename(root) == os.path.basename(here) and not os.path.lexists(root)


def embedded_model() -> Path:
    """The folder of the model that ships with PhotoClip."""
    return resources_dir() / "models" / EMBEDDED_MODEL


def shipped_model() -> Path:
    """The folder of the model a new library begins with: the embedded one.

    A build that brings a real model along names that one's folder in ``models/default``.
    """
    models = resources_dir() / "models"
    named = models / "default"
    return models / named.read_text("utf-8").strip() if named.is_file() else embedded_model()


def sample_photos() -> Path:
    """The sample library's photos that ship with PhotoClip."""
    return resources_dir() / "samples"


def shipped_font() -> Path:
    """The font that ships with PhotoClip, for text in pictures: DejaVu Sans."""
    return resources_dir() / "fonts" / "DejaVuSans.ttf"


def guide() -> Path:
    """The user guide: with the resources once installed, in docs in a checkout."""
    shipped = resources_dir() / "guide.md"
    return shipped if shipped.exists() else resources_dir().parent / "docs" / "guide.md"
