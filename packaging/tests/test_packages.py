"""Proves the packages by installing them: ``make test-packages``.

A fresh Debian without Python, in it a person who is not root and has no network. The .deb is installed
with apt, used, killed, upgraded, removed and purged; the portable archive is run from a folder with a
space and an umlaut; the wheel is installed into a fresh environment. What is said is checked at each
step, and screenshots are kept in build/test-packages to be looked at. Needs root, for the chroot.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import io
import json
import lzma
import os
import re
import shutil
import sys
import tarfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from chroot import Chroot, Failed, isolate, run, until

ROOT = Path(__file__).resolve().parent.parent.parent
DIST = ROOT / "dist"
KEPT = ROOT / "build" / "test-packages"
KINDS = ("deb", "portable", "wheel")
_TOOLS = ("debootstrap", "unshare", "nsenter", "Xvfb", "xdotool", "import", "lintian", "identify")

KNOWN = {
    "a lighthouse": "PXL_20220722_212106.jpg",
    "a sailboat at sunset": "PXL_20220728_205332.jpg",
}
"""Sentences, and the sample photo that shows it."""

Step = Callable[..., str]


class Report:
    """Runs steps and remembers how they went."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str, float, str]] = []

    def step(self, work: Step, *arguments: object) -> bool:
        """Run one; False if it failed. What its docstring says is its name."""
        name = (work.__doc__ or work.__name__).splitlines()[0].rstrip(".")
        print(f"… {name}", flush=True)
        started = time.monotonic()
        try:
            said, how = work(*arguments), "ok"
        except Failed as error:
            said, how = str(error), "FAILED"
        except Exception:
            said, how = traceback.format_exc(), "FAILED"
        took = time.monotonic() - started
        self.lines.append((how, name, took, said))
        print(f"  {how} ({took:.0f} s): {said}", flush=True)
        return how == "ok"

    @property
    def failed(self) -> int:
        """How many steps failed."""
        return sum(how != "ok" for how, *_rest in self.lines)

    def text(self) -> str:
        """What happened, a line a step."""
        return "".join(f"{how:<7} {took:6.1f} s  {name}: {said.splitlines()[0] if said else ''}\n"
                       for how, name, took, said in self.lines)  # fmt: skip


