from __future__ import annotations

import pytest

from photoclip.core import paths
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.weights import ModelFolder


@pytest.fixture(scope="session")
def embedded() -> ModelFolder:
    return ModelFolder.open(paths.embedded_model())


@pytest.fixture(scope="session")
def encoder(embedded) -> OpenClipEncoder:
    return OpenClipEncoder(embedded, "cpu", "float32")
