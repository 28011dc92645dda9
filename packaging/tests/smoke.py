"""Whether a PhotoClip that was just frozen or installed works: a minute of the real thing.

    python packaging/tests/smoke.py PHOTOCLIP PHOTOCLIP-GUI

It needs nothing but Python's standard library, runs on every system, keeps to a home of its own and says
each step. The window is opened without a screen (Qt's offscreen platform).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_PATIENCE_S = 300
COMPLAINTS = ("Traceback", "No module named", "Unable to retrieve source", "No package metadata")


class Smoke:
    """The steps, in their order, with a home of their own."""

    def __init__(self, program: Path, window: Path, home: Path) -> None:
        self._program = program
        self._window = window
        self._home = home
        places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
        xdg = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        self._environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("PYTHON", "PHOTOCLIP"))
            },
            **{name: str(home) for name in places},
            **{name: str(home / name.lower()) for name in xdg},
            # Windows is asked where a person's files lie, whatever variables say.
            "PHOTOCLIP_LIBRARY": str(home / "library"),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONUTF8": "1",
        }

    def run(self) -> None:
        """All of it. Raises `SystemExit` with the first thing that is not so."""
        said = re.search(
            r'"([^"]+)"$', (ROOT / "photoclip" / "__init__.py").read_text("utf-8").rstrip()
        )
        assert said is not None
        self._check("it is this version", said[1] in self._ask("--version"))
        hits = [json.loads(line) for line in self._ask("demo", "--json").splitlines()]
        likely = {hit["query"] for hit in hits if hit["band"] == "likely"}
        self._check("the embedded model finds the sample photos", len(likely) >= 3)
        self._odd_files()
        self._each_part()
        self._doctor()
        self._open_window()

    def _odd_files(self) -> None:
        photos = self._home / "Fotos für mich"
        photos.mkdir()
        samples = sorted((ROOT / "resources" / "samples" / "2019 Norway").iterdir())
        for sample in samples[:2]:
            (photos / sample.name).write_bytes(sample.read_bytes())
        (photos / "empty.jpg").write_bytes(b"")
        (photos / "page.jpg").write_bytes(b"<html>not found</html>")
        (photos / "cut ü.jpg").write_bytes(samples[0].read_bytes()[:2000])
        found = json.loads(self._ask("add", str(photos), "--json"))
        self._check("it indexes a folder", found["read"] == 2 and found["failed"] == 3)
        failures = self._ask("failures", "--json").splitlines()
        names = {Path(json.loads(line)["path"]).name for line in failures}
        self._check("odd files can't stop it", names == {"empty.jpg", "page.jpg", "cut ü.jpg"})

    def _each_part(self) -> None:
        """Commands that load all there is: what a freeze leaves out by mistake shows here."""
        photos = self._home / "Garten"
        shutil.copytree(ROOT / "resources" / "samples" / "2022 Garden", photos)
        photo = str(min(photos.glob("*.JPG")))
        for words, wanted in (
            (("models", "list"), "photoclip-scenes"),
            (("models", "test", "--json"), '"device"'),
            (("add", str(photos)), "Read"),
            (("search", "flowers"), "IMG"),
            (("similar", photo, "--all"), "IMG"),
            (("describe", photo, "--title", "Flowers"), "Described 1"),
            (("rate", "4", photo), "4 stars"),
            (("metadata", "set", str(photos), "file"), "in the photos"),
            (("metadata", "write", photo), "1 written"),
            (("export", str(self._home / "sheet.pdf"), "--query", "rating:4"), "contact sheet"),
            (("label", "add", "Flowers"), "Flowers"),
            (("label", "list"), "Flowers"),
        ):
            said = self._ask(*words, said_beside=True)
            good = wanted in said and not any(one in said for one in COMPLAINTS)
            self._check(
                f"photoclip {words[0]} {words[1] if words[1].isalpha() else ''}".rstrip(), good
            )

    def _doctor(self) -> None:
        rows = [
            json.loads(line) for line in self._ask("doctor", "--json", fine=(0, 1)).splitlines()
        ]
        wrong = [row["check"] for row in rows if row["ok"] is False]
        self._check(
            f"the doctor finds nothing wrong {wrong or ''}".rstrip(), bool(rows) and not wrong
        )

    def _open_window(self) -> None:
        said = self._home / "window.txt"
        with open(said, "wb") as stream:
            window = subprocess.Popen(
                [str(self._window)], env=self._environment, stdout=stream, stderr=stream
            )
        try:
            self._wait(
                lambda: window.poll() is not None or self._connected(),
                "the window gets an answer from a worker",
            )
            self._check("the window stays open", window.poll() is None)
        finally:
            window.terminate()
            window.wait(_PATIENCE_S)
        self._wait(lambda: self._worker() is None, "the worker ends when nobody needs it")
        words = said.read_text("utf-8", "replace")
        self._check("it says nothing of errors", "Traceback" not in words)

    def _connected(self) -> bool:
        worker = self._worker()
        return worker is not None and worker["clients"] > 0

    def _worker(self) -> dict[str, int] | None:
        worker: dict[str, int] | None = json.loads(self._ask("status", "--json"))["worker"]
        return worker

    def _ask(self, *words: str, fine: tuple[int, ...] = (0,), said_beside: bool = False) -> str:
        asked = subprocess.run(
            [str(self._program), *words],
            check=False,
            env=self._environment,
            cwd=self._home,
            capture_output=True,
            timeout=_PATIENCE_S,
        )
        if asked.returncode not in fine:
            sys.exit(
                f"{' '.join(words)} ended with {asked.returncode}:\n"
                + asked.stderr.decode("utf-8", "replace")[-2000:]
            )
        return (asked.stdout + (asked.stderr if said_beside else b"")).decode("utf-8")

    def _wait(self, come_true: Callable[[], bool], sentence: str) -> None:
        until = time.monotonic() + _PATIENCE_S
        while not come_true():
            if time.monotonic() > until:
                sys.exit(f"Waited in vain: {sentence}")
            time.sleep(0.2)
        self._check(sentence, True)

    def _check(self, sentence: str, holds: bool) -> None:
        if not holds:
            sys.exit(f"Not so: {sentence}")
        sys.stdout.write(f"  {sentence}\n")
        sys.stdout.flush()


def main() -> None:
    """Try the programs named on the command line."""
    program, window = (Path(word).resolve() for word in sys.argv[1:3])
    with tempfile.TemporaryDirectory(prefix="photoclip-smoke-", ignore_cleanup_errors=True) as home:
        Smoke(program, window, Path(home)).run()
    sys.stdout.write("It works.\n")


if __name__ == "__main__":
    main()