def main() -> int:
    """Run what is asked for; 0 if all of it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS), metavar="|".join(KINDS))
    parser.add_argument("--isolated", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--deb", type=Path, help="instead of the newest in dist/")
    parser.add_argument("--keep", action="store_true", help="leave the chroot to look around in")
    options = parser.parse_args()
    unknown = set(options.kinds) - set(KINDS)
    if unknown:
        parser.error(f"no such package: {', '.join(sorted(unknown))}")
    if os.geteuid() != 0:
        parser.error("a chroot needs root: sudo make test-packages")
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        parser.error(f"not installed: {', '.join(missing)}")
    if not options.isolated:
        isolate(Path(__file__).resolve(), sys.argv[1:])
    shutil.rmtree(KEPT / "logs", ignore_errors=True)
    (KEPT / "logs").mkdir(parents=True)
    report = Report()
    if {"deb", "portable"} & set(options.kinds):
        debian = Chroot(KEPT / "work", KEPT / "cache", KEPT / "logs")
        try:
            debian.open_display()
            if "deb" in options.kinds:
                prove_deb(report, debian, options.deb or newest("photoclip_*_amd64.deb"))
            if "portable" in options.kinds:
                prove_portable(report, debian)
        finally:
            if not options.keep:
                debian.close()
    if "wheel" in options.kinds:
        prove_wheel(report)
    print(f"\n{report.text()}")
    (KEPT / "report.txt").write_text(report.text(), encoding="utf-8")
    print(
        f"{len(report.lines)} steps, {report.failed} failed. Screenshots and logs: build/test-packages"
    )
    return 1 if report.failed else 0


def newest(pattern: str) -> Path:
    """The newest artefact of this name."""
    found = sorted(DIST.glob(pattern), key=lambda file: file.stat().st_mtime)
    if not found:
        raise SystemExit(f"There is no dist/{pattern}. Make it first.")
    return found[-1]


# --- the .deb -----------------------------------------------------------------------------------------


def prove_deb(report: Report, debian: Chroot, package: Path) -> None:
    """Everything that is asked of the .deb, in order; what builds on a failed step is left out."""
    report.step(no_python_is_there, debian)
    if not report.step(apt_installs_the_package, debian, package):
        return
    report.step(the_desktop_knows_it, debian)
    report.step(help_is_there, debian)
    report.step(completion_answers, debian)
    report.step(the_demonstration_finds_things, debian)
    report.step(doctor_finds_nothing_wrong, debian)
    report.step(odd_files_are_indexed, debian)
    report.step(the_window_opens, debian)
    report.step(a_photo_opens_in_the_window, debian)
    report.step(a_killed_worker_comes_back, debian)
    report.step(a_killed_window_comes_back, debian)
    report.step(a_killed_index_run_goes_on, debian)
    rated: list[str] = []
    if report.step(an_upgrade_keeps_the_library, debian, package, rated):
        report.step(removing_keeps_the_library, debian)
        report.step(purging_keeps_the_library_and_says_where_it_is, debian)
        report.step(installed_again_the_library_is_as_it_was, debian, package, rated)
    report.step(lintian_finds_no_error, package)  # last: it takes minutes


def lintian_finds_no_error(package: Path) -> str:
    """Lintian finds no error in the package."""
    said = run(["lintian", "--no-tag-display-limit", "--allow-root", str(package)], check=False)
    (KEPT / "lintian.txt").write_text(said, encoding="utf-8")
    errors = [line for line in said.splitlines() if line.startswith("E:")]
    if errors:
        raise Failed(f"{len(errors)} errors, the first: {errors[0]}")
    return f"{sum(line.startswith('W:') for line in said.splitlines())} warnings"


def no_python_is_there(debian: Chroot) -> str:
    """There is no Python in the fresh system, nor is the person root."""
    said = debian.person(
        "sh",
        "-c",
        "id -u; command -v python3 python; find / -xdev -name 'python3*' 2>&-",
        check=False,
    ).out.split()
    if said != ["1000"]:
        raise Failed(f"found {said}")
    return "uid 1000, no python3"


def apt_installs_the_package(debian: Chroot, package: Path) -> str:
    """The package installs with apt from its file, with what it depends on and nothing else."""
    debian.admin("apt-get", "update")
    before = installed(debian)
    inside = debian.root / "srv" / package.name
    shutil.copyfile(package, inside)
    started = time.monotonic()
    said = debian.admin(
        "apt-get", "install", "--yes", "--no-install-recommends", f"/srv/{package.name}"
    )
    took = time.monotonic() - started
    inside.unlink()
    expect(said.out, r"Setting up photoclip \(")
    unexpected = re.findall(r"^.*(?:warning|error|cannot|failed).*$", said.said, re.M | re.I)
    unexpected = [
        line for line in unexpected if "debconf" not in line and "libgpg-error" not in line
    ]
    if unexpected:
        raise Failed("\n".join(unexpected))
    wrong = debian.admin("dpkg", "--verify", "photoclip").out
    if wrong:
        raise Failed(f"dpkg --verify says {wrong}")
    new = installed(debian) - before
    if {name for name in new if name.startswith("python")}:
        raise Failed(f"Python came with it: {sorted(new)}")
    size = debian.admin("du", "-sm", "/usr/lib/photoclip").out.split()[0]
    return (
        f"{len(new)} packages came, {size} MB in /usr/lib/photoclip, {took:.0f} s with the download"
    )


def installed(debian: Chroot) -> set[str]:
    """The names of the packages that are installed."""
    return set(debian.admin("dpkg-query", "-W", "-f", "${Package}\n").out.split())


def the_desktop_knows_it(debian: Chroot) -> str:
    """A desktop finds the program, its icons, its file types and its description."""
    share = debian.root / "usr/share"
    entry = (share / "applications/photoclip.desktop").read_text(encoding="utf-8")
    expect(entry, r"^Exec=photoclip-gui %F$")
    expect(
        entry,
        r"^MimeType=(?=.*inode/directory;)(?=.*image/jpeg;)(?=.*image/heif;)(?=.*image/x-nikon-nef;)",
    )
    run(["desktop-file-validate", str(share / "applications/photoclip.desktop")])
    said = run(["appstreamcli", "validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info",
                str(share / "metainfo/photoclip.metainfo.xml")])  # fmt: skip
    expect(said, "success")
    sides = sorted(int(file.parent.parent.name.partition("x")[0])
                   for file in share.glob("icons/hicolor/*x*/apps/photoclip.png"))  # fmt: skip
    for side in sides:
        seen = run(
            [
                "identify",
                "-format",
                "%w %h",
                str(share / f"icons/hicolor/{side}x{side}/apps/photoclip.png"),
            ]
        )
        if seen != f"{side} {side}":
            raise Failed(f"the icon of {side} pixels has {seen}")
    if not (share / "icons/hicolor/scalable/apps/photoclip.svg").exists():
        raise Failed("there is no scalable icon")
    return f"icons of {', '.join(map(str, sides))} pixels and scalable"


def help_is_there(debian: Chroot) -> str:
    """Version, help, man pages, licences and changes are there."""
    version = debian.person("photoclip", "--version").out
    expect(version, r"^photoclip, version \d+\.\d+")
    expect(debian.person("photoclip-gui", "--version").out, r"^photoclip-gui \d+\.\d+")
    expect(debian.person("photoclip", "--help").out, r"(?s)Usage: photoclip .*search +Find photos")
    for page, word in (("photoclip", "photoclip label suggest"), ("photoclip-gui", "PATH")):
        text = gzip.decompress(
            (debian.root / f"usr/share/man/man1/{page}.1.gz").read_bytes()
        ).decode()
        expect(text.replace("\\-", "-"), re.escape(word))
        run(["man", "--warnings", "-l", str(debian.root / f"usr/share/man/man1/{page}.1.gz")])
    documents = debian.root / "usr/share/doc/photoclip"
    expect(
        (documents / "copyright").read_text(encoding="utf-8"),
        r"(?s)^Format: .*Files: .*torch.*License: ",
    )
    notices = gzip.decompress((documents / "third-party-notices.txt.gz").read_bytes()).decode()
    expect(notices, "PySide6")
    changes = gzip.decompress((documents / "changelog.Debian.gz").read_bytes()).decode()
    expect(changes, r"^photoclip \(\d")
    return version.strip()


def completion_answers(debian: Chroot) -> str:
    """Completion in bash answers with commands, options and files."""
    script = """
        . /usr/share/bash-completion/completions/photoclip
        COMP_WORDS=(photoclip lab) COMP_CWORD=1; _photoclip_completion photoclip; echo "${COMPREPLY[@]}"
        . /usr/share/bash-completion/completions/photoclip-gui
        COMP_WORDS=(photoclip-gui --de) COMP_CWORD=1; _photoclip_gui; echo "${COMPREPLY[@]}"
    """
    said = debian.person("bash", "-c", script).out.split()
    if said != ["label", "--demo"]:
        raise Failed(f"it answered {said}")
    return "label, --demo"


def the_demonstration_finds_things(debian: Chroot) -> str:
    """The demonstration indexes the sample photos and finds what they show."""
    started = time.monotonic()
    said = debian.person("photoclip", "demo").out
    took = time.monotonic() - started
    read = expect(said, r"(\d+) sample photos in the library, (\d+) read now")
    if int(read[2]) < int(read[1]) or int(read[1]) < 100:
        raise Failed(f"{read[0]} – all should have been read")
    rows = json_lines(debian.person("photoclip", "demo", "--json", *KNOWN).out)
    for query, name in KNOWN.items():
        best = next((row for row in rows if row["query"] == query), None)
        if best is None or best["band"] != "likely" or Path(best["path"]).name != name:
            raise Failed(f"{query!r} should be {name}, it found {best}")
    return f"{read[1]} photos read in {took:.0f} s, {len(rows)} found for two sentences"


def doctor_finds_nothing_wrong(debian: Chroot) -> str:
    """The doctor finds nothing wrong."""
    rows = json_lines(debian.person("photoclip", "doctor", "--json").out)
    bad = [row for row in rows if row["ok"] is False]
    good = [row["check"] for row in rows if row["ok"]]
    if bad or len(good) < 4:
        raise Failed(f"wrong: {bad}; right: {good}")
    expect(debian.person("photoclip", "doctor").out, r"^ok +\S")
    return f"{len(good)} checks: {', '.join(good)}"


def odd_files_are_indexed(debian: Chroot) -> str:
    """A folder with odd files is indexed: what can't be read is listed with a reason."""
    folder = odd_files(debian)
    before = names_and_times(folder)
    said = debian.person("photoclip", "add", f"{debian.home}/Pictures")
    status = json_lines(debian.person("photoclip", "status", "--json").out)[0]
    failures = json_lines(debian.person("photoclip", "failures", "--json").out)
    if not status["photos"] or status["pending_files"]:
        raise Failed(f"the library holds {status}; it said {said.said[-800:]}")
    if not failures or any(not row["reason"] or not row["kind"] for row in failures):
        raise Failed(f"failures without a reason: {failures[:3]}")
    if len(failures) != status["failed_files"]:
        raise Failed(f"{len(failures)} failures are listed, {status['failed_files']} counted")
    crashed = [row for row in failures if row["kind"] in ("crashed", "timeout")]
    found = json_lines(debian.person("photoclip", "search", "--json", "--all", "a photograph").out)
    if not found:
        raise Failed("a search finds none of them")
    if names_and_times(folder) != before:
        raise Failed("the folder was changed")
    return (f"{status['photos']} photos, {len(failures)} unreadable with reasons "
            f"({len(crashed)} of them crashed a decoder or took too long)")  # fmt: skip


