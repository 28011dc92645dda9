"""A painter that outlives the painting of its widget crashes Qt: each one ends where it is made."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter

from photoclip.gui.views import drop_panel

GUI = Path(drop_panel.__file__).parents[1]


def test_every_painter_is_made_by_a_with_statement() -> None:
    """Somebody may still hold the frame that painted: a traceback, a debugger, a profiler."""
    made, ended = [], []
    for file in sorted(GUI.rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "QPainter",
                "QStylePainter",
            ):
                made.append((file.name, node.lineno))
            if isinstance(node, ast.withitem) and isinstance(node.context_expr, ast.Call):
                ended.append((file.name, node.context_expr.lineno))
    assert len(made) > 30
    assert set(made) - set(ended) == set()


def test_a_painter_ends_although_its_frame_lives_on(qtbot, monkeypatch) -> None:
    frames = []
    mixed = drop_panel.mixed

    def remembering(*colours):
        frames.append(sys._getframe(1))
        return mixed(*colours)

    monkeypatch.setattr(drop_panel, "mixed", remembering)
    button = drop_panel.DropButton("Label")
    qtbot.addWidget(button)
    button.grab()
    painters = [one for frame in frames for one in frame.f_locals.values()]
    painters = [one for one in painters if isinstance(one, QPainter)]
    assert painters
    assert not any(painter.isActive() for painter in painters)


def test_a_mistake_while_painting_leaves_no_painter_behind(qtbot, monkeypatch) -> None:
    def mistaken(*_colours):
        raise ValueError("no such colour")

    monkeypatch.setattr(drop_panel, "mixed", mistaken)
    button = drop_panel.DropButton("Label")
    qtbot.addWidget(button)
    with pytest.raises(ValueError, match="no such colour") as caught:
        button.grab()
    frame = caught.tb
    painters = []
    while frame is not None:
        painters += [one for one in frame.tb_frame.f_locals.values() if isinstance(one, QPainter)]
        frame = frame.tb_next
    assert painters
    assert not any(painter.isActive() for painter in painters)
