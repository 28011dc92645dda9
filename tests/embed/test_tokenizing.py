"""Tokenizers that lie in a model folder."""

from __future__ import annotations

import json

import pytest
from tiny_models import ARCHITECTURES, write_tokenizer

from photoclip.core.errors import ModelError
from photoclip.embed.tokenizing import FileTokenizer

pytestmark = pytest.mark.torch

TEXT = ARCHITECTURES["tiny-siglip"]["text_cfg"]
END = 1
SENTENCES = [
    "a dog on the beach",
    "A Dog, on the BEACH!",
    "größer – 日本 🙂",
    "word " * 100,
    "",
    " ",
]


@pytest.fixture
def folder(tmp_path):
    write_tokenizer(tmp_path)
    return tmp_path


def test_a_short_text_is_filled_up_and_a_long_one_keeps_its_end(folder):
    tokens = FileTokenizer(folder, TEXT)(["dog", "word " * 100])
    assert tokens.shape == (2, 16)
    assert tokens[0, 2:].tolist() == [END] * 14
    assert tokens[1, -1] == END
    assert tokens[1, -2] != END


def test_capitals_and_punctuation_are_taken_away_as_siglip_was_taught(folder):
    tokens = FileTokenizer(folder, TEXT)(SENTENCES[:2])
    assert tokens[0].tolist() == tokens[1].tolist()


def test_no_texts_give_no_rows(folder):
    assert FileTokenizer(folder, TEXT)([]).shape == (0, 16)


@pytest.mark.parametrize("file", ["tokenizer.json", "tokenizer_config.json"])
@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}"])
def test_a_missing_or_damaged_file_is_said(folder, file, content):
    (folder / file).unlink() if content is None else (folder / file).write_text(content)
    with pytest.raises(ModelError, match="tokenizer of the model"):
        FileTokenizer(folder, TEXT)


def test_the_tokens_are_those_open_clip_makes_through_transformers(folder):
    pytest.importorskip("transformers")
    from photoclip.embed.runtime import open_clip

    config = {"model_cfg": ARCHITECTURES["tiny-siglip"], "preprocess_cfg": {}}
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    theirs = open_clip().get_tokenizer(f"local-dir:{folder}")(SENTENCES)
    assert FileTokenizer(folder, TEXT)(SENTENCES).tolist() == theirs.tolist()
