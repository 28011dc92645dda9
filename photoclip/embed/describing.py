"""What there is to fetch of a model: which files, how large, and the hashes they must have.

The hub is asked about each file before a byte of it is fetched, and before anything lies on the disk.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError, NeedsHashError
from photoclip.embed import hub
from photoclip.embed.building import check_runnable
from photoclip.embed.hub import HubFile
from photoclip.embed.remote import RemoteModel, extras_of
from photoclip.embed.weights import CONFIG, WEIGHTS, sha256_of

PICKLED = "weights.pickle"
"""What weights are called on their way that have to be turned into safetensors."""

LARGEST_CONFIG = 1_000_000
"""Bytes of a configuration, at most."""


@dataclass(frozen=True)
class Wanted:
    """A file to fetch, what it is called in the model folder, and the SHA-256 it must have, if known."""

    file: HubFile
    name: str
    sha256: str

    def is_what_it_should(self, path: Path) -> bool:
        """Whether a file that came has the hash it must have: a SHA-256, else the one git has of it.

        Where the hub tells neither there is nothing to compare with.
        """
        if self.sha256:
            return sha256_of(path) == self.sha256
        return not self.file.sha1 or self.file.sha1 in sha1_of(path.read_bytes())


@dataclass(frozen=True)
class Parcel:
    """All there is to fetch of one model, and its configuration."""

    weights: Wanted
    extras: tuple[Wanted, ...]
    config: dict[str, Any]

    @property
    def all(self) -> tuple[Wanted, ...]:
        """Every file, the small ones first."""
        return (*self.extras, self.weights)

    @property
    def size(self) -> int:
        """How many bytes come, as far as the hub says."""
        return sum(one.file.size for one in self.all)


def sha1_of(data: bytes) -> tuple[str, str]:
    """The SHA-1 git has of a file's content, and that of the content alone, as some mirrors tell it."""
    git = hashlib.sha1(b"blob %d\x00" % len(data) + data, usedforsecurity=False)
    return git.hexdigest(), hashlib.sha1(data, usedforsecurity=False).hexdigest()


def refused(file: str, name: str, why: str) -> ModelError:
    """What is said of a file that isn't what it should be."""
    return ModelError(
        f"The file {file} of “{name}” {why}, and was thrown away.",
        "Run the same command again. If that changes nothing, something on the way alters what you "
        "download: try another network, or without HF_ENDPOINT and proxies.",
    )


class Description:
    """Asks the hub about one model."""

    def __init__(
        self,
        remote: RemoteModel,
        cancel: CancelToken,
        pauses: tuple[float, ...],
        sha256: str = "",
    ) -> None:
        """``sha256`` is what a person says the weights have."""
        self._remote = remote
        self._cancel = cancel
        self._pauses = pauses
        self._sha256 = sha256.lower()

    def parcel(self) -> Parcel:
        """What there is to fetch. Raises `ModelError` where something is missing or can't be trusted."""
        weights = self._weights()
        config = self._remote.config or self._config(weights.file.revision)
        check_runnable(config)
        return Parcel(weights, tuple(self._extras(config, weights.file.revision)), config)

    def _ask(self, repo: str, file: str, revision: str) -> HubFile | None:
        return hub.describe(repo, file, revision, self._cancel, self._pauses)

    # --- the weights ------------------------------------------------------------------------------

    def _weights(self) -> Wanted:
        """Safetensors, or a pickle whose hash is known before it is opened."""
        if self._remote.pin is not None:
            return self._pinned()
        other = None
        for file in self._remote.weights:
            found = self._ask(self._remote.repo, file, "main")
            if found is None:
                continue
            if self._sha256 and found.sha256 not in ("", self._sha256):
                other = other or found
                continue
            return self._trusted(found)
        if other is not None:
            raise self._not_the_given(other.file)
        raise self._nothing()

    def _pinned(self) -> Wanted:
        remote, pin = self._remote, self._remote.pin
        assert pin is not None
        if self._sha256 not in ("", pin.sha256):
            raise self._not_the_given(pin.file)
        found = self._ask(remote.repo, pin.file, pin.revision)
        found = found or self._ask(remote.repo, pin.file, "main")
        if found is None:
            raise self._nothing()
        other = found.sha256 and found.sha256 != pin.sha256
        if other or (found.size and found.size != pin.bytes):
            raise ModelError(
                f"What {hub.endpoint()} has as “{remote.name}” is not the file PhotoClip knows.",
                "Nothing was downloaded. If HF_ENDPOINT names a mirror, try without it.",
            )
        return Wanted(found, WEIGHTS, pin.sha256)

    def _trusted(self, found: HubFile) -> Wanted:
        sha256 = self._sha256 or found.sha256
        if not sha256:
            raise NeedsHashError(
                f"{hub.endpoint()} doesn't tell the hash of “{self._remote.name}”, so what comes can't "
                "be checked.",
                "Nothing was downloaded. If HF_ENDPOINT names a mirror, try without it. Or give the "
                "SHA-256 published by whoever made it: --sha256 HASH",
            )
        safe = found.file.endswith(".safetensors")
        return Wanted(found, WEIGHTS if safe else PICKLED, sha256)

    def _not_the_given(self, file: str) -> ModelError:
        return ModelError(
            f"{file} is not the file with the hash {self._sha256[:12]}….",
            "Nothing was downloaded. Compare with where you got the hash.",
        )

    def _nothing(self) -> ModelError:
        names = " or ".join(self._remote.weights)
        return ModelError(
            f"“{self._remote.repo}” could not be downloaded: it has no {names}.",
            "Check the name: photoclip models list",
        )

    # --- what belongs to them ---------------------------------------------------------------------

    def _config(self, revision: str) -> dict[str, Any]:
        """The configuration in the repository, at the revision the weights are of."""
        found = self._ask(self._remote.repo, CONFIG, revision)
        if found is None:
            raise ModelError(
                f"“{self._remote.repo}” has no {CONFIG}: it is no open_clip model.",
                "Models in other forms can't be used.",
            )
        data = hub.read_small(found, LARGEST_CONFIG, self._cancel, self._pauses)
        if found.sha1 and found.sha1 not in sha1_of(data):
            raise refused(CONFIG, self._remote.name, "is not the one the hub promised")
        try:
            config = json.loads(data)
            int(config["model_cfg"]["embed_dim"])
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"The {CONFIG} of “{self._remote.repo}” can't be read.", "Choose another model."
            ) from error
        return dict(config)

    def _extras(self, config: dict[str, Any], revision: str) -> list[Wanted]:
        """The tokenizer and its like; out of the model's own repository at the weights' revision."""
        wanted = []
        for extra in self._remote.extras or extras_of(config):
            of_weights = extra.repo == self._remote.repo
            found = self._ask(extra.repo, extra.file, revision if of_weights else "main")
            if found is not None:
                wanted.append(Wanted(found, extra.name, found.sha256))
            elif extra.needed:
                raise ModelError(
                    f"“{self._remote.name}” needs {extra.file}, which {extra.repo} doesn't have.",
                    "PhotoClip can't run this model. Choose another: photoclip models list",
                )
        return wanted
