"""Fetching a model: whole or not at all, resumed where it was cut, checked before it is believed."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import DiskFullError, ModelError
from photoclip.core.model_reports import DownloadProgress
from photoclip.embed import hub
from photoclip.embed.building import check_fits, check_runnable
from photoclip.embed.converting import convert
from photoclip.embed.hub import HubFile, StartOverError, TransientError
from photoclip.embed.meter import Meter
from photoclip.embed.remote import RemoteModel, extras_of, kind_of
from photoclip.embed.remote import remote as remote_model
from photoclip.embed.weights import (
    CARD,
    CONFIG,
    WEIGHTS,
    ModelCard,
    ModelFolder,
    check_safetensors,
    sha256_of,
    write_card,
)

ARRIVING = ".arriving"
"""Beside the models: what is on its way. Its bytes are used when the same download is tried again."""

SLACK = 64_000_000
"""Bytes of a disk that stay free."""

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@dataclass(frozen=True)
class Wanted:
    """A file to fetch, what it is called in the model folder, and the SHA-256 it must have, if known."""

    file: HubFile
    name: str
    sha256: str


def folder_name(name: str) -> str:
    """What the folder of a model with this name is called: a plain name on any drive."""
    kept = "".join(
        char if char.isalnum() or char in "-_.+" else "-" for char in name.replace("/", "--")
    )
    return kept.strip(".-") or "model"


def fetch(
    remote: RemoteModel,
    models_dir: Path,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancel: CancelToken | None = None,
    *,
    again: bool = False,
    pauses: tuple[float, ...] = hub.PAUSES,
) -> ModelFolder:
    """Download a model through huggingface_hub into ``models_dir`` and return its folder.

    One that is there already is returned without a look at the network, unless it is wanted ``again``.
    A second download of the same model waits for the first. What was cut or cancelled is resumed by
    the next call. Raises `ModelError` with what to do when it fails, `DiskFullError`, and `Cancelled`.
    """
    token = cancel or CancelToken()
    target = models_dir / folder_name(remote.name)
    if not again and (here := _present(target)):
        return here
    work = models_dir / ARRIVING / target.name
    meter = Meter(remote.name, on_progress)
    with disk_errors(models_dir, remote.name):
        work.mkdir(parents=True, exist_ok=True)
        with _alone(work, meter, token):
            if not again and (here := _present(target)):
                return here
            return _Arrival(remote, target, work, meter, token, pauses).run()


def fetch_named(
    name: str,
    models_dir: Path,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancel: CancelToken | None = None,
    *,
    again: bool = False,
) -> ModelFolder:
    """As `fetch`, by the model's name: open_clip's, or ``hf-hub:OWNER/NAME``.

    open_clip is loaded only if there is something to fetch.
    """
    if not again and (here := _present(models_dir / folder_name(name))):
        return here
    return fetch(remote_model(name), models_dir, on_progress, cancel, again=again)


def _present(target: Path) -> ModelFolder | None:
    """The whole model at ``target``, if there is one."""
    try:
        return ModelFolder.open(target) if (target / WEIGHTS).is_file() else None
    except ModelError:
        return None


@contextmanager
def _alone(work: Path, meter: Meter, cancel: CancelToken) -> Iterator[None]:
    """Hold the download of one model; whoever comes second waits and is told how far the first is."""
    from filelock import FileLock, Timeout

    lock = FileLock(work.with_name(work.name + ".lock"))
    while True:
        cancel.check()
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            meter.done = sum(path.stat().st_size for path in work.glob("*") if path.is_file())
            meter.tell()
            cancel.wait(0.2)
    try:
        meter.done = 0
        yield
    finally:
        lock.release()


@contextmanager
def disk_errors(models_dir: Path, name: str) -> Iterator[None]:
    """Say in plain words what the disk doesn't do."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError(
                f"The disk is full: “{name}” could not be stored.",
                f"Free some space on the disk of {models_dir} and run the same command again: it goes "
                "on where it stopped.",
            ) from error
        raise ModelError(
            f"“{name}” could not be stored: {error.strerror or error}", f"Check {models_dir}."
        ) from error


