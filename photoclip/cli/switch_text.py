"""How a change of models goes, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from photoclip.cli.progress import time_text

if TYPE_CHECKING:
    from photoclip.core.model_reports import SwitchProgress


def switch_text(progress: SwitchProgress) -> str:
    """How far another model is on its way, in a line."""
    text = f"{progress.model}: {progress.done} of {progress.total} photos"
    if progress.per_second and not progress.reason:
        text += f", {progress.per_second:.1f} a second"
        if progress.seconds_left is not None:
            text += f", {time_text(progress.seconds_left)} left"
    if progress.unreadable:
        text += f"; {progress.unreadable} are away or can't be read"
    return text


def switch_json(progress: SwitchProgress | None) -> dict[str, Any] | None:
    """The stable JSON form of how far another model is on its way."""
    if progress is None:
        return None
    left = progress.seconds_left
    return {
        "model": progress.model,
        "done": progress.done,
        "total": progress.total,
        "unreadable": progress.unreadable,
        "per_second": round(progress.per_second, 2),
        "seconds_left": None if left is None else round(left, 1),
        "reason": progress.reason,
    }
