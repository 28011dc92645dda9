"""Python packages of an environment: which PhotoClip needs, and what each brings along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath

from building import licences, native
from building.parts import PROGRAM, Part
from building.project import BuildError


def site_packages(environment: Path) -> Path:
    """Where an environment keeps its packages."""
    for found in sorted(environment.glob("lib/python3*/site-packages")):
        return found
    windows = environment / "Lib" / "site-packages"
    if windows.is_dir():
        return windows
    raise BuildError(f"{environment} is neither a frozen program nor an environment.")


def packages_in(folder: Path) -> dict[str, Distribution]:
    """All packages in such a folder, by their canonical names."""
    return {
        licences.canonical(found.metadata["Name"]): found
        for found in distributions(path=[str(folder)])
    }


def reached(packages: dict[str, Distribution]) -> set[str]:
    """The packages PhotoClip's requirements lead to, here and without extras it doesn't ask for."""
    from packaging.requirements import Requirement

    found: set[str] = set()
    waiting = [(PROGRAM, frozenset[str]())]
    seen = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        if name not in packages:
            raise BuildError(f"{name} is not installed. Make the environment anew: make build/venv")
        if name != PROGRAM:
            found.add(name)
        for line in packages[name].requires or []:
            wanted = Requirement(line)
            if wanted.marker is None or any(
                wanted.marker.evaluate({"extra": extra}) for extra in (*extras, "")
            ):
                waiting.append((licences.canonical(wanted.name), frozenset(wanted.extras)))
    return found


def needed_by(package: Distribution) -> tuple[str, ...]:
    """The canonical names of what a package requires here, without its extras."""
    from packaging.requirements import Requirement

    lines = [Requirement(line) for line in package.requires or []]
    here = [line for line in lines if line.marker is None or line.marker.evaluate({"extra": ""})]
    return tuple(sorted({licences.canonical(line.name) for line in here}))


def package_parts(
    package: Distribution, files: dict[str, Path], problems: list[str], *, passed_on: bool
) -> Iterator[Part]:
    """A package, and the native libraries among those of its files that are inside.

    ``passed_on``: we hand it out ourselves; with a wheel of ours, pip fetches it from its authors.
    """
    name = package.metadata["Name"]
    try:
        yield Part(
            kind="package",
            name=name,
            version=package.version,
            licence=licences.of(package),
            texts=licences.texts_of(package),
            source=_address(package),
            note=licences.note_of(name),
            purl=f"pkg:pypi/{licences.canonical(name)}@{package.version.replace('+', '%2B')}",
            crates=_crates(package),
            needs=needed_by(package),
        )
        texts = licences.texts_of(package)
    except BuildError as error:
        problems.append(str(error))
        return
    yield from native.libraries(
        files, name, texts, problems, passed_on=passed_on, listed=native.listed_in(package)
    )
    for entry in licences.table("libraries")["linked"]:
        if licences.canonical(entry["within"]) == licences.canonical(name):
            carrier = [
                path for path in files if fnmatchcase(PurePosixPath(path).name, entry["file"])
            ]
            if carrier:
                yield native.library(
                    entry, name, texts, [(carrier[0], files[carrier[0]])], hashed=False
                )


def _address(package: Distribution) -> str:
    wanted = ("source", "repository", "source code", "homepage", "home", "github")
    named: dict[str, str] = {}
    for line in package.metadata.get_all("Project-URL") or []:
        label, _, address = line.partition(",")
        named[label.strip().lower()] = address.strip()
    for label in wanted:
        if label in named:
            return named[label]
    home = licences.said(package, "Home-page")
    return home or f"https://pypi.org/project/{package.metadata['Name']}/"


def _crates(package: Distribution) -> tuple[tuple[str, str, str], ...]:
    """What a module in Rust has linked in, as the wheel's own list (PEP 770) tells."""
    found = set()
    for file in package.files or []:
        if file.parent.name != "sboms" or file.suffix != ".json":
            continue
        for row in json.loads(file.read_text(encoding="utf-8")).get("components", ()):
            if str(row.get("purl", "")).startswith("pkg:cargo/"):
                said = [
                    each.get("expression")
                    or each.get("license", {}).get("id")
                    or each.get("license", {}).get("name", "")
                    for each in row.get("licenses", ())
                ]
                found.add((row["name"], row.get("version", ""), " AND ".join(filter(None, said))))
    return tuple(sorted(found))
