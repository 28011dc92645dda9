"""A release: what must be so before it, everything it consists of for this system, what comes next.

``make release`` runs it; docs/releasing.md is the page about it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from building import checksums
from building.project import (
    DIST,
    PACKAGING,
    ROOT,
    BuildError,
    build_python,
    run,
    source_date,
    system,
    version,
)

if TYPE_CHECKING:
    from building.project import Commands

SITE_VARIABLE = "PHOTOCLIP_SITE"
_OTHER_SYSTEMS = {"linux", "macos", "windows"} - {system().partition("-")[0]}


def problems(root: Path = ROOT, release: str | None = None) -> list[str]:
    """What stands against releasing what is checked out, in words; empty if nothing does."""
    release = release or version()
    found = []
    changed = _git(root, "status", "--porcelain").splitlines()
    if changed:
        found.append(f"{len(changed)} files are not committed, {changed[0].split()[-1]} for one.")
    if re.fullmatch(r"\d+\.\d+\.\d+", release) is None:
        found.append(f"{release} is no version to release: it is three numbers, 1.2.3.")
    found += _tag_problems(root, release)
    found += _changelog_problems((root / "CHANGELOG.md").read_text("utf-8"), release)
    asked = root / "resources" / "releases.json"
    if (
        os.environ.get(SITE_VARIABLE)
        and asked.exists()
        and not json.loads(asked.read_text("utf-8"))["address"]
    ):
        found.append(
            f"{SITE_VARIABLE} is set, but resources/releases.json names no address: no PhotoClip could "
            "ask there for newer versions."
        )
    return found


def _tag_problems(root: Path, release: str) -> list[str]:
    here = _git(root, "tag", "--points-at", "HEAD").split()
    if f"v{release}" in here:
        return []  # the release itself, built again
    tags = _git(root, "tag", "--list", "v*").split()
    released = [numbers(tag[1:]) for tag in tags if re.fullmatch(r"v\d+(\.\d+)*", tag)]
    if released and numbers(release) <= max(released):
        last = ".".join(map(str, max(released)))
        return [
            f"{release} is not newer than {last}, the last release. Raise __version__ in "
            "photoclip/__init__.py."
        ]
    return []


def _changelog_problems(text: str, release: str) -> list[str]:
    found = []
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    named = [line for line in headings if line.split()[0] == release]
    if not named:
        found.append(f"CHANGELOG.md has no heading “## {release} (YYYY-MM-DD)”.")
    elif re.search(r"\(\d{4}-\d{2}-\d{2}\)$", named[0]) is None:
        found.append(
            f"CHANGELOG.md doesn't say when {release} is from: “## {release} (YYYY-MM-DD)”."
        )
    unreleased = re.search(r"^## Unreleased\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if unreleased is not None and unreleased[1].strip():
        found.append(f"CHANGELOG.md still has lines under Unreleased; they belong to {release}.")
    return found


def numbers(release: str) -> tuple[int, ...]:
    """A version as numbers that compare as versions do."""
    return tuple(int(part) for part in re.findall(r"\d+", release)[:3])


def _git(root: Path, *arguments: str) -> str:
    asked = subprocess.run(
        ["git", "-C", str(root), *arguments], check=False, capture_output=True, text=True
    )
    if asked.returncode != 0:
        raise BuildError(f"git {arguments[0]} failed: {asked.stderr.strip()}")
    return asked.stdout


def build_all() -> list[Path]:
    """Everything for this system, into dist/; the files, the one with checksums last."""
    os.environ["SOURCE_DATE_EPOCH"] = str(source_date())  # one time for all
    DIST.mkdir(exist_ok=True)
    for old in checksums.artefacts():
        if not any(other in old.name for other in _OTHER_SYSTEMS):  # those were fetched from there
            old.unlink()
    if sys.platform == "linux":
        run(["make", "freeze"])
        run(["make", "deb", "portable"])
    else:
        _own("freeze")
    if sys.platform == "win32":
        _own("windows-installer")
    for command in ("wheel", "sbom", "notices"):
        _own(command)
    for command in ("sbom", "notices"):
        _own(command, "--of", "wheel")
    if sys.platform == "darwin":
        run([PACKAGING / "macos" / "make-dmg", version()])
    site = os.environ.get(SITE_VARIABLE, "").strip()
    if site:
        said = json.dumps({"version": version(), "page": site})
        (DIST / f"photoclip-{version()}-latest.json").write_text(said + "\n", "utf-8")
    files = checksums.artefacts()
    return [*files, checksums.write_checksums(files)]


def _own(*words: str) -> None:
    run([build_python(), PACKAGING / "build.py", *words])


def _prove() -> None:
    if sys.platform != "linux":
        return
    if os.geteuid() != 0:
        raise BuildError(
            "The packages are made, but not proved: that needs root for a chroot. Now:\n"
            "  make try-freeze-models\n  sudo make test-packages\n  make test-windows-installer"
        )
    run(["make", "try-freeze-models"])
    run(["make", "test-packages"])
    run(["make", "test-windows-installer"])


def register(commands: Commands) -> None:
    """Add the command ``release``."""
    parser = commands.add_parser("release", help="everything for this system, checked, into dist/")
    parser.add_argument(
        "--draft",
        action="store_true",
        help="build though not everything is ready, and don't prove it",
    )
    parser.add_argument("--no-test", action="store_true", help="don't prove what was made")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    found = problems()
    if found and not options.draft:
        listed = "\n  ".join(found)
        raise BuildError(
            f"PhotoClip {version()} can't be released like this:\n  {listed}\n"
            "docs/releasing.md says what comes first; RELEASE=--draft builds all the same."
        )
    for line in found:
        sys.stdout.write(f"Not ready for a release: {line}\n")
    files = build_all()
    for file in files:
        size = file.stat().st_size
        sys.stdout.write(f"  {file.relative_to(ROOT)}  {size / 1e6:.1f} MB\n")
    if options.draft:
        sys.stdout.write("This is a draft: nothing was proved.\n")
        return
    if not options.no_test:
        _prove()
    sys.stdout.write(
        f"PhotoClip {version()} is made. What comes next (docs/releasing.md, “Publishing”):\n"
        f"  git tag -s v{version()} && git push origin v{version()}\n"
        "  the packages of the other systems come from the workflow that the tag starts\n"
        "  publish the files above; photoclip-…-latest.json goes to the address in\n"
        "  resources/releases.json, last of all\n"
    )
