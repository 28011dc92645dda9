"""Sentences of a CoCa model's decoder, one word at a time.

open_clip computes a sentence as a whole, and with every new word all of it again, the look at the
picture included. Here its own modules are asked about the newest word alone: what attention needs of
the words before, and of the picture, is kept (Pope et al. 2022, "KV cache").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

    Memory = tuple[torch.Tensor, torch.Tensor]
    """Keys and values, each ``(n, heads, length, width of a head)``."""


def is_known(model: Any) -> bool:
    """Whether a CoCa model is made of the parts that are asked here."""
    import torch

    text, decoder = model.text, model.text_decoder
    transformer = getattr(text, "transformer", None)
    if transformer is None or getattr(text, "attn_mask", None) is None:
        return False
    blocks = [*transformer.resblocks, *decoder.resblocks, *decoder.cross_attn]
    return all(isinstance(block.attn, torch.nn.MultiheadAttention) for block in blocks)


class Sentences:
    """Sentences about ``n`` pictures that grow by one token at a time, all of the same length."""

    def __init__(self, model: Any, seen: torch.Tensor) -> None:
        """``seen`` is what the decoder sees of each picture: ``(n, queries, width)``."""
        self._text, self._decoder = model.text, model.text_decoder
        self._seen = [_remember(one.attn, one.ln_1_kv(seen)) for one in self._decoder.cross_attn]
        blocks = len(self._text.transformer.resblocks) + len(self._decoder.resblocks)
        self._said: list[Memory | None] = [None] * blocks
        self._length = 0

    def add(self, tokens: torch.Tensor) -> torch.Tensor:
        """Add one token ``(n,)`` to each; what the decoder makes of it, ``(n, width)``."""
        text, decoder = self._text, self._decoder
        x = text.token_embedding(tokens)[:, None] + text.positional_embedding[self._length]
        at = 0
        for block in text.transformer.resblocks:
            x = self._own(at, block, x)
            at += 1
        if text.cls_emb is None:
            x = text.ln_final(x)
        for block, cross, seen in zip(
            decoder.resblocks, decoder.cross_attn, self._seen, strict=True
        ):
            x = self._own(at, block, x)
            at += 1
            x = _through(cross, x, _attend(cross.attn, cross.ln_1(x), seen))
        self._length += 1
        result: torch.Tensor = decoder.ln_final(x)[:, 0]
        return result

    def keep(self, on: torch.Tensor) -> None:
        """Go on with those that ``on`` ``(n,)`` says; the others have come to their end."""
        self._seen = [(keys[on], values[on]) for keys, values in self._seen]
        self._said = [None if one is None else (one[0][on], one[1][on]) for one in self._said]

    def _own(self, at: int, block: Any, x: torch.Tensor) -> torch.Tensor:
        """A block that looks at the sentence itself."""
        import torch

        normed = block.ln_1(x)
        keys, values = _remember(block.attn, normed)
        before = self._said[at]
        if before is not None:
            keys = torch.cat((before[0], keys), dim=2)
            values = torch.cat((before[1], values), dim=2)
        self._said[at] = keys, values
        return _through(block, x, _attend(block.attn, normed, (keys, values)))


def _through(block: Any, x: torch.Tensor, attended: torch.Tensor) -> torch.Tensor:
    """The rest of a block after its attention."""
    x = x + block.ls_1(attended)
    result: torch.Tensor = x + block.ls_2(block.mlp(block.ln_2(x)))
    return result


def _attend(attention: Any, x: torch.Tensor, memory: Memory) -> torch.Tensor:
    from torch.nn import functional

    found = functional.scaled_dot_product_attention(_project(attention, x, 0), *memory)
    result: torch.Tensor = attention.out_proj(found.transpose(1, 2).flatten(2))
    return result


def _remember(attention: Any, x: torch.Tensor) -> Memory:
    return _project(attention, x, 1), _project(attention, x, 2)


def _project(attention: Any, x: torch.Tensor, part: int) -> torch.Tensor:
    """Queries (0), keys (1) or values (2) of ``(n, length, width)``."""
    from torch.nn import functional

    weight = attention.in_proj_weight.chunk(3)[part]
    bias = attention.in_proj_bias.chunk(3)[part]
    projected: torch.Tensor = functional.linear(x, weight, bias)
    return projected.reshape(*x.shape[:2], attention.num_heads, -1).transpose(1, 2)
