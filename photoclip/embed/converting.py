"""From a checkpoint of any kind to safetensors that are loaded without running anything.

A pickle is read with torch's ``weights_only``, which builds tensors and nothing else, and only after its
hash was found to be the one somebody vouches for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from photoclip.core.errors import ModelError
from photoclip.embed.weights import sha256_of

STATE_KEYS = ("state_dict", "model_state_dict", "model")
"""Under which a training checkpoint keeps its weights."""


def convert(pickle: Path, target: Path, sha256: str, name: str = "") -> None:
    """Write the weights of a pickled checkpoint as safetensors to ``target``.

    ``name`` is what a person knows the file by. Raises `ModelError` if the hash isn't ``sha256``, or if
    there is more in the file than weights.
    """
    if sha256_of(pickle) != sha256.lower():
        raise ModelError(
            f"{name or pickle.name} is not the file with the hash {sha256[:12]}….",
            "It was not opened, because such a file can run programs.",
        )
    save(unpickle(pickle, name), target)


def unpickle(path: Path, name: str = "") -> dict[str, Any]:
    """The weights in a pickled checkpoint. Raises `ModelError` if it holds anything else."""
    import torch

    try:
        # Mapped, so that a checkpoint isn't in memory twice; old formats can't be.
        found = torch.load(path, map_location="cpu", weights_only=True, mmap=_is_zip(path))
    except Exception as error:  # whatever a hostile file makes it raise
        raise ModelError(
            f"{name or path.name} holds more than weights, or is damaged, and was not loaded.",
            "PhotoClip reads safetensors, and pickles that hold tensors only. If the file is an older "
            "TorchScript archive, save its state_dict as safetensors first.",
        ) from error
    return weights_in(found, name or path.name)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def weights_in(found: Any, name: str) -> dict[str, Any]:
    """The tensors of a checkpoint by name, out of whatever training put around them."""
    import torch

    for key in STATE_KEYS:
        if isinstance(found, dict) and isinstance(found.get(key), dict):
            found = found[key]
    if not isinstance(found, dict) or not found:
        raise ModelError(f"{name} holds no weights.", "Choose the checkpoint of a whole model.")
    state = {key: value for key, value in found.items() if isinstance(value, torch.Tensor)}
    if len(state) != len(found) or not all(isinstance(key, str) for key in state):
        raise ModelError(f"{name} holds something else than weights.", "Choose another file.")
    for prefix in ("module.", "_orig_mod."):
        if all(key.startswith(prefix) for key in state):
            state = {key.removeprefix(prefix): value for key, value in state.items()}
    return state


def save(state: dict[str, Any], target: Path) -> None:
    """Write tensors as safetensors; those that share memory are written each for itself."""
    from safetensors.torch import save_file

    seen: set[int] = set()
    whole = {}
    for name, value in state.items():
        tensor = value.detach().contiguous()
        if tensor.data_ptr() in seen:
            tensor = tensor.clone()
        seen.add(tensor.data_ptr())
        whole[name] = tensor
    save_file(whole, target, metadata={"format": "pt"})
