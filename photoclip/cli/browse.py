"""``browse`` and ``modelwork``: processes that a window starts. Not for people."""

from __future__ import annotations

import sys

import click


@click.command(hidden=True)
@click.pass_context
def browse(context: click.Context) -> None:
    """Answer a window's questions about the library, on standard input and output."""
    if sys.stdin.isatty():
        raise click.UsageError("PhotoClip's window starts this; it is not for a terminal.")
    from photoclip.browse.process import main

    main(context.obj.library)


@click.command(hidden=True)
def modelwork() -> None:
    """Answer one question about models, on standard input and output."""
    if sys.stdin.isatty():
        raise click.UsageError("PhotoClip's window starts this; it is not for a terminal.")
    from photoclip.browse.model_process import main

    main()
