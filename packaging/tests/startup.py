"""How long the frozen program takes to start, beside the same from source: `.venv/bin/python` runs it.

Both take turns, after one round that isn't counted; the median of each is shown. The window is there
when a screen of its own (Xvfb) shows it. Prints a table for docs/packaging.md.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = {"frozen": ROOT / "build/freeze/photoclip", "source": ROOT / ".venv/bin"}
COMMANDS = (["--version"], ["--help"], ["status"], ["models", "list"], ["demo"], ["doctor"])
PATIENCE_S = 60

Trial = Callable[[Path, dict[str, str]], None]


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="photoclip-startup-") as home:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PHOTOCLIP", "XDG"))
        }
        environment = {**kept, "HOME": home, "LANGUAGE": "en"}
        samples = ROOT / "resources/samples/2016 Iceland"
        subprocess.run([FOLDERS["source"] / "photoclip", "add", samples], env=environment, check=True,
                       capture_output=True)  # fmt: skip
        print("| | frozen | from source | ratio |\n|---|---|---|---|")
        for words in COMMANDS:
            print(_row(f"`photoclip {' '.join(words)}`", _command(words), rounds, environment))
        read, write = os.pipe()
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-noreset", "-nolisten", "tcp"],
            pass_fds=(write,), stderr=subprocess.DEVNULL)  # fmt: skip
        os.close(write)
        try:
            with open(read, encoding="ascii") as said:
                environment["DISPLAY"] = f":{said.readline().strip()}"
            environment["QT_QPA_PLATFORM"] = "xcb"
            print(_row("`photoclip-gui`, until its window shows", _window, rounds, environment))
        finally:
            screen.terminate()
            screen.wait()


def _row(name: str, trial: Trial, rounds: int, environment: dict[str, str]) -> str:
    took: dict[str, list[float]] = {way: [] for way in FOLDERS}
    for number in range(rounds + 1):
        for way, folder in FOLDERS.items():
            started = time.perf_counter()
            trial(folder, environment)
            if number:
                took[way].append(time.perf_counter() - started)
    frozen, source = (statistics.median(took[way]) for way in ("frozen", "source"))
    return f"| {name} | {frozen:.2f} s | {source:.2f} s | {frozen / source:.2f} |"


def _command(words: list[str]) -> Trial:
    def trial(folder: Path, environment: dict[str, str]) -> None:
        program = [str(folder / "photoclip"), *words]
        subprocess.run(program, env=environment, check=True, capture_output=True)

    return trial


def _window(folder: Path, environment: dict[str, str]) -> None:
    looking = ["xdotool", "search", "--onlyvisible", "--name", "^PhotoClip$"]
    deadline = time.monotonic() + PATIENCE_S
    with subprocess.Popen([folder / "photoclip-gui"], env=environment) as window:
        while subprocess.run(looking, env=environment, capture_output=True, check=False).returncode:
            if time.monotonic() > deadline or window.poll() is not None:
                raise SystemExit(f"{folder / 'photoclip-gui'} shows no window.")
            time.sleep(0.01)
        window.kill()


if __name__ == "__main__":
    main()
