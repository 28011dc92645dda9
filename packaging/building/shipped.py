"""What is inside and is no package: Python itself, the models, the font."""

from __future__ import annotations

import json
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from building import licences
from building.licences import Text
from building.parts import Part, sha256
from building.project import BuildError, version


def interpreter(files: Iterable[tuple[str, Path]]) -> Part:
    """Python itself, and those of its files that are inside."""
    folder = Path(sysconfig.get_path("stdlib"))
    for text in (folder / "LICENSE.txt", Path(sys.base_prefix, "LICENSE.txt")):
        if text.exists():
            words = text.read_text(encoding="utf-8")
            break
    else:
        raise BuildError(f"The licence of Python itself is not in {folder}.")
    released = ".".join(map(str, sys.version_info[:3]))
    return Part(
        kind="interpreter",
        name="CPython",
        version=released,
        licence="PSF-2.0",
        texts=(Text("LICENSE.txt", words),),
        source="https://www.python.org",
        purl=f"pkg:generic/cpython@{released}",
        hashes=tuple((path, sha256(real)) for path, real in sorted(files)),
    )


def resources_in(resources: Path) -> Iterator[Part]:
    """Models and fonts among PhotoClip's resources."""
    font = resources / "fonts" / "LICENSE-DejaVu.txt"
    yield Part(
        kind="data",
        name="DejaVu Sans",
        version="2.37",
        licence="Bitstream-Vera AND LicenseRef-DejaVu-public-domain",
        texts=(Text(font.name, font.read_text(encoding="utf-8")),),
        source="https://dejavu-fonts.github.io",
        hashes=(("fonts/DejaVuSans.ttf", sha256(resources / "fonts" / "DejaVuSans.ttf")),),
    )
    for card in sorted((resources / "models").glob("*/photoclip.json")):
        yield model(card, resources)


def model(card: Path, resources: Path) -> Part:
    """A model by its card. Raises `BuildError` without a licence, or its words."""
    said = json.loads(card.read_text(encoding="utf-8"))
    licence = str(said.get("license") or "")
    if not licence:
        raise BuildError(f"{card} doesn't say under which licence the model is.")
    texts = tuple(
        text for text in map(licences.standard, licences.identifiers(licence)) if text is not None
    )
    beside = [
        Text(file.name, file.read_text(encoding="utf-8"))
        for file in sorted(card.parent.iterdir())
        if re.match(r"(LICEN[CS]E|NOTICE)", file.name, re.IGNORECASE)
    ]
    if not texts and not beside:
        raise BuildError(
            f"The words of {licence}, the licence of the model {said['name']}, are not here. Put "
            f"them beside it as {card.parent / 'LICENSE.txt'}."
        )
    files = [file for file in sorted(card.parent.iterdir()) if file.is_file()]
    return Part(
        kind="model",
        name=str(said["name"]),
        version=version() if said.get("demonstration") else "",
        licence=licence,
        texts=(*beside, *texts),
        source=str(said.get("source", "")),
        hashes=tuple((file.relative_to(resources).as_posix(), sha256(file)) for file in files),
    )
