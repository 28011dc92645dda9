"""Index the library ``argv[1]`` with an encoder that crashes the process over a red picture.

Prints how many photos the library shows then, and the failures as ``kind:name``.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path

from colour_encoder import SIZE, ColourEncoder

from photoclip.core.types import InputSpec
from photoclip.indexing.in_hand import CRASH_LOG, recover
from photoclip.indexing.service import Indexer
from photoclip.media.sandbox import DecoderPool
from photoclip.store import database, files, photos

RED = (200, 30, 30)


class Crashing(ColourEncoder):
    def encode_images(self, pixels):
        try:
            return super().encode_images(pixels)
        except RuntimeError:
            faulthandler._sigsegv()
            raise


def main() -> None:
    library = database.open_owner(Path(sys.argv[1]))
    recover(library)
    with open(library.folder / CRASH_LOG, "ab") as log:
        faulthandler.enable(log)
        encoder = Crashing(poison=RED)
        Indexer(
            library, encoder.info, lambda: encoder, lambda _: DecoderPool(1, InputSpec(SIZE))
        ).run()
        faulthandler.disable()
    print(photos.count(library))
    for failure in files.failures(library):
        print(f"{failure.kind}:{os.fsdecode(os.path.basename(failure.path))}")
    library.close()


if __name__ == "__main__":
    main()
