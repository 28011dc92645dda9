"""Fetching a model: whole or not at all, resumed where it was cut, checked before it is believed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError
from photoclip.core.model_reports import DownloadProgress
from photoclip.embed import hub
from photoclip.embed.arriving import (
    ARRIVING,
    clear_leftovers,
    disk_errors,
    folder_name,
    held,
    put_in_place,
    room_for,
)
from photoclip.embed.building import check_fits
from photoclip.embed.converting import convert
from photoclip.embed.describing import PICKLED, Description, Parcel, Wanted, refused
from photoclip.embed.hub import StartOverError, TransientError
from photoclip.embed.meter import Meter
from photoclip.embed.remote import RemoteModel, kind_of, tidy
from photoclip.embed.remote import remote as remote_model
from photoclip.embed.weights import (
    CONFIG,
    WEIGHTS,
    ModelCard,
    ModelFolder,
    check_safetensors,
    sha256_of,
    write_card,
)


def _full(models_dir: Path) -> str:
    return (
        f"Free some space on the disk of {models_dir} and run the same command again: it goes on where "
        "it stopped."
    )


def fetch(
    remote: RemoteModel,
    models_dir: Path,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancel: CancelToken | None = None,
    *,
    again: bool = False,
    sha256: str = "",
    pauses: tuple[float, ...] = hub.PAUSES,
) -> ModelFolder:
    """Download a model through huggingface_hub into ``models_dir`` and return its folder.

    One that is there already is returned without a look at the network, unless it is wanted ``again``.
    A second download of the same model waits for the first. What was cut or cancelled is resumed by
    the next call. ``sha256``: the hash a person says the weights have. Raises `ModelError` with what to
    do when it fails, `DiskFullError`, and `Cancelled`.
    """
    token = cancel or CancelToken()
    target = models_dir / folder_name(remote.name)
    if not again and (here := _present(target)):
        return here
    parcel = Description(remote, token, pauses, sha256).parcel()
    work = models_dir / ARRIVING / target.name
    meter = Meter(remote.name, on_progress)

    def wait() -> None:
        token.check()
        meter.done = sum(path.stat().st_size for path in work.glob("*") if path.is_file())
        meter.tell()
        token.wait(0.2)

    with disk_errors(models_dir, remote.name, _full(models_dir)):
        models_dir.mkdir(parents=True, exist_ok=True)
        clear_leftovers(models_dir)
        with held(work, wait):
            if not again and (here := _present(target)):
                return here
            work.mkdir(exist_ok=True)
            try:
                return _Arrival(remote, parcel, target, work, meter, token, pauses).run()
            finally:
                with suppress(OSError):
                    work.rmdir()  # which does nothing where some bytes came


def fetch_named(
    name: str,
    models_dir: Path,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancel: CancelToken | None = None,
    *,
    again: bool = False,
    sha256: str = "",
) -> ModelFolder:
    """As `fetch`, by the model's name: open_clip's, or ``hf-hub:OWNER/NAME``.

    open_clip is loaded only if there is something to fetch.
    """
    name = tidy(name)
    if not again and (here := _present(models_dir / folder_name(name))):
        return here
    return fetch(remote_model(name), models_dir, on_progress, cancel, again=again, sha256=sha256)


def _present(target: Path) -> ModelFolder | None:
    """The whole model at ``target``, if there is one."""
    try:
        return ModelFolder.open(target) if (target / WEIGHTS).is_file() else None
    except ModelError:
        return None


class _Arrival:
    """One download, from the first byte to the folder in its place."""

    def __init__(
        self,
        remote: RemoteModel,
        parcel: Parcel,
        target: Path,
        work: Path,
        meter: Meter,
        cancel: CancelToken,
        pauses: tuple[float, ...],
    ) -> None:
        self._remote = remote
        self._parcel = parcel
        self._target = target
        self._work = work
        self._meter = meter
        self._cancel = cancel
        self._pauses = pauses

    def run(self) -> ModelFolder:
        wanted = self._parcel.all
        self._meter.done = 0
        self._meter.total = self._parcel.size
        self._forget_others(wanted)
        self._room_for(wanted)
        got = {one.name: self._get(one) for one in wanted}
        return self._settle(self._parcel.weights, self._parcel.config, got)

    # --- room and bytes ---------------------------------------------------------------------------

    def _partial(self, one: Wanted) -> Path:
        mark = (one.sha256 or one.file.etag or one.file.revision)[:16]
        return self._work / f"{one.name}.{mark}.part"

    def _forget_others(self, wanted: tuple[Wanted, ...]) -> None:
        """Remove what an earlier download of other bytes left."""
        kept = {self._partial(one).name for one in wanted}
        for path in self._work.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in kept:
                path.unlink(missing_ok=True)

    def _room_for(self, wanted: tuple[Wanted, ...]) -> None:
        need = 0
        for one in wanted:
            partial = self._partial(one)
            need += one.file.size - (partial.stat().st_size if partial.exists() else 0)
            if one.name == PICKLED:
                need += one.file.size  # the same again, as safetensors
        models_dir = self._target.parent
        room_for(self._remote.name, need, models_dir, _full(models_dir))

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
        if not one.is_what_it_should(partial):
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
        return refused(one.file.file, self._remote.name, why)

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
        whole = f"{weights.file.file} of {self._remote.repo}"
        try:
            if weights.name == WEIGHTS:
                check_safetensors(arrived, whole)
                os.replace(arrived, ready / WEIGHTS)
            else:
                convert(arrived, ready / WEIGHTS, weights.sha256, whole)
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
        put_in_place(ready, self._target)
        shutil.rmtree(self._work, ignore_errors=True)
        self._meter.done = self._meter.total
        self._meter.tell()
        return ModelFolder.open(self._target)
