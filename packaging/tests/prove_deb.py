"""The Debian package: installed, used, killed, upgraded, removed."""

from __future__ import annotations

import functools
import gzip
import io
import lzma
import os
import re
import shutil
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

from chroot import Chroot, Failed, run, until
from proving import (
    KEPT,
    KNOWN,
    Report,
    digest,
    expect,
    json_lines,
    names_and_times,
    odd_files,
    see,
    state,
)

MOST_PACKED_MB, MOST_UNPACKED_MB = 230, 700


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
    unpacked = int(debian.admin("du", "-sb", "/usr/lib/photoclip").out.split()[0]) / 1e6
    packed = package.stat().st_size / 1e6
    if not os.environ.get("MODEL") and (unpacked > MOST_UNPACKED_MB or packed > MOST_PACKED_MB):
        raise Failed(f"it has grown to {packed:.0f} MB, {unpacked:.0f} MB unpacked")
    return (
        f"{len(new)} packages came; {packed:.0f} MB, {unpacked:.0f} MB unpacked; {took:.0f} s with "
        "the download"
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
    said = run(["appstreamcli", "validate", "--no-net",
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
        file = debian.root / f"usr/share/man/man1/{page}.1.gz"
        said = run(["sh", "-c", 'man --warnings -l "$0" 2>&1 >/dev/null', str(file)])
        if said.strip():
            raise Failed(f"man complains of {page}(1): {said[:500]}")
        wide = [line for line in run(["env", "MANWIDTH=80", "man", "-l", str(file)]).splitlines()
                if len(line) > 80]  # fmt: skip
        if wide:
            raise Failed(f"{page}(1) is wider than a terminal: {wide[0]}")
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


def complaints(debian: Chroot, program: str) -> None:
    """Raise `Failed` if a program of the person's said anything."""
    for log in sorted((KEPT / "logs").glob(f"*-{program}*")):
        said = log.read_text(encoding="utf-8", errors="replace")
        if said.strip() and not said.startswith("$ "):
            raise Failed(f"it said: {said[:1500]}")


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
