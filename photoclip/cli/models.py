"""``models``: which there are, getting one, using one, testing one, and making the embedded one."""

from __future__ import annotations

import click

from photoclip.cli.model_get import download, import_file, remove
from photoclip.cli.model_list import list_models
from photoclip.cli.model_make import evaluate, samples, train
from photoclip.cli.model_teach import teach
from photoclip.cli.model_test import measure
from photoclip.cli.model_use import use


@click.group(
    epilog="""\b
Examples:
  photoclip models list
  photoclip models download ViT-B-32-256/datacomp_s34b_b86k
  photoclip models import ~/Downloads/ViT-B-16-SigLIP2
  photoclip models use ViT-B-32-256/datacomp_s34b_b86k
"""
)
def models() -> None:
    """Choose the model that looks at your photos."""


for command in (
    list_models,
    download,
    import_file,
    use,
    measure,
    remove,
    teach,
    train,
    evaluate,
    samples,
):
    models.add_command(command)
