"""A real model inside the build: a new library uses it, and the first start asks for none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from building import project
from building.contents import RESOURCES
from building.project import BuildError

DEFAULT = "default"
"""Names the folder of the model that a new library begins with (`photoclip.core.paths`)."""

_NAMED = (
    "import sys; from photoclip.machine_models import installed_models;"
    "print(*(m.path for m in installed_models() if sys.argv[1] in (m.name, m.info.key)))"
)
_CHECKED = (
    "import sys; from pathlib import Path; from photoclip.embed.weights import CLIP, ModelFolder;"
    "m = ModelFolder.open(Path(sys.argv[1])); m.verify();"
    "sys.exit(None if m.card.kind == CLIP else 'It can not be searched with.')"
)


def find(named: str) -> Path:
    """The folder of a model that may go into a build: itself, or that of an installed one's name.

    Raises `BuildError`.
    """
    folder = Path(named).expanduser().resolve()
    if not folder.is_dir():
        said = _ask(_NAMED, named).stdout.strip()
        if not said:
            raise BuildError(
                f"There is no model “{named}” on this machine. Fetch it: "
                f".venv/bin/photoclip models download {named}"
            )
        folder = Path(said)
    if (project.ROOT / "resources" / "models" / folder.name).exists():
        raise BuildError(f"{folder.name} is inside every build already.")
    checked = _ask(_CHECKED, str(folder))
    if checked.returncode:
        last = (checked.stderr.strip().splitlines() or ["It is no model."])[-1]
        raise BuildError(f"The model in {folder} can't go into a build. {last}")
    return folder


def put(frozen: Path, model: Path | None) -> str:
    """Have a frozen program bring exactly this model along, beside the one that is embedded.

    Gives the name of the one it brought along before, or nothing.
    """
    before = ""
    models = frozen / "_internal" / RESOURCES / "models"
    default = models / DEFAULT
    if default.exists():
        before = default.read_text("utf-8").strip()
        shutil.rmtree(models / before, ignore_errors=True)
        default.unlink()
    if model is not None:
        shutil.copytree(model, models / model.name)
        default.write_text(f"{model.name}\n", "utf-8")
    return before


def _ask(code: str, argument: str) -> subprocess.CompletedProcess[str]:
    command = [str(project.build_python()), "-c", code, argument]
    return subprocess.run(command, capture_output=True, text=True, check=False)
