"""What is inside: the parts that somebody who receives PhotoClip receives with it.

Of a frozen folder that is what its files and its archives of modules really are; of an environment, the
packages that PhotoClip's own requirements reach. Each part says its version, its licence, and the words
of it. Something of unknown origin or without a licence stops the build.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath
from typing import Any

from building import licences
from building.licences import Text
from building.project import BUILD, ROOT, BuildError, build_python, version

PROGRAM = "photoclip"
INTERPRETER = "CPython"


@dataclass(frozen=True)
class Part:
    """Something inside. ``kind`` is ``package``, ``library``, ``interpreter``, ``model`` or ``data``.

    ``within`` names the package that brought it, ``crates`` what a package in Rust has linked in
    (name, version, licence), ``hashes`` the SHA-256 of its files, by their path inside.
    """

    kind: str
    name: str
    version: str
    licence: str
    texts: tuple[Text, ...]
    source: str = ""
    note: str = ""
    within: str = ""
    purl: str = ""
    crates: tuple[tuple[str, str, str], ...] = ()
    hashes: tuple[tuple[str, str], ...] = ()


def inside(place: Path) -> list[Part]:
    """The parts of a frozen folder (it has ``_internal``), or of an environment's folder.

    PhotoClip itself isn't among them. Raises `BuildError`, naming all that is not known.
    """
    frozen = (place / "_internal").is_dir()
    packages = _installed(_site_packages(BUILD / "venv" if frozen else place))
    parts = _of_freeze(place / "_internal", packages) if frozen else _of_environment(packages)
    resources = place / "_internal" / PROGRAM / "resources" if frozen else ROOT / "resources"
    return sorted([*parts, *_shipped(resources)], key=lambda part: (part.kind, part.name.lower()))


# --- packages -------------------------------------------------------------------------------------


def _site_packages(environment: Path) -> Path:
    for found in sorted(environment.glob("lib/python3*/site-packages")):
        return found
    windows = environment / "Lib" / "site-packages"
    if windows.is_dir():
        return windows
    raise BuildError(f"{environment} is neither a frozen program nor an environment.")


def _installed(folder: Path) -> dict[str, Distribution]:
    return {
        licences.canonical(found.metadata["Name"]): found
        for found in distributions(path=[str(folder)])
    }


def _of_environment(packages: dict[str, Distribution]) -> list[Part]:
    problems: list[str] = []
    parts = [_interpreter(())]
    for name in sorted(reached(packages)):
        files = {
            str(PurePosixPath(file)): Path(str(file.locate()))
            for file in packages[name].files or []
            if ".." not in file.parts
        }
        parts += _package_parts(packages[name], files, problems, passed_on=False)
    return _unless(problems, parts)


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


def _package_parts(
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
        )
        texts = licences.texts_of(package)
    except BuildError as error:
        problems.append(str(error))
        return
    yield from _libraries(files, name, texts, problems, passed_on=passed_on)
    for entry in licences.table("libraries")["linked"]:
        if licences.canonical(entry["within"]) == licences.canonical(name):
            carrier = [
                path for path in files if fnmatchcase(PurePosixPath(path).name, entry["file"])
            ]
            if carrier:
                yield _library(entry, name, texts, [(carrier[0], files[carrier[0]])], hashed=False)


def _address(package: Distribution) -> str:
    wanted = ("source", "repository", "source code", "homepage", "home", "github")
    named = {}
    for line in package.metadata.get_all("Project-URL") or []:
        label, _, address = line.partition(",")
        named[label.strip().lower()] = address.strip()
    for label in wanted:
        if label in named:
            return named[label]
    home = package.metadata.get("Home-page")
    return str(home) if home else f"https://pypi.org/project/{package.metadata['Name']}/"


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


# --- native libraries -----------------------------------------------------------------------------


def _is_library(path: str) -> bool:
    """Whether a file is a shared library, and no module of Python's."""
    name = PurePosixPath(path).name
    if re.search(r"\.(cpython-\d+[^.]*|abi3|cp\d+-[^.]*)\.(so|pyd)$", name) or name.endswith(
        ".pyd"
    ):
        return False
    if re.search(r"\.(dylib|dll)$", name, re.IGNORECASE):
        return True
    return re.search(r"\.so(\.[\w.]+)?$", name) is not None and name.startswith("lib")


def _libraries(
    files: dict[str, Path],
    package: str,
    texts: tuple[Text, ...],
    problems: list[str],
    *,
    passed_on: bool,
) -> Iterator[Part]:
    """One part for each library project among the files of a package."""
    grouped: dict[int, list[tuple[str, Path]]] = {}
    entries = licences.table("libraries")["library"]
    for path, real in sorted(files.items()):
        if not _is_library(path):
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
            yield _library(entry, package, texts, members)


def _fits(entry: dict[str, Any], path: str, package: str) -> bool:
    within = entry.get("within")
    if within is not None and licences.canonical(within) != licences.canonical(package):
        return False
    name = PurePosixPath(path).name
    return any(fnmatchcase(name, pattern) for pattern in entry["files"])


