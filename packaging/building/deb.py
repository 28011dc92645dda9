"""The Debian package: the frozen program with what a desktop wants to know of it."""

from __future__ import annotations

import argparse
import email.utils
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from building import copyright, notices, project
from building.contents import guide_pages
from building.elf import is_elf, needs
from building.icons import ICONS, SIZES
from building.inside import inside
from building.project import BuildError

SOURCES = project.PACKAGING / "debian"
STAGE = project.BUILD / "deb"
HOME = "usr/lib/photoclip"
COMMANDS = ("photoclip", "photoclip-gui")
_HELPERS = ("_internal/torch/bin/torch_shm_manager",)
"""Programs that libraries start."""

REVISION = "1"
"""Raised where the same PhotoClip is packaged anew."""

SITE_VARIABLE = "PHOTOCLIP_SITE"
"""Where the project can be read on the web: pages at this address, pictures below ``/docs``.

Without it the package names no address: software centers then show no screenshots.
"""

_MAINTAINER = "PhotoClip maintainers <maintainers@photoclip.invalid>"
_SCREENSHOTS = (
    ("results.png", "Photos found by a sentence and a date"),
    ("browsing.png", "All photos by month, with the timeline"),
    ("inspector.png", "A photo in the viewer, with what is known about it"),
    ("dark.png", "In dark colours"),
)
_FURTHER_PAGES = (
    "albums-and-exports.md",
    "calibration.md",
    "installing.md",
    "json.md",
    "model-card.md",
    "packaging.md",
    "reliability.md",
)
_LEVEL = 6
_OPTIONAL = ("platformthemes/libqgtk3.so",)
"""Qt does without these where what they need is missing."""

_DATA = {"libxkbcommon.so.0": "xkb-data"}
"""What a carried library reads, and its own package would depend on."""

_HEAVY = 30_000_000


