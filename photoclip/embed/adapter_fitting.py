"""Fitting an adapter to pairs of pictures' and words' vectors, with the loss that makes a CLIP.

A batch is some photos and one text of each. As in `training`, the matrix of their cosines is compared
from both sides with what belongs together; here a text may be right for several photos of the batch, and
then all of them are right. With one text a photo that is open_clip's ``ClipLoss``.

What keeps it from unlearning the rest: it starts as what changes nothing, its matrices are drawn back
there all the time (decoupled weight decay), and everyday descriptions are to rank the photos of the
batch as they did before (Li and Hoiem 2016 hold a network's old answers alike).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from photoclip.core.cancel import CancelToken
from photoclip.core.types import Float32
from photoclip.embed.adapter import Adapter, Residual

if TYPE_CHECKING:
    import torch

Int64 = npt.NDArray[np.int64]
Bool = npt.NDArray[np.bool_]

NO_TEXT = -1
"""Fills `WordPairs.texts_of` where a photo has fewer texts than another."""

_SCALES = (5.0, 10.0, 20.0, 40.0, 70.0, 100.0)
"""What cosines may be multiplied by at first; CLIP's own ends at 100."""


@dataclass(frozen=True)
class Recipe:
    """Everything a fit depends on besides its pairs."""

    rank: int = 32
    steps: int = 300
    batch: int = 256
    learning_rate: float = 3e-4
    weight_decay: float = 1.0
    hold_everyday: float = 1.0
    look_every: int = 20
    seed: int = 1


@dataclass(frozen=True, eq=False)
class WordPairs:
    """Photos and the texts that fit them, as a model's unit vectors.

    ``images`` ``(n, dim)`` float32, ``texts`` ``(m, dim)`` float32; ``texts_of`` ``(n, k)`` int64 are
    each photo's texts, `NO_TEXT` where it has no more, at least one each; ``groups`` ``(n,)`` int64
    numbers near-identical photos alike; ``everyday`` ``(b, dim)`` are descriptions nobody taught.
    """

    images: Float32
    texts: Float32
    texts_of: Int64
    groups: Int64
    everyday: Float32

    def __len__(self) -> int:
        return len(self.images)

    def only(self, which: Bool | Int64) -> WordPairs:
        """Some of the photos, with all texts."""
        return WordPairs(
            self.images[which],
            self.texts,
            self.texts_of[which],
            self.groups[which],
            self.everyday,
        )

    def flat(self) -> tuple[Int64, Int64]:
        """All pairs: the photos and the texts, each ``(p,)``, photo by photo."""
        photos, places = np.nonzero(self.texts_of != NO_TEXT)
        return photos.astype(np.int64), self.texts_of[photos, places]


def fits(texts_of: Int64, texts: Int64) -> Bool:
    """Which of ``(b,)`` texts fit which of ``(n, k)`` photos' texts: ``(n, b)``."""
    found: Bool = (texts_of[:, :, None] == texts[None, None, :]).any(axis=1)
    return found


