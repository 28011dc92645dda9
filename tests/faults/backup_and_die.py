"""Do ``argv[2]`` (``rotate``, ``repair`` or ``open``) to the library ``argv[1]``; die at a call.

Every call of a Python or C function counts, so death comes in the middle of anything; ``argv[3]`` is
the number of the last. 0 is for living on; the number of calls is printed then.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import closing
from pathlib import Path

from photoclip.store import backup, database, repair

calls = 0


def main() -> None:
    """Do it."""
    library, action, last_call = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

    def count(_frame: object, _event: str, _argument: object) -> None:
        global calls  # noqa: PLW0603
        calls += 1
        if calls == last_call:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    if action == "repair":
        repair.repair(library)
    else:
        with closing(database.open_owner(library)) as opened:
            if action == "rotate":
                backup.rotate(opened, force=True)
    sys.setprofile(None)
    print(calls)


if __name__ == "__main__":
    main()
