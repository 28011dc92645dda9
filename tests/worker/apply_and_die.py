"""Own the library ``argv[1]`` and put the rule in the file ``argv[2]`` in force; die at a call.

Every call of a Python or C function counts from there on; ``argv[3]`` is the number of the last. 0 is
for living on; the number of calls is printed then.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from vector_library import use_light_encoder

from photoclip.core.commands import ApplyRule
from photoclip.worker.process import owning

calls = 0


def main() -> None:
    """Do it."""
    last_call = int(sys.argv[3])
    rule = Path(sys.argv[2]).read_text("utf-8")
    use_light_encoder()

    def count(_frame: object, _event: str, _argument: object) -> None:
        global calls  # noqa: PLW0603
        calls += 1
        if calls == last_call:
            os.kill(os.getpid(), signal.SIGKILL)

    with owning(Path(sys.argv[1])) as owner:
        sys.setprofile(count)
        owner.apply(ApplyRule("Dog", rule), "second")
        sys.setprofile(None)
    print(calls)


if __name__ == "__main__":
    main()