def _library(
    entry: dict[str, Any],
    package: str,
    texts: tuple[Text, ...],
    members: list[tuple[str, Path]],
    *,
    hashed: bool = True,
) -> Part:
    words: list[Text] = []
    for name in entry["texts"]:
        words += texts if name == "wheel" else [licences.stored(name)]
    return Part(
        kind="library",
        name=entry["name"],
        version=_library_version(entry, members),
        licence=entry["licence"],
        texts=tuple(words),
        source=entry.get("source", ""),
        note=entry.get("note", ""),
        within=package,
        hashes=tuple((path, sha256(real)) for path, real in members) if hashed else (),
    )


def _library_version(entry: dict[str, Any], members: list[tuple[str, Path]]) -> str:
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


def sha256(file: Path) -> str:
    """The SHA-256 of a file."""
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# --- a frozen folder ------------------------------------------------------------------------------


def _of_freeze(internal: Path, packages: dict[str, Distribution]) -> list[Part]:
    owner: dict[str, str] = {}
    for name, package in packages.items():
        for file in package.files or []:
            owner.setdefault(str(PurePosixPath(file)), name)
    found: dict[str, dict[str, Path]] = {}
    system: dict[str, Path] = {}
    python: dict[str, Path] = {}
    stray: list[str] = []
    for module in _frozen_modules(internal.parent):
        base = module.replace(".", "/")
        for path in (f"{base}.py", f"{base}/__init__.py"):
            if path in owner:
                found.setdefault(owner[path], {})
    for path, real in _files(internal):
        if path in owner:
            found.setdefault(owner[path], {})[path] = real
        elif _is_of_python(path):
            python[path] = real
        elif path.startswith(f"{PROGRAM}/") or path.startswith(f"{PROGRAM}-"):
            continue
        elif _is_library(path) or path.endswith((".so", ".pyd")):
            system[path] = real
        elif (package := _package_of_file(path, owner)) is not None:
            found.setdefault(package, {})[path] = real
        else:
            stray.append(path)
    found.pop(PROGRAM, None)
    problems = [
        f"Nothing says where {path} comes from. Leave it out of the freeze, or teach "
        "packaging/building/inside.py whose it is."
        for path in stray
    ]
    parts = [_interpreter(python.items())]
    for name, files in sorted(found.items()):
        parts += _package_parts(packages[name], files, problems, passed_on=True)
    parts += _system_libraries(system, problems)
    return _unless(problems, parts)


def _files(internal: Path) -> Iterator[tuple[str, Path]]:
    """Every real file; links among them say nothing new."""
    for folder, _folders, names in os.walk(internal):
        for name in sorted(names):
            path = Path(folder, name)
            if not path.is_symlink():
                yield path.relative_to(internal).as_posix(), path


def _is_of_python(path: str) -> bool:
    name = PurePosixPath(path).name
    return (
        path.startswith(("lib-dynload/", "python3"))
        or re.match(r"(lib)?python3[\d.]*(\.|$)", name, re.IGNORECASE) is not None
        or path in {"base_library.zip", "Python"}
        or ("/" not in path and name.endswith(".pyd"))
    )


def _package_of_file(path: str, owner: dict[str, str]) -> str | None:
    """The package of a file that its own list doesn't name: the one with the same folder."""
    top = path.split("/")[0]
    information = re.match(r"(.+?)-[^-]+\.(dist|egg)-info$", top)
    if information is not None:
        name = licences.canonical(information[1])
        return name if name in owner.values() else None
    names = {name for file, name in owner.items() if file.startswith(f"{top}/")}
    return names.pop() if "/" in path and len(names) == 1 else None


_LIST_MODULES = """
import sys
from PyInstaller.archive.readers import CArchiveReader
for program in sys.argv[1:]:
    archive = CArchiveReader(program)
    for name in archive.toc:
        if name.endswith(".pyz"):
            print(*archive.open_embedded_archive(name).toc, sep="\\n")
"""


def _frozen_modules(folder: Path) -> set[str]:
    """The names of all modules in the archives of the frozen programs."""
    programs = [
        str(folder / (name + ending))
        for name in ("photoclip", "photoclip-gui")
        for ending in ("", ".exe")
        if (folder / (name + ending)).exists()
    ]
    asked = subprocess.run(
        [str(build_python()), "-c", _LIST_MODULES, *programs], capture_output=True, text=True
    )
    if asked.returncode != 0:
        raise BuildError(f"The frozen programs in {folder} can't be read: {asked.stderr[-500:]}")
    return set(asked.stdout.split())


def _system_libraries(system: dict[str, Path], problems: list[str]) -> Iterator[Part]:
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
        asked = subprocess.run(["dpkg-query", *arguments], capture_output=True, text=True)
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


# --- what is no package ---------------------------------------------------------------------------


def _interpreter(files: Iterable[tuple[str, Path]]) -> Part:
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
        name=INTERPRETER,
        version=released,
        licence="PSF-2.0",
        texts=(Text("LICENSE.txt", words),),
        source="https://www.python.org",
        purl=f"pkg:generic/cpython@{released}",
        hashes=tuple((path, sha256(real)) for path, real in sorted(files)),
    )


def _shipped(resources: Path) -> Iterator[Part]:
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
        yield _model(card, resources)


def _model(card: Path, resources: Path) -> Part:
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


def _unless(problems: list[str], parts: list[Part]) -> list[Part]:
    if problems:
        raise BuildError(
            "Not everything inside may be passed on as it is:\n  " + "\n  ".join(problems)
        )
    return parts
