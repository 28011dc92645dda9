"""The real background worker with models that need no torch; see `small_models`.

While a file called ``slow`` lies beside the library, pictures of the model “new” take their time.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

import small_models
from small_models import ColourEncoder

from photoclip.core.types import Float32, UInt8
from photoclip.indexing import pipeline


def main() -> None:
    """Be the worker."""
    from photoclip.cli.main import run

    small_models.use()
    pipeline.BATCH_SIZE = 4
    library = sys.argv[1]
    slow, real = Path(library).with_name("slow"), ColourEncoder.encode_images

    def encode_images(self: ColourEncoder, pixels: UInt8) -> Float32:
        if self.info.key.startswith("new@") and slow.exists():
            time.sleep(0.3)
        return real(self, pixels)

    ColourEncoder.encode_images = encode_images
    run(["--library", library, "watch", "--background"])


if __name__ == "__main__":
    main()
