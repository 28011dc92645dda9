"""Debian's machine-readable copyright file, from what is really inside the frozen program."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from building import licences
from building.parts import Part

NOTICES = "/usr/share/doc/photoclip/third-party-notices.txt.gz"
_COMMON = {
    "Apache-2.0": "Apache-2.0",
    "Artistic-1.0": "Artistic",
    "GPL-2.0": "GPL-2",
    "GPL-3.0": "GPL-3",
    "LGPL-2.0": "LGPL-2",
    "LGPL-2.1": "LGPL-2.1",
    "LGPL-3.0": "LGPL-3",
    "MPL-1.1": "MPL-1.1",
    "MPL-2.0": "MPL-2.0",
    "CC0-1.0": "CC0-1.0",
}
"""Texts that every Debian system has, in /usr/share/common-licenses."""

_HOLDER = re.compile(
    r"^\W*(?:copyright\b(?:\s*\(c\)|\s*©)?|\(c\)|©)[\s:]*(.*\d{4}.*)$", re.I | re.M
)
_NOISE = re.compile(r"^(?:copyright\b|\(c\)|©|[\s,:;])+", re.I)
_MOST_HOLDERS = 6
_OWN = "GPL-3.0-or-later"


def text(parts: Iterable[Part], frozen: Path, home: str) -> str:
    """The whole file. ``home`` is where the frozen folder is installed, without a slash before it."""
    parts = list(parts)
    owner = {path: part for part in parts for path, _digest in part.hashes}
    named = set(owner.values())
    archived = [part for part in parts if part not in named]
    paragraphs = [_head(), _own()]
    if archived:
        paragraphs.append(_in_archives(archived, home))
    for part, patterns in _patterns(owner, frozen / "_internal"):
        paragraphs.append(_paragraph(part, [f"{home}/_internal/{each}" for each in patterns]))
    used = {name for part in parts for name in _names(part.licence)} | {_OWN}
    paragraphs += [_licence(name) for name in sorted(used)]
    return "\n".join(paragraphs)


def _head() -> str:
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: PhotoClip\n"
        "Comment:\n"
        + _indented(
            f"Made when the package was built. The words of every licence, with all notices, are in "
            f"{NOTICES}. Licences have their names in the SPDX list."
        )
    )


def _own() -> str:
    return f"Files: *\nCopyright: The authors of PhotoClip\nLicense: {_OWN}\n"


def _in_archives(parts: list[Part], home: str) -> str:
    names = sorted({name for part in parts for name in _names(part.licence)} | {_OWN})
    inside = "\n".join(f" {_title(part)}: {part.licence}" for part in parts)
    return (
        f"Files: {home}/photoclip {home}/photoclip-gui\n"
        "Copyright: The authors of PhotoClip and of the packages named below\n"
        f"License: {' and '.join(names)}\n"
        f"Comment: Each of the two programs holds an archive of Python modules, of\n{inside}\n"
    )


def _paragraph(part: Part, patterns: list[str]) -> str:
    holders = list(dict.fromkeys(_holders(part)))[:_MOST_HOLDERS]
    if not holders:
        holders = [f"The authors of {part.name}"]
    return (
        "Files: "
        + "\n ".join(pattern.replace(" ", "?") for pattern in patterns)
        + "\nCopyright: "
        + "\n ".join(holders)
        + f"\nLicense: {_expression(part.licence)}\nComment: {_title(part)}\n"
    )


def _title(part: Part) -> str:
    title = f"{part.name} {part.version}".rstrip()
    return f"{title} ({part.within})" if part.within else title


def _holders(part: Part) -> Iterator[str]:
    for one in part.texts:
        for found in _HOLDER.findall(one.words):
            yield _NOISE.sub("", " ".join(found.split()))[:200]


def _patterns(owner: dict[str, Part], internal: Path) -> Iterator[tuple[Part, list[str]]]:
    """Each part with its files: a folder by its name alone where all in it is of one part."""
    tree: dict[str, set[Part | None]] = {}
    files = [
        path.relative_to(internal).as_posix()
        for path in sorted(internal.rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    for file in files:
        for folder in Path(file).parents:
            tree.setdefault(folder.as_posix(), set()).add(owner.get(file))
    found: dict[Part, dict[str, None]] = {}
    for file in files:
        part = owner.get(file)
        if part is None:
            continue
        around = [folder.as_posix() for folder in reversed(Path(file).parents)][1:]
        whole = next((folder for folder in around if tree[folder] == {part}), None)
        found.setdefault(part, {})[f"{whole}/*" if whole else file] = None
    for part, patterns in found.items():
        yield part, list(patterns)


# --- licences ---------------------------------------------------------------------------------------


def _expression(spdx: str) -> str:
    """An SPDX expression as Debian writes it; one with brackets becomes a name of its own."""
    if "(" in spdx:
        return _composite(spdx)
    said = re.sub(r"\bWITH (\S+?)(?:-exception)?(?= |$)", r"with \1 exception", spdx)
    return said.replace(" AND ", " and ").replace(" OR ", " or ")


def _composite(spdx: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+-]+", "-", spdx).strip("-")


def _names(spdx: str) -> list[str]:
    if "(" in spdx:
        return [_composite(spdx)]
    return [each for each in re.split(r" and | or ", _expression(spdx)) if each]


def _licence(name: str) -> str:
    """The paragraph with a licence's words, or with where they are."""
    plain = name.partition(" with ")[0]
    common = _COMMON.get(re.sub(r"(-only|-or-later|\+)$", "", plain))
    if common is not None:
        words = f"On Debian systems the whole text is in /usr/share/common-licenses/{common}."
        if plain != name:
            words += f" The exception's words are in {NOTICES}."
        return f"License: {name}\n{_indented(words)}"
    known = licences.standard(plain)
    if known is not None and plain == name:
        return f"License: {name}\n{_verbatim(known.words)}"
    return f"License: {name}\n{_indented(f'The words are in {NOTICES}.')}"


def _verbatim(words: str) -> str:
    lines = (line.rstrip() for line in words.strip("\n").splitlines())
    return "\n".join(f" {line}" if line else " ." for line in lines) + "\n"


def _indented(words: str) -> str:
    return textwrap.fill(words, 78, initial_indent=" ", subsequent_indent=" ") + "\n"
