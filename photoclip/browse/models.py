"""What is asked about models that takes long, or works before there is a library."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from photoclip.browse import model_choices, model_process
from photoclip.browse.messages import Question
from photoclip.browse.model_messages import (
    CAPTIONER,
    DownloadModel,
    GetModels,
    ImportModel,
    ModelArrived,
    ModelRemoved,
    ProbeModel,
    RemoveModel,
    TeachModel,
)
from photoclip.core.cancel import CancelToken
from photoclip.machine_models import installed_models, remove_model
from photoclip.session import Session


class Models:
    """Answers questions about models, over a library or, with None, before there is one.

    Several threads may ask at once: a download takes long.
    """

    def __init__(self, session: Session | None) -> None:
        self._session = session

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        """See `Answerer`; each question says what it is answered by."""
        del hold
        match question:
            case GetModels():
                return model_choices.choices(self._session, english=question.english)
            case DownloadModel() | ImportModel():
                return _with_use(model_process.ask(question, more, cancel))
            case ProbeModel():
                return model_process.ask(self._as_set(question), more, cancel)
            case TeachModel():
                return model_process.ask(self._in_library(question), more, cancel)
            case RemoveModel(name):
                return self._remove(name)
        raise TypeError(f"no question about models: {question!r}")

    def _as_set(self, question: ProbeModel) -> ProbeModel:
        """The same question, with the device and the cores the library's settings say."""
        if self._session is None:
            return question
        preferences = self._session.preferences()
        return replace(question, device=preferences.device, cores=preferences.cores)

    def _in_library(self, question: TeachModel) -> TeachModel:
        """The same question, with the library it is about."""
        if self._session is None:
            raise TypeError("without a library there are no words to teach")
        return replace(question, library=os.fsencode(self._session.library.folder))

    def _remove(self, name: str) -> ModelRemoved:
        sizes = {model.name: model_choices.size_of(model.path) for model in installed_models()}
        models = None if self._session is None else self._session.models
        remove_model(name, models.in_use() if models else (), models.coming() if models else ())
        return ModelRemoved(name, sizes.get(name, 0))


def _with_use(answer: object) -> object:
    """The same answer, which says of a model that arrived whether one can search with it."""
    if not isinstance(answer, ModelArrived):
        return answer
    kinds = {model.name: model.card.kind for model in installed_models()}
    return replace(answer, searches=kinds.get(answer.name) != CAPTIONER)
