"""The portable archive, from a folder with a space and an umlaut."""

from __future__ import annotations

import shutil
from pathlib import Path

from chroot import Chroot, Failed, run, until
from proving import (
    KNOWN,
    Report,
    expect,
    json_lines,
    names_and_times,
    newest,
    see,
    state,
)

PORTABLE = "Stick für Fotos"


def prove_portable(report: Report, debian: Chroot) -> None:
    """The portable archive, in a folder whose name is not plain."""
    if report.step(the_archive_unpacks_anywhere, debian, newest("photoclip-*-linux-x86_64.tar.*")):
        report.step(the_portable_program_works, debian)
        report.step(it_keeps_all_beside_it, debian)
        report.step(it_moves, debian)
        report.step(the_portable_window_opens, debian)


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
    there = debian.admin("dpkg-query", "-W", "-f", "${db:Status-Status}", "photoclip", check=False)
    if there.out.strip() == "installed":
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
    debian.person(program, "--library", library, "add", samples(program))
    held = state(debian, program, library=library)["photos"]
    return f"{held} photos in {library}, the best for “a lighthouse” is {best(debian, program, library)}"


def it_keeps_all_beside_it(debian: Chroot) -> str:
    """Without --library all that the portable program keeps lies in the folder beside it."""
    program = portable_program(debian, "photoclip")
    home = debian.root / debian.home.lstrip("/")
    before = kept_at_home(home)
    read = expect(
        debian.person(program, "demo").out, r"(\d+) sample photos in the library, (\d+) read now"
    )
    debian.person(program, "add", samples(program))
    library = f"{Path(program).parent}/data/library"
    rows = json_lines(debian.person(program, "doctor", "--json").out)
    bad = [row for row in rows if row["ok"] is False]
    if bad or library not in str(rows):
        raise Failed(f"the doctor says {bad or rows}")
    found = best(debian, program, library)
    if kept_at_home(home) != before:
        raise Failed("something was written into the home folder")
    return f"{read[1]} sample photos; {found} in {library}; the home folder is as it was"


def it_moves(debian: Chroot) -> str:
    """Moved to another place, the portable program finds what it kept."""
    program = portable_program(debian, "photoclip")
    home = debian.root / debian.home.lstrip("/")
    held = state(debian, program)
    (home / PORTABLE).rename(home / f"{PORTABLE} 2")
    (home / PORTABLE).mkdir()
    (home / f"{PORTABLE} 2").rename(home / PORTABLE / "anderswo")
    moved = f"{debian.home}/{PORTABLE}/anderswo/{Path(program).parent.name}/photoclip"
    now = state(debian, moved)
    (home / PORTABLE / "anderswo" / Path(program).parent.name).rename(
        home / PORTABLE / Path(program).parent.name
    )
    if now != held or not held["photos"]:
        raise Failed(f"it held {held}, and now {now}")
    return f"{now['photos']} photos"


def kept_at_home(home: Path) -> dict[str, tuple[int, int]]:
    """What lies in the home folder beside the archive itself."""
    ours = (PORTABLE, "Pictures")
    return {
        name: what
        for name, what in names_and_times(home).items()
        if name.partition("/")[0] not in ours
    }


def samples(program: str) -> str:
    """The sample photos inside of the portable program."""
    return f"{Path(program).parent}/_internal/photoclip/resources/samples"


def best(debian: Chroot, program: str, library: str) -> str:
    """The name of the best photo for a sentence; `Failed` if it is not the one that shows it."""
    said = debian.person(program, "--library", library, "search", "--json", "a lighthouse").out
    rows = json_lines(said)
    if not rows or Path(rows[0]["path"]).name != KNOWN["a lighthouse"]:
        raise Failed(f"a lighthouse is {rows[:2]}")
    return Path(rows[0]["path"]).name


def the_portable_window_opens(debian: Chroot) -> str:
    """The portable window opens."""
    program = portable_program(debian, "photoclip-gui")
    debian.start(program, "--library", f"{Path(program).parent}/Bibliothek")
    until(lambda: debian.windows("^PhotoClip"), "the window", 60)
    colours = see(debian, "portable.png")
    debian.kill("photoclip")
    return f"{colours} colours in build/test-packages/portable.png"
