"""``label``: what labels mean, what they would do, and what a person says of them."""

from __future__ import annotations

import click

from photoclip.cli.label_define import add, edit, remove
from photoclip.cli.label_marks import forget, no, yes
from photoclip.cli.label_show import list_labels, show, suggest
from photoclip.cli.label_tune import tune


@click.group(
    epilog="""\b
Examples:
  photoclip label add Animals/Dog --describe "a photo of a dog" --not "a wolf"
  photoclip tag Animals/Dog                  what it would do: a dry run
  photoclip tag --apply Animals/Dog          puts it on photos; photoclip tag --undo takes it off
  photoclip review Animals/Dog               answers what it is unsure of, so that it learns
  photoclip search label:Animals/Dog

A label's name is a path: Animals/Dog is Dog below Animals. What you say yourself, yes or no,
is never changed by a rule.
"""
)
def label() -> None:
    """Make labels that tag photos by what is in them, and learn from you."""


for command in (add, list_labels, show, edit, remove, tune, suggest, yes, no, forget):
    label.add_command(command)
