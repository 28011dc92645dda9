"""Prompt templates: a query is encoded through several sentences and averaged.

Radford et al. 2021, sect. 3.1.4: CLIP was trained on sentences, so a bare word is out of its
distribution; averaging the unit vectors of several prompts and normalising again is both closer to
what it knows and less noisy. What it gains here is measured in docs/calibration.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from photoclip.core.types import Float32
from photoclip.embed.encoder import Encoder

GENERAL_TEMPLATES: tuple[str, ...] = (
    "{}",
    "a photo of {}",
    "a picture of {}",
    "a photo showing {}",
)
"""For any CLIP: the query itself, and three sentences that fit a word and a clause alike."""


def expand(query: str, templates: Sequence[str]) -> list[str]:
    """The sentences a query is encoded through; a query with braces in it is taken literally."""
    return [template.replace("{}", query) for template in templates]


def unit(rows: Float32) -> Float32:
    """Rows scaled to length 1, shape kept; a row of zeros stays zeros."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: Float32 = (rows / np.maximum(norms, 1e-12)).astype(np.float32)
    return scaled


def encode_queries(
    encoder: Encoder, queries: Sequence[str], templates: Sequence[str] | None = None
) -> Float32:
    """Encode each of ``n`` queries through all templates: ``(n, dim)`` unit float32 rows."""
    chosen = tuple(encoder.info.templates if templates is None else templates)
    if not queries:
        return np.zeros((0, encoder.info.dim), np.float32)
    sentences = [sentence for query in queries for sentence in expand(query, chosen)]
    rows = encoder.encode_texts(sentences)
    return unit(rows.reshape(len(queries), len(chosen), -1).mean(axis=1))


def cache_key(model_key: str, query: str, templates: Sequence[str]) -> str:
    """A name for a query's vector that changes with the model, the wording and the templates."""
    text = "\0".join((model_key, query, *templates))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
