"""Captions for pictures: a CoCa model (Yu et al. 2022) of open_clip writes one, word by word.

open_clip's own ``generate`` needs the package transformers for any kind of generation. What it adds is
drawing lots and searching along several sentences at once; the likeliest word at each step, which is
what is done here, needs none of it and gives the same picture the same caption.
"""

from __future__ import annotations

import json
import logging
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError
from photoclip.core.file_metadata import clean_text
from photoclip.core.types import ModelInfo, UInt8
from photoclip.embed import catalogue
from photoclip.embed.device import (
    CPU,
    first_line,
    give_memory_back,
    is_out_of_memory,
    pick_device,
)
from photoclip.embed.openclip import log_warning
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import CAPTIONER, CONFIG, ModelFolder
from photoclip.embed.word_by_word import Sentences, is_known

LONGEST = 30
"""Tokens of a caption with the marks of its beginning and end, as in open_clip's own ``generate``."""

SHORTEST = 5
"""So many tokens come before a caption may end, the mark of its beginning among them; as there."""

LONGEST_TEXT = 500
"""Characters kept of a caption."""

SUGGESTED = "coca_ViT-B-32/mscoco_finetuned_laion2b_s13b_b90k"
"""The captioner that is named to whoever has none."""

_BEFORE_MARKS = re.compile(r"\s+([.,;:!?])")
_UNFIT = {"Cc", "Cf", "Cs", "Co", "Cn"}

Turn = Callable[[], AbstractContextManager[None]]


