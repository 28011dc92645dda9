"""Installs, upgrades and removes PhotoClip with its Windows installer, silently, under Wine.

What is installed is a stand-in: the real programs can't be frozen here. Everything else is the real
thing: the script, makensis, and what the installer does to files, shortcuts and the registry. Run it
with ``make test-windows-installer``; each step is one line, and the first that fails ends it with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from building import windows
from building.project import BuildError

DONE, CANCELLED, FAILED, RUNS, NEWER = range(5)
_UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\PhotoClip"
_OPEN_WITH = r"HKCU\Software\Classes\Applications\photoclip-gui.exe"
_APP_PATH = r"HKCU\Software\Microsoft\Windows\CurrentVersion\App Paths\photoclip.exe"
_PATIENCE_S = 120

_STAND_IN = """
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
OutFile "{target}"
Name "{release}"
!include FileFunc.nsh
Section
  FileOpen $0 "$EXEDIR\\started" w
  FileClose $0
  again:
  Sleep 100
  IfFileExists "$EXEDIR\\started" again
SectionEnd
"""
"""A program that says it has started, and runs until what says so is deleted."""


class Wine:
    """A Windows of its own, in a folder that is deleted afterwards."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("wine64") or "/usr/lib/wine/wine64"
        if not Path(found).exists():
            raise BuildError("Wine is missing. On Debian or Ubuntu: sudo apt-get install wine64")
        self._program = found
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "DISPLAY"},
            "WINEPREFIX": str(folder / "wine"),
            "LC_ALL": "C.UTF-8",
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=",
        }
        self.drive = folder / "wine" / "drive_c"

    def run(self, *words: str | Path) -> int:
        """Run a program to its end; its exit code."""
        asked = subprocess.run(
            [self._program, *map(str, words)],
            check=False,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
        )
        return asked.returncode

    def start(self, program: Path) -> subprocess.Popen[bytes]:
        """Start a program and go on."""
        return subprocess.Popen(
            [self._program, str(program)],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def registry(self, key: str, value: str | None = None) -> str | None:
        """What is in the registry (the default value for an empty name), or None."""
        which = ["/s"] if value is None else ["/ve"] if not value else ["/v", value]
        asked = subprocess.run(
            [self._program, "reg", "query", key, *which],
            check=False,
            env=self._environment,
            capture_output=True,
            timeout=_PATIENCE_S,
        )
        return asked.stdout.decode("utf-8", "replace") if asked.returncode == 0 else None

    def stop(self) -> None:
        """End what still runs in it."""
        server = shutil.which("wineserver") or "/usr/lib/wine/wineserver64"
        subprocess.run([server, "-k"], check=False, env=self._environment)


class Trial:
    """The steps, in their order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._wine = Wine(folder)
        self._steps = 0

    def check(self, sentence: str, holds: bool) -> None:
        """Say a step; raise `BuildError` if it isn't so."""
        self._steps += 1
        if not holds:
            raise BuildError(f"Not so: {sentence}")
        sys.stdout.write(f"  {self._steps:2}. {sentence}\n")
        sys.stdout.flush()

    def run(self) -> int:
        """All of it; how many steps there were."""
        old, new = self._installer("1.9.0"), self._installer("1.10.0")
        if self._wine.run("wineboot", "-i") != 0:
            raise BuildError("Wine can't make a Windows here.")
        local = next(self._wine.drive.glob("users/*/AppData/Local"))
        library = local / "photoclip" / "photoclip" / "library" / "library.sqlite3"
        library.parent.mkdir(parents=True)
        library.write_bytes(b"stars and labels")
        home = local / "Programs" / "PhotoClip"

        self._first(old, home)
        self._upgrade(old, new, home)
        self._while_it_runs(new, home)
        self._removal(home, library)
        self._elsewhere(new)
        return self._steps

    def _first(self, old: Path, home: Path) -> None:
        wine = self._wine
        self.check("A silent installation ends with 0", wine.run(old, "/S") == DONE)
        self.check(
            "It is this user's, without an administrator, in AppData/Local/Programs/PhotoClip",
            (home / "photoclip.exe").is_file() and (home / "photoclip-gui.exe").is_file(),
        )
        self.check(
            "All of the payload is there, in folders with spaces and umlauts as well",
            (home / "_internal" / "Größe x" / "only in 1.9.0.txt").read_text() == "1.9.0"
            and not (home / ".incoming").exists(),
        )
        self.check(
            "The licence and the notices are there",
            (home / "LICENSE.txt").is_file()
            and "stand-in" in (home / "third-party-notices.txt").read_text("utf-8-sig"),
        )
        self.check("The start menu has it", bool(self._shortcuts()))
        said = wine.registry(_UNINSTALL) or ""
        self.check(
            "Windows' list of programs names it, its version, its place and its size",
            all(
                word in said for word in ("PhotoClip", "1.9.0", "InstallLocation", "EstimatedSize")
            ),
        )
        with_it = wine.registry(_OPEN_WITH) or ""
        self.check(
            "It is offered to open photos of every kind",
            all(f".{ending}" in with_it for ending in windows.endings()) and '"%1"' in with_it,
        )
        self.check(
            "What opens photos today goes on doing so",
            "photoclip" not in (wine.registry(r"HKCU\Software\Classes\.jpg") or "").lower(),
        )
        self.check("Windows finds `photoclip` by name", wine.registry(_APP_PATH, "") is not None)

    def _upgrade(self, old: Path, new: Path, home: Path) -> None:
        wine = self._wine
        (home / "mine.txt").write_text("put here by somebody")
        self.check("A newer version installs over it", wine.run(new, "/S") == DONE)
        inner = home / "_internal" / "Größe x"
        self.check(
            "Nothing of the older version is left, and the new one is whole",
            [each.name for each in inner.iterdir()] == ["only in 1.10.0.txt"],
        )
        self.check("The list of programs says so", "1.10.0" in str(wine.registry(_UNINSTALL)))
        self.check("1.9.0 is older than 1.10.0, and refused", wine.run(old, "/S") == NEWER)
        self.check("Nothing changed by that", (inner / "only in 1.10.0.txt").is_file())
        self.check("With /OLDER it goes back", wine.run(old, "/S", "/OLDER") == DONE)
        self.check("The older one is there", (inner / "only in 1.9.0.txt").is_file())

    def _while_it_runs(self, new: Path, home: Path) -> None:
        wine = self._wine
        for name in ("photoclip-gui.exe", "photoclip.exe"):
            program = wine.start(home / name)
            sign = home / "started"
            self._wait(sign.exists, f"{name} has started")
            self.check(f"While {name} runs it refuses to install", wine.run(new, "/S") == RUNS)
            self.check(
                "The running version is untouched",
                (home / "_internal" / "Größe x" / "only in 1.9.0.txt").is_file(),
            )
            self.check("It refuses to be removed as well", self._uninstall(home) == RUNS)
            self.check("It is still there", (home / name).is_file())
            sign.unlink()
            program.wait(_PATIENCE_S)
        self.check("When it has ended, it installs", wine.run(new, "/S") == DONE)

    def _removal(self, home: Path, library: Path) -> None:
        wine = self._wine
        self.check("A silent removal ends with 0", self._uninstall(home) == DONE)
        self.check(
            "What was installed is gone, and what somebody put there is not",
            [each.name for each in home.iterdir()] == ["mine.txt"],
        )
        self.check("The start menu doesn't have it any more", not self._shortcuts())
        for key in (_UNINSTALL, _OPEN_WITH, _APP_PATH):
            self.check(
                f"{key.split(chr(92))[-1]} is out of the registry", wine.registry(key) is None
            )
        self.check("The library is untouched", library.read_bytes() == b"stars and labels")

    def _elsewhere(self, new: Path) -> None:
        wine = self._wine
        other = wine.drive / "My Programs" / "Fotos für mich"
        # /D= stands last and without quotation marks, so each word by itself.
        code = wine.run(new, "/S", *["/D=C:\\My", "Programs\\Fotos", "für", "mich"])
        self.check("It installs into another folder", code == DONE)
        self.check("It is there", (other / "photoclip-gui.exe").is_file())
        self.check("Removed from there, nothing is left", self._uninstall(other) == DONE)
        self.check("Not even the folder", not other.exists())

    def _uninstall(self, home: Path) -> int:
        # Without _?= it copies itself elsewhere and goes on there: its end and its code are not seen.
        inside = "C:\\" + str(home.relative_to(self._wine.drive)).replace("/", "\\")
        copy = self._folder / "uninstall.exe"
        shutil.copyfile(home / "uninstall.exe", copy)
        return self._wine.run(copy, "/S", *f"_?={inside}".split(" "))

    def _shortcuts(self) -> list[Path]:
        return list(self._wine.drive.glob("users/*/AppData/Roaming/**/Start Menu/**/PhotoClip.lnk"))

    def _installer(self, release: str) -> Path:
        payload = self._folder / release
        inner = payload / "_internal" / "Größe x"
        inner.mkdir(parents=True)
        (inner / f"only in {release}.txt").write_text(release)
        for name in ("photoclip.exe", "photoclip-gui.exe"):
            script = self._folder / "stand-in.nsi"
            text = _STAND_IN.format(target=payload / name, release=release)
            script.write_text(text, encoding="utf-8")
            subprocess.run(["makensis", "-V1", script], check=True)
        target = self._folder / f"photoclip-{release}-setup.exe"
        windows.make_installer(payload, target, "The notices of a stand-in", release)
        return target

    def _wait(self, come_true: Callable[[], bool], sentence: str) -> None:
        until = time.monotonic() + _PATIENCE_S
        while not come_true():
            if time.monotonic() > until:
                raise BuildError(f"Waited in vain: {sentence}")
            time.sleep(0.05)
        self.check(sentence, True)

    def stop(self) -> None:
        """End everything that was started."""
        self._wine.stop()


def main() -> int:
    """Try it; the exit code."""
    sys.stdout.write("The Windows installer, with a stand-in for the program, under Wine:\n")
    with tempfile.TemporaryDirectory(prefix="photoclip-windows-") as folder:
        trial = Trial(Path(folder))
        try:
            steps = trial.run()
        except BuildError as error:
            sys.stderr.write(f"Error: {error}\n")
            return 1
        finally:
            trial.stop()
    sys.stdout.write(f"All {steps} steps passed.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
