"""Tokenizers that lie in a model folder: of SigLIP and of models with another text tower.

open_clip reads them through transformers, which takes seconds to import and asks the network when it
misses something. The file ``tokenizer.json`` says all that is needed; the tokenizers library reads it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photoclip.core.errors import ModelError
from photoclip.embed.runtime import open_clip

if TYPE_CHECKING:
    import torch

CONTEXT = 77
"""Tokens of a text where the configuration doesn't say; open_clip's own default."""

Tokenizer = Callable[[list[str]], "torch.Tensor"]
"""Sentences to token numbers, int64 ``(n, context)``."""


class FileTokenizer:
    """What ``tokenizer.json`` and ``tokenizer_config.json`` in a folder say, as open_clip uses it.

    Each text is cleaned, split, cut to the context with its end mark kept, and filled up.
    """

    def __init__(self, folder: Path, text_cfg: dict[str, Any]) -> None:
        """Raises `ModelError` if the files are missing or not understood."""
        from tokenizers import Tokenizer as Splitter

        options = text_cfg.get("tokenizer_kwargs") or {}
        self.context = int(text_cfg.get("context_length") or CONTEXT)
        if text_cfg.get("tokenizer_mode"):
            raise _refused(folder)
        try:
            self._clean = open_clip().tokenizer.get_clean_fn(options.get("clean", "whitespace"))
            settings = json.loads((folder / "tokenizer_config.json").read_text("utf-8"))
            self._split = Splitter.from_file(str(folder / "tokenizer.json"))
            pad = _token(settings.get("pad_token"))
        except (
            Exception
        ) as error:  # also what the other library raises, which is no class of its own
            raise _refused(folder) from error
        number = self._split.token_to_id(pad) if pad else None
        if number is None:
            raise _refused(folder)
        side = str(settings.get("padding_side") or "right")
        self._split.enable_truncation(self.context)
        self._split.enable_padding(
            direction=side, pad_id=number, pad_token=pad, length=self.context
        )
        self._blank: int | None = None
        if options.get("strip_sep_token"):
            self._blank = self._split.token_to_id(_token(settings.get("sep_token")) or "")

    def __call__(self, texts: list[str]) -> torch.Tensor:
        """The token numbers of these texts, int64 ``(n, context)``."""
        import torch

        clean = [self._clean(text) for text in texts]
        rows = [one.ids for one in self._split.encode_batch(clean)]
        tokens = torch.tensor(rows, dtype=torch.int64).reshape(len(texts), self.context)
        if self._blank is not None:
            tokens[tokens == self._blank] = 0
        return tokens


def _token(value: object) -> str:
    """A token of ``tokenizer_config.json``: written as text, or as what it is."""
    if isinstance(value, dict):
        value = value.get("content")
    return value if isinstance(value, str) else ""


def _refused(folder: Path) -> ModelError:
    return ModelError(
        f"The tokenizer of the model in {folder} can't be read.",
        "Download or import the model again, or choose another: photoclip models list",
    )