class _Arrival:
    """One download, from the first question to the folder in its place."""

    def __init__(
        self,
        remote: RemoteModel,
        target: Path,
        work: Path,
        meter: Meter,
        cancel: CancelToken,
        pauses: tuple[float, ...],
    ) -> None:
        self._remote = remote
        self._target = target
        self._work = work
        self._meter = meter
        self._cancel = cancel
        self._pauses = pauses

    def run(self) -> ModelFolder:
        weights = self._weights()
        self._meter.total = weights.file.size
        config = self._remote.config or self._config_of_repository(weights.file.revision)
        check_runnable(config)
        extras = self._extras(config)
        wanted = [*extras, weights]
        self._meter.total = sum(one.file.size for one in wanted)
        self._forget_others(wanted)
        self._room_for(wanted)
        got = {one.name: self._get(one) for one in wanted}
        return self._settle(weights, config, got)

    # --- what there is ----------------------------------------------------------------------------

    def _describe(self, repo: str, file: str, revision: str) -> HubFile | None:
        return hub.describe(repo, file, revision, self._cancel, self._pauses)

    def _weights(self) -> Wanted:
        """The weights to fetch: safetensors, or a pickle whose hash is known before it is opened."""
        remote, pin = self._remote, self._remote.pin
        if pin is not None:
            found = self._describe(remote.repo, pin.file, pin.revision)
            found = found or self._describe(remote.repo, pin.file, "main")
            if found is None:
                raise self._nothing()
            other = found.sha256 and found.sha256 != pin.sha256
            if other or (found.size and found.size != pin.bytes):
                raise ModelError(
                    f"What {hub.endpoint()} has as “{remote.name}” is not the file PhotoClip knows.",
                    "Nothing was downloaded. If HF_ENDPOINT names a mirror, try without it.",
                )
            return Wanted(found, WEIGHTS, pin.sha256)
        for file in remote.weights:
            found = self._describe(remote.repo, file, "main")
            if found is None:
                continue
            safe = file.endswith(".safetensors")
            if not safe and not found.sha256:
                raise ModelError(
                    f"“{remote.name}” is a pickle whose hash {hub.endpoint()} doesn't tell.",
                    "Such a file can run programs, so nothing was downloaded. Choose another model.",
                )
            return Wanted(found, WEIGHTS if safe else "weights.pickle", found.sha256)
        raise self._nothing()

    def _nothing(self) -> ModelError:
        names = " or ".join(self._remote.weights)
        return ModelError(
            f"“{self._remote.repo}” could not be downloaded: it has no {names}.",
            "Check the name: photoclip models list",
        )

    def _config_of_repository(self, revision: str) -> dict[str, Any]:
        found = self._describe(self._remote.repo, CONFIG, revision)
        if found is None:
            raise ModelError(
                f"“{self._remote.repo}” has no {CONFIG}: it is no open_clip model.",
                "Models in other forms can't be used.",
            )
        path = self._get(Wanted(found, CONFIG, found.sha256))
        try:
            config = json.loads(path.read_text("utf-8"))
            int(config["model_cfg"]["embed_dim"])
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"The {CONFIG} of “{self._remote.repo}” can't be read.", "Choose another model."
            ) from error
        return dict(config)

    def _extras(self, config: dict[str, Any]) -> list[Wanted]:
        wanted = []
        for extra in self._remote.extras or extras_of(config):
            found = self._describe(extra.repo, extra.file, "main")
            if found is not None:
                wanted.append(Wanted(found, extra.name, found.sha256))
            elif extra.needed:
                raise ModelError(
                    f"“{self._remote.name}” needs {extra.file}, which {extra.repo} doesn't have.",
                    "PhotoClip can't run this model. Choose another: photoclip models list",
                )
        return wanted

    # --- room and bytes ---------------------------------------------------------------------------

    def _partial(self, one: Wanted) -> Path:
        mark = (one.sha256 or one.file.etag or one.file.revision)[:16]
        return self._work / f"{one.name}.{mark}.part"

    def _forget_others(self, wanted: list[Wanted]) -> None:
        """Remove what an earlier download of other bytes left."""
        kept = {self._partial(one).name for one in wanted} | {CONFIG}
        for path in self._work.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in kept:
                path.unlink(missing_ok=True)

    def _room_for(self, wanted: list[Wanted]) -> None:
        need = SLACK
        for one in wanted:
            partial = self._partial(one)
            need += one.file.size - (partial.stat().st_size if partial.exists() else 0)
            if one.name not in (WEIGHTS, CONFIG) and one.name.endswith(".pickle"):
                need += one.file.size  # the same again, as safetensors
        free = shutil.disk_usage(self._work).free
        if free < need:
            raise DiskFullError(
                f"“{self._remote.name}” needs {need / 1e6:.0f} MB, and {free / 1e6:.0f} MB are free.",
                f"Free some space on the disk of {self._target.parent}. Nothing was downloaded yet.",
            )

    def _get(self, one: Wanted) -> Path:
        """The whole, checked file; what an earlier attempt brought is used."""
        partial = self._partial(one)
        self._meter.found(partial.stat().st_size if partial.exists() else 0)
        fruitless = started_over = 0
        while True:
            before = partial.stat().st_size if partial.exists() else 0
            if one.file.size and before > one.file.size:
                raise self._refused(one, partial, "is larger than the hub says")
            if one.file.size and before == one.file.size:
                break
            try:
                self._append(one, partial, before)
                if not one.file.size:
                    break
                raise TransientError("the connection was cut.")
            except StartOverError:
                self._meter.found(-before)
                partial.unlink(missing_ok=True)
                started_over += 1
                trouble = TransientError("the hub doesn't resume, or has less than it says.", 0.0)
            except TransientError as error:
                after = partial.stat().st_size if partial.exists() else 0
                if after == one.file.size:
                    continue
                fruitless = 0 if after > before else fruitless + 1
                trouble = error
            if max(fruitless, started_over) > len(self._pauses):
                raise hub.gave_up(self._remote.name, str(trouble)) from trouble
            pause = self._pauses[max(0, fruitless - 1)] if self._pauses else 0.0
            hub.wait_for(trouble, pause, self._remote.name, self._cancel)
        self._meter.tell()
        if one.sha256 and sha256_of(partial) != one.sha256:
            raise self._refused(one, partial, "is not the one the hub promised")
        return partial

    def _append(self, one: Wanted, partial: Path, start: int) -> None:
        with partial.open("ab") as stream:
            for chunk in hub.read(one.file, start):
                self._cancel.check()
                stream.write(chunk)
                self._meter.add(len(chunk))
                start += len(chunk)
                if one.file.size and start > one.file.size:
                    return

    def _refused(self, one: Wanted, partial: Path, why: str) -> ModelError:
        self._meter.found(-partial.stat().st_size)
        partial.unlink(missing_ok=True)
        return ModelError(
            f"The file {one.file.file} of “{self._remote.name}” {why}, and was thrown away.",
            "Run the same command again. If that changes nothing, something on the way alters what you "
            "download: try another network, or without HF_ENDPOINT and proxies.",
        )

    # --- settling in ------------------------------------------------------------------------------

    def _settle(self, weights: Wanted, config: dict[str, Any], got: dict[str, Path]) -> ModelFolder:
        """Put the folder together, and in its place in one step."""
        ready = self._work / "ready"
        ready.mkdir()
        files = {}
        for name, path in got.items():
            if name == weights.name:
                continue
            files[name] = sha256_of(path)
            os.replace(path, ready / name)
        self._cancel.check()
        (ready / CONFIG).write_text(json.dumps(config, indent=2) + "\n", "utf-8")
        arrived = got[weights.name]
        try:
            if weights.name == WEIGHTS:
                check_safetensors(arrived, f"{weights.file.file} of {self._remote.repo}")
                os.replace(arrived, ready / WEIGHTS)
            else:
                convert(arrived, ready / WEIGHTS, weights.sha256)
            if weights.name != WEIGHTS or self._remote.config is None:
                check_fits(ready, self._remote.name)
        except ModelError:
            arrived.unlink(missing_ok=True)
            raise
        same = weights.name == WEIGHTS and weights.sha256
        sha256 = weights.sha256 if same else sha256_of(ready / WEIGHTS)
        card = ModelCard(
            name=self._remote.name,
            sha256=sha256,
            source=f"hf-hub:{self._remote.repo}",
            license=self._remote.license,
            kind=kind_of(config),
            revision=weights.file.revision,
            files=files,
        )
        write_card(ready, card)
        put_in_place(ready, self._target, self._work)
        shutil.rmtree(self._work, ignore_errors=True)
        self._meter.done = self._meter.total
        self._meter.tell()
        return ModelFolder.open(self._target)


def forget_arriving(name: str, models_dir: Path) -> Path | None:
    """Remove what an unfinished download left; the folder it lay in, or None if there was nothing."""
    work = models_dir / ARRIVING / folder_name(name)
    if not work.is_dir():
        return None
    shutil.rmtree(work, ignore_errors=True)
    return work


def put_in_place(ready: Path, target: Path, work: Path) -> None:
    """Rename a whole model folder to its place; one that lies there gives way."""
    assert (ready / CARD).is_file()
    if target.exists():
        os.replace(target, work / "former")
    os.replace(ready, target)