def odd_files(debian: Chroot) -> Path:
    """Pictures for the person: other people's odd ones where there are, else made from the samples."""
    data = os.environ.get("PHOTOCLIP_TEST_DATA")
    if data:
        debian.bind(Path(data) / "odd", f"{debian.home}/Pictures")
        return debian.root / debian.home.lstrip("/") / "Pictures"
    samples = sorted((ROOT / "resources/samples").rglob("*.*"))
    for number, sample in enumerate(samples):
        debian.give(sample, f"{debian.home}/Pictures/Ünïcode {number}/{sample.name}")
    whole = samples[0].read_bytes()
    for name, content in (
        ("half.jpg", whole[: len(whole) // 2]),
        ("empty.jpg", b""),
        ("page.jpg", b"<html>not a picture</html>"),
        ("noise.png", hashlib.sha512(b"noise").digest() * 50),
        (
            "bomb.png",
            b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\x7f\xff\xff\xff" * 2 + b"\x08\x06\0\0\0",
        ),
    ):
        scratch = KEPT / "odd"
        scratch.write_bytes(content)
        debian.give(scratch, f"{debian.home}/Pictures/{name}")
        scratch.unlink()
    return debian.root / debian.home.lstrip("/") / "Pictures"


def names_and_times(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its size and time."""
    return {
        str(file.relative_to(folder)): (file.lstat().st_size, file.lstat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
    }


# --- the window ---------------------------------------------------------------------------------------


def the_window_opens(debian: Chroot) -> str:
    """The window opens over the sample photos and shows them."""
    started = time.monotonic()
    debian.start("photoclip-gui", "--demo")
    until(lambda: debian.windows("^PhotoClip"), "the window", 60)
    took = time.monotonic() - started
    colours = see(debian, "window.png")
    complaints(debian, "photoclip-gui")
    debian.kill("photoclip-gui")
    return f"after {took:.1f} s; {colours} colours in build/test-packages/window.png"


def a_photo_opens_in_the_window(debian: Chroot) -> str:
    """A photo that a file manager opens shows in the viewer."""
    rows = json_lines(
        debian.person("photoclip", "search", "--json", "--all", "--limit", "1", "a photograph").out
    )
    debian.start("photoclip-gui", rows[0]["path"])
    until(lambda: debian.windows("^PhotoClip"), "the window", 60)
    time.sleep(8)
    colours = see(debian, "viewer.png", least=2)
    complaints(debian, "photoclip-gui")
    debian.kill("photoclip-gui")
    return f"{rows[0]['path']}; {colours} colours in build/test-packages/viewer.png"


def a_killed_worker_comes_back(debian: Chroot) -> str:
    """A worker that is killed while the window is open is started again."""
    debian.start("photoclip-gui")
    until(lambda: debian.windows("^PhotoClip"), "the window", 60)
    until(lambda: debian.processes("photoclip", "watch"), "a worker", 60)
    killed = debian.kill("photoclip", "watch")
    until(lambda: debian.processes("photoclip", "watch"), "another worker", 90)
    see(debian, "after-a-killed-worker.png")
    if not debian.processes("photoclip-gui"):
        raise Failed("the window ended with it")
    return f"process {killed[0]} was killed, {debian.processes('photoclip', 'watch')[0]} works on"


def a_killed_window_comes_back(debian: Chroot) -> str:
    """Everything killed at once, and started again, shows the same library."""
    before = state(debian)
    killed = debian.kill("photoclip")
    after = state(debian)
    if before != after:
        raise Failed(f"before {before}, after {after}")
    debian.start("photoclip-gui")
    until(lambda: debian.windows("^PhotoClip"), "the window", 60)
    colours = see(debian, "after-everything-was-killed.png")
    if not killed:
        raise Failed("nothing ran that could be killed")
    debian.kill("photoclip")
    rows = json_lines(debian.person("photoclip", "doctor", "--json").out)
    if any(row["ok"] is False for row in rows):
        raise Failed(f"doctor says {rows}")
    return f"{len(killed)} processes killed, {after['photos']} photos as before, {colours} colours"


def a_killed_index_run_goes_on(debian: Chroot) -> str:
    """An index run that is killed in the middle goes on where it was."""
    library = f"{debian.home}/killed"
    debian.start("photoclip", "--library", library, "add", f"{debian.home}/Pictures")
    own = functools.partial(state, debian, library=library)
    thumbnails = debian.root / library.lstrip("/") / "thumbnails"
    until(lambda: sum(1 for _ in thumbnails.rglob("*.jpg")) > 20, "the first pictures", 180)
    killed = debian.kill("photoclip")
    halfway = own()
    debian.person("photoclip", "--library", library, "index")
    whole, other = own(), state(debian)
    if not halfway["pending_files"]:
        raise Failed(f"it was done before it was killed: {halfway}")
    if (whole["photos"], whole["failed_files"]) != (other["photos"], other["failed_files"]):
        raise Failed(f"it ended with {whole}, a run without a kill with {other}")
    return (
        f"{len(killed)} processes killed with {halfway['pending_files']} files to go, "
        f"{whole['photos']} photos in the end, "
        "as many as without"
    )


def see(debian: Chroot, name: str, least: int = 1500) -> int:
    """Wait until the screen holds still, keep it, and count its colours: an empty window has few."""
    target, before = KEPT / name, b""
    for _try in range(60):
        time.sleep(1)
        debian.screenshot(target)
        now = hashlib.sha256(run(["identify", "-format", "%#", str(target)]).encode()).digest()
        colours = int(run(["identify", "-format", "%k", str(target)]))
        if now == before and colours >= least:
            return colours
        before = now
    raise Failed(f"the screen shows {colours} colours only, see {target}")


def complaints(debian: Chroot, program: str) -> None:
    """Raise `Failed` if a program of the person's said anything."""
    for log in sorted((KEPT / "logs").glob(f"*-{program}*")):
        said = log.read_text(encoding="utf-8", errors="replace")
        if said.strip() and not said.startswith("$ "):
            raise Failed(f"it said: {said[:1500]}")


def state(debian: Chroot, *, library: str = "", missing_ok: bool = False) -> dict[str, int]:
    """What a library holds."""
    named = ["--library", library] if library else []
    said = debian.person("photoclip", *named, "status", "--json", check=not missing_ok)
    if said.code:
        return {}
    row = json_lines(said.out)[0]
    return {key: row[key] for key in ("photos", "embedded", "pending_files", "failed_files")}


# --- upgrade and removal ------------------------------------------------------------------------------


def an_upgrade_keeps_the_library(debian: Chroot, package: Path, rated: list[str]) -> str:
    """An upgrade while the window is open keeps the library, and the new program opens it."""
    rated += rate_one(debian)
    before = state(debian)
    debian.start("photoclip-gui")
    until(lambda: debian.windows("^PhotoClip"), "the window", 60)
    higher, file = repacked(package)
    shutil.move(file, debian.root / "srv" / file.name)
    said = debian.admin(
        "apt-get", "install", "--yes", f"/srv/{file.name}", "--no-install-recommends"
    ).out
    expect(said, rf"Unpacking photoclip \({re.escape(higher)}\) over")
    expect(debian.admin("dpkg-query", "-W", "-f", "${Version} ${Status}", "photoclip").out,
           rf"^{re.escape(higher)} install ok installed$")  # fmt: skip
    if not debian.processes("photoclip-gui"):
        raise Failed("the open window ended")
    debian.kill("photoclip")
    after = state(debian)
    if after != before or rated_ones(debian) != rated:
        raise Failed(f"before {before} and {rated}, after {after} and {rated_ones(debian)}")
    (debian.root / "srv" / file.name).unlink()
    return f"to {higher}: {after['photos']} photos, five stars on {len(rated)} as before"


def rate_one(debian: Chroot) -> list[str]:
    """Give a photo five stars that has none; the paths of all that have five then."""
    before = rated_ones(debian)
    rows = json_lines(
        debian.person("photoclip", "search", "--json", "--limit", "1", "rating:none").out
    )
    debian.person("photoclip", "rate", "5", rows[0]["path"])
    now = rated_ones(debian)
    if sorted(now) != sorted([*before, rows[0]["path"]]):
        raise Failed(f"{rows[0]['path']} was rated; five stars had {before}, and now {now}")
    return now


def rated_ones(debian: Chroot) -> list[str]:
    """The paths of what has five stars."""
    return [
        row["path"]
        for row in json_lines(debian.person("photoclip", "search", "--json", "rating:5").out)
    ]


def repacked(package: Path) -> tuple[str, Path]:
    """The same package under a higher version, and that version: only its control file differs."""
    members = list(ar_members(package.read_bytes()))
    made = KEPT / "higher.deb"
    version = ""
    with open(made, "wb") as out:
        out.write(b"!<arch>\n")
        for name, kept in members:
            content = kept
            if name.startswith("control.tar"):
                content, version = raised(kept)
            out.write(f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode())
            out.write(content + b"\n" * (len(content) % 2))
    return version, made


def ar_members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The members of an ar archive, which a .deb is."""
    at = 8
    while at < len(data):
        name, size = data[at : at + 16].decode().strip().rstrip("/"), int(data[at + 48 : at + 58])
        yield name, data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2


def raised(control: bytes) -> tuple[bytes, str]:
    """A control archive with a higher version, and that version."""
    out, version = io.BytesIO(), ""
    with (
        tarfile.open(fileobj=io.BytesIO(lzma.decompress(control))) as old,
        tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as new,
    ):
        for entry in old:
            content = old.extractfile(entry).read() if entry.isfile() else b""  # type: ignore[union-attr]
            if entry.name == "./control":
                text = content.decode()
                version = f"{re.search(r'^Version: (.+)$', text, re.M)[1]}+higher1"  # type: ignore[index]
                content = re.sub(r"^Version: .+$", f"Version: {version}", text, flags=re.M).encode()
                entry.size = len(content)
            new.addfile(entry, io.BytesIO(content) if entry.isfile() else None)
    return lzma.compress(out.getvalue()), version


def removing_keeps_the_library(debian: Chroot) -> str:
    """Removing takes the program away, all of it, and nothing of the person's."""
    library = debian.root / debian.home.lstrip("/") / ".local/share/photoclip"
    before = digest(library)
    debian.admin("apt-get", "remove", "--yes", "photoclip")
    left = [place for place in ("usr/lib/photoclip", "usr/bin/photoclip", "usr/bin/photoclip-gui",
                                "usr/share/applications/photoclip.desktop", "usr/share/doc/photoclip")
            if os.path.lexists(debian.root / place)]  # fmt: skip
    if left or digest(library) != before:
        raise Failed(f"left behind: {left}; library as it was: {digest(library) == before}")
    return "nothing is left of it, the library is as it was"


def purging_keeps_the_library_and_says_where_it_is(debian: Chroot) -> str:
    """Purging keeps the library, and says where it is."""
    home = debian.root / debian.home.lstrip("/")
    before = digest(home / ".local/share/photoclip"), names_and_times(home / "Pictures")
    said = debian.admin("apt-get", "purge", "--yes", "photoclip").said
    told = expect(said, rf"^ *({debian.home}/\.local/share/photoclip)$")
    if (digest(home / ".local/share/photoclip"), names_and_times(home / "Pictures")) != before:
        raise Failed("library or photos were touched")
    if debian.admin("dpkg", "-l", "photoclip", check=False).code == 0:
        raise Failed("dpkg still knows the package")
    return f"it said {told[1]}"


def installed_again_the_library_is_as_it_was(
    debian: Chroot, package: Path, rated: list[str]
) -> str:
    """Installed again, the library is as it was, stars included."""
    inside = debian.root / "srv" / package.name
    shutil.copyfile(package, inside)
    debian.admin("apt-get", "install", "--yes", "--no-install-recommends", f"/srv/{package.name}")
    inside.unlink()
    now = state(debian)
    if rated_ones(debian) != rated or not now["photos"]:
        raise Failed(f"five stars had {rated}, and now {rated_ones(debian)}; {now}")
    debian.admin("apt-get", "purge", "--yes", "photoclip")
    return f"{now['photos']} photos, five stars on {len(rated)}"


def digest(folder: Path) -> str:
    """One number for all files of a folder."""
    whole = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            whole.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return whole.hexdigest()


# --- portable archive and wheel -----------------------------------------------------------------------


def prove_portable(report: Report, debian: Chroot) -> None:
    """The portable archive, in a folder whose name is not plain."""
    if report.step(the_archive_unpacks_anywhere, debian, newest("photoclip-*-linux-x86_64.tar.*")):
        report.step(the_portable_program_works, debian)
        report.step(the_portable_window_opens, debian)


PORTABLE = "Stick für Fotos"


def the_archive_unpacks_anywhere(debian: Chroot, archive: Path) -> str:
    """The portable archive unpacks into a folder with a space and an umlaut."""
    place = debian.root / debian.home.lstrip("/") / PORTABLE
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    run(["tar", "-C", str(place), "--no-same-owner", "-xf", str(archive)])
    run(["chown", "-R", "1000:1000", str(place)])
    tops = sorted(entry.name for entry in place.iterdir())
    if len(tops) != 1:
        raise Failed(f"it unpacks into {tops}, not into one folder")
    missing = debian.admin("dpkg-query", "-W", "photoclip", check=False)
    if missing.code == 0 and "photoclip\t0" in missing.out:
        raise Failed("the package is installed: that would prove nothing")
    return f"{PORTABLE}/{tops[0]}"


def portable_program(debian: Chroot, name: str) -> str:
    """A program of the unpacked archive, as the person calls it."""
    home = debian.root / debian.home.lstrip("/")
    found = next((home / PORTABLE).glob(f"*/{name}"), None)
    if found is None:
        raise Failed(f"there is no {name} in the archive")
    return f"{debian.home}/{found.relative_to(home)}"


def the_portable_program_works(debian: Chroot) -> str:
    """The portable program finds things, with a library beside it."""
    program = portable_program(debian, "photoclip")
    expect(debian.person(program, "--version").out, r"^photoclip, version \d")
    library = f"{Path(program).parent}/Bibliothek"
    samples = next(
        (debian.root / program.lstrip("/")).parent.glob("_internal/photoclip/resources/samples")
    )
    inside = f"/{samples.relative_to(debian.root)}"
    debian.person(program, "--library", library, "add", inside)
    rows = json_lines(
        debian.person(program, "--library", library, "search", "--json", "a lighthouse").out
    )
    if not rows or Path(rows[0]["path"]).name != KNOWN["a lighthouse"]:
        raise Failed(f"a lighthouse is {rows[:2]}")
    held = state_of(debian, program, library)
    return (
        f"{held} photos in {library}, the best for “a lighthouse” is {Path(rows[0]['path']).name}"
    )


def state_of(debian: Chroot, program: str, library: str) -> int:
    """How many photos a library holds, by a program that isn't installed."""
    said = debian.person(program, "--library", library, "status", "--json").out
    return int(json_lines(said)[0]["photos"])


def the_portable_window_opens(debian: Chroot) -> str:
    """The portable window opens."""
    program = portable_program(debian, "photoclip-gui")
    debian.start(program, "--library", f"{Path(program).parent}/Bibliothek")
    until(lambda: debian.windows("^PhotoClip"), "the window", 60)
    colours = see(debian, "portable.png")
    debian.kill("photoclip")
    return f"{colours} colours in build/test-packages/portable.png"


def prove_wheel(report: Report) -> None:
    """The wheel, in an environment of its own."""
    place = KEPT / "wheel"
    shutil.rmtree(place, ignore_errors=True)
    if report.step(the_wheel_installs, newest("photoclip-*.whl"), place):
        report.step(the_wheel_works, place)
    shutil.rmtree(place, ignore_errors=True)


def the_wheel_installs(wheel: Path, place: Path) -> str:
    """The wheel installs with pip into a fresh environment."""
    run(["python3", "-m", "venv", str(place)])
    run(
        [
            str(place / "bin/python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "-c",
            str(ROOT / "constraints.txt"),
            str(wheel),
        ]
    )
    where = run(
        [str(place / "bin/python"), "-P", "-c", "import photoclip; print(photoclip.__file__)"]
    )
    if str(place) not in where:
        raise Failed(f"photoclip comes from {where}")
    return wheel.name


def the_wheel_works(place: Path) -> str:
    """What the wheel installed finds things with the model it carries."""
    home = place / "home"
    home.mkdir()
    environment = {"PATH": f"{place}/bin:/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8",
                   "QT_QPA_PLATFORM": "offscreen"}  # fmt: skip
    said = run([str(place / "bin/photoclip"), "demo"], env=environment)
    read = expect(said, r"(\d+) sample photos in the library, (\d+) read now")
    expect(
        run([str(place / "bin/photoclip-gui"), "--version"], env=environment), r"^photoclip-gui \d"
    )
    rows = json_lines(
        run([str(place / "bin/photoclip"), "demo", "--json", "a lighthouse"], env=environment)
    )
    if not rows or Path(rows[0]["path"]).name != KNOWN["a lighthouse"]:
        raise Failed(f"a lighthouse is {rows[:2]}")
    return f"{read[1]} photos, the best for “a lighthouse” is {Path(rows[0]['path']).name}"


# --- what steps share ---------------------------------------------------------------------------------


def expect(text: str, pattern: str) -> re.Match[str]:
    """The place in a text that fits. Raises `Failed` where nothing does."""
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise Failed(f"expected {pattern!r}, it said: {text[-1500:]}")
    return found


def json_lines(text: str) -> list[dict[str, Any]]:
    """The objects a command printed, one a line."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


if __name__ == "__main__":
    sys.exit(main())
