"""What was measured of models on this machine, so that it need not be measured at every start.

A small JSON file in the cache directory. Nothing depends on it: lost or damaged, everything in it is
measured again.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photoclip.core import paths

_VERSION = 1


@dataclass(frozen=True)
class Setup:
    """What a measurement holds for: exact weights, on this hardware, by this torch, so precise."""

    model: str
    device_name: str
    torch_version: str
    precision: str

    @property
    def key(self) -> str:
        """The setup as one line of the file."""
        return " | ".join((self.model, self.device_name, self.torch_version, self.precision))


@dataclass(frozen=True)
class Measured:
    """``fidelity``: least cosine to float32; ``batch``: pictures a step; rates with that batch."""

    fidelity: float | None = None
    batch: int | None = None
    images_per_second: float | None = None


def measured_file() -> Path:
    """Where measurements lie."""
    return paths.cache_dir() / "measured.json"


class Measurements:
    """The measurements in one file. Any process may read and write it at any time.

    Of two that write at the same moment one may lose what it wrote, and will measure it again.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """The file."""
        return self._path or measured_file()

    def get(self, setup: Setup) -> Measured:
        """What is known; nothing if the file is missing, damaged, or says what can't be."""
        return _read(self._entries().get(setup.key))

    def rate_of(self, model: str) -> float | None:
        """Pictures a second that the model with this key was last seen to encode; None if never.

        For who has no torch at hand: on whichever device, in whichever precision that was.
        """
        newest_first = reversed(list(self._entries().items()))
        rates = (_read(raw).images_per_second for key, raw in newest_first if _is_of(key, model))
        return next((rate for rate in rates if rate is not None), None)

    def put(self, setup: Setup, measured: Measured) -> None:
        """Remember it in one step; what was measured with another torch is dropped.

        A disk that is full or may not be written is no reason to stop: then it isn't remembered.
        """
        same_torch = f" | {setup.torch_version} | "
        entries = {key: value for key, value in self._entries().items() if same_torch in key}
        entries.pop(setup.key, None)  # the newest stands last
        entries[setup.key] = {
            "fidelity": measured.fidelity,
            "batch": measured.batch,
            "images_per_second": measured.images_per_second,
        }
        text = json.dumps({"version": _VERSION, "measured": entries}, indent=1) + "\n"
        with suppress(OSError):
            self._replace(text)

    def _replace(self, text: str) -> None:
        folder = self.path.parent
        folder.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(".part", self.path.name, folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            os.replace(partial, self.path)
        except BaseException:
            with suppress(OSError):
                os.unlink(partial)
            raise

    def _entries(self) -> dict[str, Any]:
        try:
            content = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(content, dict) or content.get("version") != _VERSION:
            return {}
        entries = content.get("measured")
        return entries if isinstance(entries, dict) else {}


class MeasuredAnew(Measurements):
    """Knows nothing but what was put through itself, and writes that for the others."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        self._mine: dict[str, Measured] = {}

    def get(self, setup: Setup) -> Measured:
        """What was measured through this one."""
        return self._mine.get(setup.key, Measured())

    def put(self, setup: Setup, measured: Measured) -> None:
        """Remember it, here and in the file."""
        self._mine[setup.key] = measured
        super().put(setup, measured)


def _is_of(key: str, model: str) -> bool:
    return key.startswith(f"{model} | ")


def _read(raw: object) -> Measured:
    if not isinstance(raw, dict):
        return Measured()
    fidelity, rate = _number(raw.get("fidelity")), _number(raw.get("images_per_second"))
    batch = raw.get("batch")
    return Measured(
        fidelity=fidelity if fidelity is not None and -1.01 < fidelity < 1.01 else None,
        batch=batch if type(batch) is int and 1 <= batch <= 4096 else None,
        images_per_second=rate if rate is not None and rate > 0 else None,
    )


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None
