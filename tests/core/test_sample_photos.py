"""Where the sample photos lie, and where they lay before PhotoClip moved."""

from __future__ import annotations

import os

from photoclip.core import paths


def test_only_a_folder_of_samples_that_is_gone_held_them_before(tmp_path):
    assert paths.held_samples(os.fsencode(tmp_path / "samples"))
    (tmp_path / "samples").mkdir()
    assert not paths.held_samples(os.fsencode(tmp_path / "samples"))
    assert not paths.held_samples(b"/media/drive/Photos")
    assert not paths.held_samples(os.fsencode(paths.sample_photos()))
