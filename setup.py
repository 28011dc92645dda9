"""What pyproject.toml can't say: the guide and what it links to are installed with the resources."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

GUIDE = ("guide.md", "query-language.md", "metadata.md", "labels.md", "models.md")
"""The pages of docs/ that the window shows."""


class BuildWithGuide(build_py):
    """Copies the guide to where `photoclip.core.paths.guide` looks for it."""

    def run(self) -> None:
        """Build, and add the guide, but not to a checkout in use, which has it in docs/."""
        super().run()
        if not self.editable_mode:
            for source, target in self._guide():
                self.copy_file(source, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """What the build leaves behind, with the guide."""
        return [
            *super().get_outputs(include_bytecode),
            *(target for _source, target in self._guide()),
        ]

    def _guide(self) -> list[tuple[str, str]]:
        folder = Path(self.build_lib, "photoclip", "resources")
        return [(str(Path("docs", name)), str(folder / name)) for name in GUIDE]


setup(cmdclass={"build_py": BuildWithGuide})