def contrastive_loss(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """How far ``(n, n)`` logits of photos and texts are from what is ``right``, 0 or 1, from both sides.

    Every row and column has something right; where it is several things, each is to get its share.
    """
    from_photos = right / right.sum(dim=1, keepdim=True) * logits.log_softmax(dim=1)
    from_texts = right / right.sum(dim=0, keepdim=True) * logits.log_softmax(dim=0)
    return -(from_photos.sum() + from_texts.sum()) / (2 * len(logits))


def fit(
    pairs: WordPairs, recipe: Recipe, cancel: CancelToken | None = None
) -> Iterator[tuple[int, Adapter]]:
    """The adapter as it grows: every `Recipe.look_every` steps how many were made, and what it is now.

    The same pairs and recipe give the same on one machine. Raises `Cancelled` between two steps.
    """
    import torch

    rng = np.random.default_rng((recipe.seed, len(pairs)))
    dim = pairs.images.shape[1]
    rank = min(recipe.rank, dim)
    towers = [
        torch.from_numpy(part).requires_grad_()
        for _tower in range(2)
        for part in (
            rng.normal(0.0, dim**-0.5, (rank, dim)).astype(np.float32),
            np.zeros((dim, rank), np.float32),
        )
    ]
    image_down, image_up, text_down, text_up = towers
    everyday = torch.from_numpy(pairs.everyday)
    batches = _batches(pairs, recipe.batch, rng)
    photos, texts = next(batches)
    scale = _first_scale(pairs, photos, texts).requires_grad_()
    optimizer = torch.optim.AdamW(
        [
            {"params": towers, "weight_decay": recipe.weight_decay},
            {"params": [scale], "weight_decay": 0.0},
        ],
        lr=recipe.learning_rate,
        betas=(0.9, 0.98),
    )
    for step in range(1, recipe.steps + 1):
        if cancel is not None:
            cancel.check()
        for group in optimizer.param_groups:
            group["lr"] = _learning_rate(recipe, step)
        before = torch.from_numpy(pairs.images[photos])
        images = _adapted(before, image_down, image_up)
        words = _adapted(torch.from_numpy(pairs.texts[texts]), text_down, text_up)
        right = torch.from_numpy(fits(pairs.texts_of[photos], texts)).float()
        loss = contrastive_loss(scale.exp() * images @ words.T, right)
        if len(everyday):
            after = images @ _adapted(everyday, text_down, text_up).T
            loss = loss + recipe.hold_everyday * _moved(before @ everyday.T, after)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(towers, 1.0)
        optimizer.step()
        with torch.no_grad():
            scale.clamp_(0, math.log(100))
        if step % recipe.look_every == 0 or step == recipe.steps:
            down_up = [part.detach().numpy().copy() for part in towers]
            yield step, Adapter(Residual(*down_up[:2]), Residual(*down_up[2:]))
        photos, texts = next(batches)


def _adapted(rows: torch.Tensor, down: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
    """As `Residual.apply`."""
    import torch

    return torch.nn.functional.normalize(rows + (rows @ down.T) @ up.T, dim=1)


def _moved(before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    """How far ``(n, b)`` cosines of photos with descriptions moved, in their own variances.

    A description that moved towards all photos alike finds the same ones first and didn't move.
    """
    before = before - before.mean(dim=0)
    after = after - after.mean(dim=0)
    return (after - before).square().mean() / before.square().mean().clamp_min(1e-8)


def _learning_rate(recipe: Recipe, step: int) -> float:
    """A short linear warm-up, then constant: where to stop is found by looking, not planned."""
    return recipe.learning_rate * min(1.0, step / 10)


def _first_scale(pairs: WordPairs, photos: Int64, texts: Int64) -> torch.Tensor:
    """The logarithm of what to multiply cosines by: what suits the vectors as they are."""
    import torch

    cosines = torch.from_numpy(pairs.images[photos] @ pairs.texts[texts].T)
    right = torch.from_numpy(fits(pairs.texts_of[photos], texts)).float()
    losses = [float(contrastive_loss(scale * cosines, right)) for scale in _SCALES]
    return torch.tensor(math.log(_SCALES[int(np.argmin(losses))]), dtype=torch.float32)


def _batches(
    pairs: WordPairs, size: int, rng: np.random.Generator
) -> Iterator[tuple[Int64, Int64]]:
    """Photos and one text of each, without end, every photo once before any comes again."""
    counts = (pairs.texts_of != NO_TEXT).sum(axis=1)
    size = min(size, len(pairs))
    while True:
        order = rng.permutation(len(pairs))
        for start in range(0, len(order) - size + 1, size):
            photos = order[start : start + size]
            chosen = (rng.random(size) * counts[photos]).astype(np.int64)
            yield photos, pairs.texts_of[photos, chosen]
