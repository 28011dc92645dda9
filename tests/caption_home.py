"""A library of photos that were read without a model, and a person at a terminal."""

from __future__ import annotations

import json
import os
from pathlib import Path

from click.testing import CliRunner, Result

from photoclip.cli.main import cli
from photoclip.core.types import InputSpec, PhotoId, PhotoReading
from photoclip.folders.one_file import entry_of
from photoclip.media.sandbox import DecoderPool
from photoclip.store import database, files, photos


class CaptionHome:
    """``names`` are the photos in the library, in the order of their ids."""

    def __init__(self, folder: Path, make_photo, count: int = 3) -> None:
        self.photos = folder / "photos"
        self.library = folder / "library"
        self.names = [f"{number:02d}.jpg" for number in range(count)]
        for seed, name in enumerate(self.names):
            make_photo(self.photos / name, seed)
        library = database.open_owner(self.library)
        files.add_root(library, os.fsencode(self.photos))
        (root,) = files.roots(library)
        with DecoderPool(1, InputSpec(32)) as pool:
            for name in map(os.fsencode, self.names):
                with library.transaction() as connection:
                    files.insert(connection, root, [entry_of(root.path, name)])
                row = files.rows_of(library, root.id)[name]
                reading = pool.read(os.path.join(root.path, name))
                assert isinstance(reading, PhotoReading)
                with library.transaction() as connection:
                    photos.record(connection, row.id, reading)
        library.close()

    @property
    def ids(self) -> list[PhotoId]:
        return [PhotoId(row[0]) for row in self.ask("SELECT id FROM photo ORDER BY id")]

    def path(self, number: int) -> str:
        return str(self.photos / self.names[number])

    def ask(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        library = database.open_reader(self.library)
        try:
            return library.connection.execute(sql, parameters).fetchall()
        finally:
            library.close()

    def texts(self) -> list[object]:
        """What models wrote, in the order of the photos."""
        rows = self.ask("SELECT text FROM machine_caption ORDER BY content_id")
        return [row[0] for row in rows]

    def run(self, *words: str, code: int = 0) -> Result:
        """Raises what the program would print as an error."""
        command = ["--library", str(self.library), *words]
        done = CliRunner().invoke(cli, command, standalone_mode=False, catch_exceptions=False)
        assert done.exit_code == code or done.return_value == code, done.output
        return done

    def json(self, *words: str, code: int = 0) -> list[dict[str, object]]:
        said = self.run(*words, "--json", code=code).stdout
        return [json.loads(line) for line in said.splitlines()]
