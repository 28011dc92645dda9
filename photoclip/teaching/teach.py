"""Teaching: gather the words, encode them, try an adapter out, keep it if it helps.

No picture is looked at: the photos' vectors are in the library, and each text is encoded once.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from photoclip.compare.calibrate import BACKGROUND_TEMPLATES, background_phrases
from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import DiskFullError, PhotoClipError
from photoclip.core.teaching_reports import TeachingReport
from photoclip.core.types import Float32
from photoclip.embed.adapter import Adapter
from photoclip.embed.adapter_fitting import Int64, Recipe, WordPairs
from photoclip.embed.adapter_trial import AGREEMENT, LEAST_GAIN, Trial, try_out
from photoclip.embed.arriving import folder_name, passing
from photoclip.embed.encoder import Encoder
from photoclip.embed.loading import base_of
from photoclip.embed.weights import ADAPTER, ModelFolder
from photoclip.store import columns, disk, vectors
from photoclip.store.database import Library, LibraryDamagedError
from photoclip.teaching.gather import SHORT, Gathered, gather, sentence
from photoclip.teaching.groups import grouped

Report = Callable[[str, int, int], None]
"""What is being done, how many are done, of how many (0: nobody knows)."""

_TEXTS_AT_ONCE = 64


def teach(
    library: Library,
    model: ModelFolder,
    encoder_of: Callable[[ModelFolder], Encoder],
    on_progress: Report = lambda _doing, _done, _total: None,
    cancel: CancelToken | None = None,
    *,
    dry_run: bool = False,
    recipe: Recipe | None = None,
) -> TeachingReport:
    """Teach ``model``, or what it stands on if it was taught itself, the words of a library.

    A new model of kind "adapter" is made in `paths.models_dir` if photos held out are found better with
    it; with ``dry_run`` it is only seen whether they are. The library isn't changed.

    Raises `PhotoClipError` if there is too little to teach with, `Cancelled`, `DiskFullError`.
    """
    started = time.monotonic()
    recipe = recipe or Recipe()
    token = cancel or CancelToken()
    base = base_of(model) if model.card.kind == ADAPTER else model
    on_progress("Gathering words", 0, 0)
    gathered = gather(library, base, token, recipe.seed, model.info.key)
    images = _vectors(library, base, model, gathered.contents)
    pairs, untaught = _encoded(library, base, encoder_of, gathered, images, on_progress, token)
    trial = try_out(
        pairs, untaught, recipe, lambda done, total: on_progress("Teaching", done, total), token
    )
    made = None
    if trial.adapter is not None and not dry_run:
        made = _stored(trial.adapter, base, f"taught with the words of {len(pairs)} photos")
    return TeachingReport(
        base=base.info.key,
        photos_with_words=gathered.with_words,
        photos=len(pairs),
        texts=len(gathered.texts),
        pairs=len(pairs.flat()[0]),
        groups=len(np.unique(pairs.groups)),
        before=trial.before,
        after=trial.after,
        gain=trial.gain,
        gain_at_least=trial.gain_at_least,
        agreement=trial.agreement,
        kept=trial.adapter is not None,
        why=_why(trial),
        model=made.name if made else "",
        seconds=time.monotonic() - started,
    )


def _why(trial: Trial) -> str:
    if trial.adapter is not None:
        return "Photos held out are found better, and other descriptions find what they found."
    if trial.steps == 0 or trial.gain <= 0:
        return "Photos held out are found no better: these words don't go with what photos show."
    if trial.gain_at_least <= 0:
        return "Photos held out are found a little better, but that may be chance."
    if trial.gain < LEAST_GAIN:
        return "Photos held out are found hardly any better."
    if trial.after.at_10 < trial.before.at_10:
        return "Photos held out are found nearer to the front, but fewer among the first ten."
    return f"Other descriptions would find other photos: they agree less than {AGREEMENT:.0%}."


def _encoded(
    library: Library,
    base: ModelFolder,
    encoder_of: Callable[[ModelFolder], Encoder],
    gathered: Gathered,
    images: Float32,
    on_progress: Report,
    cancel: CancelToken,
) -> tuple[WordPairs, Float32]:
    """The pairs as vectors, and the everyday descriptions kept out of them."""
    on_progress("Loading the model", 0, 0)
    encoder = encoder_of(base)
    sentences = [sentence(text) for text in gathered.texts]
    rows = []
    for start in range(0, len(sentences), _TEXTS_AT_ONCE):
        cancel.check()
        on_progress("Reading the words", start, len(sentences))
        rows.append(encoder.encode_texts(sentences[start : start + _TEXTS_AT_ONCE]))
    everyday = TextVectors(base.info, lambda: encoder, paths.text_vectors_dir()).encode(
        background_phrases(), BACKGROUND_TEMPLATES
    )
    cancel.check()
    groups = grouped(
        images,
        gathered.photos,
        columns.dated(library, gathered.photos),
        gathered.texts_of,
        np.array([len(text.split()) > SHORT for text in gathered.texts]),
        cancel,
    )
    pairs = WordPairs(images, np.concatenate(rows), gathered.texts_of, groups, everyday[::2])
    return pairs, everyday[1::2]


def _vectors(library: Library, base: ModelFolder, model: ModelFolder, contents: Int64) -> Float32:
    """The base's unit vectors ``(n, dim)`` of these contents, in order.

    Photos that came while the taught ``model`` was in use have only its vectors: those are turned back.
    """
    rows = np.zeros((len(contents), base.info.dim), np.float32)
    missing = _fill(library, base, rows, contents, np.arange(len(contents)))
    if len(missing) and model.card.kind == ADAPTER:
        later = missing
        missing = _fill(library, model, rows, contents, later)
        rows[later] = Adapter.read(model).images_before(rows[later])
    if len(missing) or not np.isfinite(rows).all():
        raise _damaged(library)
    return rows


def _fill(
    library: Library, model: ModelFolder, rows: Float32, contents: Int64, places: Int64
) -> Int64:
    """Put a model's vectors into these places of ``rows``; the places for which there is none."""
    number = vectors.find_model(library, model.info.key)
    if number is None:
        return places
    try:
        known, found = vectors.of_contents(library.connection, number, contents[places].tolist())
    except ValueError as error:  # they are not of one size
        raise _damaged(library) from error
    if known and found.shape != (len(known), rows.shape[1]):
        raise _damaged(library)
    there = columns.among(contents[places], np.array(known, np.int64))
    if known:
        rows[places[there]] = found
    return places[~there]


