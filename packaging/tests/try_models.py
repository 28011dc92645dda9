"""Whether the frozen PhotoClip gets and runs models as its source does: ``make try-freeze-models``.

A server on this machine speaks the hub's protocol. It has a small model of every family with weights by
chance: what a word means to it is nothing, but the frozen program and the source must come to the same.
The Python of ``build/venv`` runs this.
"""

from __future__ import annotations

import itertools
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
for folder in (ROOT, ROOT / "tests", ROOT / "tests" / "embed"):
    sys.path.insert(0, str(folder))

import small_captioner  # noqa: E402
import tiny_models  # noqa: E402
from hub_server import HubServer, serving  # noqa: E402
from smoke import COMPLAINTS  # noqa: E402

SAMPLES = ROOT / "resources" / "samples"
FAMILIES = ("tiny-vit", "tiny-resnet", "tiny-mobile", "tiny-siglip")
CAPTIONER = "coca_small/random"
SENTENCE = "a dog on the beach"
_PATIENCE_S = 600

Words = tuple[str | Path, ...]


class Trial:
    """The steps, in a home of their own that the frozen program and the source share."""

    def __init__(self, frozen: Path, home: Path, hub: HubServer) -> None:
        self._programs: dict[str, Words] = {
            "frozen": (frozen,),
            "source": (sys.executable, "-P", "-m", "photoclip"),
        }
        self._home = home
        self._hub = hub
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PHOTOCLIP", "PYTHON", "XDG", "HF_"))
        }
        self._environment = {
            **kept,
            "HOME": str(home),
            "HF_ENDPOINT": hub.address,
            "LANGUAGE": "en",
            "NO_PROXY": "127.0.0.1,localhost",
            "PYTHONPATH": str(ROOT),
        }

    def run(self) -> None:
        """All of it. Raises `SystemExit` with the first thing that is not so."""
        self._same_as_the_source("photoclip-scenes")
        for family in FAMILIES:
            repo = f"somebody/{family}"
            put_model(self._hub, repo, family, self._home / "made")
            self._ask("frozen", "models", "download", f"hf-hub:{repo}")
            self._same_as_the_source(f"hf-hub:{repo}")
        self._switches(FAMILIES[0])
        self._imports()
        self._captions()
        self._teaches()

    def _same_as_the_source(self, name: str) -> None:
        found, rows = {}, {}
        for program in self._programs:
            library = self._home / f"{name.rpartition('/')[2]} {program}"
            chosen = {"PHOTOCLIP_MODEL": name}
            place = ("--library", library)
            self._ask(program, *place, "add", SAMPLES / "2019 Norway", **chosen)
            said = self._ask(program, *place, "search", "--json", "--all", SENTENCE, **chosen)
            hits = map(json.loads, said.splitlines())
            found[program] = {hit["path"]: hit["similarity"] for hit in hits}
            rows[program] = vectors(library)
        frozen, source = rows.values()
        self._check(
            f"{name}: the frozen program reads the {len(source)} photos the source reads",
            len(source) > 5 and frozen.keys() == source.keys(),
        )
        other = max(float(np.abs(frozen[key] - source[key]).max()) for key in source)
        apart = min(
            float(np.abs(one - two).max())
            for one, two in itertools.combinations(source.values(), 2)
        )
        self._check(
            f"{name}: they have the same vectors: {other:.1g} apart, two photos {apart:.1g}",
            other < apart / 20,
        )
        here, there = found.values()
        self._check(f"{name}: a sentence finds all of them", here.keys() == there.keys())
        other = max(abs(here[path] - there[path]) for path in there)
        apart = max(there.values()) - min(there.values())
        self._check(
            f"{name}: it is as near to each of them: {other:.1g} apart of {apart:.1g}",
            other < apart / 20,
        )

    def _switches(self, family: str) -> None:
        name = f"hf-hub:somebody/{family}"
        place = ("--library", self._home / "library")
        self._ask("frozen", *place, "add", SAMPLES / "2022 Garden")
        self._ask("frozen", *place, "models", "use", name)
        self._ask("frozen", *place, "index")
        status = json.loads(self._ask("frozen", *place, "status", "--json"))
        self._check("a library changes to a model from the hub", name in str(status["model"]))

    def _imports(self) -> None:
        for architecture in ("RN50", "MobileCLIP-S1"):
            source = self._home / f"{architecture}.safetensors"
            write_weights(architecture, source)
            named = ("--architecture", architecture, "--name", architecture)
            self._ask("frozen", "models", "import", source, *named)
            source.unlink()
            tested = json.loads(self._ask("frozen", "models", "test", architecture, "--json"))
            self._check(
                f"{architecture} in its real size is imported and runs",
                tested["images_per_second"] > 0,
            )
        unknown = self._home / "unknown.safetensors"
        with architectures(self._home / "made"):
            write_weights(FAMILIES[0], unknown, seed=5)
        said = self._ask("frozen", "models", "import", unknown, fine=1)
        self._check("weights of no known shape are refused in words", "--architecture" in said)

    def _captions(self) -> None:
        models = self._home / ".local" / "share" / "photoclip" / "models"
        folder = models / CAPTIONER.replace("/", "--")
        small_captioner.write_captioner(folder, name=CAPTIONER, says="dog")
        place = ("--library", self._home / "library")
        said = self._ask("frozen", *place, "caption", "--all", "--limit", "3", "--json")
        wrote = [json.loads(line)["caption"] for line in said.splitlines()]
        self._check("a captioner writes", len(wrote) == 3 and all("dog" in text for text in wrote))

    def _teaches(self) -> None:
        photos = self._home / "taught"
        photos.mkdir()
        for number, sample in enumerate(sorted(SAMPLES.rglob("*.JPG"))):
            photo = photos / f"{number:03}.jpg"
            photo.write_bytes(sample.read_bytes())
            word = sample.parent.name.split()[-1]
            photo.with_name(f"{photo.name}.xmp").write_text(SIDECAR.format(word=word), "utf-8")
        place = ("--library", self._home / "words")
        self._ask("frozen", *place, "add", photos)
        told = json.loads(self._ask("frozen", *place, "models", "teach", "--json"))
        self._check(
            f"a model is taught {told['texts']} words on {told['photos']} photos: "
            f"{told['model'] or told['why']}",
            told["photos"] > 30 and told["seconds"] > 0,
        )

    def _ask(self, program: str, *words: str | Path, fine: int = 0, **variables: str) -> str:
        asked = subprocess.run(
            [*self._programs[program], *words],
            check=False,
            env=self._environment | variables,
            cwd=self._home,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
        )
        said = asked.stdout + asked.stderr
        if asked.returncode != fine or any(one in said for one in COMPLAINTS):
            spelt = " ".join(map(str, words))
            sys.exit(f"{program}: {spelt} ended with {asked.returncode}:\n{said[-3000:]}")
        return asked.stdout if not fine else said

    def _check(self, sentence: str, holds: bool) -> None:
        if not holds:
            sys.exit(f"Not so: {sentence}")
        print(f"  {sentence}", flush=True)


