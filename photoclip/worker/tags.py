"""Automatic tags in the owner of a library: brought to where the rules in force put them."""

from __future__ import annotations

from collections.abc import Callable

from photoclip.compare.calibrate import encode_background
from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import (
    ApplyRule,
    Command,
    DefineLabel,
    DeleteLabel,
    RenameLabel,
    SwitchModel,
    Together,
)
from photoclip.core.errors import Cancelled, ModelError, PhotoClipError
from photoclip.core.events import LabelsDerived, Notice
from photoclip.core.types import Float32, ModelInfo
from photoclip.store.database import Library
from photoclip.tagging.derive import TagKeeper
from photoclip.tagging.rule import Rule
from photoclip.worker.models import SharedEncoder
from photoclip.worker.port import Listener


def check_rules(command: Command) -> None:
    """Raise `PhotoClipError` for a command that would put in force what is no rule."""
    match command:
        case Together(commands):
            for part in commands:
                check_rules(part)
        case ApplyRule(_name, str(rule)):
            Rule.from_json(rule)
        case SwitchModel(_model, rules):
            for _label, text in rules:
                if text is not None:
                    Rule.from_json(text)


def may_move_tags(command: Command) -> bool:
    """Whether tags may have to follow a command: others wait for no derivation."""
    if isinstance(command, Together):
        return any(map(may_move_tags, command.commands))
    return isinstance(command, ApplyRule | DefineLabel | RenameLabel | DeleteLabel | SwitchModel)


def background(encoder: SharedEncoder) -> Float32:
    """What everything is compared with, from the cache or encoded now."""
    return encode_background(TextVectors(encoder.info, lambda: encoder, paths.text_vectors_dir()))


class OwnedTags:
    """The tags of an owned library. ``keeper`` is what indexing tags new photos with."""

    def __init__(
        self, library: Library, encoder: Callable[[], SharedEncoder], publish: Listener
    ) -> None:
        self.keeper = TagKeeper(library, lambda: encoder().info, self._background)
        self._encoder = encoder
        self._publish = publish
        self._ending = CancelToken()
        self._told = ""

    def catch_up(self) -> None:
        """Derive what doesn't follow from its rule yet.

        What can't be done now (no model here, a full disk) is told, stays marked in the library and
        is tried again later.
        """
        try:
            moved = self.keeper.catch_up(self._ending)
        except Cancelled:
            return
        except PhotoClipError as error:
            reason = f"{error} {error.hint}".strip()
            text = f"Labels could not be brought up to date: {reason}"
            if text != self._told:
                self._told = text
                self._publish(Notice(text))
            return
        self._told = ""
        if moved:
            self._publish(LabelsDerived(moved))

    def stop(self) -> None:
        """Let `catch_up` come to an end soon, for good. Safe in signal handlers and any thread."""
        self._ending.cancel()

    def _background(self, model: ModelInfo) -> Float32:
        encoder = self._encoder()
        if encoder.info.key != model.key:
            raise ModelError("The library uses another model now.", "Ask again.")
        return background(encoder)