def register(commands: project.Commands) -> None:
    """Add ``deb``."""
    parser = commands.add_parser("deb", help="wrap the frozen program as a Debian package")
    parser.add_argument("--revision", default=REVISION, help="the packaging's own number")
    parser.add_argument(
        "--level", type=int, default=_LEVEL, help="of compression: 0 is quick, 9 small"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    made = build(project.FROZEN, revision=options.revision, level=options.level)
    print(f"{made.relative_to(project.ROOT)}: {made.stat().st_size / 1e6:.0f} MB")


def build(
    frozen: Path,
    *,
    revision: str = REVISION,
    level: int = _LEVEL,
    target: Path = project.DIST,
) -> Path:
    """Make the package of a frozen program. Raises `BuildError`."""
    for program in ("dpkg-deb", "dpkg-shlibdeps", "objdump"):
        if shutil.which(program) is None:
            raise BuildError(f"{program} is not installed: apt-get install dpkg-dev binutils")
    if not (frozen / "photoclip").exists():
        raise BuildError(f"There is no frozen program in {frozen}. Make it: make freeze")
    root = STAGE / "root"
    shutil.rmtree(STAGE, ignore_errors=True)
    root.mkdir(parents=True)
    version = debian_version(revision)
    architecture = _said("dpkg", "--print-architecture")
    _put_program(frozen, root)
    _put_desktop(root)
    _put_documents(root, frozen, version)
    _set_modes(root)
    control = root / "DEBIAN"
    control.mkdir()
    _put_control(control, root, version, architecture)
    _set_times(root)
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"photoclip_{version}_{architecture}.deb"
    project.run(
        # xz: Debian 11 and lintian don't read zstd. Two threads: with one the same is packed otherwise.
        [
            "dpkg-deb",
            "--root-owner-group",
            "--threads-max=2",
            "-Zxz",
            f"-z{level}",
            "--build",
            root,
            made,
        ],
    )
    shutil.rmtree(root)
    return made


def debian_version(revision: str = REVISION) -> str:
    """PhotoClip's version as Debian orders it: a candidate comes before what it is one of."""
    plain = re.sub(r"\.?(dev|a|b|rc)(\d+)", r"~\1\2", project.version())
    return f"{plain}-{revision}"


# --- the tree ---------------------------------------------------------------------------------------


def _put_program(frozen: Path, root: Path) -> None:
    shutil.copytree(
        frozen, root / HOME, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    (root / "usr/bin").mkdir(parents=True)
    for command in COMMANDS:
        (root / "usr/bin" / command).symlink_to(f"../{HOME.removeprefix('usr/')}/{command}")


def _put_desktop(root: Path) -> None:
    share = root / "usr/share"
    _copy(SOURCES / "photoclip.desktop", share / "applications/photoclip.desktop")
    for side in SIZES:
        place = share / f"icons/hicolor/{side}x{side}/apps/photoclip.png"
        _copy(ICONS / f"photoclip-{side}.png", place)
    _copy(ICONS / "photoclip.svg", share / "icons/hicolor/scalable/apps/photoclip.svg")
    _write(share / "metainfo/photoclip.metainfo.xml", metainfo())


def metainfo() -> str:
    """What software centers show; with addresses only where the project has one."""
    template = (SOURCES / "photoclip.metainfo.xml.in").read_text(encoding="utf-8")
    version, lines = project.version(), []
    site = os.environ.get(SITE_VARIABLE, "").rstrip("/")
    if site:
        lines = [f'  <url type="homepage">{site}</url>', "  <screenshots>"]
        for number, (name, caption) in enumerate(_SCREENSHOTS):
            kind = ' type="default"' if number == 0 else ""
            lines += [f"    <screenshot{kind}>", f"      <caption>{caption}</caption>",
                      f"      <image>{site}/docs/screenshots/{name}</image>",
                      "    </screenshot>"]  # fmt: skip
        lines.append("  </screenshots>")
    else:
        print(f"No {SITE_VARIABLE} is set: the package names no homepage and no screenshots.")
    values = {
        "@SITE@\n": "".join(f"{line}\n" for line in lines),
        "@VERSION@": version,
        "@DATE@": _day(project.source_date()),
        "@KIND@": "stable" if re.fullmatch(r"[\d.]+", version) else "development",
    }
    for mark, value in values.items():
        template = template.replace(mark, value)
    return template


def _put_documents(root: Path, frozen: Path, version: str) -> None:
    share, made = root / "usr/share", STAGE / "reference"
    python = project.build_python()
    script = project.PACKAGING / "building/reference.py"
    project.run([python, "-P", script, made], PYTHONPATH=str(project.ROOT))
    for page in sorted(made.glob("*.1")):
        _write_packed(share / f"man/man1/{page.name}.gz", page.read_bytes())
    for shell, place in (
        ("bash", "bash-completion/completions"),
        ("zsh", "zsh/vendor-completions"),
        ("fish", "fish/vendor_completions.d"),
    ):
        for script in sorted((made / "completion" / shell).iterdir()):
            _copy(script, share / place / script.name)
    documents = share / "doc/photoclip"
    for name in pages():
        text = (project.ROOT / "docs" / name).read_text(encoding="utf-8")
        _write(documents / name, within(text, pages()))
    changes = (project.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    _write_packed(documents / "changelog.gz", changes.encode())
    _write_packed(documents / "changelog.Debian.gz", changelog(changes, version).encode())
    parts = inside(frozen)
    _write(documents / "copyright", copyright.text(parts, frozen, HOME))
    _write_packed(documents / "third-party-notices.txt.gz", notices.written(parts).encode())
    overrides = SOURCES / "lintian-overrides"
    _copy(overrides, share / "lintian/overrides/photoclip")


def pages() -> tuple[str, ...]:
    """The pages of docs/ for people who use PhotoClip; those about its making stay with the sources."""
    return (*guide_pages(), *_FURTHER_PAGES)


def within(page: str, others: Iterable[str]) -> str:
    """A page as it stands among these others alone: no pictures, and no links to what isn't there."""
    there = {*others}

    def linked(found: re.Match[str]) -> str:
        picture, words, target = found.groups()
        inside = "://" in target or target.startswith("#") or target.partition("#")[0] in there
        return "" if picture else found[0] if inside else words

    return re.sub(r"(!?)\[([^]]*)]\(([^)\s]+)\)", linked, page)


def changelog(changes: str, version: str) -> str:
    """``CHANGELOG.md`` in Debian's form, its newest section under the version being packaged."""
    entries: list[str] = []
    parts = re.split(r"^## +(.+)$", changes, flags=re.MULTILINE)[1:]
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        released = re.search(r"(\d+(?:\.\d+)+\S*)", title)
        day = re.search(r"\d{4}-\d{2}-\d{2}", title)
        named = released and released[1] not in (project.version(), day and day[0])
        points = re.split(r"^- ", body.strip(), flags=re.MULTILINE)[1:]
        lines = [
            textwrap.fill(
                " ".join(_plain(point).split()),
                width=78,
                initial_indent="  * ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            for point in points
        ]
        shown = f"{released[1]}-1" if released and named else version
        made = f"{day[0]}T12:00:00" if day else None
        date = _debian_date(made)
        head = f"photoclip ({shown}) unstable; urgency=medium"
        said = "\n".join(lines) or "  * See CHANGELOG.md."
        entries.append(f"{head}\n\n{said}\n\n -- {maintainer()}  {date}\n")
    return "\n".join(entries)


def _debian_date(day: str | None) -> str:
    if day is None:
        return email.utils.format_datetime(datetime.fromtimestamp(project.source_date(), UTC))
    return email.utils.format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC))


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _plain(markdown: str) -> str:
    text = re.sub(r"\[([^]]+)]\([^)]+\)", r"\1", markdown)
    return text.replace("**", "").replace("`", "")


def maintainer() -> str:
    """Who answers for the package: ``$DEBFULLNAME`` and ``$DEBEMAIL``, as Debian's tools read them."""
    name, address = os.environ.get("DEBFULLNAME"), os.environ.get("DEBEMAIL")
    return f"{name or 'PhotoClip maintainers'} <{address}>" if address else _MAINTAINER


def _set_modes(root: Path) -> None:
    for folder, folders, files in os.walk(root):
        for name in folders:
            os.chmod(os.path.join(folder, name), 0o755, follow_symlinks=True)
        for name in files:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                os.chmod(path, 0o644)
    os.chmod(root, 0o755)
    for program in (*COMMANDS, *_HELPERS):
        (root / HOME / program).chmod(0o755)


def _set_times(root: Path) -> None:
    """One time for everything: what unpacking and copying left would differ from build to build."""
    made = project.source_date()
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            os.utime(os.path.join(folder, name), (made, made), follow_symlinks=False)
    os.utime(root, (made, made))


# --- what dpkg reads --------------------------------------------------------------------------------


def _put_control(control: Path, root: Path, version: str, architecture: str) -> None:
    files = [path for path in _files(root) if path.parts[0] != "DEBIAN"]
    site = os.environ.get(SITE_VARIABLE, "").rstrip("/")
    needed, suggested = depends(root)
    values = {
        "@HOMEPAGE@\n": f"Homepage: {site}\n" if site else "",
        "@VERSION@": version,
        "@ARCHITECTURE@": architecture,
        "@MAINTAINER@": maintainer(),
        "@SIZE@": str(_kibibytes(root)),
        "@DEPENDS@": needed,
        "@SUGGESTS@\n": f"Suggests: {suggested}\n" if suggested else "",
    }
    text = (SOURCES / "control.in").read_text(encoding="utf-8")
    for mark, value in values.items():
        text = text.replace(mark, value)
    _write(control / "control", text)
    sums = [
        f"{_digest(root / path)}  {path.as_posix()}\n"
        for path in files
        if not (root / path).is_symlink()
    ]
    _write(control / "md5sums", "".join(sums))
    _copy(SOURCES / "postrm", control / "postrm")
    for file in control.iterdir():
        file.chmod(0o755 if file.name == "postrm" else 0o644)
    control.chmod(0o755)


def depends(root: Path) -> tuple[str, str]:
    """The packages with libraries that the program needs and doesn't carry: Depends, Suggests."""
    binaries = [path for path in _files(root / HOME) if is_elf(root / HOME / path)]
    folders = sorted({str(root / HOME / path.parent) for path in binaries})
    carried, binaries = binaries, list(_worth_asking(root / HOME, binaries))
    (STAGE / "debian").mkdir(exist_ok=True)
    _write(STAGE / "debian/control", "Source: photoclip\n\nPackage: photoclip\nArchitecture: any\n")
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
    command += [f"-l{folder}" for folder in folders]
    command += [f"-x{package}" for package in _packages_of(path.name for path in carried)]
    for field, wanted in (("Depends", False), ("Suggests", True)):
        command.append(f"-d{field}")
        command += [
            f"-e{root / HOME / path}"
            for path in binaries
            if path.as_posix().endswith(_OPTIONAL) is wanted
        ]
    done = subprocess.run(
        command, cwd=STAGE, capture_output=True, text=True, env=project.environment(), check=False
    )
    if done.returncode:
        raise BuildError(
            f"dpkg-shlibdeps can't tell what the program needs:\n{done.stderr.strip()[-2000:]}\n"
            "Install the packages that hold these libraries, or leave out what needs them."
        )
    fields = dict(re.findall(r"^shlibs:(\w+)=(.+)$", done.stdout, re.MULTILINE))
    if "Depends" not in fields:
        raise BuildError(f"dpkg-shlibdeps said nothing: {done.stdout!r} {done.stderr!r}")
    names = {path.name for path in carried}
    data = [package for library, package in _DATA.items() if library in names]
    return ", ".join((fields["Depends"], *data)), fields.get("Suggests", "")


def _worth_asking(home: Path, binaries: list[Path]) -> Iterator[Path]:
    """Those of the programs and libraries whose needs say anything that the others' don't.

    dpkg-shlibdeps reads every symbol, which takes minutes for the largest of them.
    """
    heavy = [path for path in binaries if (home / path).stat().st_size > _HEAVY]
    light = [path for path in binaries if path not in heavy]
    inside = {path.name for path in binaries}
    most: dict[str, tuple[int, ...]] = {}
    for path in light:
        for name, version in needs(home / path):
            most[name] = max(version, most.get(name, ()))
    yield from light
    for path in heavy:
        outside = [need for need in needs(home / path) if need[0] not in inside]
        if any(name not in most or version > most[name] for name, version in outside):
            yield path


def _packages_of(libraries: Iterable[str]) -> list[str]:
    """The packages that hold this system's own copies of libraries.

    dpkg-shlibdeps takes what it knows of these for those we carry, which have the same names.
    """
    listed = dict(re.findall(r"^\s+(\S+) \(.*\) => (\S+)$", _said("ldconfig", "-p"), re.MULTILINE))
    packages = set()
    for library in {*libraries} & listed.keys():
        for place in (listed[library], os.path.realpath(listed[library])):
            done = subprocess.run(
                ["dpkg", "-S", place], capture_output=True, text=True, check=False
            )
            packages |= set(re.findall(r"^([a-z0-9.+-]+)(?::\w+)?: ", done.stdout, re.MULTILINE))
    return sorted(packages)


def _files(root: Path) -> Iterator[Path]:
    """Every file and link below a folder, relative to it, in one order everywhere."""
    for folder, folders, files in os.walk(root):
        folders.sort()
        linked = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted((*files, *linked)):
            yield Path(folder, name).relative_to(root)


def _kibibytes(root: Path) -> int:
    """As `dpkg-gencontrol` counts: each file in whole kibibytes, one for anything else."""
    total = 0
    for folder, folders, files in os.walk(root):
        total += len(folders)
        for name in files:
            path = os.path.join(folder, name)
            total += 1 if os.path.islink(path) else -(-os.path.getsize(path) // 1024)
    return total


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _write_packed(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(data, 9, mtime=0))
