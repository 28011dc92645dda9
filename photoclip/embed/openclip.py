"""The encoder over any open_clip model that lies in a model folder (see `weights`)."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from photoclip.core.types import Float32, ModelInfo, UInt8
from photoclip.embed.batch_size import LARGEST_ON_CPU, LARGEST_ON_GPU, FoundBatch, find_batch
from photoclip.embed.building import open_model, open_tokenizer
from photoclip.embed.device import (
    CPU,
    FLOAT32,
    device_name,
    fast_precision,
    first_line,
    forget_memory_taken,
    free_memory,
    give_memory_back,
    is_out_of_memory,
    kind_of,
    memory_taken,
    pick_device,
)
from photoclip.embed.fidelity import LEAST_FIDELITY, Pictures, drawn_pictures, least_cosine
from photoclip.embed.measured import Measured, Measurements, Setup
from photoclip.embed.runtime import without_training_branches
from photoclip.embed.weights import ModelFolder

if TYPE_CHECKING:
    import torch


TEXT_BATCH = 32
"""Sentences a step: a few more megabytes each at 77 tokens."""

_MEMORY_SHARE = 0.8
"""A batch may need this share of the memory that is free: other programs draw on a GPU too."""

T = TypeVar("T")


def log_warning(text: str) -> None:
    """Say something where nobody listens: it ends on the terminal, or in the log of a process."""
    logging.getLogger("photoclip").warning("%s", text)


class OpenClipEncoder:
    """An open_clip model as an `Encoder`.

    The image tower runs in bfloat16 or float16 where the hardware is fast at it and that was checked
    against float32 on this machine (`fidelity`), the text tower always in float32: one sentence costs
    little and is compared with everything. When a GPU fails, the CPU takes over.
    """

    def __init__(
        self,
        folder: ModelFolder,
        device: str = "auto",
        precision: str = "auto",
        cores: int = 0,
        *,
        pictures: Pictures = drawn_pictures,
        say: Callable[[str], None] = log_warning,
        measurements: Measurements | None = None,
    ) -> None:
        """Load the model in ``folder``; ``precision`` is ``auto``, ``float32``, ``bfloat16`` or
        ``float16``. One that is named is used as it is, unchecked.

        ``cores`` bounds the processor cores torch uses in this process; 0 leaves that to torch.
        ``pictures`` are those a precision is checked with; ``say`` is told what a person should know:
        that a precision failed its check, or that the CPU took over.

        Raises `ModelError` if the weights are refused or don't fit their configuration, or if this
        machine has no such device.
        """
        import torch

        if cores:
            torch.set_num_threads(cores)
        self._torch = torch
        self._folder = folder
        self._info = folder.info
        self._wanted = precision
        self._pictures = pictures
        self._say = say
        self._measurements = measurements or Measurements()
        self._best_batch = 0
        self._looked_for_batch = False
        #: Seconds that checking a precision took, of those the loading did.
        self.checking_s = 0.0
        self._device = pick_device(device)
        self._load()
        self._safely(self._settle)

    def _load(self) -> None:
        """The model, in float32 on the CPU."""
        self._folder.verify()
        self._model: Any = open_model(self._folder.path, name=self._folder.name)
        self._tokenizer: Any = open_tokenizer(self._folder.path)
        self._model.eval()
        self._model.visual = without_training_branches(self._model.visual)

    # --- device and precision ---------------------------------------------------------------------

    def _settle(self) -> None:
        """Move the model to its device, in the precision that is best there."""
        torch = self._torch
        self._model.to(self._device)
        self._model.visual.to(memory_format=torch.channels_last)
        preprocess = self._folder.preprocess
        mean = torch.tensor(preprocess.mean, dtype=torch.float32)
        std = torch.tensor(preprocess.std, dtype=torch.float32)
        self._scale = (1.0 / (255.0 * std)).view(1, 3, 1, 1).to(self._device)
        self._shift = (mean / std).view(1, 3, 1, 1).to(self._device)
        self._image_dtype = torch.float32
        self._device_name = device_name(self._device)
        precision = self._wanted
        if precision == "auto":
            precision = fast_precision(self._device)
            if precision != FLOAT32 and not self._is_faithful(precision):
                precision = FLOAT32
        self._image_dtype = getattr(torch, precision)
        self._model.visual.to(dtype=self._image_dtype)
        self._best_batch = self._measurements.get(self.setup).batch or 0
        self._looked_for_batch = self._best_batch > 0

    def _is_faithful(self, precision: str) -> bool:
        """Whether the image tower gives the same vectors in this precision, as far as that matters."""
        setup = self._setup_in(precision)
        known = self._measurements.get(setup)
        if known.fidelity is None:
            started = time.perf_counter()
            known = Measured(self._check(precision), known.batch, known.images_per_second)
            self.checking_s += time.perf_counter() - started
            self._measurements.put(setup, known)
            if known.fidelity is not None and known.fidelity < LEAST_FIDELITY:
                self._say(
                    f"“{self._info.key}” is not precise enough in {precision} on "
                    f"{setup.device_name}: it is computed in float32 there, which is slower."
                )
        return known.fidelity is not None and known.fidelity >= LEAST_FIDELITY

    def _check(self, precision: str) -> float | None:
        """The least cosine between the vectors in this precision and in float32, which is set now.

        None if there is no memory to tell.
        """
        torch = self._torch
        pixels = self._pictures(self._info.input)
        exact = self._images(pixels)
        whole = self._model.visual
        try:
            self._model.visual = copy.deepcopy(whole).to(dtype=getattr(torch, precision))
            self._image_dtype = getattr(torch, precision)
            return least_cosine(exact, self._images(pixels))
        except (RuntimeError, MemoryError) as error:
            if is_out_of_memory(error):
                return None
            if "not implemented" in str(error).lower():  # a step unknown in this precision
                return -1.0
            raise
        finally:
            self._model.visual = whole
            self._image_dtype = torch.float32

    def _safely(self, work: Callable[[], T], *, smallest: bool = True) -> T:
        """What ``work`` gives; by the CPU instead if the GPU can't, or can't even do the ``smallest``.

        Raises RuntimeError or MemoryError where that doesn't help, or fewer pictures would.
        """
        try:
            return work()
        except (RuntimeError, MemoryError) as error:
            if self._device == CPU or (is_out_of_memory(error) and not smallest):
                raise
            full, reason = is_out_of_memory(error), first_line(error)
        # Outside the block: the error no longer holds on to what lies on the device.
        self._fall_to_cpu("Its memory is full" if full else reason)
        return work()

    def _fall_to_cpu(self, reason: str) -> None:
        failed, self._device = self._device, CPU
        self._model = None
        give_memory_back(failed)
        self._say(
            f"The model can't run on {failed.upper()} any more: {reason}. PhotoClip goes on with the "
            "processor, which is slower."
        )
        self._load()
        if self._wanted != FLOAT32:
            self._wanted = "auto"
        self._settle()

    # --- batches ----------------------------------------------------------------------------------

    def find_best_batch(self) -> FoundBatch:
        """Time batches on this device now, and remember the best for the next time; a second or two.

        Raises RuntimeError or MemoryError if the model can't take in a single picture.
        """
        device, size = self._device, self._info.input.size
        rng = np.random.default_rng(0)
        pixels = np.empty((0, size, size, 3), np.uint8)
        needed = 0

        def encode(count: int) -> None:
            nonlocal pixels, needed
            if len(pixels) < count:
                pixels = rng.integers(0, 256, (count, size, size, 3), dtype=np.uint8)
            forget_memory_taken(device)
            before = memory_taken(device)
            self._images(pixels)
            after = memory_taken(device)
            needed = 0 if before is None or after is None else after - before

        def fits(_twice_as_many: int) -> bool:
            free = free_memory(device)
            return free is None or 2 * needed <= _MEMORY_SHARE * free

        largest = LARGEST_ON_CPU if kind_of(device) == CPU else LARGEST_ON_GPU
        found = find_batch(encode, largest, fits)
        known = self._measurements.get(self.setup)
        self._measurements.put(
            self.setup, Measured(known.fidelity, found.batch, found.images_per_second)
        )
        self._best_batch = found.batch
        return found

    def _look_for_batch(self) -> None:
        """Find the best batch if it isn't known; that it can't be found is no picture's fault."""
        if self._looked_for_batch:
            return
        self._looked_for_batch = True
        try:
            self._safely(self.find_best_batch)
        except (RuntimeError, MemoryError):
            give_memory_back(self._device)

    # --- what is told -----------------------------------------------------------------------------

    @property
    def info(self) -> ModelInfo:
        """Key, width and input of the loaded model."""
        return self._info

    @property
    def device(self) -> str:
        """Where the model runs, in torch's words."""
        return self._device

    @property
    def precision(self) -> str:
        """What the image tower computes in: ``float32``, ``bfloat16`` or ``float16``."""
        return str(self._image_dtype).removeprefix("torch.")

    @property
    def best_batch(self) -> int:
        """With how many pictures a step the model is at its best here; 0 as long as nobody knows.

        It is measured when more than one picture is encoded for the first time.
        """
        return self._best_batch

    @property
    def setup(self) -> Setup:
        """What measurements of this encoder hold for."""
        return self._setup_in(self.precision)

    def _setup_in(self, precision: str) -> Setup:
        return Setup(self._info.key, self._device_name, self._torch.__version__, precision)

    # --- encoding ---------------------------------------------------------------------------------

    def encode_images(self, pixels: UInt8) -> Float32:
        """See `Encoder.encode_images`. Raises ValueError if the shape isn't the model's."""
        size = self._info.input.size
        if pixels.ndim != 4 or pixels.shape[1:] != (size, size, 3) or pixels.dtype != np.uint8:
            raise ValueError(f"expected uint8 (n, {size}, {size}, 3), got {pixels.shape}")
        if len(pixels) > 1:
            self._look_for_batch()
        return self._safely(lambda: self._images(pixels), smallest=len(pixels) <= 1)

    def _images(self, pixels: UInt8) -> Float32:
        """Unit rows ``(n, dim)`` of ``(n, size, size, 3)`` pictures, on the device as it is now."""
        if not pixels.flags.writeable:
            pixels = pixels.copy()  # torch warns of memory it could not write to
        with self._torch.inference_mode():
            # (n, h, w, 3) permuted is (n, 3, h, w) in channels-last memory already: no copy.
            batch = self._torch.from_numpy(pixels).to(self._device).permute(0, 3, 1, 2).float()
            batch = (batch * self._scale - self._shift).to(self._image_dtype)
            return self._unit(self._model.encode_image(batch))

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        """See `Encoder.encode_texts`. Text beyond the model's context is cut by its tokenizer."""
        starts = range(0, len(texts), TEXT_BATCH)
        rows = [
            self._safely(partial(self._sentences, list(texts[start : start + TEXT_BATCH])))
            for start in starts
        ]
        return np.concatenate(rows) if rows else np.zeros((0, self._info.dim), np.float32)

    def _sentences(self, texts: list[str]) -> Float32:
        with self._torch.inference_mode():
            tokens = self._tokenizer(texts)
            return self._unit(self._model.encode_text(tokens.to(self._device)))

    def _unit(self, features: torch.Tensor) -> Float32:
        rows = self._torch.nn.functional.normalize(features.float(), dim=-1)
        result: Float32 = rows.cpu().numpy()
        return result
