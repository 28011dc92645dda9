"""The parts of ``packaging/build.py`` are imported from where they lie."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent.parent / "packaging"))
