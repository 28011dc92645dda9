"""What a person may set about the background work; kept in the library's settings."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from photoclip.core.commands import JSON
from photoclip.core.errors import PhotoClipError
from photoclip.folders.ignore import IgnoreRules
from photoclip.store import settings
from photoclip.store.database import Library

PREFIX = "worker."

DEVICES = ("auto", "cpu", "cuda", "mps", "xpu")
"""Where a model may run; ``auto`` is the best there is."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The names are the settings' names on the command line, with - for _.

    ``cores`` 0 is all of them. ``memory_mb`` bounds the worker's own process; decoders have a limit
    of their own each (`media.sandbox.MEMORY_LIMIT`). ``device`` is where the model runs, if the
    command line doesn't say: one of `DEVICES`.
    """

    cores: int = 0
    on_battery: bool = False
    idle_minutes: int = 5
    stay: bool = False
    memory_mb: int = 2048
    scan_minutes: int = 15
    ignore: tuple[str, ...] = ()
    device: str = "auto"

    @property
    def processes(self) -> int:
        """How many cores to use."""
        there = os.cpu_count() or 1
        return max(1, min(self.cores or there, there))


EXPLAINED: Mapping[str, str] = {
    "cores": "how many processor cores to use; 0 for all",
    "on-battery": "whether to read photos on battery too",
    "idle-minutes": "after how many idle minutes the model leaves memory",
    "stay": "whether the worker goes on when nobody is connected",
    "memory-mb": "what the worker's own process may hold, in megabytes",
    "scan-minutes": "how often folders are looked through, however they are watched",
    "ignore": "patterns of files and folders to pass over, as in .gitignore",
    "device": "where the model runs: auto, cpu, cuda, mps or xpu; --device goes before it",
}

_LEAST = {"cores": 0, "idle_minutes": 1, "memory_mb": 512, "scan_minutes": 1}
_MOST = 1_000_000


def load(library: Library) -> Preferences:
    """What the library's settings say; a value that makes no sense counts as not set."""
    values: dict[str, object] = {}
    for field in fields(Preferences):
        stored = settings.get(library, PREFIX + field.name)
        if isinstance(stored, list):
            stored = tuple(stored)
        if stored is not None and _fits(field.name, stored):
            values[field.name] = stored
    return Preferences(**values)  # type: ignore[arg-type]


def stored(library: Library) -> dict[str, JSON]:
    """Every preference under the settings' key it has, those included that were never set."""
    known = load(library)
    values = {PREFIX + field.name: getattr(known, field.name) for field in fields(Preferences)}
    return {key: list(one) if isinstance(one, tuple) else one for key, one in values.items()}


def check(key: str, value: JSON) -> None:
    """Raise `PhotoClipError` if this is no value for the setting with this key; None is for each."""
    field = key.removeprefix(PREFIX)
    name = field.replace("_", "-")
    if not key.startswith(PREFIX) or name not in EXPLAINED or value is None:
        return
    if field == "ignore" and isinstance(value, list) and all(isinstance(p, str) for p in value):
        IgnoreRules(value)  # says which pattern makes no sense
    elif not _fits(field, value):
        raise _no_value(name, json.dumps(value))


def setting_key(name: str) -> str:
    """The settings' key of a preference by its name on the command line.

    Raises `PhotoClipError` naming those there are.
    """
    if name not in EXPLAINED:
        raise PhotoClipError(
            f"There is no setting “{name}”.", f"There are: {', '.join(EXPLAINED)}."
        )
    return PREFIX + name.replace("-", "_")


def parse(name: str, words: tuple[str, ...]) -> JSON:
    """The JSON value of a preference from what a person typed. Raises `PhotoClipError`."""
    field = setting_key(name).removeprefix(PREFIX)
    default = getattr(Preferences(), field)
    value: JSON
    if isinstance(default, tuple):
        IgnoreRules(words)  # says which pattern makes no sense
        value = list(words)
    elif len(words) != 1:
        raise PhotoClipError(f"{name} takes one value.", EXPLAINED[name])
    elif isinstance(default, bool):
        known = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
        value = known.get(words[0].lower())
    elif isinstance(default, str):
        value = words[0].lower()
    else:
        number = words[0].isascii() and words[0].isdigit() and len(words[0]) < 10
        value = int(words[0]) if number else None
    if value is None or not _fits(field, tuple(value) if isinstance(value, list) else value):
        raise _no_value(name, words[0])
    return value


def _no_value(name: str, said: str) -> PhotoClipError:
    field = name.replace("-", "_")
    kinds = {bool: "on or off", int: "a whole number", str: f"one of {', '.join(DEVICES)}"}
    wanted = kinds.get(type(getattr(Preferences(), field)), "a list of patterns")
    least = f" from {_LEAST[field]} to {_MOST}" if field in _LEAST else ""
    return PhotoClipError(
        f"“{said}” is no value for {name}.", f"{EXPLAINED[name]}: {wanted}{least}."
    )


def _fits(field: str, value: object) -> bool:
    default = getattr(Preferences(), field)
    if isinstance(default, bool):
        return isinstance(value, bool)
    if isinstance(default, int):
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return _LEAST[field] <= value <= _MOST
    if isinstance(default, str):
        return value in DEVICES
    if not (isinstance(value, tuple) and all(isinstance(part, str) for part in value)):
        return False
    try:
        IgnoreRules(value)
    except PhotoClipError:
        return False
    return True