def is_captioner(folder: ModelFolder) -> bool:
    """Whether a model writes captions, by its configuration; nothing is loaded."""
    if folder.card.kind == CAPTIONER:
        return True
    try:
        config = json.loads((folder.path / CONFIG).read_text("utf-8"))
        return bool(config["model_cfg"].get("multimodal_cfg"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def find_captioner(folders: Sequence[Path], name: str = "") -> ModelFolder:
    """The captioner of this name, or the first there is in these folders of model folders.

    Raises `ModelError` saying how to get one, or that the model is none.
    """
    if name:
        found = catalogue.find(name, *folders)
        _require_captioner(found)
        return found
    there = [model for model in catalogue.installed(*folders) if is_captioner(model)]
    if there:
        return there[0]
    raise ModelError(
        "There is no model on this machine that writes captions.",
        f"Fetch one: photoclip models download {SUGGESTED}",
    )


class Captioner:
    """A CoCa model that writes one caption a picture.

    Deterministic for the same pictures and device, and keeps no state between calls. Everything is
    computed in float32: a near tie decided otherwise changes a whole sentence.
    """

    def __init__(
        self,
        folder: ModelFolder,
        device: str = "auto",
        cores: int = 0,
        say: Callable[[str], None] = log_warning,
    ) -> None:
        """Load the model in ``folder``; ``cores`` and ``say`` as for `openclip.OpenClipEncoder`.

        Raises `ModelError` if it is no captioner, the weights are refused or don't fit.
        """
        import torch

        _require_captioner(folder)
        folder.verify()
        if cores:
            torch.set_num_threads(cores)
        self._torch = torch
        self._say = say
        self._info = folder.info
        self._device = pick_device(device)
        self._model, self._tokenizer = _load(folder)
        self._model.eval()
        self._words = self._model.text_decoder.text_projection.detach()
        self._longest = min(LONGEST, int(self._model.context_length))
        mean = torch.tensor(folder.preprocess.mean, dtype=torch.float32)
        std = torch.tensor(folder.preprocess.std, dtype=torch.float32)
        self._scale = (1.0 / (255.0 * std)).view(1, 3, 1, 1)
        self._shift = (mean / std).view(1, 3, 1, 1)
        try:
            self._move(self._device)
        except RuntimeError as error:
            self._fall_back(error)

    def _move(self, device: str) -> None:
        self._model.to(device)
        self._words = self._words.to(device)
        self._scale, self._shift = self._scale.to(device), self._shift.to(device)
        self._device = device

    def _fall_back(self, error: Exception) -> None:
        """Let the CPU take over from a device that fails. Raises the error if it is the CPU itself."""
        if self._device == CPU:
            raise error
        failed = self._device
        self._move(CPU)
        give_memory_back(failed)
        self._say(
            f"Captions are written on the processor from now on, more slowly: {failed} failed "
            f"({first_line(error)})."
        )

    @property
    def info(self) -> ModelInfo:
        """Key and input of the loaded model."""
        return self._info

    @property
    def device(self) -> str:
        """Where the model runs, in torch's words."""
        return self._device

    def caption(
        self, pixels: UInt8, cancel: CancelToken | None = None, turn: Turn = nullcontext
    ) -> list[str]:
        """A caption for each of ``(n, size, size, 3)`` sRGB uint8 pictures; empty where it has none.

        ``turn`` is entered for each step, which is one word of every caption: others that need the
        processor come in between. Raises `Cancelled` between two steps, ValueError if the shape isn't
        the model's, RuntimeError if the memory doesn't suffice.
        """
        size = self._info.input.size
        if pixels.ndim != 4 or pixels.shape[1:] != (size, size, 3) or pixels.dtype != np.uint8:
            raise ValueError(f"expected uint8 (n, {size}, {size}, 3), got {pixels.shape}")
        if not len(pixels):
            return []
        token = cancel or CancelToken()
        try:
            tokens = self._generate(pixels, token, turn)
        except RuntimeError as error:
            if is_out_of_memory(error):
                give_memory_back(self._device)
                raise
            self._fall_back(error)
            tokens = self._generate(pixels, token, turn)
        return [tidy(self._tokenizer.decode(one)) for one in tokens]

    def _generate(self, pixels: UInt8, cancel: CancelToken, turn: Turn) -> list[list[int]]:
        """The tokens of each caption, without the marks of beginning and end."""
        torch = self._torch
        begin, end = int(self._tokenizer.sot_token_id), int(self._tokenizer.eot_token_id)
        ends = torch.tensor([end, int(self._model.pad_id)], device=self._device)
        found: list[list[int]] = [[] for _ in range(len(pixels))]
        with torch.inference_mode():
            with turn():
                sentences = Sentences(self._model, self._look(pixels))
            at = list(range(len(pixels)))
            newest = torch.full((len(pixels),), begin, dtype=torch.long, device=self._device)
            for length in range(1, self._longest - 1):
                cancel.check()
                with turn():
                    scores = sentences.add(newest) @ self._words
                    sound = torch.isfinite(scores).all(dim=1)
                    scores[:, begin] = -torch.inf
                    if length < SHORTEST:
                        scores[:, ends] = -torch.inf
                    best = scores.argmax(dim=1)
                    on = sound & ~torch.isin(best, ends)
                    chosen, going = best.tolist(), on.tolist()
                for place, token, goes_on in zip(at, chosen, going, strict=True):
                    if goes_on:
                        found[place].append(token)
                at = [place for place, goes_on in zip(at, going, strict=True) if goes_on]
                if not at:
                    break
                sentences.keep(on)
                newest = best[on]
        return found

    def _look(self, pixels: UInt8) -> Any:
        """What the decoder sees of pictures: ``(n, queries, width)``."""
        if not pixels.flags.writeable:
            pixels = pixels.copy()  # torch warns of memory it could not write to
        batch = self._torch.from_numpy(pixels).to(self._device).permute(0, 3, 1, 2).float()
        _latent, seen = self._model._encode_image(batch * self._scale - self._shift)
        return seen


def tidy(text: str) -> str:
    """A model's words as they are kept: one line of characters that can be shown, or nothing."""
    text = "".join(
        " " if character.isspace() or unicodedata.category(character) == "Cc" else character
        for character in text.replace("\ufffd", "")
    )
    text = "".join(one for one in text if unicodedata.category(one) not in _UNFIT)
    text = _BEFORE_MARKS.sub(r"\1", " ".join(clean_text(text).split()))
    if not any(character.isalnum() for character in text):
        return ""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1].rstrip() + "…"


def _require_captioner(folder: ModelFolder) -> None:
    if not is_captioner(folder):
        raise ModelError(
            f"“{folder.name}” is no model that writes captions.",
            f"One that does: photoclip models download {SUGGESTED}",
        )


def _load(folder: ModelFolder) -> tuple[Any, Any]:
    """The model, on the CPU, and its tokenizer. Raises `ModelError` where they can't be had."""
    again = "Download or import it again, or choose another: photoclip models list"
    config = json.loads((folder.path / CONFIG).read_text("utf-8"))["model_cfg"]
    text = config.get("text_cfg") or {}
    if "hf_model_name" in text or "hf_tokenizer_name" in text:
        raise ModelError(
            f"“{folder.name}” splits words with a tokenizer PhotoClip doesn't carry.",
            f"One that doesn't: photoclip models download {SUGGESTED}",
        )
    clip = open_clip()
    location = f"local-dir:{folder.path}"
    # open_clip reports its progress on the root logger; what matters is raised below.
    quiet = logging.getLogger()
    level = quiet.level
    quiet.setLevel(logging.ERROR)
    try:
        model = clip.create_model(location, device=CPU, weights_only=True)
        tokenizer = clip.get_tokenizer(location)
    except (RuntimeError, ValueError, OSError, KeyError, TypeError, AssertionError) as error:
        raise ModelError(
            f"The model “{folder.name}” could not be loaded: {first_line(error)}", again
        ) from error
    finally:
        quiet.setLevel(level)
    if getattr(model, "text_decoder", None) is None:
        raise ModelError(f"“{folder.name}” has no part that writes captions.", again)
    if not is_known(model):
        raise ModelError(f"“{folder.name}” writes in a way PhotoClip doesn't know.", again)
    return model, tokenizer
