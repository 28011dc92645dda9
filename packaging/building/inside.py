"""What is inside: the parts that somebody who receives PhotoClip receives with it.

Of a frozen folder that is what its files and its archives of modules really are; of an environment, the
packages that PhotoClip's own requirements reach. Each part says its version, its licence, and the words
of it. Something of unknown origin or without a licence stops the build.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath

from building import installed, licences, native, shipped
from building.parts import PROGRAM, Part
from building.project import BUILD, ROOT, BuildError, build_python


def inside(place: Path) -> list[Part]:
    """The parts of a frozen folder (it has ``_internal``), or of an environment's folder.

    PhotoClip itself isn't among them. Raises `BuildError`, naming all that is not known.
    """
    frozen = (place / "_internal").is_dir()
    packages = installed.packages_in(installed.site_packages(BUILD / "venv" if frozen else place))
    parts = _of_freeze(place / "_internal", packages) if frozen else _of_environment(packages)
    resources = place / "_internal" / PROGRAM / "resources" if frozen else ROOT / "resources"
    return sorted(
        [*parts, *shipped.resources_in(resources)], key=lambda part: (part.kind, part.name.lower())
    )


def _of_environment(packages: dict[str, Distribution]) -> list[Part]:
    problems: list[str] = []
    parts = [shipped.interpreter(())]
    for name in sorted(installed.reached(packages)):
        files = {
            str(PurePosixPath(file)): Path(str(file.locate()))
            for file in packages[name].files or []
            if ".." not in file.parts
        }
        parts += installed.package_parts(packages[name], files, problems, passed_on=False)
    return _unless(problems, parts)


def _of_freeze(internal: Path, packages: dict[str, Distribution]) -> list[Part]:
    owners = {
        str(PurePosixPath(file)): name
        for name, package in packages.items()
        for file in package.files or []
    }
    found: dict[str, dict[str, Path]] = {}
    for module in _frozen_modules(internal.parent):
        base = module.replace(".", "/")
        for path in (f"{base}.py", f"{base}/__init__.py"):
            if path in owners:
                found.setdefault(owners[path], {})
    system: dict[str, Path] = {}
    python: dict[str, Path] = {}
    problems: list[str] = []
    for path, real in _files(internal):
        owner = owners.get(path) or _owner_of_folder(path, owners)
        if owner is not None:
            found.setdefault(owner, {})[path] = real
        elif _is_of_python(path):
            python[path] = real
        elif native.is_library(path):
            system[path] = real
        else:
            problems.append(
                f"Nothing says where {path} comes from. Leave it out of the freeze, or teach "
                "packaging/building/inside.py whose it is."
            )
    found.pop(PROGRAM, None)
    parts = [shipped.interpreter(python.items())]
    for name, files in sorted(found.items()):
        parts += installed.package_parts(packages[name], files, problems, passed_on=True)
    parts += native.system_libraries(system, problems)
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


def _owner_of_folder(path: str, owners: dict[str, str]) -> str | None:
    """The package of a file that no package's own list names: the one whose folder it is in."""
    top, inner, _rest = path.partition("/")
    if not inner:
        return None
    information = re.match(r"(.+?)-[^-]+\.(dist|egg)-info$", top)
    name = licences.canonical(information[1] if information else top)
    names = _folders(tuple(owners.items())).get(top, set())
    if name == PROGRAM or name in names:
        return name
    return next(iter(names)) if len(names) == 1 else None


@cache
def _folders(owners: tuple[tuple[str, str], ...]) -> dict[str, set[str]]:
    """The packages that have files in each folder at the top."""
    folders: dict[str, set[str]] = {}
    for path, name in owners:
        folders.setdefault(path.partition("/")[0], set()).add(name)
    return folders


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
        [str(build_python()), "-c", _LIST_MODULES, *programs],
        check=False,
        capture_output=True,
        text=True,
    )
    if asked.returncode != 0:
        raise BuildError(f"The frozen programs in {folder} can't be read: {asked.stderr[-500:]}")
    return set(asked.stdout.split())


def _unless(problems: list[str], parts: list[Part]) -> list[Part]:
    if problems:
        raise BuildError(
            "Not everything inside may be passed on as it is:\n  " + "\n  ".join(problems)
        )
    return parts
