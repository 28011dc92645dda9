"""Work on models that needs torch or takes all of a processor, in a process of its own.

One question in, answers out, and it ends: the browse process stays small, and a crash in a file from
elsewhere costs this one question.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from photoclip.browse.messages import Answer, Trouble
from photoclip.browse.model_messages import (
    ArchitectureNeeded,
    DownloadModel,
    HashNeeded,
    ImportModel,
    ModelArrived,
    ModelProbed,
    ProbeModel,
    TeachModel,
)
from photoclip.core import errors, processes
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import (
    Cancelled,
    ModelError,
    NeedsArchitectureError,
    NeedsHashError,
    PhotoClipError,
)
from photoclip.core.frames import NoFrameError, receive, send
from photoclip.core.teaching_reports import TeachingProgress, TeachingReport

Work = Callable[[object, Callable[[object], None], CancelToken], object]

_SAID_EACH_S = 0.1
"""How often progress is told, at most."""

_ENDING_S = 3.0
"""What the process gets to let go of what it does once it was told to stop."""


def command() -> list[str]:
    """How the process is started."""
    return processes.own_command("modelwork")


def ask(
    question: DownloadModel | ImportModel | ProbeModel | TeachModel,
    more: Callable[[object], None],
    cancel: CancelToken,
    start: Callable[[], list[str]] = command,
) -> object:
    """Have a question about models answered by a process of its own; ``more`` hears early answers.

    Raises `PhotoClipError` as that process does, `Cancelled` soon after ``cancel`` was set.
    """
    with _started(start()) as process, _ended_with(process, cancel):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            send(process.stdin, question)
            while True:
                said = receive(process.stdout)
                match said:
                    case Answer(_number, value, True):
                        more(value)
                    case Answer(_number, value):
                        return value
                    case Trouble(_number, kind, message, hint):
                        raise _error(kind, message, hint)
        except (EOFError, OSError, NoFrameError) as error:
            cancel.check()
            raise ModelError(
                "What looks after models ended unexpectedly.",
                "It may have run out of memory. Close other programs, and try again.",
            ) from error


def _error(kind: str, message: str, hint: str) -> Exception:
    if kind == Cancelled.__name__:
        return Cancelled()
    found = getattr(errors, kind, None)
    if isinstance(found, type) and issubclass(found, PhotoClipError):
        return found(message, hint)
    return RuntimeError(message)


@contextmanager
def _started(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        process_group=None if os.name == "nt" else 0,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        yield process
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()  # the end of its input tells it to stop
        try:
            process.wait(_ENDING_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _ended_with(process: subprocess.Popen[bytes], cancel: CancelToken) -> Iterator[None]:
    """Inside the block a cancelled question ends the process, which ends the reading from it."""
    over = CancelToken()

    def watch() -> None:
        while not over.wait(0.1):
            if cancel.cancelled:
                with suppress(OSError):
                    assert process.stdin is not None
                    process.stdin.close()
                if not over.wait(_ENDING_S):
                    process.kill()
                return

    thread = threading.Thread(target=watch, name="model-work-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.cancel()
        thread.join()


# --- inside the process -------------------------------------------------------------------------------


def main() -> None:
    """Answer the one question on standard input, and end."""
    processes.die_with_parent()
    incoming, outgoing = processes.take_over_standard_streams()
    serve(incoming, outgoing, work)
    os._exit(0)  # whatever a library's threads still do: nobody waits for it


def serve(incoming: IO[bytes], outgoing: IO[bytes], do: Work) -> None:
    """Read a question, answer it on ``outgoing``; the end of the input cancels it."""
    cancel = CancelToken()
    try:
        question = receive(incoming)
    except (EOFError, NoFrameError):
        return
    threading.Thread(target=_listen, args=(incoming, cancel), daemon=True).start()
    with suppress(OSError):  # nobody listens any more
        send(outgoing, _answer(question, outgoing, cancel, do))


def _listen(incoming: IO[bytes], cancel: CancelToken) -> None:
    with suppress(OSError, ValueError):
        incoming.read(1)  # nothing comes but the end
    cancel.cancel()


def _answer(question: object, outgoing: IO[bytes], cancel: CancelToken, do: Work) -> object:
    def more(value: object) -> None:
        cancel.check()
        send(outgoing, Answer(0, value, more=True))

    try:
        return Answer(0, do(question, more, cancel))
    except Cancelled:
        return Trouble(0, Cancelled.__name__, "This was stopped.")
    except PhotoClipError as error:
        return Trouble(0, type(error).__name__, str(error), error.hint)
    except Exception as error:  # a bug is told with where it is, for the log of whoever asked
        return Trouble(0, "", "".join(traceback.format_exception(error)))


def work(question: object, more: Callable[[object], None], cancel: CancelToken) -> object:
    """What the process does for each kind of question."""
    match question:
        case DownloadModel(name):
            from photoclip.machine_models import download_model

            return ModelArrived(download_model(name, more, cancel).name)
        case ImportModel():
            return _take_in(question, more, cancel)
        case ProbeModel():
            return _probe(question, cancel)
        case TeachModel():
            return _teach(question, more, cancel)
    raise TypeError(f"no work on models: {question!r}")


def _take_in(
    question: ImportModel, more: Callable[[object], None], cancel: CancelToken
) -> ModelArrived | ArchitectureNeeded | HashNeeded:
    from photoclip.embed.runtime import open_clip
    from photoclip.machine_models import import_model

    try:
        model = import_model(
            Path(os.fsdecode(question.path)),
            more,
            cancel,
            architecture=question.architecture,
            sha256=question.sha256,
        )
    except NeedsHashError:
        return HashNeeded(question.path)
    except NeedsArchitectureError as error:
        likely = error.architectures
        known = [name for name in open_clip().list_models() if name not in likely]
        return ArchitectureNeeded(question.path, (*likely, *known))
    return ModelArrived(model.name)


def _probe(question: ProbeModel, cancel: CancelToken) -> ModelProbed:
    from photoclip.embed.catalogue import find
    from photoclip.worker.first_use import probe_model, seconds_to_read
    from photoclip.worker.models import model_folders

    model = find(question.name, *model_folders())
    report = probe_model(
        model, preferred=question.device, cores=question.cores, say=_nothing, cancel=cancel
    )
    cores = question.cores or os.cpu_count() or 1
    return ModelProbed(report, seconds_to_read(1000, report, cores))


def _teach(
    question: TeachModel, more: Callable[[object], None], cancel: CancelToken
) -> TeachingReport:
    from photoclip.embed.encoder import Encoder
    from photoclip.embed.loading import load_encoder
    from photoclip.embed.weights import ModelFolder
    from photoclip.session import Session
    from photoclip.teaching.teach import teach

    said, when = "", 0.0

    def tell(doing: str, done: int, total: int) -> None:
        nonlocal said, when
        now = time.monotonic()
        if doing != said or now - when >= _SAID_EACH_S:
            said, when = doing, now
            more(TeachingProgress(doing, done, total))

    with Session.open(Path(os.fsdecode(question.library))) as session:

        def encoder_of(folder: ModelFolder) -> Encoder:
            if folder.info.key == session.model.info.key:
                return session.encoder  # the worker's, where it has one
            chosen = session.preferences()
            return load_encoder(folder, chosen.device, cores=chosen.cores, say=_nothing)

        return teach(session.library, session.model, encoder_of, tell, cancel)


def _nothing(_line: str) -> None:
    pass
