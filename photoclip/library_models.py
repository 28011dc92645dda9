"""The models by which a library knows its photos: which answers, which is next, which to forget."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from photoclip.core.commands import Applied, Command, ForgetVectors, SetSetting, SwitchModel
from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.core.model_reports import SwitchProgress
from photoclip.embed.weights import ModelFolder
from photoclip.store import generations, model_switch, settings
from photoclip.store.database import Library
from photoclip.store.generations import Generation
from photoclip.worker.messages import OwnerState
from photoclip.worker.models import active_model, chosen_name
from photoclip.worker.next_model import find_usable, next_model, reference_of, standing


@dataclass(frozen=True)
class ModelUse:
    """What came of choosing a model: whether it answers now, and how far it is on its way."""

    model: ModelFolder
    answers: bool
    switching: SwitchProgress | None


class LibraryModels:
    """The models of one library. ``apply`` has its owner change it, ``owner_state`` asks that one.

    ``changed`` is called when another model may answer.
    """

    def __init__(
        self,
        library: Library,
        apply: Callable[[Command], Applied],
        owner_state: Callable[[], OwnerState | None],
        changed: Callable[[], None],
    ) -> None:
        self._library = library
        self._apply = apply
        self._owner_state = owner_state
        self._changed = changed

    def use(self, name: str, *, now: bool = False) -> ModelUse:
        """Have another installed model answer: at once where it knows all photos that can be read.

        Else the library is on its way to it from now on: the worker, or `index`, fills what lacks,
        and then switches. ``now``: switch before that; words find only what is filled. Raises
        `ModelError` if it isn't here, is damaged, or can't be searched with.
        """
        found = find_usable(name)
        found.check_whole()
        reference = reference_of(found)
        if now:
            self._apply(SwitchModel(reference, next=reference))
        elif self._answers(found):
            self.stop_switching()
        else:
            self._apply(SetSetting(settings.NEXT_MODEL, reference))
        self._changed()
        return ModelUse(found, self._answers(found), self.switching())

    def _answers(self, model: ModelFolder) -> bool:
        """Whether a model is in use, and all labels go by it."""
        key = model.info.key
        with suppress(ModelError):
            labels = model_switch.ruled_labels(self._library)
            rules = {model_switch.model_of(one.rule) for one in labels}
            return active_model(self._library).info.key == key and rules <= {key}
        return False

    def next(self) -> str | None:
        """How the library names the model that is on its way; None if none is."""
        return next_model(self._library)

    def stop_switching(self) -> bool:
        """Stay with the model in use; whether another one was to be next. What is filled stays."""
        if next_model(self._library) is None:
            return False
        self._apply(SetSetting(settings.NEXT_MODEL, None))
        return True

    def switching(self) -> SwitchProgress | None:
        """How far another model is on its way; None if none is."""
        reference = next_model(self._library)
        if reference is None:
            return None
        state = self._owner_state()
        if state is not None and state.switching is not None:
            return state.switching
        return standing(self._library, reference)[0]

    def known(self) -> list[Generation]:
        """The models by which the library knows photos, the one in use too."""
        return generations.generations(self._library)

    def forget(self, name: str) -> int:
        """Delete what the library knows by the model of this name or key; how many vectors.

        Raises `PhotoClipError` if there are none, or the model is in use.
        """
        found = [one for one in self.known() if name in (one.name, one.key)]
        if not found:
            raise PhotoClipError(
                f"The library knows no photo by a model “{name}”.", "See: photoclip models list"
            )
        for one in found:
            self._apply(ForgetVectors(one.key))
        return sum(one.vectors for one in found)

    def in_use(self) -> set[str]:
        """How the library names the model it uses: by name, key or path."""
        return {chosen_name(self._library)} - {""}

    def coming(self) -> set[str]:
        """How the library names the model it is on its way to, in the same ways."""
        following = next_model(self._library)
        return set() if following is None else {following}
