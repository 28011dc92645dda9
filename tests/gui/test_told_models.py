"""What is said of models below the window is known to it, and no advice for a terminal shows there."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from photoclip.browse.model_choices import choices
from photoclip.core import paths
from photoclip.embed.catalogue import offers
from photoclip.embed.machine import Machine, recommended
from photoclip.gui.models.model_words import complaint
from photoclip.gui.models.told import SENTENCES
from photoclip.gui.models.told_models import advice

EMBED = Path(__file__).resolve().parents[2] / "photoclip" / "embed"
ROOMS = ("arriving", "describing", "fetching", "hub", "remote", "converting", "building", "importing",
         "import_source", "guessing", "weights", "tokenizing", "catalogue", "loading")  # fmt: skip
_TERMINAL = re.compile(r"photoclip [a-z]|--[a-z]|[Cc]ommand|python -c")


def is_known(text: str) -> bool:
    return any(
        re.fullmatch(".+?".join(map(re.escape, re.split(r"\{\d\}", sentence))), text, re.DOTALL)
        for sentence in SENTENCES
        if sentence
    )


def hints() -> Iterator[tuple[str, str]]:
    """Message and hint of every error that is raised about models, with something in each gap."""
    for room in ROOMS:
        for node in ast.walk(ast.parse((EMBED / f"{room}.py").read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id.endswith("Error")
                and len(node.args) >= 2
            ):
                message, hint = map(_text, node.args[:2])
                if hint:
                    yield message, hint


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "XY" for part in node.values
        )
    if isinstance(node, ast.BinOp):
        return _text(node.left) + _text(node.right)
    return ""


def test_what_the_catalogue_says_of_a_model_is_known():
    for offer in itertools.chain(offers("clip"), offers("captioner")):
        assert is_known(offer.note), offer.note
        assert is_known(offer.languages), offer.languages


def test_why_a_model_is_recommended_is_known():
    for memory, cores, (gpu, gpu_memory), english in itertools.product(
        (4, 16), (1, 2, 8), (("", 0), ("A GPU", 4), ("A GPU", 24)), (True, False)
    ):
        machine = Machine(memory * 10**9, cores, gpu, gpu_memory * 10**9)
        assert is_known(recommended(machine, english=english).why)


def test_what_figures_are_about_is_known():
    measures = {one.measure for choice in choices() for one in choice.figures}
    assert len(measures) == 3
    assert all(map(is_known, measures))


def test_no_advice_for_a_terminal_shows_in_the_window():
    found = [(message, hint) for message, hint in hints() if _TERMINAL.search(hint)]
    assert len(found) > 8
    unknown = [hint for _message, hint in found if not advice(hint)]
    assert unknown == []
    for message, hint in found:
        assert not _TERMINAL.search(complaint(message, hint)), hint


@pytest.mark.parametrize(
    ("hint", "said"),
    [
        ("Free some space on the disk of /a/b and run the same command again: it goes on where it "
         "stopped.", "Free some space on the disk of /a/b and download it again: it goes on where it "
         "stopped."),
        ("Unset HF_HUB_OFFLINE, or import the model: photoclip models import --help",
         "Start PhotoClip without HF_HUB_OFFLINE, or import the model from a file."),
        ("Something nobody has said before.", ""),
    ],
)  # fmt: skip
def test_advice_keeps_what_it_is_about(hint, said):
    assert advice(hint) == said


def test_a_complaint_is_a_sentence_and_what_to_do():
    assert complaint("It broke", "Mend it.") == "It broke. Mend it."
    assert complaint("It broke.", "") == "It broke."
    assert paths.EMBEDDED_MODEL in complaint(f"“{paths.EMBEDDED_MODEL}” is not a model name.", "")
