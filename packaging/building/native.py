"""Native libraries: which project a shared library is of, and what that asks of us.

``packaging/licences/libraries.toml`` says it of those that wheels bring; of the system's own, the
package of Debian they were taken from does.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath
from typing import Any

from building import licences
from building.licences import Text
from building.parts import Part, sha256


def is_library(path: str) -> bool:
    """Whether a file is a shared library, and no module of Python's."""
    name = PurePosixPath(path).name
    if re.search(r"\.(cpython-\d+[^.]*|abi3|cp\d+-[^.]*)\.(so|pyd)$", name) or name.endswith(
        ".pyd"
    ):
        return False
    if re.search(r"\.(dylib|dll)$", name, re.IGNORECASE):
        return True
    return re.search(r"\.so(\.[\w.]+)?$", name) is not None and name.startswith("lib")


def libraries(
    files: dict[str, Path],
    package: str,
    texts: tuple[Text, ...],
    problems: list[str],
    *,
    passed_on: bool,
    listed: Mapping[str, str],
) -> Iterator[Part]:
    """One part for each library project among the files of a package."""
    grouped: dict[int, list[tuple[str, Path]]] = {}
    entries = licences.table("libraries")["library"]
    for path, real in sorted(files.items()):
        if not is_library(path):
            continue
        for number, entry in enumerate(entries):
            if _fits(entry, path, package):
                grouped.setdefault(number, []).append((path, real))
                break
        else:
            problems.append(
                f"{path}, of {package}, is a library nobody has looked up yet. Say what it is in "
                f"{licences.LICENCES / 'libraries.toml'}."
            )
    for number, members in grouped.items():
        entry = entries[number]
        if "refused" in entry and passed_on:
            names = ", ".join(path for path, _real in members)
            problems.append(f"{names}: {entry['name']} is not to be passed on. {entry['refused']}")
        elif "part_of" not in entry:
            yield library(entry, package, texts, members, listed=listed)


def _fits(entry: dict[str, Any], path: str, package: str) -> bool:
    within = entry.get("within")
    if within is not None and licences.canonical(within) != licences.canonical(package):
        return False
    name = PurePosixPath(path).name
    return any(fnmatchcase(name, pattern) for pattern in entry["files"])


def library(
    entry: dict[str, Any],
    package: str,
    texts: tuple[Text, ...],
    members: list[tuple[str, Path]],
    *,
    hashed: bool = True,
    listed: Mapping[str, str] | None = None,
) -> Part:
    """The part that an entry of ``libraries.toml`` describes, with these of its files inside."""
    words: list[Text] = []
    for name in entry["texts"]:
        words += texts if name == "wheel" else [licences.stored(name)]
    return Part(
        kind="library",
        name=entry["name"],
        version=_version(entry, members) or _listed_version(entry, listed or {}),
        licence=entry["licence"],
        texts=tuple(words),
        source=entry.get("source", ""),
        note=entry.get("note", ""),
        within=package,
        hashes=tuple((path, sha256(real)) for path, real in members) if hashed else (),
    )


def _version(entry: dict[str, Any], members: list[tuple[str, Path]]) -> str:
    pattern = entry.get("version")
    if pattern is None:
        return ""
    if pattern.startswith("^"):
        named = re.match(pattern, PurePosixPath(members[0][0]).name)
        return named[1] if named else ""
    compiled = re.compile(pattern.encode())
    for _path, real in members:
        found = compiled.search(real.read_bytes())
        if found is not None:
            return found[1].decode()
    return ""


def listed_in(package: Distribution) -> dict[str, str]:
    """Versions of libraries in a wheel, by their names in its own list (PEP 770), in small letters."""
    found = {}
    for file in package.files or []:
        if file.parent.name == "sboms" and file.suffix == ".json":
            for row in json.loads(file.read_text(encoding="utf-8")).get("components", ()):
                if row.get("version") and not str(row.get("purl", "")).startswith("pkg:cargo/"):
                    found[row["name"].lower()] = row["version"]
    return found


def _listed_version(entry: dict[str, Any], listed: Mapping[str, str]) -> str:
    names = [entry["name"], *entry.get("listed_as", ())]
    return next((listed[name.lower()] for name in names if name.lower() in listed), "")


def system_libraries(system: dict[str, Path], problems: list[str]) -> Iterator[Part]:
    """Libraries of the system it was built on, by the package of Debian they come from."""
    owned: dict[str, list[tuple[str, Path]]] = {}
    for path, real in sorted(system.items()):
        package = _debian_package(PurePosixPath(path).name)
        if package is None:
            problems.append(
                f"{path} belongs to no Python package and to no package of this system. Say what "
                f"it is in {licences.LICENCES / 'libraries.toml'}."
            )
        else:
            owned.setdefault(package, []).append((path, real))
    for package, members in owned.items():
        text = Path("/usr/share/doc", package, "copyright")
        released = _dpkg("-W", "-f", "${Version}", package)
        words = text.read_text(encoding="utf-8", errors="replace") if text.exists() else ""
        if not words:
            problems.append(f"{package}, which is inside, has no {text}.")
            continue
        yield Part(
            kind="library",
            name=package,
            version=released,
            licence=_debian_licence(words),
            texts=(Text("copyright", words), *_common(words)),
            source=f"https://tracker.debian.org/pkg/{_dpkg('-W', '-f', '${source:Package}', package)}",
            within="the system it was built on",
            purl=f"pkg:deb/{_system_name()}/{package}@{released.replace('+', '%2B')}",
            hashes=tuple((path, sha256(real)) for path, real in members),
        )


def _dpkg(*arguments: str) -> str:
    try:
        asked = subprocess.run(
            ["dpkg-query", *arguments], check=False, capture_output=True, text=True
        )
    except FileNotFoundError:
        return ""
    return asked.stdout if asked.returncode == 0 else ""


@cache
def _debian_package(name: str) -> str | None:
    """The installed package with a library of that name where the system looks for libraries."""
    for line in _dpkg("-S", f"*/{name}").splitlines():
        packages, _, path = line.partition(": ")
        if re.match(r"(/usr)?/lib(64)?/", path):
            return packages.split(",")[0].split(":")[0]
    return None


def _debian_licence(words: str) -> str:
    """A name for what a copyright file says; whole expressions can't be made of those."""
    named = dict.fromkeys(re.findall(r"^License: *(\S.*)$", words, re.MULTILINE))
    if not named:
        return "LicenseRef-see-text"
    return "LicenseRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", next(iter(named))).strip("-")


def _common(words: str) -> tuple[Text, ...]:
    """The licences a copyright file refers to by their place on a Debian system."""
    named = sorted(set(re.findall(r"common-licenses/(L?GPL-[\d.]+|Apache-2\.0|MPL-2\.0)", words)))
    full = {name: name if "." in name else f"{name}.0" for name in (n.rstrip(".") for n in named)}
    return tuple(text for text in map(licences.standard, full.values()) if text is not None)


@cache
def _system_name() -> str:
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "debian"
    return next((line[3:].strip('"') for line in lines if line.startswith("ID=")), "debian")
