"""Whether to ask for a newer PhotoClip, and what the last answer was: a file of the user's own.

Nothing here touches the network. Where the answers come from is said by ``resources/releases.json``,
which a packager fills in, or by ``$PHOTOCLIP_RELEASES``; as long as neither does, nothing can be asked.
"""

from __future__ import annotations

import json
import os
import re
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from photoclip import __version__
from photoclip.core import paths
from photoclip.core.errors import PhotoClipError

NAME = "new-versions"
"""What the setting is called on the command line."""

EXPLAINED = "whether to ask once a day if there is a newer PhotoClip; nothing is downloaded"
ADDRESS_VARIABLE = "PHOTOCLIP_RELEASES"
DAY_S = 86_400.0

_VERSION = re.compile(r"\d{1,9}(\.\d{1,9}){0,3}")


@dataclass(frozen=True, slots=True)
class Release:
    """A version of PhotoClip, and the page that is about it (https)."""

    version: str
    page: str


@dataclass(frozen=True, slots=True)
class Choice:
    """``on``: a person wants it. ``asked`` is when the last question was sent, in seconds since 1970;
    ``version`` and ``page`` are the newest release known of, or empty.
    """

    on: bool = False
    asked: float = 0.0
    version: str = ""
    page: str = ""

    @property
    def newer(self) -> Release | None:
        """The release that is newer than this PhotoClip, if one is known."""
        if _VERSION.fullmatch(self.version) is None or not is_newer(self.version, __version__):
            return None
        return Release(self.version, self.page)


def address() -> str:
    """Where to ask, or empty if this PhotoClip doesn't know."""
    named = os.environ.get(ADDRESS_VARIABLE)
    if named is not None:
        return named.strip()
    try:
        said = json.loads((paths.resources_dir() / "releases.json").read_text("utf-8"))
        return str(said["address"]).strip()
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def load() -> Choice:
    """What was chosen; whatever is missing or damaged counts as not chosen."""
    try:
        said = json.loads(_file().read_text("utf-8"))
        return Choice(
            on=said["on"] is True,
            asked=float(said["asked"]),
            version=str(said["version"]),
            page=str(said["page"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Choice()


def turn(on: bool) -> Choice:
    """Ask from now on, or don't; what was known is forgotten with it. Raises `PhotoClipError`."""
    if on and not address():
        raise NO_ADDRESS
    return _save(replace(load(), on=True) if on else Choice())


def is_due(choice: Choice) -> bool:
    """Whether to ask now: it is wanted, possible, and a day has passed or the clock was set back."""
    return choice.on and bool(address()) and not 0 <= time.time() - choice.asked < DAY_S


def note_question() -> None:
    """Remember that a question is sent now, whatever comes of it. Raises `PhotoClipError`."""
    _save(replace(load(), asked=time.time()))


def note_answer(release: Release) -> Choice:
    """Remember the newest release. Raises `PhotoClipError`."""
    return _save(replace(load(), version=release.version, page=release.page))


def is_version(text: str) -> bool:
    """Whether this is a release's version: numbers and points."""
    return _VERSION.fullmatch(text) is not None


def is_newer(version: str, than: str) -> bool:
    """Whether a release is newer than a version, of which only the numbers in front count."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        del numbers[-1]
    return tuple(numbers)


NO_ADDRESS = PhotoClipError(
    "This PhotoClip doesn't know where to ask for newer versions.",
    f"Whoever publishes it can say it in resources/releases.json, or you in ${ADDRESS_VARIABLE}.",
)


def _file() -> Path:
    return paths.config_dir() / "new-versions.json"


def _save(choice: Choice) -> Choice:
    file = _file()
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(choice)) + "\n", "utf-8")
        os.replace(beside, file)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise PhotoClipError(f"{file} can't be written: {error.strerror}.") from error
    return choice