SIDECAR = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>{word}</rdf:li></rdf:Bag>
 </dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>"""


def put_model(hub: HubServer, repo: str, family: str, folder: Path) -> None:
    """Give the hub a model of a family."""
    folder.mkdir(exist_ok=True)
    config = {"model_cfg": tiny_models.ARCHITECTURES[family], "preprocess_cfg": {}}
    hub.put(repo, "open_clip_config.json", json.dumps(config).encode())
    file = folder / f"{family}.safetensors"
    with architectures(folder):
        write_weights(family, file)
    hub.put(repo, "open_clip_model.safetensors", file.read_bytes())
    for one in tiny_models.write_tokenizer(folder / "tokenizer"):
        hub.put(repo, one.name, one.read_bytes())
        hub.put(tiny_models.TOKENIZER_REPO, one.name, one.read_bytes())


@contextmanager
def architectures(folder: Path) -> Iterator[None]:
    """Have open_clip know the small ones."""
    known = folder / "architectures"
    known.mkdir(exist_ok=True)
    with tiny_models.registered(known):
        yield


def write_weights(architecture: str, file: Path, seed: int = 3) -> None:
    """Weights by chance of an architecture that open_clip knows."""
    from safetensors.torch import save_file

    save_file(tiny_models.state_of(architecture, seed), file, metadata={"format": "pt"})


def vectors(library: Path) -> dict[bytes, Any]:
    """The vectors of a library, by the content they are of."""
    with closing(sqlite3.connect(library / "library.sqlite3")) as connection:
        rows = connection.execute(
            "SELECT content.hash, vector.data FROM vector JOIN content ON content.id = content_id"
        ).fetchall()
    return {digest: np.frombuffer(data, "<f2").astype(np.float32) for digest, data in rows}


def main() -> None:
    """Try the program named on the command line."""
    frozen = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="photoclip-models-") as home, serving() as hub:
        Trial(frozen, Path(home), hub).run()
    print("It works.")


if __name__ == "__main__":
    main()