def _damaged(library: Library) -> LibraryDamagedError:
    return LibraryDamagedError(
        f"Vectors in the library file {library.file} are damaged.",
        "They can be computed again: photoclip doctor --repair",
    )


def _stored(adapter: Adapter, base: ModelFolder, source: str) -> ModelFolder:
    """The adapter as a new model beside the others; the folder is there whole or not at all."""
    models = paths.models_dir()
    try:
        models.mkdir(parents=True, exist_ok=True)
        disk.refuse_if_full(models)
        with passing(models, "taught-") as partial:
            while True:
                name = _next_name(base.name, models)
                target = models / folder_name(name)
                adapter.write(partial, name, base, source)
                try:
                    os.rename(partial, target)
                except OSError as error:
                    if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                        raise
                    continue  # somebody else taught meanwhile
                return ModelFolder.open(target)
    except OSError as error:
        if disk.is_full(error):
            raise DiskFullError(
                "The disk is full: what was taught could not be stored.",
                f"Free some space on the disk of {models} and teach again.",
            ) from error
        raise PhotoClipError(
            f"What was taught could not be stored in {models}: {error.strerror or error}.",
            "Make that folder writable and teach again.",
        ) from error


def _next_name(base: str, models: Path) -> str:
    """``NAME+words-1``, or the next number that no folder has."""
    number = 1
    while (models / folder_name(f"{base}+words-{number}")).exists():
        number += 1
    return f"{base}+words-{number}"
