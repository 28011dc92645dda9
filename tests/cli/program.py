"""The program: run in this process, which takes no time, or apart, as a person runs it.

Each command should be run apart somewhere: only there it has to import all it needs.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys

from photoclip.cli import main

Done = subprocess.CompletedProcess[str]


def run(*words: str, check: int | None = 0) -> Done:
    """In this process."""
    out, err = _stream(), _stream()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main.run(list(words))
        except SystemExit as end:
            code = int(end.code or 0)
    return _checked(Done(list(words), code, _said(out), _said(err)), check)


def apart(*words: str, check: int | None = 0) -> Done:
    """In a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "photoclip", *words],
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=False,
    )
    return _checked(done, check)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8", "surrogateescape")


def _checked(done: Done, check: int | None) -> Done:
    if check is not None:
        assert done.returncode == check, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done
