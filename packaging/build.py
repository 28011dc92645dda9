"""What makes PhotoClip's packages: ``.venv/bin/python packaging/build.py COMMAND``.

Each module of ``building/`` that has a ``register`` adds its own command there; nothing needs to be
named here. Any Python from 3.11 on can run this, it needs the standard library alone: what is frozen
comes from an environment of its own (`building.project.build_python`).
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys

import building
from building.project import BuildError


def main() -> int:
    """Run one command; the exit code."""
    parser = argparse.ArgumentParser(prog="packaging/build.py", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in sorted(each.name for each in pkgutil.iter_modules(building.__path__)):
        register = getattr(importlib.import_module(f"building.{module}"), "register", None)
        if register is not None:
            register(commands)
    options = parser.parse_args()
    try:
        options.run(options)
    except BuildError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
