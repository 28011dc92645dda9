"""Licences: what a package is under, and the words of that licence.

What packages say of themselves comes first; ``packaging/licences/`` has what they don't say.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution
from pathlib import PurePosixPath
from typing import Any

from building.project import PACKAGING, BuildError

LICENCES = PACKAGING / "licences"

_FIELDS = {
    "MIT": "MIT",
    "BSD-3-Clause": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "MPL-2.0 AND MIT": "MPL-2.0 AND MIT",
}
"""What stands in the old free text ``License``, where it is sure what is meant."""

_CLASSIFIERS = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}

_TEXT_NAMES = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS|COPYRIGHT)", re.IGNORECASE)
_NO_TEXT = (".py", ".pyc", ".pyi", ".so", ".pyd", ".dll", ".json")


@dataclass(frozen=True)
class Text:
    """The words of a licence or of a notice, and the file they were in."""

    name: str
    words: str


@cache
def table(name: str) -> dict[str, Any]:
    """A table of ``packaging/licences``: ``libraries`` or ``packages``."""
    return tomllib.loads((LICENCES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def stored(name: str) -> Text:
    """A text kept in ``packaging/licences``, such as ``standard/MIT``."""
    return Text(f"{name}.txt", (LICENCES / f"{name}.txt").read_text(encoding="utf-8"))


def canonical(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def said(distribution: Distribution, field: str) -> str:
    """What a package's metadata says in a field; empty if nothing."""
    values = distribution.metadata.get_all(field)
    return str(values[0]).strip() if values else ""


def of(distribution: Distribution) -> str:
    """The SPDX expression of an installed package. Raises `BuildError` where nothing says it."""
    metadata = distribution.metadata
    name = metadata["Name"]
    ours = table("packages").get(canonical(name), {}).get("licence")
    if ours is not None:
        return str(ours)
    expression = said(distribution, "License-Expression")
    if expression:
        return expression
    field = _FIELDS.get(said(distribution, "License"))
    if field is not None:
        return field
    found = {
        _CLASSIFIERS[line] for line in metadata.get_all("Classifier") or [] if line in _CLASSIFIERS
    }
    if len(found) == 1:
        return found.pop()
    raise BuildError(
        f"Nothing sure says under which licence {name} {distribution.version} is. Look it up, and "
        f"write it down in {LICENCES / 'packages.toml'}."
    )


def texts_of(distribution: Distribution) -> tuple[Text, ...]:
    """The licence files an installed package brings, and those kept here for it.

    Raises `BuildError` where there is none at all.
    """
    texts = []
    for file in distribution.files or []:
        if not _is_text(PurePosixPath(file)):
            continue
        try:
            words = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            words = file.read_binary().decode("latin-1")
        texts.append(Text(_short(PurePosixPath(file)), words))
    kept = table("packages").get(canonical(distribution.metadata["Name"]), {}).get("texts", ())
    texts += [stored(name) for name in kept]
    if not any(text.words.strip() for text in texts):
        raise BuildError(
            f"{distribution.metadata['Name']} {distribution.version} brings no text of its licence. "
            f"Name one for it in {LICENCES / 'packages.toml'}."
        )
    return tuple(sorted(set(texts), key=lambda text: text.name))


def note_of(name: str) -> str:
    """What somebody who receives a package has to be told; empty for most."""
    return str(table("packages").get(canonical(name), {}).get("note", ""))


def identifiers(expression: str) -> list[str]:
    """The single licences of an SPDX expression, without the exceptions from them."""
    words = re.findall(r"[A-Za-z0-9.+-]+", re.sub(r"\bWITH\s+\S+", "", expression))
    return [word for word in words if word not in {"AND", "OR"}]


def standard(identifier: str) -> Text | None:
    """The words of a usual licence, if they are kept here."""
    base = re.sub(r"(-only|-or-later|\+)$", "", identifier)
    path = LICENCES / "standard" / f"{base}.txt"
    return stored(f"standard/{base}") if path.exists() else None


def _is_text(file: PurePosixPath) -> bool:
    in_folder = file.parent.name in {"licenses", "licences"} and file.suffix not in _NO_TEXT
    named = _TEXT_NAMES.match(file.name) is not None and file.suffix not in _NO_TEXT
    return "_vendor" not in file.parts and (in_folder or named) and ".." not in file.parts


def _short(file: PurePosixPath) -> str:
    parts = [part for part in file.parts if not part.endswith(".dist-info")]
    return "/".join(parts[1:] if parts[0] in {"licenses", "licences"} else parts)
