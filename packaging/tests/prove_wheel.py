"""The wheel, in an environment of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from chroot import Failed, run
from proving import KEPT, KNOWN, ROOT, Report, expect, json_lines, newest


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
